"""A letter that was sent is taken again as it was sent, and tells nobody what they may not know by now."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, null, select, update

from dashboard.documents.submission import submission_document
from dashboard.documents.text import text_of
from geodata import clock
from geodata.clock import standing_at
from geodata.database import Database
from geodata.model.people import Actor, OrganisationKind, Role, Sensitivity
from geodata.model.retention import Retention, RetentionRule
from geodata.model.sites import Condition, SiteKind
from geodata.services.account_privacy import erase_account
from geodata.services.accounts import AccountChange, change_account
from geodata.services.issue_card import issue_card
from geodata.services.issue_links import link_site
from geodata.services.issue_merging import merge_issues
from geodata.services.organisations import OrganisationChange, change_organisation, organisation_entries
from geodata.services.photos import add_photo
from geodata.services.retention import erase
from geodata.services.site_card import site_card
from geodata.services.sites import NewObservation, NewSite, SiteChange, correct_site, log_site, observe
from geodata.services.submission_export import SubmissionExport, export_submission
from geodata.services.submission_steps import Receipt, note_reference
from geodata.tables import Issue, IssueSite, Photo, Site, Submission
from tests.batches import content_of
from tests.letters import a_reminder, letter_card, send_letter, some_authority, write_letter
from tests.small_city import SmallCity, small_city, some_issue, some_site, worker_of
from tests.storage.test_photos import picture

A_WEEK = timedelta(days=7)


@pytest.fixture
def city(database: Database, actor: Actor) -> SmallCity:
    with standing_at(clock.now() - 2 * A_WEEK):
        return small_city(database, actor)


@pytest.fixture
def office_id(database: Database, actor: Actor) -> int:
    return some_authority(database, actor)


@pytest.fixture
def photos(tmp_path: Path) -> Path:
    return tmp_path / "photos"


@pytest.fixture
def sent_id(database: Database, actor: Actor, city: SmallCity, office_id: int, photos: Path) -> int:
    """Sent a week ago about a dangerous building with one photo."""
    with standing_at(clock.now() - A_WEEK):
        add_photo(database, actor, photos, city.building_id, None, picture(), clock.today())
        return send_letter(database, actor, write_letter(database, actor, city.building_issue_id, office_id))


def taken(database: Database, actor: Actor, photos: Path, submission_id: int) -> SubmissionExport:
    return export_submission(database, actor, photos, submission_id, "pdf", across_m=400.0, down_m=240.0)


def words_of(export: SubmissionExport) -> str:
    return text_of(submission_document(export)).replace("\N{NO-BREAK SPACE}", " ")


def told_of(export: SubmissionExport) -> list[str]:
    return [one.place.name for one in export.places]


def much_changes(database: Database, actor: Actor, city: SmallCity, office_id: int, photos: Path) -> None:
    """The building is corrected and secured, has a newer photo and a neighbour; the office is called otherwise."""
    version = site_card(database, actor, city.building_id).row_version
    moved = SiteChange(name="Školní 12a", address="Školní 12a", longitude=14.06, latitude=50.67)
    correct_site(database, actor, city.building_id, version, moved)
    observe(database, actor, city.building_id, NewObservation(clock.today(), Condition.SECURED))
    add_photo(database, actor, photos, city.building_id, None, picture(size=(320, 240)), clock.today())
    link_site(database, actor, city.building_issue_id, city.dump_id)
    office = next(one for one in organisation_entries(database, actor) if one.id == office_id)
    named = OrganisationChange("Úřad územního plánování", OrganisationKind.AUTHORITY, address="Nová 2")
    change_organisation(database, actor, office_id, office.row_version, named)


def test_a_letter_taken_later_says_and_shows_what_was_sent(
    database: Database, actor: Actor, city: SmallCity, office_id: int, photos: Path, sent_id: int
) -> None:
    before = taken(database, actor, photos, sent_id)
    much_changes(database, actor, city, office_id, photos)
    version = letter_card(database, actor, sent_id).row_version
    note_reference(database, actor, sent_id, version, Receipt("MU-1/2026"))
    after = taken(database, actor, photos, sent_id)
    assert (after.places, after.their_reference) == (before.places, None)
    assert words_of(after) == words_of(before)
    assert ("Školní 12" in words_of(after), "Školní 12a" in words_of(after)) == (True, False)
    assert len(after.places[0].pictures.photos) == 1
    card = letter_card(database, actor, sent_id)
    assert (card.authority_name, card.line.authority, card.facts_on) == (
        "Stavební úřad", "Úřad územního plánování", card.line.sent_on,
    )  # fmt: skip


def test_the_head_of_a_sent_letter_keeps_its_addresses_and_its_writer(
    database: Database, actor: Actor, city: SmallCity, office_id: int, photos: Path, tmp_path: Path
) -> None:
    clerk = worker_of(database, actor, city.ngo_id, Role.COORDINATOR, login="referentka")
    named = OrganisationChange("Stavební úřad", OrganisationKind.AUTHORITY, address="Školní 1\n990 00 Vzorov")
    change_organisation(database, actor, office_id, 1, named)
    draft_id = write_letter(database, clerk, city.building_issue_id, office_id)
    assert letter_card(database, actor, draft_id).handled_by == clerk.name
    sent_id = send_letter(database, clerk, draft_id)
    much_changes(database, actor, city, office_id, photos)
    assert "Adresát: Stavební úřad\n  Školní 1\n  990 00 Vzorov" in words_of(taken(database, actor, photos, sent_id))
    assert letter_card(database, actor, sent_id).handled_by == clerk.name
    erase_account(database, actor, clerk.account_id, tmp_path, photos)
    assert letter_card(database, actor, sent_id).handled_by is None
    assert "Vyřizuje" not in words_of(taken(database, actor, photos, sent_id))
    assert clerk.name not in "\n".join(content_of(database)["submission"])


def test_nobody_handles_a_letter_who_works_elsewhere(
    database: Database, actor: Actor, city: SmallCity, office_id: int
) -> None:
    draft_id = write_letter(database, actor, city.building_issue_id, office_id)
    assert letter_card(database, actor, draft_id).handled_by is None  # the account of this machine is nobody's
    clerk = worker_of(database, actor, city.ngo_id, Role.COORDINATOR, Role.ADMIN, login="referentka")
    moved_id = write_letter(database, clerk, city.building_issue_id, office_id)
    change = AccountChange(clerk.name, clerk.roles, city.police_id, disabled=False)
    change_account(database, actor, clerk.account_id, 1, change)
    assert letter_card(database, actor, moved_id).handled_by is None


def test_our_reference_stays_what_it_was_when_the_issue_was_merged(
    database: Database, actor: Actor, city: SmallCity, photos: Path, sent_id: int
) -> None:
    before = words_of(taken(database, actor, photos, sent_id))
    reference = letter_card(database, actor, sent_id).our_reference
    assert reference in before
    version = issue_card(database, actor, city.building_issue_id).row_version
    merge_issues(database, actor, city.building_issue_id, version, some_issue(database, actor))
    assert letter_card(database, actor, sent_id).line.issue.id != city.building_issue_id
    after = words_of(taken(database, actor, photos, sent_id))
    assert reference in after


def test_a_draft_says_what_holds_today(
    database: Database, actor: Actor, city: SmallCity, office_id: int, photos: Path
) -> None:
    draft = write_letter(database, actor, city.building_issue_id, office_id)
    much_changes(database, actor, city, office_id, photos)
    export = taken(database, actor, photos, draft)
    assert told_of(export) == ["Za tratí", "Školní 12a"]
    assert "Údaje o místech ke dni" not in words_of(export)


def test_a_letter_noted_later_or_sent_before_facts_were_kept_says_for_which_day_they_hold(
    database: Database, actor: Actor, city: SmallCity, office_id: int, photos: Path, sent_id: int
) -> None:
    assert "Údaje o místech" not in words_of(taken(database, actor, photos, sent_id))
    with database.write(actor) as work:
        work.session.execute(update(Submission).where(Submission.id == sent_id).values(as_sent=null()))
        work.commit()
    today = clock.today()
    words = f"Údaje o místech ke dni {today.day}. {today.month}. {today.year}."
    assert words in words_of(taken(database, actor, photos, sent_id))
    late = write_letter(database, actor, city.building_issue_id, office_id)
    send_letter(database, actor, late, today - timedelta(days=3))
    assert words in words_of(taken(database, actor, photos, late))


def test_a_letter_that_follows_bears_the_number_that_was_known_then(
    database: Database, actor: Actor, sent_id: int, photos: Path
) -> None:
    version = letter_card(database, actor, sent_id).row_version
    note_reference(database, actor, sent_id, version, Receipt("MU-1/2026"))
    reminder = send_letter(database, actor, a_reminder(database, actor, sent_id))
    version = letter_card(database, actor, sent_id).row_version
    note_reference(database, actor, sent_id, version, Receipt("MU-9/2026"))
    assert taken(database, actor, photos, reminder).their_reference == "MU-1/2026"
    again = a_reminder(database, actor, reminder)
    assert taken(database, actor, photos, again).their_reference == "MU-9/2026"


def test_a_place_that_is_restricted_by_now_is_left_out_for_who_may_not_know_of_it(
    database: Database, actor: Actor, city: SmallCity, photos: Path, sent_id: int
) -> None:
    with database.write(actor) as work:  # its issue was opened again since
        work.session.get_one(Site, city.building_id).sensitivity = Sensitivity.RESTRICTED
        work.commit()
    outsider = worker_of(database, actor, city.ngo_id, Role.OFFICIAL)
    assert letter_card(database, outsider, sent_id).places == ()
    export = taken(database, outsider, photos, sent_id)
    assert (export.places, "Školní 12" in words_of(export)) == ((), False)
    assert told_of(taken(database, actor, photos, sent_id)) == ["Školní 12"]


def test_a_place_that_was_restricted_when_the_letter_went_out_is_not_in_it_later_either(
    database: Database, actor: Actor, city: SmallCity, office_id: int, photos: Path
) -> None:
    issue_id = some_issue(database, actor, "Dvě místa", site_ids=(city.building_id, city.hidden_site_id))
    with database.write(actor) as work:
        work.session.get_one(Issue, issue_id).sensitivity = Sensitivity.PARTNERS
        work.commit()
    letter = send_letter(database, actor, write_letter(database, actor, issue_id, office_id))
    with database.write(actor) as work:
        work.session.get_one(Site, city.hidden_site_id).sensitivity = Sensitivity.PARTNERS
        work.commit()
    assert told_of(taken(database, actor, photos, letter)) == ["Školní 12"]


def test_a_photo_that_was_removed_is_absent(
    database: Database, actor: Actor, photos: Path, sent_id: int, city: SmallCity
) -> None:
    add_photo(database, actor, photos, city.building_id, None, picture(size=(320, 240)), clock.today())
    with database.write(actor) as work:
        oldest = work.session.scalars(select(Photo.id).order_by(Photo.id)).first()
        work.session.execute(delete(Photo).where(Photo.id == oldest))
        work.commit()
    assert taken(database, actor, photos, sent_id).places[0].pictures.photos == ()


def test_a_place_that_is_erased_goes_out_of_the_letters_that_told_of_it(
    database: Database, actor: Actor, office_id: int, tmp_path: Path, photos: Path
) -> None:
    with standing_at(clock.now() - timedelta(days=4_000)):
        seen = NewObservation(clock.today(), Condition.DEMOLISHED)
        gone = log_site(database, actor, NewSite(SiteKind.HAZARDOUS_BUILDING, 14.05, 50.66, seen, name="Tajemná vila"))
    stays = some_site(database, actor, "Školní 12")
    issue_id = some_issue(database, actor, "Dvě místa")
    link_site(database, actor, issue_id, gone)
    link_site(database, actor, issue_id, stays)
    letter = send_letter(database, actor, write_letter(database, actor, issue_id, office_id))
    assert told_of(taken(database, actor, photos, letter)) == ["Tajemná vila", "Školní 12"]
    with database.write(actor) as work:
        work.session.execute(delete(IssueSite).where(IssueSite.site_id == gone))
        work.commit()
    assert "Tajemná vila" in str(content_of(database))
    assert erase(database, actor, Retention({RetentionRule.CLOSED_SITES: 60}), tmp_path, photos).wiped
    assert "Tajemná vila" not in str(content_of(database))
    assert told_of(taken(database, actor, photos, letter)) == ["Školní 12"]


def test_what_is_kept_of_a_place_is_what_a_letter_tells(database: Database, actor: Actor, sent_id: int) -> None:
    with database.read() as session:
        kept = session.get_one(Submission, sent_id).as_sent
    assert kept is not None
    assert kept["on"] == (clock.today() - A_WEEK).isoformat()
    (place,) = kept["places"]
    assert date.fromisoformat(place["condition_since"]) <= clock.today()
    assert "inhabited" not in place["details"]


def test_a_letter_names_the_places_its_writer_knows_whoever_notes_the_sending(
    database: Database, actor: Actor, city: SmallCity, office_id: int
) -> None:
    """A restricted issue of the police with a place of theirs and one of others, which the coordinator linked."""
    officer = worker_of(database, actor, city.police_id, Role.POLICE)
    own = some_site(database, officer, "Vlastní", sensitivity=Sensitivity.RESTRICTED)
    issue_id = some_issue(database, officer, "Citlivé", site_ids=(own,))
    link_site(database, actor, issue_id, city.hidden_site_id)
    for notes_it in (officer, actor):
        letter = write_letter(database, officer, issue_id, office_id)
        drafts = [{place.site_id for place in letter_card(database, who, letter).places} for who in (officer, actor)]
        send_letter(database, notes_it, letter)
        assert {place.site_id for place in letter_card(database, actor, letter).places} == {own}
        assert drafts == [{own}, {own}]
    by_coordinator = write_letter(database, actor, issue_id, office_id)
    send_letter(database, actor, by_coordinator)
    assert {place.site_id for place in letter_card(database, actor, by_coordinator).places} == {
        own,
        city.hidden_site_id,
    }
    assert {place.site_id for place in letter_card(database, officer, by_coordinator).places} == {own}
