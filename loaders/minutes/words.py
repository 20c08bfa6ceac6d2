"""Whether two Czech words are one word in two cases. By endings only: names of bodies, organisations, places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from loaders.minutes.lines import plain, words_at

_ENDINGS = frozenset(
    {"", "a", "e", "i", "o", "u", "y", "ou", "em", "um", "am", "im", "ym", "om", "mi", "ho", "mu", "m", "ch"}
    | {"ach", "ich", "ech", "ych", "eho", "emu", "ami", "ymi", "emi", "imi", "ovi", "ove", "iho", "imu", "ete", "ata"}
)
# Shorter words are abbreviations, which have no cases.
_DECLINED_FROM = 4
# Its comma separates nothing: "Terén Vzorov, z. s."
LEGAL_FORM = re.compile(
    r"[,\s]+(?:z\.\s?s\.|z\.\s?ú\.|o\.\s?p\.\s?s\.|s\.\s?r\.\s?o\.|a\.\s?s\.|p\.\s?o\.|o\.\s?s\.|spol\.(?!\s\w{3}))",
    re.IGNORECASE,
)
_LEGAL_FORM_LAST = re.compile(LEGAL_FORM.pattern + r"\s*$", re.IGNORECASE)


def same_word(one: str, other: str) -> bool:
    """Both folded: "policie" and "policii", "dvory" and "dvoru"."""
    if one == other:
        return True
    if min(len(one), len(other)) < _DECLINED_FROM:
        return False
    pairs = zip(one, other, strict=False)
    stem = next((place for place, (first, second) in enumerate(pairs) if first != second), min(len(one), len(other)))
    return stem >= max(3, 0.6 * max(len(one), len(other))) and one[stem:] in _ENDINGS and other[stem:] in _ENDINGS


def without_legal_form(name: str) -> str:
    """`"Terén Vzorov, z. s."` → `"Terén Vzorov"`"""
    return _LEGAL_FORM_LAST.sub("", name).strip()


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A name found in a text: as it is known, and where it ends; `declined` if it stands there in another case."""

    name: str
    end: int
    declined: bool


@dataclass(slots=True)
class Names:
    """Names by their first letters, so that a text is asked once a word however many names there are."""

    _by_beginning: dict[str, list[tuple[tuple[str, ...], str]]] = field(default_factory=dict)

    def add(self, names: Iterable[str]) -> None:
        for name in names:
            words = tuple(match.group() for match in words_at(plain(name)))
            if words:
                self._by_beginning.setdefault(words[0][:2], []).append((words, name))

    def at(self, simple: str, start: int) -> NameMatch | None:
        """The longest name that begins at `start` of a folded text."""
        best: NameMatch | None = None
        for words, name in self._by_beginning.get(simple[start : start + 2], ()):
            match = _match(words, name, simple, start)
            if match and (best is None or (match.end, not match.declined) > (best.end, not best.declined)):
                best = match
        return best


def _match(words: Sequence[str], name: str, simple: str, start: int) -> NameMatch | None:
    # In every case a word keeps its first letters.
    if not simple.startswith(words[0][:3], start):
        return None
    end, declined = start, False
    found = words_at(simple, start)
    for word in words:
        match = next(found, None)
        # Between the words of a name stand a space, a dot or a dash.
        if match is None or match.start() - end > 3 or not same_word(match.group(), word):
            return None
        declined = declined or match.group() != word
        end = match.end()
    return NameMatch(name, end, declined)
