"""A chunk of a file becomes a batch of records of the profile's target."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from loaders.fields import Target
from loaders.mapping.addresses import read_address_places
from loaders.mapping.ground import read_land_pieces, read_protected_places
from loaders.mapping.outlined import read_areas, read_localities
from loaders.mapping.placing import Placer
from loaders.mapping.reading import ChunkReading
from loaders.mapping.services import read_services
from loaders.mapping.sites import read_sites
from loaders.personal_data import PersonalDataWatch
from loaders.profile import Profile
from loaders.reading.chunk import RawChunk
from loaders.records import RecordBatch, Values

_READ: Mapping[Target, Callable[[ChunkReading, Placer], dict[str, Values]]] = {
    Target.SITES: read_sites,
    Target.LOCALITIES: read_localities,
    Target.AREAS: read_areas,
    Target.SERVICES: read_services,
    Target.ADDRESSES: read_address_places,
    Target.PROTECTED_PLACES: read_protected_places,
    Target.LAND_PIECES: read_land_pieces,
}


def batch_of(
    chunk: RawChunk,
    assignment: Mapping[str, str],
    profile: Profile,
    placer: Placer,
    watch: PersonalDataWatch | None = None,
) -> tuple[RecordBatch, int]:
    """The records of a chunk without its rejected and blank rows, and how many rows were not blank.

    Personal data is removed unless `watch` keeps it.
    """
    reading = ChunkReading(chunk, assignment, profile, watch)
    blank = reading.blank_rows()
    columns = _READ[profile.target](reading, placer)
    keep = ~blank
    keep[sorted(reading.rejected)] = False
    blank_rows = set((np.flatnonzero(blank) + chunk.first_row).tolist())
    findings = [finding for finding in reading.findings if finding.row not in blank_rows]
    batch = RecordBatch(profile.target, reading.rows, columns, findings).kept(keep)
    return batch, int((~blank).sum())
