"""The block of a restricted record: who shares it, with whom, and what its readers are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from geodata.database import Database
from geodata.model.people import Actor, Role
from geodata.services.sharing import Shareable, list_shares, share_record
from geodata.settings import Settings
from tests.pages.shown import Show, showing, without_failure, words_of
from tests.small_city import SmallCity, worker_of

PAGES = {"site": Shareable.SITE, "issue": Shareable.ISSUE}


def hidden(city: SmallCity, what: Shareable) -> int:
    return city.hidden_site_id if what == Shareable.SITE else city.hidden_issue_id


@pytest.mark.parametrize(("key", "what"), PAGES.items())
def test_a_record_is_shared_and_taken_back_on_its_page(
    show: Show, database: Database, actor: Actor, city: SmallCity, key: str, what: Shareable
) -> None:
    id_ = hidden(city, what)

    def shared_with() -> list[int]:
        return [share.organisation_id for share in list_shares(database, actor, what, id_).shares]

    page = show(key, id=id_)
    assert "Není sdíleno s žádnou další organizací." in words_of(page)
    page = without_failure(page.button(key=f"share-{what}-{id_}").click().run())
    choice = page.selectbox(key="share-organisation")
    assert "Terénní programy, z. s." in choice.options
    page = without_failure(choice.select("Terénní programy, z. s.").run())
    page = without_failure(page.button(key="share-save").click().run())
    assert shared_with() == [city.ngo_id]
    assert "Sdíleno s" in words_of(page)
    assert "Terénní programy, z. s." in words_of(page)

    page = without_failure(page.button(key=f"unshare-{what}-{id_}-{city.ngo_id}").click().run())
    assert shared_with() == []
    assert "Terénní programy, z. s." not in words_of(page)


@pytest.mark.parametrize(("key", "what"), PAGES.items())
@pytest.mark.parametrize(
    ("language", "told", "heading"),
    [
        ("cs", "Citlivé: sdíleno s vaší organizací", "Sdíleno s"),
        ("en", "Restricted: shared with your organisation", "Shared with"),
    ],
)
def test_a_reader_is_told_that_it_is_shared_and_not_with_whom_else(
    database: Database, actor: Actor, city: SmallCity, tmp_path: Path,
    key: str, what: Shareable, language: str, told: str, heading: str,
) -> None:  # fmt: skip
    id_ = hidden(city, what)
    for organisation_id in (city.ngo_id, city.police_id):
        share_record(database, actor, what, id_, organisation_id)
    reader = worker_of(database, actor, city.ngo_id, Role.TERRAIN)
    with showing(database, reader, Settings(data_directory=tmp_path, base_map="none")) as show:
        page = show(key, language, id=id_)
        words = words_of(page)
        assert told in words
        assert heading not in words
        assert not [button for button in page.button if "share-" in (button.key or "")]


@pytest.mark.parametrize("key", PAGES)
def test_a_record_that_is_not_restricted_has_no_such_block(show: Show, city: SmallCity, key: str) -> None:
    page = show(key, id=city.building_id if key == "site" else city.building_issue_id)
    assert "díleno" not in words_of(page)
