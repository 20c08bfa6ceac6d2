"""The shareable address says what the map shows, and survives whatever a stranger writes into it."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from dashboard.map.address import (
    SELECTED,
    MapAddress,
    filter_query,
    format_address,
    format_filter,
    parse_address,
    parse_filter,
)
from dashboard.map.spec import USUAL_LAYERS, FeatureRef, Layer, View
from geodata.model.filters import SiteFilter
from geodata.model.issues import IssueStatus
from geodata.model.sites import Condition, SiteKind, SiteState

degrees = st.integers(-8_500_000, 8_500_000).map(lambda number: number / 100_000)
views = st.builds(View, st.tuples(degrees, degrees), st.integers(3, 19))
texts = st.text(max_size=60).map(lambda text: " ".join(text.split()))
rings = st.lists(st.tuples(degrees, degrees), min_size=3, max_size=6).map(tuple)
filters = st.builds(
    SiteFilter,
    kinds=st.frozensets(st.sampled_from(SiteKind)),
    conditions=st.frozensets(st.sampled_from(Condition)),
    states=st.frozensets(st.sampled_from(SiteState)),
    statuses=st.frozensets(st.sampled_from(IssueStatus)),
    minimum_age_days=st.none() | st.integers(0, 10_000),
    area_id=st.none() | st.integers(0, 2**40),
    locality_id=st.none() | st.integers(0, 2**40),
    text=texts,
    shape=st.just(()) | rings,
)
references = st.builds(FeatureRef, st.sampled_from(list(SELECTED.values())), st.integers(0, 2**40))
addresses = st.builds(
    MapAddress,
    view=st.none() | views,
    layers=st.frozensets(st.sampled_from(Layer)),
    chosen=filters,
    selected=st.none() | references,
)


@given(addresses)
def test_an_address_read_back_says_the_same(address: MapAddress) -> None:
    assert parse_address(format_address(address)) == address


@given(filters)
def test_a_filter_read_back_says_the_same(chosen: SiteFilter) -> None:
    assert parse_filter(format_filter(chosen)) == chosen


@given(
    st.dictionaries(st.sampled_from(["z", "lat", "lon", "layers", "kinds", "age", "area", "shape", "site"]), st.text())
)
def test_no_address_however_strange_fails(parameters: dict[str, str]) -> None:
    parse_address(parameters)


@given(filters)
def test_a_query_holds_no_character_that_means_anything_to_a_script(chosen: SiteFilter) -> None:
    assert set(filter_query(chosen)) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789%&=+-._~")


def test_an_empty_address_says_nothing_and_shows_everything() -> None:
    assert parse_address({}) == MapAddress(view=None, layers=USUAL_LAYERS, chosen=SiteFilter(), selected=None)
    assert format_address(MapAddress()) == {}


def test_a_map_with_every_layer_off_can_be_shared() -> None:
    nothing = MapAddress(layers=frozenset())
    assert parse_address(format_address(nothing)).layers == frozenset()


def test_a_zoom_beyond_the_map_is_brought_back_to_it() -> None:
    view = parse_address({"z": "99", "lat": "50", "lon": "14"}).view
    assert view == View((50, 14), 19)


def test_a_position_off_the_earth_is_left_out() -> None:
    assert parse_address({"z": "9", "lat": "950", "lon": "14"}).view is None
    assert parse_address({"z": "9", "lat": "nan", "lon": "14"}).view is None


def test_an_endless_text_is_cut() -> None:
    assert len(parse_filter({"text": "a" * 100_000}).text) == 200


def test_a_shape_with_a_broken_corner_is_no_shape() -> None:
    assert parse_filter({"shape": "14,50;15,50;x,51"}).shape == ()
    assert parse_filter({"shape": "14,50;15,50"}).shape == ()


@given(st.dates())
def test_a_map_of_a_day_can_be_shared(day: date) -> None:
    assert parse_address(format_address(MapAddress(day=day))).day == day
