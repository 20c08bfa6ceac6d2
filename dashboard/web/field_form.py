"""What the field app asks in the street: kinds, conditions and facts with their names in both languages."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from dashboard.field_labels import FIELD_CHOICES, FIELD_NAMES
from dashboard.labels import label
from dashboard.language import LANGUAGES, _, use_language
from dashboard.map.base_map import base_map
from geodata.model.fields import FIELDS, KindField
from geodata.model.people import Sensitivity
from geodata.model.personal_data.offline import offline_rules
from geodata.model.sites import CONDITIONS, DUPLICATE_RADIUS_M, SiteKind
from geodata.services.field_photos import PHOTOS_PER_RECORD
from geodata.services.personal_data import REASON_AT_MOST
from geodata.services.sites import ADDRESS_AT_MOST, NAME_AT_MOST, NOTE_AT_MOST
from geodata.settings import Settings

PHOTO_BYTES = 20 * 1024 * 1024


def field_form(photo_bytes: int, settings: Settings) -> dict[str, Any]:
    """The form as `/terrain/form` answers; a photo may have `photo_bytes` at most."""
    return {
        "base_map": _base_map(settings),
        "kinds": [_kind(kind) for kind in SiteKind],
        "sensitivities": [{"value": one.value, "label": _in_both(partial(label, one))} for one in Sensitivity],
        "default_sensitivity": Sensitivity.PARTNERS.value,
        "limits": {
            "name": NAME_AT_MOST,
            "address": ADDRESS_AT_MOST,
            "note": NOTE_AT_MOST,
            "reason": REASON_AT_MOST,
            "photo_bytes": min(photo_bytes, PHOTO_BYTES),
            "photos_per_record": PHOTOS_PER_RECORD,
        },
        "personal_data": offline_rules(),
    }


def _base_map(settings: Settings) -> dict[str, Any] | None:
    """The pictures under the map of the app, while there is a line."""
    ground = base_map(settings)
    if ground is None:
        return None
    attribution = _in_both(lambda: _attribution(settings))
    return {"url": ground.url, "link": ground.link, "deepest": ground.deepest, "attribution": attribution}


def _attribution(settings: Settings) -> str:
    ground = base_map(settings)
    return "" if ground is None else ground.attribution


def _kind(kind: SiteKind) -> dict[str, Any]:
    return {
        "kind": kind.value,
        "label": _in_both(partial(label, kind)),
        "duplicate_radius_m": DUPLICATE_RADIUS_M[kind],
        "conditions": [{"value": one.value, "label": _in_both(partial(label, one))} for one in CONDITIONS[kind]],
        "questions": [_question(field) for field in FIELDS[kind] if not field.at_a_desk],
    }


def _question(field: KindField) -> dict[str, Any]:
    return {
        "name": field.name,
        "value": field.value.value,
        "unit": field.unit,
        "label": _in_both(partial(_, FIELD_NAMES[field.name])),
        "choices": [
            {"value": choice, "label": _in_both(partial(_, FIELD_CHOICES[field.name][choice]))}
            for choice in field.choices
        ],
    }


def _in_both(sentence: Callable[[], str]) -> dict[str, str]:
    said = {}
    for language in LANGUAGES:
        with use_language(language):
            said[language] = sentence()
    return said
