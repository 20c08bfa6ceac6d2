"""Streets, house numbers and landmarks in running text, in whatever case they stand."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from loaders.minutes.house_numbers import NumberedHouse, numbers_after
from loaders.minutes.lines import Line, plain, words_at
from loaders.minutes.result import Place, Span
from loaders.minutes.street_forms import forms_of, nominative, square_adjective

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
_NEXT_NAME = re.compile(r" [A-ZÁČĎÉÍŇÓŘŠŤÚŽ][a-zá-ž]")
_SENTENCE_BEGINS = re.compile(r"(?:^|[.!?:…]\s+|[„(]\s?|[-–•*]\s+)$")
_UNKNOWN = re.compile(
    r"\b(?:[Uu]lic(?:e|i|í|ích|emi)|[Uu]l\.)\s+(?P<name>(?:(?:Na|U|Pod|Nad|Za|K|Ke|V)\s+)?[A-ZÁČĎÉÍŇÓŘŠŤÚŽ][a-zá-ž]+"
    r"(?:\s(?:nám(?:ěstí)?|tříd[auye]|[A-ZÁČĎÉÍŇÓŘŠŤÚŽ][a-zá-ž]+(?:é|ého|y|a|ů)\b))?|\d{1,2}\. (?:října|května"
    r"|listopadu|dubna))"
)
_ANOTHER = re.compile(
    r"(?:,\s+|\s+(?:a|i|až|nebo)\s+)(?P<name>[A-ZÁČĎÉÍŇÓŘŠŤÚŽ][a-zá-ž]+(?:á|é|ou|í|ova|ově"
    r"|ovu))\b(?!\s[A-ZÁ-Ž][a-zá-ž])"
)
# "v Sokolské 12", "v Nádražní.": an adjective alone after a preposition is a street; before a noun it is not.
_ADJECTIVE = re.compile(
    r"\b(?:[Vv]|[Vv]e|[Nn]a|[Dd]o|[Zz]|[Zz]e|[Uu]|[Pp]o|[Pp]řed"
    r"|[Mm]ezi)\s+(?P<name>[A-ZÁČĎÉÍŇÓŘŠŤÚŽ][a-zá-ž]{2,}(?:ské|cké|skou|ckou|ové|ovou"
    r"|ově|í|né|té|ré|lé))(?=\s(?:č|\d)|\s?[,.;:)–]|\s(?:a|i|se|je|jsou|byl\w*|do|na|u|v|před|za|od|opět|stále"
    r"|ještě)\b|$)"
)
_NUMBERED = re.compile(
    r"\b(?P<name>[A-ZÁČĎÉÍŇÓŘŠŤÚŽ][a-zá-ž]{2,}(?:á|ova|ovo|í|ské|cké|ové|ske|cke|ove|ska|cka))"
    r"(?=\s(?:č\.|čp|\d{1,4}(?:/\d|[a-z]?\b(?!\s?[.:]\s?\d))))"
)
# "Masarykově náměstí", "na Hutnické třídě", "náměstí Míru", "mezi Novou a Krátkou".
_SQUARE = re.compile(
    r"\b(?P<name>[A-ZÁČĎÉÍŇÓŘŠŤÚŽ][a-zá-ž]+(?:ov[oaěu]|ovým|in[oaěu]|ské(?:ho|m)?|ská|skou|ní(?:m|ho)?|é(?:m|ho)?|á"
    r"|ou))\s"
    r"(?P<noun>náměstí(?:m)?|tříd(?:a|y|ě|u|ou)|nábřeží(?:m)?)\b"
)
_SQUARE_OF = re.compile(
    r"\b(?P<name>(?:[Nn]áměstí(?:m)?|[Nn]ám\.|[Tt]říd[aěuy]"
    r"|[Nn]ábřeží)\s[A-ZÁČĎÉÍŇÓŘŠŤÚŽ][a-zá-ž]+(?:\s[A-ZÁ-Ž][a-zá-ž]+)?)\b"
)
_BETWEEN = re.compile(
    r"\bmezi\s(?P<name>[A-ZÁČĎÉÍŇÓŘŠŤÚŽ][a-zá-ž]+(?:ou|í))\sa\s(?P<other>[A-ZÁČĎÉÍŇÓŘŠŤÚŽ][a-zá-ž]+(?:ou|í))\b"
)
_HOUSE_ALONE = re.compile(r"\b(?:č\.\s?p\.|čp\.?|č\.\s?ev\.)\s?(?P<number>\d{1,4}(?:/\d{1,3}[a-z]?)?)")
_LANDMARK = re.compile(
    r"\b(?:u|za|před|vedle|naproti|kolem|okolo|na|v|pod|nad|mezi)\s+(?:dětské(?:ho|m)\s+|bývalé(?:ho|m)?\s+"
    r"|městské(?:ho|m)?\s+)?"
    r"(?:hřišt(?:ě|i|ěm)|školk(?:y|ou|u)|školy|školou|zastávk(?:y|ou|u)|garáž(?:í|emi|e)|trati|tratí|nádraží"
    r"|nádražím|parku|parkem"
    r"|park|obchod(?:u|em)|herny|hernou|kostel(?:a|em)|most(?:u|em)|viadukt(?:u|em)|hřbitov(?:a|em)|náměstí"
    r"|knihovny|podchod(?:u|em)"
    r"|podchodu|kontejner(?:ů|y)|popelnic(?:emi)?|koupališt(?:ě|i|ěm)|sídlišti|dom(?:y|em)|panelák(?:u|em|y)"
    r"|křižovatk(?:y|ou)|potok(?:a|em)"
    r"|řek(?:y|ou)|cest(?:y|ou)|plot(?:u|em)|ubytovn(?:y|ou|ě)|supermarket(?:u|em)|samoobsluhy|samoobsluhou)\b"
)
# What the phrase around a street begins with: "u hřiště v Lipové", "za domy v Nádražní", "na ulici Lipová".
_LEADS = frozenset(
    {"u", "za", "před", "vedle", "naproti", "kolem", "okolo", "mezi", "v", "ve", "na", "do", "z", "ze", "ul."}
    | {"ulice", "ulici", "ulicí", "ulicích"}
)
_LEAD_WITHIN, _LEAD_WORDS = 45, 4


@dataclass(frozen=True, slots=True)
class _Found:
    street: str
    known: bool
    start: int
    end: int


class Streets:
    """The streets of the city by the first letters of their forms."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_first: dict[str, list[tuple[tuple[frozenset[str], ...], str]]] = {}
        for name in names:
            forms = forms_of(name)
            for first in forms[0] if forms else ():
                self._by_first.setdefault(first, []).append((forms, name))

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


def _touches(simple: str, words: list[re.Match[str]], place: int, first: int) -> bool:
    return place == first or not simple[words[place - 1].end() : words[place].start()].strip(" .")


def places_in(line: Line, streets: Streets) -> Iterator[Place]:
    """The places that a piece of text names, in its order; each number of a house is one place."""
    found = sorted(_streets_in(line, streets), key=lambda street: (street.start, -street.end))
    taken: list[Span] = []
    for street in found:
        if taken and street.start < taken[-1].end:
            continue
        numbers = numbers_after(line.text, street.end)
        start = _lead(line.text, street.start)
        end = numbers[-1].end if numbers else street.end
        taken.append(Span(start, end))
        for number in numbers or (NumberedHouse("", street.end),):
            said = line.text[start : number.end]
            yield Place(
                said, street.street, number.text, street.known, Span(line.start + start, line.start + number.end)
            )
    for pattern, group in ((_HOUSE_ALONE, "number"), (_LANDMARK, "")):
        for match in pattern.finditer(line.text):
            if _overlaps(taken, match.start(), match.end()):
                continue
            span = Span(line.start + match.start(), line.start + match.end())
            yield Place(match.group(), "", match[group] if group else "", False, span)


def _overlaps(taken: list[Span], start: int, end: int) -> bool:
    """`taken` are in order and apart from each other."""
    place = bisect_left(taken, end, key=lambda span: span.start)
    return place > 0 and taken[place - 1].end > start


def _streets_in(line: Line, streets: Streets) -> Iterator[_Found]:
    simple = line.plain
    words = list(words_at(simple))
    place = 0
    while place < len(words):
        hit = streets.at(simple, words, place)
        if hit and _is_street(line.text, simple, words, place, hit):
            yield _Found(hit[0], True, words[place].start(), words[hit[1]].end())
            place = hit[1] + 1
        else:
            place += 1
    yield from _unknown(line.text)


def _is_street(text: str, simple: str, words: list[re.Match[str]], place: int, hit: tuple[str, int, bool]) -> bool:
    """Whether the words are meant as a street: by a capital, by what stands before and after."""
    name, last, exact = hit
    start, end = words[place].start(), words[last].end()
    before = simple[max(0, start - 40) : start]
    if _STREET_WORD.search(before) or _STREET_AFTER.match(simple, end):
        return True
    if not _has_capital(text, words, place, last, name) or _NAMED_BEFORE.search(before):
        return False
    numbered = bool(numbers_after(text, end))
    if numbered or (_PREPOSITION.search(before) and not _NEXT_NAME.match(text, end)):
        return True
    if _NEXT_NAME.match(text, end) and last == place:
        return False
    return (exact and last > place) or not _SENTENCE_BEGINS.search(text[max(0, start - 5) : start])


def _has_capital(text: str, words: list[re.Match[str]], place: int, last: int, name: str) -> bool:
    """The word that a name writes with a capital has one; names of a few words by their last such word."""
    written = [match.group() for match in words_at(name)]
    capitals = [place + offset for offset, word in enumerate(written) if word[0].isupper()]
    decisive = capitals[-1] if capitals else place
    if not capitals:
        return text[words[place].start()].isdigit()
    return text[words[decisive].start()].isupper()


def _unknown(text: str) -> Iterator[_Found]:
    """Streets that the city does not know, told by the word "ulice", by a number, by an adjective standing alone."""
    for match in _UNKNOWN.finditer(text):
        yield _Found(_first_case(match["name"]), False, match.start("name"), match.end("name"))
        another = _ANOTHER.match(text, match.end())
        while another:
            yield _Found(nominative(another["name"]), False, another.start("name"), another.end("name"))
            another = _ANOTHER.match(text, another.end())
    for pattern in (_ADJECTIVE, _NUMBERED):
        for match in pattern.finditer(text):
            if _ACTION.search(match["name"]):
                continue
            yield _Found(nominative(match["name"]), False, match.start("name"), match.end("name"))
    for match in _SQUARE.finditer(text):
        name = f"{square_adjective(match['name'], match['noun'])} {_NOUNS[match['noun'][:4]]}"
        yield _Found(name, False, match.start(), match.end())
    for match in _SQUARE_OF.finditer(text):
        name = re.sub(r"^([Nn]áměstí|[Nn]ábřeží)m\b", r"\1", match["name"])
        yield _Found(name, False, match.start(), match.end())
    for match in _BETWEEN.finditer(text):
        for group in ("name", "other"):
            yield _Found(nominative(match[group]), False, match.start(group), match.end(group))


_ACTION = re.compile(r"(?:ení|ání|ití|utí|ětí)$")  # "Usnesení 12", "Jednání 3"
_NOUNS = {"námě": "náměstí", "tříd": "třída", "nábř": "nábřeží"}


def _first_case(name: str) -> str:
    return nominative(name) if " " not in name else name


def _lead(text: str, start: int) -> int:
    """Where the phrase around a street begins."""
    window = text[max(0, start - _LEAD_WITHIN) : start]
    best, place = start, len(window)
    for _ in range(_LEAD_WORDS):
        piece = window[:place].rstrip(" ")
        word = piece[piece.rfind(" ") + 1 :]
        is_lead = word.lower() in _LEADS
        if len(piece) == place or not (is_lead or (word.isalpha() and word.islower())):
            break
        place = len(piece) - len(word)
        best = start - len(window) + place if is_lead else best
    return best
