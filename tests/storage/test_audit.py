"""The audit chain: the database refuses to change it, and a change made past the database is found."""

from __future__ import annotations

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from geodata import clock
from geodata.database import Database
from geodata.model.people import Actor
from geodata.model.sites import Condition, SiteKind
from geodata.services.audit import Break, BrokenEntry, chain_length, check_chain, last_hash
from geodata.services.sites import NewObservation, NewSite, log_site, observe
from geodata.tables import Audit


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
    ],
)
def test_the_database_refuses_to_change_an_entry(
    database: Database, actor: Actor, chain: list[int], statement: str
) -> None:
    with database.write(actor) as work, pytest.raises(DBAPIError):
        work.session.execute(text(statement))
    assert chain_length(database) == len(chain)
    assert check_chain(database) is None


def test_postgresql_refuses_to_empty_the_table(postgis_url: str) -> None:
    database = Database(postgis_url)
    with pytest.raises(DBAPIError), database.engine.begin() as connection:
        connection.execute(text("TRUNCATE audit"))
    database.close()


def past_the_triggers(database: Database, statement: str, **parameters: object) -> None:
    """As somebody would who has the file, or the password of the server."""
    with database.engine.begin() as connection:
        if database.is_sqlite:
            connection.execute(text("DROP TRIGGER audit_no_update"))
            connection.execute(text("DROP TRIGGER audit_no_delete"))
        else:
            connection.execute(text("ALTER TABLE audit DISABLE TRIGGER audit_refuse"))
        connection.execute(text(statement), parameters)


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
