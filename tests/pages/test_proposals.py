"""The list of proposals: where each is, what waits for whom, and how one is begun."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from geodata.database import Database
from geodata.model.people import Actor, Role
from geodata.model.zones import ProposalState
from geodata.services.proposals import list_proposals
from geodata.settings import Settings
from tests.pages.desk import press
from tests.pages.shown import Show, links_of, showing, without_failure, words_of
from tests.proposals import Proposed, proposed, submitted
from tests.small_city import SmallCity


@pytest.fixture
def made(database: Database, actor: Actor, city: SmallCity) -> Proposed:
    return proposed(database, actor, city.cell_id)


def paths_of(page: object) -> list[str]:
    """The HTML of the paths."""
    return [one.proto.body for one in page.get("html") if "lokality-path" in one.proto.body and "<ol" in one.proto.body]  # type: ignore[attr-defined]


def test_an_empty_list_says_what_to_do(show: Show, actor: Actor) -> None:
    assert "Stiskněte „Nový návrh“" in words_of(show("proposals"))


def test_a_proposal_is_begun_and_its_page_opens(show: Show, database: Database, actor: Actor, city: SmallCity) -> None:
    page = press(show("proposals"), "new-proposal")
    page = press(page, "proposal-save")
    assert page.error[0].value == "Chybí název návrhu. Napište několika slovy, co se navrhuje."
    page.text_input(key="proposal-title").input("Zóny kolem škol")
    page.button(key="proposal-save").click().run()
    (row,) = list_proposals(database, actor)
    assert (row.title, row.state, row.body) == ("Zóny kolem škol", ProposalState.DRAFT, "Buňka Předlice")


def test_the_path_tells_the_state_by_sign_and_word(
    show: Show, database: Database, actor: Actor, made: Proposed
) -> None:
    (path,) = paths_of(show("proposals"))
    assert 'aria-current="step"><span aria-hidden="true">●</span> <span class="word">návrh</span>' in path
    submitted(database, actor, made)
    (path,) = paths_of(show("proposals"))
    assert '<li class="done"><span aria-hidden="true">✓</span> <span class="word">návrh</span>' in path
    assert 'aria-current="step"><span aria-hidden="true">●</span> <span class="word">podán</span>' in path
    assert path.count("○") == 4
    assert "submitted" in paths_of(show("proposals", "en"))[0]


def test_what_waits_for_the_reader_comes_first(
    show: Show, database: Database, actor: Actor, made: Proposed, tmp_path: Path
) -> None:
    submitted(database, actor, made)
    other = proposed(database, actor)
    official = replace(actor, roles=frozenset({Role.OFFICIAL}))
    with showing(database, official, Settings(data_directory=tmp_path, base_map="none")) as shown:
        page = shown("proposals")
        assert links_of(page) == [f"proposal?id={made.proposal_id}"]  # a draft is not there for those outside
        assert "Čeká na vaše posouzení." in words_of(page)
        assert not [button for button in page.button if button.key == "new-proposal"]
    with showing(database, actor, Settings(data_directory=tmp_path, base_map="none")) as shown:
        page = shown("proposals")
        assert links_of(page) == [f"proposal?id={other.proposal_id}", f"proposal?id={made.proposal_id}"]
        assert "Čeká na dopsání a podání." in words_of(page)


def test_the_overview_tells_which_proposals_wait(show: Show, database: Database, actor: Actor, made: Proposed) -> None:
    page = without_failure(show("overview"))
    assert f"proposal?id={made.proposal_id}" in links_of(page)
    assert "čeká na dopsání a podání" in words_of(page)
