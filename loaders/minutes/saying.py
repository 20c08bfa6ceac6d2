"""Verbs of saying and asking, with the little words around them, as data."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Little words between who speaks and the verb.
_BETWEEN = (
    r"(?:(?:k tomu|na to|k tomuto|k bodu|nato|take|tez|rovnez|dale|pak|potom|nasledne|zaroven|soucasne|jeste|jen"
    r"|znovu|proto|opet"
    r"|pote|uvodem|zaverem|na uvod|na zaver|strucne|kratce|nasledovne|naopak|osobne|pisemne|poprve|vsak|ovsem"
    r"|navic|nicmene|potvrdil[aoi]? a|pritomn\w+|clen\w*)\s+){0,3}"
)
# Of the present and the past only: "odpoví do pátku" is a promise, not a statement.
_TELLS = (
    r"uvadi|uvadeji|uvedl[aoiy]?|rika|rikaji|rekl[aoiy]?|sdeluj[ei]|sdelil[aoiy]?|dopln(?:uj[ei]|uje|uji"
    r"|il[aoiy]?)|dodal[aoiy]?"
    r"|dodava|dodavaji|upozorn(?:uj\w+|il[aoiy]?)|informuj\w+|informoval[aoiy]?|konstatuj\w+|konstatoval[aoiy]?"
    r"|reaguj\w+"
    r"|reagoval[aoiy]?|odpovida|odpovidaji|odpovedel[aoiy]?|potvrzuj\w+|potvrdil[aoiy]?|poznamenav\w+|poznamenal[aoiy]?"
    r"|vysvetluj\w+|vysvetlil[aoiy]?|oznamuj\w+|oznamil[aoiy]?|navrhuj\w+|navrhl[aoiy]?|nabizi|nabizeji|nabidl[aoiy]?"
    r"|namita|namitaji|namitl[aoiy]?|namitnul[aoiy]?|zada|zadaji|prosi|pripomin(?:a|aji|al[aoiy]?)|pripomn(?:el"
    r"|ela|eli|ely|elo)"
    r"|varuj\w+|varoval[aoiy]?|zduraznuj\w+|zduraznil[aoiy]?|podotyka\w*|podotkl[aoiy]?|tvrdi|tvrdil[aoiy]?"
    r"|doporucuj\w+|doporucil[aoiy]?|hlasi|hlasil[aoiy]?|nahlasil[aoiy]?|upresnuj\w+|upresnil[aoiy]?|zminuj\w+"
    r"|zminil[aoiy]?"
    r"|souhlasi|souhlasil[aoiy]?|nesouhlasi|nesouhlasil[aoiy]?|vyslovil[aoiy]?|vyjadril[aoiy]?|odmita|odmitaji"
    r"|odmitl[aoiy]?"
    r"|s \w+ (?:ne)?souhlas\w+|vita|vitaji|privital[aoiy]? (?:navrh|zamer)|ocenuj\w+|ocenil[aoiy]?|namitaji"
    r"|shrnul[aoiy]?|obava|obavaji|domniva|domnivaji"
    r"|mysli|povazuj\w+|ma za to|maji za to|podporuj\w+|podporil[aoiy]?|kritizuj\w+|kritizoval[aoiy]?|poukaz\w+"
    r"|poukazal[aoiy]?"
    r"|stezuj\w+|stezoval[aoiy]?|chvali|chvalil[aoiy]?|deklaroval[aoiy]?|vznesl[aoiy]? (?:pripomink\w+|namitk\w+)"
    r"|byl[aoy]? (?:sdelen|recen|uveden|doplnen|upozornen|navrzen|oznamen|vznesen|podan|konstatovan|zminen)[aoy]?"
    r"|zaznel[aoi]?|prisel podnet|prisla informace"
    r"|apeluj\w+|apeloval[aoiy]?|vysvetlovali|vysvetloval[ao]?"
)
# What opens a point rather than being said to one.
_OPENS = (
    r"(?:predlozil|predstavil|seznamil|prednesl|promitl|podal|otevrel|privital|zahajil|podekoval|ukazal|ziskal"
    r"|zve|zvou|pozval|hleda|hledaji"
    r"|predklada|predkladaji|predstavuje|predstavuji|seznamuje|prinesl|shrnul|zhodnotil|popsal|prosi|zada"
    r"|evidujeme|evidoval|resil|resi"
    r"|zorganizoval|usporadal|prezentoval|prezentuje|referoval|pripravil|pripravuje|zajistil|provedl|planuje"
    r"|planuji|poukazal)[aoiy]?"
)
_ASKS = (
    r"(?:se\s+)?(?:pta|ptaji|ptal[aoiy]?|zeptal[aoiy]?|zeptali|dotazuj[ei]|dotazuji|dotazoval[aoiy]?"
    r"|dotazal[aoiy]?|taze|tazi|tazal[aoiy]?"
    r"|otazal[aoiy]?|optal[aoiy]?)(?:\s+se)?"
    r"|(?:se\s+)?(?:zajima|zajimal[aoiy]?|zajimaji)(?:\s+se)?|chce vedet|chteji vedet|chtel[aoiy]? vedet"
    r"|vznasi (?:dotaz|otazku)|vznesl[aoiy]? (?:dotaz|otazku)|polozil[aoiy]? (?:dotaz|otazku)|ma dotaz|mel[aoiy]? dotaz"
)
_THAT = (
    r"(?P<that>\s*,?\s*ze\s+|\s*,?\s*(?=(?:aby|abychom|abyste)\s)|\s*[,:]\s*(?=(?:jestli|zda|kdo|co|kdy|kde|kam"
    r"|kolik|jak|proc|ktery|ktera|ktere|od|do|na"
    r"|v|pro|s|za|z|u|o|kvuli|ci)\b)|\s*:\s*|\s*,\s*|\s+)"
)
_VERB = re.compile(
    rf"\s+{_BETWEEN}(?:(?P<asks>{_ASKS})|(?:se\s+|si\s+)?(?P<tells>{_TELLS})(?:\s+se|\s+si)?)\b(?:\s+k tomu)?"
)
_VERB_FIRST = re.compile(
    rf"(?:{_BETWEEN}(?:mu|ji|jim)?\s*)?(?:(?P<asks>{_ASKS})|(?P<tells>{_TELLS}))"
    r"(?:\s+(?:mu|ji|jim|se|si|na to|k tomu))?\s+(?=\w)"
)
_AFTER = re.compile(_THAT)
_WISH = re.compile(r"aby(?:chom|ste)?\s")
_PRESENTS = re.compile(rf"\s+(?:se\s+|nam\s+)?{_BETWEEN}(?:s\s+\w+\s+)?{_OPENS}\b")


@dataclass(frozen=True, slots=True)
class Said:
    """A verb after who speaks: whether it asks, where it begins and ends, and where what is said begins."""

    asks: bool
    start: int
    end: int
    content: int


def said_at(simple: str, end: int) -> Said | None:
    """The verb of saying that follows a speaker whose name ends at `end`."""
    match = _VERB.match(simple, end)
    if match is None:
        return None
    asks = match["asks"] is not None
    start = match.start("asks") if asks else match.start("tells")
    return Said(asks, start, match.end(), content_from(simple, match.end(), start, asks=asks))


def verb_first(simple: str) -> tuple[bool, int, int] | None:
    """ "Odpověděl Rozumný: …", "Doplnila Mgr. Smělá, že …": if it asks, where the verb and the name begin."""
    match = _VERB_FIRST.match(simple)
    if match is None:
        return None
    asks = match["asks"] is not None
    return asks, match.start("asks") if asks else match.start("tells"), match.end()


def content_from(simple: str, end: int, start: int, *, asks: bool) -> int:
    """Where what is said begins: after "že" and its like; "žádá o deky" keeps its verb."""
    after = _AFTER.match(simple, end)
    if after is None:
        return start
    that = after["that"].strip(" ,")
    return after.end() if asks or that in ("ze", ":") or _WISH.match(simple, after.end()) else start


def presents_at(simple: str, end: int) -> bool:
    """Whether a verb follows that brings something new: "předložil", "zve"."""
    return _PRESENTS.match(simple, end) is not None
