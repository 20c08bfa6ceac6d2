"""What may be the heading of points: a label, a numbered, bracketed, underlined, capital or short line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from loaders.minutes.agenda import Agenda, folded_title
from loaders.minutes.lines import Line
from loaders.minutes.organisations import Organisations
from loaders.minutes.raised_titles import raised_title


class HeadingKind(Enum):
    """How a heading is told, the plainest first."""

    LABEL = auto()  # "Ad 3)", "K bodu 2:", "Téma 1: …"
    ROMAN = auto()
    NUMBER = auto()
    CAPITAL = auto()  # "A) …"
    BRACKET = auto()  # "[PČR]"
    RULED = auto()  # underlined
    LETTER = auto()  # "a) …"
    BULLET = auto()  # with deeper lines below
    ORGANISATION = auto()  # its name alone on the line
    CAPITALS = auto()
    COLON = auto()
    BARE = auto()  # a short line between empty ones
    INNER = auto()  # "Diskuse:", "Usnesení č. 3": within a point, unless none is open


# What marks nothing but headings; where it repeats, short or capital lines are none.
STRONG = frozenset(
    {HeadingKind.LABEL, HeadingKind.ROMAN, HeadingKind.NUMBER, HeadingKind.CAPITAL, HeadingKind.BRACKET}
    | {HeadingKind.RULED, HeadingKind.LETTER, HeadingKind.BULLET}
)


@dataclass(frozen=True, slots=True)
class Heading:
    """A line as a heading; `content` is what already belongs to its first point."""

    kind: HeadingKind
    title: str = ""
    organisation: str = ""
    content: Line | None = None


_LABEL = re.compile(
    r"(?P<said>(?:k\s+bodu|bod(?:u)?|ad|tema|ad\s+bod|okruh|k\s+tematu|podnet|problem|pripad)\s*(?:c\.\s*"
    r"|cislo\s+)?(?P<number>\d{1,2}|[ivx]{1,4}|prvni|druh[ey]|treti|ctvrt[ey]|pat[ey]|sest[ey]|sedm[ey]|osm[ey])\b)"
    r"\s*(?P<end>[.)/:–-]*)\s*(?:[:–-]\s*)?"
)
_TOPIC = re.compile(r"(?:tema|nazev bodu|projednavany bod|bod jednani|bod programu|predmet)\s*:\s*(?=\S.{0,88}$)")
_COUNTED = re.compile(r"bod(?: programu| jednani)?\s*(?::|[–-])\s*(?=\S.{0,88}$)")
# "K bodu 2 (Ubytovny): …", "Ad 3) Kamery: …": title and text in one line.
_TITLED = re.compile(r"\((?P<bracket>[^()]{2,80})\)\s*[:.–-]?\s*(?=\S)|(?P<before>[^:.,?!()]{2,60}):\s+(?=\S)")
_BRACKETED = re.compile(r"\[(?P<title>[^\]]{2,60})\]\s*:?")
_GROUP_LEAD = re.compile(
    r"(?:podnety|podnet|informace|body|bod|prispevek|prispevky|temata|vstup|zprava|zpravy)(?:\s+(?:od|z|ze|za"
    r"|clenu))?\s+|za\s+(?=\w)"
)
_GROUP_TAIL = re.compile(
    r"\s*(?:\([^)]*\))?\s*(?:informuj\w+|informace|informoval\w*|uvadi|sdeluje|podnety|hlasi)?\s*[.:–-]?\s*$"
)
_NAME_TAIL = re.compile(r"\s*[-–,]\s*(?P<name>[^:]{2,40}?)\s*:?\s*$")
_INNER = re.compile(
    r"(?:diskus|diskuz|rozprav|usneseni|zaver|ukoly|dohodnut|dohoda|hlasovani|reakce|poznamk|vyjadreni|stanovisk"
    r"|dotaz|pripomink|opatreni|k tomu|k veci|zaznel|padl[aoy]?\b|z rozpravy|ohlas"
    r"|priloh|domluven|dohodli|domluvili|shodli|bylo (?:dohodnut|domluven|ulozen|rozhodnut)|shrnuti"
    r"|navrh usneseni|prijate usneseni)"
)
_GENERIC = re.compile(
    r"kolo\w*(?: (?:novinek|informaci|zprav|podnetu))?|novinky|aktuality|"
    r"(?:(?:hlavni|projednavana|probirana|projednana|dalsi) )?temata(?: (?:jednani|setkani|bunky))?|"
    r"(?:(?:nove|projednane|jednotlive|probirane|ostatni|dalsi) )?body(?: (?:k projednani|jednani|programu"
    r"|k jednani))?|program a prubeh"
    r"|(?:vlastni )?(?:prubeh|obsah|zapis)(?: (?:z )?jednani| schuzky| bunky)?"
    r"|(?:nove |projednane )?(?:podnety|informace|prispevky|zpravy"
    r"|sdeleni)(?: (?:clenu|ucastniku|poskytovatelu"
    r"|organizaci|jednotlivych organizaci|od clenu))?|diskuse|z jednani|projednano|jednani"
)
_ENDS = (".", "?", "!", ",", ";")
_LONGEST, _LONGEST_GROUP, _LONGEST_BARE, _LONGEST_INNER, _LONGEST_ABBREVIATION, _WORDS, _SHORTEST_CAPITALS = (
    90,
    90,
    60,
    40,
    5,
    9,
    3,
)
_MARKED = {
    "roman": HeadingKind.ROMAN,
    "number": HeadingKind.NUMBER,
    "capital": HeadingKind.CAPITAL,
    "letter": HeadingKind.LETTER,
}


def heading_of(line: Line, following: Line | None, organisations: Organisations, agenda: Agenda) -> Heading | None:
    """What kind of heading the line may be; whether it is one depends on what repeats in the document."""
    if line.is_row or not any(letter.isalpha() for letter in line.text):
        return None
    if label := _labelled(line, agenda, organisations):
        return label
    if match := _BRACKETED.fullmatch(line.text):
        is_one = organisations.is_one(match["title"])
        return Heading(HeadingKind.BRACKET, "" if is_one else match["title"], match["title"] if is_one else "")
    kind = _MARKED.get(line.marker)
    if organisation := _organisation(line, organisations):
        return Heading(kind or HeadingKind.ORGANISATION, "", organisation)
    text = line.text.rstrip(" :")
    in_agenda = folded_title(text) in agenda.listed
    if not text or len(text) > _LONGEST or (text.endswith(_ENDS) and not in_agenda):
        return None
    is_short = line.text.endswith(":") or (not line.marker and len(text) < _LONGEST_INNER)
    if is_short and not in_agenda and _INNER.match(line.plain):
        return Heading(HeadingKind.INNER, text)
    if is_generic(text) and not line.marker:
        return Heading(HeadingKind.COLON, text)
    title, raised_by = (text, "") if in_agenda else raised_title(text, organisations)
    if line.marker == "hash":
        return Heading(HeadingKind.RULED, title, raised_by)
    if line.marker == "bullet" and following is not None and following.indent > line.indent and following.marker:
        kind = HeadingKind.BULLET if title[:1].isupper() and ":" not in title else None
    if kind is not None:
        return Heading(kind, title, raised_by) if in_agenda or _has_something_below(line, following, title) else None
    if line.marker:
        return None
    shape = _shape(line, following, title) if raised_by else _shape(line, following, text)
    return Heading(shape, title, raised_by) if shape else Heading(HeadingKind.BARE, text) if in_agenda else None


def _labelled(line: Line, agenda: Agenda, organisations: Organisations) -> Heading | None:
    match = _LABEL.match(line.plain)
    if line.marker == "number" and (counted := _COUNTED.match(line.plain)):
        return Heading(HeadingKind.LABEL, line.text[counted.end() :].rstrip(" :"))
    if match is None and (topic := _TOPIC.match(line.plain)):
        return Heading(HeadingKind.LABEL, line.text[topic.end() :].rstrip(" :"))
    if match is None or line.marker == "bullet":
        return None
    number = match["number"]
    title = agenda.titles.get(int(number), "") if number.isdigit() else ""
    rest = line.part(match.end())
    said = rest.text.rstrip(" :")
    if not said:
        return Heading(HeadingKind.LABEL, title or line.text[: match.end("said")])
    if len(said) <= _LONGEST and not said.endswith(_ENDS) and (match["end"] or said[0].isupper()):
        return Heading(HeadingKind.LABEL, *raised_title(said, organisations))
    titled = _TITLED.match(rest.text)
    if titled and (titled["bracket"] or (match["end"] and not organisations.is_one(titled["before"]))):
        return Heading(HeadingKind.LABEL, titled["bracket"] or titled["before"], "", rest.part(titled.end()))
    # "Ad 3) Předseda zahájil …": the text of the point begins in this very line.
    return Heading(HeadingKind.LABEL, title, "", rest) if match["end"] else None


def is_labelled(line: Line) -> bool:
    """Whether a line begins with "Ad 3)" or its like."""
    return _LABEL.match(line.plain) is not None and not line.is_row


def _organisation(line: Line, organisations: Organisations) -> str:
    if len(line.text) > _LONGEST_GROUP:
        return ""
    simple = line.plain
    said = line.text.rstrip(" :")
    if said.isalpha() and said.islower() and len(said) <= _LONGEST_ABBREVIATION and organisations.is_one(said.upper()):
        return said
    lead = _GROUP_LEAD.match(simple)
    for start in (0, lead.end()) if lead else (0,):
        found = organisations.at(line.text, simple, start)
        if found is None:
            continue
        tail = _NAME_TAIL.fullmatch(line.text, found.end)
        if _GROUP_TAIL.fullmatch(simple, found.end) or (tail and organisations.may_be_person(tail["name"])):
            return found.name
    return ""


def _has_something_below(line: Line, following: Line | None, text: str) -> bool:
    """A heading has something below it; an item of a list is followed by the next one."""
    if following is None or ": " in text:
        return False
    is_next = following.marker == line.marker and following.indent == line.indent
    return not is_next or following.sign.strip(".)").count(".") > line.sign.strip(".)").count(".")


def _shape(line: Line, following: Line | None, text: str) -> HeadingKind | None:
    if line.is_ruled and len(text) <= _LONGEST:
        return HeadingKind.RULED
    if ": " not in text and text.isupper() and len(text) > _SHORTEST_CAPITALS and line.indent == 0:
        return HeadingKind.CAPITALS
    if line.text.endswith(":") and len(text.split()) <= _WORDS:
        return HeadingKind.COLON
    return HeadingKind.BARE if _is_bare(line, following, text) else None


def _is_bare(line: Line, following: Line | None, text: str) -> bool:
    if not line.is_blank_before or following is None or line.indent or len(text) > _LONGEST_BARE:
        return False
    if not text[0].isupper() or ":" in text:
        return False
    return len(following.text) > len(text) or bool(following.marker) or following.is_row


def is_inner(label: str) -> bool:
    """Whether a folded label stands within points: "zaver", "usneseni"."""
    return _INNER.match(label) is not None


def is_generic(title: str) -> bool:
    """Whether a heading says nothing of what stands below it: "Projednané body"."""
    return _GENERIC.fullmatch(Line(title, 0).plain.strip(" :.")) is not None
