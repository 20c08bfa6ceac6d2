"""The page of emergency events: founded, addresses taken in, a pair sent, a report and a visit written."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from dashboard.components.place_position import Placed
from geodata import clock
from geodata.database import Database
from geodata.model.emergencies import AddressState, EmergencyState, Need, ReportKind
from geodata.model.people import Actor, Role
from geodata.services.emergencies import change_emergency, list_emergencies
from geodata.services.emergency_addresses import NewVisit, record_visit
from geodata.services.emergency_assignments import withdraw_assignment
from geodata.services.emergency_reports import NewReport, report
from geodata.settings import Settings
from geodata.spatial import index_outline
from geodata.tables import Street
from tests.emergencies import ROUTE, board, lead_on, some_address, some_assignment, some_emergency, some_facts
from tests.pages.desk import press
from tests.pages.shown import Show, showing, words_of
from tests.small_city import SmallCity, worker_of
from tests.storage import addresses


@pytest.fixture
def event_id(database: Database, actor: Actor, city: SmallCity) -> int:
    return some_emergency(database, actor)


def test_an_empty_list_says_what_to_do(show: Show, city: SmallCity) -> None:
    assert "Stiskněte „Nová událost“" in words_of(show("emergencies"))


def test_the_form_asks_for_the_streets_of_the_route(
    show: Show, database: Database, actor: Actor, city: SmallCity
) -> None:
    page = press(show("emergencies"), "new-emergency")
    page.text_input(key="emergency-name").input("Pochod")
    page = press(page, "emergency-save")
    assert page.error[0].value == "Vyberte ulice, kterými událost vede."
    assert list_emergencies(database, actor) == []


def test_addresses_near_the_route_are_taken_in_by_one_button(
    show: Show, database: Database, actor: Actor, event_id: int
) -> None:
    addresses.some_address(database, actor, "Lipová", "12", position=(14.055, 50.6602))
    press(show("emergencies", id=event_id, filter="addresses"), "emergency-load")
    assert [line.text for line in board(database, actor, event_id).addresses] == ["Lipová 12"]


def test_a_pair_is_sent_and_the_one_that_goes_there_already_is_told(
    show: Show, database: Database, actor: Actor, city: SmallCity, event_id: int
) -> None:
    door = some_address(database, actor, event_id)
    some_assignment(database, actor, event_id, city.police_id, door)
    page = show("emergencies", id=event_id, filter="assignments")
    page.selectbox(key="assignment-who-0").select(city.ngo_id)
    page.multiselect(key="assignment-addresses-0").select(door).run()
    assert "Na adresu Lipová 12 už míří: Městská policie · Dvojice 1" in page.warning[0].value
    record_visit(database, actor, door, NewVisit(organisation_id=city.police_id))
    (told,) = page.run().warning
    assert "Na adrese Lipová 12 už byla organizace Městská policie: " in told.value
    press(page, "assignment-save")
    assert [line.organisation_id for line in board(database, actor, event_id).assignments] == [
        city.police_id,
        city.ngo_id,
    ]


def test_a_report_is_sent_and_stands_on_the_board(
    show: Show, database: Database, actor: Actor, city: SmallCity, event_id: int
) -> None:
    some_assignment(database, actor, event_id, city.ngo_id)
    assert "zatím nic nehlásila" in words_of(show("emergencies", id=event_id))
    press(show("emergencies", id=event_id, filter="reports"), "report-save")
    (line,) = board(database, actor, event_id).reports
    assert line.kind == ReportKind.ALL_QUIET
    assert "naposledy právě teď: Klid" in words_of(show("emergencies", id=event_id))


def test_the_pair_is_chosen_once_and_remembered(
    show: Show, database: Database, actor: Actor, city: SmallCity, event_id: int
) -> None:
    some_assignment(database, actor, event_id, city.ngo_id)
    second = some_assignment(database, actor, event_id, city.police_id)
    page = show("emergencies", id=event_id, filter="reports")
    assert page.selectbox(key="report-pair").value is None  # of several none is guessed
    page = press(page.selectbox(key="report-pair").select(second).run(), "report-save")
    page.query_params["filter"] = "addresses"
    page.run()
    page.query_params["filter"] = "reports"
    assert page.run().selectbox(key="report-pair").value == second
    (line,) = board(database, actor, event_id).reports
    assert line.assignment_id == second


def test_a_report_that_is_to_say_where_does_not_go_without_a_position(
    show: Show, database: Database, actor: Actor, event_id: int
) -> None:
    page = show("emergencies", id=event_id, filter="reports")
    key = page.session_state["emergency-report-id"]
    page.text_area(key=f"report-text-{key}").input("Stojíme u mostu")
    page = press(page.toggle(key=f"report-placed-{key}-False").set_value(True).run(), "report-save")
    assert "Poloha ještě není zvolená, nic se neodeslalo." in page.error[0].value
    assert page.text_area(key=f"report-text-{key}").value == "Stojíme u mostu"
    assert board(database, actor, event_id).reports == ()
    page.session_state[f"report-place-{key}-placed"] = Placed((50.66, 14.05))
    press(page, "report-save")
    (line,) = board(database, actor, event_id).reports
    assert (line.text, line.longitude, line.latitude) == ("Stojíme u mostu", 14.05, 50.66)


def test_a_report_goes_without_a_position_once_it_is_switched_off(
    show: Show, database: Database, actor: Actor, event_id: int
) -> None:
    page = show("emergencies", id=event_id, filter="reports")
    key = page.session_state["emergency-report-id"]
    page.text_area(key=f"report-text-{key}").input("Stojíme u mostu")
    toggle = f"report-placed-{key}-False"
    page = press(page.toggle(key=toggle).set_value(True).run(), "report-save")
    press(page.toggle(key=toggle).set_value(False).run(), "report-save")
    (line,) = board(database, actor, event_id).reports
    assert (line.text, line.longitude) == ("Stojíme u mostu", None)


def test_a_visit_settles_an_address(show: Show, database: Database, actor: Actor, city: SmallCity) -> None:
    event_id = some_emergency(database, actor)
    some_address(database, actor, event_id)
    page = show("emergencies", id=event_id, filter="addresses")
    page.selectbox(key="visit-who").select(city.ngo_id)
    page.toggle[0].set_value(True)
    press(page, "visit-save")
    (line,) = board(database, actor, event_id).addresses
    assert (line.state, line.were_there, line.needs) == (AddressState.SETTLED, ("Terén",), ())
    assert Need.WATER not in line.needs


def test_what_others_told_is_needed_is_shown_before_it_is_settled_and_kept_after(
    show: Show, database: Database, actor: Actor, city: SmallCity, event_id: int
) -> None:
    other, door = (some_address(database, actor, event_id, text) for text in ("Lipová 1", "Lipová 12"))
    record_visit(database, actor, door, NewVisit(frozenset({Need.ELECTRICITY}), organisation_id=city.police_id))
    page = show("emergencies", id=event_id, filter="addresses")
    assert page.selectbox(key=f"visit-address-{event_id}").value == other
    assert not page.warning
    page.selectbox(key=f"visit-address-{event_id}").select(door).run()
    assert "Je tu ještě třeba: Elektřina (Městská policie, " in page.warning[0].value.replace("\\", "")
    page.selectbox(key="visit-who").select(city.ngo_id)
    page.toggle[0].set_value(True)
    page = press(page, "visit-save")
    assert not page.warning
    first, second = page.dataframe[0].value["Bylo třeba"]
    assert first == ""
    assert re.fullmatch(r"Elektřina \(Městská policie, .+\), vyřízeno: Terén .+", second)


def test_the_staff_leads_an_event_on(show: Show, database: Database, actor: Actor, event_id: int) -> None:
    press(show("emergencies", id=event_id), "emergency-to-under_way")
    assert board(database, actor, event_id).state == EmergencyState.UNDER_WAY


def test_an_event_is_changed_on_its_page_and_keeps_its_place(
    show: Show, database: Database, actor: Actor, city: SmallCity, event_id: int
) -> None:
    before = board(database, actor, event_id)
    page = press(show("emergencies", id=event_id), f"emergency-change-{event_id}")
    page.text_input(key=f"emergency-change-{event_id}-name").input("Pochod přes náměstí")
    page.selectbox(key=f"emergency-change-{event_id}-leads").select(city.police_id)
    press(page, "emergency-change-save")
    now = board(database, actor, event_id)
    assert (now.name, now.organisation_id) == ("Pochod přes náměstí", city.police_id)
    assert now.outline.equals(before.outline)
    # Seconds are not asked for.
    assert now.starts_at == before.starts_at.replace(second=0, microsecond=0)


def test_who_changes_an_event_second_sees_what_stands_and_chooses(
    show: Show, database: Database, actor: Actor, event_id: int
) -> None:
    page = press(show("emergencies", id=event_id), f"emergency-change-{event_id}")
    page.text_input(key=f"emergency-change-{event_id}-name").input("Můj název")
    change_emergency(database, actor, event_id, 1, some_facts("Název kolegy"))
    page = press(page, "emergency-change-save")
    assert "Název kolegy" in words_of(page)
    assert board(database, actor, event_id).name == "Název kolegy"
    press(page, "emergency-change-save")
    assert board(database, actor, event_id).name == "Můj název"


def test_an_event_is_evaluated_in_words(show: Show, database: Database, actor: Actor, event_id: int) -> None:
    lead_on(database, actor, event_id, EmergencyState.UNDER_WAY, EmergencyState.OVER)
    page = press(show("emergencies", id=event_id), f"emergency-evaluate-{event_id}")
    page.text_area(key="emergency-evaluation").input("Příště dvě vysílačky navíc.")
    press(page, "emergency-evaluate-save")
    assert board(database, actor, event_id).state == EmergencyState.EVALUATED
    page = show("emergencies", id=event_id)
    assert "Příště dvě vysílačky navíc" in words_of(page)
    assert not [button for button in page.button if button.key == f"emergency-change-{event_id}"]


def test_numbers_of_the_board_lead_to_their_addresses(
    show: Show, database: Database, actor: Actor, city: SmallCity, event_id: int
) -> None:
    first, _second = (some_address(database, actor, event_id, text) for text in ("Lipová 1", "Lipová 2"))
    record_visit(database, actor, first, NewVisit(frozenset({Need.WATER}), organisation_id=city.ngo_id))
    assert "Kde je ještě něco třeba" in words_of(show("emergencies", id=event_id))
    page = show("emergencies", id=event_id, filter="addresses", shown="needs")
    assert list(page.dataframe[0].value["Adresa"]) == ["Lipová 1"]


def test_a_report_without_an_answer_stands_first(show: Show, database: Database, actor: Actor, event_id: int) -> None:
    assert "Žádné hlášení nečeká na vyřízení" in words_of(show("emergencies", id=event_id))
    report(database, actor, event_id, NewReport(ReportKind.TROUBLE, "Hádka u vchodu"))
    page = show("emergencies", id=event_id)
    assert "Hádka u vchodu" in page.error[0].value
    page = show("emergencies", "en", id=event_id)
    assert "Reports without an answer" in words_of(page)


def test_who_was_taken_off_an_event_reads_what_they_reported(
    database: Database, actor: Actor, city: SmallCity, event_id: int, tmp_path: Path
) -> None:
    worker = worker_of(database, actor, city.ngo_id, Role.TERRAIN)
    pair = some_assignment(database, actor, event_id, city.ngo_id)
    report(database, worker, event_id, NewReport(ReportKind.TROUBLE, "Naše hádka", pair))
    report(database, actor, event_id, NewReport(ReportKind.TROUBLE, "Cizí hádka"))
    withdraw_assignment(database, actor, pair)
    with showing(database, worker, Settings(data_directory=tmp_path, base_map="none")) as show:
        assert "jen vaše vlastní hlášení" in words_of(show("emergencies"))
        page = show("emergencies", id=event_id)
    assert "Naše hádka" in words_of(page)
    assert "Cizí hádka" not in words_of(page)
    assert not page.pills  # there is nothing else to open


def test_the_head_says_who_leads_the_event_and_where_it_is(
    show: Show, database: Database, actor: Actor, city: SmallCity
) -> None:
    event_id = some_emergency(database, actor, organisation_id=city.police_id)
    assert "řídí Městská policie" in show("emergencies", id=event_id).caption[0].value
    with database.write(actor) as work:
        name = "Lipová"
        street = Street(
            municipality_id=actor.municipality_id,
            name=name,
            name_folded=name.casefold(),
            outline=ROUTE,
            recorded_at=work.recorded_at,
        )
        work.session.add(street)
        work.session.flush()
        index_outline(work.session, "street", street.id, ROUTE)
        work.commit()
    assert " · Lipová · řídí Městská policie" in show("emergencies", id=event_id).caption[0].value


def test_a_new_event_begins_at_the_next_full_hour(show: Show, city: SmallCity, monkeypatch: pytest.MonkeyPatch) -> None:
    late = datetime(2026, 11, 23, 23, 12, tzinfo=clock.PRAGUE)
    monkeypatch.setattr(clock, "now", lambda: late.astimezone(UTC))
    page = press(show("emergencies"), "new-emergency")
    assert page.date_input(key="emergency-day").value == date(2026, 11, 24)
    assert page.time_input(key="emergency-hour").value == time(0)


def test_words_of_a_report_stay_words(show: Show, database: Database, actor: Actor, event_id: int) -> None:
    report(database, actor, event_id, NewReport(ReportKind.TROUBLE, "[odkaz](https://zly.example) **tučně**"))
    shown = [block.value for block in show("emergencies", id=event_id).markdown if "odkaz" in block.value]
    assert shown
    assert all("](https" not in value for value in shown)


def test_a_pair_is_told_nothing_of_the_reports_of_others(
    database: Database, actor: Actor, city: SmallCity, event_id: int, tmp_path: Path
) -> None:
    worker = worker_of(database, actor, city.ngo_id, Role.TERRAIN)
    for organisation_id in (city.ngo_id, city.police_id):
        some_assignment(database, actor, event_id, organisation_id)
    report(database, actor, event_id, NewReport(ReportKind.TROUBLE, "Hoří kontejner"))
    with showing(database, worker, Settings(data_directory=tmp_path)) as show:
        words = words_of(show("emergencies", id=event_id))
    assert "**Terén · Dvojice 1 · Lipová**  \nzatím nic nehlásila" in words
    assert "**Městská policie · Dvojice 1 · Lipová**  \nco hlásila, čte štáb" in words
    assert "Vaše organizace zatím nic nehlásila" in words
    assert "Žádné hlášení vaší organizace nečeká na vyřízení." in words
    for told in ("Zatím nepřišlo žádné hlášení", "Žádné hlášení nečeká", "Hoří kontejner"):
        assert told not in words
