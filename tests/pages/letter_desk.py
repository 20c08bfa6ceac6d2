"""The desk on which letters to authorities are written, as tests of its pages use it."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from geodata.database import Database
from geodata.model.people import Actor
from geodata.services.submissions import withdraw_submission
from tests.letters import letter_card
from tests.pages.shown import without_failure
from tests.small_city import SmallCity


def press(page: AppTest, key: str) -> AppTest:
    return without_failure(page.button(key=key).click().run())


def desk_of(city: SmallCity) -> str:
    """The keys of a new letter about the building."""
    return f"letter-{city.building_issue_id}-0-new"


def to(page: AppTest, authority: int, name: str) -> AppTest:
    """Say to whom the letter on the desk goes."""
    return without_failure(page.selectbox(key=f"{name}-authority").set_value(authority).run())


def again(page: AppTest, **query: str | int) -> AppTest:
    """Another address in the same session: AppTest cannot follow there by itself."""
    page.query_params.clear()
    for name, value in query.items():
        page.query_params[name] = str(value)
    return without_failure(page.run())


def taken_back(database: Database, actor: Actor, letter: int) -> None:
    withdraw_submission(database, actor, letter, letter_card(database, actor, letter).row_version)
