"""Points of Vzorov's meetings that are about no single issue: invitations, news, figures. No client is ever named."""

from __future__ import annotations

from geodata.model.meetings import BodyKind

Point = tuple[str, str]

GENERAL_POINTS: tuple[Point, ...] = (
    ("Pozvánka na den otevřených dveří", "Terén Vzorov zve na den otevřených dveří komunitního centra."),
    ("Personální změna", "Na okrsek nastoupil nový strážník, kontakt rozeslán členům."),
    ("Letní provoz", "Kluby budou v srpnu otevřené jen dopoledne."),
    ("Společná pochůzka", "Domluvena společná pochůzka terénních pracovníků a hlídky ve vybraných ulicích."),
    ("Velkoobjemové kontejnery", "Obvod rozešle termíny přistavení kontejnerů, prosí o zveřejnění v klubech."),
    ("Školení", "Kontakt Vzorov nabízí školení o bezpečném sběru stříkaček pro domovníky a školy."),
    ("Bezpečnostní situace", "Nápad v obvodu je proti stejnému měsíci loňska nižší, přibylo krádeží ve sklepech."),
    ("Zimní opatření", "Při mrazech bude noclehárna otevřená celý den."),
    ("Domovník-preventista", "Na obě městské adresy byli vybráni domovníci, začínají příští měsíc."),
    ("Úklid s obyvateli", "V sobotu proběhl úklid dvora, odvezen jeden velký kontejner."),
)
POINTS: dict[BodyKind, tuple[Point, ...]] = {
    BodyKind.COMMISSION: (
        ("Program prevence kriminality", "Komise doporučuje radě rozdělení prostředků podle předloženého návrhu."),
        (
            "Zóny pro hazardní hry",
            "Komise projednala připomínky obvodů; mapa a kritéria se doplní do příštího jednání.",
        ),
        ("Tržní řád", "Komise bere na vědomí zkušenosti s podomním prodejem a vyhodnocení zákazu."),
        ("Strategie prevence", "Komise doporučuje doplnit opatření pro bydlení a domovníky."),
        ("Kamerový bod", "Komise doporučuje přesun kamery z náměstí k nádraží."),
    ),
    BodyKind.WORKING_GROUP: (
        ("Mapování lidí na ubytovnách", "Předložen souhrn po ubytovnách bez osobních údajů; doplní se dvě chybějící."),
        ("Rozbor lokalit", "K jednotlivým lokalitám navrženy úkoly pro vedení města."),
        ("Prostupné bydlení", "Šest bytů obsazeno, dva se opravují."),
        ("Byty po opravě", "Odbor majetku předá čtyři byty k přidělení."),
    ),
    BodyKind.CONSILIUM: (
        ("Volná místa v pobytových službách", "Azylové domy plné, na noclehárně v průměru tři volná lůžka."),
        ("Návaznost služeb", "Dohodnut postup při předávání mezi terénem a poradnou."),
        ("Dluhová poradna", "Čekací doba se zkrátila na dva týdny."),
        ("Rodiny na ubytovnách", "Jen souhrnné počty: děti na ubytovnách ubývají, noví zájemci jsou z okolních obcí."),
    ),
    BodyKind.COORDINATOR_MEETING: (
        ("Chátrající domy", "Organizace předaly aktualizovaný seznam domů, město odpoví souhrnně."),
        ("Dopady novely na klienty", "Úřad práce vysvětlil změny dávek na bydlení."),
        ("Veřejný prostor", "Výběr míst pro letní úpravy podle podnětů ze setkání ve dvorech."),
    ),
}
