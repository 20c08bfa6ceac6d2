"""Names of people in a text: after a title, as given name and surname in either order, as a woman's surname alone.

A man's surname alone is not found: nothing but its meaning tells it from the name of a pub.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from geodata.folding import folded
from geodata.model.personal_data.allowed import AllowedNames
from geodata.model.personal_data.finding import Finding, PersonalDataKind
from geodata.model.personal_data.name_lists import NameLists, name_lists

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_TITLES = frozenset(
    {"pan", "pana", "panu", "pane", "panem", "pán", "paní", "pani", "slečna", "slečny", "slečně", "slečnu", "slečnou"}
    | {"rodina", "rodiny", "rodině", "rodinu", "rodinou", "manželé", "manželů", "manželům", "manžely", "manželi"}
)
_SHORT_TITLES = frozenset(
    {"p", "pí", "sl", "bc", "mgr", "ing", "mudr", "judr", "phdr", "rndr", "mvdr", "paeddr", "doc", "prof", "dr"}
)
_GREAT = "A-ZÁÄČĎÉĚÍĽŇÓÔÖŘŠŤÚŮÜÝŽ"  # of Czech, Slovak and their neighbours
# What is named after people: the word or two before such a name.
_NAMED_AFTER = re.compile(
    r"^(?:ul|ulic|nám|náb|tř|tříd|sad|park|most|alej|bulvár|škol|zš|mš|gymnázi|divadl|kin|kostel|kapl|svat|sv$|pomník"
    r"|soch|sídlišt|stadion|nemocnic|domov|nadac|fond|cen[auyo]u?$|knihovn|zahrad|zastávk|stanic|hal[aeuy]|dol[ue]?$|důl"
    r"|šacht|jám|hut|hřbitov|muze|galeri|univerzit|vil[aeuy]$|zámk|zámek|spolk|spolek|sbor|klub|centr|studánk|pramen)",
    re.IGNORECASE,
)
_PLACING = frozenset({"v", "ve", "na", "do", "z", "ze", "po", "ulice", "ulici", "ulicí", "křižovatka", "křižovatce"})
_WOMANS = ("ová", "ové", "ovou")
# Endings that make a capital word beside a given name or an initial a surname, in every case.
_SURNAME = re.compile(
    r"(?:(?:ák|ík|ář|ař|eš|áš|oš|át|áth|ůj)(?:a|e|i|u|ovi|em)?|ek|ec|[sc]k(?:ý|ého|ému|ém|ým)"
    r"|(?:čn|rn|[eíi]l)(?:ý|ého|ému|ém|ým)|ičk(?:a|y|u|o|ou|ovi))$"
)
_PLAIN_SURNAME = re.compile(folded(_SURNAME.pattern))
_HOUSE_NUMBER = re.compile(
    r"[ \u00a0](?:č\. ?p\. ?|čp\. ?|č\. ?)?\d{1,4}(?:/\d{1,3}[a-z]?|[a-z])?(?![\d/]|[ \u00a0]\d{3})"
)
_CAPITAL_WORD = re.compile(r"\b[^\W\d_a-z][^\W\d_]+")
_INITIAL = re.compile(r"\b[^\W\d_a-z]\. ?[^\W\d_a-z]")
_ANY_TITLE = re.compile(
    rf"\b(?:{'|'.join(sorted(_TITLES))}|(?:{'|'.join(sorted(_SHORT_TITLES))})\.)[ \u00a0]", re.IGNORECASE
)
# The one way of naming somebody that needs no list. A phone without a signal looks for it by this pattern alone.
_WRITTEN_TITLES = "|".join(sorted(form for title in _TITLES for form in (title, title.capitalize(), title.upper())))
_WRITTEN_SHORT_TITLES = "|".join(
    sorted(form for title in _SHORT_TITLES for form in (title, title.capitalize(), title.upper()))
)
AFTER_TITLE = re.compile(
    rf"(?<![\w'’-])(?:(?:{_WRITTEN_TITLES})[ \u00a0]{{1,2}}|(?:{_WRITTEN_SHORT_TITLES})\.[ \u00a0])"
    rf"[{_GREAT}](?:[^\W\d_]|['’-](?=[^\W\d_]))+(?:[ \u00a0][{_GREAT}](?:[^\W\d_]|['’-](?=[^\W\d_]))+)?"
)
_SENTENCE_ENDS = '.!?…:;•–—(„"\n'


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a text with what is asked of them again and again."""

    text: str
    found: list[re.Match[str]]
    lists: NameLists
    is_plain: bool  # written without diacritics

    def __len__(self) -> int:
        return len(self.found)

    def word(self, place: int) -> str:
        return self.found[place].group() if 0 <= place < len(self.found) else ""

    def between(self, place: int) -> str:
        """What stands between a word and the next."""
        if not 0 <= place < len(self.found) - 1:
            return "\n"
        return self.text[self.found[place].end() : self.found[place + 1].start()]

    def is_capital(self, place: int) -> bool:
        word = self.word(place)
        return len(word) > 1 and word[0].isupper()

    def is_given(self, place: int) -> bool:
        word = self.word(place)
        known = self.lists.plain_given if self.is_plain else self.lists.given
        return self.is_capital(place) and word.lower() in known

    def is_known_surname(self, place: int) -> bool:
        """One of the lists, or any with an ending of surnames."""
        word = self.word(place).lower()
        known = self.lists.plain_surnames if self.is_plain else self.lists.surnames
        ending = _PLAIN_SURNAME if self.is_plain else _SURNAME
        return self.is_capital(place) and (word in known or self.is_womans(place) or ending.search(word) is not None)

    def is_womans(self, place: int) -> bool:
        word = self.word(place).lower()
        endings = (*_WOMANS, "ova", "ove") if self.is_plain else _WOMANS
        return self.is_capital(place) and len(word) > 4 and word.endswith(endings)

    def follow(self, place: int) -> bool:
        """Whether nothing but a space stands between a word and the next."""
        gap = self.between(place)
        return gap in (" ", "\u00a0", "  ")

    def begins_sentence(self, place: int) -> bool:
        before = self.text[: self.found[place].start()].rstrip(" \u00a0")
        return not before or before[-1] in _SENTENCE_ENDS


def find_names(text: str, allowed: AllowedNames) -> Iterator[Finding]:
    """Names of people, without those that are allowed and those of streets and institutions."""
    if not _may_name(text):
        return
    words = _Words(text, list(_WORD.finditer(text)), name_lists(), text.isascii())
    place = 0
    while place < len(words):
        last = _name_from(words, place, allowed)
        if last is None:
            place += 1
            continue
        start, end = words.found[place].start(), words.found[last].end()
        yield Finding(PersonalDataKind.NAME, start, end, text[start:end])
        place = last + 1


def _may_name(text: str) -> bool:
    """Whether a closer look is worth it: it takes ten times as long, and most texts name nobody."""
    lists = name_lists()
    given = lists.plain_given if text.isascii() else lists.given
    endings = (*_WOMANS, "ova", "ove") if text.isascii() else _WOMANS
    words = [word.lower() for word in _CAPITAL_WORD.findall(text)]
    return (
        any(word in given or word.endswith(endings) for word in words)
        or _INITIAL.search(text) is not None
        or _ANY_TITLE.search(text) is not None
    )


def _name_from(words: _Words, place: int, allowed: AllowedNames) -> int | None:
    """The place of the last word of the name that begins here, None if none does."""
    if not words.word(place)[0].isupper():
        return None
    last = _end_of_pair(words, place)
    if _follows_title(words, place):
        last = last or place
        return None if allowed.allow_person(_said(words, place, last)) else last
    if last is not None:
        is_a_place = _is_named_after(words, place) or _is_address(words, place, last)
        return None if is_a_place or allowed.allow(_said(words, place, last)) else last
    if _is_womans_alone(words, place) and not allowed.allow([words.word(place)]):
        return place
    return None


def _said(words: _Words, place: int, last: int) -> list[str]:
    said = [words.word(each) for each in range(place, last + 1)]
    return [word for word in said if len(word) > 1]


def _follows_title(words: _Words, place: int) -> bool:
    before = words.word(place - 1).lower()
    if not words.is_capital(place):
        return False
    if before in _TITLES:
        return words.follow(place - 1)
    return before in _SHORT_TITLES and words.between(place - 1).strip() == "."


def _end_of_pair(words: _Words, place: int) -> int | None:
    """Given name and surname, surname and given name, or initial and surname."""
    following = place + 1
    if words.is_given(place) and words.follow(place) and _may_be_surname(words, following):
        further = following + 1
        # Two given names, or two surnames: Jan Karel Novák, Jana Nováková Horváthová.
        doubled = words.is_given(following) or words.is_womans(further)
        return further if doubled and words.follow(following) and _may_be_surname(words, further) else following
    gap = words.between(place)
    if words.is_known_surname(place) and words.is_given(following) and gap.strip(" \u00a0") in ("", ","):
        return following
    if len(words.word(place)) == 1 and gap.strip(" \u00a0") == "." and words.is_known_surname(following):
        return following
    return None


def _may_be_surname(words: _Words, place: int) -> bool:
    return words.is_capital(place) and len(words.word(place)) > 2


def _is_named_after(words: _Words, place: int) -> bool:
    """Whether a street, a school and the like stands before: "ulice Boženy Němcové", "nám. Jiřího z Poděbrad"."""
    for back in (place - 1, place - 2):
        if "\n" in words.between(back) or ("." in words.between(back) and len(words.word(back)) > 4):
            return False
        if _NAMED_AFTER.match(words.word(back)):
            return True
    return False


def _is_address(words: _Words, place: int, last: int) -> bool:
    """A name in the second case with a house number is a street: "Boženy Němcové 12"."""
    surname = words.word(last).lower()
    declined = words.word(place).lower() in words.lists.given_genitive or len(words.word(place)) == 1
    ends_so = surname.endswith(("a", "y", "é", "ého", "ího", "e")) and not surname.endswith("ová")
    return declined and ends_so and _HOUSE_NUMBER.match(words.text, words.found[last].end()) is not None


def _is_womans_alone(words: _Words, place: int) -> bool:
    """Nováková within a sentence. Streets end so too: what stands beside it must not make it one."""
    if not words.is_womans(place) or words.word(place).isupper() or _is_street(words, place):
        return False
    if words.begins_sentence(place):
        is_known = words.word(place).lower() in words.lists.surnames
        return is_known and words.follow(place) and words.word(place + 1).islower()
    return words.between(place - 1).strip() == ""


def _is_street(words: _Words, place: int) -> bool:
    before, after = words.word(place - 1).lower(), words.word(place + 1)
    return (
        before in _PLACING
        or _is_named_after(words, place)
        or (words.follow(place) and _NAMED_AFTER.match(after) is not None)
        or _HOUSE_NUMBER.match(words.text, words.found[place].end()) is not None
    )
