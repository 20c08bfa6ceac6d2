"""Issues that are not about one thing one can see: thefts, pests, neighbours, school, animals, services."""

from __future__ import annotations

from geodata.demo.issue_texts import TEXTS, TopicTexts
from geodata.model.issues import IssueTopic

T = IssueTopic

MATTERS: dict[IssueTopic, TopicTexts] = {
    T.THEFT: TopicTexts(
        ("Krádeže ve sklepích – {place}", "Vykrádání aut – {place}", "Krádeže kabelů a okapů – {place}"),
        (
            "Za poslední měsíc několik případů, lidé to už ani nehlásí.",
            "Prosíme o posílení hlídek ve večerních hodinách.",
        ),
        ("Posílíme hlídky.", "Obejdeme domy s letákem o zabezpečení sklepů."),
        ("Hlídková služba upravena, dva případy objasněny.", "Společná pochůzka s terénními pracovníky proběhla."),
        ("Nápad klesl, další opatření nejsou potřeba.", "Sklepy jsou opatřené novými dveřmi."),
        ("Krádeže se vrátily.",),
        ("Část věcí končí ve výkupu.", "Pomohlo by osvětlit dvůr."),
    ),
    T.PESTS: TopicTexts(
        ("Potkani – {place}", "Štěnice v domě – {place}", "Švábi ve společných prostorách – {place}"),
        ("Výskyt se šíří do sousedních domů, jednorázový zásah nestačí.", "Žádáme o deratizaci celého bloku."),
        ("Objednáme zásah.", "Prověříme na místě."),
        ("První zásah proběhl, druhý bude za tři týdny.", "Vlastníci sousedních domů vyzváni."),
        ("Po druhém zásahu bez výskytu.", "Deratizace celého bloku dokončena."),
        ("Výskyt se po dvou měsících obnovil.",),
        ("Odpad u kontejnerů potkany láká.", "Bez souseda nemá zásah smysl."),
    ),
    T.NEIGHBOURS: TopicTexts(
        ("Noční hluk a spory mezi domy – {place}", "Stížnosti na hluk ve dvoře – {place}"),
        ("Stížnosti z obou stran, prosíme o společné setkání.", "Napětí roste hlavně o víkendech."),
        ("Svoláme setkání obyvatel.", "Zařadíme místo do nočních pochůzek."),
        ("Setkání proběhlo, dohodla se pravidla dvora.", "Hlídky za poslední týdny bez zjištění."),
        ("Situace se uklidnila.", "Dohoda se dodržuje, stížnosti ustaly."),
        ("Spory začaly znovu s teplým počasím.",),
        ("Děti nemají kde být, hřiště je zavřené.", "Pomohl by domovník."),
    ),
    T.TRUANCY: TopicTexts(
        ("Záškoláctví v dopoledních hodinách – {place}", "Děti mimo školu – {place}"),
        ("Kolem poledne je tu vždy skupina dětí školního věku.", "Škola hlásí nárůst neomluvených hodin."),
        (
            "Projdeme společný postup školy a sociálního odboru.",
            "Vezmeme si to na starost, postup dohodneme se školou.",
        ),
        ("Společná pochůzka se školou proběhla dvakrát.", "Škola otevřela ranní klub."),
        ("Počet neomluvených hodin klesl.", "Škola postup vyhodnotila jako užitečný."),
        ("Po prázdninách se situace opakuje.",),
        ("Část dětí nemá na obědy.", "Klub má volná místa."),
    ),
    T.DISCRIMINATION: TopicTexts(
        ("Odmítání zájemců o pronájem – {place}", "Odmítnutí obsluhy – {place}"),
        ("Opakovaná zkušenost klientů poradny, bez uvedení důvodu.", "Žádáme město o stanovisko a doporučený postup."),
        ("Zdokumentujeme zkušenosti a obrátíme se na příslušný úřad.", "Svoláme jednání."),
        ("Podnět odeslán, čeká se na odpověď.", "Jednání s provozovatelem proběhlo."),
        ("Provozovatel se omluvil a proškolil obsluhu.", "Město vydalo doporučení pro pronajímatele."),
        ("Stejná zkušenost znovu.",),
        ("Podobné zkušenosti mají i jiné organizace.",),
    ),
    T.ANIMALS: TopicTexts(
        ("Volně pobíhající psi – {place}", "Toulavé kočky – {place}"),
        ("Psi bez dozoru, děti se bojí chodit kolem.", "Zvířat přibývá, někdo je krmí."),
        ("Zajistíme odchyt.", "Oslovíme útulek."),
        ("Odchyt proběhl, dva psi umístěni v útulku.", "Kastrační program objednán."),
        ("Odchyt dokončen.", "Bez dalších hlášení."),
        ("Psi jsou tu znovu.",),
        ("Majitel není znám.",),
    ),
    T.SERVICES: TopicTexts(
        (
            "Chybí služba pro rodiny s dětmi – {place}",
            "Plná kapacita noclehárny – {place}",
            "Dluhová poradna je daleko – {place}",
        ),
        ("Nejbližší služba je na druhém konci města a má pořadník.", "Terén nemá kam lidi posílat."),
        ("Zařadíme do komunitního plánu.", "Prověříme možnost detašovaného pracoviště."),
        ("Poskytovatel podal žádost o rozšíření kapacity.", "Poradna zkouší půlden v místě jednou za dva týdny."),
        ("Služba v místě funguje.", "Kapacita navýšena od nového roku."),
        ("Služba v místě skončila, projekt nemá pokračování.",),
        ("Zájem je větší, než se čekalo.",),
    ),
    T.OTHER: TopicTexts(
        ("Voda ve sklepě po dešti – {place}", "Topení pevnými palivy – {place}", "Odpojená elektřina v domě – {place}"),
        ("Opakuje se, vlastník nereaguje.", "Obyvatelé se obrátili na terénní pracovníky."),
        ("Prověříme na místě.", "Oslovíme vlastníka."),
        ("Prověřeno, hledá se řešení.", "Vlastník slíbil nápravu."),
        ("Vyřešeno.", "Vlastník závadu odstranil."),
        ("Závada se opakuje.",),
        ("Týká se i sousedního domu.",),
    ),
}
ALL_TEXTS: dict[IssueTopic, TopicTexts] = TEXTS | MATTERS
