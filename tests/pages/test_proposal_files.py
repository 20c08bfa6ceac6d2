"""What a person takes away of a version, on its page."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from geodata.database import Database
from geodata.model.people import Actor, Role
from geodata.settings import Settings
from tests.dossiers import Dossier, some_dossier
from tests.pages.shown import Show, showing, words_of
from tests.proposals import proposed
from tests.small_city import SmallCity

PAPERS = ("dossier.pdf", "dossier.docx", "annex.pdf", "annex.docx")
DATA = ("venues.xlsx", "venues.csv", "zones.geojson", "zones.gpkg")


@pytest.fixture
def made(database: Database, actor: Actor) -> Dossier:
    return some_dossier(database, actor)


def addresses(made: Dossier, files: tuple[str, ...]) -> list[str]:
    return [f'href="/exports/proposal-version/{made.version_id}/{file}"' for file in files]


def links(page: AppTest) -> str:
    return "".join(one.proto.body for one in page.get("html") if "lokality-download" in one.proto.body)


def test_whoever_exports_is_offered_papers_and_data(show: Show, made: Dossier) -> None:
    page = show("proposal", id=made.proposal_id, show="files")
    assert all(address in links(page) for address in addresses(made, (*PAPERS, *DATA)))
    assert "u velkých návrhů i půl minuty" in words_of(page)


def test_whoever_only_reads_is_offered_the_papers(
    database: Database, actor: Actor, tmp_path: Path, made: Dossier
) -> None:
    reader = replace(actor, roles=frozenset({Role.COMMISSION}))
    with showing(database, reader, Settings(data_directory=tmp_path, base_map="none")) as show:
        shown = links(show("proposal", id=made.proposal_id, show="files"))
    assert all(address in shown for address in addresses(made, PAPERS))
    assert not any(address in shown for address in addresses(made, DATA))


def test_of_a_version_without_zones_there_is_nothing_to_take(
    show: Show, database: Database, actor: Actor, city: SmallCity
) -> None:
    page = show("proposal", id=proposed(database, actor, city.cell_id).proposal_id, show="files")
    assert not links(page)
    assert "není tedy co stáhnout" in words_of(page)
