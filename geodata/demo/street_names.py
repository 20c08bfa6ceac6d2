"""Invented street names. None belongs to a real address: the city around them does not exist."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

AVENUES = (
    ("Hutnická třída", "hute"),
    ("Nádražní třída", "nadrazi"),
    ("Zářečská třída", "zareci"),
    ("Vzorovská třída", "vysina"),
)

BORDER_NAMES = (
    "Na Hradbách", "Mostní", "Okružní", "Náspová", "U Zastávky", "Obvodová", "Pod Viaduktem", "Hraniční", "Na Předělu",
    "Spojovací", "Parková", "U Závor", "Nábřežní", "Kolejní", "Příčná", "Průtah", "Na Rozhraní", "Lávková",
)  # fmt: skip

_SINGLE = (
    "Habrová", "Jasanová", "Kaštanová", "Olšová", "Modřínová", "Trnková", "Šípková", "Bezová", "Jeřábová", "Lísková",
    "Slévačská", "Valcířská", "Tavičská", "Kovářská", "Zámečnická", "Soustružnická", "Bednářská", "Kolářská",
    "Pekařská", "Mlynářská", "Pilařská", "Sklářská", "Hrnčířská", "Košíkářská", "Provaznická", "Kloboučnická",
    "Žulová", "Břidlicová", "Pískovcová", "Vápencová", "Rudná", "Křemencová", "Jílová", "Čedičová",
    "Skřivánčí", "Čejčí", "Vlaštovčí", "Ledňáčková", "Rorýsová", "Sojčí", "Datlová", "Strnadí",
    "Ranní", "Polední", "Večerní", "Jarní", "Podzimní", "Mrazivá", "Větrná", "Slunná", "Mlžná", "Rosná",
    "Dlouhá", "Krátká", "Křivá", "Úzká", "Široká", "Rovná", "Zadní", "Dolní", "Horní", "Boční", "Lomená",
    "Cihlářská", "Vápenická", "Uhlířská", "Dehtářská", "Smolná", "Potoční", "Rybniční", "Studniční", "Pramenná",
    "Brusířská", "Nýtařská", "Kotlářská", "Hamerská", "Strojní", "Důlní", "Haldová", "Šachetní", "Větrací",
    "Vodárenská", "Plynární", "Skladištní", "Překladní", "Výtopní", "Semaforová", "Točnová", "Pražcová",
    "Angreštová", "Rybízová", "Ostružinová", "Malinová", "Borůvková", "Brusinková", "Jahodová", "Meruňková",
    "Řepková", "Lnářská", "Chmelná", "Vikvová", "Jetelová", "Vojtěšková", "Ječná", "Žitná", "Ovesná", "Pohanková",
    "Akátová", "Platanová", "Javorová", "Topolová", "Vrbová", "Jedlová", "Borová", "Buková", "Moruňová", "Kdoulová",
    "Pivoňková", "Kosatcová", "Narcisová", "Šeříková", "Jasmínová", "Fialková", "Sasanková", "Podbělová", "Chrpová",
    "Kopretinová", "Zvonková", "Hořcová", "Prvosenková", "Vřesová", "Kapradinová", "Mechová", "Rákosová", "Orobincová",
    "Kamenná", "Balvanová", "Skalní", "Suťová", "Písečná", "Štěrková", "Hliněná", "Travnatá", "Polní", "Luční",
    "Hájová", "Remízková", "Mezní", "Mýtní", "Celní", "Tržní", "Kupecká", "Formanská", "Hasičská", "Ponocná", "Hlásná",
    "Bubenická", "Houslařská", "Varhanářská", "Knihařská", "Tiskařská", "Papírenská", "Barvířská", "Tkalcovská",
    "Přádelní", "Krejčovská", "Obuvnická", "Sedlářská", "Řemenářská", "Truhlářská", "Tesařská", "Pokrývačská",
    "Kamenická", "Cukrářská", "Řeznická", "Zahradnická", "Vinařská", "Rybářská", "Převoznická", "Plavební", "Veslařská",
)  # fmt: skip
_PLACED = {
    "Nad": ("Cihelnou", "Hutí", "Mlýnem", "Lomem", "Strží", "Kolejí", "Jezem", "Vodojemem", "Pilou", "Loukami"),
    "Pod": ("Hutí", "Haldou", "Vodojemem", "Strání", "Kaštany", "Lomem", "Nádražím", "Sady", "Hrází", "Lesem"),
    "Za": ("Kolejí", "Mlýnem", "Pilou", "Hřištěm", "Teplárnou", "Sokolovnou", "Vrátnicí", "Sýpkou", "Cihelnou"),
    "U": ("Lomu", "Mlýna", "Pily", "Jezu", "Vodojemu", "Teplárny", "Sýpky", "Vrátnice", "Cihelny", "Studánky"),
    "K": ("Mlýnu", "Lomu", "Jezu", "Pile", "Haldě", "Vodojemu", "Lesu", "Hřišti", "Studánce", "Cihelně"),
    "Na": ("Výsluní", "Haldě", "Stráni", "Pastvinách", "Návsi", "Valech", "Plavidle", "Sypkách", "Ladech"),
}


def street_names(chance: Random) -> Iterator[str]:
    """Names in no order, none twice."""
    names = list(_SINGLE) + [f"{where} {what}" for where, places in _PLACED.items() for what in places]
    chance.shuffle(names)
    yield from names
