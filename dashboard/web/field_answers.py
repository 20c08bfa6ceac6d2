"""What the services of the field app say, as the JSON of `docs/field-app.md`; also why something was not taken."""

from __future__ import annotations

import dataclasses
from typing import Any

import orjson
from shapely.geometry import mapping
from starlette.responses import Response

from dashboard.labels import label
from dashboard.language import _, translate
from geodata import clock
from geodata.errors import Forbidden, LokalityError, NotFound, StorageError
from geodata.services.field_areas import FieldAccount
from geodata.services.field_ground import FieldGround
from geodata.services.field_photos import NoPicture, PhotoConflict, PhotoDamaged, RecordUnknown
from geodata.services.field_records import PlaceGone, RecordConflict
from geodata.services.field_reports import FieldReport, ReportedIssue
from geodata.services.personal_data import PersonalDataFound

KEEP_DAYS = 14
BUSY_AGAIN_IN_S = 15
_CODES: tuple[tuple[type[LokalityError], str], ...] = (
    (PersonalDataFound, "personal_data"),
    (RecordConflict, "conflict"),
    (PhotoConflict, "conflict"),
    (PlaceGone, "gone"),
    (NotFound, "gone"),
    (Forbidden, "forbidden"),
    (NoPicture, "no_picture"),
    (PhotoDamaged, "damaged"),
)


def as_json(said: Any, status: int = 200, **headers: str) -> Response:
    """An answer that nobody keeps."""
    kept = {"cache-control": "no-store", **headers}
    return Response(orjson.dumps(said), status_code=status, media_type="application/json", headers=kept)


def refusal(error: LokalityError, too_large: type[LokalityError]) -> Response:
    """Why something was not taken, in the language spoken now."""
    reason = translate(error.message)
    if isinstance(error, StorageError):
        return as_json({"reason": reason, "code": "busy"}, 503, **{"retry-after": str(BUSY_AGAIN_IN_S)})
    if isinstance(error, too_large):
        return as_json({"reason": reason, "code": "too_large"}, 413)
    if isinstance(error, RecordUnknown):
        return as_json({"reason": reason, "code": "record_unknown"}, 409)
    code = next((code for kind, code in _CODES if isinstance(error, kind)), "invalid")
    found = []
    if isinstance(error, PersonalDataFound):
        found = [one.text for findings in error.findings.values() for one in findings]
    return as_json({"reason": reason, "code": code, "found": found}, 422)


def account_answer(account: FieldAccount, language: str, version: str) -> dict[str, Any]:
    """`/terrain/account`."""
    return {
        **{name: getattr(account, name) for name in ("account_id", "name", "organisation")},
        **{name: getattr(account, name) for name in ("may_log", "may_raise", "may_restrict")},
        "language": language,
        "keep_days": KEEP_DAYS,
        "version": version,
        "now": clock.now().isoformat(),
        "areas": [dataclasses.asdict(area) for area in account.areas],
        "bodies": [{"id": id_, "name": name} for id_, name in account.bodies],
        "patrols": [
            {"id": one.id, "name": one.purpose, "since": one.since.isoformat(), "until": one.until.isoformat()}
            for one in account.patrols
        ],
    }


def ground_answer(ground: FieldGround) -> dict[str, Any]:
    """`/terrain/ground/{id}`, without when it was made."""
    return {
        "area": {"id": ground.area_id, "name": ground.name},
        "boundaries": [{"name": ground.name, "outline": _multi(mapping(ground.outline), "Polygon")}],
        "streets": [
            {"name": name, "lines": _multi(mapping(line), "LineString")["coordinates"]} for name, line in ground.streets
        ],
        "addresses": ground.addresses,
        "sites": [dataclasses.asdict(site) for site in ground.sites],
    }


def report_answer(report: FieldReport) -> dict[str, Any]:
    """One of `/terrain/reports`."""
    return {**dataclasses.asdict(report), "issues": [_issue(issue) for issue in report.issues]}


def _issue(issue: ReportedIssue) -> dict[str, Any]:
    return {
        "id": issue.id,
        "title": issue.title,
        "state": "joined" if issue.status is None else issue.status.value,
        "state_label": _("joined to another issue") if issue.status is None else label(issue.status),
        "who": issue.who,
        "due": issue.due_on,
        "last_answer": None if issue.last_answer is None else dataclasses.asdict(issue.last_answer),
        "joined_to": None if issue.joined_to is None else dataclasses.asdict(issue.joined_to),
    }


def _multi(shape: dict[str, Any], single: str) -> dict[str, Any]:
    """The shape as one of several parts, which is the only form that the app reads."""
    if shape["type"] != single:
        return dict(shape)
    return {"type": f"Multi{single}", "coordinates": [shape["coordinates"]]}
