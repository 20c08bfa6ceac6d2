"""A small invented area, its form and its account, as the server of the field app answers them."""

from __future__ import annotations

from typing import Any

from geodata.model.personal_data.offline import offline_rules

WEST, SOUTH, EAST, NORTH = 14.02, 50.65, 14.05, 50.67
HERE = {"latitude": 50.6607, "longitude": 14.0323, "accuracy": 12}


def _label(czech: str, english: str) -> dict[str, str]:
    return {"cs": czech, "en": english}


def account(account_id: int, version: str) -> dict[str, Any]:
    """Who is signed in."""
    area = {"id": 3, "name": "Vzorov-střed", "kind": "city_district", "west": WEST, "south": SOUTH, "east": EAST}
    return {
        "account_id": account_id,
        "name": "Zkušební pracovnice",
        "organisation": "Terénní služba",
        "language": "cs",
        "may_log": True,
        "may_raise": True,
        "may_restrict": True,
        "keep_days": 14,
        "version": version,
        "now": "2026-11-28T09:00:00+00:00",
        "areas": [area | {"north": NORTH, "sites": 3}],
        "bodies": [{"id": 2, "name": "Buňka Střed"}],
    }


DUMP = {
    "kind": "illegal_dump",
    "label": _label("Černá skládka", "Illegal dump"),
    "duplicate_radius_m": 60,
    "conditions": [
        {"value": "present", "label": _label("trvá", "present")},
        {"value": "growing", "label": _label("roste", "growing")},
        {"value": "cleaned", "label": _label("uklizená", "cleaned")},
    ],
    "questions": [
        {"name": "volume_m3", "value": "number", "unit": "m³", "label": _label("Objem", "Volume"), "choices": []},
        {
            "name": "waste",
            "value": "choices",
            "unit": "",
            "label": _label("Odpad", "Waste"),
            "choices": [
                {"value": "tyres", "label": _label("pneumatiky", "tyres")},
                {"value": "bulky", "label": _label("objemný", "bulky")},
            ],
        },
    ],
}
HOSTEL = {
    "kind": "hostel",
    "label": _label("Ubytovna", "Hostel"),
    "duplicate_radius_m": 40,
    "conditions": [{"value": "operating", "label": _label("v provozu", "operating")}],
    "questions": [{"name": "beds", "value": "count", "unit": "", "label": _label("Lůžka", "Beds"), "choices": []}],
}
BUILDING = {
    "kind": "hazardous_building",
    "label": _label("Nebezpečná stavba", "Hazardous building"),
    "duplicate_radius_m": 40,
    "conditions": [{"value": "neglected", "label": _label("zanedbaná", "neglected")}],
    "questions": [],
}
FORM: dict[str, Any] = {
    "kinds": [BUILDING, DUMP, HOSTEL],
    "sensitivities": [
        {"value": "public", "label": _label("Všichni", "Everybody")},
        {"value": "partners", "label": _label("Partneři", "Partners")},
    ],
    "default_sensitivity": "partners",
    "limits": {"name": 200, "address": 300, "note": 4000, "photo_bytes": 20971520, "photos_per_record": 12},
    "personal_data": offline_rules(),
}


def _site(number: int, kind: str, name: str, longitude: float, latitude: float, **change: Any) -> dict[str, Any]:
    last = {"id": 90 + number, "observed_on": "2026-10-02", "condition": "present", "details": {}, "note": "U zdi."}
    return {
        "id": number,
        "kind": kind,
        "name": name,
        "address": "",
        "longitude": longitude,
        "latitude": latitude,
        "sensitivity": "partners",
        "due_on": "2026-01-10",
        "last": last,
        "photo_id": None,
        "photo_taken_on": None,
        "open_issues": 1,
    } | change


_OUTLINE = [[WEST, SOUTH], [EAST, SOUTH], [EAST, NORTH], [WEST, NORTH], [WEST, SOUTH]]
GROUND: dict[str, Any] = {
    "area": {"id": 3, "name": "Vzorov-střed"},
    "made_at": "2026-11-28T08:00:00+00:00",
    "boundaries": [{"name": "Vzorov-střed", "outline": {"type": "MultiPolygon", "coordinates": [[_OUTLINE]]}}],
    "streets": [{"name": "Nádražní", "lines": [[[14.021, 50.661], [14.048, 50.661]]]}],
    "addresses": [["Nádražní 12", 14.031, 50.661], ["Nádražní 14", 14.0315, 50.661], ["Údolní 3", 14.04, 50.655]],
    "sites": [
        _site(5, "illegal_dump", "Za garážemi", 14.0325, 50.6608, photo_id=12, photo_taken_on="2026-10-02"),
        _site(6, "hostel", "Ubytovna U mostu", 14.04, 50.656, due_on=None),
        _site(8, "hazardous_building", "Stará mlékárna", 14.036, 50.663, last=None),
    ],
}
REPORTS: list[dict[str, Any]] = [
    {
        "observation_id": 10,
        "site_id": 5,
        "site": "Za garážemi",
        "kind": "illegal_dump",
        "seen_on": "2026-10-02",
        "newer_by_others": True,
        "clash": False,
        "issues": [
            {
                "id": 4,
                "title": "Odvézt pneumatiky",
                "state": "in_progress",
                "state_label": "řeší se",
                "who": "Odbor životního prostředí",
                "due": "2026-12-10",
                "last_answer": {"on": "2026-11-25", "meeting": "Buňka Střed", "text": "Odvoz je objednaný."},
            }
        ],
    }
]
