"""At the border: what a path must be before anything opens it, and libraries' faults as sentences."""

from __future__ import annotations

import csv
import errno
import logging
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO
from xml.sax import SAXException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

import pyarrow as pa
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, iterparse
from defusedxml.sax import parse
from pyogrio.errors import DataLayerError, DataSourceError, FeatureError, FieldError, GeometryError
from python_calamine import CalamineError, PasswordError
from shapely.errors import GEOSException

from geodata.errors import N_
from loaders.errors import UnreadableFile
from loaders.reading.limits import MAXIMUM_COLUMNS, MAXIMUM_JSON_NAMES, MAXIMUM_XML_DEPTH

_log = logging.getLogger(__name__)

_BLOCK = 1024 * 1024
_JSON_NAME = re.compile(rb'"([^"\\]{0,200})"\s*:')

# Elements of KML whose attribute `name` becomes a column.
_NAMED_DATA = frozenset({"Data", "SimpleData", "SimpleField"})

_DAMAGE = (
    DataSourceError,
    DataLayerError,
    FeatureError,
    FieldError,
    GeometryError,
    GEOSException,
    CalamineError,
    ParseError,
    SAXException,
    pa.ArrowException,
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    ValueError,  # letters that do not fit the set, numbers that are none
    NotImplementedError,  # zipfile: a packing method it does not know
    RuntimeError,  # zipfile: a password; GDAL: whatever it has no class for
    OverflowError,
    RecursionError,
    MemoryError,
)
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT)


def require_regular_file(path: Path) -> None:
    """Raise UnreadableFile unless `path` is a plain, non-empty file that may be read. Opens no device, no pipe."""
    try:
        status = path.stat()
    except FileNotFoundError as fault:
        raise UnreadableFile(N_("There is no file {name}. Check the path."), name=path.name) from fault
    except (OSError, ValueError) as fault:
        raise UnreadableFile(N_("The file {name} cannot be opened. Check who may read it."), name=path.name) from fault
    if stat.S_ISDIR(status.st_mode):
        raise UnreadableFile(N_("{name} is a folder. Choose one file in it, or pack it as ZIP."), name=path.name)
    if not stat.S_ISREG(status.st_mode):
        raise UnreadableFile(N_("{name} is a device, not a file. Save the data to a file first."), name=path.name)
    if status.st_size == 0:
        raise UnreadableFile(N_("The file {name} is empty. Export it again."), name=path.name)


@contextmanager
def said_as_sentences(name: str) -> Iterator[None]:
    """Whatever a reading library raises inside leaves as one UnreadableFile; the details go to the log only."""
    try:
        yield
    except PasswordError as fault:
        raise UnreadableFile(N_("{name} is locked by a password. Save it without one."), name=name) from fault
    except DefusedXmlException as fault:
        raise UnreadableFile(
            N_("{name} defines its own entities, which we do not open. Export it again without a DOCTYPE."), name=name
        ) from fault
    except OSError as fault:
        if fault.errno not in _NO_ROOM:
            raise _damaged(name, fault) from fault
        raise UnreadableFile(
            N_("There is no room on the disk to unpack {name}. Free some space and load it again."), name=name
        ) from fault
    except csv.Error as fault:
        raise UnreadableFile(
            N_("{name} has a cell too large for a table. Look for a missing quotation mark or an unusual separator."),
            name=name,
        ) from fault
    except _DAMAGE as fault:
        raise _damaged(name, fault) from fault


def _damaged(name: str, fault: Exception) -> UnreadableFile:
    _log.info("cannot read %s: %r", name, fault)
    return UnreadableFile(
        N_("{name} is damaged, cut off or not what its name says. Export it again and load the new file."), name=name
    )


def require_columns(count: int, name: str) -> None:
    """Raise UnreadableFile if a table is wider than any honest one."""
    if count > MAXIMUM_COLUMNS:
        raise UnreadableFile(
            N_("{name} has more than {limit} columns. Check whether rows and columns are swapped."),
            name=name,
            limit=MAXIMUM_COLUMNS,
        )


def require_few_json_names(path: Path) -> None:
    """Raise UnreadableFile if a JSON file uses so many names that reading it would take all memory.

    GDAL makes a column of every name: ten million took 10 GB. Names cut by the edge of a block are missed, which
    does not matter for a count of this size.
    """
    names: set[bytes] = set()
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            names.update(_JSON_NAME.findall(block))
            if len(names) > MAXIMUM_JSON_NAMES:
                require_columns(len(names), path.name)


class _XmlMeasure(ContentHandler):
    """Counts what GDAL would make columns of, and how deep elements lie in elements."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._names: set[str] = set()
        self._depth = 0

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802 - the name SAX calls
        self._depth += 1
        if self._depth > MAXIMUM_XML_DEPTH:
            raise ValueError(f"{self._name}: elements nest too deep")
        self._names.add(name)
        if name in _NAMED_DATA and "name" in attrs.getNames():
            self._names.add(attrs.getValue("name"))
        require_columns(len(self._names), self._name)

    def endElement(self, name: str) -> None:  # noqa: N802 - the name SAX calls
        self._depth -= 1


def require_modest_xml(path: Path) -> None:
    """Raise UnreadableFile if KML or GPX has more kinds of data, or lies deeper, than any honest file.

    GDAL's time grows with the square of the number of columns of a KML: 200,000 took longer than anybody waits.
    """
    with path.open("rb") as stream:
        parse(stream, _XmlMeasure(path.name), forbid_dtd=True)


def xml_root(stream: BinaryIO) -> str:
    """The local name of the first element, read without going further.

    Raises defusedxml's exceptions for a DOCTYPE (entity expansion, external entities) and ParseError for no XML.
    """
    for _, element in iterparse(stream, events=("start",), forbid_dtd=True):
        return str(element.tag).rpartition("}")[2]
    return ""
