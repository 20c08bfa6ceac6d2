"""Retention: what is due is shown, then it is gone from everywhere, and a tombstone says that something was here."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from geodata import clock
from geodata.clock import standing_at
from geodata.database import Database
from geodata.errors import Erased, Forbidden, NotFound
from geodata.model.filters import SiteFilter
from geodata.model.issues import IssueStatus
from geodata.model.meetings import BodyKind
from geodata.model.people import Actor, OrganisationKind, Role, Sensitivity
from geodata.model.retention import RULES, Retention, RetentionRule
from geodata.model.sites import Condition, SiteKind
from geodata.services.audit import check_chain
from geodata.services.bodies import BodyFacts, add_body
from geodata.services.city import local_actor
from geodata.services.erasing import remove_rows
from geodata.services.issue_card import issue_card
from geodata.services.meeting_card import meeting_card
from geodata.services.meetings import NewAgendaItem, add_agenda_item, plan_meeting
from geodata.services.organisations import add_organisation
from geodata.services.photos import add_photo, path_of, read_photo
from geodata.services.retention import erase, list_due
from geodata.services.site_card import site_card
from geodata.services.site_list import list_sites
from geodata.services.sites import NewObservation, NewSite, SiteChange, correct_site, log_site, observe
from geodata.services.story import StoryKind, site_story
from geodata.tables import Audit, Base, Observation, Photo, Site, Tombstone
from tests.batches import content_of
from tests.small_city import advance, some_issue, some_site, worker_of
from tests.storage.test_photos import picture

LONG_AGO = clock.now() - timedelta(days=4_000)
ALL = Retention(dict.fromkeys(RULES, 60))
TO_THE_END = (IssueStatus.ACCEPTED, IssueStatus.IN_PROGRESS, IssueStatus.DONE, IssueStatus.VERIFIED)
WORDS = "Tajemná vila u splavu"
MARKS = ("Tajemná vila", "splavu 77", "Rozbité okno", "Římsa padá", "Bod o vile", "Poznámka o vile")


@pytest.fixture
def old_city(database: Database, actor: Actor, tmp_path: Path) -> tuple[int, int, int, int]:
    """Ids of a demolished house, its closed issue, its photo and a meeting, all eleven years old, and of younger ones.

    The younger ones come last: the newest row of each table is never erased.
    """
    with standing_at(LONG_AGO):
        seen = NewObservation(clock.today(), Condition.DEMOLISHED, note="Rozbité okno, poznámka o vile")
        new = NewSite(SiteKind.HAZARDOUS_BUILDING, 14.05, 50.66, seen, name=WORDS, address="U splavu 77")
        site_id = log_site(database, actor, new)
        version = site_card(database, actor, site_id).row_version
        correct_site(database, actor, site_id, version, SiteChange(name=f"{WORDS} (dům)"))
        issue_id = some_issue(database, actor, "Římsa padá", site_ids=(site_id,), description="Poznámka o vile")
        advance(database, actor, issue_id, *TO_THE_END)
        photo_id = add_photo(database, actor, tmp_path / "photos", site_id, None, picture(), clock.today())
        body_id = add_body(database, actor, BodyFacts("Buňka", BodyKind.CELL))
        meeting_id = plan_meeting(database, actor, body_id, clock.now() + timedelta(days=1))
        add_agenda_item(database, actor, meeting_id, NewAgendaItem("Bod o vile", text=WORDS))
    young = some_site(database, actor, "Nový dům", position=(14.051, 50.66))
    observe(database, actor, young, NewObservation(clock.today(), note="Čerstvá poznámka"))
    some_issue(database, actor, "Nová věc", site_ids=(young,))
    add_photo(database, actor, tmp_path / "photos", young, None, picture(size=(50, 50)), clock.today())
    return site_id, issue_id, photo_id, meeting_id


def erased(database: Database, actor: Actor, folder: Path, retention: Retention = ALL) -> dict[RetentionRule, int]:
    done = erase(database, actor, retention, folder, folder / "photos")
    assert done.wiped
    return done.counts


def test_what_is_due_is_told_and_nothing_is_changed_by_looking(
    database: Database, actor: Actor, old_city: tuple[int, ...]
) -> None:
    before = content_of(database)
    due = {rule.rule: rule.count for rule in list_due(database, actor, ALL)}
    assert content_of(database) == before
    assert due.pop(RetentionRule.AUDIT_WORDS) == 6
    assert due == {
        RetentionRule.CLOSED_ISSUES: 1,
        RetentionRule.CLOSED_SITES: 1,
        RetentionRule.NOTES: 1,
        RetentionRule.PHOTOS: 1,
        RetentionRule.AGENDA: 1,
    }
    assert list_due(database, actor, Retention({})) == []


def test_nothing_of_what_was_erased_is_in_any_row(
    database: Database, actor: Actor, old_city: tuple[int, ...], tmp_path: Path
) -> None:
    erased(database, actor, tmp_path)
    rows = "\n".join(row for table in content_of(database).values() for row in table)
    assert [mark for mark in MARKS if mark.lower() in rows.lower()] == []
    assert "Nový dům" in rows
    assert "Čerstvá poznámka" in rows
    assert check_chain(database) is None
    assert list_due(database, actor, ALL) == []


def test_no_byte_of_it_is_in_the_files_of_the_database(sqlite_url: str, tmp_path: Path) -> None:
    database = Database(sqlite_url)
    actor = local_actor(database)
    secret = "Zapomenutá pekárna"
    with standing_at(LONG_AGO):
        for number in range(600):  # enough for rows to move between pages
            seen = NewObservation(
                clock.today(), Condition.DEMOLISHED, note=f"{secret} {number} " + "x" * (number % 300)
            )
            position = (14.0 + number / 9_000, 50.66)
            log_site(database, actor, NewSite(SiteKind.HAZARDOUS_BUILDING, *position, seen, name=f"{secret} {number}"))
    some_site(database, actor, "Nový dům")
    leave_in_free_room(database, secret)
    assert any(secret.encode() in part for part in bytes_of(tmp_path))
    counts = erased(database, actor, tmp_path)
    assert counts[RetentionRule.CLOSED_SITES] == 600
    assert bytes_of(tmp_path)
    for part in bytes_of(tmp_path):  # while it is open, log included
        assert secret.encode() not in part
        assert b"zapomenuta pekarna" not in part
    database.close()


def leave_in_free_room(database: Database, secret: str) -> None:
    """As a program that overwrites nothing leaves it."""
    with closing(sqlite3.connect(database.file or "")) as connection:
        connection.execute("PRAGMA secure_delete=OFF")
        connection.execute("CREATE TABLE elsewhere (text)")
        connection.executemany(
            "INSERT INTO elsewhere VALUES (?)", [(f"{secret} {number}" * 20,) for number in range(5_000)]
        )
        connection.commit()
        connection.execute("DROP TABLE elsewhere")
        connection.commit()


def bytes_of(folder: Path) -> list[bytes]:
    return [path.read_bytes() for path in sorted(folder.glob("lokality.db*"))]


def test_pages_of_what_was_erased_say_that_something_was_here(
    database: Database, actor: Actor, old_city: tuple[int, int, int, int], tmp_path: Path
) -> None:
    site_id, issue_id, photo_id, meeting_id = old_city
    erased(database, actor, tmp_path)
    for ask in (
        lambda: site_card(database, actor, site_id),
        lambda: issue_card(database, actor, issue_id),
        lambda: read_photo(database, actor, tmp_path / "photos", photo_id),
    ):
        with pytest.raises(Erased) as gone:
            ask()
        assert gone.value.message.parameters["day"] == clock.today()
    (point,) = meeting_card(database, actor, meeting_id).points
    assert (point.title, point.text) == ("", None)
    assert point.erased is not None
    assert point.erased.rule == RetentionRule.AGENDA


def test_a_note_goes_and_the_visit_stays(
    database: Database, actor: Actor, old_city: tuple[int, int, int, int], tmp_path: Path
) -> None:
    site_id = old_city[0]
    erased(database, actor, tmp_path, Retention({RetentionRule.NOTES: 60}))
    (visit,) = site_story(database, actor, site_id, kinds=[StoryKind.OBSERVATION])
    assert (visit.condition, visit.note) == (Condition.DEMOLISHED, None)
    assert visit.erased is not None
    assert visit.erased.day == clock.today()


def test_facts_that_are_prose_go_with_the_notes_and_the_others_stay(
    database: Database, actor: Actor, tmp_path: Path
) -> None:
    with standing_at(LONG_AGO):
        facts = {"operator": "Paní Nováková", "opening_hours": "po–pá", "machines": 5}
        seen = NewObservation(clock.today(), details=facts, keep_personal_data="provozovatel")
        venue = log_site(database, actor, NewSite(SiteKind.GAMBLING_VENUE, 14.05, 50.66, seen, name="Herna"))
        observe(database, actor, venue, NewObservation(clock.today(), details={"operator": "Karty"}))
        observe(database, actor, venue, NewObservation(clock.today(), details={"machines": 6}))
    observe(database, actor, venue, NewObservation(clock.today(), details={"opening_hours": "stále"}))
    only_notes = Retention({RetentionRule.NOTES: 60})
    assert [(due.rule, due.count) for due in list_due(database, actor, only_notes)] == [(RetentionRule.NOTES, 2)]
    erased(database, actor, tmp_path, only_notes)
    assert list_due(database, actor, only_notes) == []
    visits = site_story(database, actor, venue, kinds=[StoryKind.OBSERVATION])
    assert [visit.details for visit in visits] == [{"opening_hours": "stále"}, {"machines": 5}, {}, {"machines": 6}]
    assert [visit.erased is not None for visit in visits] == [False, True, True, False]
    rows = "\n".join(row for table in content_of(database).values() for row in table)
    assert "Nováková" not in rows
    assert "Karty" not in rows


def test_who_could_not_know_of_a_record_does_not_learn_that_it_was_here(
    database: Database, actor: Actor, tmp_path: Path
) -> None:
    ngo = add_organisation(database, actor, "Spolek", OrganisationKind.NGO)
    stranger = worker_of(database, actor, ngo, Role.TERRAIN)
    with standing_at(LONG_AGO):
        site_id = some_site(database, actor, WORDS, condition=Condition.DEMOLISHED, sensitivity=Sensitivity.RESTRICTED)
        issue_id = some_issue(database, actor, "Římsa padá", site_ids=(site_id,))
        advance(database, actor, issue_id, *TO_THE_END)
        body_id = add_body(database, actor, BodyFacts("Buňka", BodyKind.CELL))
        meeting_id = plan_meeting(database, actor, body_id, clock.now() + timedelta(days=1))
        add_agenda_item(database, actor, meeting_id, NewAgendaItem("Bod o vile", issue_id=issue_id))
    some_issue(database, actor, site_ids=(some_site(database, actor, "Nový dům", position=(14.06, 50.66)),))
    assert meeting_card(database, stranger, meeting_id).points == ()
    erased(database, actor, tmp_path)
    with pytest.raises(Erased):
        site_card(database, actor, site_id)
    with pytest.raises(NotFound) as told:
        site_card(database, stranger, site_id)
    assert not isinstance(told.value, Erased)
    assert meeting_card(database, stranger, meeting_id).points == ()
    assert len(meeting_card(database, actor, meeting_id).points) == 1


def test_map_and_lists_forget_an_erased_place_at_once(
    database: Database, actor: Actor, old_city: tuple[int, int, int, int], tmp_path: Path
) -> None:
    assert list_sites(database, actor, SiteFilter()).total == 2
    erased(database, actor, tmp_path)
    page = list_sites(database, actor, SiteFilter())
    assert (page.total, [row.name for row in page.rows]) == (1, ["Nový dům"])


def test_pictures_go_from_the_disk_with_those_that_an_interrupted_erasure_left(
    database: Database, actor: Actor, old_city: tuple[int, int, int, int], tmp_path: Path
) -> None:
    photos = tmp_path / "photos"
    with database.read() as session:
        checksum = session.scalars(select(Photo.checksum).where(Photo.id == old_city[2])).one()
    orphan, fresh = path_of(photos, "ab" + "0" * 62), path_of(photos, "ac" + "0" * 62)
    for path in (orphan, fresh):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    os.utime(orphan, (1, 1))
    rejected = tmp_path / "rejected" / "x.csv"
    rejected.parent.mkdir()
    rejected.write_text("odmítnutý řádek")
    erased(database, actor, tmp_path)
    left = {path.stem for path in photos.rglob("*.jpg")}
    assert not {checksum, f"{checksum}-small", orphan.stem} & left
    assert fresh.stem in left  # somebody may be adding it at this moment
    assert len(left) == 3
    assert not rejected.exists()


def test_a_picture_that_another_place_has_too_stays(database: Database, actor: Actor, tmp_path: Path) -> None:
    same = picture()
    with standing_at(LONG_AGO):
        old = some_site(database, actor)
        add_photo(database, actor, tmp_path / "photos", old, None, same, clock.today())
    young = some_site(database, actor, "Nový dům", position=(14.06, 50.66))
    kept = add_photo(database, actor, tmp_path / "photos", young, None, same, clock.today())
    assert erased(database, actor, tmp_path, Retention({RetentionRule.PHOTOS: 60})) == {RetentionRule.PHOTOS: 1}
    assert read_photo(database, actor, tmp_path / "photos", kept).path.is_file()


@pytest.mark.parametrize("condition", [Condition.DANGEROUS, Condition.COLLAPSED, None])
def test_a_place_that_still_stands_is_never_due(database: Database, actor: Actor, condition: Condition | None) -> None:
    with standing_at(LONG_AGO):
        some_site(database, actor, condition=condition)
    some_site(database, actor, "Nový dům", position=(14.06, 50.66))
    assert RetentionRule.CLOSED_SITES not in {due.rule for due in list_due(database, actor, ALL)}


def test_an_open_issue_keeps_its_place(database: Database, actor: Actor, tmp_path: Path) -> None:
    with standing_at(LONG_AGO):
        site_id = some_site(database, actor, condition=Condition.DEMOLISHED)
        some_issue(database, actor, site_ids=(site_id,))
    some_site(database, actor, "Nový dům", position=(14.06, 50.66))
    erased(database, actor, tmp_path)
    assert site_card(database, actor, site_id).open_issues


def test_a_visit_of_last_year_keeps_its_place(database: Database, actor: Actor, tmp_path: Path) -> None:
    with standing_at(LONG_AGO):
        site_id = some_site(database, actor, condition=Condition.DEMOLISHED)
    observe(database, actor, site_id, NewObservation(clock.today(), Condition.DEMOLISHED))
    some_site(database, actor, "Nový dům", position=(14.06, 50.66))
    erased(database, actor, tmp_path)
    assert site_card(database, actor, site_id).condition == Condition.DEMOLISHED


def test_the_newest_record_stays_until_there_is_a_newer_one(database: Database, actor: Actor, tmp_path: Path) -> None:
    # SQLite would give its number to the next record, and old links would lead to it.
    with standing_at(LONG_AGO):
        site_id = some_site(database, actor, condition=Condition.DEMOLISHED)
    assert RetentionRule.CLOSED_SITES not in {due.rule for due in list_due(database, actor, ALL)}
    assert some_site(database, actor, "Nový dům", position=(14.06, 50.66)) == site_id + 1
    assert erased(database, actor, tmp_path)[RetentionRule.CLOSED_SITES] == 1


def test_an_erasure_is_in_the_audit_and_has_its_tombstones(
    database: Database, actor: Actor, old_city: tuple[int, int, int, int], tmp_path: Path
) -> None:
    counts = erased(database, actor, tmp_path)
    with database.read() as session:
        entries = session.scalars(select(Audit).where(Audit.action == "erase").order_by(Audit.id)).all()
        stones = session.execute(select(Tombstone.kind, func.count()).group_by(Tombstone.kind)).all()
    assert {entry.detail["rule"]: entry.detail["records"] for entry in entries} == counts
    assert dict(stones) == {"site": 1, "issue": 1, "photo": 1, "agenda_item": 1}


def test_another_city_is_not_touched(
    database: Database, actor: Actor, old_city: tuple[int, ...], tmp_path: Path
) -> None:
    with database.engine.begin() as connection:
        connection.execute(text("INSERT INTO municipality (code, name, fictional) VALUES ('1', 'Jinde', true)"))
        other = connection.execute(text("SELECT max(id) FROM municipality")).scalar_one()
    foreign = Actor(actor.account_id, "", other, None, frozenset({Role.ADMIN}))
    before = content_of(database)
    assert list_due(database, foreign, ALL) == []
    assert erase(database, foreign, ALL, tmp_path, tmp_path / "photos").counts == {}
    after = content_of(database)
    assert {name for name in after if after[name] != before[name]} <= {"data_version"}


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMIN])
def test_only_an_administrator_erases(database: Database, actor: Actor, tmp_path: Path, role: Role) -> None:
    somebody = Actor(1, "", actor.municipality_id, actor.organisation_id, frozenset({role}))
    with pytest.raises(Forbidden):
        list_due(database, somebody, ALL)
    with pytest.raises(Forbidden):
        erase(database, somebody, ALL, tmp_path, tmp_path / "photos")


def test_what_hangs_on_a_record_is_found_by_its_references(database: Database, actor: Actor) -> None:
    site_id = some_site(database, actor)
    issue_id = some_issue(database, actor, site_ids=(site_id,))
    with database.write(actor) as work:
        remove_rows(work.session, Base.metadata.tables["site"], [site_id])
        work.commit()
    assert issue_card(database, actor, issue_id).sites == ()
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(Site)) == 0
        assert session.scalar(select(func.count()).select_from(Observation)) == 0
