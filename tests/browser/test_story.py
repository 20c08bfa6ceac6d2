"""A terrain worker sees on the place, on a phone, what became of what they reported, and gets from any step to any."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from dashboard.cookies import PLAIN_NAME
from geodata import clock
from geodata.database import Database
from geodata.model.issues import EvidenceKind, IssueStatus, IssueTopic
from geodata.model.meetings import EntryKind, MeetingState
from geodata.model.people import Role
from geodata.model.sites import Condition
from geodata.services.city import local_actor
from geodata.services.issue_card import issue_card
from geodata.services.issue_steps import Step, advance_issue
from geodata.services.issues import NewIssue, raise_issue
from geodata.services.sessions import new_token
from geodata.services.sites import NewObservation, observe
from geodata.services.story import site_story
from geodata.services.tasks import NewTask, give_task
from tests.browser.conftest import PHONE, STEP_WITHIN, Served, come_to_rest, watched_page
from tests.letters import answer_letter, send_letter, some_authority, write_letter
from tests.running_meeting import add_point, lead_to, run_meeting, say
from tests.signed_in import let_in
from tests.small_city import small_city, worker_of

expect.set_options(timeout=STEP_WITHIN)

LOGIN = "teren"


@pytest.fixture
def site_id(server: Served) -> Iterator[int]:
    """A dump that a terrain worker reported, that was discussed, written about, cleaned, and found clean by another."""
    database = Database(server.database_url)
    try:
        leader = local_actor(database)
        city = small_city(database, leader)
        worker = worker_of(database, leader, city.ngo_id, Role.TERRAIN, login=LOGIN)
        issue_id = raise_issue(
            database, worker, NewIssue(IssueTopic.DUMP, "Odpad za garážemi", site_ids=(city.dump_id,))
        )
        meeting_id = run_meeting(database, leader, city.cell_id, clock.now() - timedelta(hours=2))
        point = add_point(database, leader, meeting_id, "Garáže", issue_id=issue_id)
        say(database, leader, point, "Město osloví vlastníka.", kind=EntryKind.DECISION)
        give_task(database, leader, point, NewTask("Vyzvat vlastníka", city.police_id, due_next_meeting=True))
        lead_to(database, leader, meeting_id, MeetingState.CLOSED)
        letter = write_letter(database, leader, issue_id, some_authority(database, leader))
        send_letter(database, leader, letter)
        answer_letter(database, leader, letter)
        observe(database, leader, city.dump_id, NewObservation(clock.today(), Condition.CLEANED, note="Je čisto."))
        for wanted in (
            Step(IssueStatus.ACCEPTED),
            Step(IssueStatus.DONE, evidence=EvidenceKind.DOCUMENT, document="Protokol technických služeb"),
        ):
            advance_issue(database, leader, issue_id, issue_card(database, leader, issue_id).row_version, wanted)
        verified = Step(IssueStatus.VERIFIED)
        advance_issue(database, worker, issue_id, issue_card(database, worker, issue_id).row_version, verified)
        assert len(site_story(database, worker, city.dump_id)) > 6
        yield city.dump_id
    finally:
        database.close()


@pytest.fixture
def worker(chromium: Browser, server: Served, site_id: int) -> Iterator[Page]:
    """The phone of the terrain worker."""
    token = new_token()
    let_in(server.database_url, LOGIN, token)
    with watched_page(chromium, viewport=PHONE, has_touch=True, is_mobile=True, signed_in=False) as page:
        cookie = {"name": PLAIN_NAME, "value": token, "url": "http://127.0.0.1", "sameSite": "Lax"}
        page.context.add_cookies([cookie])  # type: ignore[list-item]
        yield page


def test_a_terrain_worker_sees_what_became_of_their_report_and_gets_from_step_to_step(
    worker: Page, server: Served, site_id: int
) -> None:
    worker.goto(f"{server.address}/")
    main = worker.get_by_test_id("stMainBlockContainer")
    expect(main.get_by_text("Co se stalo s tím, co jste nahlásili")).to_be_visible()
    expect(main.get_by_role("link", name=re.compile("Odpad za garážemi")).first).to_be_visible()
    worker.goto(f"{server.address}/site?id={site_id}")
    come_to_rest(worker)
    for step in (
        "Město osloví vlastníka.", "Vyzvat vlastníka", "Protokol technických služeb", "Je čisto.", "Ověřen",
    ):  # fmt: skip
        expect(main.get_by_text(re.compile(re.escape(step))).first).to_be_visible()
    for address, words, found in (
        ("meeting?id=", "", "Garáže"), ("submission?id=", "", "Stavební úřad"),
        ("issue?id=", "Odpad za garážemi", "Ověřen"),  # the place has another issue, which is open
    ):  # fmt: skip
        main.locator(f"a[href*='{address}']", has_text=words).first.click()
        expect(worker).to_have_url(re.compile(re.escape(address)))
        expect(main.get_by_text(re.compile(found)).first).to_be_visible()
        worker.goto(f"{server.address}/site?id={site_id}")
        come_to_rest(worker)
