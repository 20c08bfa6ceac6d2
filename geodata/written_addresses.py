"""Czech addresses from one text: street, numbers, town and its part, postcode."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_POSTCODE = re.compile(r"(?:\b(?:PSČ|PSC)\s*:?\s*)?\b(?:CZ[- ]?)?([1-7]\d{2})\s?(\d{2})\b(?!\s*/)")
_NUMBERS = re.compile(
    r"""^(?P<street>.*?)[\s,]*\b
        (?P<sign>č\.?\s?p\.?|čp\.?|c\.?\s?p\.?|č\.?\s?ev\.?|ev\.?\s?č\.?|č\.?\s?e\.?|e\.?\s?č\.?|č\.)?\s*
        (?P<house>\d{1,4})
        (?:\s*/\s*(?P<orientation>\d{1,3}\s?[a-zA-Z]?))?
        (?P<letter>\s?[a-zA-Z])?$""",
    re.VERBOSE | re.IGNORECASE,
)
_ONLY_EVIDENCE = re.compile(r"e", re.IGNORECASE)
_STREET_WORD = re.compile(r"^(?:ulice|ul\.)\s+", re.IGNORECASE)
_NUMBERED_CITY = re.compile(r"^(Praha|Brno|Ostrava|Plzeň|Liberec)\s+\d{1,2}$", re.IGNORECASE)
# Names of town parts as RÚIAN writes them: "Ústí nad Labem-centrum"; "Frýdek-Místek" is one town.
_LOWER_PART = re.compile(r"^(.+?)-[a-zá-ž]")
_PART_DASH = re.compile(r"\s+[-–—]\s+|\s*[–—]\s*")

REGISTERED = "č.p."
PROVISIONAL = "č.ev."


@dataclass(frozen=True, slots=True)
class Address:
    """What could be told apart. `house_number_kind` is `č.p.` or `č.ev.` where the text says which.

    A lone number with a letter (`Lipová 5a`) is an orientation number; a lone number without one may be either and
    stands as the house number.
    """

    street: str | None = None
    house_number: str | None = None
    house_number_kind: str | None = None
    orientation_number: str | None = None
    municipality: str | None = None
    municipality_part: str | None = None
    postcode: str | None = None


@lru_cache(maxsize=65_536)
def parse_address(text: str | None) -> Address:
    """`Lipová č.p. 12/5a, 400 03 Ústí nad Labem - Předlice` in its parts; what is not there is None."""
    if not text or not text.strip():
        return Address()
    postcode, rest = _take_postcode(" ".join(text.split()))
    pieces = [piece.strip() for piece in re.split(r"[,;\n]", rest) if piece.strip()]
    numbered = next((position for position, piece in enumerate(pieces) if _number_in(piece)), None)
    if numbered is None:
        return _without_number(pieces, postcode)
    match = _number_in(pieces[numbered])
    assert match is not None
    street = _STREET_WORD.sub("", match["street"]).strip() or None
    if street is None and numbered == 1:
        street = pieces[0]
    house, orientation = _numbers(match)
    municipality, part = _town(pieces[numbered + 1 :])
    return Address(street, house, _kind(match["sign"]), orientation, municipality, part, postcode)


def _take_postcode(text: str) -> tuple[str | None, str]:
    match = _POSTCODE.search(text)
    if not match:
        return None, text
    return match[1] + match[2], f"{text[: match.start()].rstrip()}, {text[match.end() :].lstrip()}".strip(" ,")


def _number_in(piece: str) -> re.Match[str] | None:
    return None if _NUMBERED_CITY.match(piece) else _NUMBERS.match(piece)


def _numbers(match: re.Match[str]) -> tuple[str | None, str | None]:
    house, orientation, letter = match["house"], match["orientation"], (match["letter"] or "").strip().lower()
    if orientation:
        return house, re.sub(r"\s", "", orientation).lower() + letter
    if letter and not match["sign"]:
        return None, house + letter
    return house + letter, None


def _kind(sign: str | None) -> str | None:
    if not sign or sign.strip(". ").lower() in ("č", "c"):
        return None
    return PROVISIONAL if _ONLY_EVIDENCE.search(sign) else REGISTERED


def _town(pieces: list[str]) -> tuple[str | None, str | None]:
    if not pieces:
        return None, None
    if _NUMBERED_CITY.match(pieces[0]):
        return pieces[0].split()[0], pieces[0]
    halves = _PART_DASH.split(pieces[0], maxsplit=1)
    if len(halves) == 2:
        return halves[0], halves[1]
    if match := _LOWER_PART.match(pieces[0]):
        return match[1], pieces[0]
    # "Předlice, Ústí nad Labem": the larger comes last.
    return (pieces[1], pieces[0]) if len(pieces) == 2 else (pieces[0], None)


def _without_number(pieces: list[str], postcode: str | None) -> Address:
    if len(pieces) == 1:
        municipality, part = _town(pieces)
        return Address(municipality=municipality, municipality_part=part, postcode=postcode)
    municipality, part = _town(pieces[1:])
    return Address(
        street=_STREET_WORD.sub("", pieces[0]) if pieces else None,
        municipality=municipality,
        municipality_part=part,
        postcode=postcode,
    )
