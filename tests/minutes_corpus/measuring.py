"""Precision and recall of what is understood, field by field."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geodata.folding import folded
from geodata.model.issues import IssueTopic
from geodata.model.known_names import KnownIssue, KnownNames, KnownOrganisation
from loaders.minutes.organisations import Organisations, first_case
from loaders.minutes.result import Point, Understood
from loaders.minutes.understanding import understand

HERE = Path(__file__).parent
FIELDS = ("body", "date", "time", "place", "next_date", "attendees", "points", "statements", "places", "tasks")
_FIRST_WORDS = 7
_BEGINS_WITHIN = 70  # characters of a text in which its expected words stand


@dataclass(frozen=True, slots=True)
class Sample:
    """One document and what it says."""

    name: str
    text: str
    says: dict[str, Any]


@dataclass(slots=True)
class Score:
    """How many were expected, how many understood, how many of these are right."""

    expected: int = 0
    understood: int = 0
    right: int = 0

    @property
    def precision(self) -> float:
        return self.right / self.understood if self.understood else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.expected if self.expected else 1.0


def known_city() -> KnownNames:
    """The city of all documents."""
    data = tomllib.loads((HERE / "known.toml").read_text(encoding="utf-8"))
    return KnownNames(
        bodies=tuple(data["bodies"]),
        organisations=tuple(KnownOrganisation(*names) for names in data["organisations"]),
        streets=tuple(data["streets"]),
        issues=tuple(
            KnownIssue(issue["number"], issue["title"], IssueTopic(issue["topic"]), tuple(issue["places"]))
            for issue in data["issues"]
        ),
    )


def samples(half: str) -> Iterator[Sample]:
    """The documents of one half, with what they say."""
    for path in sorted((HERE / half).glob("*.txt")):
        says = tomllib.loads(path.with_suffix(".toml").read_text(encoding="utf-8"))
        yield Sample(path.stem, path.read_text(encoding="utf-8"), says)


def measured(half: str, known: KnownNames) -> dict[str, Score]:
    """The scores of one half, by field."""
    scores = {name: Score() for name in FIELDS}
    for sample in samples(half):
        found = understand(sample.text, known)
        for name, (expected, understood, right) in _compared(sample.says, found).items():
            scores[name].expected += expected
            scores[name].understood += understood
            scores[name].right += right
    return scores


def _compared(says: dict[str, Any], found: Understood) -> dict[str, tuple[int, int, int]]:
    values = {
        "body": found.body and found.body.value,
        "date": found.date and found.date.value,
        "time": found.time and f"{found.time.value:%H:%M}",
        "place": found.place and found.place.value,
        "next_date": found.next_date and found.next_date.value,
    }
    compared = {}
    for name, value in values.items():
        wanted = says.get(name) or None
        compared[name] = (
            int(wanted is not None),
            int(value is not None),
            int(wanted is not None and _same(wanted, value)),
        )
    attendees = Counter((_called(one.name), folded(one.organisation)) for one in found.attendees)
    compared["attendees"] = _overlap(Counter((_called(n), folded(o)) for n, o in says.get("attendees", ())), attendees)
    return compared | _points(says.get("points", []), list(found.points), _Speakers(says))


def _same(wanted: object, value: object) -> bool:
    return folded(str(wanted)) == folded(str(value))


def _called(name: str) -> str:
    """A name is the same with "pan" and "paní" and without."""
    return re.sub(r"^(?:pan|pani|p\.|pi|slecna)\s+", "", folded(name))


def _overlap(wanted: Counter[Any], found: Counter[Any]) -> tuple[int, int, int]:
    return wanted.total(), found.total(), (wanted & found).total()


class _Speakers:
    """Who speaks is named by the organisation or by the person that is there for it, short or in full."""

    def __init__(self, says: dict[str, Any]) -> None:
        # Without an organisation "Ing. Střídmá" and "Ing. Věra Střídmá" are the same person.
        self._organisation_of = {
            folded(without_titles(name).split()[-1]): organisation or name
            for name, organisation in says.get("attendees", ())
            if without_titles(name)
        }
        self._organisations = Organisations(known_city())

    def same(self, wanted: str, found: str) -> bool:
        """Whether both name the same."""
        return _same(wanted, found) or bool(wanted and found and self._named(wanted) == self._named(found))

    def _named(self, said: str) -> str:
        organisation = self._organisation_of.get(folded(said.split()[-1]), said)
        return folded(self._organisations.as_known(organisation) or first_case(organisation))

    def told_by(self, organisation: str, text: str) -> bool:
        """Whether the first words of a text name the organisation, or somebody that is there for it."""
        words = text.split()[:_FIRST_WORDS]
        return any(
            self.same(organisation, " ".join(words[start:end]).strip(",.:"))
            for start in range(len(words))
            for end in range(start + 1, len(words) + 1)
        )


def _points(wanted: list[dict[str, Any]], found: list[Point], speakers: _Speakers) -> dict[str, tuple[int, int, int]]:
    """Each expected point is paired with the understood one that begins so; its parts count wherever it is paired."""
    free = list(found)
    totals = {name: [0, 0, 0] for name in ("points", "statements", "places", "tasks")}
    for point in found:
        totals["points"][1] += 1
        totals["statements"][1] += len(point.statements)
        totals["places"][1] += len(_addresses(point))
        totals["tasks"][1] += len(point.tasks)
    for want in wanted:
        totals["points"][0] += 1
        totals["places"][0] += len(_each_once(want))
        for name in ("statements", "tasks"):
            totals[name][0] += len(want.get(name, ()))
        paired = next((point for point in free if _is_point(want, point, speakers)), None)
        if paired is None:
            continue
        free.remove(paired)
        totals["points"][2] += 1
        totals["statements"][2] += _right_statements(want.get("statements", ()), paired, speakers)
        totals["places"][2] += (Counter(_each_once(want)) & Counter(_addresses(paired))).total()
        totals["tasks"][2] += _right_tasks(want.get("tasks", ()), paired, speakers)
    return {name: (total[0], total[1], total[2]) for name, total in totals.items()}


def _addresses(point: Point) -> list[tuple[str, str]]:
    """Landmarks ("u hřiště") have neither street nor number and are not measured."""
    return [(place.street, place.house_number) for place in point.places if place.street or place.house_number]


def _each_once(want: dict[str, Any]) -> list[tuple[str, str]]:
    """A point names each place once, and a street alone only where none of its houses is named."""
    places = list(dict.fromkeys((street, number) for street, number in want.get("places", ())))
    return [place for place in places if place[1] or not any(place[0] == other and number for other, number in places)]


def _is_point(want: dict[str, Any], point: Point, speakers: _Speakers) -> bool:
    organisation, title = want.get("organisation", ""), want.get("title", "")
    same_head = _same(title, point.title) and (
        speakers.same(organisation, point.organisation) or _is_left_open(organisation, point, speakers)
    )
    # A point may begin with a statement, before or instead of a text of its own.
    beginnings = [point.text, *(said.text for said in point.statements[:1])]
    return same_head and any(folded(want["begins"]) in folded(text[:_BEGINS_WITHIN]) for text in beginnings)


def _is_left_open(organisation: str, point: Point, speakers: _Speakers) -> bool:
    """Below a title the authors differ: whom the first sentence names raised it, or nobody. Both are right."""
    one = organisation or point.organisation
    is_one = bool(organisation) != bool(point.organisation)
    return bool(point.title) and is_one and speakers.told_by(one, point.text)


def without_titles(name: str) -> str:
    """ "Jana Zvídavá, DiS." without what stands after the comma."""
    return name.split(",")[0].strip()


def _right_statements(wanted: Any, point: Point, speakers: _Speakers) -> int:
    free = list(point.statements)
    for organisation, kind, begins in wanted:
        for said in free:
            if said.kind == kind and speakers.same(organisation, said.organisation) and _begins(begins, said.text):
                free.remove(said)
                break
    return len(point.statements) - len(free)


def _begins(words: str, text: str) -> bool:
    return folded(text).startswith(folded(words)) or folded(words) in folded(text[:_BEGINS_WITHIN])


def _right_tasks(wanted: Any, point: Point, speakers: _Speakers) -> int:
    free = list(point.tasks)
    for what, who, due in wanted:
        for task in free:
            if folded(what) in folded(task.what) and speakers.same(who, task.who) and str(task.due or "") == due:
                free.remove(task)
                break
    return len(point.tasks) - len(free)


def table(scores: dict[str, Score]) -> str:
    """The scores as lines."""
    return "\n".join(
        f"{name:11} precision {score.precision:.2f}  recall {score.recall:.2f}  ({score.right} of {score.expected})"
        for name, score in scores.items()
    )


if __name__ == "__main__":
    for half in ("tuned", "held_out", "independent", "second", "unseen"):
        for title, city in (("with the city's names", known_city()), ("without", KnownNames())):
            print(f"{half}, {title}\n{table(measured(half, city))}\n")
