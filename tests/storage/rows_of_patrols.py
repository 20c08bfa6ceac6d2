"""How the services of patrols are asked with an id."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from geodata import clock
from geodata.model.sites import SiteKind
from geodata.model.tracks import RecordedTrack
from geodata.services.field_records import take_record
from geodata.services.logged_places import log_place, log_visit
from geodata.services.patrol_clashes import patrol_clashes
from geodata.services.patrol_list import patrol_card
from geodata.services.patrol_places import patrol_places
from geodata.services.patrol_steps import cancel_patrol, report_patrol, start_patrol, stop_patrol
from geodata.services.patrol_tracks import load_track, patrol_tracks, remove_track
from geodata.services.patrols import change_patrol, plan_patrol
from geodata.services.sites import NewObservation, NewSite, log_site, observe
from geodata.tables import Observation
from tests.field_records import sent
from tests.patrols import patrol_version, some_patrol, some_plan, walk
from tests.storage.asked import Asked, Row, reading


def _planned(by: Asked, **facts: Any) -> int:
    return plan_patrol(by.database, by.actor, some_plan(**facts))


def _changed(by: Asked, **facts: Any) -> None:
    patrol_id = some_patrol(by.database, by.actor)
    version = patrol_version(by.database, by.actor, patrol_id)
    change_patrol(by.database, by.actor, patrol_id, version, some_plan(**facts))


def _reported(by: Asked, body_id: int) -> None:
    patrol_id = some_patrol(by.database, by.actor)
    version = walk(by.database, by.actor, patrol_id)
    report_patrol(by.database, by.actor, patrol_id, version, "Bez závad.", body_id=body_id)


def _step(service: Callable[..., object], *words: str) -> dict[str, Row]:
    return {"patrol_id": Row("patrol", lambda by, id_: service(by.database, by.actor, id_, 99, *words))}


def _of_plan(ask: Callable[..., Any]) -> dict[str, Row]:
    return {
        "plan.body_id": Row("body", lambda by, id_: ask(by, body_id=id_)),
        "plan.organisation_ids": Row("organisation", lambda by, id_: ask(by, organisation_ids=(id_,))),
        "plan.member_ids": Row("person", lambda by, id_: ask(
            by, organisation_ids=(by.own.organisation,), member_ids=(id_,))),
    }  # fmt: skip


def _under(log: Callable[[Asked, NewObservation], object]) -> Row:
    """Ask which patrol the newest visit counts under: none, whatever is named that is not the writer's."""

    def ask(by: Asked, id_: int) -> int | None:
        log(by, NewObservation(clock.today(), patrol_id=id_))
        with by.database.read() as session:
            return session.scalars(select(Observation.patrol_id).order_by(Observation.id.desc()).limit(1)).one()

    return Row("patrol", ask, is_blind=True)  # their own are only planned, and count as little


def _place(seen: NewObservation) -> NewSite:
    return NewSite(SiteKind.ILLEGAL_DUMP, 14.05, 50.66, seen)


# Rows of services that stand elsewhere with their other ids.
LOGGED_UNDER_PATROLS: dict[str, dict[str, Row]] = {
    "logged_places.log_place": {"new.observation.patrol_id": _under(
        lambda by, seen: log_place(by.database, by.actor, by.photos, _place(seen), ()))},
    "logged_places.log_visit": {"seen.patrol_id": _under(
        lambda by, seen: log_visit(by.database, by.actor, by.photos, by.own.site, seen, ()))},
    "sites.log_site": {"new.observation.patrol_id": _under(
        lambda by, seen: log_site(by.database, by.actor, _place(seen)))},
    "sites.observe": {"new.patrol_id": _under(
        lambda by, seen: observe(by.database, by.actor, by.own.site, seen))},
    "field_records.take_record": {"record.patrol_id": Row("patrol", lambda by, id_: take_record(
        by.database, by.actor, sent(patrol_id=id_)).patrol_id, is_blind=True)},
}  # fmt: skip
ROWS_OF_PATROLS: dict[str, dict[str, Row]] = {
    "patrol_list.patrol_card": {"patrol_id": reading("patrol", patrol_card)},
    "patrol_clashes.patrol_clashes": {"patrol_id": reading("patrol", patrol_clashes)},
    "patrol_places.patrol_places": {"patrol_id": reading("patrol", patrol_places)},
    "patrol_tracks.patrol_tracks": {"patrol_id": reading("patrol", patrol_tracks)},
    "patrol_tracks.load_track": {
        "patrol_id": Row("patrol", lambda by, id_: load_track(by.database, by.actor, id_, RecordedTrack(())))
    },
    "patrol_tracks.remove_track": {
        "patrol_id": Row("patrol", lambda by, id_: remove_track(by.database, by.actor, id_, 1)),
        "track_id": Row(
            "patrol", lambda by, id_: remove_track(by.database, by.actor, by.own.patrol, id_), is_blind=True
        ),
    },
    "patrol_steps.start_patrol": _step(start_patrol),
    "patrol_steps.stop_patrol": _step(stop_patrol),
    "patrol_steps.cancel_patrol": _step(cancel_patrol),
    "patrol_steps.report_patrol": _step(report_patrol, "Bez závad.") | {"body_id": Row("body", _reported)},
    "patrols.plan_patrol": _of_plan(_planned),
    "patrols.change_patrol": {
        "patrol_id": Row("patrol", lambda by, id_: change_patrol(by.database, by.actor, id_, 99, some_plan())),
        **_of_plan(_changed),
    },
}
