"""A letter to an authority to be taken away, with the map and photos of its places; who took which stands in the audit.

Internal notes have no way into it: it is made of the letter's own words and of the facts of its places.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from geodata.database import Database
from geodata.model.people import Actor, Sensitivity
from geodata.policy import Action, require
from geodata.services.place_pictures import OnPaper, PlacePictures, place_pictures
from geodata.services.submission_card import SubmissionCard, submission_card
from geodata.services.submission_places import PHOTOS_IN_A_LETTER, SubmissionPlace, told_in_letters

PLACES_PICTURED = 6  # of more the letter tells the facts; a map and photos of each would make it an album


@dataclass(frozen=True, slots=True)
class LetterPlace:
    """A place of the letter; pictures only of the first few."""

    place: SubmissionPlace
    pictures: PlacePictures


@dataclass(frozen=True, slots=True)
class SubmissionExport:
    """The letter as it leaves or left. `their_reference` is the number under which the addressee knew the matter."""

    card: SubmissionCard
    places: tuple[LetterPlace, ...]
    their_reference: str | None


def export_submission(
    database: Database,
    actor: Actor,
    photo_directory: Path,
    submission_id: int,
    file_format: str,
    *,
    across_m: float,
    down_m: float,
) -> SubmissionExport:
    """The letter, with maps that show so many metres from edge to edge. Noted in the audit.

    Of a letter that was sent: as it was sent. Raises NotFound where the actor may not know of it, Erased where its
    words were erased.
    """
    require(actor, Action.VIEW)
    card = submission_card(database, actor, submission_id)
    # What was sent has told what it told. Whoever may not know of a place by now does not have it in the card.
    told_of = card.places if card.as_sent else told_in_letters(card.places, card.sensitivity)
    pictured, others = told_of[:PLACES_PICTURED], told_of[PLACES_PICTURED:]
    on_paper = OnPaper(photo_directory, PHOTOS_IN_A_LETTER, across_m, down_m)
    places = [LetterPlace(place, _pictures(database, actor, place, on_paper)) for place in pictured]
    told: dict[str, object] = {"format": file_format}
    if card.sensitivity == Sensitivity.RESTRICTED:
        told["restricted"] = 1
    if actor.views_as:
        told["views_as"] = True
    with database.write(actor) as work:
        work.audit("export", "submission", card.id, told)
        work.commit()
    without = (LetterPlace(place, PlacePictures()) for place in others)
    return SubmissionExport(card, (*places, *without), card.their_reference)


def _pictures(database: Database, actor: Actor, place: SubmissionPlace, on_paper: OnPaper) -> PlacePictures:
    where = (place.site_id, place.longitude, place.latitude)
    return place_pictures(database, actor, *where, on_paper, place.photo_ids[:PHOTOS_IN_A_LETTER])
