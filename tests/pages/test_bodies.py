"""The calendar and the pages of the bodies: found one, plan its meetings, move and cancel them, members, links."""

from __future__ import annotations

from datetime import date, time, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from geodata import clock
from geodata.clock import PRAGUE
from geodata.database import Database
from geodata.model.czech_holidays import is_holiday
from geodata.model.meetings import BodyKind, MeetingState
from geodata.model.people import Actor, Role
from geodata.model.slots import moment_on
from geodata.policy import GRANTS, Action
from geodata.services.bodies import BodyFacts, add_body, change_body, set_members
from geodata.services.body_card import body_card
from geodata.services.calendar_links import list_calendar_links, read_feed
from geodata.services.meeting_card import meeting_card
from geodata.services.meeting_dates import coming_dates
from geodata.services.meeting_list import list_bodies, list_meetings
from geodata.services.meetings import plan_meeting
from geodata.settings import Settings
from tests.pages.shown import Show, links_of, showing, without_failure, words_of
from tests.small_city import SmallCity, worker_of


def press(page: AppTest, key: str) -> AppTest:
    return without_failure(page.button(key=key).click().run())


def month_of(page: AppTest) -> str:
    """The HTML of the calendar."""
    (html,) = [
        one.proto.body for one in page.get("html") if "lokality-month" in one.proto.body and "<table" in one.proto.body
    ]
    return str(html)


def test_the_calendar_shows_the_meetings_and_holidays_of_the_month(
    show: Show, database: Database, actor: Actor, city: SmallCity
) -> None:
    meeting_id = plan_meeting(database, actor, city.cell_id, moment_on(date(2027, 9, 2), time(13)), "Škola")
    html = month_of(show("meetings", month="2027-09"))
    assert f'href="/meeting?id={meeting_id}"' in html
    assert "<b>13:00</b> Buňka Předlice" in html
    assert "Den české státnosti" in html
    assert html.count("<tr>") == 1 + 5
    assert "Statehood Day" in month_of(show("meetings", "en", month="2027-09"))
    assert "Buňka" not in month_of(show("meetings", month="2027-10"))


@pytest.mark.parametrize("month", ["", "x", "2026-13", "0001-01", "9999-12", "99999-01"])
def test_an_address_of_no_month_shows_this_one(show: Show, city: SmallCity, month: str) -> None:
    page = show("meetings", month=month)
    assert 'aria-current="date"' in month_of(page)
    assert not page.error


def test_the_months_are_turned_by_links_that_keep_the_body(show: Show, city: SmallCity) -> None:
    links = links_of(show("meetings", month="2027-01", body=city.cell_id))
    assert f"meetings?month=2026-12&body={city.cell_id}" in links
    assert f"meetings?month=2027-02&body={city.cell_id}" in links
    assert "meetings?month=2027-01" in links  # those of all


def test_what_people_wrote_is_text_in_the_calendar(show: Show, database: Database, actor: Actor) -> None:
    body_id = add_body(database, actor, BodyFacts("<img src=x onerror=alert(1)> & spol.", BodyKind.CELL))
    plan_meeting(database, actor, body_id, clock.now() + timedelta(minutes=1))
    html = month_of(show("meetings"))
    assert "<img" not in html
    assert "&lt;img src=x onerror=alert(1)&gt; &amp; spol." in html


def test_a_cancelled_meeting_stays_in_the_calendar_and_says_so(
    show: Show, database: Database, actor: Actor, city: SmallCity
) -> None:
    page = press(show("body", id=city.cell_id), f"cancel-{city.meeting_id}")
    press(page, "cancel-save")
    card = meeting_card(database, actor, city.meeting_id)
    assert card.state == MeetingState.CANCELLED
    html = month_of(show("meetings", month=f"{card.starts_at.astimezone(PRAGUE):%Y-%m}"))
    assert "<s>" in html
    assert "Zrušená" in html or "Zrušeno" in html


def test_a_group_is_founded_and_its_page_opens(show: Show, database: Database, actor: Actor, city: SmallCity) -> None:
    page = press(show("meetings"), "found-body")
    page.text_input(key="body-name").input("Komise prevence")
    page.text_input(key="body-slot").input("pátý čtvrtek")
    press(page, "body-save")
    assert "Pátý takový den není v každém měsíci" in page.error[0].value
    page.text_input(key="body-slot").input("druhé úterý v lichém měsíci, 15:00")
    page.button(key="body-save").click().run()
    assert "Komise prevence" in {body.name for body in list_bodies(database, actor)}


def test_two_who_change_a_group_see_what_the_other_wrote(
    show: Show, database: Database, actor: Actor, city: SmallCity
) -> None:
    page = press(show("body", id=city.cell_id), f"change-body-{city.cell_id}")
    seen = body_card(database, actor, city.cell_id)
    change_body(database, actor, seen.id, seen.row_version, BodyFacts("Cizí název", BodyKind.CELL))
    page.text_input(key="body-name").input("Můj název")
    page = press(page, "body-save")
    assert "Cizí název" in words_of(page)
    assert body_card(database, actor, city.cell_id).name == "Cizí název"
    press(page, "body-save")
    assert body_card(database, actor, city.cell_id).name == "Můj název"


def next_holiday() -> date:
    """A coming holiday that is the first to the fourth such day of its month: a page stands in the real present."""
    days = (clock.today() + timedelta(days=number) for number in range(1, 180))
    return next(day for day in days if is_holiday(day) and day.day <= 28)


def test_the_dates_of_the_slot_are_ticked_and_planned_and_a_holiday_is_asked_about(
    show: Show, database: Database, actor: Actor
) -> None:
    holiday = next_holiday()
    nth = ("první", "druhý", "třetí", "čtvrtý")[(holiday.day - 1) // 7]
    weekday = ("pondělí", "úterý", "středa", "čtvrtek", "pátek", "sobota", "neděle")[holiday.weekday()]
    facts = BodyFacts("Buňka", BodyKind.CELL, slot=f"{nth} {weekday} 13:00, ve škole")
    body_id = add_body(database, actor, facts)
    offered = [each.proposed for each in coming_dates(database, actor, body_id, 6).dates]
    usual = [each.day for each in offered if not each.is_holiday]
    page = press(show("body", id=body_id), f"plan-{body_id}")
    assert page.time_input(key="plan-at").value == time(13)
    assert page.text_input(key="plan-place").value == "ve škole"
    press(page, "plan-save")
    assert "je svátek" in page.error[0].value
    assert list_meetings(database, actor, coming=True, body_id=body_id) == []
    for each in offered:
        if each.is_holiday:
            page.radio(key=f"plan-{each.day}").set_value(each.instead[1] if each.day == holiday else "skip")
    page.checkbox(key=f"plan-{usual[-1]}").uncheck()
    page.run()
    press(page, "plan-save")
    moved_to = next(each.instead[1] for each in offered if each.day == holiday)
    moments = [row.starts_at for row in list_meetings(database, actor, coming=True, body_id=body_id)]
    assert moments == [moment_on(day, time(13)) for day in sorted([*usual[:-1], moved_to])]
    page = press(show("body", id=body_id), f"plan-{body_id}")
    assert page.checkbox(key=f"plan-{holiday}").disabled
    assert "už je naplánováno" in page.checkbox(key=f"plan-{holiday}").label


def test_a_group_that_meets_as_needed_gets_the_day_that_is_entered(
    show: Show, database: Database, actor: Actor
) -> None:
    body_id = add_body(database, actor, BodyFacts("Setkání", BodyKind.COORDINATOR_MEETING, slot="podle potřeby"))
    plan_meeting(database, actor, body_id, clock.now() - timedelta(days=50), "Místnost 214")
    page = press(show("body", id=body_id), f"plan-{body_id}")
    press(page, "plan-save")
    assert "Nejdřív zaškrtněte den" in page.error[0].value
    day = clock.today() + timedelta(days=20)
    page.date_input(key="plan-another").set_value(day).run()
    press(page, "plan-save")
    assert "kdy schůzka začíná" in page.error[0].value
    page.time_input(key="plan-at").set_value(time(10)).run()
    press(page, "plan-save")
    (row,) = list_meetings(database, actor, coming=True, body_id=body_id)
    assert (row.starts_at, row.place) == (moment_on(day, time(10)), "Místnost 214")


def test_a_day_on_which_the_group_meets_already_is_told_and_not_counted_as_planned(
    show: Show, database: Database, actor: Actor, city: SmallCity
) -> None:
    (there,) = list_meetings(database, actor, coming=True, body_id=city.cell_id)
    day = there.starts_at.astimezone(clock.PRAGUE).date()
    page = press(show("body", id=city.cell_id), f"plan-{city.cell_id}")
    for box in [box for box in page.checkbox if (box.key or "").startswith("plan-") and not box.disabled]:
        box.uncheck()
    page.date_input(key="plan-another").set_value(day)
    page.time_input(key="plan-at").set_value(time(23)).run()
    press(page, "plan-save")
    assert [row.id for row in list_meetings(database, actor, coming=True, body_id=city.cell_id)] == [there.id]
    (told,) = [toast for toast in page.toast if "schází" in toast.value]
    assert told.icon == ":material/warning:"
    assert f"{day.day}.\xa0{day.month}." in told.value.replace(" ", "\xa0")
    assert not any("naplánován" in toast.value and toast.icon == ":material/check:" for toast in page.toast)


def test_a_meeting_is_moved_on_the_page(show: Show, database: Database, actor: Actor, city: SmallCity) -> None:
    page = press(show("body", id=city.cell_id), f"move-{city.meeting_id}")
    day = clock.today() + timedelta(days=30)
    page.date_input(key="move-day").set_value(day)
    page.time_input(key="move-at").set_value(time(15, 30))
    page.text_input(key="move-place").input("Škola").run()
    press(page, "move-save")
    card = meeting_card(database, actor, city.meeting_id)
    assert (card.starts_at, card.place) == (moment_on(day, time(15, 30)), "Škola")


def test_members_are_chosen_and_told(show: Show, database: Database, actor: Actor, city: SmallCity) -> None:
    page = show("body", id=city.cell_id)
    assert "nepatří žádná organizace" in words_of(page)
    page = press(page, f"members-{city.cell_id}")
    page.multiselect(key="member-organisations").set_value([city.ngo_id, city.police_id])
    page.date_input(key="member-since").set_value(clock.today() - timedelta(days=5)).run()
    press(page, "members-save")
    page = press(show("body", id=city.cell_id), f"members-{city.cell_id}")
    assert sorted(page.multiselect(key="member-organisations").value) == sorted([city.ngo_id, city.police_id])
    page.multiselect(key="member-organisations").set_value([city.police_id]).run()
    press(page, "members-save")
    assert "Terén (od" in words_of(show("body", id=city.cell_id)).replace("\xa0", " ")
    assert [member.organisation_id for member in body_card(database, actor, city.cell_id).members] == [city.police_id]


def test_a_calendar_link_is_shown_once_and_withdrawn(
    show: Show, database: Database, actor: Actor, city: SmallCity
) -> None:
    page = press(show("account"), "make-calendar-link")
    (code,) = [one.value for one in page.code]
    secret = code.rpartition("/")[2].removesuffix(".ics")
    assert {event.meeting_id for event in read_feed(database, secret).events} == {city.meeting_id}
    assert not show("account").code
    (row,) = list_calendar_links(database, actor)
    press(show("account"), f"withdraw-calendar-{row.id}")
    assert list_calendar_links(database, actor) == []
    page = press(show("body", id=city.cell_id), "make-calendar-link")
    assert page.code
    assert [row.body_id for row in list_calendar_links(database, actor)] == [city.cell_id]


def test_the_invitation_says_when_and_where_and_no_points(
    show: Show, database: Database, actor: Actor, city: SmallCity
) -> None:
    (code,) = [one.value for one in show("body", id=city.cell_id).code]
    assert "Pozvánka: Buňka Předlice" in code
    assert "Kde: Radnice" in code
    assert f"/meeting?id={city.meeting_id}" in code
    assert "Školní 12" not in code


@pytest.mark.parametrize("role", sorted(GRANTS[Action.VIEW]))
def test_each_role_sees_the_group_and_who_keeps_meetings_may_change_it(
    database: Database, actor: Actor, city: SmallCity, tmp_path: Path, role: Role
) -> None:
    version = body_card(database, actor, city.cell_id).row_version
    set_members(database, actor, city.cell_id, version, (city.ngo_id,), clock.today())
    worker = worker_of(database, actor, city.ngo_id, role)
    changing = {f"plan-{city.cell_id}", f"change-body-{city.cell_id}", f"members-{city.cell_id}"}
    dates = {f"move-{city.meeting_id}", f"cancel-{city.meeting_id}"}
    with showing(database, worker, Settings(data_directory=tmp_path)) as show:
        page = show("body", id=city.cell_id)
        keys = {str(button.key) for button in page.button}
        assert not page.error
        assert "Terén" in words_of(page)
        may = role in GRANTS[Action.KEEP_MEETING]
        assert keys == ((changing | dates) if may else set()) | {"make-calendar-link"}
        found = {str(button.key) for button in show("meetings").button}
        assert found == ({"found-body", "paper-minutes"} if may else set())


@pytest.mark.parametrize("number", ["4711", "0", "x", "99999999999999999999"])
def test_an_address_of_no_group_gets_a_sentence(show: Show, city: SmallCity, number: str) -> None:
    page = show("body", id=number)
    assert page.error or page.info


@pytest.mark.parametrize("language", ["cs", "en"])
def test_an_empty_city_says_what_to_do(show: Show, language: str) -> None:
    page = show("meetings", language)
    assert page.info
    assert "found-body" in {button.key for button in page.button}
