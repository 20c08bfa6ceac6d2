"""What a form tells before a step of a proposal is taken: meetings that can be meant, open comments, the day, zones."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import time, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from geodata import clock
from geodata.database import Database
from geodata.model.commission import CommentSubject, VoteChoice
from geodata.model.people import Actor
from geodata.model.slots import moment_on
from geodata.model.zones import ProposalState
from geodata.services.meeting_card import meeting_card
from geodata.services.meetings import plan_meeting
from geodata.services.minutes_states import begin_meeting
from geodata.services.proposal_card import version_card
from geodata.services.proposal_comments import NewComment, answer_comment, comment_version
from geodata.services.proposal_drafts import draft_version, write_version
from geodata.services.proposal_texts import VersionTexts
from geodata.services.zone_drafts import add_zone
from geodata.settings import Settings
from tests.commission_desk import MEMBERS, SUMMARY, CommissionDesk, commission_desk
from tests.pages.desk import press
from tests.pages.shown import Show, showing
from tests.proposals import AROUND_BOTH, a_zone, proposed, with_texts
from tests.small_city import SmallCity

See = Callable[..., AppTest]


@pytest.fixture
def desk(database: Database, actor: Actor) -> CommissionDesk:
    return commission_desk(database, actor)


@pytest.fixture
def see(database: Database, tmp_path: Path, desk: CommissionDesk) -> Iterator[See]:
    """The page of the desk's proposal as its chair sees it."""
    with ExitStack() as stack:
        settings = Settings(data_directory=tmp_path, base_map="none")
        show = stack.enter_context(showing(database, desk.chair, settings))
        yield lambda language="cs", **query: show("proposal", language, id=desk.proposal_id, **query)


def meets(desk: CommissionDesk, days_ago: int) -> str:
    """A meeting of the commission; returns how a list names its day."""
    begins = clock.now() - timedelta(days=days_ago, minutes=5)
    plan_meeting(desk.database, desk.chair, desk.body_id, begins)
    day = begins.astimezone(clock.PRAGUE)
    return f"{day.day}. {day.month}. {day.year}".replace(" ", "\xa0")


def meetings_offered(page: AppTest) -> list[str] | None:
    """None where the form has no list of meetings."""
    lists = [one for one in page.selectbox if one.key == "vote-meeting"]
    return lists[0].options if lists else None


def test_a_vote_offers_no_meeting_from_before_the_submission(desk: CommissionDesk, see: See) -> None:
    meets(desk, 9)
    page = press(see(), f"open-vote-{desk.version_id}")
    assert meetings_offered(page) is None
    assert any("Od podání se skupina nesešla" in caption.value for caption in page.caption)
    since = meets(desk, 0)
    page = press(see(), f"open-vote-{desk.version_id}")
    offered = meetings_offered(page)
    assert offered is not None
    assert len(offered) == 1
    assert since.split("\xa0")[0] in offered[0]
    assert not any("nesešla" in caption.value for caption in page.caption)


def test_a_meeting_that_began_before_its_hour_is_the_one_voted_at(desk: CommissionDesk, see: See) -> None:
    tonight = moment_on(clock.today(), time(23, 59, 59))
    meeting_id = plan_meeting(desk.database, desk.chair, desk.body_id, tonight)
    page = press(see(), f"open-vote-{desk.version_id}")
    assert meetings_offered(page) is None
    begin_meeting(
        desk.database, desk.chair, meeting_id, meeting_card(desk.database, desk.chair, meeting_id).row_version
    )
    page = press(see(), f"open-vote-{desk.version_id}")
    assert page.selectbox(key="vote-meeting").value == meeting_id
    assert not any("nesešla" in caption.value for caption in page.caption)
    vote_id = desk.open(meeting_id=meeting_id)
    desk.cast(vote_id, *[VoteChoice.FOR] * MEMBERS)
    assert desk.close(vote_id).in_minutes


def test_comments_that_wait_are_told_in_the_form_of_the_step(desk: CommissionDesk, see: See) -> None:
    key = f"lead-{ProposalState.WITH_COUNCIL}-{desk.proposal_id}"
    new = NewComment("Proč ne i park?", CommentSubject.WHOLE)
    comment_id = comment_version(desk.database, desk.members[0], desk.version_id, new)
    desk.decide()
    page = press(see(show="comments"), key)
    assert "1 připomínka čeká na odpověď" in said(page)
    answer_comment(desk.database, desk.chair, comment_id, "Park je v další verzi.")
    page = press(see(show="comments"), key)
    assert "čeká na odpověď" not in said(page)


def said(page: AppTest) -> str:
    """What the page and the form over it say as text."""
    return "\n".join(one.value for one in page.markdown)


def _has(page: AppTest, key: str) -> bool:
    return any(button.key == key for button in page.button)


def test_the_form_of_the_adoption_knows_the_day_that_the_council_had(
    database: Database, actor: Actor, tmp_path: Path
) -> None:
    desk = commission_desk(database, actor, submitted=False)
    begins = clock.today() + timedelta(days=45)
    version = version_card(database, actor, desk.version_id)
    texts = VersionTexts(summary=SUMMARY, reasons="Chrání děti.", valid_from=begins)
    write_version(database, actor, desk.version_id, version.row_version, texts)
    desk.submit()
    desk.decide()
    draft_version(database, actor, desk.proposal_id, desk.version_id, variant="200 m")
    desk.lead(ProposalState.WITH_COUNCIL)
    with showing(database, desk.chair, Settings(data_directory=tmp_path, base_map="none")) as show:
        page = show("proposal", id=desk.proposal_id, show="votes")
        (button,) = [one for one in page.button if one.key == f"adopt-{desk.proposal_id}"]
        assert button.label == "Zapsat přijetí: verze 1"  # a draft stands beside it
        page = press(page, f"adopt-{desk.proposal_id}")
        assert page.date_input(key="adopt-from").value == begins


def test_a_proposal_that_named_no_day_asks_for_one(desk: CommissionDesk, see: See) -> None:
    desk.decide()
    desk.lead(ProposalState.WITH_COUNCIL)
    page = press(see(show="votes"), f"adopt-{desk.proposal_id}")
    assert page.date_input(key="adopt-from").value is None


@pytest.mark.parametrize(("criterion", "told"), [("", True), ("   ", True), ("Do 100 m od lokality", False)])
def test_a_zone_that_nobody_gave_a_reason_is_named_and_may_be_submitted(
    show: Show, database: Database, actor: Actor, city: SmallCity, criterion: str, told: bool
) -> None:
    made = proposed(database, actor, city.cell_id)
    add_zone(database, actor, made.version_id, a_zone(AROUND_BOTH, criterion=criterion, name="Za tratí"))
    with_texts(database, actor, made.version_id)
    page = press(show("proposal", id=made.proposal_id), f"submit-{made.version_id}")
    checks = [button.label.replace("\\", "") for button in page.button if (button.key or "").startswith("check-")]
    assert any("Za tratí: není řečeno, proč právě tam" in words for words in checks) == told
    assert _has(page, "submit-yes")
