"""Drafts of letters to authorities: written, changed, taken back, and what they may follow."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from geodata import clock
from geodata.clock import standing_at
from geodata.database import Database
from geodata.errors import Forbidden, InvalidValue, NotFound, StaleEdit, TransitionRefused
from geodata.model.legal_bases import legal_basis
from geodata.model.next_steps import NextStep
from geodata.model.people import Actor, Role
from geodata.model.submissions import AnswerKind, SendingWay, SubmissionKind, SubmissionState
from geodata.policy import GRANTS, Action
from geodata.services.personal_data import PersonalDataFound
from geodata.services.submission_list import SubmissionFilter, list_submissions, submissions_of_issue
from geodata.services.submission_steps import Answer, Sending, note_answer, send_submission
from geodata.services.submissions import change_submission, withdraw_submission, write_submission
from geodata.tables import Submission
from tests.audited import entries_of, whole_detail
from tests.batches import content_of
from tests.letters import a_letter, answer_letter, letter_card, send_letter, some_authority, write_letter
from tests.small_city import SmallCity, worker_of


def test_a_draft_knows_its_issue_its_places_and_its_authority(
    database: Database, actor: Actor, city: SmallCity, draft_id: int, office_id: int
) -> None:
    card = letter_card(database, actor, draft_id)
    assert (card.line.issue.id, card.line.authority_id, card.authority_name) == (
        city.building_issue_id, office_id, "Stavební úřad",
    )  # fmt: skip
    assert (card.line.state, card.line.basis, card.deadline) == (SubmissionState.DRAFT, legal_basis("notice"), None)
    (place,) = card.places
    assert (place.site_id, place.photo_ids) == (city.building_id, ())
    assert place.condition is not None
    assert [offer.step for offer in card.offers] == [NextStep.SEND]
    assert [line.id for line in submissions_of_issue(database, actor, city.building_issue_id)] == [draft_id]
    (entry,) = entries_of(database, "write", "submission")
    told = whole_detail(database, entry)
    assert (told["issue"], told["authority"]) == (city.building_issue_id, office_id)
    assert "Havarijní objekt" not in str(told)  # its words stand in the draft, and in no other place


def test_the_same_draft_sent_twice_is_one(database: Database, actor: Actor, city: SmallCity, office_id: int) -> None:
    ids = {
        write_submission(database, actor, city.dump_issue_id, a_letter(office_id), client_id="once") for _ in range(2)
    }
    assert len(ids) == 1
    assert len(submissions_of_issue(database, actor, city.dump_issue_id)) == 1


def test_a_draft_changes_until_it_is_sent_and_a_stale_change_is_refused(
    database: Database, actor: Actor, draft_id: int
) -> None:
    hygiene = some_authority(database, actor, "Hygienická stanice")
    changed = a_letter(hygiene, SubmissionKind.INFORMATION_REQUEST, "information", subject="Hlodavci")
    version = letter_card(database, actor, draft_id).row_version
    change_submission(database, actor, draft_id, version, changed)
    card = letter_card(database, actor, draft_id)
    assert (card.line.authority, card.line.subject, card.line.kind) == (
        "Hygienická stanice", "Hlodavci", SubmissionKind.INFORMATION_REQUEST,
    )  # fmt: skip
    with pytest.raises(StaleEdit):
        change_submission(database, actor, draft_id, version, changed)
    send_letter(database, actor, draft_id)
    with pytest.raises(InvalidValue, match="sent"):
        change_submission(database, actor, draft_id, letter_card(database, actor, draft_id).row_version, changed)


def test_a_draft_that_was_taken_back_is_gone_and_its_words_with_it(
    database: Database, actor: Actor, city: SmallCity, draft_id: int
) -> None:
    withdraw_submission(database, actor, draft_id, letter_card(database, actor, draft_id).row_version)
    with pytest.raises(NotFound):
        letter_card(database, actor, draft_id)
    assert submissions_of_issue(database, actor, city.building_issue_id) == ()
    with database.read() as session:
        row = session.get_one(Submission, draft_id)
        assert (row.subject, row.text, row.state) == ("", "", SubmissionState.WITHDRAWN)


def test_what_was_sent_cannot_be_taken_back(database: Database, actor: Actor, sent_id: int) -> None:
    with pytest.raises(TransitionRefused):
        withdraw_submission(database, actor, sent_id, letter_card(database, actor, sent_id).row_version)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ({"subject": " \n"}, "subject is empty"),
        ({"subject": "a" * 201}, "200"),
        ({"text": " "}, "says nothing"),
        ({"text": "a" * 20_001}, "20000"),
    ],
)
def test_a_letter_without_words_or_with_too_many_is_refused(
    database: Database, actor: Actor, city: SmallCity, office_id: int, words: dict[str, Any], told: str
) -> None:
    with pytest.raises(InvalidValue, match=told):
        write_submission(database, actor, city.dump_issue_id, a_letter(office_id, **words))


@pytest.mark.parametrize("basis", ["information", "no such law"])
def test_a_basis_belongs_to_the_kind_of_the_letter(
    database: Database, actor: Actor, city: SmallCity, office_id: int, basis: str
) -> None:
    with pytest.raises(InvalidValue, match="basis"):
        write_submission(database, actor, city.dump_issue_id, a_letter(office_id, basis=basis))


def test_a_letter_with_a_birth_number_is_stopped(
    database: Database, actor: Actor, city: SmallCity, office_id: int
) -> None:
    with pytest.raises(PersonalDataFound):
        write_submission(database, actor, city.dump_issue_id, a_letter(office_id, text="R. č. 815703/0014"))
    assert submissions_of_issue(database, actor, city.dump_issue_id) == ()


def test_a_letter_follows_only_one_that_was_sent_about_the_same_issue(
    database: Database, actor: Actor, city: SmallCity, office_id: int, draft_id: int
) -> None:
    with pytest.raises(InvalidValue, match="not sent"):
        write_letter(database, actor, city.building_issue_id, office_id, draft_id)
    send_letter(database, actor, draft_id)
    with pytest.raises(InvalidValue, match="same issue"):
        write_letter(database, actor, city.dump_issue_id, office_id, draft_id)


def test_drafts_that_are_sent_at_once_under_one_name_are_one(
    database: Database, actor: Actor, city: SmallCity, office_id: int
) -> None:
    def write(_: int) -> int:
        return write_submission(database, actor, city.dump_issue_id, a_letter(office_id), client_id="at once")

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(write, range(8)))) == 1
    assert len(submissions_of_issue(database, actor, city.dump_issue_id)) == 1


def test_of_many_who_note_an_answer_at_once_one_does_and_the_others_are_told(
    database: Database, actor: Actor, draft_id: int
) -> None:
    version = letter_card(database, actor, send_letter(database, actor, draft_id)).row_version

    def answer(number: int) -> bool:
        try:
            note_answer(database, actor, draft_id, version, Answer(AnswerKind.OTHER, note=f"Odpověď {number}"))
        except StaleEdit:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(answer, range(8))) == 1
    assert letter_card(database, actor, draft_id).events[0].kind == "answered"
    assert len(entries_of(database, "answer", "submission")) == 1


def test_another_organisation_neither_changes_nor_sends_nor_takes_back_a_draft(
    database: Database, actor: Actor, city: SmallCity, office_id: int
) -> None:
    police = worker_of(database, actor, city.police_id, Role.POLICE)
    theirs = write_letter(database, police, city.building_issue_id, office_id)
    stranger = worker_of(database, actor, city.ngo_id, Role.OFFICIAL)
    card = letter_card(database, stranger, theirs)
    assert (card.may_keep, card.offers) == (False, ())
    for step in (
        lambda: change_submission(database, stranger, theirs, card.row_version, a_letter(office_id)),
        lambda: withdraw_submission(database, stranger, theirs, card.row_version),
        lambda: send_submission(database, stranger, theirs, card.row_version, Sending(SendingWay.POST)),
    ):
        with pytest.raises(Forbidden):
            step()
    colleague = worker_of(database, actor, city.police_id, Role.OFFICIAL)
    coordinator = worker_of(database, actor, city.ngo_id, Role.COORDINATOR)
    for who in (colleague, coordinator):
        version = letter_card(database, who, theirs).row_version
        change_submission(database, who, theirs, version, a_letter(office_id, subject=f"Změnil {who.account_id}"))
    send_letter(database, colleague, theirs)
    answer_letter(database, stranger, theirs)  # what came back may be noted by whoever keeps letters
    assert letter_card(database, stranger, theirs).may_keep


def test_who_belongs_to_no_organisation_leads_their_own_draft_and_nobody_else_s(
    database: Database, actor: Actor, city: SmallCity, office_id: int
) -> None:
    alone = worker_of(database, actor, None, Role.OFFICIAL)
    draft = write_letter(database, alone, city.building_issue_id, office_id)
    other = worker_of(database, actor, None, Role.OFFICIAL, login="other")
    assert not letter_card(database, other, draft).may_keep
    send_letter(database, alone, draft)
    assert letter_card(database, other, draft).may_keep


@pytest.mark.parametrize("role", [role for role in Role if role in GRANTS[Action.VIEW]])
def test_drafts_are_shown_to_those_who_may_write_letters(
    database: Database, actor: Actor, city: SmallCity, draft_id: int, role: Role
) -> None:
    who = worker_of(database, actor, city.ngo_id, role)
    writes = role in GRANTS[Action.KEEP_SUBMISSION]
    for reader in (who, replace(who, views_as=True)):
        listed = list_submissions(database, reader, SubmissionFilter(frozenset({SubmissionState.DRAFT})))
        assert ([line.id for line in listed.lines], listed.total) == (([draft_id], 1) if writes else ([], 0))
        about = submissions_of_issue(database, reader, city.building_issue_id)
        assert [line.id for line in about] == ([draft_id] if writes else [])
        if writes:
            assert letter_card(database, reader, draft_id).id == draft_id
        else:
            with pytest.raises(NotFound):
                letter_card(database, reader, draft_id)
    send_letter(database, actor, draft_id)
    assert letter_card(database, who, draft_id).id == draft_id


def test_personal_data_that_is_taken_out_of_a_letter_does_not_go_into_the_audit(
    database: Database, actor: Actor, city: SmallCity, office_id: int
) -> None:
    secret = a_letter(office_id, text="R. č. 815703/0014", keep_personal_data="Žádost soudu")
    drafts = [write_submission(database, actor, city.dump_issue_id, secret) for _ in range(2)]
    change_submission(database, actor, drafts[0], 1, a_letter(office_id))
    withdraw_submission(database, actor, drafts[1], 1)
    told = [whole_detail(database, entry) for entry in entries_of(database, "write", "update", "withdraw")]
    assert "815703" not in str(told)
    assert [detail["personal_data"]["reason"] for detail in told[:2]] == ["Žádost soudu"] * 2
    assert told[2] == {}
    assert told[-1]["text"] == "R. č. […]"


def test_the_audit_says_once_a_sitting_that_a_draft_was_changed_and_not_in_which_words(
    database: Database, actor: Actor, city: SmallCity, draft_id: int, office_id: int
) -> None:
    clerk = worker_of(database, actor, actor.organisation_id, Role.COORDINATOR, login="referentka")
    begun = clock.now()

    def leave_a_field(who: Actor, minutes: int, text: str, reason: str = "") -> None:
        with standing_at(begun + timedelta(minutes=minutes)):
            version = letter_card(database, who, draft_id).row_version
            letter = a_letter(office_id, text=text, keep_personal_data=reason)
            change_submission(database, who, draft_id, version, letter)

    def noted() -> list[int | None]:
        return [entry.account_id for entry in entries_of(database, "update", "submission")]

    for minute in range(5):
        leave_a_field(actor, minute, f"Slovo {minute}")
    assert noted() == [actor.account_id]
    leave_a_field(clerk, 10, "Slovo jiné")
    leave_a_field(clerk, 11, "Slovo další")
    assert noted() == [actor.account_id, clerk.account_id]
    leave_a_field(actor, 12, "Slovo zpět")  # else the other one would count as the last who wrote
    assert noted() == [actor.account_id, clerk.account_id, actor.account_id]
    leave_a_field(actor, 80, "Slovo po obědě")
    assert len(noted()) == 4
    for minute in (81, 82):
        leave_a_field(actor, minute, "Slovo, tel. 602 123 456", "Linka úřadu")
    told = [whole_detail(database, entry) for entry in entries_of(database, "update", "submission")]
    assert told == [{}] * 4 + [{"personal_data": {"reason": "Linka úřadu", "found": {"phone": 1}}}]
    assert "Slovo" not in "\n".join(content_of(database)["audit_words"])
    assert letter_card(database, actor, draft_id).text == "Slovo, tel. 602 123 456"
