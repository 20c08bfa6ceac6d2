"""Photos of records are put beside their visits; what is wrong with one costs no record."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from geodata.database import Database
from geodata.errors import N_, LokalityError, Message
from geodata.model.people import Actor
from geodata.services.field_visits import TakenVisit
from geodata.services.photos import add_photo
from geodata.services.pictures import cleaned_picture
from loaders.field_forms.photos import NamedPhoto, PhotoArchive
from loaders.findings import Finding, Severity
from loaders.personal_data import masked

_LATER = Message(N_("The record was kept. Load the file again with the photo to add it."))


class PhotoShelf:
    """Keeps the photos of one file, if an archive came along; in a dry run it only looks at them."""

    def __init__(
        self, database: Database, actor: Actor, directory: Path, photos: PhotoArchive | None, *, dry_run: bool
    ) -> None:
        self._database, self._actor, self._directory = database, actor, directory
        self._photos, self._dry_run = photos, dry_run
        self._good = self._left = 0

    def expect(self, photos: Iterable[NamedPhoto]) -> None:
        """Every photo that the file names, before the first is put."""
        if self._photos is not None:
            self._photos.expect(photos)

    def put(self, row: int, photos: Iterable[NamedPhoto], outcome: TakenVisit, day: date) -> list[Finding]:
        """Keep the photos that a record names; what is said of those that could not be kept."""
        said: list[Finding] = []
        for photo in photos:
            if not photo.path:
                continue
            if self._photos is None:
                self._left += 1
            elif (fault := self._put(self._photos, photo, outcome, day)) is not None:
                said.append(Finding(row, "photo", masked(photo.path[-1]), Severity.REPAIRED, fault, _LATER))
        return said

    def _put(self, photos: PhotoArchive, photo: NamedPhoto, outcome: TakenVisit, day: date) -> Message | None:
        content = photos.content(photo)
        if isinstance(content, Message):
            return content
        try:
            if self._dry_run:
                cleaned_picture(content)
            else:
                add_photo(
                    self._database, self._actor, self._directory, outcome.site_id, outcome.observation_id, content, day
                )
        except LokalityError as fault:
            return fault.message
        self._good += 1
        return None

    def notes(self) -> list[Message]:
        """What is to be said of the photos as a whole."""
        notes = []
        if self._good:
            text = N_("Photos that are good: {count}. Look through them for faces and number plates.")
            notes.append(Message(text, {"count": self._good}))
        if self._left:
            text = N_("Photos that the records name and that did not come along: {count}.")
            notes.append(Message(text, {"count": self._left}))
        return notes
