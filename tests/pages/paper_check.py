"""Minutes from paper on the page: the text that the tests paste, and how a person goes through the check."""

from __future__ import annotations

from datetime import timedelta

from streamlit.testing.v1 import AppTest

from dashboard import formats
from dashboard.components.paper.draft import POINTS_FROM, UNDECIDED, Draft
from geodata import clock
from geodata.database import Database
from geodata.model.people import Actor
from geodata.services.issue_events import day_of
from geodata.services.meeting_card import MeetingCard, meeting_card
from geodata.services.meeting_list import list_meetings
from tests.pages.shown import without_failure
from tests.small_city import SmallCity

HELD_ON = clock.today() - timedelta(days=40)
NEXT_ON = clock.today() + timedelta(days=12)
DUE_ON = HELD_ON + timedelta(days=10)


def said(day: object) -> str:
    """A day as minutes write it."""
    return formats.day(day).replace("\u00a0", " ")  # type: ignore[arg-type]


TEXT = f"""Zápis z jednání Buňka Předlice

Datum: {said(HELD_ON)} od 13:00, ZŠ Hutnická

Přítomni:
Městská policie: str. Vymyslil
Terén: Domněnková, Mgr. Pohádková
Farnost: P. Neznámý

Městská policie:
- V ulici Tratová vznikla znovu černá skládka.
  K tomu Terén: skládka je tam už potřetí.
  Dotaz Městská policie: kdo ji odklízí? <script>alert(1)</script>

Terén:
- Ve Školní 12 se zdržují cizí osoby, dům není zajištěn. Úkol: Městská policie prověří vlastníka, termín {said(DUE_ON)}.
- Zveme na den otevřených dveří.

Příští buňka se koná {said(NEXT_ON)} ve 13.00 v ZŠ Hutnická.
"""


def read(page: AppTest, text: str = TEXT) -> AppTest:
    page.text_area(key="paper-text").set_value(text)
    return press(page, "paper-read")


def press(page: AppTest, key: str) -> AppTest:
    return without_failure(page.button(key=key).click().run())


def key_of(draft: Draft, step: int, *rest: object) -> str:
    return "-".join(map(str, ("paper", draft.token, step, *rest)))


def html_of(page: AppTest) -> str:
    return "".join(one.proto.body for one in page.get("html") if "lokality-paper" in one.proto.body)


def leave_out_who_is_unknown(page: AppTest, draft: Draft) -> AppTest:
    """The parish is no organisation of the city."""
    return without_failure(page.checkbox(key=key_of(draft, 1, 2, "take")).set_value(False).run())


def accept_all(page: AppTest, draft: Draft) -> AppTest:
    """Every part is looked at and accepted, in order."""
    press(page, "paper-accept")
    leave_out_who_is_unknown(page, draft)
    for _ in range(1 + len(draft.points)):
        take_all_below(page, draft)
        press(page, "paper-accept")
        assert not page.error, page.error[0].value
    return page


def take_all_below(page: AppTest, draft: Draft) -> AppTest:
    """Take all that hangs below the point that is shown, each with a press of its own."""
    if draft.step < POINTS_FROM:
        return page
    for box in [box for box in page.checkbox if not box.value and (box.key or "").endswith("-take")]:
        box.set_value(True)
    return without_failure(page.run())


def kept_meeting(database: Database, actor: Actor, city: SmallCity) -> MeetingCard:
    """The meeting that was held forty days ago."""
    rows = list_meetings(database, actor, coming=False, body_id=city.cell_id)
    (row,) = [row for row in rows if day_of(row.starts_at) == HELD_ON]
    return meeting_card(database, actor, row.id)


def accept_rest(page: AppTest, draft: Draft) -> None:
    while UNDECIDED & set(draft.decisions):
        press(page, "paper-accept")
        assert not page.error, page.error[0].value
