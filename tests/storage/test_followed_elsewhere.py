"""Where an issue is followed in another, the readers of either keep what is theirs and learn nothing that is not."""

from __future__ import annotations

import random
from datetime import timedelta

import pytest

from geodata import clock
from geodata.database import Database
from geodata.errors import InvalidValue, NotFound
from geodata.model.issues import IssueStatus
from geodata.model.meetings import MeetingState, TaskStatus
from geodata.model.paper_minutes import PaperMinutes, PaperPoint, PaperTask
from geodata.model.people import Actor, Role, Sensitivity
from geodata.services.issue_card import issue_card
from geodata.services.issue_links import link_site, unlink_site
from geodata.services.issue_merging import merge_issues
from geodata.services.meeting_card import meeting_card
from geodata.services.meetings import plan_meeting
from geodata.services.paper_minutes import keep_paper_minutes
from geodata.services.site_card import site_card
from geodata.services.sites import SiteChange, correct_site
from geodata.services.tasks import NewTask, give_part, give_task, settle_task
from tests.letters import letter_card, send_letter, some_authority, write_letter
from tests.running_meeting import add_point, lead_to, point_of, run_meeting
from tests.small_city import SmallCity, advance, small_city, some_issue, some_site, worker_of


@pytest.fixture
def city(database: Database, actor: Actor) -> SmallCity:
    return small_city(database, actor)


def merge(database: Database, actor: Actor, duplicate: int, into: int) -> None:
    merge_issues(database, actor, duplicate, issue_card(database, actor, duplicate).row_version, into)


def restrict_site(database: Database, actor: Actor, site_id: int) -> None:
    version = site_card(database, actor, site_id).row_version
    correct_site(database, actor, site_id, version, SiteChange(sensitivity=Sensitivity.RESTRICTED))


def sites_of(database: Database, actor: Actor, issue_id: int) -> set[int]:
    return {site.id for site in issue_card(database, actor, issue_id).sites}


def test_signed_minutes_keep_a_task_that_went_where_its_readers_do_not_see(
    database: Database, actor: Actor, city: SmallCity
) -> None:
    reader = worker_of(database, actor, city.ngo_id, Role.PARTNER)
    duplicate, other = some_issue(database, actor, "Ubytovna D"), some_issue(database, actor, "Ubytovna O")
    meeting = run_meeting(database, actor, city.cell_id)
    point = add_point(database, actor, meeting, "Ubytovna", issue_id=duplicate)
    task = give_task(database, actor, point, NewTask("Zkontrolovat ubytovnu", city.ngo_id))
    lead_to(database, actor, meeting, MeetingState.SIGNED)
    merge(database, actor, duplicate, other)
    link_site(database, actor, other, city.hidden_site_id)
    settle_task(database, actor, task, 1, TaskStatus.DONE, "Jen pro čtenáře podnětu")
    (line,) = point_of(database, reader, meeting, point).tasks
    assert (line.id, line.status, line.answer, line.follows) == (task, TaskStatus.DONE, None, False)
    assert line.issue is not None
    assert line.issue.id == line.issue_id == duplicate
    (whole,) = point_of(database, actor, meeting, point).tasks
    assert (whole.answer, whole.issue_id, whole.follows) == ("Jen pro čtenáře podnětu", other, True)


def test_a_task_at_a_point_about_a_duplicate_stays_before_the_eyes_of_who_gives_it(
    database: Database, actor: Actor, city: SmallCity
) -> None:
    """The issue in which it is followed is hidden from the keeper: the task stays, no refusal tells of the other."""
    keeper = worker_of(database, actor, city.police_id, Role.POLICE)
    duplicate, other = some_issue(database, keeper, "Ubytovna D"), some_issue(database, actor, "Ubytovna O")
    meeting = run_meeting(database, actor, city.cell_id)
    merge(database, actor, duplicate, other)
    point = add_point(database, actor, meeting, "Ubytovna", issue_id=duplicate)
    link_site(database, actor, other, city.hidden_site_id)
    given = [
        give_task(database, keeper, point, NewTask("Zjistit majitele")),
        give_task(database, keeper, point, NewTask("Zkontrolovat", city.police_id)),
    ]
    assert [task.id for task in point_of(database, keeper, meeting, point).tasks] == given
    assert [task.id for task in issue_card(database, keeper, duplicate).tasks] == given
    settle_task(database, keeper, given[0], 1, TaskStatus.DONE, "Zjištěno")


def test_paper_minutes_keep_it_there_too(database: Database, actor: Actor, city: SmallCity) -> None:
    keeper = worker_of(database, actor, city.police_id, Role.POLICE)
    duplicate, other = some_issue(database, keeper, "Ubytovna D"), some_issue(database, actor, "Ubytovna O")
    merge(database, actor, duplicate, other)
    link_site(database, actor, other, city.hidden_site_id)
    told = PaperPoint(title="Ubytovna", issue_id=duplicate, tasks=(PaperTask("Zjistit", assignee_id=city.police_id),))
    minutes = PaperMinutes(city.cell_id, clock.now() - timedelta(days=2), points=(told,), origin="zápis", client_id="p")
    meeting = keep_paper_minutes(database, keeper, minutes)
    (point,) = meeting_card(database, keeper, meeting).points
    assert [task.issue_id for task in point.tasks] == [duplicate]


def test_a_task_given_at_a_duplicate_goes_where_it_is_followed_and_comes_back_with_it(
    database: Database, actor: Actor, city: SmallCity
) -> None:
    duplicate, other = some_issue(database, actor, "Ubytovna D"), some_issue(database, actor, "Ubytovna O")
    meeting = run_meeting(database, actor, city.cell_id)
    merge(database, actor, duplicate, other)
    point = add_point(database, actor, meeting, "Ubytovna", issue_id=duplicate)
    task = give_task(database, actor, point, NewTask("Zjistit majitele"))
    assert task in {line.id for line in issue_card(database, actor, other).tasks}
    advance(database, actor, duplicate, IssueStatus.REOPENED)
    assert [line.id for line in issue_card(database, actor, duplicate).tasks] == [task]
    assert issue_card(database, actor, other).tasks == ()


def test_a_place_that_becomes_restricted_hides_what_its_issue_brought_to_another(
    database: Database, actor: Actor, city: SmallCity
) -> None:
    """The other issue is about the place no more; letters, tasks and points of the duplicate are still there."""
    outsider = worker_of(database, actor, city.ngo_id, Role.OFFICIAL)
    flat = some_site(database, actor, "Lipová 3")
    office = some_authority(database, actor)
    coming = plan_meeting(database, actor, city.cell_id, clock.now() + timedelta(days=3))
    others = []
    for bring in (
        lambda issue: send_letter(database, actor, write_letter(database, actor, issue, office)),
        lambda issue: give_part(database, actor, issue, NewTask("Hlídat vchod", city.police_id)),
        lambda issue: add_point(database, actor, coming, "Lipová 3", issue_id=issue),
        lambda issue: link_site(database, actor, issue, city.dump_id),
    ):
        duplicate, other = some_issue(database, actor, "Lipová", site_ids=(flat,)), some_issue(database, actor, "Byty")
        bring(duplicate)
        merge(database, actor, duplicate, other)
        unlink_site(database, actor, other, flat)
        others.append(other)
    empty, beside = some_issue(database, actor, "Lipová", site_ids=(flat,)), some_issue(database, actor, "Jiné byty")
    merge(database, actor, empty, beside)
    unlink_site(database, actor, beside, flat)
    restrict_site(database, actor, flat)
    for issue in others:
        with pytest.raises(NotFound):
            issue_card(database, outsider, issue)
    assert meeting_card(database, outsider, coming).points == ()
    assert issue_card(database, outsider, beside).id == beside


def test_what_went_on_through_a_third_issue_is_hidden_too(database: Database, actor: Actor, city: SmallCity) -> None:
    """A settled task stays in the middle, a letter and a point go to the end of the chain."""
    outsider = worker_of(database, actor, city.ngo_id, Role.OFFICIAL)
    flat = some_site(database, actor, "Lipová 3")
    first = some_issue(database, actor, "Lipová", site_ids=(flat,))
    middle, last = some_issue(database, actor, "Byty"), some_issue(database, actor, "Celý dvůr")
    part = give_part(database, actor, first, NewTask("Hlídat vchod"))
    coming = plan_meeting(database, actor, city.cell_id, clock.now() + timedelta(days=3))
    add_point(database, actor, coming, "Lipová 3", issue_id=first)
    merge(database, actor, first, middle)
    settle_task(database, actor, part, 1, TaskStatus.DONE, "Hotovo")
    unlink_site(database, actor, middle, flat)
    merge(database, actor, middle, last)
    restrict_site(database, actor, flat)
    for issue in (first, middle, last):
        with pytest.raises(NotFound):
            issue_card(database, outsider, issue)


def test_the_places_of_a_duplicate_are_changed_where_it_is_followed(
    database: Database, actor: Actor, city: SmallCity
) -> None:
    """Its form was open while somebody else merged it: a place that was linked there would be lost."""
    duplicate, other = some_issue(database, actor, "D", site_ids=(city.building_id,)), some_issue(database, actor, "O")
    merge(database, actor, duplicate, other)
    number = issue_card(database, actor, other).number
    for change in (link_site, unlink_site):
        with pytest.raises(InvalidValue, match=number):
            change(database, actor, duplicate, city.building_id)
    link_site(database, actor, other, city.hidden_site_id)
    reader = worker_of(database, actor, city.ngo_id, Role.OFFICIAL)
    with pytest.raises(InvalidValue, match="closed") as refused:
        link_site(database, reader, duplicate, city.dump_id)
    assert number not in str(refused.value)
    assert sites_of(database, actor, duplicate) == {city.building_id}


def test_a_chain_that_is_parted_leaves_each_issue_with_its_own_places(
    database: Database, actor: Actor, city: SmallCity
) -> None:
    """The middle one is opened first: what the first had brought through it is known as that of the first."""
    own = {}
    for name in ("první", "druhý", "třetí"):
        site = some_site(database, actor, name)
        own[some_issue(database, actor, name, site_ids=(site,))] = {site}
    first, middle, last = own
    merge(database, actor, first, middle)
    merge(database, actor, middle, last)
    advance(database, actor, middle, IssueStatus.REOPENED)
    assert sites_of(database, actor, last) == own[first] | own[last]
    assert sites_of(database, actor, middle) == own[middle]
    advance(database, actor, first, IssueStatus.REOPENED)
    assert {issue: sites_of(database, actor, issue) for issue in own} == own


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_however_issues_are_merged_and_opened_again_each_is_left_with_its_own_places(
    database: Database, actor: Actor, city: SmallCity, seed: int
) -> None:
    chance = random.Random(seed)
    sites = [some_site(database, actor, f"Místo {number}") for number in range(5)]
    own = {}
    for number in range(5):
        about = set(chance.sample(sites, 2))  # two issues may well be about one place
        own[some_issue(database, actor, f"Podnět {number}", site_ids=tuple(sorted(about)))] = about
    root = dict.fromkeys(own)
    for _ in range(14):
        merged = [issue for issue in own if root[issue]]
        if merged and chance.random() < 0.4:
            issue = chance.choice(merged)
            advance(database, actor, issue, IssueStatus.REOPENED)
            root[issue] = None
        elif len(merged) < len(own) - 1:
            duplicate, other = chance.sample([issue for issue in own if not root[issue]], 2)
            merge(database, actor, duplicate, other)
            root = {issue: other if duplicate in (issue, to) else to for issue, to in root.items()}
        for issue in own:
            if not root[issue]:
                followed = [own[one] for one, to in root.items() if to == issue]
                assert sites_of(database, actor, issue) == own[issue].union(*followed)
    for issue in sorted(issue for issue in own if root[issue]):
        advance(database, actor, issue, IssueStatus.REOPENED)
    assert {issue: sites_of(database, actor, issue) for issue in own} == own


def test_a_letter_stays_with_its_duplicate_likewise(database: Database, actor: Actor, city: SmallCity) -> None:
    office = some_authority(database, actor)
    official = worker_of(database, actor, office, Role.OFFICIAL)
    duplicate, other = some_issue(database, actor, "D"), some_issue(database, actor, "O")
    merge(database, actor, duplicate, other)
    seen = write_letter(database, official, duplicate, office)
    link_site(database, actor, other, city.hidden_site_id)
    hidden = write_letter(database, official, duplicate, office)
    assert letter_card(database, actor, seen).line.issue.id == other
    assert letter_card(database, official, hidden).line.issue.id == duplicate
