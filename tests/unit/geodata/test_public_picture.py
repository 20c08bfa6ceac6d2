"""No series of questions to the public picture tells a cell under the limit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.exports.public_picture import picture_csv, picture_geojson, picture_json
from dashboard.web.public_page import Asked, public_page
from geodata.model.public_picture import (
    LEAST_LIMIT,
    Cell,
    CellState,
    Picture,
    PublicArea,
    PublicPoint,
    floored,
    next_limit,
    picture_of,
    states_of,
)
from geodata.model.sites import SiteKind
from geodata.services.published import Published

AREAS = tuple(PublicArea(id_, f"Obvod {id_}", {"type": "Polygon", "coordinates": []}) for id_ in (1, 2, 3))
KINDS = (SiteKind.HOSTEL, SiteKind.ILLEGAL_DUMP)
CELLS = tuple(Cell(area.id, kind, state) for area in AREAS for kind in KINDS for state in states_of(kind))
MONTHS = tuple(date(2026, month, 1) for month in (1, 2, 3))

Counts = Mapping[Cell, int]


@dataclass(frozen=True)
class Question:
    """One request: which month, which areas, which kinds."""

    month: date
    area_ids: frozenset[int]
    kinds: frozenset[SiteKind]


@dataclass(frozen=True)
class World:
    """True counts by month, the limit of all snapshots, and the points where they are published."""

    limit: int
    counts: Mapping[date, Counts]
    points: Mapping[date, tuple[PublicPoint, ...]] | None

    def picture(self, month: date) -> Picture:
        return picture_of(
            self.counts[month],
            month=month,
            made_on=month,
            limit=self.limit,
            areas=AREAS,
            points=None if self.points is None else self.points[month],
        )

    def answers(self, questions: list[Question]) -> list[bytes]:
        """Everything the routes would send: the page with its sums, and the three files."""
        sent = []
        for question in questions:
            published = Published("Zkušebnov", False, MONTHS, self.picture(question.month))
            shown = self.picture(question.month).narrowed(question.area_ids, question.kinds)
            asked = Asked(question.month, question.area_ids, question.kinds)
            sent += [
                public_page(published, asked).encode(),
                picture_csv(shown),
                picture_json(published, shown),
                picture_geojson(shown),
            ]
        return sent


def is_point_cell(world: World, cell: Cell) -> bool:
    return world.points is not None and cell.state == CellState.CLEARED


@st.composite
def worlds(draw: st.DrawFn) -> World:
    limit = draw(st.integers(LEAST_LIMIT, 12))
    near_limit = st.integers(0, 2 * limit + 1) | st.integers(0, 200)
    counts: dict[date, dict[Cell, int]] = {
        month: {cell: draw(near_limit) for cell in CELLS if draw(st.booleans())} for month in MONTHS
    }
    if draw(st.booleans()):
        return World(limit, counts, None)
    points = {}
    for month in MONTHS:
        for area in AREAS:  # each point stands for one cleared dump, so their number is the count of the cell
            counts[month][Cell(area.id, SiteKind.ILLEGAL_DUMP, CellState.CLEARED)] = draw(st.integers(0, 3))
        points[month] = tuple(
            PublicPoint(cell.area_id, 14.0 + cell.area_id / 10, 50.0 + number / 100)
            for cell, count in counts[month].items()
            if cell.state == CellState.CLEARED
            for number in range(count)
        )
    return World(limit, counts, points)


questions = st.lists(
    st.builds(
        Question,
        month=st.sampled_from(MONTHS),
        area_ids=st.frozensets(st.sampled_from([area.id for area in AREAS])),
        kinds=st.frozensets(st.sampled_from(KINDS)),
    ),
    min_size=1,
    max_size=4,
)


@settings(max_examples=80, deadline=None)
@given(world=worlds(), asked=questions, data=st.data())
def test_no_series_of_questions_tells_a_cell_under_the_limit(
    world: World, asked: list[Question], data: st.DataObject
) -> None:
    small = [
        (month, cell)
        for month in MONTHS
        for cell in CELLS
        if world.counts[month].get(cell, 0) < world.limit and not is_point_cell(world, cell)
    ]
    if not small:
        return
    month, cell = data.draw(st.sampled_from(small))
    other = {**world.counts[month], cell: data.draw(st.integers(0, world.limit - 1))}
    changed = World(world.limit, {**world.counts, month: other}, world.points)
    assert changed.answers(asked) == world.answers(asked)


@settings(max_examples=60, deadline=None)
@given(world=worlds(), asked=questions, data=st.data())
def test_what_is_answered_depends_on_nothing_but_the_band_of_each_cell(
    world: World, asked: list[Question], data: st.DataObject
) -> None:
    """Stronger: all cells of all months may move within their bands at once."""
    moved = {
        month: {
            cell: world.counts[month].get(cell, 0)
            if is_point_cell(world, cell)
            else floored(world.counts[month].get(cell, 0), world.limit) + data.draw(st.integers(0, world.limit - 1))
            for cell in CELLS
        }
        for month in MONTHS
    }
    assert World(world.limit, moved, world.points).answers(asked) == world.answers(asked)


@given(limit=st.integers(LEAST_LIMIT, 30), below=st.integers(1, 5))
def test_a_cell_that_reaches_the_limit_is_seen(limit: int, below: int) -> None:
    """So the questions above do look at the cells: across the edge of a band the answer is another one."""
    cell = Cell(1, SiteKind.HOSTEL, CellState.OPEN)
    everything = [Question(MONTHS[0], frozenset(), frozenset())]
    worlds_ = [
        World(limit, {month: {cell: count} for month in MONTHS}, None)
        for count in (limit - below, limit, 2 * limit - 1)
    ]
    under, at, above = (world.answers(everything) for world in worlds_)
    assert under != at
    assert at == above


@given(count=st.integers(0, 10_000), wanted=st.lists(st.integers(LEAST_LIMIT, 60), min_size=1, max_size=5))
def test_other_limits_later_tell_nothing_new_of_a_count_that_stays(count: int, wanted: list[int]) -> None:
    limits: list[int] = []
    for limit in wanted:
        limits.append(next_limit(limit, limits[-1] if limits else None))
    lowest = floored(count, limits[0])
    for other in (lowest, lowest + limits[0] - 1):
        assert [floored(other, limit) for limit in limits] == [floored(count, limit) for limit in limits]
    assert all(limit >= asked for limit, asked in zip(limits, wanted, strict=True))


def test_limits_that_are_no_multiples_would_name_a_count() -> None:
    """Why the limit of a later snapshot is a multiple: with 8 and then 9, only a count of 8 gives these two bands."""
    found = [count for count in range(200) if count // 8 == 1 and count // 9 == 0]
    assert found == [8]
    assert next_limit(9, 8) == 16


def test_a_limit_is_never_below_five() -> None:
    assert next_limit(1, None) == LEAST_LIMIT
    with pytest.raises(ValueError, match="4"):
        floored(10, 4)


@given(world=worlds())
def test_every_sum_is_the_sum_of_what_is_shown(world: World) -> None:
    picture = world.picture(MONTHS[0])
    shown = {cell: picture.value(cell) for cell in picture.cells() if not picture.is_exact(cell)}
    for area in AREAS:
        assert picture.total(area_id=area.id) == sum(value for cell, value in shown.items() if cell.area_id == area.id)
    assert picture.total() == sum(shown.values())
    assert all(value % world.limit == 0 for value in shown.values())
    assert all(value <= world.counts[MONTHS[0]].get(cell, 0) for cell, value in shown.items())


def test_a_choice_without_dumps_or_without_their_area_has_no_points() -> None:
    points = (PublicPoint(1, 14.0, 50.0), PublicPoint(2, 14.1, 50.1))
    picture = picture_of({}, month=MONTHS[0], made_on=MONTHS[0], limit=8, areas=AREAS, points=points)
    assert picture.narrowed((), {SiteKind.HOSTEL}).points == ()
    assert picture.narrowed({2}, ()).points == points[1:]
    assert picture.narrowed((), ()).points == points


def test_only_dumps_have_a_cell_for_the_cleared() -> None:
    assert [kind for kind in SiteKind if CellState.CLEARED in states_of(kind)] == [SiteKind.ILLEGAL_DUMP]
