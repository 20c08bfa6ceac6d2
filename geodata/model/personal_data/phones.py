"""Phone numbers as Czech people write them; whether a number can exist says the library of Google's phone data."""

from __future__ import annotations

import re
from collections.abc import Iterator

from phonenumbers import (
    Leniency,
    NumberParseException,
    PhoneNumber,
    PhoneNumberMatcher,
    PhoneNumberType,
    is_valid_number,
    number_type,
    parse,
)

from geodata.model.personal_data.finding import Finding, PersonalDataKind

COUNTRY = "CZ"
# Lines of helplines and firms, never of one person.
_OF_NOBODY = frozenset(
    {PhoneNumberType.TOLL_FREE, PhoneNumberType.PREMIUM_RATE, PhoneNumberType.SHARED_COST, PhoneNumberType.UAN}
)
_GAP = r"[ \u00a0\u202f./–-]"
_GROUPS = "|".join(
    _GAP.join(rf"\d{{{digits}}}" for digits in grouping)
    for grouping in (
        (9,),
        (3, 3, 3),
        (3, 6),
        (6, 3),
        (3, 2, 2, 2),
        (2, 3, 2, 2),
        (2, 3, 4),
        (2, 7),
        (3, 2, 4),
        (3, 4, 2),
    )
)
WRITTEN = re.compile(
    rf"(?<![\w+])(?<!\d[.,/-])(?<!\w[/_])(?:(?:\( ?)?(?:\+|00) ?42[01] ?\)?{_GAP}?|\(?42[01]\)?{_GAP}?)?(?:{_GROUPS})"
    rf"(?!\w|[/:.,-]\d)"
)
_FOREIGN = re.compile(r"\+|(?<!\d)00[1-9]")
AMOUNT = re.compile(
    r"[ \u00a0]?(?:,[-–]|\.-)?[ \u00a0]?"
    r"(?:Kč|CZK|EUR|€|\$|korun|tis\.|mil\.|m2\b|m²|m3\b|m³|ha\b|km\b|kg\b|ks\b|kus|obyvatel|osob|lid|%)",
    re.IGNORECASE,
)
NOUGHTS = re.compile(r"[ \u00a0]000[ \u00a0]000$")
CALLED_OTHERWISE = re.compile(
    r"(?:parc\w*\.?|pozem\w+|p\. ?p\. ?č|p\. ?č|st\. ?p|č\. ?j|\bčj|jednací\w*|sp\. ?zn|spis\w*|\bIČO?|\bDIČ"
    r"|účt\w*|účet|faktur\w*|smlouv\w*|objednáv\w*|\b[VKS]S|symbol\w*|\bev|\binv|\bLV|vlastnictví|souřadnic\w*|GPS|kód\w*|r[uú]ian"
    r"|čp|č\. ?p|\bADM|\bID|částk\w*|cen[ayu]|hodnot\w*|výrobní|\bVIN|\bIBAN|schránk\w*|štítk\w*|plomb\w*)"
    r"[\s.:,]*(?:č\.|čís\w+)?[\s.:]*$",
    re.IGNORECASE,
)
LOOK_BACK = 30  # characters in which a number may be called by what it is


def find_phones(text: str) -> Iterator[Finding]:
    """Numbers that exist, unless the words around them say that they count or name something else."""
    for found in WRITTEN.finditer(text):
        if _is_persons(_parsed(found.group())) and not _is_otherwise(text, found.start(), found.end()):
            yield _finding(text, found.start(), found.end())
    if _FOREIGN.search(text):
        for match in PhoneNumberMatcher(text, COUNTRY, Leniency.VALID):
            starts_abroad = match.raw_string.lstrip(" (").startswith(("+", "00"))
            if starts_abroad and _is_persons(match.number) and not _is_otherwise(text, match.start, match.end):
                yield _finding(text, match.start, match.end)


def _finding(text: str, start: int, end: int) -> Finding:
    return Finding(PersonalDataKind.PHONE, start, end, text[start:end])


def _parsed(written: str) -> PhoneNumber | None:
    digits = re.sub(r"[^\d+]", "", written)
    if len(digits) > 9 and digits.startswith("42"):
        digits = f"+{digits}"
    try:
        return parse(digits, COUNTRY)
    except NumberParseException:
        return None


def _is_persons(number: PhoneNumber | None) -> bool:
    return number is not None and is_valid_number(number) and number_type(number) not in _OF_NOBODY


def _is_otherwise(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - LOOK_BACK) : start]
    counts = AMOUNT.match(text, end) is not None or NOUGHTS.search(text[start:end]) is not None
    return counts or CALLED_OTHERWISE.search(before) is not None
