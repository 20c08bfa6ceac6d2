"""What observers in Vzorov write about places, and how the places are called. Invented, like everything in here."""

from __future__ import annotations

from geodata.model.sites import Condition, SiteKind

C, K = Condition, SiteKind

UNCHANGED = (
    "Beze změny.",
    "Stav stejný jako minule.",
    "Při pochůzce beze změny.",
    "Od poslední kontroly se nic nezměnilo.",
    "",
    "",
)

NOTES: dict[SiteKind, dict[Condition, tuple[str, ...]]] = {
    K.HAZARDOUS_BUILDING: {
        C.NEGLECTED: (
            "Rozbitá okna v přízemí, vstup do domu volný.",
            "Chybí okapy, do štítové zdi zatéká.",
            "Dům je zčásti prázdný, sklep plný odpadu.",
            "Vchodové dveře vylomené, poštovní schránky zničené.",
            "Střecha děravá, v posledním patře stojí voda.",
            "Ve dvoře spadlá kůlna, přístup odkudkoli.",
        ),
        C.DANGEROUS: (
            "Na chodník padá omítka, nad vchodem uvolněné tašky.",
            "Propadlé schodiště mezi prvním a druhým patrem.",
            "Zábradlí i kabely jsou rozkradené, hrozí úraz.",
            "Římsa nad chodníkem drží jen zčásti.",
            "Komín se naklání nad dvůr, kde si hrají děti.",
            "Stropy podepřené provizorně, v domě se topí otevřeným ohněm.",
            "Trhlina ve štítu je proti minulé fotografii širší.",
        ),
        C.COLLAPSED: (
            "Propadla se část střechy, suť leží i na chodníku.",
            "Zřítil se štít do dvora, nikdo nebyl zraněn.",
            "Spadl strop v přízemí, dům nelze obejít.",
        ),
        C.SECURED: (
            "Přízemí zazděné, vstup zabezpečený.",
            "Okna i dveře zabedněné, na chodníku zábrany.",
            "Vlastník nechal strhnout uvolněnou římsu a dům uzavřel.",
        ),
        C.DEMOLISHED: (
            "Dům je zbouraný, pozemek oplocený.",
            "Po domě zůstala urovnaná plocha.",
        ),
    },
    K.ILLEGAL_DUMP: {
        C.PRESENT: (
            "Starý nábytek, pytle s domovním odpadem, několik pneumatik.",
            "Hromada je vidět zdaleka, kolem se nedá projít s kočárkem.",
            "Suť z bourání, nejspíš přivezená v noci.",
            "Pytle a matrace, místo není z ulice vidět.",
            "Rozebrané ledničky a kabely bez mědi.",
            "Odpad je rozházený do okolí, vítr bere pytle dál.",
            "Větve a tráva ze zahrad, pod tím pytle.",
            "Skříně a koberce po vystěhování, leží tu asi týden.",
        ),
        C.GROWING: (
            "Od minula přibylo, hlavně pytle a nábytek.",
            "Hromada je asi dvakrát větší, lidé přidávají.",
            "Přibyly pneumatiky a eternit.",
            "Začali se stahovat potkani.",
        ),
        C.CLEANED: (
            "Uklizeno, zůstaly jen střepy.",
            "Technické služby odpad odvezly, místo je čisté.",
            "Uklidili obyvatelé s terénními pracovníky, město přistavilo kontejner.",
            "Čisto. Vlastník pozemku uvažuje o závoře.",
            "Odvezeno na náklady města.",
        ),
        C.RETURNED: (
            "Odpad je zpátky na stejném místě.",
            "Znovu navezeno, tentokrát hlavně suť.",
            "Zase pytle a nábytek, asi třetina původního množství.",
            "Skládka se obnovila pár kroků vedle.",
        ),
    },
    K.GAMBLING_VENUE: {
        C.OPERATING: (
            "V provozu, provozní doba na dveřích souhlasí.",
            "V provozu, před vchodem posedávají hosté.",
            "V provozu, výloha celá polepená.",
            "V provozu i po desáté večer.",
        ),
        C.CLOSED: ("Zavřeno, výloha přelepená.", "Provoz ukončen, prostor je k pronájmu."),
    },
    K.HOSTEL: {
        C.GOOD: (
            "Společné prostory čisté, kuchyňka funguje.",
            "Nový vrátný, na chodbách klid.",
            "Opravené sprchy, vyměněná okna.",
        ),
        C.NEGLECTED: (
            "Plíseň ve společné koupelně, na schodišti nesvítí.",
            "Na patro jedna kuchyňka, dva ze čtyř vařičů nefungují.",
            "Štěnice hlášené ve druhém patře.",
            "Výtah stojí, odpad se hromadí u zadního vchodu.",
        ),
        C.DANGEROUS: (
            "Hydrant nefunguje a úniková cesta je zastavěná.",
            "Odpojený plyn, v pokojích se topí přímotopy na prodlužkách.",
        ),
        C.CLOSED: ("Provoz ukončen, lidé dostali měsíc na odstěhování.",),
    },
    K.SYRINGE_FIND: {
        C.PRESENT: (
            "Použité stříkačky v trávě.",
            "Stříkačky a obaly od léků.",
            "Jehly bez krytky, místem chodí děti do školy.",
            "Stříkačky pohozené na jednom místě, nejspíš z jedné noci.",
        ),
        C.CLEANED: (
            "Sebráno, uloženo do nádoby na ostrý odpad.",
            "Uklizeno při pochůzce, okolí prohlédnuto.",
            "Hlídka místo prošla, nic dalšího nenalezeno.",
        ),
        C.RETURNED: ("Další nález na stejném místě.", "Znovu několik kusů, tentokrát s krytkami."),
    },
}

# Places that are each of their own sort: what is written when they are in a poor state, and when they are dangerous.
PUBLIC_PLACES: dict[str, tuple[str, str]] = {
    "Hřiště": ("Herní prvky zničené, pískoviště bez písku.", "Houpačka visí na jednom řetězu."),
    "Parčík": ("Přerostlé keře, za nimi se popíjí; lavičky bez prken.", "Ulomená větev visí nad cestou."),
    "Podchod": ("Nesvítí, stěny počmárané, lidé ho obcházejí přes silnici.", "Ze stropu padají obklady."),
    "Zastávka": ("Vytlučená skla, koš vytržený.", "Přístřešek se naklání nad chodník."),
    "Vnitroblok": ("Kontejnery bez vík, odpad se rozfoukává po dvoře.", "Kanál bez poklopu, přikrytý starými dveřmi."),
    "Chodník": ("Propadlý chodník, po dešti v něm stojí voda.", "Výkop bez zábradlí, v noci není vidět."),
    "Lávka": ("Prkna prohnilá, po dešti kloužou.", "Utržené zábradlí na lávce."),
    "Osvětlení": ("Nesvítí tři lampy za sebou.", "U lampy visí odkrytý kabel."),
    "Průchod": ("Tma a zápach, správce se střídá.", "Uvolněný překlad nad průchodem."),
    "Náměstíčko": ("Střepy kolem laviček, večer hluk.", "Dlažba propadlá kolem vpusti."),
}
OTHER_PLACES: dict[str, tuple[str, str]] = {
    "Nezajištěná šachta": ("Kolem šachty jen páska.", "Šachta bez krytu, hloubka asi dva metry."),
    "Vrak auta": ("Auto bez značek, vytlučená okna.", "Z vraku vytéká olej do vpusti."),
    "Bývalá trafostanice": ("Dveře nezamčené, uvnitř odpad.", "Vstup volný, uvnitř zbytky kabelů."),
    "Studna bez krytu": ("Kryt shnilý, provizorně zatížený.", "Studna bez krytu v místech, kde si hrají děti."),
    "Zkratka přes koleje": ("Oplocení prostříhané na dvou místech.", "Děti přecházejí přes koleje cestou ze školy."),
    "Opuštěný sklad": ("Vrata vylomená, přespává se tu.", "Stopy ohně na dřevěné podlaze."),
}
_MENDED = {
    SiteKind.PUBLIC_SPACE: ("Opraveno.", "Obvod místo upravil, lidé si to pochvalují.", "Opraveno, zatím drží."),
    SiteKind.OTHER: ("Zabezpečeno.", "Odstraněno, místo je v pořádku."),
}


def notes_for(kind: SiteKind, name: str) -> dict[Condition, tuple[str, ...]]:
    """What may be written about a place of a kind with a name, by its condition."""
    if kind not in _MENDED:
        return NOTES[kind]
    poor, dangerous = (PUBLIC_PLACES | OTHER_PLACES)[name.split(",")[0]]
    return {C.POOR: (poor,), C.DANGEROUS: (dangerous,), C.GOOD: _MENDED[kind]}


DUMP_PLACES = (
    "za garážemi", "u trati", "pod viaduktem", "u kontejnerů", "na konci ulice", "ve vnitrobloku", "u náhonu",
    "na louce", "za zahrádkami", "u bývalé vrátnice", "pod svahem", "u trafostanice",
)  # fmt: skip
SYRINGE_PLACES = (
    "u lavičky", "za garážemi", "v podchodu", "u dětského hřiště", "pod lávkou", "u zastávky", "v parčíku",
    "u bývalé kotelny",
)  # fmt: skip
VENUES = (
    "Herna Sedmička", "Herna Kolotoč", "Kasino Zlatá podkova", "Herna U Mostu", "Herna Zátoka", "Kasino Orel",
    "Herna Čtyřlístek", "Herna Na Růžku", "Kasino Labyrint", "Herna Zelená", "Herna Kotva", "Kasino Duha",
    "Herna Bonus", "Herna Stovka", "Kasino Rubín", "Herna Parník", "Herna Eso", "Kasino Fontána", "Herna Maják",
    "Herna Slunce", "Kasino Komety", "Herna Joker", "Herna Trojka", "Kasino Pagoda", "Herna Hvězda", "Herna Žolík",
    "Kasino Arkáda", "Herna Lucerna", "Herna Plus", "Kasino Oáza", "Herna Pohoda", "Herna Nonstop Valcíř",
)  # fmt: skip
VENUE_OPERATORS = (
    "Vzorová zábava, s. r. o.", "Herní síť Vzorov, a. s.", "Ukázkové hry, s. r. o.", "Válce a hry, s. r. o.",
)  # fmt: skip
HOSTELS = (
    "Ubytovna Sever", "Ubytovna Hutník", "Ubytovna Kasárna", "Ubytovna Na Rampě", "Ubytovna Pod Lesem",
    "Ubytovna Výtopna", "Ubytovna Slévač", "Ubytovna Drážní", "Ubytovna Mlýn", "Ubytovna Zahrady",
    "Ubytovna Učiliště A", "Ubytovna Učiliště B", "Ubytovna Učiliště C", "Ubytovna Most", "Ubytovna Věž",
    "Ubytovna U Jezu", "Ubytovna Pila", "Ubytovna Střed",
)  # fmt: skip
HOSTEL_OPERATORS = ("Bydlení Vzorov, s. r. o.", "Ubytovací služby Huť, s. r. o.", "Ukázkové nemovitosti, a. s.")
OPENING_HOURS = ("10:00–02:00", "nepřetržitě", "12:00–24:00", "14:00–04:00")
