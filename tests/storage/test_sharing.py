"""A restricted record shared with an organisation: seen by it everywhere, by others nowhere, and not a day longer."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import func, select

from geodata import clock
from geodata.database import Database
from geodata.errors import Forbidden, InvalidValue, LokalityError, NotFound
from geodata.model.filters import SiteFilter
from geodata.model.issues import IssueStatus
from geodata.model.people import Actor, OrganisationKind, Role, Sensitivity
from geodata.services.extent import city_extent
from geodata.services.issue_card import issue_card
from geodata.services.issue_list import list_issues
from geodata.services.issue_selection import IssueFilter
from geodata.services.issue_steps import comment_issue
from geodata.services.meeting_card import meeting_card
from geodata.services.meeting_list import list_bodies
from geodata.services.organisations import add_organisation
from geodata.services.sharing import Shareable, end_shares, list_shares, share_record, unshare_record
from geodata.services.site_card import site_card
from geodata.services.site_list import list_sites
from geodata.services.sites import NewObservation, SiteChange, correct_site, observe
from geodata.services.story import site_story
from geodata.services.territory_list import list_territories
from geodata.tables import Audit, IssueShare, LocalityShare, Observation, Site, SiteShare
from geodata.transfer import copy_to
from tests.audited import entries_of
from tests.batches import batch_of, content_of, load, square
from tests.sharing_world import TELLS, World, hidden, tile_of, told_of_site, world_to_share
from tests.small_city import some_issue, some_site, worker_of


@pytest.fixture
def world(database: Database, actor: Actor, tmp_path: Path) -> World:
    return world_to_share(database, actor, tmp_path)


@pytest.mark.parametrize("what", Shareable)
def test_a_shared_record_is_told_everywhere_while_it_is_shared_and_nowhere_before_or_after(
    database: Database, world: World, what: Shareable
) -> None:
    tells, id_ = TELLS[what], hidden(world, what)

    def require_told(shared: bool) -> None:
        for _ in range(2):  # the second answer comes from what is kept
            for who, may in ((world.reader, shared), (world.other, False)):
                told = tells(database, world, who)
                assert told == dict.fromkeys(told, may), (what, who.name, shared)
        told = tells(database, world, world.coordinator)
        assert all(told.values()), told

    require_told(False)
    share_record(database, world.author, what, id_, world.city.ngo_id)
    require_told(True)
    unshare_record(database, world.author, what, id_, world.city.ngo_id)
    require_told(False)


@pytest.mark.parametrize("what", Shareable)
def test_sharing_one_record_shares_no_other(database: Database, world: World, what: Shareable) -> None:
    share_record(database, world.author, what, hidden(world, what), world.city.ngo_id)
    for other in set(Shareable) - {what}:
        told = TELLS[other](database, world, world.reader)
        assert not any(told.values()), (other, told)


def test_a_shared_issue_hides_its_restricted_sites_and_a_shared_site_its_issues(
    database: Database, world: World
) -> None:
    city, reader = world.city, world.reader
    share_record(database, world.author, Shareable.ISSUE, city.hidden_issue_id, city.ngo_id)
    card = issue_card(database, reader, city.hidden_issue_id)
    assert {site.id for site in card.sites} == {city.building_id}
    point = next(p for p in meeting_card(database, reader, city.meeting_id).points if p.issue and p.sites)
    assert city.hidden_site_id not in {site.id for site in point.sites}
    rows = list_issues(database, reader, IssueFilter()).rows
    assert city.hidden_site_id not in {site.id for row in rows for site in row.sites}
    assert list_issues(database, reader, IssueFilter(site_id=city.hidden_site_id)).total == 0

    unshare_record(database, world.author, Shareable.ISSUE, city.hidden_issue_id, city.ngo_id)
    share_record(database, world.author, Shareable.SITE, city.hidden_site_id, city.ngo_id)
    site = site_card(database, reader, city.hidden_site_id)
    assert (site.open_issues, site.closed_issues, site.meetings) == ((), 0, ())
    assert not [entry for entry in site_story(database, reader, city.hidden_site_id) if entry.issue]

    share_record(database, world.author, Shareable.ISSUE, city.hidden_issue_id, city.ngo_id)
    both = issue_card(database, reader, city.hidden_issue_id)
    assert {site.id for site in both.sites} == {city.building_id, city.hidden_site_id}


def test_the_filter_of_the_map_by_states_follows_the_sharing_of_an_issue(database: Database, world: World) -> None:
    city = world.city
    alone = some_site(database, world.author, "Samota", position=(14.0507, 50.6602))
    issue_id = some_issue(database, world.author, "Citlivá", site_ids=(alone,), sensitivity=Sensitivity.RESTRICTED)
    raised = frozenset({IssueStatus.RAISED})

    def seen() -> tuple[bool, bool]:
        in_list = {row.id for row in list_sites(database, world.reader, SiteFilter(statuses=raised)).rows}
        drawn = tile_of(database, world.reader, "sites", 18, statuses=raised)
        return alone in in_list, alone in {feature["id"] for feature in drawn}

    assert seen() == (False, False)
    share_record(database, world.author, Shareable.ISSUE, issue_id, city.ngo_id)
    assert seen() == (True, True)
    unshare_record(database, world.author, Shareable.ISSUE, issue_id, city.ngo_id)
    assert seen() == (False, False)


@pytest.mark.parametrize("what", Shareable)
def test_who_may_share_what(database: Database, world: World, what: Shareable) -> None:
    city, id_ = world.city, hidden(world, what)
    for who in (world.reader, world.other):
        with pytest.raises(NotFound):
            share_record(database, who, what, id_, city.ngo_id)
        with pytest.raises(NotFound):
            list_shares(database, who, what, id_)
    share_record(database, world.author, what, id_, city.ngo_id)
    assert world.other.organisation_id is not None
    with pytest.raises(Forbidden):  # a reader does not pass it on, nor take it from others
        share_record(database, world.reader, what, id_, world.other.organisation_id)
    with pytest.raises(Forbidden):
        unshare_record(database, world.reader, what, id_, city.ngo_id)
    partner = worker_of(database, world.coordinator, city.police_id, Role.PARTNER, login="partner")
    with pytest.raises(Forbidden):
        share_record(database, partner, what, id_, world.other.organisation_id)
    share_record(database, world.coordinator, what, id_, world.other.organisation_id)

    told = list_shares(database, world.author, what, id_)
    assert told.may_change
    assert not told.with_us
    assert [share.organisation_id for share in told.shares] == [world.other.organisation_id, city.ngo_id]
    assert {share.shared_by for share in told.shares} == {world.author.name, world.coordinator.name}
    read = list_shares(database, world.reader, what, id_)
    assert (read.may_change, read.with_us, read.shares) == (False, True, ())


def test_sharing_twice_and_taking_back_twice_change_nothing(database: Database, world: World) -> None:
    for what in Shareable:
        given = world.author, what, hidden(world, what), world.city.ngo_id
        for change in (share_record, unshare_record):
            change(database, *given)
            once = content_of(database)
            change(database, *given)
            assert content_of(database) == once


def test_what_cannot_be_shared_is_said(database: Database, world: World) -> None:
    city, author = world.city, world.author
    with pytest.raises(InvalidValue, match="not restricted"):
        share_record(database, author, Shareable.SITE, some_site(database, author), city.ngo_id)
    with pytest.raises(InvalidValue, match="wrote the record"):
        share_record(database, author, Shareable.SITE, city.hidden_site_id, city.police_id)
    with pytest.raises(NotFound):
        share_record(database, author, Shareable.SITE, city.hidden_site_id, 4711)


def test_each_sharing_and_its_end_stand_in_the_audit(database: Database, world: World) -> None:
    what, id_ = Shareable.ISSUE, world.city.hidden_issue_id
    share_record(database, world.author, what, id_, world.city.ngo_id)
    unshare_record(database, world.coordinator, what, id_, world.city.ngo_id)
    with database.read() as session:
        noted = session.scalars(select(Audit).where(Audit.action.in_(("share", "unshare"))).order_by(Audit.id)).all()
        noted_facts = [(e.action, e.subject, e.subject_id, e.account_id, e.detail) for e in noted]
    detail = {"organisation": world.city.ngo_id}
    assert noted_facts == [
        ("share", "issue", id_, world.author.account_id, detail),
        ("unshare", "issue", id_, world.coordinator.account_id, detail),
    ]


def test_what_is_restricted_anew_is_shared_with_nobody(database: Database, world: World) -> None:
    city, author, what = world.city, world.author, Shareable.SITE
    share_record(database, author, what, city.hidden_site_id, city.ngo_id)
    for sensitivity in (Sensitivity.PARTNERS, Sensitivity.RESTRICTED):
        version = site_card(database, author, city.hidden_site_id).row_version
        correct_site(database, author, city.hidden_site_id, version, SiteChange(sensitivity=sensitivity))
    told = told_of_site(database, world, world.reader)
    assert not any(told.values()), told
    assert list_shares(database, author, what, city.hidden_site_id).shares == ()
    (ended,) = entries_of(database, "unshare")
    assert (ended.subject, ended.subject_id, ended.account_id) == ("site", city.hidden_site_id, author.account_id)
    assert ended.detail == {"organisation": city.ngo_id}


@pytest.mark.parametrize("what", Shareable)
def test_of_a_record_all_shares_end_at_once_and_of_no_other(database: Database, world: World, what: Shareable) -> None:
    assert world.other.organisation_id is not None
    with_both = (world.city.ngo_id, world.other.organisation_id)
    for other, organisation_id in product(Shareable, with_both):
        share_record(database, world.author, other, hidden(world, other), organisation_id)
    with database.write(world.author) as work:
        end_shares(work, what, SimpleNamespace(id=hidden(world, what)))
        work.commit()
    for other in Shareable:
        left = list_shares(database, world.author, other, hidden(world, other)).shares
        assert len(left) == (0 if other == what else 2)
    ended = {(entry.subject, entry.detail["organisation"]) for entry in entries_of(database, "unshare")}
    assert ended == {(what.value, organisation_id) for organisation_id in with_both}


def test_a_reader_may_work_on_a_shared_record_but_not_tell_it_to_everybody(database: Database, world: World) -> None:
    city, reader = world.city, world.reader
    share_record(database, world.author, Shareable.SITE, city.hidden_site_id, city.ngo_id)
    share_record(database, world.author, Shareable.ISSUE, city.hidden_issue_id, city.ngo_id)
    observe(database, reader, city.hidden_site_id, NewObservation(clock.today()))
    comment_issue(database, reader, city.hidden_issue_id, "Byli jsme tam.")
    version = site_card(database, reader, city.hidden_site_id).row_version
    with pytest.raises(Forbidden):
        correct_site(database, reader, city.hidden_site_id, version, SiteChange(sensitivity=Sensitivity.PARTNERS))
    correct_site(database, reader, city.hidden_site_id, version, SiteChange(name="Zadní trakt, vchod ze dvora"))
    with pytest.raises(NotFound):
        site_card(database, world.other, city.hidden_site_id)


def test_a_hidden_place_is_told_neither_by_where_the_map_begins_nor_by_the_choice_of_areas(
    database: Database, actor: Actor
) -> None:
    district = {
        "source_key": "d", "code": "1", "name": "Okraj", "kind": "city_district", "outline": square(14.5, 50.9, 0.1)
    }  # fmt: skip
    ngo_id = add_organisation(database, actor, "Terén", OrganisationKind.NGO)
    some_site(database, actor, position=(14.0, 50.6))
    worker = worker_of(database, actor, ngo_id, Role.TERRAIN)
    load(database, actor, batch_of("areas", [district]))
    before = city_extent(database, worker), list_territories(database, worker)
    site_id = some_site(database, actor, position=(14.5, 50.9), sensitivity=Sensitivity.RESTRICTED)
    assert (city_extent(database, worker), list_territories(database, worker)) == before
    assert [area.name for area in list_territories(database, actor).areas] == ["Okraj"]
    share_record(database, actor, Shareable.SITE, site_id, ngo_id)
    assert [area.name for area in list_territories(database, worker).areas] == ["Okraj"]
    assert city_extent(database, worker) == city_extent(database, actor) != before[0]


def test_a_copy_carries_the_shares_and_the_erasing_of_a_record_takes_them_along(
    database: Database, world: World, tmp_path: Path
) -> None:
    for what in Shareable:
        share_record(database, world.author, what, hidden(world, what), world.city.ngo_id)
    target = Database(f"sqlite:///{tmp_path / 'copy.db'}")
    counts = copy_to(database, target)
    assert [counts[table.__tablename__] for table in (SiteShare, IssueShare, LocalityShare)] == [1, 1, 1]
    told = told_of_site(target, world, world.reader)
    assert all(told.values()), told
    target.close()
    alone = some_site(database, world.author, sensitivity=Sensitivity.RESTRICTED)
    share_record(database, world.author, Shareable.SITE, alone, world.city.ngo_id)
    with database.write(world.coordinator) as work:
        for seen in work.session.scalars(select(Observation).where(Observation.site_id == alone)):
            work.session.delete(seen)
        work.session.flush()
        work.session.delete(work.session.get_one(Site, alone))
        work.commit()
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(SiteShare).where(SiteShare.site_id == alone)) == 0


def test_bodies_count_the_issues_that_are_shared(database: Database, world: World) -> None:
    city = world.city
    issue_id = some_issue(database, world.author, "Citlivá", body_id=city.cell_id, sensitivity=Sensitivity.RESTRICTED)
    for change, count in ((None, 1), (share_record, 2), (unshare_record, 1)):
        if change is not None:
            change(database, world.author, Shareable.ISSUE, issue_id, city.ngo_id)
        assert [row.open_issues for row in list_bodies(database, world.reader)] == [count]


def test_an_administrator_who_looks_as_another_role_shares_nothing(database: Database, world: World) -> None:
    looking = Actor(
        world.coordinator.account_id, "", world.coordinator.municipality_id, world.city.police_id,
        frozenset({Role.TERRAIN}), views_as=True,
    )  # fmt: skip
    with pytest.raises(LokalityError):
        share_record(database, looking, Shareable.SITE, world.city.hidden_site_id, world.city.ngo_id)
    assert not list_shares(database, looking, Shareable.SITE, world.city.hidden_site_id).may_change
