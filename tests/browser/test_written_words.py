"""What people write stays text on every page: no link of theirs, no picture, no sign."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from geodata import clock
from geodata.database import Database
from geodata.model.issues import IssueTopic
from geodata.model.meetings import AgendaKind, BodyKind
from geodata.model.people import OrganisationKind
from geodata.services.bodies import BodyFacts, add_body
from geodata.services.city import local_actor
from geodata.services.issue_steps import comment_issue
from geodata.services.meetings import NewAgendaItem, add_agenda_item, plan_meeting
from geodata.services.organisations import add_organisation
from tests.browser.conftest import STEP_WITHIN, Served, is_own
from tests.browser.explorer import Explorer
from tests.small_city import some_issue, some_site

expect.set_options(timeout=STEP_WITHIN)

HOSTILE = (
    "www.evil.example http://evil.example/b HTTPS://EVIL.EXAMPLE ftp://evil.example <http://evil.example> "
    "[x](//evil.example) ![x](//evil.example/x) a@evil.example mailto:a@evil.example xmpp:a@evil.example "
    ":material_home: :material/home: :streamlit: :smile: :red[x] $x^2$ <b>x</b>"
)
NAME = HOSTILE[:110]
KEPT = "zkouška"  # why what looks like somebody's address has to stay


def fill(served: Served) -> list[str]:
    """Write it wherever somebody may; returns the addresses of the pages that show it."""
    database = Database(served.database_url)
    actor = local_actor(database)
    organisation = add_organisation(database, actor, NAME, OrganisationKind.NGO, short_name=NAME[:40])
    body = add_body(database, actor, BodyFacts(NAME, BodyKind.CELL, slot=f"první čtvrtek 13:00, {NAME[:60]}"))
    meeting = plan_meeting(database, actor, body, clock.now() + timedelta(days=3), NAME)
    site = some_site(database, actor, NAME)
    issue = some_issue(
        database,
        actor,
        NAME,
        topic=IssueTopic.BUILDING,
        site_ids=(site,),
        body_id=body,
        assignee_id=organisation,
        description=HOSTILE,
        keep_personal_data=KEPT,
    )
    comment_issue(database, actor, issue, HOSTILE, keep_personal_data=KEPT)
    add_agenda_item(
        database, actor, meeting, NewAgendaItem(NAME, AgendaKind.TASK, issue_id=issue, organisation_id=organisation)
    )
    database.close()
    return ["overview", "issues", f"issue?id={issue}", f"site?id={site}", "meetings", f"meeting?id={meeting}"]


def expect_only_text(page: Page) -> None:
    """No link leads away, and nothing of it became a picture or a sign."""
    hrefs: list[str] = page.locator("a[href]").evaluate_all("links => links.map((link) => link.href)")
    assert [href for href in hrefs if not is_own(href)] == []
    assert {urlsplit(href).scheme for href in hrefs} <= {"http"}
    main = page.get_by_test_id("stMain")
    assert main.locator("[data-testid=stMarkdownContainer] :is(img, b, .katex, .stMarkdownColoredText)").count() == 0
    assert main.get_by_text("home", exact=True).count() == 0


def test_nothing_that_people_write_becomes_a_link_or_a_picture(page: Page, server: Served) -> None:
    for path in fill(server):
        page.goto(f"{server.address}/{path}")
        expect(page.get_by_test_id("stMain").get_by_text("evil.example").first).to_be_visible()
        expect_only_text(page)
    explorer = Explorer(page, server.address).open("site=1")
    expect(explorer.card.get_by_text("evil.example").first).to_be_visible()
    expect_only_text(page)
