"""No service stores personal data unasked: each is found by itself, with every field of free text that it takes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from geodata import clock
from geodata.database import Database
from geodata.errors import InvalidValue
from geodata.model.issues import BulkStep, EvidenceKind, IssueStatus, IssueTopic
from geodata.model.meetings import BodyKind, EntryKind, MeetingState, Presence, TaskStatus
from geodata.model.people import Actor, OrganisationKind
from geodata.model.personal_data import REMOVED, PersonalDataKind
from geodata.model.sites import SiteKind
from geodata.services.agenda_points import PointChange, change_point
from geodata.services.bodies import BodyFacts, add_body, change_body
from geodata.services.body_card import body_card
from geodata.services.city import change_city
from geodata.services.issue_bulk import BulkChange, change_issues
from geodata.services.issue_card import issue_card
from geodata.services.issue_merging import merge_issues
from geodata.services.issue_steps import Step, advance_issue, assign_issue, comment_issue, set_deadline
from geodata.services.issue_views import IssueView
from geodata.services.issues import NewIssue, raise_issue
from geodata.services.loads import keep_profile
from geodata.services.logged_places import log_place, log_visit
from geodata.services.meeting_card import meeting_card
from geodata.services.meeting_dates import NewDate, move_meeting, plan_meetings
from geodata.services.meetings import NewAgendaItem, add_agenda_item, plan_meeting
from geodata.services.minutes import EntryChange, NewEntry, change_entry, set_attendance, write_entry
from geodata.services.minutes_states import add_addendum
from geodata.services.organisations import (
    OrganisationChange,
    add_organisation,
    change_organisation,
    organisation_entries,
)
from geodata.services.paper_minutes import keep_paper_minutes
from geodata.services.personal_data import REASON_AT_MOST, PersonalDataFound
from geodata.services.saved_filters import ListChoice, save_filter
from geodata.services.site_card import site_card
from geodata.services.sites import NewObservation, NewSite, SiteChange, correct_site, log_site, observe
from geodata.services.task_changes import change_task
from geodata.services.tasks import NewTask, give_part, give_task, settle_task
from geodata.tables import Account
from tests.audited import entries_of, whole_detail
from tests.batches import content_of
from tests.paper import full_paper, with_text
from tests.running_meeting import add_point, lead_to, point_of, run_meeting, say
from tests.small_city import SmallCity, advance, small_city, some_issue, some_site
from tests.storage.free_texts import texts_of, writes
from tests.storage.words_not_searched import NO_FREE_TEXT, NOT_SEARCHED
from tests.storage.words_of_bylaws import SERVICES_OF_BYLAWS, SomeBylaws
from tests.storage.words_of_commission import SERVICES_OF_COMMISSION, SomeCommission
from tests.storage.words_of_emergencies import SERVICES_OF_EMERGENCIES, SomeEmergencies
from tests.storage.words_of_field import SERVICES_OF_FIELD, call_of_field
from tests.storage.words_of_letters import SERVICES_OF_LETTERS, SomeLetters
from tests.storage.words_of_patrols import SERVICES_OF_PATROLS, SomePatrols
from tests.storage.words_of_phones import SERVICES_OF_PHONES, SomePhone
from tests.storage.words_of_proposals import SERVICES_OF_PROPOSALS, SomeProposals
from tests.unit.geodata.test_services_ask import SERVICES

PHONE = "602 123 456"
REASON = "Vlastník o to výslovně požádal."


class City:
    """The small city, and how each service is called with a text in one of its fields."""

    def __init__(self, database: Database, actor: Actor, photos: Path) -> None:
        self.database, self.actor, self.photos = database, actor, photos
        self.ids: SmallCity = small_city(database, actor)
        self.venue_id = some_site(database, actor, "Herna", kind=SiteKind.GAMBLING_VENUE, position=(14.2, 50.5))
        self.held_id, self.closed_id = (run_meeting(database, actor, self.ids.cell_id) for _ in range(2))
        self.item_id = add_point(database, actor, self.held_id)
        self.entry_id = say(database, actor, self.item_id)
        self.task_id = give_task(database, actor, self.item_id, NewTask("Opravit lampu"))
        lead_to(database, actor, self.closed_id, MeetingState.CLOSED)
        self.accepted_id = some_issue(database, actor, "Uvolněná římsa")
        advance(database, actor, self.accepted_id, IssueStatus.ACCEPTED)
        self.duplicate_id = some_issue(database, actor, "Táž skládka")
        self.emergencies = SomeEmergencies(database, actor, self.ids.police_id)
        self.commission = SomeCommission(database, actor)
        self.bylaws = SomeBylaws(database, actor)
        self.letters = SomeLetters(database, actor, self.ids.dump_issue_id, self.ids.police_id)
        self.proposals = SomeProposals(database, actor)
        self.patrols = SomePatrols(database, actor)

    def _seen(self, field: str, text: str, reason: str) -> NewObservation:
        day = clock.today()
        if field.endswith("details"):
            return NewObservation(day, details={"operator": text}, keep_personal_data=reason)
        return NewObservation(day, note=text if field.endswith("note") else "", keep_personal_data=reason)

    def _new_site(self, field: str, text: str, reason: str) -> NewSite:
        seen = self._seen(field, text, reason)
        words = {"name": "Herna", field.removeprefix("new."): text} if "observation" not in field else {"name": "Herna"}
        return NewSite(SiteKind.GAMBLING_VENUE, 14.3, 50.4, seen, **words)  # type: ignore[arg-type]

    def call(self, service: str, field: str, text: str, reason: str = "") -> Any:
        """Call the service with the text in that field."""
        here, ids, name = (self.database, self.actor), self.ids, field.removeprefix("new.")
        version = issue_card(*here, ids.dump_issue_id).row_version
        match service:
            case "log_site":
                return log_site(*here, self._new_site(field, text, reason))
            case "log_place":
                return log_place(*here, self.photos, self._new_site(field, text, reason), [])
            case "observe":
                return observe(*here, self.venue_id, self._seen(field, text, reason))
            case "log_visit":
                return log_visit(*here, self.photos, self.venue_id, self._seen(field, text, reason), [])
            case "correct_site":
                change = {field.removeprefix("change."): text, "keep_personal_data": reason}
                row_version = site_version(*here, self.venue_id)
                return correct_site(*here, self.venue_id, row_version, SiteChange(**change))  # type: ignore[arg-type]
            case "raise_issue":
                words = {"title": "Skládka", name: text, "keep_personal_data": reason}
                return raise_issue(*here, NewIssue(IssueTopic.DUMP, **words))  # type: ignore[arg-type]
            case "advance_issue":
                if field.endswith("document"):
                    step = Step(IssueStatus.DONE, evidence=EvidenceKind.DOCUMENT, document=text)
                    version = issue_card(*here, self.accepted_id).row_version
                    return advance_issue(*here, self.accepted_id, version, replace(step, keep_personal_data=reason))
                step = Step(IssueStatus.ACCEPTED, note=text, keep_personal_data=reason)
                return advance_issue(*here, ids.dump_issue_id, version, step)
            case "change_issues":
                wanted = BulkChange(BulkStep.COMMENT, note=text, keep_personal_data=reason)
                return change_issues(*here, [ids.dump_issue_id], [version], wanted)
            case "save_filter":
                name, found = (text, "") if field == "name" else ("Otevřené", text)
                return save_filter(*here, name, ListChoice(IssueView.OPEN, text=found), keep_personal_data=reason)
            case "merge_issues":
                merged = partial(merge_issues, note=text, keep_personal_data=reason)
                version = issue_card(*here, self.duplicate_id).row_version
                return merged(*here, self.duplicate_id, version, ids.dump_issue_id)
            case "assign_issue":
                noted = partial(assign_issue, note=text, keep_personal_data=reason)
                return noted(*here, ids.dump_issue_id, version, ids.ngo_id)
            case "set_deadline":
                return set_deadline(*here, ids.dump_issue_id, version, note=text, keep_personal_data=reason)
            case "comment_issue":
                return comment_issue(*here, ids.dump_issue_id, text, keep_personal_data=reason)
            case "add_body" | "change_body":
                name = field.rpartition(".")[2]
                said = f"podle potřeby, {text}" if name == "slot" else text
                words = {"name": "Komise", name: said, "keep_personal_data": reason}
                facts = BodyFacts(kind=BodyKind.COMMISSION, **words)  # type: ignore[arg-type]
                if service == "add_body":
                    return add_body(*here, facts)
                return change_body(*here, ids.cell_id, body_card(*here, ids.cell_id).row_version, facts)
            case "plan_meeting":
                when = clock.now() + timedelta(days=3)
                return plan_meeting(*here, ids.cell_id, when, text, keep_personal_data=reason)
            case "plan_meetings":
                dates = (NewDate(clock.now() + timedelta(days=30), text),)
                return plan_meetings(*here, ids.cell_id, dates, keep_personal_data=reason)
            case "move_meeting":
                to = NewDate(clock.now() + timedelta(days=20), text)
                row_version = meeting_card(*here, ids.meeting_id).row_version
                return move_meeting(*here, ids.meeting_id, row_version, to, keep_personal_data=reason)
            case "add_agenda_item":
                words = {"title": "Bod", name: text, "keep_personal_data": reason}
                return add_agenda_item(*here, ids.meeting_id, NewAgendaItem(**words))  # type: ignore[arg-type]
            case "add_organisation":
                words = {"name": f"Spolek {field}", field: f"Zkratka {text}" if field == "short_name" else text}
                return add_organisation(*here, kind=OrganisationKind.NGO, keep_personal_data=reason, **words)  # type: ignore[arg-type]
            case "change_city":
                return change_city(*here, text, keep_personal_data=reason)
            case "change_organisation":
                (police,) = (row for row in organisation_entries(*here) if row.id == ids.police_id)
                told = field.removeprefix("change.")
                words = {"name": "Městská policie 2", told: f"{text} ({told})"}  # what stands there is not searched
                changed = OrganisationChange(kind=OrganisationKind.OTHER, **words)  # type: ignore[arg-type]
                return change_organisation(*here, police.id, police.row_version, changed, keep_personal_data=reason)
            case "keep_profile":
                return keep_profile(*here, text, 'target = "sites"', keep_personal_data=reason)
            case _:
                return self._call_in_minutes(service, field, text, reason)

    def _call_in_minutes(self, service: str, field: str, text: str, reason: str) -> Any:
        """The same of the services of minutes."""
        here, item, meeting = (self.database, self.actor), self.item_id, self.held_id
        match service:
            case "write_entry":
                return write_entry(*here, item, NewEntry(EntryKind.STATEMENT, text, keep_personal_data=reason))
            case "change_entry":
                change = EntryChange(EntryKind.STATEMENT, text, keep_personal_data=reason)
                return change_entry(*here, self.entry_id, 1, change)
            case "set_attendance":
                present = partial(set_attendance, names=text, keep_personal_data=reason)
                return present(*here, meeting, self.ids.ngo_id, Presence.PRESENT)
            case "change_point":
                words = {"title": "Bod", field.removeprefix("change."): text, "keep_personal_data": reason}
                version = point_of(*here, meeting, item).row_version
                return change_point(*here, item, version, PointChange(**words))  # type: ignore[arg-type]
            case "give_task":
                return give_task(*here, item, NewTask(text, keep_personal_data=reason))
            case "change_task":
                return change_task(*here, self.task_id, 1, NewTask(text, keep_personal_data=reason))
            case "give_part":
                return give_part(*here, self.ids.dump_issue_id, NewTask(text, keep_personal_data=reason))
            case "settle_task":
                answered = partial(settle_task, answer=text, keep_personal_data=reason)
                task = next(task for task in point_of(*here, meeting, item).tasks if task.id == self.task_id)
                return answered(*here, task.id, task.row_version, TaskStatus.DONE)
            case "keep_paper_minutes":
                known = full_paper(self.ids.cell_id, self.ids.police_id, self.ids.ngo_id, None)
                new = known.points[1].new_issue
                assert new is not None
                whole = replace(known.points[0], new_issue=new)
                if field.startswith("minutes.points.places."):  # those of a known issue
                    whole = replace(known.points[0], issue_id=self.ids.dump_issue_id, places=new.places)
                coming = clock.now() + timedelta(days=12) if field == "minutes.next_place" else None
                said = with_text(replace(known, points=(whole,), next_at=coming), field.removeprefix("minutes."), text)
                return keep_paper_minutes(*here, replace(said, keep_personal_data=reason))
            case _ if service in SERVICES_OF_PROPOSALS:
                return self.proposals.call(service, field, text, reason)
            case _ if service in SERVICES_OF_PATROLS:
                return self.patrols.call(service, field, text, reason)
            case _ if service in SERVICES_OF_EMERGENCIES:
                return self.emergencies.call(service, field, text, reason)
            case _ if service in SERVICES_OF_BYLAWS:
                return self.bylaws.call(service, field, text, reason)
            case _ if service in SERVICES_OF_PHONES:
                return SomePhone(*here).call(field, text, reason)
            case _ if service in SERVICES_OF_LETTERS:
                return self.letters.call(service, field, text, reason)
            case _ if service in SERVICES_OF_COMMISSION:
                return self.commission.call(service, field, text, reason)
            case _ if service in SERVICES_OF_FIELD:
                return call_of_field(*here, self.venue_id, service, field, text, reason)
            case "add_addendum":
                return add_addendum(*here, self.closed_id, text, keep_personal_data=reason)
        pytest.fail(f"{service} takes the free text {field}: say here how to call it, or why it is not searched")


def site_version(database: Database, actor: Actor, site_id: int) -> int:
    """The row version that an edit of the site has to name."""
    return site_card(database, actor, site_id).row_version


SEARCHED = sorted(
    {
        (service.__name__, field)
        for service in SERVICES
        if writes(service)
        for field in texts_of(service)
        if field.rpartition(".")[2] not in NO_FREE_TEXT and (service.__name__, field) not in NOT_SEARCHED
    }
)


@pytest.fixture
def city(database: Database, actor: Actor, tmp_path: Path) -> City:
    """The small city."""
    return City(database, actor, tmp_path)


def test_the_free_texts_were_found() -> None:
    known = {("log_site", "new.observation.note"), ("raise_issue", "new.description"), ("add_agenda_item", "new.text")}
    assert known <= set(SEARCHED)
    taken = {(service.__name__, field) for service in SERVICES for field in texts_of(service)}
    assert set(NOT_SEARCHED) <= taken, "these are gone: take them off the list"


def test_every_free_text_is_searched_before_anything_is_saved(database: Database, city: City) -> None:
    before = content_of(database)
    for service, field in SEARCHED:
        with pytest.raises(PersonalDataFound) as refusal:
            city.call(service, field, f"Volejte {PHONE}")
        ((found,),) = refusal.value.findings.values()
        assert (found.kind, found.text) == (PersonalDataKind.PHONE, PHONE), (service, field)
        assert PHONE not in str(refusal.value)
    assert content_of(database) == before


def test_with_a_reason_it_is_kept_and_the_audit_says_why_and_how_much_but_not_what(
    database: Database, city: City
) -> None:
    for service, field in SEARCHED:
        last = entries_of(database)[-1].id
        city.call(service, field, f"Volejte {PHONE}", f"{REASON} Tel. {PHONE}")
        details = [whole_detail(database, entry) for entry in entries_of(database) if entry.id > last]
        told = [detail["personal_data"] for detail in details if "personal_data" in detail]
        assert told == [{"reason": f"{REASON} Tel. {REMOVED}", "found": {"phone": 1}}], (service, field)
        assert PHONE not in str(details), (service, field)


def test_no_word_that_a_person_wrote_stands_in_the_chain_of_the_audit(database: Database, city: City) -> None:
    """The chain is for ever; words lie beside it, so that they can be erased. A name as of a code makes no code."""
    text, chained = "Ořechovka 7", []
    for service, field in SEARCHED:
        last = entries_of(database)[-1].id
        city.call(service, field, text, REASON)  # with a reason each call makes what it writes into
        if any(text in str(entry.detail) for entry in entries_of(database) if entry.id > last):
            chained.append((service, field))
    assert not chained


def test_what_was_kept_stands_where_it_was_written(database: Database, actor: Actor, city: City) -> None:
    city.call("log_site", "new.name", f"U vrátnice, {PHONE}", REASON)
    city.call("comment_issue", "note", f"Volejte {PHONE}", REASON)
    notes = [event.note for event in issue_card(database, actor, city.ids.dump_issue_id).events]
    assert f"Volejte {PHONE}" in notes


def test_people_organisations_and_places_of_the_city_may_be_named(database: Database, actor: Actor, city: City) -> None:
    for text in ("Domluveno s Marií Novákovou.", "Zavolá paní Nováková."):
        with pytest.raises(PersonalDataFound):
            city.call("comment_issue", "note", text)
    with database.write(actor) as work:
        work.session.add(
            Account(municipality_id=actor.municipality_id, login="nova", name="Marie Nováková", roles=["official"])
        )
        work.commit()
    for text in ("Domluveno s Marií Novákovou.", "Zavolá paní Nováková."):
        city.call("comment_issue", "note", text)
    city.call("add_organisation", "name", "Nadace Anny Slavíkové", REASON)
    city.call("comment_issue", "note", "Přispěla Nadace Anny Slavíkové.")


def test_an_address_may_be_named_after_a_person(city: City) -> None:
    city.call("log_site", "new.address", "Boženy Němcové 12")


def test_a_place_sent_twice_is_one_record_and_asks_once(database: Database, actor: Actor) -> None:
    seen = NewObservation(clock.today(), note=f"Volejte {PHONE}", keep_personal_data=REASON)
    new = NewSite(SiteKind.OTHER, 14.3, 50.4, seen, name="Dvůr", client_id="phone-1")
    assert log_site(database, actor, new) == log_site(database, actor, new)


def test_a_reason_is_no_place_for_prose(city: City) -> None:
    with pytest.raises(InvalidValue):
        city.call("comment_issue", "note", PHONE, "x" * (REASON_AT_MOST + 1))
