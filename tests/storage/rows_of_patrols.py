"""How the services of patrols are asked with an id."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from geodata.services.patrol_list import patrol_card
from geodata.services.patrol_steps import cancel_patrol, report_patrol, start_patrol, stop_patrol
from geodata.services.patrols import change_patrol, plan_patrol
from tests.patrols import patrol_version, some_patrol, some_plan
from tests.storage.asked import Asked, Row, reading


def _planned(by: Asked, **facts: Any) -> int:
    return plan_patrol(by.database, by.actor, some_plan(**facts))


def _changed(by: Asked, **facts: Any) -> None:
    patrol_id = some_patrol(by.database, by.actor)
    version = patrol_version(by.database, by.actor, patrol_id)
    change_patrol(by.database, by.actor, patrol_id, version, some_plan(**facts))


def _step(service: Callable[..., None], *words: str) -> dict[str, Row]:
    return {"patrol_id": Row("patrol", lambda by, id_: service(by.database, by.actor, id_, 99, *words))}


def _of_plan(ask: Callable[..., Any]) -> dict[str, Row]:
    return {
        "plan.body_id": Row("body", lambda by, id_: ask(by, body_id=id_)),
        "plan.organisation_ids": Row("organisation", lambda by, id_: ask(by, organisation_ids=(id_,))),
        "plan.member_ids": Row("person", lambda by, id_: ask(
            by, organisation_ids=(by.own.organisation,), member_ids=(id_,))),
    }  # fmt: skip


ROWS_OF_PATROLS: dict[str, dict[str, Row]] = {
    "patrol_list.patrol_card": {"patrol_id": reading("patrol", patrol_card)},
    "patrol_steps.start_patrol": _step(start_patrol),
    "patrol_steps.stop_patrol": _step(stop_patrol),
    "patrol_steps.cancel_patrol": _step(cancel_patrol),
    "patrol_steps.report_patrol": _step(report_patrol, "Bez závad."),
    "patrols.plan_patrol": _of_plan(_planned),
    "patrols.change_patrol": {
        "patrol_id": Row("patrol", lambda by, id_: change_patrol(by.database, by.actor, id_, 99, some_plan())),
        **_of_plan(_changed),
    },
}
