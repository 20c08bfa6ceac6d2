"""Exports as KoboToolbox and ODK Central write them, of the form of illegal dumps."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import xlsxwriter
from PIL import Image

FIRST, SECOND = "0b2f6c1e-0000-4000-8000-000000000001", "0b2f6c1e-0000-4000-8000-000000000002"


def dump(record: str = FIRST, **answers: Any) -> dict[str, Any]:
    """One record as KoboToolbox exports it with XML values; an answer of None is not there."""
    known: dict[str, Any] = {
        "lokality_kind": "illegal_dump",
        "observed_on": "2026-03-05",
        "place_number": "",
        "position": "50.6602 14.0505 210.0 4.8",
        "_position_latitude": "50.6602",
        "_position_longitude": "14.0505",
        "_position_altitude": "210.0",
        "_position_precision": "4.8",
        "name": "Skládka za garážemi",
        "condition": "present",
        "volume_m3": "3.5",
        "waste": "tyres construction",
        "waste/tyres": "1",
        "waste/construction": "1",
        "land_owner": "city",
        "note": "Pneumatiky u cesty.",
        "photo": "",
        "_id": "17",
        "_uuid": record,
        "_submission_time": "2026-03-06T10:11:12",
        "_submitted_by": "teren",
        "__version__": "vAbC",
    }
    return {name: value for name, value in {**known, **answers}.items() if value is not None}


def as_csv(path: Path, *rows: dict[str, Any]) -> Path:
    names = list(dict.fromkeys(name for row in rows for name in row))
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, names, delimiter=";", quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8")
    return path


def as_xlsx(path: Path, *rows: dict[str, Any]) -> Path:
    names = list(dict.fromkeys(name for row in rows for name in row))
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Lokality")
        sheet.write_row(0, 0, names)
        for line, row in enumerate(rows, start=1):
            sheet.write_row(line, 0, [row.get(name, "") for name in names])
    return path


def as_kobo_json(path: Path, *rows: dict[str, Any]) -> Path:
    """As the API of KoboToolbox answers: no expanded choices, no columns of the position."""
    kept = [
        {name: value for name, value in row.items() if not name.startswith(("waste/", "_position")) and value != ""}
        for row in rows
    ]
    results = [{**row, "meta/instanceID": f"uuid:{row['_uuid']}", "_attachments": []} for row in kept]
    path.write_text(json.dumps({"count": len(results), "results": results}), encoding="utf-8")
    return path


def as_odk_json(path: Path, *rows: dict[str, Any]) -> Path:
    """As ODK Central answers (OData): the position as GeoJSON, longitude first."""
    records = []
    for row in rows:
        kept = {name: value or None for name, value in row.items() if not name.startswith(("waste/", "_"))}
        point = {"type": "Point", "coordinates": [14.0505, 50.6602, 210.0], "properties": {"accuracy": 4.8}}
        system = {"submissionDate": "2026-03-06T10:11:12.000Z", "submitterName": "Terén", "edits": 0}
        meta = {"instanceID": f"uuid:{row['_uuid']}"}
        records.append({"__id": f"uuid:{row['_uuid']}", "__system": system, "meta": meta, **kept, "position": point})
    path.write_text(json.dumps({"value": records}), encoding="utf-8")
    return path


def as_odk_csv(path: Path, *rows: dict[str, Any]) -> Path:
    """As ODK Central exports: the position in columns with a dash, the record's number under KEY."""
    return as_csv(
        path,
        *(
            {
                "SubmissionDate": "2026-03-06T10:11:12.000Z",
                **{name: value for name, value in row.items() if not name.startswith(("waste/", "_", "position"))},
                "position-Latitude": row["_position_latitude"],
                "position-Longitude": row["_position_longitude"],
                "position-Altitude": "210",
                "position-Accuracy": "4.8",
                "meta-instanceID": f"uuid:{row['_uuid']}",
                "KEY": f"uuid:{row['_uuid']}",
                "SubmitterName": "Terén",
                "AttachmentsPresent": "0",
            }
            for row in rows
        ),
    )


def jpeg(colour: str = "red") -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (32, 24), colour).save(content, "JPEG")
    return content.getvalue()


def photo_zip(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path
