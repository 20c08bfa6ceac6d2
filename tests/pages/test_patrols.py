"""The page of the patrols: planned, walked, reported, cancelled, changed; and what each role finds there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.documents.agenda import agenda_document
from geodata import clock
from geodata.clock import PRAGUE
from geodata.database import Database
from geodata.model.patrols import PatrolState
from geodata.model.people import Actor, OrganisationKind, Role, Sensitivity
from geodata.model.slots import moment_on
from geodata.policy import GRANTS, Action
from geodata.services.agenda_points import take_points
from geodata.services.meeting_card import meeting_card
from geodata.services.meetings import plan_meeting
from geodata.services.organisations import add_organisation
from geodata.services.patrol_list import list_patrols, patrol_card
from geodata.services.patrol_steps import report_patrol, start_patrol, stop_patrol
from geodata.services.patrols import change_patrol
from geodata.services.sites import NewObservation, observe
from geodata.settings import Settings
from tests.pages.shown import Show, links_of, showing, without_failure, words_of
from tests.patrols import knowing_all, patrol_version, some_patrol, some_plan, walk
from tests.small_city import SmallCity, worker_of


@dataclass(frozen=True)
class Walkers:
    officer: Actor
    outreach: Actor


@pytest.fixture
def walkers(database: Database, actor: Actor, city: SmallCity) -> Walkers:
    return Walkers(
        worker_of(database, actor, city.police_id, Role.POLICE), worker_of(database, actor, city.ngo_id, Role.TERRAIN)
    )


@pytest.fixture
def joint(database: Database, city: SmallCity, walkers: Walkers) -> int:
    """A planned patrol of officers and outreach workers."""
    members = (walkers.officer.account_id, walkers.outreach.account_id)
    facts = {"organisation_ids": (city.ngo_id,), "member_ids": members, "body_id": city.cell_id}
    starts_at = moment_on(clock.today(), time(20))
    return some_patrol(database, knowing_all(walkers.officer), starts_at=starts_at, **facts)


def press(page: AppTest, key: str) -> AppTest:
    return without_failure(page.button(key=key).click().run())


def buttons_of(page: AppTest) -> set[str]:
    return {str(button.key) for button in page.button}


def test_an_officer_plans_a_patrol_past_midnight(
    database: Database, city: SmallCity, walkers: Walkers, tmp_path: Path
) -> None:
    with showing(database, walkers.officer, Settings(data_directory=tmp_path)) as show:
        page = press(show("patrols"), "plan-patrol")
        page.text_input(key="patrol-purpose").input("Sklepy")
        page.text_area(key="patrol-streets").input("Školní\n\nZa tratí")
        page.multiselect(key="patrol-organisations").set_value([city.ngo_id])
        page.multiselect(key=f"patrol-people-{city.police_id}").set_value([walkers.officer.account_id])
        page.selectbox(key="patrol-body").set_value(city.cell_id)
        press(page, "patrol-save")
        assert "kdy začíná a kdy končí" in page.error[0].value
        assert list_patrols(database, walkers.officer) == []
        assert "patrol-people-" + str(city.ngo_id) not in {field.key for field in page.multiselect}
        page.time_input(key="patrol-begins").set_value(time(22))
        page.time_input(key="patrol-ends").set_value(time(1, 30))
        page.button(key="patrol-save").click().run()
    (row,) = list_patrols(database, walkers.officer)
    card = patrol_card(database, walkers.officer, row.id)
    assert (card.purpose, card.streets, card.body_id) == ("Sklepy", ("Školní", "Za tratí"), city.cell_id)
    assert set(card.organisation_ids) == {city.police_id, city.ngo_id}
    assert [one.id for one in card.members or ()] == [walkers.officer.account_id]
    assert card.starts_at == moment_on(clock.today(), time(22))
    assert card.ends_at == moment_on(clock.today() + timedelta(days=1), time(1, 30))


def test_a_patrol_is_started_ended_and_its_result_written_by_one_button_after_the_other(
    database: Database, walkers: Walkers, joint: int, tmp_path: Path
) -> None:
    with showing(database, walkers.outreach, Settings(data_directory=tmp_path)) as show:
        page = show("patrols", id=joint)
        assert buttons_of(page) == {f"start-patrol-{joint}", f"change-patrol-{joint}", f"cancel-patrol-{joint}"}
        press(page, f"start-patrol-{joint}")
        assert buttons_of(page) == {f"stop-patrol-{joint}", f"load-track-{joint}"}
        assert "Právě probíhají" in words_of(show("patrols"))
        press(page, f"stop-patrol-{joint}")
        assert "Výsledek zatím není zapsaný" in words_of(page)
        press(page, f"report-patrol-{joint}")
        page.text_area(key="patrol-result").input("Otevřené sklepy, volat 601 234 567.")
        press(page, "patrol-result-save")
        assert "osobní údaj" in page.warning[0].value
        assert any("nabídne jako bod programu" in caption.value for caption in page.caption)
        page.text_area(key="patrol-result").input("Dva <b>otevřené</b> sklepy.")
        press(page, "patrol-result-save")
        assert "Dva <b>otevřené</b> sklepy." in words_of(page)
        assert buttons_of(page) == {f"load-track-{joint}"}
    assert patrol_card(database, walkers.officer, joint).state == PatrolState.REPORTED


def test_what_was_logged_under_a_patrol_stands_on_its_page_and_is_counted_beside_the_result(
    show: Show, database: Database, walkers: Walkers, city: SmallCity, joint: int
) -> None:
    assert "Zapsáno pod touto pochůzkou" not in words_of(show("patrols", id=joint))
    start_patrol(database, walkers.officer, joint, 1)
    assert "Zatím tu nic není" in words_of(show("patrols", id=joint))
    observe(database, walkers.outreach, city.dump_id, NewObservation(clock.today(), patrol_id=joint))
    stop_patrol(database, walkers.officer, joint, 2)
    page = press(show("patrols", id=joint), f"report-patrol-{joint}")
    assert [caption.value for caption in page.caption].count("Pod pochůzkou je zapsané 1 místo.") == 2
    assert f"site?id={city.dump_id}" in links_of(page)


def test_a_press_on_a_page_left_open_is_told_kindly(
    show: Show, database: Database, walkers: Walkers, joint: int
) -> None:
    page = show("patrols", id=joint)
    start_patrol(database, walkers.outreach, joint, 1)
    assert "už předtím začala" in press(page, f"start-patrol-{joint}").toast[0].value
    stop_patrol(database, walkers.outreach, joint, 2)
    assert "už předtím skončila" in press(page, f"stop-patrol-{joint}").toast[0].value


def test_the_result_is_read_on_the_programme_of_the_cell_with_a_way_to_the_patrol(
    show: Show, database: Database, actor: Actor, walkers: Walkers, city: SmallCity, joint: int
) -> None:
    version = walk(database, walkers.officer, joint)
    report_patrol(database, walkers.officer, joint, version, "Dva <i>otevřené</i> sklepy.")
    meeting_id = plan_meeting(database, actor, city.cell_id, clock.now() + timedelta(days=7))
    page = show("meeting", id=meeting_id)
    assert "Dva <i>otevřené</i> sklepy." in words_of(page)
    take_points(database, actor, meeting_id, [f"patrol-{joint}"])
    page = show("meeting", id=meeting_id)
    assert "Výsledek pochůzky" in words_of(page)
    assert f"patrols?id={joint}" in links_of(page)
    commission = worker_of(database, actor, city.ngo_id, Role.COMMISSION)
    with showing(database, commission, Settings()) as shown:
        page = shown("meeting", id=meeting_id)
        assert "Dva <i>otevřené</i> sklepy." in words_of(page)
        assert f"patrols?id={joint}" not in links_of(page)
    card = meeting_card(database, actor, meeting_id)
    assert "Dva <i>otevřené</i> sklepy." in str(agenda_document(card, "Zkušebnov"))


def test_a_result_that_somebody_else_wrote_first_is_shown(
    show: Show, database: Database, walkers: Walkers, joint: int
) -> None:
    version = walk(database, walkers.officer, joint)
    page = press(show("patrols", id=joint), f"report-patrol-{joint}")
    report_patrol(database, walkers.officer, joint, version, "Nic se nenašlo.")
    page.text_area(key="patrol-result").input("Dva sklepy.")
    press(page, "patrol-result-save")
    assert "Výsledek mezitím zapsal někdo jiný" in page.warning[0].value
    assert "Nic se nenašlo." in words_of(page)
    assert page.text_area(key="patrol-result").value == "Dva sklepy."


def test_cancelling_is_asked_twice(show: Show, database: Database, actor: Actor, joint: int) -> None:
    page = press(show("patrols", id=joint), f"cancel-patrol-{joint}")
    assert patrol_card(database, actor, joint).state == PatrolState.PLANNED
    press(page, "patrol-cancel-save")
    assert patrol_card(database, actor, joint).state == PatrolState.CANCELLED
    assert buttons_of(page) == set()
    assert "Zrušená" in words_of(show("patrols"))


def test_a_change_of_one_thing_leaves_all_others(
    database: Database, walkers: Walkers, joint: int, tmp_path: Path
) -> None:
    before = patrol_card(database, walkers.officer, joint)
    with showing(database, walkers.officer, Settings(data_directory=tmp_path)) as show:
        page = press(show("patrols", id=joint), f"change-patrol-{joint}")
        page.text_input(key="patrol-purpose").input("Jen půdy")
        press(page, "patrol-save")
    after = patrol_card(database, walkers.officer, joint)
    assert after.purpose == "Jen půdy"
    for name in ("starts_at", "ends_at", "streets", "organisation_ids", "members", "body_id", "sensitivity"):
        assert getattr(after, name) == getattr(before, name), name


def test_a_coordinator_changes_the_plan_without_learning_who_walks(
    database: Database, actor: Actor, walkers: Walkers, joint: int, tmp_path: Path
) -> None:
    before = patrol_card(database, walkers.officer, joint)
    coordinator = worker_of(database, actor, None, Role.COORDINATOR)
    with showing(database, coordinator, Settings(data_directory=tmp_path)) as show:
        page = press(show("patrols", id=joint), f"change-patrol-{joint}")
        assert "Kdo půjde, vědí jen ti, kdo se účastní" in {caption.value.partition(";")[0] for caption in page.caption}
        assert not [field.key for field in page.multiselect if "people" in str(field.key)]
        page.text_input(key="patrol-purpose").input("Jen půdy")
        press(page, "patrol-save")
    after = patrol_card(database, walkers.officer, joint)
    assert (after.purpose, after.members) == ("Jen půdy", before.members)


def test_two_who_change_a_plan_see_what_the_other_wrote(
    show: Show, database: Database, actor: Actor, walkers: Walkers, joint: int
) -> None:
    page = press(show("patrols", id=joint), f"change-patrol-{joint}")
    plan = some_plan(purpose="Cizí účel")
    change_patrol(database, walkers.officer, joint, patrol_version(database, actor, joint), plan)
    page.text_input(key="patrol-purpose").input("Můj účel")
    press(page, "patrol-save")
    assert "Cizí účel" in words_of(page)
    assert patrol_card(database, actor, joint).purpose == "Cizí účel"
    press(page, "patrol-save")
    assert patrol_card(database, actor, joint).purpose == "Můj účel"


def test_who_writes_the_plan_while_it_starts_keeps_what_was_typed(
    show: Show, database: Database, actor: Actor, joint: int
) -> None:
    page = press(show("patrols", id=joint), f"change-patrol-{joint}")
    start_patrol(database, actor, joint, patrol_version(database, actor, joint))
    page.text_input(key="patrol-purpose").input("Můj účel")
    press(page, "patrol-save")
    assert page.warning
    press(page, "patrol-save")
    assert "není jen naplánovaná" in page.error[0].value
    assert page.text_input(key="patrol-purpose").value == "Můj účel"


def test_an_empty_list_says_what_to_do(show: Show, city: SmallCity) -> None:
    assert "Tlačítko „Naplánovat pochůzku“" in show("patrols").info[0].value


def test_a_patrol_in_the_list_opens(show: Show, database: Database, actor: Actor, joint: int) -> None:
    page = show("patrols")
    assert f"patrols?id={joint}" in links_of(page)
    starts = patrol_card(database, actor, joint).starts_at.astimezone(PRAGUE)
    assert f"{starts.year} 20:00–23:00" in words_of(page).replace("\N{NO-BREAK SPACE}", " ")
    assert "Školní, Za tratí" in words_of(page)
    english = words_of(show("patrols", "en", id=joint))
    assert "Start the patrol" in english
    assert "Buňka Předlice" in english


def test_a_list_that_is_cut_off_says_so(
    show: Show, database: Database, actor: Actor, joint: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "další tu nejsou vidět" not in words_of(show("patrols"))
    monkeypatch.setattr("dashboard.components.patrols.rows.PATROLS_SHOWN", 1)
    assert "další tu nejsou vidět" in words_of(show("patrols"))


@pytest.mark.parametrize("role", sorted(GRANTS[Action.VIEW]))
def test_a_role_that_keeps_patrols_sees_one_for_partners_and_only_coordinators_lead_one_of_others(
    database: Database, actor: Actor, walkers: Walkers, joint: int, tmp_path: Path, role: Role
) -> None:
    hidden = some_patrol(database, walkers.officer, purpose="Tajná", sensitivity=Sensitivity.RESTRICTED)
    reader = worker_of(database, actor, None, role)
    leads = role in (Role.ADMIN, Role.COORDINATOR)
    with showing(database, reader, Settings(data_directory=tmp_path)) as show:
        found = show("patrols")
        assert buttons_of(found) == ({"plan-patrol"} if role in GRANTS[Action.KEEP_PATROL] else set())
        assert bool(found.error) is (role not in GRANTS[Action.LEAD_PATROL])
        assert ("Kontrola sklepů" in words_of(found)) is (role in GRANTS[Action.LEAD_PATROL])
        assert ("Tajná" in words_of(found)) is leads
        page = show("patrols", id=joint)
        assert (f"start-patrol-{joint}" in buttons_of(page)) is leads
        assert "Terénní tým" not in words_of(page)
        assert bool(show("patrols", id=hidden).button) is leads


@pytest.mark.parametrize("number", ["4711", "99999999999999999999", "x"])
def test_an_address_of_no_patrol_gets_a_sentence_or_the_list(show: Show, city: SmallCity, number: str) -> None:
    page = show("patrols", id=number)
    assert page.error or page.info


def test_who_is_put_into_two_patrols_at_one_time_is_told(
    show: Show, database: Database, walkers: Walkers, joint: int, tmp_path: Path
) -> None:
    starts_at = patrol_card(database, walkers.outreach, joint).starts_at
    own = (walkers.outreach.account_id,)
    other = some_patrol(database, walkers.outreach, purpose="Půdy", starts_at=starts_at, member_ids=own)
    with showing(database, walkers.outreach, Settings(data_directory=tmp_path)) as show_to_outreach:
        page = show_to_outreach("patrols", id=joint)
        assert "má v tu dobu i pochůzku „Půdy“" in page.warning[0].value
        assert show_to_outreach("patrols", id=other).warning
    assert not show("patrols", id=joint).warning


def test_who_did_not_plan_a_restricted_patrol_is_not_offered_to_share_it(
    database: Database, actor: Actor, walkers: Walkers, city: SmallCity, tmp_path: Path
) -> None:
    add_organisation(database, actor, "Charita", OrganisationKind.NGO)
    facts = {"organisation_ids": (city.ngo_id,), "sensitivity": Sensitivity.RESTRICTED}
    patrol_id = some_patrol(database, walkers.officer, **facts)
    with showing(database, walkers.outreach, Settings(data_directory=tmp_path)) as show:
        page = press(show("patrols", id=patrol_id), f"change-patrol-{patrol_id}")
        assert page.selectbox(key="patrol-sensitivity").options == ["Jen pro nás a koordinátory"]
        assert page.multiselect(key="patrol-organisations").options == ["Terén"]
        page.text_input(key="patrol-purpose").input("Jen půdy")
        press(page, "patrol-save")
    assert patrol_card(database, walkers.officer, patrol_id).purpose == "Jen půdy"
