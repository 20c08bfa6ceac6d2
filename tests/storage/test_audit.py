"""The audit chain: the database refuses to change it, and a change made past the database is found."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, delete, select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from geodata import clock
from geodata.database import Database
from geodata.model.people import Actor
from geodata.model.sites import Condition, SiteKind
from geodata.services.audit import Break, BrokenEntry, chain_length, check_chain, last_hash, whole_details
from geodata.services.city import local_actor
from geodata.services.sites import NewObservation, NewSite, log_site, observe
from geodata.tables import Audit, AuditWords, Site
from tests.audited import entries_of


@pytest.fixture
def chain(database: Database, actor: Actor) -> list[int]:
    """Ids of a chain of some entries, with numbers, lists and Czech letters in them."""
    seen = NewObservation(clock.today(), Condition.PRESENT, {"volume_m3": 2.5, "waste": ["tyres"]}, "Hromada u náhonu")
    site_id = log_site(database, actor, NewSite(SiteKind.ILLEGAL_DUMP, 13.84, 49.7, seen, name="Skládka Žižkova"))
    for _ in range(4):
        observe(database, actor, site_id, NewObservation(clock.today(), Condition.GROWING))
    with database.read() as session:
        return list(session.scalars(select(Audit.id).order_by(Audit.id)))


def test_an_untouched_chain_holds(database: Database, chain: list[int]) -> None:
    assert check_chain(database) is None
    assert chain_length(database) == len(chain)
    assert len(last_hash(database)) == 64


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET action = 'nothing'",
        "UPDATE audit SET detail = '{}' WHERE id = (SELECT min(id) FROM audit)",
        "DELETE FROM audit",
        "DELETE FROM audit WHERE id = (SELECT max(id) FROM audit)",
        """UPDATE audit SET "where" = 'web 192.0.2.7'""",
        """UPDATE audit SET "where" = NULL""",
        "UPDATE audit_words SET text = 'nothing'",
        "UPDATE audit_words SET salt = '00' WHERE audit_id = (SELECT min(audit_id) FROM audit_words)",
    ],
)
def test_the_database_refuses_to_change_an_entry(
    database: Database, actor: Actor, chain: list[int], statement: str
) -> None:
    with database.write(actor) as work, pytest.raises(DBAPIError):
        work.session.execute(text(statement))
    assert chain_length(database) == len(chain)
    assert check_chain(database) is None


@pytest.mark.parametrize("table", ["audit", "audit_words"])
def test_sqlite_refuses_to_replace_an_entry(sqlite_url: str, table: str) -> None:
    database = Database(sqlite_url)
    log_site(
        database, local_actor(database), NewSite(SiteKind.OTHER, 14, 50, NewObservation(clock.today()), name="Kůlna")
    )
    with pytest.raises(DBAPIError), database.engine.begin() as connection:
        connection.execute(text(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}"))
    database.close()


@pytest.mark.parametrize("table", ["audit", "audit_words"])
def test_postgresql_refuses_to_empty_the_table(postgis_url: str, table: str) -> None:
    database = Database(postgis_url)
    with pytest.raises(DBAPIError), database.engine.begin() as connection:
        connection.execute(text(f"TRUNCATE {table}"))
    database.close()


def past_the_triggers(database: Database, statement: str, **parameters: object) -> None:
    """As somebody would who has the file, or the password of the server."""
    with database.engine.begin() as connection:
        if database.is_sqlite:
            connection.execute(text("DROP TRIGGER audit_no_update"))
            connection.execute(text("DROP TRIGGER audit_no_delete"))
            connection.execute(text("DROP TRIGGER audit_words_no_update"))
        else:
            connection.execute(text("ALTER TABLE audit DISABLE TRIGGER audit_refuse"))
            connection.execute(text("ALTER TABLE audit_words DISABLE TRIGGER audit_words_refuse"))
        connection.execute(text(statement), parameters)


def test_the_founding_of_a_city_stands_in_its_own_audit(database: Database, actor: Actor) -> None:
    (founding,) = entries_of(database, "found")
    assert (founding.municipality_id, founding.subject_id) == (actor.municipality_id, actor.municipality_id)


def test_one_changed_entry_is_found(database: Database, chain: list[int]) -> None:
    past_the_triggers(database, "UPDATE audit SET subject_id = 999 WHERE id = :id", id=chain[3])
    assert check_chain(database) == BrokenEntry(chain[3], Break.CHANGED)


def test_a_changed_detail_is_found(database: Database, chain: list[int]) -> None:
    past_the_triggers(database, """UPDATE audit SET detail = '{"name": "Jiná"}' WHERE id = :id""", id=chain[1])
    assert check_chain(database) == BrokenEntry(chain[1], Break.CHANGED)


def test_a_changed_entry_with_its_hash_made_new_is_found_at_the_next(database: Database, chain: list[int]) -> None:
    from geodata.unit_of_work import audit_hash

    with database.read() as session:
        entry = session.get_one(Audit, chain[2])
        entry.action = "nothing"
        made_new = audit_hash(entry)
    past_the_triggers(
        database, "UPDATE audit SET action = 'nothing', hash = :hash WHERE id = :id", id=chain[2], hash=made_new
    )
    assert check_chain(database) == BrokenEntry(chain[3], Break.TORN)


def test_a_removed_entry_is_found(database: Database, chain: list[int]) -> None:
    past_the_triggers(database, "DELETE FROM audit WHERE id = :id", id=chain[2])
    assert check_chain(database) == BrokenEntry(chain[3], Break.TORN)


def test_a_removed_first_entry_is_found(database: Database, chain: list[int]) -> None:
    past_the_triggers(database, "DELETE FROM audit WHERE id = :id", id=chain[0])
    assert check_chain(database) == BrokenEntry(chain[1], Break.TORN)


def test_one_changed_word_is_found(database: Database, chain: list[int]) -> None:
    entry_id = first_with_words(database)
    past_the_triggers(database, "UPDATE audit_words SET text = '1' WHERE audit_id = :id", id=entry_id)
    assert check_chain(database) == BrokenEntry(entry_id, Break.WORDS_CHANGED)


def test_a_word_put_beside_an_entry_is_found(database: Database, chain: list[int]) -> None:
    added = (
        "INSERT INTO audit_words (audit_id, path, municipality_id, text, salt) VALUES (:id, '/note', 1, '\"x\"', '00')"
    )
    past_the_triggers(database, added, id=chain[-1])
    assert check_chain(database) == BrokenEntry(chain[-1], Break.WORDS_CHANGED)


def test_erased_words_leave_the_chain_whole(database: Database, actor: Actor, chain: list[int]) -> None:
    entry_id, before = first_with_words(database), last_hash(database)
    with database.write(actor) as work:
        work.session.execute(delete(AuditWords).where(AuditWords.audit_id == entry_id))
        work.commit()
    assert check_chain(database) is None
    assert last_hash(database) == before
    with database.read() as session:
        entry = session.get_one(Audit, entry_id)
        assert whole_details(session, [entry])[entry_id]["name"] is None


def test_no_word_of_a_record_is_in_the_chain_itself(database: Database, chain: list[int]) -> None:
    with database.read() as session:
        chained = "".join(str(entry.detail) for entry in session.scalars(select(Audit)))
        beside = "".join(session.scalars(select(AuditWords.text)))
    assert "Skládka" not in chained
    assert "Skládka Žižkova" in beside


def test_an_entry_says_from_where_and_its_hash_holds_it(database: Database, actor: Actor, chain: list[int]) -> None:
    with database.read() as session:
        assert session.get_one(Audit, chain[-1]).where == "command line"
    past_the_triggers(database, """UPDATE audit SET "where" = 'web 192.0.2.7' WHERE id = :id""", id=chain[2])
    assert check_chain(database) == BrokenEntry(chain[2], Break.CHANGED)


def test_a_chain_that_began_before_words_lay_beside_it_still_holds(
    database: Database, actor: Actor, chain: list[int]
) -> None:
    # As entries were written before: the words within the detail, and nothing about from where.
    previous = last_hash(database)
    old = Audit(
        municipality_id=actor.municipality_id,
        recorded_at=clock.now(),
        account_id=actor.account_id,
        organisation_id=actor.organisation_id,
        action="log",
        subject="site",
        subject_id=1,
        detail={"name": "Stará hospoda", "longitude": 14.05},
        previous_hash=previous,
    )
    content = [
        previous, old.municipality_id, old.recorded_at.isoformat(), old.account_id, old.organisation_id, "log", "site",
        1, old.detail,
    ]  # fmt: skip
    old.hash = hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
    with database.write(actor) as work:
        work.session.add(old)
        work.session.commit()
    observe(database, actor, chain_site(database), NewObservation(clock.today(), Condition.GROWING))
    assert check_chain(database) is None
    with database.read() as session:
        assert whole_details(session, [session.get_one(Audit, old.id)])[old.id]["name"] == "Stará hospoda"


COLUMNS: dict[str, Any] = {
    "municipality_id": 4711,
    "account_id": 4711,
    "organisation_id": 4711,
    "where": "elsewhere",
    "action": "nothing",
    "subject": "nothing",
    "subject_id": 4711,
    "previous_hash": "0" * 63 + "1",
    "hash": "0" * 63 + "1",
    "recorded_at": None,
    "detail": None,
}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(place=st.integers(0, 5), column=st.sampled_from(sorted(COLUMNS)))
def test_any_change_of_any_entry_is_found(
    database: Database, actor: Actor, chain: list[int], place: int, column: str
) -> None:
    entry_id = chain[place % len(chain)]
    with database.engine.connect() as connection:  # never committed: the next example begins with a whole chain
        if database.is_sqlite:
            connection.execute(text("DROP TRIGGER audit_no_update"))
        else:
            connection.execute(text("ALTER TABLE audit DISABLE TRIGGER audit_refuse"))
        changed = COLUMNS | {"recorded_at": clock.now() + timedelta(seconds=1), "detail": {"condition": "cleaned"}}
        connection.execute(update(Audit).where(Audit.id == entry_id).values({column: changed[column]}))
        broken = check_chain(Beside(database, connection))
        connection.rollback()
    assert broken is not None
    assert broken.id in (entry_id, entry_id + 1)


class Beside(Database):
    """Reads through a connection that another test has not committed."""

    def __init__(self, database: Database, connection: Connection) -> None:
        self.url, self.is_sqlite, self._connection = database.url, database.is_sqlite, connection

    @contextmanager
    def read(self) -> Iterator[Session]:
        with Session(self._connection) as session:
            yield session


def first_with_words(database: Database) -> int:
    with database.read() as session:
        return session.scalars(select(AuditWords.audit_id).order_by(AuditWords.audit_id).limit(1)).one()


def chain_site(database: Database) -> int:
    with database.read() as session:
        return session.scalars(select(Site.id)).one()
