"""The list beside the map follows the same filters and the same view, and is in the order asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from geodata import clock
from geodata.database import Database
from geodata.model.filters import SiteFilter
from geodata.model.issues import IssueStatus
from geodata.model.people import Actor
from geodata.model.sites import Condition, SiteKind, SiteState
from geodata.services.site_list import SiteOrder, list_sites, selected_ids
from geodata.services.sites import NewObservation, observe
from tests.batches import USTI, a_site, load_sites
from tests.busy_city import busy_city, some_filters
from tests.small_city import some_issue, some_site

EAST = 1 / 70_700  # degrees a metre


def names(database: Database, actor: Actor, chosen: SiteFilter | None = None, **how: object) -> list[str]:
    return [row.name for row in list_sites(database, actor, chosen or SiteFilter(), **how).rows]  # type: ignore[arg-type]


def test_list_counts_and_ids_agree_for_every_filter_and_reader(database: Database, actor: Actor) -> None:
    city = busy_city(database, actor)
    box = (USTI[0] - 0.02, USTI[1] - 0.02, USTI[0] + 0.03, USTI[1] + 0.01)
    for number, chosen in enumerate(some_filters(6)):
        reader = city.readers[number % 3]
        for view in (None, box):
            page = list_sites(database, reader, chosen, box=view, limit=5_000)
            with database.read() as session:
                ids = selected_ids(database, session, reader, chosen, view)
            assert sorted(row.id for row in page.rows) == sorted(ids)
            assert page.total == len(ids) == sum(page.by_kind.values()) == sum(page.by_state.values())
            assert all(fits(row, chosen) for row in page.rows)


def fits(row: object, chosen: SiteFilter) -> bool:
    """What can be read off a row of the list, looked at once more in plain words."""
    return (
        (not chosen.kinds or getattr(row, "kind") in chosen.kinds)  # noqa: B009
        and (not chosen.conditions or getattr(row, "condition") in chosen.conditions)  # noqa: B009
        and (not chosen.states or getattr(row, "state") in chosen.states)  # noqa: B009
    )


def test_the_oldest_open_issue_comes_first_then_what_was_logged_last(database: Database, actor: Actor) -> None:
    sites = {name: some_site(database, actor, name) for name in ("tichý", "mladý", "starý", "tichý později")}
    today = clock.today()
    for name, days in (("mladý", 3), ("starý", 400), ("starý", 1)):
        some_issue(database, actor, site_ids=(sites[name],), raised_on=today - timedelta(days=days))
    assert names(database, actor) == ["starý", "mladý", "tichý později", "tichý"]
    assert names(database, actor, limit=2, offset=1) == ["mladý", "tichý později"]
    assert names(database, actor, offset=4) == []
    first = list_sites(database, actor, SiteFilter()).rows[0]
    assert (first.open_issues, first.open_since, first.state) == (2, today - timedelta(days=400), SiteState.OPEN)


def test_names_are_ordered_without_regard_to_diacritics_and_case(database: Database, actor: Actor) -> None:
    for name in ("Žižkova 1", "čechova 2", "Dukelská 3", "Ábelova 4", "zahradní 5"):
        some_site(database, actor, name)
    in_order = ["Ábelova 4", "čechova 2", "Dukelská 3", "zahradní 5", "Žižkova 1"]
    assert names(database, actor, order=SiteOrder.NAME) == in_order
    assert names(database, actor, order=SiteOrder.NAME, limit=2, offset=1) == in_order[1:3]


def test_what_nobody_verified_comes_first_then_what_was_seen_longest_ago(database: Database, actor: Actor) -> None:
    load_sites(database, actor, a_site("nikdy", name="nikdy", observed_on=None))
    for name, days in (("nedávno", 1), ("dávno", 700), ("loni", 300)):
        load_sites(database, actor, a_site(name, name=name, observed_on=clock.today() - timedelta(days=days)))
    assert names(database, actor, order=SiteOrder.LAST_VERIFIED) == ["nikdy", "dávno", "loni", "nedávno"]


def test_the_view_cuts_the_list_to_a_few_metres(database: Database, actor: Actor) -> None:
    for metres in (0, 100, 200, 1_000, 20_000):
        some_site(database, actor, f"{metres}", position=(USTI[0] + metres * EAST, USTI[1]))
    far = 0.3
    for reach, seen in ((150, 2), (500, 3), (1_100, 4), (30_000, 5)):
        box = (USTI[0] - 0.001, USTI[1] - far, USTI[0] + reach * EAST, USTI[1] + far)
        page = list_sites(database, actor, SiteFilter(), box=box)
        assert page.total == len(page.rows) == seen, reach
    assert list_sites(database, actor, SiteFilter(), box=(-180, -90, 180, 90)).total == 5
    assert list_sites(database, actor, SiteFilter(), box=(10, 40, 11, 41)).total == 0


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("řehořova", {"Řehořova 12"}),
        ("REHOROVA 12", {"Řehořova 12"}),
        ("12 rehor", {"Řehořova 12"}),
        ("  predlice ", {"Řehořova 12", "Skládka"}),
        ("100%", {"100% sleva"}),
        ("_", set()),
        ("%", {"100% sleva"}),
        ("' OR 1=1 --", set()),
        ("neznámá", set()),
    ],
)
def test_text_is_found_without_diacritics_and_word_by_word(sqlite_url: str, text: str, found: set[str]) -> None:
    from geodata.services.city import local_actor

    database = Database(sqlite_url)
    actor = local_actor(database)
    some_site(database, actor, "Řehořova 12", address="Předlice")
    some_site(database, actor, "Skládka", address="Předlice")
    some_site(database, actor, "100% sleva", kind=SiteKind.OTHER, address="Centrum")
    assert set(names(database, actor, SiteFilter(text=text))) == found
    database.close()


def test_a_drawn_shape_holds_what_lies_in_it(database: Database, actor: Actor) -> None:
    for name, east, north in (
        ("uvnitř", 0.5, 0.5),
        ("v rohu", 0.95, 0.9),
        ("venku", 1.5, 0.5),
        ("v zálivu", 0.5, 0.95),
    ):
        some_site(database, actor, name, position=(USTI[0] + east * 0.01, USTI[1] + north * 0.01))

    def ring(*corners: tuple[float, float]) -> SiteFilter:
        return SiteFilter(shape=tuple((USTI[0] + x * 0.01, USTI[1] + y * 0.01) for x, y in corners))

    assert set(names(database, actor, ring((0, 0), (1, 0), (1, 1), (0, 1)))) == {"uvnitř", "v rohu", "v zálivu"}
    bay = ring((0, 0), (1, 0), (1, 1), (0.5, 0.8), (0, 1))
    assert set(names(database, actor, bay)) == {"uvnitř", "v rohu"}
    bow_tie = ring((0, 0), (1, 1), (1, 0), (0, 1))
    assert set(names(database, actor, bow_tie)) >= {"v rohu"}
    assert names(database, actor, ring((0, 0), (0, 0), (0, 0))) == []
    assert set(names(database, actor, replace(bay, text="v rohu"))) == {"v rohu"}


def test_age_is_that_of_the_oldest_open_issue(database: Database, actor: Actor) -> None:
    for days in (0, 30, 31):
        site_id = some_site(database, actor, f"{days}")
        some_issue(database, actor, site_ids=(site_id,), raised_on=clock.today() - timedelta(days=days))
    some_site(database, actor, "bez podnětu")
    assert names(database, actor, SiteFilter(minimum_age_days=0)) == ["31", "30", "0"]
    assert names(database, actor, SiteFilter(minimum_age_days=31)) == ["31"]
    assert names(database, actor, SiteFilter(minimum_age_days=10**12)) == []


def test_filters_follow_a_change_at_once(database: Database, actor: Actor) -> None:
    site_id = some_site(database, actor, "Řehořova", condition=Condition.DANGEROUS)
    chosen = SiteFilter(text="rehorova", conditions=frozenset({Condition.SECURED}), statuses=frozenset())
    raised = SiteFilter(statuses=frozenset({IssueStatus.RAISED}))
    assert names(database, actor, chosen) == names(database, actor, raised) == []
    observe(database, actor, site_id, NewObservation(clock.today(), Condition.SECURED))
    some_issue(database, actor, site_ids=(site_id,))
    assert names(database, actor, chosen) == names(database, actor, raised) == ["Řehořova"]


def test_an_area_that_does_not_exist_holds_nothing(database: Database, actor: Actor) -> None:
    some_site(database, actor)
    for chosen in (SiteFilter(area_id=99), SiteFilter(locality_id=10**12)):
        assert list_sites(database, actor, chosen).total == 0
