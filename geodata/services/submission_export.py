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
from geodata.services.submission_places import SubmissionPlace, told_in_letters

PLACES_PICTURED = 6  # of more the letter tells the facts; a map and photos of each would make it an album
PHOTOS_OF_A_PLACE = 2  # the newest


@dataclass(frozen=True, slots=True)
class LetterPlace:
    """A place of the letter; pictures only of the first few."""

    place: SubmissionPlace
    pictures: PlacePictures


@dataclass(frozen=True, slots=True)
class SubmissionExport:
    """The letter as it leaves. `their_reference` is the number under which the addressee knows the matter already."""

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

    Raises NotFound where the actor may not know of it, Erased where its words were erased.
    """
    require(actor, Action.VIEW)
    card = submission_card(database, actor, submission_id)
    told_of = told_in_letters(card.places, card.sensitivity)
    pictured, others = told_of[:PLACES_PICTURED], told_of[PLACES_PICTURED:]
    on_paper = OnPaper(photo_directory, PHOTOS_OF_A_PLACE, across_m, down_m)
    places = [
        LetterPlace(place, place_pictures(database, actor, place.site_id, place.longitude, place.latitude, on_paper))
        for place in pictured
    ]
    told: dict[str, object] = {"format": file_format}
    if card.sensitivity == Sensitivity.RESTRICTED:
        told["restricted"] = 1
    if actor.views_as:
        told["views_as"] = True
    with database.write(actor) as work:
        work.audit("export", "submission", card.id, told)
        work.commit()
    return SubmissionExport(
        card, (*places, *(LetterPlace(place, PlacePictures()) for place in others)), _their_reference(card)
    )


def _their_reference(card: SubmissionCard) -> str | None:
    """The addressee's number of this letter, else of the last one before it that went to them."""
    if card.line.reference is not None:
        return card.line.reference
    before = [line for line in card.chain if line.id < card.id and line.authority_id == card.line.authority_id]
    return next((line.reference for line in reversed(before) if line.reference is not None), None)
