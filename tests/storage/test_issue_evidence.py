"""What is done is shown, and somebody else or a visit confirms it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from geodata import clock
from geodata.database import Database
from geodata.errors import InvalidValue, NotFound
from geodata.model.issues import EvidenceKind, IssueStatus
from geodata.model.people import Actor, Role, Sensitivity
from geodata.model.sites import Condition
from geodata.services.issue_card import issue_card
from geodata.services.issue_evidence import DOCUMENT_AT_MOST, evidence_choices
from geodata.services.issue_links import link_site
from geodata.services.issue_steps import Step, advance_issue
from geodata.services.photos import add_photo
from geodata.services.site_card import site_card
from geodata.services.sites import NewObservation, SiteChange, correct_site, observe
from geodata.tables import Issue, IssueEvent
from tests.small_city import SmallCity, advance, another_person, small_city, some_issue, some_site, worker_of
from tests.storage.test_photos import picture

PAPER = Step(IssueStatus.DONE, evidence=EvidenceKind.DOCUMENT, document="Předávací protokol č. 12")


@pytest.fixture
def city(database: Database, actor: Actor) -> SmallCity:
    """The small city; its dump issue is accepted."""
    city = small_city(database, actor)
    advance(database, actor, city.dump_issue_id, IssueStatus.ACCEPTED)
    return city


def step_on(database: Database, actor: Actor, issue_id: int, step: Step) -> None:
    advance_issue(database, actor, issue_id, issue_card(database, actor, issue_id).row_version, step)


def visit(database: Database, actor: Actor, site_id: int, days_ago: int = 0, condition: Condition | None = None) -> int:
    """A visit of the place; returns its id."""
    return observe(database, actor, site_id, NewObservation(clock.today() - timedelta(days=days_ago), condition))


def photo_step(photo_id: int) -> Step:
    return Step(IssueStatus.DONE, evidence=EvidenceKind.PHOTO, photo_id=photo_id)


def test_nothing_is_done_on_trust(database: Database, actor: Actor, city: SmallCity) -> None:
    for step in (
        Step(IssueStatus.DONE),
        Step(IssueStatus.DONE, evidence=EvidenceKind.PHOTO),
        Step(IssueStatus.DONE, evidence=EvidenceKind.VISIT),
        replace(PAPER, document="  "),
        replace(PAPER, document="x" * (DOCUMENT_AT_MOST + 1)),
    ):
        with pytest.raises(InvalidValue):
            step_on(database, actor, city.dump_issue_id, step)
    assert issue_card(database, actor, city.dump_issue_id).status == IssueStatus.ACCEPTED


def test_a_step_that_needs_nothing_takes_no_evidence(database: Database, actor: Actor, city: SmallCity) -> None:
    with pytest.raises(InvalidValue):
        step_on(database, actor, city.dump_issue_id, replace(PAPER, wanted=IssueStatus.IN_PROGRESS))


def test_a_document_is_named_where_no_place_is_known(database: Database, actor: Actor) -> None:
    issue_id = some_issue(database, actor)
    advance(database, actor, issue_id, IssueStatus.ACCEPTED)
    choices = evidence_choices(database, actor, issue_id)
    assert (choices.photos, choices.visits) == ((), ())
    step_on(database, actor, issue_id, PAPER)
    shown = issue_card(database, actor, issue_id).events[0].evidence
    assert shown is not None
    assert (shown.kind, shown.document, shown.site) == (EvidenceKind.DOCUMENT, "Předávací protokol č. 12", None)


def test_a_photo_of_its_place_shows_it(database: Database, actor: Actor, city: SmallCity, tmp_path: Path) -> None:
    photo_id = add_photo(database, actor, tmp_path, city.dump_id, None, picture(), clock.today())
    assert [photo.id for photo in evidence_choices(database, actor, city.dump_issue_id).photos] == [photo_id]
    step_on(database, actor, city.dump_issue_id, Step(IssueStatus.DONE, evidence=EvidenceKind.PHOTO, photo_id=photo_id))
    shown = issue_card(database, actor, city.dump_issue_id).events[0].evidence
    assert shown is not None
    assert shown.site is not None
    assert (shown.photo_id, shown.site.id) == (photo_id, city.dump_id)


def test_a_photo_or_a_visit_of_another_place_shows_nothing(
    database: Database, actor: Actor, city: SmallCity, tmp_path: Path
) -> None:
    elsewhere = some_site(database, actor, "Jinde", position=(14.2, 50.5))
    photo_id = add_photo(database, actor, tmp_path, elsewhere, None, picture(), clock.today())
    seen_id = visit(database, actor, elsewhere)
    for step in (
        Step(IssueStatus.DONE, evidence=EvidenceKind.PHOTO, photo_id=photo_id),
        Step(IssueStatus.DONE, evidence=EvidenceKind.VISIT, observation_id=seen_id),
    ):
        with pytest.raises(NotFound):
            step_on(database, actor, city.dump_issue_id, step)


def test_what_is_older_than_the_issue_is_neither_offered_nor_taken(
    database: Database, actor: Actor, city: SmallCity, tmp_path: Path
) -> None:
    yesterday = clock.today() - timedelta(days=1)
    old_photo = add_photo(database, actor, tmp_path, city.dump_id, None, picture(), yesterday)
    old_visit = visit(database, actor, city.dump_id, days_ago=1)
    new_visit = visit(database, actor, city.dump_id)
    choices = evidence_choices(database, actor, city.dump_issue_id)
    assert choices.photos == ()
    assert new_visit in {one.id for one in choices.visits}
    assert old_visit not in {one.id for one in choices.visits}
    for step in (
        Step(IssueStatus.DONE, evidence=EvidenceKind.PHOTO, photo_id=old_photo),
        Step(IssueStatus.DONE, evidence=EvidenceKind.VISIT, observation_id=old_visit),
    ):
        with pytest.raises(InvalidValue):
            step_on(database, actor, city.dump_issue_id, step)


def test_who_noted_it_done_does_not_verify_it(database: Database, actor: Actor, city: SmallCity) -> None:
    step_on(database, actor, city.dump_issue_id, PAPER)
    assert evidence_choices(database, actor, city.dump_issue_id).only_by_visit
    with pytest.raises(InvalidValue):
        step_on(database, actor, city.dump_issue_id, Step(IssueStatus.VERIFIED))
    other = another_person(database, actor)
    assert not evidence_choices(database, other, city.dump_issue_id).only_by_visit
    step_on(database, other, city.dump_issue_id, Step(IssueStatus.VERIFIED))
    assert issue_card(database, actor, city.dump_issue_id).status == IssueStatus.VERIFIED


def test_a_visit_recorded_since_lets_the_same_person_verify_it(
    database: Database, actor: Actor, city: SmallCity
) -> None:
    before = visit(database, actor, city.dump_id)
    with clock.standing_at(clock.now() + timedelta(hours=1)):
        step_on(
            database,
            actor,
            city.dump_issue_id,
            Step(IssueStatus.DONE, evidence=EvidenceKind.VISIT, observation_id=before),
        )
        confirmed = Step(IssueStatus.VERIFIED, evidence=EvidenceKind.VISIT, observation_id=before)
        with pytest.raises(InvalidValue):
            step_on(database, actor, city.dump_issue_id, confirmed)
    with clock.standing_at(clock.now() + timedelta(hours=2)):
        since = visit(database, another_person(database, actor), city.dump_id, condition=Condition.CLEANED)
        offered = {one.id: one.since_done for one in evidence_choices(database, actor, city.dump_issue_id).visits}
        assert (offered[before], offered[since]) == (False, True)
        step_on(database, actor, city.dump_issue_id, replace(confirmed, observation_id=since))
    shown = issue_card(database, actor, city.dump_issue_id).events[0].evidence
    assert shown is not None
    assert shown.kind == EvidenceKind.VISIT


def test_an_issue_that_came_back_and_was_done_again_is_judged_by_the_last_time(
    database: Database, actor: Actor, city: SmallCity
) -> None:
    other = another_person(database, actor)
    step_on(database, actor, city.dump_issue_id, PAPER)
    step_on(database, actor, city.dump_issue_id, Step(IssueStatus.REOPENED))
    step_on(database, actor, city.dump_issue_id, Step(IssueStatus.IN_PROGRESS))
    step_on(database, other, city.dump_issue_id, PAPER)
    step_on(database, actor, city.dump_issue_id, Step(IssueStatus.VERIFIED))
    assert issue_card(database, actor, city.dump_issue_id).status == IssueStatus.VERIFIED


def test_the_place_of_the_evidence_is_told_to_nobody_who_may_not_know_of_it(
    database: Database, actor: Actor, city: SmallCity
) -> None:
    seen_id = visit(database, actor, city.dump_id)
    step = Step(IssueStatus.DONE, evidence=EvidenceKind.VISIT, observation_id=seen_id)
    step_on(database, actor, city.dump_issue_id, step)
    version = site_card(database, actor, city.dump_id).row_version
    correct_site(database, actor, city.dump_id, version, SiteChange(sensitivity=Sensitivity.RESTRICTED))
    with database.write(actor) as work:  # the issue is restricted with its place, until somebody opens it again
        work.session.execute(update(Issue).values(sensitivity=Sensitivity.PARTNERS))
        work.version_of("issues")
        work.commit()
    stranger = worker_of(database, actor, city.ngo_id, Role.TERRAIN)
    shown = issue_card(database, stranger, city.dump_issue_id).events[0].evidence
    assert shown is not None
    assert (shown.kind, shown.site, shown.day, shown.photo_id) == (EvidenceKind.VISIT, None, None, None)
    assert seen_id not in {one.id for one in evidence_choices(database, stranger, city.dump_issue_id).visits}


def test_a_step_from_before_evidence_was_asked_for_stays_valid(database: Database, actor: Actor) -> None:
    """Rows as they stood before the column was there: done, without anything shown and without an author."""
    with clock.standing_at(datetime(2026, 1, 5, 12, tzinfo=UTC)):
        issue_id = some_issue(database, actor)
        advance(database, actor, issue_id, IssueStatus.ACCEPTED, IssueStatus.DONE)
    with database.write(actor) as work:
        bare = {"evidence": None, "document": None, "recorded_by": None}
        work.session.execute(update(IssueEvent).where(IssueEvent.status == IssueStatus.DONE).values(bare))
        work.commit()
    assert issue_card(database, actor, issue_id).events[0].evidence is None
    step_on(database, actor, issue_id, Step(IssueStatus.VERIFIED))
    assert issue_card(database, actor, issue_id).status == IssueStatus.VERIFIED


def test_what_showed_the_problem_does_not_show_that_it_is_gone(
    database: Database, actor: Actor, tmp_path: Path
) -> None:
    """A worker logs a place with a photo and raises an issue about it, all within a minute."""
    site_id = some_site(database, actor, "Dvůr", condition=Condition.NEGLECTED)
    photo_id = add_photo(database, actor, tmp_path, site_id, None, picture(), clock.today())
    seen_id = visit(database, actor, site_id)
    issue_id = some_issue(database, actor, site_ids=(site_id,))
    advance(database, actor, issue_id, IssueStatus.ACCEPTED)
    choices = evidence_choices(database, actor, issue_id)
    assert (choices.photos, choices.visits) == ((), ())
    for step in (
        Step(IssueStatus.DONE, evidence=EvidenceKind.PHOTO, photo_id=photo_id),
        Step(IssueStatus.DONE, evidence=EvidenceKind.VISIT, observation_id=seen_id),
    ):
        with pytest.raises(InvalidValue, match="known already"):
            step_on(database, actor, issue_id, step)
    since = visit(database, actor, site_id)
    step_on(database, actor, issue_id, Step(IssueStatus.DONE, evidence=EvidenceKind.VISIT, observation_id=since))
    step_on(database, actor, issue_id, Step(IssueStatus.REOPENED))
    step_on(database, actor, issue_id, Step(IssueStatus.IN_PROGRESS))
    with pytest.raises(InvalidValue, match="known already"):
        step_on(database, actor, issue_id, Step(IssueStatus.DONE, evidence=EvidenceKind.VISIT, observation_id=since))


def test_a_visit_that_found_the_trouble_still_there_shows_nothing(
    database: Database, actor: Actor, city: SmallCity
) -> None:
    returned = visit(database, actor, city.dump_id, condition=Condition.RETURNED)
    shown = Step(IssueStatus.DONE, evidence=EvidenceKind.VISIT, observation_id=returned)
    with pytest.raises(InvalidValue, match="returned"):
        step_on(database, actor, city.dump_issue_id, shown)
    step_on(database, actor, city.dump_issue_id, PAPER)
    with pytest.raises(InvalidValue, match="returned"):
        step_on(
            database, another_person(database, actor), city.dump_issue_id, replace(shown, wanted=IssueStatus.VERIFIED)
        )


def test_a_good_visit_shows_nothing_once_a_newer_one_found_the_trouble_there(
    database: Database, actor: Actor, city: SmallCity
) -> None:
    """On the same day too, and for whoever confirms it; a visit of another place or an older one is no objection."""
    elsewhere = some_site(database, actor, "Jinde", position=(14.2, 50.5))
    link_site(database, actor, city.dump_issue_id, elsewhere)
    good = visit(database, actor, city.dump_id, condition=Condition.CLEANED)
    visit(database, actor, elsewhere, condition=Condition.DANGEROUS)
    visit(database, actor, city.dump_id, condition=Condition.PRESENT)
    shown = Step(IssueStatus.DONE, evidence=EvidenceKind.VISIT, observation_id=good)
    with pytest.raises(InvalidValue, match="present"):
        step_on(database, actor, city.dump_issue_id, shown)
    again = visit(database, actor, city.dump_id, condition=Condition.CLEANED)
    with pytest.raises(InvalidValue, match="present"):
        step_on(database, actor, city.dump_issue_id, shown)
    step_on(database, actor, city.dump_issue_id, replace(shown, observation_id=again))
    with clock.standing_at(clock.now() + timedelta(days=1)):
        visit(database, actor, city.dump_id, condition=Condition.RETURNED)
        confirmed = Step(IssueStatus.VERIFIED, evidence=EvidenceKind.VISIT, observation_id=again)
        with pytest.raises(InvalidValue, match="returned"):
            step_on(database, another_person(database, actor), city.dump_issue_id, confirmed)


@pytest.mark.parametrize("condition", [None, Condition.UNKNOWN, Condition.PRESENT])
def test_a_visit_that_does_not_say_that_it_is_gone_lets_nobody_confirm_their_own_word(
    database: Database, actor: Actor, city: SmallCity, condition: Condition | None
) -> None:
    step_on(database, actor, city.dump_issue_id, PAPER)
    with clock.standing_at(clock.now() + timedelta(hours=1)):
        seen_id = visit(database, actor, city.dump_id, condition=condition)
        offered = {one.id: one.since_done for one in evidence_choices(database, actor, city.dump_issue_id).visits}
        assert not offered[seen_id]
        confirmed = Step(IssueStatus.VERIFIED, evidence=EvidenceKind.VISIT, observation_id=seen_id)
        with pytest.raises(InvalidValue):
            step_on(database, actor, city.dump_issue_id, confirmed)
    assert issue_card(database, actor, city.dump_issue_id).status == IssueStatus.DONE


def test_a_photo_of_a_visit_that_found_the_trouble_there_shows_nothing(
    database: Database, actor: Actor, city: SmallCity, tmp_path: Path
) -> None:
    """Neither does one that was taken by itself before such a visit; one after it does."""
    alone = add_photo(database, actor, tmp_path, city.dump_id, None, picture(size=(640, 480)), clock.today())
    seen = visit(database, actor, city.dump_id, condition=Condition.PRESENT)
    of_visit = add_photo(database, actor, tmp_path, city.dump_id, seen, picture(size=(640, 481)), clock.today())
    assert {photo.id for photo in evidence_choices(database, actor, city.dump_issue_id).photos} == {alone}
    for photo_id in (alone, of_visit):
        with pytest.raises(InvalidValue, match="present"):
            step_on(database, actor, city.dump_issue_id, photo_step(photo_id))
    after = add_photo(database, actor, tmp_path, city.dump_id, None, picture(size=(640, 482)), clock.today())
    step_on(database, actor, city.dump_issue_id, photo_step(after))
    assert issue_card(database, actor, city.dump_issue_id).status == IssueStatus.DONE


def test_nobody_confirms_what_a_visit_recorded_since_denies(
    database: Database, actor: Actor, city: SmallCity, tmp_path: Path
) -> None:
    """A newer visit that shows it is gone lets it be confirmed, one that says nothing does not."""
    photo_id = add_photo(database, actor, tmp_path, city.dump_id, None, picture(), clock.today())
    step_on(database, actor, city.dump_issue_id, photo_step(photo_id))
    other, verified = another_person(database, actor), Step(IssueStatus.VERIFIED)
    visit(database, actor, city.building_id, condition=Condition.DANGEROUS)  # what was shown is another place
    visit(database, actor, city.dump_id, condition=Condition.PRESENT)
    for condition in (None, Condition.UNKNOWN):
        visit(database, actor, city.dump_id, condition=condition)
        with pytest.raises(InvalidValue, match="present"):
            step_on(database, other, city.dump_issue_id, verified)
    visit(database, actor, city.dump_id, condition=Condition.CLEANED)
    step_on(database, other, city.dump_issue_id, verified)
    assert issue_card(database, actor, city.dump_issue_id).status == IssueStatus.VERIFIED


def test_a_document_is_denied_by_a_visit_of_any_place_and_the_issue_may_be_opened_again(
    database: Database, actor: Actor, city: SmallCity
) -> None:
    step_on(database, actor, city.dump_issue_id, PAPER)
    visit(database, actor, city.dump_id, days_ago=1, condition=Condition.PRESENT)  # of before, written down late
    other = another_person(database, actor)
    visit(database, actor, city.building_id, condition=Condition.DANGEROUS)
    with pytest.raises(InvalidValue, match="dangerous"):
        step_on(database, other, city.dump_issue_id, Step(IssueStatus.VERIFIED))
    step_on(database, other, city.dump_issue_id, Step(IssueStatus.REOPENED))
    assert issue_card(database, actor, city.dump_issue_id).status == IssueStatus.REOPENED
