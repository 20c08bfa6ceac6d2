"""Figures of operators and localities: what nobody counted is no zero, and who lies elsewhere is not unknown."""

from __future__ import annotations

from sqlalchemy import select
from streamlit.testing.v1 import AppTest

from geodata import clock
from geodata.database import Database
from geodata.model.people import Actor
from geodata.services.sites import NewObservation, observe
from geodata.tables import Locality, Site
from tests.pages.shown import Show
from tests.proposals import proposed, with_zone
from tests.small_city import SmallCity


def table_of(page: AppTest, first: str) -> str:
    """The table whose first column is called so."""
    (html,) = [one.proto.body for one in page.get("html") if f'aria-label="{first}"' in one.proto.body]
    return html


def cells_of(table: str, row: str) -> list[str]:
    """The cells after the head of that row."""
    (line,) = [line for line in table.split("<tr>") if f'<th scope="row">{row}</th>' in line]
    return [cell.partition("</span>")[2].partition("</td>")[0] for cell in line.split("<td")[1:]]


def test_machines_that_nobody_counted_are_no_zero_and_no_locality_is_not_unknown(
    show: Show, database: Database, actor: Actor, city: SmallCity
) -> None:
    made = proposed(database, actor, city.cell_id)
    with_zone(database, actor, made)
    observe(database, actor, made.west_id, NewObservation(clock.today(), details={"operator": "Hry", "machines": 5}))
    with database.write(actor) as work:
        west = work.session.get_one(Site, made.west_id)
        west.locality_id = work.session.scalars(select(Locality.id)).one()
        work.version_of("sites")
        work.commit()
    page = show("proposal", id=made.proposal_id, show="impact")
    by_operator = table_of(page, "Podle provozovatele")
    assert cells_of(by_operator, "Hry") == ["1", "0", "5", "0", "0"]
    assert cells_of(by_operator, "není známo") == ["0", "1", "0", "–", "1"]
    assert cells_of(table_of(page, "Podle lokality"), "mimo tyto lokality")[:2] == ["0", "1"]
