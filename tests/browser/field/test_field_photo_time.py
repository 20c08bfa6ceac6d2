"""When and where a photo from the gallery was taken goes beside it; in the file that is sent nothing of it is left."""

from __future__ import annotations

import io
import os
from datetime import datetime, timedelta
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.field_hand import NOTHING_WAITS, begin, photo, save, until
from tests.browser.field_server import FieldServer

EXIF, GPS = 0x8769, 0x8825
TAKEN, OFFSET = 0x9003, 0x9011
MODIFIED = datetime.fromisoformat("2026-11-01T08:00:00+01:00")


def told_photo(directory: Path, taken: str = "2026:10:20 10:11:12", *, is_placed: bool = True) -> Path:
    """A photo as a telephone writes it into its gallery."""
    exif = Image.Exif()
    exif[0x010F] = "Telefon"
    exif.get_ifd(EXIF).update({TAKEN: taken, OFFSET: "+02:00"})
    if is_placed:
        exif.get_ifd(GPS).update({1: "S", 2: (50.0, 39.0, 36.0), 3: "E", 4: (14.0, 3.0, 0.0), 31: 12.5})
    path = directory / "galerie.jpg"
    Image.new("RGB", (640, 480), "olive").save(path, "JPEG", exif=exif.tobytes())
    os.utime(path, (MODIFIED.timestamp(), MODIFIED.timestamp()))
    return path


def sent(page: Page, served: FieldServer, path: Path, *, way: str = "last") -> tuple[dict[str, str], bytes]:
    """What the server is told of a photo chosen from the gallery, and its bytes."""
    begin(page)
    getattr(page.locator("input[type=file]"), way).set_input_files(path)
    expect(page.get_by_alt_text("Fotka 1")).to_be_visible()
    save(page)
    until(page, NOTHING_WAITS)
    ((key, body),) = served.photos.items()
    return served.told[key], body


def test_the_camera_said_when_and_where_and_the_file_says_it_no_more(
    worker: Page, served: FieldServer, tmp_path: Path
) -> None:
    chosen = told_photo(tmp_path)
    assert b"Exif" in chosen.read_bytes()
    said, body = sent(worker, served, chosen)
    assert datetime.fromisoformat(said["taken_at"]) == datetime.fromisoformat("2026-10-20T10:11:12+02:00")
    assert (float(said["latitude"]), float(said["longitude"])) == (-50.66, 14.05)
    assert said["accuracy_m"] == "12.5"
    assert b"Exif" not in body
    assert b"Telefon" not in body
    with Image.open(io.BytesIO(body)) as picture:
        assert dict(picture.getexif()) == {}


def test_a_photo_without_a_position_gets_none_although_the_phone_knows_its_own(
    worker: Page, served: FieldServer, tmp_path: Path
) -> None:
    said, _body = sent(worker, served, told_photo(tmp_path, is_placed=False))
    assert datetime.fromisoformat(said["taken_at"]) == datetime.fromisoformat("2026-10-20T10:11:12+02:00")
    assert not {"latitude", "longitude", "accuracy_m"} & set(said)


def test_where_the_camera_wrote_nothing_the_time_of_the_file_counts_without_a_line_too(
    worker: Page, served: FieldServer, tmp_path: Path
) -> None:
    plain = photo(tmp_path, 1)
    os.utime(plain, (MODIFIED.timestamp(), MODIFIED.timestamp()))
    worker.context.set_offline(True)
    begin(worker)
    worker.locator("input[type=file]").last.set_input_files([plain, told_photo(tmp_path)])
    expect(worker.get_by_alt_text("Fotka 2")).to_be_visible()
    save(worker)
    worker.context.set_offline(False)
    until(worker, NOTHING_WAITS)
    moments = sorted(datetime.fromisoformat(said["taken_at"]) for said in served.told.values())
    assert moments == [datetime.fromisoformat("2026-10-20T10:11:12+02:00"), MODIFIED]


def test_a_camera_whose_clock_runs_ahead_is_not_believed(worker: Page, served: FieldServer, tmp_path: Path) -> None:
    ahead = (datetime.now() + timedelta(days=3)).strftime("%Y:%m:%d %H:%M:%S")
    said, _body = sent(worker, served, told_photo(tmp_path, ahead))
    assert datetime.fromisoformat(said["taken_at"]) == MODIFIED


def test_a_photo_taken_just_now_says_where_the_phone_is(worker: Page, served: FieldServer, tmp_path: Path) -> None:
    said, _body = sent(worker, served, photo(tmp_path, 1), way="first")
    assert (said["longitude"], said["latitude"], said["accuracy_m"]) == ("14.0323", "50.6607", "12")
