"""The streets of the city, recognised in whatever case they stand, and those that a text itself names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from loaders.minutes.house_numbers import numbers_after
from loaders.minutes.lines import Line, plain, words_at
from loaders.minutes.street_forms import forms_of
from loaders.minutes.street_guesses import guesses_in

_STREET_WORD = re.compile(r"(?:ulic(?:e|i|ich|emi|im|ou)?|ul\.)\s+$")
_STREET_AFTER = re.compile(r"\s+(?:ulic[ei]|ulici)\b")
_PREPOSITION = re.compile(
    r"\b(?:v|ve|na|do|z|ze|u|po|za|pred|mezi|k|ke|od|pod|nad|podel|vedle|naproti|kolem|okolo)\s+$"
)
# After these a name is that of a school, an office or a person, not of a street.
_NAMED_BEFORE = re.compile(
    r"(?:\b(?:zs|ms|ss|skol[aeuy]|skolou|mp|pcr|mob|umob|policie|policii|bunk[aueyc]\w*|teren\w*|pani|pan|pana"
    r"|panem|p\.|mgr\."
    r"|bc\.|ing\.|por\.|npor\.|prap\.|nprap\.|str\.|obvod\w*|mestsky|organizac\w*|spolek|obci|obce|mesto|mesta))\s+$"
)
# "Tovární: kontejner byl odvezen"
_IS_HEAD = re.compile(r":\s|\s[–-]\s")
_NEXT_NAME = re.compile(r" [A-ZÁČĎÉÍŇÓŘŠŤÚŽ][a-zá-ž]")
_SENTENCE_BEGINS = re.compile(r"(?:^|[.!?:…]\s+|[„(]\s?|[-–•*]\s+)$")
# A text all in small letters has no capitals to tell streets by: what follows them must.
_SMALL_LETTERS_AFTER = re.compile(
    r"\s?[,.;:]|\s*$|\s(?:je|jsou|byl\w*|bude|budou|se|zase|opet|stale|jeste|parkuj\w*|cislo|c\.)\b"
)
_MAY_BE_SURE = re.compile(r"\d|[Uu]l(?:\.|ic)|[Nn]ám(?:\.|ěst)|tříd|nábřež")
_ABBREVIATED = ("nam", "tr", "nabr")
# A misspelt name is looked for among longer ones only.
_MISSPELT_FROM = 6
_MAXIMUM_LEARNT = 500


@dataclass(frozen=True, slots=True)
class FoundStreet:
    """A street where it stands in a text; `known`: it is one of the city."""

    street: str
    known: bool
    start: int
    end: int


class Streets:
    """Streets by the first letters of their forms. Those that a text names for sure are added as it is read."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_first: dict[str, list[tuple[tuple[frozenset[str], ...], str]]] = {}
        self._known: set[str] = set()
        self._learnt: set[str] = set()
        # "na Hutnické" is said of Hutnická třída.
        self._by_plain: dict[str, str] = {}
        self._shortened: dict[str, str] = {}
        self._misspelt: dict[str, set[str]] = {}
        for name in names:
            self._known.add(name)
            self._by_plain[plain(name)] = name
            self._add(name)
            if name.endswith(" třída"):
                self._shortened[name.removesuffix(" třída")] = name
            for spelling in _spellings(name):
                self._misspelt.setdefault(spelling, set()).add(name)

    def _add(self, name: str) -> None:
        forms = forms_of(name)
        for first in forms[0] if forms else ():
            self._by_first.setdefault(first, []).append((forms, name))

    def learn(self, lines: Iterable[Line]) -> None:
        """Remember streets that stand somewhere with a number or the word "ulice"."""
        for line in lines:
            if not _MAY_BE_SURE.search(line.text):
                continue
            for guess in guesses_in(line.text):
                is_new = guess.is_sure and guess.street not in self._known and guess.street not in self._learnt
                if is_new and len(self._learnt) < _MAXIMUM_LEARNT and self.nearly(guess.street) is None:
                    self._learnt.add(guess.street)
                    self._add(guess.street)

    def nearly(self, name: str) -> str | None:
        """The one street of the city that is written so but for one letter."""
        if simple := self._by_plain.get(plain(name)):
            return simple
        if name in self._shortened:
            return self._shortened[name]
        fitting = {known for spelling in _spellings(name, is_asked=True) for known in self._misspelt.get(spelling, ())}
        return fitting.pop() if len(fitting) == 1 else None

    def in_line(self, line: Line) -> list[FoundStreet]:
        """The streets that a line names, apart from each other, in their order."""
        found = sorted(self._all_in(line), key=lambda street: (street.start, not street.known, -street.end))
        apart: list[FoundStreet] = []
        for street in found:
            if not apart or street.start >= apart[-1].end:
                apart.append(street)
        return apart

    def _all_in(self, line: Line) -> Iterator[FoundStreet]:
        simple = line.plain
        words = list(words_at(simple))
        place = 0
        while place < len(words):
            hit = self.at(simple, words, place)
            if hit and _is_street(line.text, simple, words, place, hit):
                yield FoundStreet(hit[0], hit[0] in self._known, words[place].start(), _end(line.text, words[hit[1]]))
                place = hit[1] + 1
            else:
                place += 1
        for guess in guesses_in(line.text):
            meant = self.nearly(guess.street)
            yield FoundStreet(meant or guess.street, meant is not None, guess.start, guess.end)

    def at(self, simple: str, words: list[re.Match[str]], place: int) -> tuple[str, int, bool] | None:
        """The longest street whose name begins with the word at `place`: its name, its last word, whether in full."""
        best: tuple[str, int, bool] | None = None
        for forms, name in self._by_first.get(words[place].group(), ()):
            last = place + len(forms) - 1
            fits = last < len(words) and all(
                words[place + offset].group() in known and _touches(simple, words, place + offset, place)
                for offset, known in enumerate(forms)
            )
            if fits and (best is None or last > best[1]):
                exact = plain(name) == simple[words[place].start() : words[last].end()]
                best = name, last, exact
        return best


def _spellings(name: str, *, is_asked: bool = False) -> Iterator[str]:
    """A longer name of one word with one letter missing or another in its place; `is_asked`: or one too many."""
    simple = plain(name)
    if len(simple) < _MISSPELT_FROM or not simple.isalpha():
        return
    yield simple
    for place in range(len(simple)):
        shorter = simple[:place] + simple[place + 1 :]
        yield f"{place} {shorter}"
        # Of the text's own word a missing letter is one that the street has not.
        yield shorter if is_asked else f"- {shorter}"
    if is_asked:
        yield f"- {simple}"


def _end(text: str, word: re.Match[str]) -> int:
    """ "nám." and "tř." end with their dot."""
    return word.end() + (plain(word.group()) in _ABBREVIATED and text.startswith(".", word.end()))


def _touches(simple: str, words: list[re.Match[str]], place: int, first: int) -> bool:
    return place == first or not simple[words[place - 1].end() : words[place].start()].strip(" .")


def _is_street(text: str, simple: str, words: list[re.Match[str]], place: int, hit: tuple[str, int, bool]) -> bool:
    """Whether the words are meant as a street: by a capital, by what stands before and after."""
    name, last, exact = hit
    start, end = words[place].start(), words[last].end()
    before = simple[max(0, start - 40) : start]
    if _STREET_WORD.search(before) or _STREET_AFTER.match(simple, end):
        return True
    if text.islower():
        follows = _SMALL_LETTERS_AFTER.match(simple, end) or numbers_after(text, end)
        return bool(follows and _PREPOSITION.search(before) and not _NAMED_BEFORE.search(before))
    if not _has_capital(text, words, place, last, name) or _NAMED_BEFORE.search(before):
        return False
    numbered = bool(numbers_after(text, end))
    if numbered or (_PREPOSITION.search(before) and not _NEXT_NAME.match(text, end)):
        return True
    if _NEXT_NAME.match(text, end) and last == place:
        return False
    if exact and _IS_HEAD.match(text, end):
        return True
    return (exact and last > place) or not _SENTENCE_BEGINS.search(text[max(0, start - 5) : start])


def _has_capital(text: str, words: list[re.Match[str]], place: int, last: int, name: str) -> bool:
    """The word that a name writes with a capital has one; names of a few words by their last such word."""
    written = [match.group() for match in words_at(name)]
    capitals = [place + offset for offset, word in enumerate(written) if word[0].isupper()]
    decisive = capitals[-1] if capitals else place
    if not capitals:
        return text[words[place].start()].isdigit()
    return text[words[decisive].start()].isupper()
