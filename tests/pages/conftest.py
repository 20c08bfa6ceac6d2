"""Pages are shown over SQLite; what differs between the databases is proven in tests/storage."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.components.paper.draft import Draft
from dashboard.components.paper.kept_drafts import kept_drafts
from geodata.database import Database
from geodata.model.people import Actor
from geodata.settings import Settings
from tests.letters import some_authority, write_letter
from tests.pages.paper_check import read
from tests.pages.shown import Show, showing
from tests.small_city import SmallCity, small_city


@pytest.fixture
def database(sqlite_url: str) -> Iterator[Database]:
    """A fresh SQLite database with an empty city."""
    database = Database(sqlite_url)
    yield database
    database.close()


@pytest.fixture
def city(database: Database, actor: Actor) -> SmallCity:
    """The small city in that database."""
    return small_city(database, actor)


@pytest.fixture
def show(database: Database, actor: Actor, tmp_path: Path) -> Iterator[Show]:
    """Shows a page by its key."""
    settings = Settings(data_directory=tmp_path, base_map="none")
    with showing(database, actor, settings) as show:
        yield show


@pytest.fixture
def draft(show: Show, database: Database, actor: Actor, city: SmallCity) -> Draft:
    """Minutes from paper, read."""
    read(show("paper_minutes"))
    return kept_drafts(database).of(actor.account_id)[0]


@pytest.fixture
def checking(show: Show, draft: Draft) -> AppTest:
    """The page of minutes from paper at the first step of the check."""
    return show("paper_minutes", draft=draft.token)


@pytest.fixture
def authority(database: Database, actor: Actor, city: SmallCity) -> int:
    return some_authority(database, actor)


@pytest.fixture
def letter(database: Database, actor: Actor, city: SmallCity, authority: int) -> int:
    """A draft to the building authority."""
    return write_letter(database, actor, city.building_issue_id, authority)
