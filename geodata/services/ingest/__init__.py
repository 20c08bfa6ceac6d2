"""Records of a loaded file go into the database: all or nothing, the same file twice changes nothing."""

from geodata.services.ingest.batch import Batch, IngestResult, OutsideRow, Target
from geodata.services.ingest.loading import ingest

__all__ = ["Batch", "IngestResult", "OutsideRow", "Target", "ingest"]
