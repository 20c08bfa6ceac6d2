"""Map files through GDAL (pyogrio): GeoJSON, TopoJSON, GeoPackage, Shapefile, FlatGeobuf, KML, GPX."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyogrio
from pyogrio.raw import open_arrow

from loaders.errors import LayerChoiceNeeded, UnknownLayer
from loaders.reading.charset import guess_charset
from loaders.reading.chunk import ROWS_IN_CHUNK, Column, Layer, RawChunk
from loaders.reading.detect import Format
from loaders.reading.geometry import geometries_of
from loaders.reading.guards import require_columns, said_as_sentences
from loaders.reading.json_system import unknown_system
from loaders.reading.limits import MAXIMUM_COUNTED_LAYERS

# GDAL tries every driver on a file, and some (virtual layers, pipelines) would open other files or addresses.
# Formats told by a first character are therefore opened by the name of their driver; the others by their magic.
_NAMED_DRIVERS = frozenset({Format.GEOJSON, Format.GEOJSON_LINES, Format.ESRI_JSON, Format.TOPOJSON})

# Their drivers make times of texts that look so.
_MAKES_TIMES = frozenset({Format.GEOJSON, Format.GEOJSON_LINES})

# Drivers recognise these by the end of the name; a file that is called otherwise gets a link that is called so.
_SUFFIXES = {
    Format.GEOPACKAGE: ".gpkg",
    Format.SHAPEFILE: ".shp",
    Format.FLATGEOBUF: ".fgb",
    Format.KML: ".kml",
    Format.GPX: ".gpx",
}

# GDAL says so too of a GeoJSON whose own word it does not understand.
_WHAT_GDAL_SUPPOSES = ("EPSG:4326", None)

# A GPX holds the same walk several times over; what people mark are its waypoints.
_GPX_ORDER = ("waypoints", "tracks", "routes", "track_points", "route_points")


def address_for_gdal(path: Path, format_: Format, workspace: Path) -> str:
    """What GDAL is told to open, so that only the driver of the detected format can answer."""
    if format_ in _NAMED_DRIVERS:
        return f"{format_.value}:{path.absolute()}"
    suffix = _SUFFIXES[format_]
    if path.suffix.lower() == suffix:
        return str(path.absolute())
    link = workspace / f"named{suffix}"
    link.symlink_to(path.absolute())
    return str(link)


class VectorFile:
    """One layer of a map file, read as a stream of Arrow batches."""

    def __init__(
        self,
        path: Path,
        format_: Format,
        workspace: Path,
        layer: str | None = None,
        encoding: str | None = None,
        *,
        hours_as_written: bool = False,
    ) -> None:
        self._name = path.name
        self._address = address_for_gdal(path, format_, workspace)
        self._encoding = encoding
        as_written = hours_as_written and format_ in _MAKES_TIMES
        self._options = {"DATE_AS_STRING": "YES"} if as_written else {}
        # Esri's services count milliseconds in UTC; GDAL passes them on without a zone.
        self._moments_are_utc = format_ is Format.ESRI_JSON
        self.has_header = True
        with said_as_sentences(self._name), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            self.layers = self._list_layers()
            self.layer = _chosen(self.layers, layer, format_)
            about = pyogrio.read_info(self._address, layer=self.layer, encoding=encoding)
        require_columns(len(about["fields"]), self._name)
        self.columns: Sequence[str] = [str(field) for field in about["fields"]]
        self.has_geometry: bool = about["geometry_type"] is not None
        self.crs: str | None = about["crs"]
        if format_ is Format.GEOJSON and self.crs in _WHAT_GDAL_SUPPOSES:
            self.crs = unknown_system(path) or self.crs
        self.total: int | None = about["features"] if about["features"] >= 0 else None

    def _list_layers(self) -> Sequence[Layer]:
        names = [str(name) for name, _ in pyogrio.list_layers(self._address)]
        if not names:
            raise ValueError("no layers")
        if len(names) == 1:
            return [Layer(names[0])]
        if len(names) > MAXIMUM_COUNTED_LAYERS:
            return [Layer(name) for name in names]
        return [Layer(name, self._rows_in(name)) for name in names]

    def _rows_in(self, layer: str) -> int:
        return int(pyogrio.read_info(self._address, layer=layer, force_feature_count=True)["features"])

    def chunks(self, rows: int = ROWS_IN_CHUNK) -> Iterator[RawChunk]:
        """The features in the order of the file; `first_row` counts features of the layer from 1."""
        first_row = 1
        with (
            said_as_sentences(self._name),
            warnings.catch_warnings(),
            open_arrow(
                self._address,
                layer=self.layer,
                encoding=self._encoding,
                batch_size=rows,
                use_pyarrow=True,
                **self._options,
            ) as (about, reader),
        ):
            warnings.simplefilter("ignore")
            geometry_name = about["geometry_name"] or "wkb_geometry"
            for batch in reader:
                yield self._chunk(batch, geometry_name, first_row)
                first_row += batch.num_rows

    def _chunk(self, batch: Any, geometry_name: str, first_row: int) -> RawChunk:
        columns = {
            name: plain_column(batch.column(position), self._moments_are_utc)
            for position, name in enumerate(batch.schema.names)
            if name != geometry_name
        }
        if not self.has_geometry:
            return RawChunk(first_row, columns)
        wkb = batch.column(batch.schema.get_field_index(geometry_name))
        geometries, closed, faults = geometries_of(np.asarray(wkb.to_numpy(zero_copy_only=False), dtype=object))
        return RawChunk(first_row, columns, geometries, self.crs, closed, faults)


def plain_column(column: Any, moments_are_utc: bool = False) -> Column:
    """Lists (of a GeoJSON property) become text, letters that are not UTF-8 Czech ones; other types stay.

    `moments_are_utc` gives moments without a zone that of the format.
    """
    if moments_are_utc and pa.types.is_timestamp(column.type) and column.type.tz is None:
        return column.cast(pa.timestamp(column.type.unit, tz="UTC"))
    if pa.types.is_string(column.type):
        return column if _is_unicode(column) else _decoded(column)
    if pa.types.is_list(column.type) or pa.types.is_large_list(column.type):
        return pa.array(
            [None if cell is None else ", ".join(map(str, cell)) for cell in column.to_pylist()], pa.string()
        )
    return column


def _is_unicode(column: Any) -> bool:
    try:
        column.validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def _decoded(column: Any) -> Column:
    """Bytes that GDAL passed on as they are (a GeoJSON in windows-1250), in the likeliest Czech character set."""
    cells = column.view(pa.binary()).to_pylist()
    charset = guess_charset(b"\n".join(cell for cell in cells if cell is not None and not cell.isascii()))
    return pa.array([None if cell is None else cell.decode(charset, errors="replace") for cell in cells], pa.string())


def _chosen(layers: Sequence[Layer], wanted: str | None, format_: Format) -> str:
    """The layer to open: the wanted one, or the only one with any rows. Raises where that leaves a choice."""
    names = [layer.name for layer in layers]
    if wanted is not None:
        for name in names:
            if name == wanted:
                return name
        raise UnknownLayer(wanted, names)
    filled = [layer.name for layer in layers if layer.rows is None or layer.rows > 0]
    if format_ is Format.GPX and filled:
        return next(name for name in _GPX_ORDER if name in filled)
    if len(filled) > 1:
        raise LayerChoiceNeeded(filled)
    return (filled or names)[0]
