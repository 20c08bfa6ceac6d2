"""The rows that a service wrote, inserted once more by plain INSERT statements: what saving them costs at the least."""

from __future__ import annotations

import time

from sqlalchemy import insert, select, update

from geodata.database import Database
from geodata.tables import Base


class BareInsert:
    """Learns the newest row of a table with its audit entry, and inserts copies: one transaction, same durability.

    The statements go through the same engine as those of the service. The driver alone would be quicker still.
    """

    def __init__(self, database: Database, name: str) -> None:
        self._database = database
        tables = Base.metadata.tables
        table, audit, words, version = (tables[each] for each in (name, "audit", "audit_words", "data_version"))
        with database.connect() as connection:
            newest = connection.execute(select(table).order_by(table.c.id.desc()).limit(1)).one()
            entry = connection.execute(select(audit).order_by(audit.c.id.desc()).limit(1)).one()
            told = connection.execute(select(words).where(words.c.audit_id == entry.id)).all()
        self._row = {key: value for key, value in newest._asdict().items() if key != "id"}
        self._entry = {key: value for key, value in entry._asdict().items() if key != "id"}
        self._told = [row._asdict() for row in told]
        self._count_up = update(version).where(version.c.layer == "meetings").values(version=version.c.version + 1)
        self._insert_row = insert(table)
        self._insert_entry = insert(audit).returning(audit.c.id)
        self._insert_words = insert(words)

    def insert(self) -> float:
        """Milliseconds that one transaction with all of them takes."""
        started = time.perf_counter()
        with self._database.connect(writing=True) as connection:
            connection.execute(self._count_up)
            connection.execute(self._insert_row, self._row)
            number = connection.execute(self._insert_entry, self._entry).scalar_one()
            connection.execute(self._insert_words, [word | {"audit_id": number} for word in self._told])
            connection.commit()
        return (time.perf_counter() - started) * 1_000
