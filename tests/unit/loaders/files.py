"""Small files of every kind for the tests of loading, made when a test asks."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import geopandas
import shapely
import xlsxwriter

from dashboard.language import translate
from loaders.prepare import LoadOptions, Preparation, prepare
from loaders.profile import Profile, shipped_profile
from loaders.report import LoadReport

USTI = (14.0421, 50.6611)
OSTRAVA = (18.2625, 49.8209)
# The same two places in S-JTSK (EPSG:5514, east and north), by the pinned operation.
USTI_KROVAK = (-758_880.0, -976_200.0)


class Loaded:
    """What came of a file: records by field, and the report."""

    def __init__(self, preparation: Preparation) -> None:
        self.profile: Profile = preparation.profile
        self.columns: dict[str, list[Any]] = {}
        self.rows: list[int] = []
        for batch in preparation.batches():
            for name, values in batch.columns.items():
                self.columns.setdefault(name, []).extend(list(values))
            self.rows.extend(batch.rows.tolist())
        self.report: LoadReport = preparation.report
        self.rejected_file: bytes = preparation.rejected_rows.content()

    def __getitem__(self, field: str) -> list[Any]:
        return self.columns.get(field, [None] * len(self.rows))

    @property
    def reasons(self) -> list[str]:
        """Everything said of rows, in English, in the order of the file."""
        return [f"{finding.row}: {finding.reason}" for finding in self.report.findings]

    @property
    def notes(self) -> str:
        """What was said of the file as a whole."""
        return " ".join(map(str, self.report.notes))

    @property
    def object(self) -> dict[str, Any]:
        """The report as `--report` writes it."""
        return self.report.to_json(translate)


def load(path: Path, profile: str | Profile | None = None, **options: Any) -> Loaded:
    """Prepare a file and read all of it."""
    chosen = shipped_profile(profile) if isinstance(profile, str) else profile
    with prepare(path, LoadOptions(profile=chosen, **options)) as preparation:
        return Loaded(preparation)


def table(path: Path, text: str, encoding: str = "utf-8") -> Path:
    """A text table."""
    path.write_bytes(text.encode(encoding))
    return path


def sheet(
    path: Path,
    rows: Sequence[Sequence[Any]],
    merged: Sequence[tuple[int, int, int, int, str]] = (),
    name: str = "List1",
) -> Path:
    """A workbook of one sheet; `merged` are (first row, first column, last row, last column, text)."""
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as workbook:
        days = workbook.add_format({"num_format": "d.m.yyyy"})
        worksheet = workbook.add_worksheet()
        for number, row in enumerate(rows):
            for position, cell in enumerate(row):
                if hasattr(cell, "year"):
                    worksheet.write_datetime(number, position, cell, days)
                elif cell is not None:
                    worksheet.write(number, position, cell)
        for area in merged:
            worksheet.merge_range(*area)
    return path


def feature(geometry: Mapping[str, Any] | None, **properties: Any) -> dict[str, Any]:
    """A GeoJSON feature."""
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def point(*coordinates: float) -> dict[str, Any]:
    """A GeoJSON point."""
    return {"type": "Point", "coordinates": list(coordinates)}


def geojson(path: Path, *features: Mapping[str, Any], crs: str | None = None) -> Path:
    """A GeoJSON file; Python writes NaN and Infinity into it as hostile files do."""
    collection: dict[str, Any] = {"type": "FeatureCollection", "features": list(features)}
    if crs is not None:
        collection["crs"] = {"type": "name", "properties": {"name": crs}}
    path.write_text(json.dumps(collection), encoding="utf-8")
    return path


def frame(**columns: Sequence[Any]) -> geopandas.GeoDataFrame:
    """Two places of Ústí and Ostrava as a frame, for formats that GDAL writes."""
    return geopandas.GeoDataFrame(
        dict(columns), geometry=[shapely.Point(*USTI), shapely.Point(*OSTRAVA)], crs="EPSG:4326"
    )


def packed(path: Path, members: Mapping[str, bytes | Path], compression: int = zipfile.ZIP_DEFLATED) -> Path:
    """A ZIP with the given members."""
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content.read_bytes() if isinstance(content, Path) else content)
    return path
