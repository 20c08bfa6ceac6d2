"""Whether a DOCX asks no more of this machine than minutes do, found out before a library opens it."""

from __future__ import annotations

import io
import sys
import zipfile
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

from defusedxml.sax import parse

from geodata.errors import N_
from loaders.errors import UnreadableFile
from loaders.minutes.limits import MAXIMUM_ELEMENTS, MAXIMUM_UNPACKED, MAXIMUM_XML
from loaders.reading.limits import MAXIMUM_MEMBERS

_BLOCK = 1024 * 1024
_MAIN = "word/document.xml"


def require_honest(content: bytes, name: str) -> None:
    """Read through the archive without keeping anything; raises UnreadableFile, or whatever a damaged one leads to."""
    unpacked = 0
    counting = _Counting(name)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = archive.infolist()
        if _MAIN not in archive.namelist():
            raise no_word(name)
        if len(members) > MAXIMUM_MEMBERS:
            raise _bomb(name)
        for member in members:
            if member.flag_bits & 0x1:
                raise UnreadableFile(N_("{name} is locked by a password. Save it without one."), name=name)
            is_xml = member.filename.endswith((".xml", ".rels"))
            # A header may promise less than there is.
            member.file_size = sys.maxsize
            size = 0
            with archive.open(member) as source:
                while block := source.read(_BLOCK):
                    size += len(block)
                    if unpacked + size > MAXIMUM_UNPACKED or (is_xml and size > MAXIMUM_XML):
                        raise _bomb(name)
            unpacked += size
            if is_xml:
                with archive.open(member) as source:
                    parse(source, counting, forbid_dtd=True)


def no_word(name: str) -> UnreadableFile:
    """What is said of a file that no Word document can be made of."""
    return UnreadableFile(
        N_("{name} is no Word document, or it is damaged. Open it in Word and save it as .docx."), name=name
    )


def _bomb(name: str) -> UnreadableFile:
    return UnreadableFile(N_("{name} unpacks to more than minutes ever have. Nothing was read."), name=name)


class _Counting(ContentHandler):
    """Stops at more elements than minutes have, whichever parts they are in."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._elements = 0

    def startElement(self, _name: str, _attributes: AttributesImpl) -> None:  # noqa: N802
        self._elements += 1
        if self._elements > MAXIMUM_ELEMENTS:
            raise _bomb(self._name)
