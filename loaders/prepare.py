"""A file made ready for storing: opened, understood, and read as batches of records with a report."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from geodata.errors import N_, Message
from loaders.errors import ProfileFault, UnreadableFile
from loaders.fields import Target
from loaders.guess import Guess, guess, guess_columns, require_more_than_names
from loaders.mapping.chunks import batch_of
from loaders.mapping.duplicates import SeenRecords
from loaders.mapping.placing import Placer
from loaders.normalise.frames import frame_of_crs, require_known_system
from loaders.personal_data import PersonalDataWatch
from loaders.profile import Profile, is_known_header
from loaders.reading.chunk import ROWS_IN_CHUNK, Layer, RawChunk
from loaders.reading.opening import Choice, open_file
from loaders.reading.ruian import AREA_LAYERS, LAND_LAYERS
from loaders.records import RecordBatch
from loaders.rejects import RejectedRows
from loaders.report import LoadReport
from loaders.sample import ROWS_IN_SAMPLE, Sample

Progress = Callable[[int, int | None], None]

_PREFERRED_LAYERS = {
    Target.ADDRESSES: ("AdresniMista",),
    Target.AREAS: AREA_LAYERS,
    Target.SITES: ("StavebniObjekty",),
    Target.LAND_PIECES: LAND_LAYERS,
}


@dataclass(frozen=True, slots=True)
class LoadOptions:
    """What a person says about a file; None leaves it to the file and to the guess.

    `source` is the name under which a later file of the same origin finds its records again. `keep_personal_data` is
    the reason for which personal data in free text stays; without one it is removed.
    """

    profile: Profile | None = None
    crs: str | None = None
    encoding: str | None = None
    layer: str | None = None
    source: str | None = None
    keep_personal_data: str = ""


class Preparation:
    """One file, ready to be read as records. Use it in a `with` block: what was unpacked is removed at its end."""

    def __init__(self, path: Path, options: LoadOptions, progress: Progress) -> None:
        self._workspace = Path(tempfile.mkdtemp(prefix="lokality-load-"))
        self.progress = progress
        self._path = path
        self._options = options
        self.watch = PersonalDataWatch(reason=options.keep_personal_data.strip())
        try:
            self._open()
        except BaseException:
            self.close()
            raise

    def _open(self) -> None:
        options = self._options
        target = options.profile.target if options.profile else None
        choice = Choice(
            layer=options.layer,
            encoding=options.encoding or (options.profile.encoding if options.profile else None),
            preferred_layers=_PREFERRED_LAYERS.get(target, ()) if target else (),
            known=is_known_header,
        )
        self._crs = options.crs or (options.profile.crs if options.profile else None)
        if self._crs:
            frame_of_crs(self._crs)
        self._source = open_file(self._path, self._workspace, choice)
        if not self._crs and self._source.crs:
            require_known_system(self._source.crs, self._path.name)
        self._sample = next(self._source.chunks(ROWS_IN_SAMPLE), None)
        if self._sample is None or not len(self._sample):
            raise UnreadableFile(N_("{name} holds no rows. Export it again."), name=self._path.name)
        self.guess = self._guessed(self._sample)
        self.profile = self.guess.profile
        self.report = LoadReport()
        self.rejected_rows = RejectedRows(self._source.columns)

    def _guessed(self, sample: RawChunk) -> Guess:
        names = (self._path.stem, self._source.layer)
        chosen = self._options.profile
        if chosen is None:
            found = guess(sample, self._source.columns, names)
        else:
            found = guess_columns(chosen, Sample.of(sample, self._source.columns), " ".join(names))
        # Columns that a person named in a profile of their own are no guess.
        if (chosen is None or chosen.shared_words) and not self._source.has_header:
            require_more_than_names(found, self._path.name)
        if chosen is None:
            return found
        if not found.profile.columns and sample.geometry is None:
            raise ProfileFault(
                N_("The profile {name} knows none of the columns of this file: {columns}."),
                name=found.profile.name,
                columns=", ".join(self._source.columns[:20]),
            )
        return found

    @property
    def source_name(self) -> str:
        """Under what name the records are kept: the one a person gave, else that of the file."""
        return self._options.source or self._path.name.split(".")[0]

    @property
    def layers(self) -> Sequence[Layer]:
        """All layers (sheets) of the file."""
        return self._source.layers

    @property
    def layer(self) -> str:
        """The layer that is read."""
        return self._source.layer

    @property
    def columns(self) -> Sequence[str]:
        """Columns of the layer in their order."""
        return self._source.columns

    @property
    def has_header(self) -> bool:
        """False if the table has no header and its columns are called #1, #2..."""
        return self._source.has_header

    @property
    def total(self) -> int | None:
        """About how many rows the layer has, where that is known without reading it."""
        return self._source.total

    @property
    def unused(self) -> list[str]:
        """Columns that no field takes. They are not stored: nobody knows whether they speak of people."""
        used = set(self._assignment().values())
        return [column for column in self._source.columns if column not in used]

    def _assignment(self) -> Mapping[str, str]:
        return {field: columns[0] for field, columns in self.profile.columns.items() if columns}

    def preview(self, rows: int = 10) -> list[dict[str, Any]]:
        """The first rows as they are understood: field → value, with the row's number under `row`.

        Rows that would be rejected are left out.
        """
        assert self._sample is not None
        batch, _ = batch_of(self._sample, self._assignment(), self.profile, Placer(self._crs), self.watch)
        return [
            {"row": int(batch.rows[place]), **{name: values[place] for name, values in batch.columns.items()}}
            for place in range(min(rows, len(batch)))
        ]

    def batches(self, rows: int = ROWS_IN_CHUNK) -> Iterator[RecordBatch]:
        """All records, batch by batch. `report` and `rejected_rows` are begun anew and complete at the end."""
        self.report = LoadReport(unused=self.unused)
        self.rejected_rows.close()
        self.rejected_rows = RejectedRows(self._source.columns)
        placer = Placer(self._crs, notes=self.report.notes)
        seen = SeenRecords()
        done = 0
        for chunk in self._source.chunks(rows):
            batch, read = batch_of(chunk, self._assignment(), self.profile, placer, self.watch)
            batch, conflicts = seen.first_of_each(batch)
            self._keep_said(chunk, [*batch.findings, *conflicts])
            self.report.read += read
            done += len(chunk)
            self.progress(done, None if self._source.total is None else max(done, self._source.total))
            if len(batch):
                yield batch
        self.progress(done, done)
        self._conclude(placer, seen)

    def _keep_said(self, chunk: RawChunk, findings: Sequence[Any]) -> None:
        self.report.add(findings)
        last = chunk.first_row + len(chunk)
        refused = {finding.row for finding in findings} & self.report.rejected_rows
        offsets = sorted(row - chunk.first_row for row in refused if chunk.first_row <= row < last)
        self.rejected_rows.keep(chunk, offsets)

    def _conclude(self, placer: Placer, seen: SeenRecords) -> None:
        notes = self.report.notes
        self.report.repeated = self.report.unchanged = seen.merged
        if seen.merged:
            notes.append(
                Message(
                    N_("Rows that repeat an earlier row word for word: {count}. They were taken once."),
                    {"count": seen.merged},
                )
            )
        if placer.flattened:
            notes.append(
                Message(N_("Heights and measures were left out of geometries: {count}."), {"count": placer.flattened})
            )
        if self.unused:
            notes.append(
                Message(
                    N_("Columns that were not used and not stored: {columns}."), {"columns": ", ".join(self.unused)}
                )
            )

    def close(self) -> None:
        """Remove what was unpacked."""
        shutil.rmtree(self._workspace, ignore_errors=True)
        rejected = getattr(self, "rejected_rows", None)
        if rejected is not None:
            rejected.close()

    def __enter__(self) -> Preparation:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _no_progress(done: int, total: int | None) -> None:
    """Nobody watches."""


def prepare(path: Path | str, options: LoadOptions | None = None, progress: Progress = _no_progress) -> Preparation:
    """Open a file and understand it. `progress` gets (rows read, rows in all if known) after each batch.

    Raises UnreadableFile (LayerChoiceNeeded, UnknownLayer) for a file that cannot be read and ProfileFault for
    options that do not fit, each with one sentence on what to do. Changes nothing.
    """
    return Preparation(Path(path), options or LoadOptions(), progress)
