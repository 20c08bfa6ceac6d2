"""Exports of KoboToolbox and ODK Central as rows under the names of our questions, whatever the file and the tool."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from geodata.errors import N_
from geodata.model.fields import FIELDS, FieldValue
from geodata.model.sites import SiteKind
from loaders.errors import UnreadableFile
from loaders.field_forms import questions as asked
from loaders.field_forms.questions import questions
from loaders.normalise.cells import cells_of, shown
from loaders.normalise.text import plain
from loaders.reading.guards import require_columns, require_regular_file, said_as_sentences
from loaders.reading.opening import Choice, open_file

RECORD = "record"
LONGITUDE, LATITUDE = "longitude", "latitude"
SENT_ON = "sent_on"
LARGEST_JSON = 200 * 1024**2  # bytes; some hundred thousand records

QUESTIONS = frozenset(question.name for kind in SiteKind for question in questions(kind)) | {asked.KIND}
_SEVERAL = {
    field.name: frozenset(field.choices)
    for fields in FIELDS.values()
    for field in fields
    if field.value is FieldValue.CHOICES
}

# The root of an edited record stays the same, its own id does not: the root is asked for first.
_RECORD_IDS = ("meta/rootuuid", "_rootuuid", "_uuid", "meta/instanceid", "meta-instanceid", "instanceid", "__id", "key")
_SENT = ("_submission_time", "submissiondate", "__system/submissiondate")
_SENT_IN_UTC = frozenset({"_submission_time"})
_LATITUDES = ("_position_latitude", "position-latitude", "position/latitude", "position_latitude")
_LONGITUDES = ("_position_longitude", "position-longitude", "position/longitude", "position_longitude")
# What the tools add by themselves. It says who sent what from which device, and is not taken.
_OF_THE_TOOL = re.compile(
    r"_|meta$|meta[/-]|formhub/|instanceid$|instancename$|submi(ssiondate|tterid|ttername)$|deviceid$|edits$|key$|status$"
    r"|attachments(present|expected)$|reviewstate$|formversion$|start$|end$|today$|username$|phonenumber$|"
    r"position[-/_](altitude|accuracy|precision|latitude|longitude)$|photo(_2|_3)?_url$|version$"
)
_HALF_LETTERS = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Submission:
    """One record: `row` as the file counts, `answers` by the name of the question and the names above.

    `ids` are all the names it goes by; `faults` are answers, by the question, that no question can have.
    """

    row: int
    answers: Mapping[str, Any]
    ids: frozenset[str] = frozenset()
    faults: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Export:
    """The records of an export, and the columns of it that nothing here asks for."""

    submissions: Sequence[Submission]
    unknown: tuple[str, ...]


def read_export(path: Path, workspace: Path, encoding: str | None = None) -> Export:
    """Read an export: CSV, XLSX or JSON. Raises UnreadableFile with one sentence on what to do."""
    require_regular_file(path)
    unknown: dict[str, None] = {}
    rows = _rows_of_json(path) if path.suffix.lower() == ".json" else _rows_of_table(path, workspace, encoding)
    submissions = [_submission(number, row, unknown) for number, row in rows]
    if not submissions:
        raise UnreadableFile(N_("{name} holds no rows. Export it again."), name=path.name)
    if not any(submission.answers.get(asked.KIND) for submission in submissions):
        raise UnreadableFile(
            N_("{name} is no export of a form from Lokality: the answer {column} is missing. Export with XML values."),
            name=path.name,
            column=asked.KIND,
        )
    told = [submission for submission in submissions if submission.answers or submission.faults]
    return Export(told, tuple(unknown))


def _rows_of_table(path: Path, workspace: Path, encoding: str | None) -> Iterator[tuple[int, Mapping[str, Any]]]:
    source = open_file(path, workspace, Choice(encoding=encoding, known=lambda label: _short(label) in QUESTIONS))
    for chunk in source.chunks():
        columns = {name: cells_of(column) for name, column in chunk.columns.items()}
        for offset in range(len(chunk)):
            yield chunk.first_row + offset, {name: cells[offset] for name, cells in columns.items()}


def _rows_of_json(path: Path) -> Iterator[tuple[int, Mapping[str, Any]]]:
    if path.stat().st_size > LARGEST_JSON:
        raise UnreadableFile(N_("{name} is too large to be read at once. Export it as CSV."), name=path.name)
    with said_as_sentences(path.name):
        content = json.loads(path.read_bytes())
    if isinstance(content, dict):
        content = next((content[name] for name in ("results", "value") if name in content), [content])
    if not isinstance(content, list) or not all(isinstance(row, dict) for row in content):
        raise UnreadableFile(N_("{name} is a JSON, but no list of records. Export it again."), name=path.name)
    for number, row in enumerate(content, start=1):
        flat = dict(_flattened(row, ""))
        require_columns(len(flat), path.name)
        yield number, flat


def _flattened(row: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, Any]]:
    for given, value in row.items():
        name = prefix + _legible(given)
        if isinstance(value, dict) and value.get("type") == "Point":
            yield name, value
        elif isinstance(value, dict) and len(prefix) < 200:
            yield from _flattened(value, f"{name}/")
        else:
            yield name, [_legible(part) for part in value] if isinstance(value, list) else _legible(value)


def _legible(value: Any) -> Any:
    """A text without halves of letters: JSON may hold them, no file and no database does."""
    return _HALF_LETTERS.sub("\ufffd", value) if isinstance(value, str) else value


def _submission(row: int, said: Mapping[str, Any], unknown: dict[str, None]) -> Submission:
    answers: dict[str, Any] = {}
    faults: dict[str, str] = {}
    for name, value in said.items():
        short = _short(name)
        if short not in QUESTIONS:
            if not _is_known_otherwise(name):
                unknown[name] = None
        elif _is_empty(value):
            continue
        elif not _may_answer(short, value):
            faults[short] = shown(value)
        else:
            answers[short] = _list_of_codes(value, _SEVERAL[short]) if short in _SEVERAL else value
    by_name = {name.strip().lower(): value for name, value in said.items() if not _is_empty(value) and _is_one(value)}
    ids = [_id_of_record(by_name[name]) for name in _RECORD_IDS if name in by_name]
    if ids:
        answers[RECORD] = ids[0]
    for target, names in ((SENT_ON, _SENT), (LATITUDE, _LATITUDES), (LONGITUDE, _LONGITUDES)):
        found = next((name for name in names if name in by_name), None)
        if found is not None:
            answers[target] = _in_utc(plain(by_name[found])) if found in _SENT_IN_UTC else plain(by_name[found])
    _place(answers)
    return Submission(row, answers, frozenset(ids), faults)


def _may_answer(question: str, value: Any) -> bool:
    if question in _SEVERAL:
        return _is_one(value) or (isinstance(value, list) and all(map(_is_one, value)))
    return _is_one(value) or (question == asked.POSITION and isinstance(value, dict))


def _is_one(value: Any) -> bool:
    """Whether it is one value; our forms have no question that is answered by yes or no alone."""
    return not isinstance(value, list | dict | bool)


def _id_of_record(value: Any) -> str:
    return plain(value).strip().lower().removeprefix("uuid:")


def _in_utc(text: str) -> str:
    """The moment with its zone: KoboToolbox writes UTC and does not say so. Other texts stay as they are."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return text
    return moment.replace(tzinfo=UTC).isoformat() if moment.tzinfo is None and ":" in text else text


def _place(answers: dict[str, Any]) -> None:
    """Longitude and latitude from the one answer that holds both, where no columns do."""
    position: Any = answers.pop(asked.POSITION, None)
    if position is None or (LATITUDE in answers and LONGITUDE in answers):
        return
    if isinstance(position, dict):
        pair = position.get("coordinates")
        parts = [str(pair[1]), str(pair[0])] if isinstance(pair, list) and len(pair) > 1 else []
    else:
        parts = plain(position).split()
    if len(parts) >= 2:  # latitude, longitude, altitude, accuracy
        answers[LATITUDE], answers[LONGITUDE] = parts[0], parts[1]


def _short(name: str) -> str:
    """The name of a question without the groups it stands in."""
    return name.strip().rpartition("/")[2]


def _is_known_otherwise(name: str) -> bool:
    lowered = name.strip().lower()
    head = lowered.split("/")[0]
    return bool(_OF_THE_TOOL.match(lowered)) or head in _SEVERAL


def _list_of_codes(value: Any, codes: frozenset[str]) -> str:
    """What was chosen of several, as our code lists read it: the tools put spaces between codes."""
    chosen = [str(code) for code in value] if isinstance(value, list) else plain(value).split()
    return ";".join(chosen) if isinstance(value, list) or codes.issuperset(chosen) else plain(value)


def _is_empty(value: Any) -> bool:
    return value is None or value == [] or (isinstance(value, str) and not value.strip()) or value != value
