"""2,000 Czech texts made by code: every second holds personal data in one of its written forms, with its place known.

Nobody in here exists: numbers are computed, names put together by chance.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from geodata.model.personal_data import PersonalDataKind

SEED, TEXTS = 2_026, 2_000

Kind = PersonalDataKind


@dataclass(frozen=True, slots=True)
class Sample:
    """A text and what is hidden in it, as it is written there."""

    text: str
    hidden: tuple[tuple[PersonalDataKind, str], ...]


_BEFORE = (
    "Kontakt na vlastníka",
    "Volal soused",
    "Nahlásil obyvatel domu,",
    "Podle sdělení",
    "Na místě zastižen muž,",
    "Tel.:",
    "prosí zavolat",
    "Spojení:",
    "Zájemce o byt",
    "Doklad předložen,",
    "Zapsáno na schůzce,",
    "Ohlašovatel uvedl",
)
_AFTER = (
    ".",
    ", ozve se znovu.",
    " (odpoledne).",
    " a čeká na odpověď.",
    "; jinak beze změny.",
    ", viz minulý zápis.",
    "",
    "\nDalší kontrola za týden.",
)
# Numbers and words of this work that are nobody's.
_HARMLESS: tuple[Callable[[Random], str], ...] = (
    lambda chance: f"Náklady {chance.randint(1, 999)} {chance.randint(100, 999)} {chance.randint(100, 999)} Kč",
    lambda chance: f"parcela č. {chance.randint(100, 9999)}/{chance.randint(1, 99)}",
    lambda chance: f"p. č. {chance.randint(1000, 9999)}/{chance.randint(1, 20)}, k. ú. Vzorov",
    lambda chance: f"č. j. MMVZ/{chance.randint(1000, 999999)}/{chance.randint(2015, 2026)}",
    lambda chance: f"sp. zn. SÚ-{chance.randint(1000, 99999)}/{chance.randint(2015, 2026)}",
    lambda chance: f"dne {chance.randint(1, 28)}. {chance.randint(1, 12)}. {chance.randint(2015, 2026)}",
    lambda chance: f"{chance.randint(1, 28):02}.{chance.randint(1, 12):02}.{chance.randint(2015, 2026)} v 13:30",
    lambda chance: f"dům čp. {chance.randint(1, 3000)}",
    lambda chance: f"Habrová {chance.randint(100, 3000)}/{chance.randint(1, 60)}",
    lambda chance: f"IČO {chance.randint(10_000_000, 99_999_999)}",
    lambda chance: f"účet {chance.randint(10_000_000, 999_999_999)}/0{chance.randint(100, 800)}",
    lambda chance: f"výměra {chance.randint(100, 99999)} m2",
    lambda chance: f"GPS 50.{chance.randint(1_000_000, 9_999_999)}, 14.{chance.randint(1_000_000, 9_999_999)}",
    lambda chance: f"PSČ {chance.randint(100, 799)} {chance.randint(10, 99)}",
    lambda chance: f"linka 156, tísňově {chance.choice((112, 158, 155))}",
    lambda chance: f"faktura č. {chance.randint(10**8, 10**9 - 1)}",
    lambda chance: "skládka za garážemi, asi tři kubíky",
    lambda chance: f"{chance.randint(2, 40)} osob v {chance.randint(2, 12)} bytech",
)


def birth_number(chance: Random) -> str:
    """A valid birth number of nobody: ten digits, nine for a birth before 1954."""
    day = date(1930, 1, 1) + timedelta(days=chance.randrange(0, 33_000))
    month = day.month + chance.choice((0, 50))
    begun = f"{day.year % 100:02}{month:02}{day.day:02}"
    if day.year < 1954:
        return f"{begun}{chance.randint(1, 999):03}"
    serial = f"{begun}{chance.randint(0, 999):03}"
    return f"{serial}{int(serial) % 11 % 10}"


def _written_birth_number(chance: Random) -> str:
    digits = birth_number(chance)
    day, rest = digits[:6], digits[6:]
    spaced = f"{day[:2]} {day[2:4]} {day[4:]}"
    forms = [f"{day}/{rest}", f"{day} / {rest}", f"{day}/ {rest}", f"{spaced}/{rest}", f"{spaced} / {rest}"]
    if len(digits) == 10:
        forms += [digits, f"{day} {rest}", f"{spaced} {rest}", f"{day}-{rest}"]
    else:
        forms += [digits, f"r. č. {digits}", f"rodné číslo: {digits}"]
    return chance.choice(forms)


_MOBILE = (
    "601",
    "602",
    "603",
    "604",
    "605",
    "606",
    "607",
    "608",
    "702",
    "720",
    "721",
    "728",
    "731",
    "737",
    "770",
    "776",
)
_FIXED = ("475", "417", "224", "596", "485", "377", "541", "585", "387", "499")


def written_phone(chance: Random) -> str:
    """A phone number of a Czech range in one of the forms people write."""
    first = chance.choice(_MOBILE + _FIXED)
    second, third = f"{chance.randint(100, 999)}", f"{chance.randint(101, 999)}"
    whole = f"{first}{second}{third}"
    grouped = f"{first} {second} {third}"
    forms = [
        whole,
        grouped,
        grouped,
        f"{first}\u00a0{second}\u00a0{third}",
        f"{first}-{second}-{third}",
        f"{first}.{second}.{third}",
        f"{first} {whole[3:]}",
        f"+420 {grouped}",
        f"+420{whole}",
        f"00420 {grouped}",
        f"00420{whole}",
        f"(+420) {grouped}",
        f"+420-{first}-{second}-{third}",
        f"420 {grouped}",
        f"tel. {grouped}",
        f"mob.: {whole}",
        f"{first}/{second} {third}",
        f"{first} {whole[3:5]} {whole[5:7]} {whole[7:]}",
        f"tel.{whole}",
    ]
    return chance.choice(forms)


_PERSONS = (
    "jana.novotna",
    "p.dvorak",
    "karel_svoboda",
    "marie-kralova",
    "honza85",
    "l.vesely.2",
    "rodina.blahova",
    "x12y",
)
_HOSTS = ("posta.example.cz", "schranka.example", "mail.vzorov-mesto.example.org", "e-posta.example.com")


def _written_email(chance: Random) -> str:
    person, host = chance.choice(_PERSONS), chance.choice(_HOSTS)
    dotted = host.replace(".", " (tečka) ")
    return chance.choice(
        [
            f"{person}@{host}",
            f"{person}@{host}",
            f"{person.upper()}@{host.upper()}",
            f"{person} @ {host}",
            f"{person} (at) {host}",
            f"{person}[at]{host}",
            f"{person} zavináč {host}",
            f"{person}(zavináč){dotted}",
            f"<{person}@{host}>",
            f"mailto:{person}@{host}",
        ]
    )


WRITTEN: dict[PersonalDataKind, Callable[[Random], str]] = {
    Kind.BIRTH_NUMBER: _written_birth_number,
    Kind.PHONE: written_phone,
    Kind.EMAIL: _written_email,
}


def corpus(seed: int = SEED, texts: int = TEXTS) -> Iterator[Sample]:
    """The same texts for the same seed."""
    chance = Random(seed)
    for number in range(texts):
        parts = [chance.choice(_HARMLESS)(chance) for _ in range(chance.randint(0, 2))]
        hidden: list[tuple[PersonalDataKind, str]] = []
        if number % 2 == 0:
            for kind in chance.sample(list(WRITTEN), chance.choice((1, 1, 1, 2))):
                written = WRITTEN[kind](chance)
                hidden.append((kind, written))
                parts.append(f"{chance.choice(_BEFORE)} {written}")
        else:
            parts.append(chance.choice(_HARMLESS)(chance))
        chance.shuffle(parts)
        yield Sample(", ".join(parts) + chance.choice(_AFTER), tuple(hidden))


_GIVEN = (
    ("Jan", "Jana", "Janovi", "Jana", "Jane", "Janovi", "Janem"),
    ("Petr", "Petra", "Petrovi", "Petra", "Petře", "Petrovi", "Petrem"),
    ("Marek", "Marka", "Markovi", "Marka", "Marku", "Markovi", "Markem"),
    ("Tomáš", "Tomáše", "Tomášovi", "Tomáše", "Tomáši", "Tomášovi", "Tomášem"),
    ("Jiří", "Jiřího", "Jiřímu", "Jiřího", "Jiří", "Jiřím", "Jiřím"),
    ("Dezider", "Dezidera", "Deziderovi", "Dezidera", "Dezidere", "Deziderovi", "Deziderem"),
)
_SURNAMES = (
    ("Novák", "Nováka", "Novákovi", "Nováka", "Nováku", "Novákovi", "Novákem"),
    ("Horváth", "Horvátha", "Horváthovi", "Horvátha", "Horváthe", "Horváthovi", "Horváthem"),
    ("Svoboda", "Svobody", "Svobodovi", "Svobodu", "Svobodo", "Svobodovi", "Svobodou"),
    ("Veselý", "Veselého", "Veselému", "Veselého", "Veselý", "Veselém", "Veselým"),
    ("Lakatoš", "Lakatoše", "Lakatošovi", "Lakatoše", "Lakatoši", "Lakatošovi", "Lakatošem"),
    ("Němec", "Němce", "Němcovi", "Němce", "Němče", "Němcovi", "Němcem"),
)
_WOMEN = (
    ("Jana", "Jany", "Janě", "Janu", "Jano", "Janě", "Janou"),
    ("Lenka", "Lenky", "Lence", "Lenku", "Lenko", "Lence", "Lenkou"),
    ("Marie", "Marie", "Marii", "Marii", "Marie", "Marii", "Marií"),
    ("Olga", "Olgy", "Olze", "Olgu", "Olgo", "Olze", "Olgou"),
    ("Věra", "Věry", "Věře", "Věru", "Věro", "Věře", "Věrou"),
    ("Rebeka", "Rebeky", "Rebece", "Rebeku", "Rebeko", "Rebece", "Rebekou"),
)
_WOMENS_SURNAMES = (
    ("Nováková", "Novákové", "Novákové", "Novákovou", "Nováková", "Novákové", "Novákovou"),
    ("Horváthová", "Horváthové", "Horváthové", "Horváthovou", "Horváthová", "Horváthové", "Horváthovou"),
    ("Veselá", "Veselé", "Veselé", "Veselou", "Veselá", "Veselé", "Veselou"),
    ("Giňová", "Giňové", "Giňové", "Giňovou", "Giňová", "Giňové", "Giňovou"),
)
_OF_CASE = (
    ("{name} bydlí v přízemí.", "Na místě je {name}."),
    ("Do bytu {name} zatéká.", "Dluh {name} roste."),
    ("Předáno {name} osobně.", "Výzva {name} odeslána."),
    ("Zastihli jsme {name} doma.", "Pro {name} hledáme byt."),
    ("Dobrý den, {name}, ozveme se."),
    ("O {name} se mluvilo na schůzce.", "Při {name} nikdo nebyl."),
    ("Jednáno s {name} na chodbě.", "Spor mezi {name} a vlastníkem."),
)


def names(seed: int = SEED, texts: int = 1_000) -> Iterator[Sample]:
    """Sentences with a made-up person in one of the seven cases, written in one of the usual ways."""
    chance = Random(seed)
    for _ in range(texts):
        case = chance.randrange(7)
        is_woman = chance.random() < 0.5
        given = chance.choice(_WOMEN if is_woman else _GIVEN)[case]
        surname = chance.choice(_WOMENS_SURNAMES if is_woman else _SURNAMES)[case]
        title = (("paní",) * 7 if is_woman else ("pan", "pana", "panu", "pana", "pane", "panu", "panem"))[case]
        full, titled = f"{given} {surname}", f"{title} {surname}"
        initial = f"{given[0]}. {surname}"
        ways = [full, full, full, titled, titled, f"{title} {full}", f"{surname} {given}", initial, full.upper()]
        ways.append(surname)  # the surname alone
        written = chance.choice(ways)
        sentences = _OF_CASE[case]
        frame = sentences if isinstance(sentences, str) else chance.choice(sentences)
        yield Sample(
            frame.format(name=written), ((Kind.NAME, surname if written != full.upper() else surname.upper()),)
        )
