"""The index of all sites in memory tells what the database tells, however it came to it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import product

import numpy as np
from sqlalchemy import select

from geodata import clock
from geodata.database import Database
from geodata.model.filters import SiteFilter
from geodata.model.issues import IssueStatus
from geodata.model.people import Actor, OrganisationKind, Sensitivity
from geodata.model.sites import Condition, SiteKind, SiteState
from geodata.services.ingest import ingest
from geodata.services.organisations import add_organisation
from geodata.services.sharing import Shareable, share_record, unshare_record
from geodata.services.site_index import STATES, SiteIndex, site_index, state_today
from geodata.services.site_list import list_sites
from geodata.services.sites import NewObservation, SiteChange, correct_site, observe
from geodata.spatial import tile_key
from geodata.tables import Site
from tests.batches import USTI, a_site, load_sites
from tests.small_city import advance, some_issue, some_site


def index_of(database: Database) -> SiteIndex:
    with database.read() as session:
        return site_index(database, session)


@contextmanager
def read_anew(database: Database) -> Iterator[SiteIndex]:
    """The index as another process builds it from nothing."""
    other = Database(database.url)
    yield index_of(other)
    other.close()


def require_same(index: SiteIndex, other: SiteIndex) -> None:
    assert (index.version, index.day, len(index)) == (other.version, other.day, len(other))
    assert (np.diff(index["key"]) >= 0).all()
    one, two = np.argsort(index["id"]), np.argsort(other["id"])
    for name, column in index.columns.items():
        assert column.dtype == other[name].dtype, name
        assert (column[one] == other[name][two]).all(), name
    shares, others = (
        {organisation: sorted(known["id"][places].tolist()) for organisation, places in known.shared.items()}
        for known in (index, other)
    )
    assert shares == others


def test_an_index_that_follows_the_changes_is_the_one_that_is_read_anew(database: Database, actor: Actor) -> None:
    assert len(index_of(database)) == 0
    ngo_id = add_organisation(database, actor, "Terén", OrganisationKind.NGO)
    records = [a_site(str(number), lon=USTI[0] + number / 1_000) for number in range(40)]

    def changes() -> Iterator[str]:
        load_sites(database, actor, *records)
        yield "loaded"
        site_id = some_site(database, actor, "Školní 12", position=(USTI[0] + 0.0105, USTI[1]))
        yield "logged"
        observe(database, actor, site_id, NewObservation(clock.today(), Condition.COLLAPSED))
        yield "observed"
        with database.read() as session:
            version = session.get_one(Site, site_id).row_version
        moved = SiteChange(longitude=USTI[0] - 1, sensitivity=Sensitivity.RESTRICTED)
        correct_site(database, actor, site_id, version, moved)
        yield "moved"
        share_record(database, actor, Shareable.SITE, site_id, ngo_id)
        yield "shared"
        observe(database, actor, site_id, NewObservation(clock.today()))
        some_site(database, actor, "Jinde", position=(USTI[0] - 2, USTI[1]))
        yield "the shared one has another place in the index"
        issue_id = some_issue(database, actor, site_ids=(site_id,), due_on=clock.today())
        yield "raised"
        advance(database, actor, issue_id, IssueStatus.ACCEPTED, IssueStatus.DONE, IssueStatus.VERIFIED)
        yield "verified"
        load_sites(database, actor, *[record | {"condition": "cleaned"} for record in records[:2]])
        yield "a few changed"
        load_sites(database, actor, *[record | {"condition": "growing"} for record in records])
        yield "all changed"
        unshare_record(database, actor, Shareable.SITE, site_id, ngo_id)
        yield "no longer shared"

    for change in changes():
        with read_anew(database) as anew:
            require_same(index_of(database), anew)
            assert len(anew) > 0, change


def test_nothing_is_read_again_where_nothing_changed(database: Database, actor: Actor) -> None:
    some_site(database, actor)
    assert index_of(database) is index_of(database)


def test_the_ring_of_a_site_is_the_same_in_the_index_and_alone(database: Database, actor: Actor) -> None:
    today = clock.today()
    days = (None, today - timedelta(days=1), today, today + timedelta(days=1))
    combinations = list(product((None, *IssueStatus), days, (None, today)))
    with database.write(actor) as work:
        work.session.add_all(
            Site(
                municipality_id=actor.municipality_id, kind=SiteKind.OTHER, sensitivity=Sensitivity.PARTNERS, name="",
                search_text="", longitude=USTI[0], latitude=USTI[1], tile_key=tile_key(*USTI),
                recorded_at=work.recorded_at, worst_status=status, due_on=due, verified_on=verified,
                changed=work.version_of("sites"),
            )
            for status, due, verified in combinations
        )  # fmt: skip
        work.commit()
    index = index_of(database)
    states = {id_: STATES[state] for id_, state in zip(index["id"].tolist(), index["state"].tolist(), strict=True)}
    with database.read() as session:
        sites = session.scalars(select(Site)).all()
    assert len(sites) == len(combinations)
    assert states == {site.id: state_today(site, today) for site in sites}
    assert set(states.values()) == set(SiteState)


def test_what_was_due_yesterday_is_overdue_today_without_any_change(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    from geodata.services.city import local_actor

    actor = local_actor(database)
    morning = datetime(2026, 11, 23, 8, tzinfo=UTC)
    with clock.standing_at(morning):
        site_id = some_site(database, actor)
        some_issue(database, actor, site_ids=(site_id,), due_on=clock.today())
    shown = []
    for moment in (morning, morning + timedelta(days=1), morning):
        with clock.standing_at(moment):
            shown.append(list_sites(database, actor, SiteFilter()).rows[0].state)
    assert shown == [SiteState.OPEN, SiteState.OVERDUE, SiteState.OPEN]
    database.close()


def test_a_load_that_was_undone_leaves_no_trace_in_the_index(database: Database, actor: Actor) -> None:
    some_site(database, actor)
    before = index_of(database)
    ingest(database, actor, source="X", file_name="x", batches=[], keep=lambda: False)
    load_sites(database, actor, a_site("1"), keep=lambda: False)
    assert index_of(database) is before
