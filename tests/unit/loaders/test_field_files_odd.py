"""Whatever stands in an export of a form or in the tables of a copy: it is read, or refused by one sentence."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.model.people import Actor
from geodata.services.field_visits import record_id
from loaders.errors import UnreadableFile
from loaders.field_copies.taken import read_place
from loaders.field_forms.photos import NamedPhoto, PhotoArchive
from loaders.field_forms.submissions import RECORD, SENT_ON, Submission, read_export
from loaders.field_forms.visits import VisitReader
from loaders.findings import Severity
from loaders.normalise.dates import parse_day
from loaders.personal_data import PersonalDataWatch
from tests.field_exports import FIRST, SECOND, dump, jpeg, photo_zip

TEXTS = st.text(st.characters(), max_size=20)  # halves of letters and NUL included
SCALARS = (
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS | st.sampled_from(["50 14", "9999-12-31", "½"])
)
ODD = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS | st.just("type"), inner, max_size=3),
    max_leaves=6,
) | st.builds(lambda pair: {"type": "Point", "coordinates": pair}, SCALARS | st.lists(SCALARS, max_size=3))


def read(rows: list[dict[str, Any]]) -> tuple[VisitReader, tuple[Submission, ...]]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.json"
        path.write_text(json.dumps(rows), encoding="utf-8")
        submissions = tuple(read_export(path, Path(folder)).submissions)
    return VisitReader(submissions, PersonalDataWatch()), submissions


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(dump())) | TEXTS, ODD, max_size=4), st.booleans())
def test_a_json_with_anything_in_it_is_read_or_told(odd: dict[str, Any], is_whole: bool) -> None:
    try:
        reader, _ = read([dump(SECOND), {**(dump() if is_whole else {}), **odd}])
    except UnreadableFile:
        return
    told = {finding.row for finding in reader.findings if finding.severity is Severity.REJECTED}
    taken = [source.row for source in reader.sources]
    assert 1 in taken
    assert set(taken) | told <= {1, 2}
    assert not set(taken) & told
    actor = Actor(account_id=1, name="A", municipality_id=1, organisation_id=None, roles=frozenset())
    for visit in reader.visits:
        json.dumps([visit.name, visit.address, visit.observation.note], ensure_ascii=False).encode("utf-8")
        assert record_id(actor, visit.observation.client_id or "")


@pytest.mark.parametrize(
    ("answers", "column"),
    [
        ({"condition": ["present"]}, "condition"),
        ({"name": ["a"]}, "name"),
        ({"observed_on": [1]}, "observed_on"),
        ({"place_number": True}, "place_number"),
        ({"place_number": [7]}, "place_number"),
        ({"place_number": "1_0"}, "place_number"),
        ({"place_number": "٣"}, "place_number"),
        ({"waste": [["tyres"]]}, "waste"),
        ({"volume_m3": False}, "volume_m3"),
    ],
)
def test_what_no_question_can_have_for_an_answer_rejects_its_row_alone(answers: dict[str, Any], column: str) -> None:
    reader, _ = read([dump(**answers), dump(SECOND)])
    assert [(f.row, f.column, f.severity) for f in reader.findings] == [(1, column, Severity.REJECTED)]
    assert [source.row for source in reader.sources] == [2]


@pytest.mark.parametrize("number", ["7", "+7", " 7 ", "7.0", "7,0", 7, 7.0])
def test_a_number_of_a_place_is_read_however_a_spreadsheet_wrote_it(number: Any) -> None:
    reader, _ = read([dump(place_number=number)])
    assert [visit.site_number for visit in reader.visits] == [7]


def test_halves_of_letters_are_told_and_not_kept() -> None:
    reader, _ = read([{**dump(note="Pneu \ud800 u cesty"), "\udfff": 1}])
    assert [(f.column, str(f.reason)) for f in reader.findings] == [
        ("note", "The text holds letters that could not be read.")
    ]
    assert [visit.observation.note for visit in reader.visits] == ["Pneu \ufffd u cesty"]


@pytest.mark.parametrize("odd", [["x"], {"a": 1}, True])
def test_an_id_that_is_no_text_is_no_id(odd: Any) -> None:
    (submission,) = read([dump(odd)])[1]
    assert RECORD not in submission.answers


@pytest.mark.parametrize(
    ("sent", "day"),
    [
        ({"_submission_time": "2026-03-06T23:30:00"}, "2026-03-07"),
        ({"_submission_time": "2026-07-06 22:30:00.123"}, "2026-07-07"),
        ({"_submission_time": "2026-03-06T23:30:00+01:00"}, "2026-03-06"),
        ({"_submission_time": "2026-03-06"}, "2026-03-06"),
        ({"_submission_time": None, "SubmissionDate": "2026-03-06T23:30:00"}, "2026-03-06"),
        ({"_submission_time": None, "SubmissionDate": "2026-03-06T23:30:00.000Z"}, "2026-03-07"),
    ],
)
def test_only_kobotoolbox_means_utc_where_it_names_no_zone(sent: dict[str, Any], day: str) -> None:
    (submission,) = read([dump(observed_on=None, **sent)])[1]
    assert str(parse_day(submission.answers[SENT_ON])) == day


@pytest.mark.parametrize("moment", ["9999-12-31T23:59:59Z", "0001-01-01T00:00:00+02:00", "9999-12-31T23:30:00-05:00"])
def test_a_moment_at_the_end_of_the_calendar_is_told(moment: str) -> None:
    reader, _ = read([dump(observed_on=moment)])
    assert [str(finding.reason) for finding in reader.findings] == ["The year is out of range."]


GOOD = {
    "place_number": 7,
    "layer": "illegal_dump",
    "seen_last": 3,
    "values": '{"name": "U lávky", "position": [14, 50]}',
}


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(GOOD)), SCALARS | st.builds(json.dumps, ODD), min_size=1))
def test_a_changed_row_of_what_was_taken_is_read_or_is_a_value_error(odd: dict[str, Any]) -> None:
    try:
        number, place = read_place({**GOOD, **odd})
    except ValueError:
        return
    assert 0 < number < 2**63
    assert 0 <= place.seen_last < 2**63
    assert all(-180 <= part <= 180 for part in place.position)


@pytest.mark.parametrize("values", ["null", "[]", "{}", '{"position": [1]}', '{"position": [NaN, 1]}', "x", None])
def test_values_that_are_none_are_a_value_error(values: Any) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_place({**GOOD, "values": values})


NAMES = st.lists(st.sampled_from(["A", "B", "DCIM", FIRST, SECOND, f"uuid:{SECOND}"]), max_size=2)


@settings(max_examples=200, deadline=None)
@given(NAMES, st.lists(NAMES, min_size=1, max_size=3, unique_by=tuple))
def test_a_photo_is_never_one_of_another_folder_or_another_record(named: list[str], members: list[list[str]]) -> None:
    pictures = {"/".join([*folders, "a.jpg"]): jpeg() + "/".join(folders).encode() for folders in members}
    with tempfile.TemporaryDirectory() as folder:
        archive = PhotoArchive(photo_zip(Path(folder) / "m.zip", pictures), 10**6)
        copied = NamedPhoto("/".join([*named, "a.jpg"]), "row")
        recorded = NamedPhoto("a.jpg", FIRST, frozenset({FIRST}))
        archive.expect([copied])
        of_copy = archive.content(copied)
        archive.expect([recorded])
        of_record = archive.content(NamedPhoto("a.jpg", "row", frozenset({FIRST})))
    for name, picture in pictures.items():
        folders = name.split("/")[:-1]
        tail = min(len(folders), len(named))
        if picture == of_copy:
            assert folders[len(folders) - tail :] == named[len(named) - tail :]
        if picture == of_record:
            assert FIRST in folders or not any(SECOND in part for part in folders)
