"""Addresses as people type them."""

from __future__ import annotations

import pytest

from geodata.database import Database
from geodata.model.people import Actor
from geodata.services.address_search import search_addresses
from tests.storage.addresses import some_address


@pytest.fixture(autouse=True)
def town(database: Database, actor: Actor) -> None:
    some_address(database, actor, "Řeznická", "112", "5a")
    some_address(database, actor, "Řeznická", "7", "12")
    some_address(database, actor, "Řeznická", "120", "1")
    some_address(database, actor, "28. října", "40", "3", part="Střed")
    some_address(database, actor, "Československé armády", "12")
    some_address(database, actor, None, "15", part="Lhotka")
    some_address(database, actor, "Ztracená", "1", position=None)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Řeznická 112/5a", "Řeznická 112/5a"),
        ("reznicka 112/5A", "Řeznická 112/5a"),
        ("REZNICKA 5a", "Řeznická 112/5a"),
        ("řez 12", "Řeznická 7/12"),
        ("Řeznická č.p. 120", "Řeznická 120/1"),
        ("Řeznická č. p. 120", "Řeznická 120/1"),
        ("28. října 40", "28. října 40/3"),
        ("28 rijna 3", "28. října 40/3"),
        ("armády 12", "Československé armády 12"),
        ("Lhotka 15", "Lhotka 15"),
        ("Řeznická 12, Zkušebnov", "Řeznická 7/12"),
    ],
)
def test_an_address_is_found_as_it_is_typed(database: Database, actor: Actor, typed: str, first: str) -> None:
    assert [hit.text for hit in search_addresses(database, actor, typed)][:1] == [first]


def test_the_exact_number_comes_before_those_that_begin_with_it(database: Database, actor: Actor) -> None:
    found = [hit.text for hit in search_addresses(database, actor, "řeznická 12")]
    assert found == ["Řeznická 7/12", "Řeznická 120/1"]


def test_a_street_alone_lists_its_houses_in_order(database: Database, actor: Actor) -> None:
    found = [hit.text for hit in search_addresses(database, actor, "rezn")]
    assert found == ["Řeznická 120/1", "Řeznická 112/5a", "Řeznická 7/12"]


@pytest.mark.parametrize("typed", ["", " ", "ř", "č.p.", "%", "_", "Ztracená 1", "Nikde 4"])
def test_nothing_is_found_where_nothing_is_meant(database: Database, actor: Actor, typed: str) -> None:
    assert search_addresses(database, actor, typed) == []


def test_no_more_than_asked_are_given(database: Database, actor: Actor) -> None:
    assert len(search_addresses(database, actor, "rezn", at_most=2)) == 2
