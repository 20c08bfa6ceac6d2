"""Patrols and emergency events whose every text is one of the payloads."""

from __future__ import annotations

from geodata.database import Database
from geodata.model.people import Actor
from geodata.services.patrol_steps import report_patrol
from geodata.services.patrols import STREETS_AT_MOST
from tests.emergencies import some_emergency
from tests.patrols import some_patrol, walk

KEPT = "zkouška"  # why what looks like personal data has to stay


def fill_patrols(database: Database, actor: Actor, titles: list[str], notes: list[str], body_id: int) -> list[int]:
    """Patrols through streets that are called by all the titles, with the notes as results; returns their ids."""
    parts = [titles[start : start + STREETS_AT_MOST] for start in range(0, len(titles), STREETS_AT_MOST)]
    made = []
    for number in range(max(len(parts), len(notes))):
        streets = parts[number % len(parts)]
        facts = {"purpose": streets[0], "streets": tuple(streets), "body_id": body_id, "keep_personal_data": KEPT}
        patrol_id = some_patrol(database, actor, **facts)
        if number < len(notes):
            version = walk(database, actor, patrol_id)
            report_patrol(database, actor, patrol_id, version, notes[number], keep_personal_data=KEPT)
        made.append(patrol_id)
    return made


def fill_emergencies(database: Database, actor: Actor, titles: list[str]) -> None:
    """Events that are called by the titles."""
    for title in titles:
        some_emergency(database, actor, name=title, keep_personal_data=KEPT)
