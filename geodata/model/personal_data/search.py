"""A text searched for personal data of every kind, and freed of what was found."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from geodata.model.personal_data.allowed import NOBODY, AllowedNames
from geodata.model.personal_data.birth_numbers import find_bare_birth_numbers, find_birth_numbers
from geodata.model.personal_data.emails import find_emails
from geodata.model.personal_data.finding import Finding, PersonalDataKind
from geodata.model.personal_data.names import find_names
from geodata.model.personal_data.phones import find_phones

EVERY_KIND = frozenset(PersonalDataKind)
# Addresses are full of streets named after people: names are not looked for in them.
CONTACTS = EVERY_KIND - {PersonalDataKind.NAME}
REMOVED = "[…]"

# Most texts hold nothing of the kind, and these tell so quickly.
# The shapes of phones and birth numbers without their surroundings, in words that Python and RE2 both understand.
_GAP, _SPACE = "[ \u00a0\u202f./–-]", "[ \u00a0\u202f]?"
SHAPES_OF_NUMBERS = "|".join(
    (
        "[0-9]{9}|[+] ?[(]?[0-9]|00[1-9]",
        f"[0-9]{{3}}{_GAP}[0-9]{{3}}{_GAP}?[0-9]{{3}}|[0-9]{{3}}{_GAP}(?:[0-9]{{2}}{_GAP}|[0-9]{{4}}{_GAP})[0-9]{{2}}",
        f"[0-9]{{2}}{_GAP}(?:[0-9]{{7}}|[0-9]{{3}}{_GAP}[0-9])",
        f"[0-9]{{2}}{_SPACE}[0-9]{{2}}{_SPACE}[0-9]{{2}} ?[/\u2215\uff0f\\\\ \u00a0.–-] ?[0-9]{{3}}",
    )
)
NUMBERS = re.compile(SHAPES_OF_NUMBERS)
AT_SIGN = re.compile(r"[@\uff20]|zavin|[\[({<] ?(?:at|zav)\b", re.IGNORECASE)
_SMALL = "a-záčďéěíňóřšťúůýž"
_CAPITALS = re.compile(
    rf"[^\W\d_{_SMALL}][^\W\d_]*[.,]?[ \u00a0]{{1,2}}[^\W\d_{_SMALL}]|(?i:ov(?:á|é|ou))\b"
    r"|\b(?i:pan[aeiíu]?|panem|pán|slečn\w+|rodin\w+|manžel\w+|(?:pí|p|sl|bc|mgr|ing|\w*dr|doc|prof)\.) ?[ \u00a0]?\w",
)


def find(text: str, allowed: AllowedNames = NOBODY, kinds: Collection[PersonalDataKind] = EVERY_KIND) -> list[Finding]:
    """Everything found, in the order of the text; no two findings overlap.

    `allowed` names are no findings. Of nine bare digits that can be a phone and a birth number, it is the phone.
    """
    taken: list[Finding] = []
    for finding in _candidates(text, allowed, kinds):
        if all(finding.end <= other.start or finding.start >= other.end for other in taken):
            taken.append(finding)
    return sorted(taken, key=lambda finding: finding.start)


def without(text: str, findings: Iterable[Finding]) -> str:
    """The text with `[…]` in the place of every finding."""
    for finding in sorted(findings, key=lambda finding: finding.start, reverse=True):
        text = text[: finding.start] + REMOVED + text[finding.end :]
    return text


def _candidates(text: str, allowed: AllowedNames, kinds: Collection[PersonalDataKind]) -> Iterator[Finding]:
    """Of two that overlap the first one given counts."""
    has_numbers = NUMBERS.search(text) is not None
    if has_numbers and PersonalDataKind.BIRTH_NUMBER in kinds:
        yield from find_birth_numbers(text)
    if PersonalDataKind.EMAIL in kinds and AT_SIGN.search(text):
        yield from find_emails(text)
    if has_numbers and PersonalDataKind.PHONE in kinds:
        yield from find_phones(text)
    if has_numbers and PersonalDataKind.BIRTH_NUMBER in kinds:
        yield from find_bare_birth_numbers(text)
    if PersonalDataKind.NAME in kinds and _CAPITALS.search(text):
        yield from find_names(text, allowed)
