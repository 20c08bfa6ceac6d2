"""What is said of a proposal: comments and their answers, reviews; and who may read which."""

from __future__ import annotations

from datetime import timedelta

import pytest

from geodata import clock
from geodata.database import Database
from geodata.errors import Forbidden, InvalidValue, NotFound
from geodata.model.commission import CommentSubject, Stance
from geodata.model.people import Actor, Role
from geodata.model.zones import ProposalState
from geodata.services.body_card import body_card
from geodata.services.body_seats import body_seats, seat_choices, set_seats
from geodata.services.proposal_comments import NewComment, answer_comment, comment_version, comments_of
from geodata.services.proposal_drafts import draft_version
from geodata.services.proposal_reviews import review_version, reviews_of
from tests.commission_desk import CommissionDesk, commission_desk, seat
from tests.small_city import worker_of


@pytest.fixture
def desk(database: Database, actor: Actor) -> CommissionDesk:
    return commission_desk(database, actor)


def say(desk: CommissionDesk, by: Actor, text: str = "Proč zrovna 100 m?", **facts: object) -> int:
    return comment_version(desk.database, by, desk.version_id, NewComment(text, **facts))  # type: ignore[arg-type]


def test_a_comment_is_open_until_it_is_answered(desk: CommissionDesk) -> None:
    first, second = say(desk, desk.members[0]), say(desk, desk.outsider, "A hřiště?")
    answer_comment(desk.database, desk.chair, first, "Tak daleko děti chodí samy.")
    open_one, answered = comments_of(desk.database, desk.outsider, desk.version_id)
    assert (open_one.id, open_one.is_open, open_one.text) == (second, True, "A hřiště?")
    assert (answered.id, answered.is_open, answered.person) == (first, False, desk.members[0].name)
    assert [answer.text for answer in answered.answers] == ["Tak daleko děti chodí samy."]


def test_a_comment_speaks_of_a_zone_its_rule_or_a_sentence(desk: CommissionDesk) -> None:
    say(desk, desk.chair, subject=CommentSubject.ZONE, zone_id=desk.zone_id)
    say(desk, desk.chair, subject=CommentSubject.RULE, zone_id=desk.zone_id)
    for quote in ("zákaz do 100 m", "100 m od\nškoly."):  # of the summary, and of a criterion
        say(desk, desk.chair, subject=CommentSubject.SENTENCE, quote=quote)
    said = comments_of(desk.database, desk.chair, desk.version_id)
    assert [line.zone for line in said[:2]] == ["Předměstí", "Předměstí"]
    assert [line.quote for line in said[2:]] == ["zákaz do 100 m", "100 m od školy."]


@pytest.mark.parametrize(
    "facts",
    [
        {"text": "  "},
        {"text": "x" * 4_001},
        {"subject": CommentSubject.ZONE},
        {"subject": CommentSubject.SENTENCE},
        {"subject": CommentSubject.SENTENCE, "quote": "To tam není."},
    ],
    ids=lambda facts: str(facts)[:40],
)
def test_a_comment_that_nobody_could_place_is_refused(desk: CommissionDesk, facts: dict[str, object]) -> None:
    with pytest.raises(InvalidValue):
        say(desk, desk.chair, **facts)  # type: ignore[arg-type]
    with pytest.raises(NotFound):
        say(desk, desk.chair, subject=CommentSubject.ZONE, zone_id=999)


def test_internal_notes_are_for_those_who_may_write_proposals(desk: CommissionDesk) -> None:
    noted = say(desk, desk.members[0], "Jen pro nás.", internal=True)
    answer_comment(desk.database, desk.chair, noted, "Rozumím.")
    assert comments_of(desk.database, desk.outsider, desk.version_id) == ()
    assert [line.text for line in comments_of(desk.database, desk.members[1], desk.version_id)] == ["Jen pro nás."]
    with pytest.raises(NotFound):
        answer_comment(desk.database, desk.outsider, noted, "Vidím to.")
    with pytest.raises(Forbidden):
        say(desk, desk.outsider, internal=True)


def test_a_draft_is_not_commented_on_from_outside(desk: CommissionDesk) -> None:
    desk.decide(ProposalState.RETURNED)
    draft = draft_version(desk.database, desk.chair, desk.proposal_id, desk.version_id)
    said = comment_version(desk.database, desk.members[0], draft, NewComment("Lepší."))
    for ask in (
        lambda: comments_of(desk.database, desk.outsider, draft),
        lambda: comment_version(desk.database, desk.outsider, draft, NewComment("Vidím to.")),
        lambda: answer_comment(desk.database, desk.outsider, said, "Vidím to."),
        lambda: reviews_of(desk.database, desk.outsider, draft),
    ):
        with pytest.raises(NotFound):
            ask()
    with pytest.raises(InvalidValue):  # a draft is not reviewed yet
        review_version(desk.database, desk.members[0], draft, Stance.AGREES, "Ano.")


def test_the_newest_review_of_a_person_holds_and_the_earlier_stay(desk: CommissionDesk) -> None:
    first, second = desk.members[:2]
    review_version(desk.database, first, desk.version_id, Stance.DISAGREES, "Chybí kritérium.")
    review_version(desk.database, second, desk.version_id, Stance.AGREES_WITH_CHANGES, "Bez sídliště.")
    review_version(desk.database, first, desk.version_id, Stance.AGREES, "Kritérium tam je.")
    lines = reviews_of(desk.database, desk.outsider, desk.version_id)
    assert [(line.account_id, line.stance, line.holds) for line in lines] == [
        (first.account_id, Stance.AGREES, True),
        (second.account_id, Stance.AGREES_WITH_CHANGES, True),
        (first.account_id, Stance.DISAGREES, False),
    ]
    for reasons in ("", "x" * 8_001):
        with pytest.raises(InvalidValue):
            review_version(desk.database, first, desk.version_id, Stance.AGREES, reasons)


def test_seats_are_held_from_a_day_on_and_until_another(desk: CommissionDesk) -> None:
    seat(desk.database, desk.chair, desk.body_id, desk.members[1:3], since=clock.today() + timedelta(days=5))
    seats = {line.person.account_id: line.until for line in body_seats(desk.database, desk.outsider, desk.body_id)}
    assert seats == {
        member.account_id: None if member in desk.members[1:3] else clock.today() + timedelta(days=4)
        for member in desk.members
    }
    desk.open()
    assert desk.vote().seats == len(desk.members)


def test_only_whoever_may_review_has_a_seat(desk: CommissionDesk, database: Database, actor: Actor) -> None:
    terrain = worker_of(database, actor, actor.organisation_id, Role.TERRAIN)
    choices = {person.account_id for person in seat_choices(database, actor)}
    assert (terrain.account_id in choices, {who.account_id for who in desk.members} <= choices) == (False, True)
    version = body_card(database, actor, desk.body_id).row_version
    with pytest.raises(InvalidValue):
        set_seats(database, actor, desk.body_id, version, (terrain.account_id,), clock.today())
    with pytest.raises(NotFound):
        set_seats(database, actor, desk.body_id, version, (9_999,), clock.today())
