"""The name of a body in the head of minutes: a known one in any case, else the usual nouns with what follows them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from loaders.minutes.lines import Line, plain, words_at
from loaders.minutes.result import Fact, Span
from loaders.minutes.words import same_word

# Each kind of body: how its name begins in any case, and in the first one.
_KINDS: tuple[tuple[str, str], ...] = (
    (r"policejni(?:ch)? bun(?:ka|ky|ce|ku|kou|ek)", "Policejní buňka"),
    (r"bun(?:ka|ky|ce|ku|kou)", "Buňka"),
    (r"pracovni(?:ch)? skupin\w*", "Pracovní skupina"),
    (r"komis(?:e|i|i)", "Komise"),
    (r"socialni(?:ho|mu|m)? konzili\w*", "Sociální konzilium"),
    (r"konzili(?:um|a|u|em)", "Konzilium"),
    (r"kulat(?:y|eho|emu|em|ym) st(?:ul|olu|olem)", "Kulatý stůl"),
    (r"setkani(?=m? (?:s |poskytovatel|koordin|u ))|setkani", "Setkání"),
)
_KIND = re.compile("|".join(rf"\b(?P<k{number}>{said})\b" for number, (said, _) in enumerate(_KINDS)))
_LOWER = r"(?:pro|s|se|v|na|proti|a|k)\s+[a-zá-ž]+(?:\s+(?:pro|a)\s+[a-zá-ž]+)?"
_CAPITAL = r"[A-ZÁČĎÉÍŇÓŘŠŤÚŽ][\w-]+(?:\s+(?:nad|pod)\s+[A-ZÁ-Ž]\w+|\s+[A-ZÁČĎÉÍŇÓŘŠŤÚŽ][\w-]+)?"
_REST = re.compile(rf"(?:\s+(?:prevence\s+kriminality|{_LOWER}))?(?:\s+(?:[-–—]\s*)?{_CAPITAL})?")
_NOT_A_NAME = re.compile(r"(?:rad[ya]|rady|zapis\w*|dne|konan\w*|ze|mesta|ctvrtek|streda|utery|pondeli|patek|strana)\b")


def body_in(lines: Sequence[Line], bodies: Sequence[str]) -> Fact[str] | None:
    """The first known body that the lines name, else the first that looks like one."""
    for line in lines:
        best = max((_known(line, body) for body in bodies), key=lambda found: found[0], default=None)
        if best and best[1] is not None:
            return best[1]
    for line in lines:
        if found := _unknown(line):
            return found
    return None


def _known(line: Line, body: str) -> tuple[float, Fact[str] | None]:
    """How much of a body's name the line holds, in order; its last word must be there, and a noun of a body."""
    wanted = [match.group() for match in words_at(plain(body))]
    found: list[re.Match[str]] = []
    place = 0
    words = list(words_at(line.plain))[:60]
    for name in wanted:
        for number in range(place, len(words)):
            if same_word(words[number].group(), name) or (len(name) > 3 and words[number].group().startswith(name)):
                found.append(words[number])
                place = number + 1
                break
    share = len(found) / len(wanted) if wanted else 0.0
    is_whole = bool(found) and same_word(found[-1].group(), wanted[-1])
    names_kind = len(wanted) == 1 or any(_KIND.search(match.group()) for match in found)
    if share < 0.6 or not is_whole or not (names_kind or share == 1):
        return 0.0, None
    return share + len(wanted) / 100, Fact(body, Span(line.start + found[0].start(), line.start + found[-1].end()))


def _unknown(line: Line) -> Fact[str] | None:
    simple = line.plain
    for match in _KIND.finditer(simple):
        number = next(number for number in range(len(_KINDS)) if match[f"k{number}"])
        rest = _REST.match(line.text, match.end())
        said = rest.group() if rest else ""
        words = re.sub(r"^\s*[-–—]\s*|\s+[-–—]\s+", " ", said).split()
        while words and _NOT_A_NAME.match(plain(words[-1])):
            words.pop()
        if line.text.isupper():
            words = [word.capitalize() for word in words]
        name = " ".join([_KINDS[number][1], *words])
        end = match.end() + len(said.rstrip())
        return Fact(name, Span(line.start + match.start(), line.start + end))
    return None
