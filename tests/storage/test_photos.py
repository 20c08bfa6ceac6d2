"""Photos: only pictures, nothing of who took them where, each stored once, read by whom the site is for."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path

import pillow_heif
import pytest
from PIL import Image

from geodata import clock
from geodata.database import Database
from geodata.errors import Forbidden, InvalidValue, NotFound
from geodata.model.people import Actor, Role
from geodata.services import pictures
from geodata.services.photos import add_photo, read_photo
from geodata.services.site_card import site_card
from geodata.services.sites import NewObservation, observe
from geodata.services.story import StoryKind, site_story
from tests.small_city import small_city, some_site, worker_of

GPS, GPS_LATITUDE, ORIENTATION, MAKE = 0x8825, 2, 0x0112, 0x010F


def picture(kind: str = "JPEG", size: tuple[int, int] = (640, 480), **options: object) -> bytes:
    """A file of this format: its upper left quarter is red, the rest white."""
    image = Image.new("RGB", size, "white")
    image.paste("red", (0, 0, size[0] // 2, size[1] // 2))
    written = io.BytesIO()
    if kind == "HEIF":
        pillow_heif.from_pillow(image).save(written, **options)
    else:
        image.save(written, kind, **options)
    return written.getvalue()


def telling_exif(orientation: int = 1) -> bytes:
    """Metadata as a telephone writes it: who made it, where it stood, how it was held."""
    exif = Image.Exif()
    exif[MAKE] = "Telefon"
    exif[ORIENTATION] = orientation
    exif.get_ifd(GPS)[GPS_LATITUDE] = (50.0, 39.0, 36.0)
    return exif.tobytes()


def stored(database: Database, actor: Actor, directory: Path, data: bytes) -> Path:
    site_id = some_site(database, actor)
    photo_id = add_photo(database, actor, directory, site_id, None, data, clock.today())
    return read_photo(database, actor, directory, photo_id).path


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_every_usual_format_is_kept_as_a_jpeg_that_tells_nothing(
    database: Database, actor: Actor, tmp_path: Path, kind: str
) -> None:
    path = stored(database, actor, tmp_path, picture(kind, exif=telling_exif()))
    with Image.open(path) as kept:
        assert kept.format == "JPEG"
        assert kept.size == (640, 480)
        assert not kept.getexif()
        assert set(kept.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression"}
    assert b"Telefon" not in path.read_bytes()


def test_a_photo_held_sideways_stands_upright(database: Database, actor: Actor, tmp_path: Path) -> None:
    path = stored(database, actor, tmp_path, picture(exif=telling_exif(orientation=6)))
    with Image.open(path) as kept:
        assert kept.size == (480, 640)
        red, green, _ = kept.convert("RGB").getpixel((470, 10))  # type: ignore[misc]
    assert red > 200
    assert green < 60


def test_a_large_photo_is_made_smaller_and_has_a_small_one(database: Database, actor: Actor, tmp_path: Path) -> None:
    site_id = some_site(database, actor)
    photo_id = add_photo(database, actor, tmp_path, site_id, None, picture(size=(6000, 3000)), clock.today())
    with Image.open(read_photo(database, actor, tmp_path, photo_id).path) as large:
        assert large.size == (2560, 1280)
    with Image.open(read_photo(database, actor, tmp_path, photo_id, small=True).path) as small:
        assert small.size == (480, 240)


def test_a_transparent_picture_stands_on_white(database: Database, actor: Actor, tmp_path: Path) -> None:
    drawn = io.BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(drawn, "PNG")
    with Image.open(stored(database, actor, tmp_path, drawn.getvalue())) as kept:
        assert kept.getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"%PDF-1.7",
        b"\x89PNG\r\n\x1a\n" + b"\0" * 40,
        picture()[:500],
        picture("HEIF")[:200],
    ],
)
def test_what_is_no_whole_picture_is_refused_with_a_sentence(
    database: Database, actor: Actor, tmp_path: Path, data: bytes
) -> None:
    with pytest.raises(InvalidValue):
        stored(database, actor, tmp_path, data)
    assert list(tmp_path.rglob("*.jpg")) == []


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_read(
    database: Database, actor: Actor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "MAXIMUM_PIXELS", 100 * 100)
    with pytest.raises(InvalidValue):
        stored(database, actor, tmp_path, picture())


def test_the_same_photo_is_one_record_and_one_file(database: Database, actor: Actor, tmp_path: Path) -> None:
    first, second = some_site(database, actor), some_site(database, actor, "Jinde")
    today, data = clock.today(), picture()
    ids = [add_photo(database, actor, tmp_path, site_id, None, data, today) for site_id in (first, first, second)]
    assert ids[0] == ids[1] != ids[2]
    assert len(list(tmp_path.rglob("*.jpg"))) == 2  # one large, one small
    assert site_card(database, actor, first).photo_count == 1


def test_a_photo_of_an_observation_stands_with_it_in_the_story(
    database: Database, actor: Actor, tmp_path: Path
) -> None:
    site_id = some_site(database, actor)
    observation_id = observe(database, actor, site_id, NewObservation(clock.today(), note="Nová fotka"))
    with_it = add_photo(database, actor, tmp_path, site_id, observation_id, picture(), clock.today())
    alone = add_photo(database, actor, tmp_path, site_id, None, picture(size=(300, 300)), clock.today())
    story = site_story(database, actor, site_id)
    assert [entry.photo_ids for entry in story if entry.note == "Nová fotka"] == [(with_it,)]
    assert [entry.photo_ids for entry in story if entry.kind == StoryKind.PHOTO] == [(alone,)]
    assert {photo.id for photo in site_card(database, actor, site_id).photos} == {with_it, alone}


def test_a_photo_belongs_to_an_observation_of_its_own_site(database: Database, actor: Actor, tmp_path: Path) -> None:
    here, there = some_site(database, actor), some_site(database, actor, "Jinde")
    elsewhere = observe(database, actor, there, NewObservation(clock.today()))
    with pytest.raises(NotFound):
        add_photo(database, actor, tmp_path, here, elsewhere, picture(), clock.today())


def test_a_photo_is_read_only_by_those_who_may_know_of_its_site(
    database: Database, actor: Actor, tmp_path: Path
) -> None:
    city = small_city(database, actor)
    photo_id = add_photo(database, actor, tmp_path, city.hidden_site_id, None, picture(), clock.today())
    worker = worker_of(database, actor, city.ngo_id, Role.TERRAIN)
    for small in (True, False):
        with pytest.raises(NotFound):
            read_photo(database, worker, tmp_path, photo_id, small=small)
    with pytest.raises(Forbidden):
        add_photo(
            database,
            worker_of(database, actor, city.ngo_id, Role.COMMISSION),
            tmp_path,
            city.building_id,
            None,
            picture(),
            clock.today(),
        )


def test_a_photo_is_not_taken_tomorrow(database: Database, actor: Actor, tmp_path: Path) -> None:
    site_id = some_site(database, actor)
    with pytest.raises(InvalidValue):
        add_photo(database, actor, tmp_path, site_id, None, picture(), clock.today() + timedelta(days=1))
