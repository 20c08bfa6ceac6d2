"""Who came, said and changed while the minutes are written."""

from __future__ import annotations

from datetime import timedelta

from dashboard.components.text import plain
from geodata import clock
from geodata.database import Database
from geodata.model.meetings import Presence
from geodata.model.people import Actor, OrganisationKind
from geodata.services.bodies import set_members
from geodata.services.body_card import body_card
from geodata.services.meeting_card import meeting_card
from geodata.services.minutes import set_attendance
from geodata.services.organisations import add_organisation
from tests.pages.desk import begun, press
from tests.pages.shown import Show, without_failure, words_of
from tests.small_city import SmallCity


def test_attendance_is_saved_by_a_tap_and_by_names(
    show: Show, database: Database, actor: Actor, city: SmallCity
) -> None:
    card = begun(database, actor, city)
    page = show("meeting", id=card.id)
    page.selectbox(key=f"attendance-{card.id}-other").set_value(city.ngo_id).run()
    without_failure(page)
    name = f"attendance-{card.id}-{city.ngo_id}"
    page.text_input(key=f"{name}-names").input("vedoucí terénního týmu").run()
    page.button_group(key=f"{name}-presence").set_value(Presence.EXCUSED).run()
    without_failure(page)
    lines = {line.organisation_id: line for line in meeting_card(database, actor, card.id).attendance}
    assert (lines[city.ngo_id].presence, lines[city.ngo_id].names) == (Presence.EXCUSED, "vedoucí terénního týmu")


def test_one_press_says_that_everybody_came_and_each_line_can_be_changed_then(
    show: Show, database: Database, actor: Actor, city: SmallCity
) -> None:
    version = body_card(database, actor, city.cell_id).row_version
    today = clock.today() - timedelta(days=1)
    set_members(database, actor, city.cell_id, version, (city.ngo_id, city.police_id), today)
    card = begun(database, actor, city)

    def presence() -> dict[int, Presence | None]:
        return {line.organisation_id: line.presence for line in meeting_card(database, actor, card.id).attendance}

    page = show("meeting", id=card.id)
    page.button_group(key=f"attendance-{card.id}-{city.ngo_id}-presence").set_value(Presence.EXCUSED).run()
    button = f"attendance-{card.id}-everybody"
    assert page.button(key=button).label == "Všichni přítomni"
    press(page, button)
    assert presence() == {city.ngo_id: Presence.EXCUSED, city.police_id: Presence.PRESENT}
    assert page.button(key=button).disabled
    page.button_group(key=f"attendance-{card.id}-{city.police_id}-presence").set_value(Presence.ABSENT).run()
    without_failure(page)
    assert presence()[city.police_id] == Presence.ABSENT


def test_the_name_of_an_organisation_is_shown_as_it_was_written(
    show: Show, database: Database, actor: Actor, city: SmallCity
) -> None:
    name = "**Terén** [zde](https://a.example)"
    organisation_id = add_organisation(database, actor, name, OrganisationKind.NGO)
    card = begun(database, actor, city)
    set_attendance(database, actor, card.id, organisation_id, Presence.PRESENT)
    page = show("meeting", id=card.id, face="minutes")
    field = page.text_input(key=f"attendance-{card.id}-{organisation_id}-names")
    assert field.label == f"Kdo přišel za {plain(name)}"


def test_attendance_that_somebody_else_changed_shows_both_versions(
    show: Show, database: Database, actor: Actor, city: SmallCity
) -> None:
    card = begun(database, actor, city)
    set_attendance(database, actor, card.id, city.ngo_id, Presence.PRESENT)
    page = show("meeting", id=card.id)
    set_attendance(database, actor, card.id, city.ngo_id, Presence.ABSENT, row_version=1)
    name = f"attendance-{card.id}-{city.ngo_id}"
    page.button_group(key=f"{name}-presence").set_value(Presence.EXCUSED).run()
    without_failure(page)
    assert "Co jste napsali vy" in words_of(page)
    press(page, f"mine-{name}")
    (line,) = [
        line for line in meeting_card(database, actor, card.id).attendance if line.organisation_id == city.ngo_id
    ]
    assert line.presence == Presence.EXCUSED
    assert "Co jste napsali vy" not in words_of(page)
