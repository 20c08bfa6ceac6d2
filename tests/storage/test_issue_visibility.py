"""What a list shows and what an object answers is one rule: over roles, organisations and sensitivities."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from geodata import clock
from geodata.database import Database
from geodata.errors import Forbidden, InvalidValue, LokalityError, NotFound
from geodata.model.issues import IssueStatus
from geodata.model.people import Actor, Role, Sensitivity
from geodata.policy import visible
from geodata.services.issue_card import issue_card
from geodata.services.issue_links import link_site, unlink_site
from geodata.services.issue_list import IssueOrder, list_issues
from geodata.services.issue_selection import IssueFilter
from geodata.services.meeting_card import meeting_card
from geodata.services.meeting_list import list_bodies, list_meetings
from geodata.services.meetings import NewAgendaItem, add_agenda_item
from geodata.services.nearby import surroundings
from geodata.services.overview import overview
from geodata.services.photos import read_photo
from geodata.services.site_card import site_card
from geodata.services.sites import SiteChange, correct_site
from geodata.services.story import site_story
from geodata.services.visibility import still_visible
from geodata.tables import Issue
from tests.small_city import advance, small_city, some_issue, some_site, worker_of


def may_see(database: Database, reader: Actor, issue_id: int) -> bool:
    try:
        issue_card(database, reader, issue_id)
    except (NotFound, Forbidden):
        return False
    return True


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("own", [True, False])
def test_a_list_holds_exactly_the_issues_that_answer_one_by_one(
    database: Database, actor: Actor, role: Role, own: bool
) -> None:
    city = small_city(database, actor)
    author = worker_of(database, actor, city.ngo_id, Role.TERRAIN)
    issues = [some_issue(database, author, level, sensitivity=level) for level in Sensitivity]
    issues += [city.building_issue_id, city.hidden_issue_id]
    reader = worker_of(database, actor, city.ngo_id if own else city.police_id, role, login="reader")
    answering = {issue_id for issue_id in issues if may_see(database, reader, issue_id)}
    if role == Role.PUBLIC:
        with pytest.raises(Forbidden):
            list_issues(database, reader, IssueFilter())
        assert not answering
        return
    for order in IssueOrder:
        page = list_issues(database, reader, IssueFilter(), order=order)
        listed = {row.id for row in page.rows}
        assert listed & set(issues) == answering
        assert page.total == len(page.rows)


@pytest.mark.parametrize("role", Role)
def test_the_check_of_found_rows_is_the_same_rule(database: Database, actor: Actor, role: Role) -> None:
    city = small_city(database, actor)
    author = worker_of(database, actor, city.ngo_id, Role.TERRAIN)
    some_issue(database, author, sensitivity=Sensitivity.RESTRICTED)
    for organisation_id in (city.ngo_id, city.police_id, None):
        reader = replace(actor, organisation_id=organisation_id, roles=frozenset({role}))
        with database.read() as session:
            found, checked = (
                set(session.scalars(select(Issue.id).where(rule(reader, Issue)))) for rule in (visible, still_visible)
            )
        assert found == checked


def test_nothing_of_a_restricted_issue_shows_at_its_site_or_its_meeting(database: Database, actor: Actor) -> None:
    city = small_city(database, actor)
    point = NewAgendaItem("Citlivý bod", issue_id=city.hidden_issue_id)
    add_agenda_item(database, actor, city.meeting_id, point)
    worker = worker_of(database, actor, city.ngo_id, Role.TERRAIN)

    card = site_card(database, worker, city.building_id)
    assert city.hidden_issue_id not in {issue.id for issue in card.open_issues}
    assert len(site_card(database, actor, city.building_id).open_issues) == len(card.open_issues) + 1

    told = [entry.issue.id for entry in site_story(database, worker, city.building_id) if entry.issue]
    assert city.hidden_issue_id not in told
    assert [item.title for item in meeting_card(database, worker, city.meeting_id).points] == ["Školní 12"]
    assert [row.points for row in list_meetings(database, worker, coming=True)] == [1]
    assert [row.points for row in list_meetings(database, actor, coming=True)] == [2]

    seen = overview(database, worker)
    assert seen.open.value == overview(database, actor).open.value - 1
    assert city.hidden_issue_id not in {change.issue.id for change in seen.changes if change.issue}
    assert city.hidden_site_id not in {change.site.id for change in seen.changes if change.site}


def test_whoever_corrects_a_place_is_neither_stopped_nor_told_by_what_happens_to_a_restricted_issue(
    database: Database, actor: Actor
) -> None:
    city = small_city(database, actor)
    worker = worker_of(database, actor, city.ngo_id, Role.TERRAIN)
    before = site_card(database, worker, city.dump_id)
    issue_id = some_issue(
        database, actor, sensitivity=Sensitivity.RESTRICTED, site_ids=(city.dump_id,), due_on=clock.today()
    )
    for change in (unlink_site, link_site):
        change(database, actor, issue_id, city.dump_id)
        assert site_card(database, worker, city.dump_id) == before
    advance(database, actor, issue_id, IssueStatus.ACCEPTED)
    assert site_card(database, worker, city.dump_id) == before
    correct_site(database, worker, city.dump_id, before.row_version, SiteChange(name="Za tratí u mostu"))


def test_a_restricted_site_is_not_there_for_others(database: Database, actor: Actor, tmp_path: Path) -> None:
    city = small_city(database, actor)
    worker = worker_of(database, actor, city.ngo_id, Role.TERRAIN)
    asked: list[Callable[[], object]] = [
        lambda: site_card(database, worker, city.hidden_site_id),
        lambda: site_story(database, worker, city.hidden_site_id),
        lambda: surroundings(database, worker, city.hidden_site_id),
        lambda: read_photo(database, worker, tmp_path, 1),
    ]
    for ask in asked:
        with pytest.raises(NotFound):
            ask()
    around = surroundings(database, worker, city.building_id)
    assert city.hidden_site_id not in {site.site_id for site in around.nearby}
    filtered = list_issues(database, worker, IssueFilter(site_id=city.hidden_site_id))
    assert (filtered.rows, filtered.total) == ((), 0)


def test_a_figure_kept_for_one_reader_is_not_given_to_another(database: Database, actor: Actor) -> None:
    city = small_city(database, actor)
    worker = worker_of(database, actor, city.ngo_id, Role.TERRAIN)
    for _ in range(2):
        assert list_issues(database, actor, IssueFilter()).total == 3
        assert list_issues(database, worker, IssueFilter()).total == 2
        assert [body.open_issues for body in list_bodies(database, worker)] == [1]


@pytest.mark.parametrize("page", [overview, list_bodies])
def test_the_public_sees_no_page_of_the_office(
    database: Database, actor: Actor, page: Callable[[Database, Actor], object]
) -> None:
    nobody = worker_of(database, actor, None, Role.PUBLIC)
    with pytest.raises(LokalityError):
        page(database, nobody)


def test_a_place_that_becomes_restricted_takes_its_issues_and_their_points_along(
    database: Database, actor: Actor
) -> None:
    city = small_city(database, actor)
    worker = worker_of(database, actor, city.police_id, Role.TERRAIN)
    issue_id = some_issue(database, actor, title="Vila chátrá", site_ids=(city.dump_id,))
    add_agenda_item(database, actor, city.meeting_id, NewAgendaItem("Vila chátrá", issue_id=issue_id))
    assert may_see(database, worker, issue_id)
    version = site_card(database, actor, city.dump_id).row_version
    correct_site(database, actor, city.dump_id, version, SiteChange(sensitivity=Sensitivity.RESTRICTED))
    assert not may_see(database, worker, issue_id)
    assert "Vila chátrá" not in [point.title for point in meeting_card(database, worker, city.meeting_id).points]
    assert issue_card(database, actor, issue_id).sensitivity == Sensitivity.RESTRICTED


def test_points_are_numbered_as_if_hidden_ones_were_not_there(database: Database, actor: Actor) -> None:
    city = small_city(database, actor)
    worker = worker_of(database, actor, city.police_id, Role.POLICE)
    hidden = some_issue(database, actor, sensitivity=Sensitivity.RESTRICTED)
    for title, issue_id in (("První", None), ("Skrytý", hidden), ("Třetí", None)):
        add_agenda_item(database, actor, city.meeting_id, NewAgendaItem(title, issue_id=issue_id))
    points = meeting_card(database, worker, city.meeting_id).points
    assert "Skrytý" not in {point.title for point in points}
    assert [point.number for point in points] == list(range(1, len(points) + 1))


def test_a_restricted_place_hides_no_issue_from_who_links_it_or_has_the_issue(database: Database, actor: Actor) -> None:
    """Whoever sees everything may link it all the same, and share the issue afterwards."""
    city = small_city(database, actor)
    terrain = worker_of(database, actor, city.ngo_id, Role.TERRAIN)
    officer = worker_of(database, actor, city.police_id, Role.OFFICIAL)
    squat = some_site(database, terrain, "Squat", sensitivity=Sensitivity.RESTRICTED)
    of_police = some_issue(database, officer, "Skládka u trati")
    with pytest.raises(InvalidValue, match="Terén"):
        link_site(database, terrain, of_police, squat)
    given_away = some_issue(database, terrain, "Skládka u trati", assignee_id=city.police_id)
    with pytest.raises(InvalidValue, match="Městská policie"):
        link_site(database, terrain, given_away, squat)
    for issue_id in (of_police, given_away):
        assert may_see(database, terrain, issue_id)
        assert may_see(database, officer, issue_id)
        assert issue_card(database, actor, issue_id).sites == ()
    own = some_issue(database, terrain, "Skládka u trati", assignee_id=city.ngo_id)
    link_site(database, terrain, own, squat)
    link_site(database, actor, given_away, squat)
    assert may_see(database, terrain, own)
    assert not may_see(database, officer, own)
    assert not may_see(database, officer, given_away)
