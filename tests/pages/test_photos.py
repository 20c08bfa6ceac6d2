"""Photos in the forms and on the page of a place: what is covered, what is kept, what is compared."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from dashboard.components.place_position import Placed
from geodata.database import Database
from geodata.model.people import Actor
from geodata.model.sites import SiteKind
from geodata.services.photos import add_photo
from tests.jpeg import telling_segments
from tests.pages.shown import Show, without_failure, words_of
from tests.small_city import SmallCity
from tests.storage.test_photos import picture
from tests.telling_pictures import SECRET_BYTES, TELLING

FORMATS = ("jpeg", "png", "webp", "heic")
EDITOR = "editor-1"


def files_in(directory: Path) -> list[bytes]:
    return [path.read_bytes() for path in sorted((directory / "photos").rglob("*.jpg"))]


def new_place(show: Show, *photos: tuple[str, bytes]) -> AppTest:
    """The form of a new place, ready to be saved, with these photos chosen."""
    page = show("log_place")
    page.session_state["log-1-placed"] = Placed((50.66, 14.05))
    page = without_failure(page.button(key=f"sign-{SiteKind.OTHER.value}-tile").click().run())
    return choose(page, "log-1", *photos)


def known_place(show: Show, city: SmallCity, *photos: tuple[str, bytes]) -> AppTest:
    return choose(show("log_place", site=city.building_id), f"log-1-{city.building_id}", *photos)


def visit_form(show: Show, city: SmallCity, *photos: tuple[str, bytes]) -> AppTest:
    """The form over the page of a place."""
    page = show("site", id=city.building_id)
    page = without_failure(page.button(key=f"record-visit-{city.building_id}").click().run())
    return choose(page, "visit", *photos)


def choose(page: AppTest, form: str, *photos: tuple[str, bytes]) -> AppTest:
    chosen = [(name, data, "image/jpeg") for name, data in photos]
    return without_failure(page.file_uploader(key=f"{form}-photos").set_value(chosen).run())


def cover_buttons(page: AppTest) -> list[str]:
    return [button.label for button in page.button if (button.key or "").find("-cover-") >= 0]


def open_first(page: AppTest) -> AppTest:
    return without_failure(next(button for button in page.button if "-cover-" in (button.key or "")).click().run())


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("way", ["new", "known", "visit"])
def test_no_form_keeps_what_a_photo_says(show: Show, city: SmallCity, tmp_path: Path, way: str, kind: str) -> None:
    photo = ("fotka.jpg", TELLING[kind]())
    match way:
        case "new":
            page, button = new_place(show, photo), "log-1-save"
        case "known":
            page, button = known_place(show, city, photo), f"log-1-{city.building_id}-save"
        case _:
            page, button = visit_form(show, city, photo), "visit-save"
    without_failure(page.button(key=button).click().run())
    kept = files_in(tmp_path)
    assert len(kept) == 2
    for data in kept:
        assert SECRET_BYTES not in data
        assert telling_segments(data) == []


def test_what_was_drawn_is_black_in_what_is_kept(show: Show, tmp_path: Path) -> None:
    page = new_place(show, ("skládka.heic", picture("HEIF")))
    assert cover_buttons(page) == ["Zakrýt část: skládka\\.heic"]
    page = open_first(page)
    page.session_state[f"log-1-{EDITOR}"] = [[0.5, 0.5, 0.25, 0.25], [0.9, 0.9, 7, 7]]
    page = without_failure(page.run())
    assert cover_buttons(page) == ["Hotovo: skládka\\.heic (zakryté 2 části)"]
    without_failure(page.button(key="log-1-save").click().run())
    for data in files_in(tmp_path):
        with Image.open(io.BytesIO(data)) as kept:
            pixels = np.asarray(kept)
        height, width, _ = pixels.shape
        assert pixels[height // 2 + 3 : height * 3 // 4 - 3, width // 2 + 3 : width * 3 // 4 - 3].max() < 40
        assert pixels[-8:, -8:].max() < 40
        assert pixels[-8:, :8].min() > 240


def test_what_stays_covered_after_the_frame_was_closed(show: Show, tmp_path: Path) -> None:
    page = open_first(new_place(show, ("a.jpg", picture()), ("b.jpg", picture(size=(320, 240)))))
    page.session_state[f"log-1-{EDITOR}"] = [[0, 0, 1, 1]]
    page = open_first(without_failure(page.run()))
    assert sorted(cover_buttons(page)) == ["Zakrýt část: a\\.jpg (zakrytá 1 část)", "Zakrýt část: b\\.jpg"]
    without_failure(page.button(key="log-1-save").click().run())
    brightest = sorted(int(np.asarray(Image.open(io.BytesIO(data))).max()) for data in files_in(tmp_path))
    assert brightest[:2] == [0, 0]
    assert brightest[2:] == [255, 255]


@pytest.mark.parametrize("told", ["all", [[0, 0, "x", 1]], [[0, 0, 1]], [[0, 0, 1, 1]] * 31])
def test_what_no_frame_of_ours_tells_keeps_no_photo(show: Show, tmp_path: Path, told: object) -> None:
    page = open_first(new_place(show, ("a.jpg", picture())))
    page.session_state[f"log-1-{EDITOR}"] = told
    page = without_failure(page.run())
    assert page.error
    assert not any(button.key == "log-1-save" for button in page.button)
    assert files_in(tmp_path) == []


def test_a_file_that_is_no_picture_says_so_when_it_is_opened(show: Show) -> None:
    page = open_first(new_place(show, ("a.jpg", b"no picture")))
    assert "Tento soubor není obrázek" in words_of(page)
    assert page.button(key="log-1-save")


def photos_of(database: Database, actor: Actor, city: SmallCity, directory: Path, *days: date) -> list[int]:
    return [
        add_photo(
            database, actor, directory, city.building_id, None, picture(size=(300 + number, 200)), day
        )
        for number, day in enumerate(days)
    ]  # fmt: skip


def shown_photos(page: AppTest) -> list[str]:
    return [block.proto.body for block in page.get("html") if "<figure" in block.proto.body]


def test_two_photos_stand_beside_each_other_first_and_newest(
    show: Show, database: Database, actor: Actor, city: SmallCity, tmp_path: Path
) -> None:
    first, middle, last = photos_of(
        database, actor, city, tmp_path, date(2024, 3, 1), date(2025, 3, 1), date(2026, 3, 1)
    )
    page = show("site", id=city.building_id)
    (beside,) = shown_photos(page)
    assert beside.index(f"/photos/{first}/small") < beside.index(f"/photos/{last}/small")
    assert f"/photos/{middle}/small" not in beside
    page = without_failure(page.selectbox(key=f"photo-before-{city.building_id}").select(middle).run())
    (beside,) = shown_photos(page)
    assert f"/photos/{middle}/small" in beside
    assert f"/photos/{first}/small" not in beside


def test_photos_of_one_day_are_told_apart(
    show: Show, database: Database, actor: Actor, city: SmallCity, tmp_path: Path
) -> None:
    photos_of(database, actor, city, tmp_path, date(2026, 3, 1), date(2026, 3, 1))
    choice = show("site", id=city.building_id).selectbox(key=f"photo-after-{city.building_id}")
    assert len(set(choice.options)) == 2


def test_one_photo_is_compared_with_nothing(
    show: Show, database: Database, actor: Actor, city: SmallCity, tmp_path: Path
) -> None:
    photos_of(database, actor, city, tmp_path, date(2026, 3, 1))
    page = show("site", id=city.building_id)
    assert shown_photos(page) == []
    assert not any("photo-before" in (choice.key or "") for choice in page.selectbox)
