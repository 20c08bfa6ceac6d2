"""How minutes from paper are kept with an id. Ids within their points are asked in test_paper_minutes."""

from __future__ import annotations

from tests.paper import keep
from tests.storage.asked import Row

ROWS_OF_PAPER: dict[str, dict[str, Row]] = {
    "paper_minutes.keep_paper_minutes": {
        "minutes.body_id": Row("body", lambda by, id_: keep(by.database, by.actor, id_)),
    },
}
