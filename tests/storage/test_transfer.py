"""Moving a whole city: to another database, into a backup, back from one."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from zipfile import ZipFile

import pytest
from sqlalchemy import func, select

from geodata import clock
from geodata.database import Database
from geodata.demo import build_demo
from geodata.errors import StorageError
from geodata.migrations import upgrade
from geodata.model.filters import SiteFilter
from geodata.model.people import Actor
from geodata.model.sites import SiteKind
from geodata.services.audit import check_chain, last_hash
from geodata.services.city import city_name, local_actor
from geodata.services.sites import NewObservation, NewSite, log_site
from geodata.services.tiles import TileRequest, tile
from geodata.tables import Area, Base, LocalityVersion, Site
from geodata.transfer import backup, copy_to, restore
from tests.postgis import PostgisServer


def contents(database: Database) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table as Python values, outlines as text."""
    with database.read() as session:
        return {
            table.name: sorted(
                (tuple(getattr(value, "wkt", value) for value in row) for row in session.execute(select(table))),
                key=repr,
            )
            for table in Base.metadata.sorted_tables
        }


@pytest.fixture(scope="module")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo city, built once in SQLite."""
    path = tmp_path_factory.mktemp("demo") / "lokality.db"
    database = Database(f"sqlite:///{path}")
    upgrade(database)
    build_demo(database)
    database.close()
    return path


@pytest.fixture
def demo(demo_file: Path, tmp_path: Path) -> Database:
    """This test's own copy of it."""
    path = tmp_path / "source" / "lokality.db"
    path.parent.mkdir()
    path.write_bytes(demo_file.read_bytes())
    return Database(f"sqlite:///{path}")


def test_a_city_goes_to_postgis_and_back_without_a_difference(
    demo: Database, postgis_server: PostgisServer, tmp_path: Path
) -> None:
    before = contents(demo)
    with postgis_server.new_database("template0") as url:
        postgis_server.execute("CREATE EXTENSION IF NOT EXISTS postgis", url.rpartition("/")[2])
        server = Database(url)
        counts = copy_to(demo, server)
        assert counts["site"] == 300
        assert contents(server) == before
        assert last_hash(server) == last_hash(demo)

        returned = Database(f"sqlite:///{tmp_path / 'returned.db'}")
        copy_to(server, returned)
        assert contents(returned) == before
        assert check_chain(returned) is None
        actor = local_actor(returned)
        request = TileRequest("localities", 0, 0, 0, SiteFilter())
        assert tile(returned, actor, request).body == tile(demo, actor, request).body
        for database in (server, returned):
            assert log_site(database, local_actor(database), a_site()) > 300
            database.close()


def a_site() -> NewSite:
    """Any place, seen today."""
    return NewSite(SiteKind.OTHER, 13.84, 49.70, NewObservation(clock.today()), name="Zkouška")


def test_outlines_are_found_in_the_copy(demo: Database, tmp_path: Path) -> None:
    target = Database(f"sqlite:///{tmp_path / 'copy.db'}")
    copy_to(demo, target)
    with target.read() as session:
        drawn = session.scalar(select(func.count()).where(LocalityVersion.outline.is_not(None))) or 0
        boxes = session.connection().exec_driver_sql(
            "SELECT count(*) FROM outline_box WHERE subject = 'locality_version'"
        )
        assert boxes.scalar() == drawn


def test_a_child_before_its_parent_arrives_with_its_parent(demo: Database, tmp_path: Path) -> None:
    with demo.write(local_actor(demo)) as work:
        first = work.session.get_one(Area, 1)
        last = work.session.scalars(select(Area).order_by(Area.id.desc()).limit(1)).one()
        first.parent_id = last.id
        work.commit()
    target = Database(f"sqlite:///{tmp_path / 'copy.db'}")
    copy_to(demo, target)
    assert contents(target) == contents(demo)


def test_progress_reaches_its_end(demo: Database, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    copy_to(demo, Database(f"sqlite:///{tmp_path / 'copy.db'}"), lambda done, of: told.append((done, of)))
    assert told[-1][0] == told[-1][1] > 0


def test_a_target_with_rows_is_refused_and_left_alone(demo: Database, database: Database, actor: Actor) -> None:
    before = contents(database)
    with pytest.raises(StorageError, match="not empty"):
        copy_to(demo, database)
    assert contents(database) == before


# ------------------------------------------------------------------ backups


def test_a_backup_brings_everything_back(demo: Database, tmp_path: Path) -> None:
    photos = tmp_path / "source" / "photos"
    (photos / "ab").mkdir(parents=True)
    (photos / "ab" / "abcdef.jpg").write_bytes(b"picture")
    manifest = backup(demo, photos, tmp_path / "backup.zip")
    assert manifest.city == "Vzorov"
    assert len(manifest.entries) == 2
    assert restore(tmp_path / "backup.zip", tmp_path / "new") is None
    restored = Database(f"sqlite:///{tmp_path / 'new' / 'lokality.db'}")
    assert contents(restored) == contents(demo)
    assert check_chain(restored) is None
    assert (tmp_path / "new" / "photos" / "ab" / "abcdef.jpg").read_bytes() == b"picture"


def test_a_backup_is_of_one_moment_while_others_write(demo: Database, tmp_path: Path) -> None:
    actor = local_actor(demo)
    with demo.write(actor) as work:  # not committed: it must not be in the backup
        work.session.add(Area(municipality_id=1, name="Nedokončený", kind="other", recorded_at=clock.now()))
        work.session.flush()
        backup(demo, tmp_path / "none", tmp_path / "backup.zip")
    restore(tmp_path / "backup.zip", tmp_path / "new")
    restored = Database(f"sqlite:///{tmp_path / 'new' / 'lokality.db'}")
    with restored.read() as session:
        assert session.scalar(select(func.count()).where(Area.name == "Nedokončený")) == 0


def test_a_backup_replaces_no_file_unasked(demo: Database, tmp_path: Path) -> None:
    (tmp_path / "backup.zip").write_bytes(b"mine")
    with pytest.raises(StorageError, match="exists already"):
        backup(demo, tmp_path / "none", tmp_path / "backup.zip")
    assert (tmp_path / "backup.zip").read_bytes() == b"mine"


def test_postgis_says_which_command_backs_it_up(postgis_url: str, tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="pg_dump --format=custom") as refusal:
        backup(Database(postgis_url), tmp_path / "photos", tmp_path / "b.zip")
    assert "+psycopg" not in str(refusal.value)


def test_a_database_that_is_there_is_put_aside_only_when_asked(demo: Database, tmp_path: Path) -> None:
    backup(demo, tmp_path / "none", tmp_path / "backup.zip")
    there = tmp_path / "source"
    with pytest.raises(StorageError, match="already"):
        restore(tmp_path / "backup.zip", there)
    log_site(demo, local_actor(demo), a_site())
    demo.close()
    kept = restore(tmp_path / "backup.zip", there, force=True)
    assert kept is not None
    assert _sites(kept) == 301
    assert _sites(there / "lokality.db") == 300


def _sites(path: Path) -> int:
    database = Database(f"sqlite:///{path}")
    with database.read() as session:
        count = session.scalar(select(func.count()).select_from(Site)) or 0
    database.close()
    return count


def test_a_database_in_use_is_not_exchanged(demo: Database, tmp_path: Path) -> None:
    backup(demo, tmp_path / "none", tmp_path / "backup.zip")
    with demo.read() as session:
        session.scalar(select(func.count()).select_from(Site))
        with pytest.raises(StorageError, match="running"):
            restore(tmp_path / "backup.zip", tmp_path / "source", force=True)
    assert city_name(demo, local_actor(demo)) == ("Vzorov", True)


@pytest.mark.parametrize("harm", ["truncated", "flipped", "no_zip", "no_manifest", "climbing", "newer", "bomb"])
def test_an_unsound_backup_changes_nothing(demo: Database, tmp_path: Path, harm: str) -> None:
    file = tmp_path / "backup.zip"
    backup(demo, tmp_path / "none", file)
    _harm(file, harm)
    with pytest.raises(StorageError):
        restore(file, tmp_path / "new")
    assert list((tmp_path / "new").iterdir()) == []
    assert not (tmp_path / "evil.jpg").exists()


def _harm(file: Path, harm: str) -> None:
    content = file.read_bytes()
    match harm:
        case "truncated":
            file.write_bytes(content[: len(content) // 2])
        case "flipped":
            middle = len(content) // 2
            file.write_bytes(content[:middle] + bytes([content[middle] ^ 0xFF]) + content[middle + 1 :])
        case "no_zip":
            file.write_bytes(b"PK nothing")
        case "no_manifest":
            with ZipFile(file, "w") as archive:
                archive.writestr("lokality.db", b"")
        case _:
            _rewrite(file, harm)


def _rewrite(file: Path, harm: str) -> None:
    with ZipFile(file) as archive:
        manifest, database = json.loads(archive.read("manifest.json")), archive.read("lokality.db")
    extra: dict[str, bytes] = {}
    if harm == "climbing":
        manifest["entries"].append({"name": "photos/../../evil.jpg", "size": 1, "sha256": "0" * 64})
        extra["photos/../../evil.jpg"] = b"x"
    elif harm == "newer":
        manifest["format"] = 99
    else:  # more comes out than the manifest says
        manifest["entries"][0]["size"] = 10
    with ZipFile(file, "w") as archive:
        archive.writestr("lokality.db", database)
        for name, content in extra.items():
            archive.writestr(name, content)
        archive.writestr("manifest.json", json.dumps(manifest))


def test_a_backup_of_a_newer_database_is_refused(demo: Database, tmp_path: Path) -> None:
    backup(demo, tmp_path / "none", tmp_path / "backup.zip")
    with ZipFile(tmp_path / "backup.zip") as archive:
        archive.extract("lokality.db", tmp_path)
        manifest = json.loads(archive.read("manifest.json"))
    with closing(sqlite3.connect(tmp_path / "lokality.db")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    import hashlib

    changed = (tmp_path / "lokality.db").read_bytes()
    manifest["entries"][0] |= {"size": len(changed), "sha256": hashlib.sha256(changed).hexdigest()}
    with ZipFile(tmp_path / "backup.zip", "w") as archive:
        archive.writestr("lokality.db", changed)
        archive.writestr("manifest.json", json.dumps(manifest))
    with pytest.raises(StorageError, match="newer"):
        restore(tmp_path / "backup.zip", tmp_path / "new")
    assert list((tmp_path / "new").iterdir()) == []
