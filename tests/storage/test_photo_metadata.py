"""Whatever a picture says besides what it shows is gone, by every way in: read by Pillow, and byte by byte."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from geodata import clock
from geodata.database import Database
from geodata.model.people import Actor
from geodata.model.pictures import HiddenPart
from geodata.model.sites import Condition, SiteKind
from geodata.services.city import local_actor
from geodata.services.logged_places import PhotoFile, log_place, log_visit
from geodata.services.photos import add_photo
from geodata.services.sites import NewObservation, NewSite
from tests.jpeg import telling_segments
from tests.small_city import some_site
from tests.telling_pictures import SECRET_BYTES, SIZE, TELLING

ROOT = Path(__file__).resolve().parents[2]
JFIF_ALONE = {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression"}

Way = Callable[[Database, Actor, Path, PhotoFile], None]


def added(database: Database, actor: Actor, directory: Path, photo: PhotoFile) -> None:
    add_photo(database, actor, directory, some_site(database, actor), None, photo.data, clock.today(), photo.hidden)


def logged(database: Database, actor: Actor, directory: Path, photo: PhotoFile) -> None:
    new = NewSite(SiteKind.ILLEGAL_DUMP, 14.05, 50.66, NewObservation(clock.today(), Condition.PRESENT), name="Dvůr")
    assert log_place(database, actor, directory, new, [photo]).refused == ()


def visited(database: Database, actor: Actor, directory: Path, photo: PhotoFile) -> None:
    seen = NewObservation(clock.today(), Condition.SECURED, client_id="visit")
    assert log_visit(database, actor, directory, some_site(database, actor), seen, [photo]).refused == ()


def files_in(directory: Path) -> list[bytes]:
    return [path.read_bytes() for path in sorted(directory.rglob("*")) if path.is_file()]


def tells_nothing(data: bytes) -> None:
    """Fails on the first thing that a stored file says besides its pixels."""
    assert SECRET_BYTES not in data
    assert telling_segments(data) == []
    with Image.open(io.BytesIO(data)) as kept:
        assert kept.format == "JPEG"
        assert len(kept.getexif()) == 0
        assert kept.getxmp() == {}
        assert set(kept.info) <= JFIF_ALONE
        assert getattr(kept, "n_frames", 1) == 1


@pytest.mark.parametrize("name", TELLING)
def test_the_pictures_of_this_test_do_tell(name: str) -> None:
    data = TELLING[name]()
    said = SECRET_BYTES in data
    assert said
    if name == "jpeg":
        with Image.open(io.BytesIO(data)) as opened:
            assert opened.getexif().get_ifd(0x8825)
            assert {"xmp", "comment", "icc_profile", "photoshop"} <= set(opened.info)


@pytest.mark.parametrize("hidden", [(), (HiddenPart(0.1, 0.1, 0.3, 0.3),)], ids=["whole", "covered"])
@pytest.mark.parametrize("way", [added, logged, visited])
@pytest.mark.parametrize("name", TELLING)
def test_nothing_but_the_picture_is_kept(
    sqlite_url: str, tmp_path: Path, name: str, way: Way, hidden: tuple[HiddenPart, ...]
) -> None:
    database = Database(sqlite_url)
    directory = tmp_path / "photos"
    way(database, local_actor(database), directory, PhotoFile(f"{name}.jpg", TELLING[name](), hidden))
    database.close()
    kept = files_in(directory)
    assert len(kept) == 2  # the large one and the small one, nothing temporary
    for data in kept:
        tells_nothing(data)
    with Image.open(io.BytesIO(kept[0])) as large:
        assert large.size == SIZE


def test_no_other_part_of_the_program_writes_photos() -> None:
    """A new way in that goes past `add_photo` is found here."""
    writers = re.compile(r"\b(keep_file|keep_picture|Photo)\(")
    found = {
        str(path.relative_to(ROOT))
        for room in ("geodata", "loaders", "dashboard")
        for path in (ROOT / room).rglob("*.py")
        if writers.search(path.read_text(encoding="utf-8"))
    }
    drawn_by_code = "geodata/demo/write_photos.py"
    assert found == {"geodata/services/photos.py", "geodata/tables/sites.py", drawn_by_code}
