"""The register of submissions, who answers and how, what waits, and where else a letter is heard of."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import insert

from geodata import clock
from geodata.clock import standing_at
from geodata.database import Database
from geodata.model.meetings import AgendaReason
from geodata.model.people import Actor, OrganisationKind, Role
from geodata.model.submissions import AnswerKind, SubmissionEventKind, SubmissionKind, SubmissionState
from geodata.services.agenda_points import take_points
from geodata.services.authority_records import authority_records
from geodata.services.issue_card import issue_card
from geodata.services.meetings import plan_meeting
from geodata.services.organisations import OrganisationChange, change_organisation, organisation_entries
from geodata.services.story import StoryKind, site_story
from geodata.services.submission_list import SubmissionFilter, SubmissionOrder, list_submissions
from geodata.services.submission_steps import close_submission
from geodata.services.submissions import withdraw_submission, write_submission
from geodata.services.submissions_waiting import submissions_waiting
from geodata.tables import Issue, Submission
from tests.letters import a_letter, a_reminder, answer_letter, letter_card, send_letter, some_authority, write_letter
from tests.running_meeting import proposed, run_meeting
from tests.small_city import SmallCity, worker_of

TWO_MONTHS = timedelta(days=60)


@pytest.fixture
def offices(database: Database, actor: Actor) -> tuple[int, int]:
    """The building authority and the hygiene station."""
    return some_authority(database, actor), some_authority(database, actor, "Hygienická stanice")


def ids(database: Database, actor: Actor, chosen: SubmissionFilter, **how: object) -> list[int]:
    page = list_submissions(database, actor, chosen, **how)  # type: ignore[arg-type]
    return [line.id for line in page.lines]


def test_the_register_is_filtered_and_counted(
    database: Database, actor: Actor, city: SmallCity, offices: tuple[int, int]
) -> None:
    building, hygiene = offices
    issue = city.building_issue_id
    draft = write_letter(database, actor, issue, building)
    late, later = (
        send_letter(database, actor, write_letter(database, actor, issue, office), clock.today() - TWO_MONTHS * n)
        for n, office in ((1, building), (2, hygiene))
    )
    fresh = send_letter(database, actor, write_letter(database, actor, city.dump_issue_id, building))
    police = worker_of(database, actor, city.police_id, Role.POLICE)
    theirs = send_letter(database, police, write_letter(database, police, issue, hygiene))
    answer_letter(database, actor, theirs, AnswerKind.DONE)
    gone = write_letter(database, actor, issue, building)
    withdraw_submission(database, actor, gone, letter_card(database, actor, gone).row_version)

    assert ids(database, actor, SubmissionFilter()) == [theirs, fresh, later, late, draft]
    waiting = SubmissionFilter(frozenset({SubmissionState.SENT}))
    assert ids(database, actor, waiting, order=SubmissionOrder.DUE) == [later, late, fresh]
    assert ids(database, actor, SubmissionFilter(overdue=True), order=SubmissionOrder.DUE) == [later, late]
    assert ids(database, actor, SubmissionFilter(frozenset({SubmissionState.ANSWERED}), overdue=True)) == []
    assert ids(database, actor, SubmissionFilter(authority_id=hygiene)) == [theirs, later]
    assert ids(database, actor, SubmissionFilter(organisation_id=city.police_id)) == [theirs]
    page = list_submissions(database, actor, waiting, order=SubmissionOrder.DUE, limit=1, offset=1)
    assert ([line.id for line in page.lines], page.total) == ([late], 3)
    assert page.lines[0].days_late > 25
    assert list_submissions(database, actor, SubmissionFilter(), limit=2).total == 5


def test_who_answers_how_long_it_takes_and_how(
    database: Database, actor: Actor, city: SmallCity, offices: tuple[int, int]
) -> None:
    building, hygiene = offices
    today = clock.today()
    for days, kind in ((10, AnswerKind.DONE), (20, AnswerKind.NO_COMPETENCE), (50, AnswerKind.NO_COMPETENCE)):
        letter = write_letter(database, actor, city.building_issue_id, building)
        send_letter(database, actor, letter, today - TWO_MONTHS)
        answer_letter(database, actor, letter, kind, today - TWO_MONTHS + timedelta(days=days))
    silent = send_letter(
        database, actor, write_letter(database, actor, city.dump_issue_id, building), today - TWO_MONTHS
    )
    send_letter(database, actor, a_reminder(database, actor, silent))
    twice = send_letter(
        database, actor, write_letter(database, actor, city.dump_issue_id, hygiene), today - timedelta(days=9)
    )
    answer_letter(database, actor, twice, AnswerKind.PARTLY, today - timedelta(days=5))
    answer_letter(database, actor, twice, AnswerKind.DONE, today)
    write_letter(database, actor, city.dump_issue_id, hygiene)

    first, second = authority_records(database, actor)
    assert (first.authority_id, first.sent, first.answered, first.in_time, first.late, first.overdue) == (
        building, 4, 3, 2, 1, 1,
    )  # fmt: skip
    assert first.median_days == 20
    assert first.answers == {AnswerKind.DONE: 1, AnswerKind.NO_COMPETENCE: 2}
    assert (second.authority, second.sent, second.median_days, second.answers) == (
        "Hygienická stanice", 1, 4, {AnswerKind.DONE: 1},
    )  # fmt: skip
    (lately,) = authority_records(database, actor, since=today - timedelta(days=30))
    assert lately.authority_id == hygiene
    office = next(one for one in organisation_entries(database, actor) if one.id == hygiene)
    named = OrganisationChange("Krajská hygienická stanice", OrganisationKind.AUTHORITY)
    change_organisation(database, actor, hygiene, office.row_version, named)
    assert authority_records(database, actor)[1].authority == "Krajská hygienická stanice"
    answer_letter(database, actor, silent, AnswerKind.DONE)
    assert authority_records(database, actor)[0].answered == 4


def test_what_the_register_says_of_an_authority_is_of_issues_that_one_may_know_of(
    database: Database, actor: Actor, city: SmallCity, offices: tuple[int, int]
) -> None:
    send_letter(database, actor, write_letter(database, actor, city.hidden_issue_id, offices[0]))
    assert [record.sent for record in authority_records(database, actor)] == [1]
    assert authority_records(database, worker_of(database, actor, city.ngo_id, Role.OFFICIAL)) == ()


def test_of_very_many_letters_about_one_issue_none_is_missing(
    database: Database, actor: Actor, city: SmallCity, offices: tuple[int, int]
) -> None:
    first = send_letter(database, actor, write_letter(database, actor, city.building_issue_id, offices[0]))
    with database.write(actor) as work:
        letter = work.session.get_one(Submission, first)
        names = [column.key for column in Submission.__table__.columns if column.key not in ("id", "client_id")]
        facts = {name: getattr(letter, name) for name in names if name != "as_sent"}
        work.session.execute(insert(Submission), [facts] * 220)
        work.commit()
    last = letter_card(database, actor, first + 220)
    assert [line.id for line in last.chain] == [last.id]
    assert len(issue_card(database, actor, city.building_issue_id).submissions) == 221


def test_an_authority_that_never_answered_has_no_median(
    database: Database, actor: Actor, city: SmallCity, offices: tuple[int, int]
) -> None:
    letter = write_submission(database, actor, city.dump_issue_id, a_letter(offices[0], basis=None))
    send_letter(database, actor, letter)
    (record,) = authority_records(database, actor)
    assert (record.answered, record.in_time, record.late, record.overdue, record.median_days) == (0, 0, 0, 0, None)


def test_what_waits_for_the_organisation_that_wrote(
    database: Database, actor: Actor, city: SmallCity, offices: tuple[int, int]
) -> None:
    building, hygiene = offices
    late = send_letter(
        database, actor, write_letter(database, actor, city.building_issue_id, building), clock.today() - TWO_MONTHS
    )
    answered = send_letter(database, actor, write_letter(database, actor, city.dump_issue_id, building))
    answer_letter(database, actor, answered)
    waiting = submissions_waiting(database, actor)
    assert ([line.id for line in waiting.overdue], [line.id for line in waiting.answered]) == ([late], [answered])
    police = worker_of(database, actor, city.police_id, Role.POLICE)
    assert submissions_waiting(database, police).overdue == submissions_waiting(database, police).answered == ()
    nobody = worker_of(database, actor, None, Role.OFFICIAL)
    assert submissions_waiting(database, nobody).overdue == ()
    second = write_letter(database, actor, city.dump_issue_id, hygiene, answered)
    waiting = submissions_waiting(database, actor)  # a draft is nobody's next step until it is sent
    assert ([line.id for line in waiting.answered], [line.id for line in waiting.drafts]) == ([answered], [second])
    send_letter(database, actor, second)
    waiting = submissions_waiting(database, actor)
    assert (waiting.answered, waiting.drafts) == ((), ())
    close_submission(database, actor, late, letter_card(database, actor, late).row_version)
    assert submissions_waiting(database, actor).overdue == ()


def test_the_place_and_the_issue_tell_of_letters_once_they_are_sent(
    database: Database, actor: Actor, city: SmallCity, offices: tuple[int, int]
) -> None:
    first = write_letter(database, actor, city.building_issue_id, offices[0])
    assert site_story(database, actor, city.building_id, kinds=[StoryKind.SUBMISSION]) == []
    send_letter(database, actor, first, clock.today() - timedelta(days=3))
    answer_letter(database, actor, first)
    second = send_letter(database, actor, write_letter(database, actor, city.building_issue_id, offices[1], first))
    told = site_story(database, actor, city.building_id, kinds=[StoryKind.SUBMISSION])
    steps = [entry.submission for entry in told if entry.submission is not None]
    assert {(step.submission.id, step.event.kind) for step in steps} == {
        (first, SubmissionEventKind.SENT),
        (first, SubmissionEventKind.ANSWERED),
        (second, SubmissionEventKind.SENT),
    }
    assert told[-1].happened_on == clock.today() - timedelta(days=3)
    assert {entry.issue.id for entry in told if entry.issue is not None} == {city.building_issue_id}
    card = issue_card(database, actor, city.building_issue_id)
    assert [(line.id, line.kind) for line in card.submissions] == [
        (first, SubmissionKind.NOTICE),
        (second, SubmissionKind.NOTICE),
    ]


def test_the_next_meeting_hears_what_an_authority_answered_and_the_one_after_it_does_not(
    database: Database, actor: Actor, city: SmallCity, offices: tuple[int, int]
) -> None:
    with standing_at(clock.now() - timedelta(days=20)):
        letter = send_letter(database, actor, write_letter(database, actor, city.building_issue_id, offices[0]))
    run_meeting(database, actor, city.cell_id, clock.now() - timedelta(days=7))
    coming = plan_meeting(database, actor, city.cell_id, clock.now() + timedelta(days=7))
    key = f"issue-{city.building_issue_id}"
    assert AgendaReason.ANSWERED not in proposed(database, actor, coming)[key].reasons
    answer_letter(database, actor, letter)
    assert AgendaReason.ANSWERED in proposed(database, actor, coming)[key].reasons
    assert AgendaReason.OVERDUE not in proposed(database, actor, coming)[key].reasons
    with standing_at(clock.now() + timedelta(days=8)):
        assert take_points(database, actor, coming, [key]) == 1
        run_meeting(database, actor, city.cell_id, clock.now())
        after = plan_meeting(database, actor, city.cell_id, clock.now() + timedelta(days=7))
        assert AgendaReason.ANSWERED not in proposed(database, actor, after)[key].reasons


def test_a_letter_that_waits_past_its_deadline_comes_onto_the_agenda_and_so_does_that_nobody_answered(
    database: Database, actor: Actor, city: SmallCity, offices: tuple[int, int]
) -> None:
    key = f"issue-{city.dump_issue_id}"
    with database.write(actor) as work:
        work.session.get_one(Issue, city.dump_issue_id).body_id = city.cell_id
        work.commit()
    letter = write_letter(database, actor, city.dump_issue_id, offices[0])
    send_letter(database, actor, letter, clock.today() - TWO_MONTHS)
    run_meeting(database, actor, city.cell_id, clock.now() - timedelta(days=7))
    coming = plan_meeting(database, actor, city.cell_id, clock.now() + timedelta(days=7))
    assert AgendaReason.OVERDUE in proposed(database, actor, coming)[key].reasons
    assert AgendaReason.ANSWERED not in proposed(database, actor, coming)[key].reasons
    answer_letter(database, actor, letter, AnswerKind.NO_ANSWER)
    reasons = proposed(database, actor, coming)[key].reasons
    assert (AgendaReason.OVERDUE in reasons, AgendaReason.ANSWERED in reasons) == (False, True)


def test_a_letter_is_overdue_for_a_meeting_after_its_deadline_only(
    database: Database, actor: Actor, city: SmallCity, offices: tuple[int, int]
) -> None:
    key = f"issue-{city.building_issue_id}"
    due_on = clock.today() + timedelta(days=5)
    send_letter(database, actor, write_letter(database, actor, city.building_issue_id, offices[0]), due_on=due_on)
    for days, late in ((5, False), (6, True)):
        meeting = plan_meeting(database, actor, city.cell_id, clock.now() + timedelta(days=days))
        reasons = proposed(database, actor, meeting)[key].reasons
        assert (AgendaReason.OVERDUE in reasons) == late
