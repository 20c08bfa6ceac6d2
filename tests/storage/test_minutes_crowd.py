"""Many who write the minutes of one meeting at once: nothing is lost, nothing is there twice, nobody is sent away.

`make bench` does the same with 50 writers of 100 edits.
"""

from __future__ import annotations

import pytest

from geodata.database import Database
from geodata.model.people import Actor
from geodata.services.audit import check_chain
from geodata.services.meeting_card import meeting_card
from tests.crowd import gather, words_expected, words_written, write_at_once

WRITERS, EDITS = 12, 20


@pytest.mark.timeout(600)
def test_a_crowd_loses_no_word(database: Database, actor: Actor) -> None:
    crowd = gather(database, actor)
    written = write_at_once(crowd, WRITERS, EDITS)
    assert words_written(crowd) == words_expected(WRITERS, EDITS)
    assert len(written.times) == WRITERS * EDITS
    positions = [point.position for point in meeting_card(database, actor, crowd.meeting_id).points]
    assert positions == list(range(1, len(positions) + 1))
    assert check_chain(database) is None
