"""What tests of letters to authorities begin with: the small city, an office, a draft to it, and one that was sent."""

from __future__ import annotations

from datetime import timedelta

import pytest

from geodata import clock
from geodata.database import Database
from geodata.model.people import Actor
from tests.letters import send_letter, some_authority, write_letter
from tests.small_city import SmallCity, small_city


@pytest.fixture
def city(database: Database, actor: Actor) -> SmallCity:
    return small_city(database, actor)


@pytest.fixture
def office_id(database: Database, actor: Actor) -> int:
    return some_authority(database, actor)


@pytest.fixture
def draft_id(database: Database, actor: Actor, city: SmallCity, office_id: int) -> int:
    return write_letter(database, actor, city.building_issue_id, office_id)


@pytest.fixture
def sent_id(database: Database, actor: Actor, draft_id: int) -> int:
    """Sent so long ago that its thirty days have passed."""
    return send_letter(database, actor, draft_id, clock.today() - timedelta(days=60))
