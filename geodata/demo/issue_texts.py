"""What is said about issues in Vzorov: how they are raised, taken on, answered and checked. {place} is filled in."""

from __future__ import annotations

from dataclasses import dataclass

from geodata.model.issues import IssueTopic, RefusalReason

T, R = IssueTopic, RefusalReason


@dataclass(frozen=True, slots=True)
class TopicTexts:
    """Sentences of one topic, one of each is chosen."""

    titles: tuple[str, ...]
    raised: tuple[str, ...]
    accepted: tuple[str, ...]
    progress: tuple[str, ...]
    done: tuple[str, ...]
    reopened: tuple[str, ...]
    remarks: tuple[str, ...]


# What fits whatever the topic is.
VERIFIED = (
    "Při pochůzce ověřeno, hotovo.",
    "Terénní pracovníci na místě byli, souhlasí.",
    "Splnění bereme na vědomí.",
    "Zkontrolováno na místě, uzavíráme.",
)
STILL_WAITING = (
    "Zatím bez posunu, trvá.",
    "Odpověď ještě nepřišla, připomeneme.",
    "Úkol trvá, zpráva na příští schůzce.",
    "Čeká se na vyjádření vlastníka.",
    "Termín se nestihl, prodlužuje se.",
)
NOBODY = (
    "Nikdo z přítomných to nemá v působnosti. Zůstává otevřené.",
    "Znovu zaznělo, stále není komu úkol dát.",
    "Obvod odkazuje na město, město na vlastníka. Zůstává otevřené.",
)
REFUSALS: dict[RefusalReason, tuple[str, ...]] = {
    R.LAW_BARS_ENTRY: (
        "Bez souhlasu vlastníka nelze do domu vstoupit, závady proto nelze zjistit.",
        "Kontrolní prohlídku nelze provést, vlastník dům nezpřístupnil a k vynucení vstupu není důvod.",
    ),
    R.PRIVATE_OWNER: (
        "Dům je soukromý, za jeho stav odpovídá vlastník. Město mu poslalo upozornění, víc udělat nemůže.",
        "Pozemek patří soukromé společnosti, která nereaguje. Úřad dál nepostupuje.",
    ),
    R.NO_COMPETENCE: (
        "Odbor k tomu nemá působnost, podání postoupil stavebnímu úřadu.",
        "Nejde o veřejné prostranství, obvod zasáhnout nemůže.",
    ),
    R.NO_MONEY: (
        "Oprava není v letošním rozpočtu, obvod ji navrhne na příští rok.",
        "Na zajištění stavby nejsou v rozpočtu peníze.",
    ),
    R.DUPLICATE: ("Řeší se už pod jiným číslem, uzavřeno jako opakované.",),
    R.NOT_FOUND: ("Hlídka na místě byla třikrát, popsaný stav nezjistila.",),
    R.OTHER: ("Správce sdělil, že místo bude upraveno při velké rekonstrukci ulice; do té doby nic dělat nebude.",),
}

TEXTS: dict[IssueTopic, TopicTexts] = {
    T.BUILDING: TopicTexts(
        (
            "Havarijní stav domu – {place}",
            "Nezabezpečený vstup do domu – {place}",
            "Padající omítka a tašky – {place}",
            "Volný vstup do sklepa – {place}",
        ),
        (
            "Dům se zhoršuje, okolo chodí děti do školy. Žádáme prohlídku a zabezpečení vstupu.",
            "Upozorňujeme na stav domu, v zimě hrozí zřícení. Fotografie předány.",
            "Lidé z okolí hlásí, že z domu padají kusy zdiva.",
        ),
        ("Svoláme kontrolní prohlídku.", "Zjistíme vlastníka a vyzveme ho k nápravě."),
        (
            "Vlastníkovi odeslána výzva, lhůta 30 dnů.",
            "Prohlídka proběhla, zpracovává se výzva ke zjednání nápravy.",
            "Vlastník sídlí mimo město, doručuje se náhradně.",
            "Do vyřešení je na chodníku zábrana.",
        ),
        ("Vlastník dům zabezpečil, vstup je zazděný.", "Dům je zabezpečený na náklady města.", "Dům byl zbourán."),
        ("Zazdívka je proražená, vstup je znovu volný.",),
        (
            "V domě se v noci svítí.",
            "Při požáru by se tam nedalo dostat.",
            "Výjezdy na tuto adresu přibývají.",
            "Obvod nechá opravit zábranu.",
        ),
    ),
    T.DUMP: TopicTexts(
        (
            "Černá skládka – {place}",
            "Navezený odpad – {place}",
            "Opakovaná skládka – {place}",
            "Pytle a nábytek mimo kontejnery – {place}",
        ),
        (
            "Na místě je odpad, přibývá a stahují se potkani.",
            "Žádáme o úklid, místo je u cesty do školky.",
            "Skládka se tu objevuje pravidelně, pomohla by závora nebo větší kontejner.",
        ),
        (
            "Zařadíme do svozu.",
            "Zjistíme vlastníka pozemku a vyzveme ho k úklidu.",
            "Místo se bude namátkou kontrolovat.",
        ),
        (
            "Objednán kontejner, úklid podle kapacity svozu.",
            "Vlastník pozemku vyzván, lhůta běží.",
            "Při namátkové kontrole nikdo nezastižen.",
        ),
        ("Odpad odvezen.", "Uklizeno, přistaven větší kontejner.", "Úklid proběhl s obyvateli domu."),
        ("Skládka je zpátky.", "Odpad se objevil znovu, tentokrát i suť.", "Místo vydrželo čisté jen pár týdnů."),
        (
            "Kdo odpad přivezl, se nezjistilo.",
            "Fotopast by tu měla smysl.",
            "Kontejnery se vyvážejí jednou týdně a nestačí.",
            "Pod hromadou jsou střepy, chodí tudy děti.",
        ),
    ),
    T.SYRINGES: TopicTexts(
        ("Nálezy stříkaček – {place}", "Stříkačky v místě, kde si hrají děti – {place}"),
        (
            "Opakovaný nález, žádáme častější sběr a nádobu na ostrý odpad.",
            "Škola žádá kontrolu před začátkem vyučování.",
        ),
        ("Zařadíme místo do pravidelného sběru.", "Místo projdeme vždy ráno."),
        ("Sběr probíhá dvakrát týdně.", "Při sběru nalezeno dalších několik kusů.", "Jedná se o umístění nádoby."),
        ("Tři týdny bez nálezu.", "Nádoba je umístěna, místo se sbírá pravidelně."),
        ("Nálezy se vrátily.",),
        ("Uživatelé se přesunuli od nádraží.", "Výměnný program tu bude stát ve středu odpoledne."),
    ),
    T.GAMBLING: TopicTexts(
        ("Provoz herny mimo povolenou dobu – {place}", "Hluk a hosté před hernou – {place}"),
        (
            "Obyvatelé si stěžují na hluk po půlnoci.",
            "Herna je pár kroků od školy; žádáme prověřit povolení.",
        ),
        ("Provedeme kontrolu.", "Prověříme povolení a provozní dobu."),
        ("Kontrola proběhla, zjištění předáno správnímu orgánu.", "Provozovatel vyzván k vyjádření."),
        ("Provozovatel zkrátil dobu, stížnosti ustaly.", "Provozovna je zavřená."),
        ("Stížnosti na noční hluk se vrátily.",),
        ("Komise to vezme do podkladů k vyhlášce.", "Podobná provozovna je i v sousední ulici."),
    ),
    T.HOUSING: TopicTexts(
        ("Hygienické závady na ubytovně – {place}", "Úniková cesta a hydranty – {place}", "Ukončení provozu – {place}"),
        (
            "Závady trvají přes slib provozovatele, žádáme kontrolu.",
            "Na ubytovně je mnoho dětí, kuchyňka nestačí.",
            "Provozovatel oznámil výpovědi, je potřeba najít náhradní bydlení.",
        ),
        ("Zařadíme kontrolu.", "Svoláme jednání s provozovatelem."),
        ("Kontrola proběhla, provozovateli uloženo opatření.", "Jednání s provozovatelem pokračuje."),
        ("Závady odstraněny.", "Provozovatel opravil společné prostory."),
        ("Závady jsou zpět.",),
        ("Nájem za pokoj je vyšší než obvyklé nájemné v obci.", "Prostupné byty jsou plné do konce roku."),
    ),
    T.PUBLIC_SPACE: TopicTexts(
        ("Oprava veřejného prostranství – {place}", "Nebezpečné místo pro chodce – {place}", "Údržba – {place}"),
        (
            "Místo je zanedbané a nebezpečné, žádáme o opravu.",
            "Zaznělo od obyvatel na setkání ve dvoře.",
            "Žádáme obvod o úpravu ještě před zimou.",
        ),
        ("Opravu zajistíme.", "Prověříme na místě."),
        ("Oprava objednána.", "Čeká se na dodavatele.", "Provizorně zabezpečeno."),
        ("Opraveno.", "Osvětlení i povrch jsou v pořádku."),
        ("Závada se vrátila.",),
        ("Škola nabízí, že pomůže s úklidem.", "Podobné místo je i o dva bloky dál."),
    ),
}
