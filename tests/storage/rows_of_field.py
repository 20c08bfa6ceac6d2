"""How the services of the field app are asked with an id."""

from __future__ import annotations

from geodata.services.field_ground import field_ground
from geodata.services.field_records import take_record
from tests.field_records import sent
from tests.storage.asked import Row, reading

ROWS_OF_FIELD: dict[str, dict[str, Row]] = {
    "field_ground.field_ground": {"area_id": reading("area", field_ground)},
    "field_records.take_record": {"record.site_id": Row("site", lambda by, id_: take_record(
        by.database, by.actor, sent(site_id=id_, condition=None, details={})))},
}  # fmt: skip
