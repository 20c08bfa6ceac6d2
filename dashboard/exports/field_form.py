"""The form of a kind of place for KoboToolbox and ODK: an XLSForm workbook in Czech and English."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

import xlsxwriter

from dashboard.field_labels import choice_label, field_label
from dashboard.labels import label
from dashboard.language import LANGUAGES, _, use_language
from geodata.errors import N_
from geodata.model.fields import FIELDS
from geodata.model.sites import Condition, SiteKind
from geodata.services.pictures import LONGER_SIDE
from loaders.field_forms import questions as asked
from loaders.field_forms.questions import Question, questions

Row = dict[str, str]

_LABELS = {
    asked.OBSERVED_ON: N_("Day of the visit"),
    asked.PLACE: N_("Number of the place in Lokality"),
    asked.POSITION: N_("Where it is"),
    asked.NAME: N_("What the place is called"),
    asked.ADDRESS: N_("Address or description of the way"),
    asked.CONDITION: N_("Condition on the spot"),
    asked.NOTE: N_("What was to be seen there"),
    asked.PHOTOS[0]: N_("Photo"),
    asked.PHOTOS[1]: N_("Second photo"),
    asked.PHOTOS[2]: N_("Third photo"),
}
_HINTS = {
    asked.PLACE: N_("Only when you visit a place that Lokality knows; leave it empty for a new one."),
    asked.NOTE: N_("No names, phone numbers or anything else about residents."),
    asked.PHOTOS[0]: N_("No faces and no number plates."),
}
# A place that is known needs neither a position nor a name.
_IS_NEW = f"${{{asked.PLACE}}} = ''"
_EXTRAS: dict[str, Row] = {
    asked.OBSERVED_ON: {"required": "yes", "default": "today()", "constraint": ". <= today()"},
    asked.PLACE: {"constraint": ". > 0"},
    asked.POSITION: {"required": "yes", "relevant": _IS_NEW},
    asked.NAME: {"relevant": _IS_NEW},
    asked.ADDRESS: {"relevant": _IS_NEW},
    asked.NOTE: {"appearance": "multiline"},
}
_OF_TYPES: dict[str, Row] = {
    "integer": {"constraint": ". >= 0"},
    "decimal": {"constraint": ". >= 0"},
    "image": {"parameters": f"max-pixels={LONGER_SIDE}"},  # no larger than it will be kept
}
_AS_WRITTEN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def write_field_form(path: Path, kind: SiteKind) -> None:
    """Write the form; one and the same kind gives one and the same version until a question changes."""
    survey = [_hidden(kind), *(_row(kind, question) for question in questions(kind))]
    choices = [row for question in questions(kind) if question.choices for row in _choices(question)]
    settings = {
        "form_title": f"Lokality: {_said(lambda: label(kind))['cs']}",
        "form_id": f"lokality_{kind.value}",
        "version": _version(survey, choices),
        "default_language": _language("cs"),
    }
    with xlsxwriter.Workbook(str(path), _AS_WRITTEN) as book:
        for name, rows in (("survey", survey), ("choices", choices), ("settings", [settings])):
            _write_sheet(book, name, rows)


def _hidden(kind: SiteKind) -> Row:
    return {"type": "hidden", "name": asked.KIND, "default": kind.value}


def _row(kind: SiteKind, question: Question) -> Row:
    extras = _EXTRAS.get(question.name) or _OF_TYPES.get(question.type, {})
    type_ = f"{question.type} {question.name}" if question.choices else question.type
    row = {"type": type_, "name": question.name, **_in_languages("label", lambda: _question_label(kind, question))}
    hint = _HINTS.get(question.name)
    return row | (_in_languages("hint", lambda: _(hint)) if hint else {}) | extras


def _question_label(kind: SiteKind, question: Question) -> str:
    if not question.is_fact:
        return _(_LABELS[question.name])
    unit = next(field.unit for field in FIELDS[kind] if field.name == question.name)
    return f"{field_label(question.name)} ({unit})" if unit else field_label(question.name)


def _choices(question: Question) -> list[Row]:
    def word(code: str) -> str:
        return choice_label(question.name, code) if question.is_fact else label(Condition(code))

    return [
        {"list_name": question.name, "name": code, **_in_languages("label", partial(word, code))}
        for code in question.choices
    ]


def _language(code: str) -> str:
    return f"{LANGUAGES[code]} ({code})"


def _in_languages(column: str, word: Callable[[], str]) -> Row:
    return {f"{column}::{_language(code)}": text for code, text in _said(word).items()}


def _said(word: Callable[[], str]) -> dict[str, str]:
    said: dict[str, str] = {}
    for code in LANGUAGES:
        with use_language(code):
            said[code] = word()
    return said


def _version(*sheets: list[Row]) -> str:
    return hashlib.sha256(json.dumps(sheets, sort_keys=True).encode()).hexdigest()[:10]


def _write_sheet(book: xlsxwriter.Workbook, name: str, rows: list[Row]) -> None:
    sheet = book.add_worksheet(name)
    columns = list(dict.fromkeys(column for row in rows for column in row))
    sheet.write_row(0, 0, columns)
    for line, row in enumerate(rows, start=1):
        for place, column in enumerate(columns):
            sheet.write_string(line, place, row.get(column, ""))
