"""Which open issues a point may be about: by number, by place, by words of the topic. Only offered, never linked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from geodata.errors import N_, Message
from geodata.model.issues import IssueTopic
from geodata.model.known_names import KnownIssue, KnownNames
from loaders.minutes.lines import Line, plain
from loaders.minutes.places import places_in
from loaders.minutes.result import OfferedIssue, Point
from loaders.minutes.streets import Streets

# Beginnings of folded words that speak of a topic.
_TOPIC_WORDS: dict[IssueTopic, str] = {
    IssueTopic.BUILDING: r"havarij|omitk|statik|zritit|zrice|zajisten|nezajist|zazd|vchod|chatra|demoli|strech"
    r"|ruin|barak|objekt|stavebn",
    IssueTopic.DUMP: r"skladk|odpad|pneumatik|sut|kontejner|popelnic|nepradek|neporadek|uklid|bordel",
    IssueTopic.SYRINGES: r"strikac|injekc|jehl|drog",
    IssueTopic.GAMBLING: r"hern|kasin|hazard|automat",
    IssueTopic.HOUSING: r"ubytovn|bydlen|najem|byt",
    IssueTopic.THEFT: r"krad|vloup|ukrad|kabel|zlodej",
    IssueTopic.PESTS: r"potkan|krys|stenic|svab|deratiz|dezinse",
    IssueTopic.NEIGHBOURS: r"hluk|rusen|soused|spor|nocni klid",
    IssueTopic.TRUANCY: r"zaskolac|skolni dochaz|neomluven",
    IssueTopic.DISCRIMINATION: r"diskrimin|odmit",
    IssueTopic.ANIMALS: r"ps[ui]\b|psi\b|kock|zvir|holub",
    IssueTopic.PUBLIC_SPACE: r"lavick|osvetlen|chodnik|hrist|park|zabradl|vandal",
    IssueTopic.SERVICES: r"noclehar|poradn|sluzb|klub|terenni",
}
_BY_NUMBER, _BY_ADDRESS, _BY_STREET, _BY_TOPIC = 1.0, 0.6, 0.35, 0.35
_FROM_SCORE = 0.6
_AT_MOST = 3
_READ_OF_POINT = 20_000  # characters of a point that tell its topic


@dataclass(frozen=True, slots=True)
class _Entry:
    issue: KnownIssue
    places: frozenset[tuple[str, str]]


class Issues:
    """The open issues by number and by street."""

    def __init__(self, known: KnownNames, streets: Streets) -> None:
        self._by_number: dict[str, _Entry] = {}
        self._by_street: dict[str, list[_Entry]] = {}
        for issue in known.issues:
            texts = (*issue.places, issue.title)
            places = frozenset(
                (place.street, place.house_number)
                for text in texts
                for place in places_in(Line(f"v {text}", 0), streets)
                if place.street
            )
            entry = _Entry(issue, places)
            self._by_number[issue.number.casefold()] = entry
            for street in {street for street, _ in places}:
                self._by_street.setdefault(street, []).append(entry)

    def offered(self, point: Point) -> tuple[OfferedIssue, ...]:
        """What fits a point best, the best first."""
        text = _whole(point)
        best: dict[str, OfferedIssue] = {}
        for offer in self._offers(point, text):
            if offer.number not in best or best[offer.number].score < offer.score:
                best[offer.number] = offer
        ordered = sorted(best.values(), key=lambda offer: (-offer.score, offer.number))
        return tuple(ordered[:_AT_MOST])

    def _offers(self, point: Point, text: str) -> Iterator[OfferedIssue]:
        for match in _NUMBER.finditer(text):
            if entry := self._by_number.get(match.group().casefold()):
                yield _offer(entry, _BY_NUMBER, Message(N_("Its number stands in the text.")))
        topics = _topics_of(plain(text[:_READ_OF_POINT]))
        # A street named a thousand times is asked for once.
        for street, number in dict.fromkeys((place.street, place.house_number) for place in point.places):
            for entry in self._by_street.get(street, ()) if street else ():
                yield from _by_place(entry, street, number, topics)


def _by_place(entry: _Entry, street: str, number: str, topics: frozenset[IssueTopic]) -> Iterator[OfferedIssue]:
    same_house = bool(number) and (street, number) in entry.places
    other_house = number and any(other for known, other in entry.places if known == street)
    if other_house and not same_house:
        return
    same_topic = entry.issue.topic in topics
    score = (_BY_ADDRESS if same_house else _BY_STREET) + (_BY_TOPIC if same_topic else 0)
    if score < _FROM_SCORE:
        return
    said = N_("The same place and topic: {place}.") if same_topic else N_("The same place: {place}.")
    yield _offer(entry, score, Message(said, {"place": f"{street} {number}".strip()}))


def _offer(entry: _Entry, score: float, reason: Message) -> OfferedIssue:
    return OfferedIssue(entry.issue.number, entry.issue.title, round(score, 2), reason)


_NUMBER = re.compile(r"\b[\w]{1,10}(?:[-/]\w{1,10}){1,3}\b")


def _topics_of(simple: str) -> frozenset[IssueTopic]:
    return frozenset(topic for topic, words in _TOPIC_WORDS.items() if re.search(rf"\b(?:{words})", simple))


def _whole(point: Point) -> str:
    parts: Sequence[str] = (point.title, point.text, *(statement.text for statement in point.statements))
    return " ".join((*parts, *(task.what for task in point.tasks)))
