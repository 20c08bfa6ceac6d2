"""Minutes under check are kept for whoever checks them, for a while, and for nobody else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from dashboard.components.paper.draft import Decision, Draft, HeadDraft, PointDraft
from dashboard.components.paper.kept_drafts import AT_MOST, KEPT_FOR, OF_ONE_PERSON, KeptDrafts
from geodata.errors import InvalidValue
from geodata.model.meetings import AgendaKind
from loaders.minutes.result import Span


def draft(token: str, points: int = 2) -> Draft:
    head = HeadDraft(None, None, None, "", "Papír", None, False, ())
    point = [PointDraft("", f"Bod {number}", "", AgendaKind.INFORMATION, None, Span(0, 1)) for number in range(points)]
    return Draft(token, "text", head, [], point)


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 27, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


def test_a_draft_is_its_makers_alone() -> None:
    drafts = KeptDrafts()
    mine = draft("a")
    drafts.keep(1, mine)
    assert drafts.find(1, "a") is mine
    assert drafts.find(2, "a") is None
    assert drafts.of(2) == []
    drafts.forget(2, "a")
    assert drafts.of(1) == [mine]
    drafts.forget(1, "a")
    drafts.forget(1, "a")
    assert drafts.find(1, "a") is None


def test_a_draft_goes_after_half_a_day() -> None:
    clock = Clock()
    drafts = KeptDrafts(clock)
    drafts.keep(1, draft("a"))
    clock.now += KEPT_FOR
    assert drafts.find(1, "a") is not None
    clock.now += KEPT_FOR  # since it was last opened
    assert drafts.find(1, "a") is not None
    clock.now += KEPT_FOR + timedelta(seconds=1)
    assert drafts.find(1, "a") is None


def test_the_newest_come_first_and_none_is_thrown_away_for_another() -> None:
    drafts = KeptDrafts()
    for number in range(OF_ONE_PERSON):
        drafts.keep(1, draft(f"own-{number}"))
    newest_first = [f"own-{number}" for number in reversed(range(OF_ONE_PERSON))]
    with pytest.raises(InvalidValue):
        drafts.keep(1, draft("one more"))
    assert [one.token for one in drafts.of(1)] == newest_first
    for number in range(AT_MOST - OF_ONE_PERSON):
        drafts.keep(100 + number, draft(f"other-{number}"))
    with pytest.raises(InvalidValue):
        drafts.keep(99, draft("one of too many"))
    assert [one.token for one in drafts.of(1)] == newest_first
    drafts.forget(1, "own-0")
    drafts.keep(1, draft("one more"))
    assert drafts.of(1)[0].token == "one more"


@pytest.mark.parametrize(
    ("decided", "at", "then"), [((), 0, 1), ((0, 1), 2, 3), ((0, 1, 2), 3, 4), ((1, 2, 3), 0, 4), ((0, 2), 3, 1)]
)
def test_a_decision_leads_to_the_next_part_that_waits_and_at_last_to_the_summary(
    decided: tuple[int, ...], at: int, then: int
) -> None:
    checked = draft("a")
    for step in decided:
        checked.step = step
        checked.decide(Decision.LEFT_OUT)
    checked.step = at
    checked.decide(Decision.TAKEN)
    assert checked.step == then
    assert checked.summary == 4
    assert checked.decisions[at] == Decision.TAKEN
