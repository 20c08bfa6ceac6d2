"""Birth numbers (rodná čísla): 10 digits, or 9 for those born before 1954, with a slash, spaces or neither."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stdnum.cz import rc
from stdnum.exceptions import ValidationError

from geodata import clock
from geodata.model.personal_data.finding import Finding, PersonalDataKind

_GAP = r"[ \u00a0\u202f]?"
_DAY = rf"\d\d{_GAP}\d\d{_GAP}\d\d"
WITH_SLASH = re.compile(rf"(?<![\w/]){_DAY} ?[/\u2215\uff0f\\] ?\d{{3}}{_GAP}\d?(?!\w|/\d)")
# Without a slash a number that is part of a longer one is none.
PLAIN = re.compile(rf"(?<![\w/+])(?<!\d[ \u00a0.,-]){_DAY}[ \u00a0.–-]?\d{{3,4}}(?![\w/]|[.,-]\d|[ \u00a0]\d)")
CALLED = re.compile(r"(?:\br\.? ?č\.?|\brodn\w+ čís\w+|\bnar\.)[\s:č.]*$", re.IGNORECASE)
CALLED_OTHERWISE = re.compile(
    r"(?:č\. ?j|\bčj|jednací|sp\. ?zn|\bzn|účt\w*|účet|faktur\w*|smlouv\w*|objednáv\w*|parc\w*|p\. ?č|\bVS|\bIČO?)"
    r"[\s.:č]*$",
    re.IGNORECASE,
)
LOOK_BACK = 20  # characters in which a number may be called by what it is


def find_birth_numbers(text: str) -> Iterator[Finding]:
    """Valid numbers (day, check digit), and any that the text itself calls a birth number."""
    for pattern in (WITH_SLASH, PLAIN):
        for found in pattern.finditer(text):
            before = text[max(0, found.start() - LOOK_BACK) : found.start()]
            called = CALLED.search(before) is not None
            digits = re.sub(r"\D", "", found.group())
            is_bare_nine = pattern is PLAIN and len(digits) == 9
            if called or (not is_bare_nine and not CALLED_OTHERWISE.search(before) and _is_valid(digits)):
                written = found.group().rstrip()
                start = found.start()
                yield Finding(PersonalDataKind.BIRTH_NUMBER, start, start + len(written), written)


def find_bare_birth_numbers(text: str) -> Iterator[Finding]:
    """Nine digits without a slash that could be a birth number; they are mostly something else, a phone first."""
    for found in PLAIN.finditer(text):
        digits = re.sub(r"\D", "", found.group())
        before = text[max(0, found.start() - LOOK_BACK) : found.start()]
        if len(digits) == 9 and not CALLED_OTHERWISE.search(before) and _is_valid(digits):
            yield Finding(PersonalDataKind.BIRTH_NUMBER, found.start(), found.end(), found.group())


def _is_valid(digits: str) -> bool:
    try:
        rc.validate(digits)
        return rc.get_birth_date(digits) <= clock.today()
    except ValidationError:
        return False
