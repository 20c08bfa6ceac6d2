"""Photos beside an export: each to its record, none twice, and a broken or hostile archive costs no record."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from sqlalchemy import select

from geodata.database import Database
from geodata.model.people import Actor
from geodata.tables import Observation, Photo, Site
from loaders.errors import UnreadableFile
from loaders.field_forms.loading import FieldFormOptions, load_field_form
from loaders.loading import LoadOutcome
from tests.field_exports import FIRST, SECOND, as_csv, dump, jpeg, photo_zip


def load(
    database: Database,
    actor: Actor,
    path: Path,
    photos: Path | None,
    *,
    dry_run: bool = False,
    largest: int = 25 * 2**20,
) -> LoadOutcome:
    options = FieldFormOptions(photos=photos, largest_photo=largest)
    return load_field_form(database, actor, path, path.parent / "kept", options, dry_run=dry_run)


def sayings(outcome: LoadOutcome) -> list[str]:
    return [str(finding.reason) for finding in outcome.report.findings]


def photos_of(database: Database) -> dict[str, int]:
    with database.read() as session:
        rows = session.execute(
            select(Site.name, Photo.id)
            .join(Photo, Photo.site_id == Site.id)
            .join(Observation, Observation.id == Photo.observation_id)
        ).all()
    names = [name for name, _ in rows]
    return {name: names.count(name) for name in names}


def test_photos_reach_their_records_once_though_two_bear_one_name(
    database: Database, actor: Actor, tmp_path: Path
) -> None:
    rows = dump(photo="image.jpg", photo_2="b.png"), dump(SECOND, name="U lávky", photo="image.jpg")
    folder = "teren/attachments/abc"
    archive = photo_zip(
        tmp_path / "media.zip",
        {
            f"{folder}/{FIRST}/image.jpg": jpeg("red"),
            f"{folder}/{FIRST}/b.png": jpeg("blue"),
            f"{folder}/{SECOND}/image.jpg": jpeg("green"),
        },
    )
    path = as_csv(tmp_path / "a.csv", *rows)
    for _ in range(2):
        assert sayings(load(database, actor, path, archive)) == []
        assert photos_of(database) == {"Skládka za garážemi": 2, "U lávky": 1}


@pytest.mark.parametrize("in_file", [True, False], ids=["in the same file", "of an earlier one"])
def test_a_photo_in_the_folder_of_another_record_is_not_taken(
    database: Database, actor: Actor, tmp_path: Path, in_file: bool
) -> None:
    rows = [dump(photo="image.jpg"), *([dump(SECOND, name="U lávky", photo="image.jpg")] if in_file else [])]
    archive = photo_zip(tmp_path / "m.zip", {f"teren/attachments/abc/{SECOND.upper()}/image.jpg": jpeg()})
    outcome = load(database, actor, as_csv(tmp_path / "a.csv", *rows), archive)
    assert sayings(outcome) == ["The photo image.jpg is not in the ZIP file."]
    assert photos_of(database) == ({"U lávky": 1} if in_file else {})


def test_a_photo_without_a_folder_that_two_records_name_is_neither_s(
    database: Database, actor: Actor, tmp_path: Path
) -> None:
    rows = dump(photo="image.jpg", photo_2="own.jpg"), dump(SECOND, name="U lávky", photo="image.jpg")
    archive = photo_zip(tmp_path / "m.zip", {"media/image.jpg": jpeg(), "media/own.jpg": jpeg("blue")})
    outcome = load(database, actor, as_csv(tmp_path / "a.csv", *rows, rows[0]), archive)
    unclear = "Several records name the photo image.jpg, and the ZIP file has one; whose it is is not clear."
    assert sayings(outcome) == [unclear] * 3
    assert photos_of(database) == {"Skládka za garážemi": 1}


def test_a_photo_of_an_edited_record_lies_in_the_folder_of_either_of_its_ids(
    database: Database, actor: Actor, tmp_path: Path
) -> None:
    row = dump(SECOND, photo="image.jpg", **{"meta/rootUuid": f"uuid:{FIRST}"})
    archive = photo_zip(
        tmp_path / "m.zip", {f"teren/{SECOND}/image.jpg": jpeg(), f"teren/{FIRST[:-1]}9/image.jpg": b"x"}
    )
    assert sayings(load(database, actor, as_csv(tmp_path / "a.csv", row), archive)) == []
    assert photos_of(database) == {"Skládka za garážemi": 1}


def test_photos_may_come_later_and_until_then_their_want_is_told(
    database: Database, actor: Actor, tmp_path: Path
) -> None:
    path = as_csv(tmp_path / "a.csv", dump(photo="a.jpg"))
    first = load(database, actor, path, None)
    assert [str(note) for note in first.report.notes] == [
        "Photos that the records name and that did not come along: 1."
    ]
    load(database, actor, path, photo_zip(tmp_path / "m.zip", {"a.jpg": jpeg()}))
    assert photos_of(database) == {"Skládka za garážemi": 1}


def test_a_photo_that_is_missing_or_none_is_told_and_the_record_kept(
    database: Database, actor: Actor, tmp_path: Path
) -> None:
    path = as_csv(tmp_path / "a.csv", dump(photo="a.jpg", photo_2="b.jpg", photo_3="../c.jpg"))
    archive = photo_zip(tmp_path / "m.zip", {"b.jpg": b"no picture", "x/c.jpg": jpeg(), "y/c.jpg": jpeg("blue")})
    outcome = load(database, actor, path, archive)
    assert sorted(sayings(outcome)) == [
        "The ZIP file has several photos called c.jpg; whose they are is not clear.",
        "The photo a.jpg is not in the ZIP file.",
        "This file is not a picture. Add a photo as JPEG, PNG, WEBP or HEIC.",
    ]
    assert (outcome.report.created, photos_of(database)) == (1, {})


def test_a_dry_run_looks_at_the_photos_and_keeps_none(database: Database, actor: Actor, tmp_path: Path) -> None:
    path = as_csv(tmp_path / "a.csv", dump(photo="a.jpg", photo_2="b.jpg"))
    outcome = load(
        database, actor, path, photo_zip(tmp_path / "m.zip", {"a.jpg": jpeg(), "b.jpg": b"none"}), dry_run=True
    )
    assert sayings(outcome) == ["This file is not a picture. Add a photo as JPEG, PNG, WEBP or HEIC."]
    assert not (tmp_path / "kept").exists()
    assert photos_of(database) == {}


def test_a_bomb_is_unpacked_no_further_than_a_photo_may_be_large(
    database: Database, actor: Actor, tmp_path: Path
) -> None:
    path = as_csv(tmp_path / "a.csv", dump(photo="a.jpg"))
    archive = photo_zip(tmp_path / "m.zip", {"a.jpg": b"\0" * (3 * 2**20)})
    outcome = load(database, actor, path, archive, largest=2**20)
    assert sayings(outcome) == ["The photo a.jpg is larger than 1 MB."]
    assert outcome.report.created == 1


@pytest.mark.parametrize("member", ["../../etc/a.jpg", "/etc/a.jpg", "C:\\a.jpg"])
def test_an_archive_that_wants_to_write_elsewhere_is_refused_before_anything_is_stored(
    database: Database, actor: Actor, tmp_path: Path, member: str
) -> None:
    path = as_csv(tmp_path / "a.csv", dump(photo="a.jpg"))
    with pytest.raises(UnreadableFile):
        load(database, actor, path, photo_zip(tmp_path / "m.zip", {member: jpeg()}))
    with database.read() as session:
        assert session.scalar(select(Site.id)) is None


def test_a_damaged_archive_is_refused_and_a_damaged_photo_is_told(
    database: Database, actor: Actor, tmp_path: Path
) -> None:
    path = as_csv(tmp_path / "a.csv", dump(photo="a.jpg"))
    broken = tmp_path / "m.zip"
    broken.write_bytes(b"PK\x03\x04 and nothing more")
    with pytest.raises(UnreadableFile):
        load(database, actor, path, broken)
    with zipfile.ZipFile(broken, "w") as archive:
        archive.writestr("a.jpg", jpeg())
    content = broken.read_bytes()
    broken.write_bytes(content.replace(jpeg()[100:120], b"\0" * 20, 1))
    outcome = load(database, actor, path, broken)
    assert (len(sayings(outcome)), outcome.report.created) == (1, 1)
