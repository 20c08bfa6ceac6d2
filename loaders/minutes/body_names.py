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
    (r"bun(?:ka|ky|ce|ku|kou)", "Policejní buňka"),
    (r"pracovni(?:ch)? skupin\w*", "Pracovní skupina"),
    (r"komis(?:e|i|i)", "Komise"),
    (r"socialni(?:ho|mu|m)? konzili\w*", "Sociální konzilium"),
    (r"konzili(?:um|a|u|em)", "Konzilium"),
    (r"kulat(?:y|eho|emu|em|ym) st(?:ul|olu|olem)", "Kulatý stůl"),
    (r"setkani(?:m|ch)?", "Setkání"),
    (r"(?:koordinacni|ridici|poradni|lokalni) (?:skupin|tym)\w*|pracovni tym\w*", ""),
    (r"bytov\w+ komis\w+", "Bytová komise"),
    (r"socialni(?:ho)? komis\w+", "Sociální komise"),
    (r"bezpecnostni komis\w+", "Bezpečnostní komise"),
    (r"bezpecnostni rad\w+", "Bezpečnostní rada"),
    (r"vybor(?:u|em)?", "Výbor"),
    (r"krizov\w+ stab(?:u|em)?", "Krizový štáb"),
    (r"platform(?:a|y|e|u|ou)", "Platforma"),
    (r"pb(?= )", "Policejní buňka"),
    (r"koordinacni(?:ho)? (?:schuzk\w+|jednani)", "Koordinační schůzka"),
    (r"porad(?:a|y|e|u|ou)", "Porada"),
)
_KIND = re.compile("|".join(rf"\b(?P<k{number}>{said})\b" for number, (said, _) in enumerate(_KINDS)))
_GENERAL = ("Setkání", "Porada", "Koordinační schůzka")
# A name goes on over words and, after a dash, over one more word with a capital.
_REST = re.compile(
    r"(?:[ \u00a0]+[„“\"]?[^\W\d_][\w-]*[“”\"]?){0,8}(?:\s+[-–—]\s*(?:obvod\s"
    r"|MOb\s)?[A-ZÁČĎÉÍŇÓŘŠŤÚŽ][\w-]+(?=\s*(?:[,|(\n]|$)))?"
)
# Words that no name of a body holds: it ends before the first of them.
_ENDS = re.compile(
    r"(?:rad[ya]|rm|rmo|zapis\w*|zaznam\w*|dne|den|konan\w*|kona|konal[aoy]?|kter\w+|ktere|jez|ze?|v|ve|od|do|c"
    r"|cislo|se|je|bylo?"
    r"|byl[ay]|jsme|mesta|statutarniho|magistrat\w*|datum|misto|cas|termin|pritomn\w+|ucast\w*|pondeli|utery"
    r"|stred[aeu]|ctvrtek"
    r"|pat(?:ek|ku)|sobot\w|nedele|strana|led(?:en|na)|unor\w?|brez(?:en|na)|dub(?:en|na)|kvet(?:en|na)|cerv\w+"
    r"|srp(?:en|na)"
    r"|zari|rij(?:en|na)|listopad\w?|prosin(?:ec|ce))$"
)
_SHORT = 5  # letters: "Komise prevence kriminality RMZ" is that of the council
_VERB = re.compile(r"[bcdhknrtzvps][nei]?l[aoiy]$")  # "proběhlo", "sešli"
# "Policejní buňka obvodu Hutě" is that of Hutě.
_OF_AREA = re.compile(r"(?:mestske(?:ho)?|obvodu?|casti|lokalit\w|pro obvod)$")


def body_in(lines: Sequence[Line], bodies: Sequence[str]) -> Fact[str] | None:
    """The first known body that the lines name, else the first that looks like one."""
    for line in lines:
        initials = next((found for body in bodies if (found := _by_initials(line, body))), None)
        if initials is not None:
            return initials
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


def _by_initials(line: Line, body: str) -> Fact[str] | None:
    """ "PB Zářečí", "KPK": the initials of the first words in capitals, then the words after them in full."""
    wanted = [match.group() for match in words_at(plain(body))]
    words = list(words_at(line.text))[:30]
    for place, word in enumerate(words):
        letters = plain(word.group())
        if (
            len(letters) < 2
            or not word.group().isupper()
            or letters != "".join(name[0] for name in wanted[: len(letters)])
        ):
            continue
        following = wanted[len(letters) :]
        said = [plain(other.group()) for other in words[place + 1 : place + 1 + len(following)]]
        if len(said) == len(following) and all(map(same_word, said, following)) and len(letters) <= len(wanted):
            return Fact(body, Span(line.start + word.start(), line.start + words[place + len(following)].end()))
    return None


def _unknown(line: Line) -> Fact[str] | None:
    simple = line.plain
    best: Fact[str] | None = None
    for match in _KIND.finditer(simple):
        number = next(number for number in range(len(_KINDS)) if match[f"k{number}"])
        rest = _REST.match(line.text, match.end())
        if rest and _KIND.search(simple, match.end(), rest.end()) and _KINDS[number][1] in _GENERAL:
            # "ze setkání Sociálního konzilia"
            continue
        words, end = _named_by(line.text, rest.start(), rest.end()) if rest else ([], match.end())
        kind = _KINDS[number][1] or line.text[match.start() : match.end()].capitalize()
        if not words and best is not None:
            continue
        said = " ".join([kind, *(_cased(words) if line.text.isupper() else map(_name_cased, words))])
        fact = Fact(said, Span(line.start + match.start(), line.start + max(end, match.end())))
        if words:
            return fact
        best = fact
    return best


def _name_cased(word: str) -> str:
    return word.capitalize() if word.isupper() and len(word) > 3 else word


def _cased(words: Sequence[str]) -> list[str]:
    """Words written in capitals: one is the name of a place, of several nobody knows."""
    return [words[0].capitalize()] if len(words) == 1 else [word.lower() for word in words]


def _named_by(text: str, start: int, end: int) -> tuple[list[str], int]:
    words: list[str] = []
    last = start
    for match in words_at(text[:end], start):
        simple = plain(match.group())
        if _ENDS.match(simple) or (match.group().islower() and _VERB.search(simple)):
            break
        last = match.end()
        if not _OF_AREA.match(simple):
            words.append(match.group())
    if len(words) > 1 and words[-1].isupper() and len(words[-1]) < _SHORT and not words[-2].isupper():
        words.pop()
    while words and len(words[-1]) < 3 and words[-1].islower():
        words.pop()
    return words, last
