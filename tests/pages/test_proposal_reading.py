"""What a reader of a proposal is told without looking for it: open comments, the version that goes on, like zones."""

from __future__ import annotations

import pytest

from dashboard.formats import NO_BREAK
from geodata.database import Database
from geodata.model.people import Actor
from geodata.model.zones import ZoneRule
from geodata.services.proposal_comments import NewComment, answer_comment, comment_version, comments_of
from geodata.services.proposal_drafts import draft_version
from geodata.services.zone_drafts import add_zone
from tests.commission_desk import commission_desk
from tests.pages.desk import press
from tests.pages.shown import Show, words_of
from tests.proposals import AROUND_BOTH, Proposed, a_zone, proposed, submitted, with_zone
from tests.small_city import SmallCity


@pytest.fixture
def made(database: Database, actor: Actor, city: SmallCity) -> Proposed:
    return proposed(database, actor, city.cell_id)


def html_of(page: object) -> str:
    """Everything that the page writes by hand."""
    return "".join(one.proto.body for one in page.get("html"))  # type: ignore[attr-defined]


def unescaped(words: str) -> str:
    """What stands on the screen where this is Markdown."""
    return words.replace("\\", "").replace(NO_BREAK, " ")


def test_comments_that_wait_are_told_at_the_next_step_and_lead_there(
    show: Show, database: Database, actor: Actor, made: Proposed
) -> None:
    with_zone(database, actor, made, AROUND_BOTH)
    comment_version(database, actor, made.version_id, NewComment("A co škola?"))
    comment_version(database, actor, made.version_id, NewComment("A co hřiště?"))
    key = f"open-comments-{made.version_id}"
    page = show("proposal", id=made.proposal_id)
    assert page.button(key=key).label == "2 připomínky čekají na odpověď"
    page = press(page, key)
    assert "A co škola?" in words_of(page)
    assert key not in [button.key for button in page.button]  # one is there
    for line in comments_of(database, actor, made.version_id):
        answer_comment(database, actor, line.id, "Doplníme.")
    assert key not in [button.key for button in show("proposal", id=made.proposal_id).button]


def test_comments_on_the_submitted_version_are_told_on_a_draft_too(
    show: Show, database: Database, actor: Actor, made: Proposed
) -> None:
    with_zone(database, actor, made, AROUND_BOTH)
    submitted(database, actor, made)
    comment_version(database, actor, made.version_id, NewComment("A co škola?"))
    draft_id = draft_version(database, actor, made.proposal_id, made.version_id)
    page = show("proposal", id=made.proposal_id, version=draft_id)
    assert page.button(key=f"open-comments-{made.version_id}").label == "1 připomínka čeká na odpověď (verze 1)"


def test_on_a_draft_the_step_names_the_version_that_goes_on(show: Show, database: Database, actor: Actor) -> None:
    desk = commission_desk(database, actor)
    desk.decide()
    draft_id = draft_version(database, actor, desk.proposal_id, desk.version_id)
    for version_id in (draft_id, desk.version_id):
        page = show("proposal", id=desk.proposal_id, version=version_id)
        assert [one.label for one in page.button if one.label.startswith("Předat")] == ["Předat radě: verze 1"]


def test_like_zones_are_one_list_and_each_says_its_reason_once(
    show: Show, database: Database, actor: Actor, made: Proposed
) -> None:
    for name in ("Předlice", "Nový svět", "Střekov"):
        add_zone(database, actor, made.version_id, a_zone(name=name))
    add_zone(database, actor, made.version_id, a_zone(name="Střed", rule=ZoneRule.MACHINE_CAP, cap=10, measured=None))
    page = show("proposal", id=made.proposal_id)
    assert "Úplný zákaz · do 100 m od: lokalita · 3 zóny" in [unescaped(one.label) for one in page.expander]
    html = html_of(page)
    assert all(f'<th scope="row">{name}</th>' in html for name in ("Předlice", "Nový svět", "Střekov", "Střed"))
    assert [one.value for one in page.markdown].count("Do 100 m od lokality") == 1  # the three state the same reason
    assert "nic: důvod je jen slovy" in html


def test_what_nobody_counted_stays_told_in_the_comparison(
    show: Show, database: Database, actor: Actor, made: Proposed
) -> None:
    with_zone(database, actor, made, AROUND_BOTH)
    submitted(database, actor, made)
    draft_id = draft_version(database, actor, made.proposal_id, made.version_id)
    html = html_of(show("proposal", id=made.proposal_id, version=draft_id, show="compare"))
    assert "0, u 2 provozoven počet neznáme" in html
    assert "z toho zákazem" in html
    assert "z toho jen hodinami nebo stropem" in html
