"""A letter as it leaves, made up without a database: what the document is built from."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from PIL import Image
from shapely.geometry import LineString

from geodata.model.issues import IssueStatus, IssueTopic
from geodata.model.legal_bases import legal_basis
from geodata.model.people import Sensitivity
from geodata.model.postal_addresses import PostalAddress
from geodata.model.sites import Condition, SiteKind
from geodata.model.submissions import SubmissionEventKind, SubmissionKind, SubmissionState
from geodata.services.local_map import House, LocalMap
from geodata.services.place_pictures import PlacePhoto, PlacePictures
from geodata.services.references import IssueRef
from geodata.services.submission_card import SubmissionCard, SubmissionEventLine
from geodata.services.submission_export import LetterPlace, SubmissionExport
from geodata.services.submission_lines import SubmissionLine
from geodata.services.submission_places import SubmissionPlace

AUTHORITY, SENDER, CITY = "Stavební úřad, odbor výstavby", "Magistrát města", "Ústí nad Labem"
SUBJECT, TEXT = "Hrozí zřícení římsy", "Žádáme o prohlídku stavby.\n\nPodle § 42 žádáme o odpověď do 30 dnů."
SECRET = "Jen pro nás: vlastníka se ptát nebudeme."
HERE = (14.05, 50.66)


def a_line(**facts: Any) -> SubmissionLine:
    """A notice to the building authority, not sent yet."""
    plain = SubmissionLine(
        id=7,
        issue=IssueRef(3, "2026-0014", "Padá římsa", IssueStatus.ACCEPTED),
        kind=SubmissionKind.NOTICE,
        subject=SUBJECT,
        basis=legal_basis("notice"),
        state=SubmissionState.DRAFT,
        authority_id=5,
        authority="Stavební úřad",
        organisation_id=1,
        organisation=SENDER,
        sent_on=None,
        sent_by=None,
        reference=None,
        due_on=None,
        overdue=False,
        days_late=0,
        answered_on=None,
        answer_kind=None,
        forwarded_to=None,
        reminded_on=None,
        previous_id=None,
        row_version=1,
    )
    return replace(plain, **facts)


def a_place(**facts: Any) -> SubmissionPlace:
    """A dangerous building that was seen, with a fact that a letter tells and one that it does not."""
    plain = SubmissionPlace(
        site_id=2,
        kind=SiteKind.HAZARDOUS_BUILDING,
        name="Školní 12",
        address="Školní 12",
        area="Předlice",
        longitude=HERE[0],
        latitude=HERE[1],
        sensitivity=Sensitivity.PARTNERS,
        condition=Condition.DANGEROUS,
        condition_since=date(2026, 2, 1),
        verified_on=date(2026, 3, 3),
        details={"owner": "company", "inhabited": "yes"},
        photo_ids=(),
    )
    return replace(plain, **facts)


def a_card(line: SubmissionLine | None = None, **facts: Any) -> SubmissionCard:
    """The letter with its place and an event that carries an internal note."""
    line = line or a_line()
    noted = SubmissionEventLine(
        1, line.id, SubmissionEventKind.WRITTEN, date(2026, 3, 4), datetime(2026, 3, 4, 9, tzinfo=UTC), "Písař", SENDER,
        None, None, None, None, None, None, SECRET,
    )  # fmt: skip
    plain = SubmissionCard(
        id=line.id,
        line=line,
        topic=IssueTopic.BUILDING,
        sensitivity=Sensitivity.PARTNERS,
        city=CITY,
        text=TEXT,
        authority_name=AUTHORITY,
        authority_address=PostalAddress(),
        organisation_name=SENDER,
        organisation_address=PostalAddress(),
        handled_by=None,
        written_on=date(2026, 3, 4),
        sent_from=date(2025, 3, 3),
        written_by="Písař",
        received_on=None,
        forwarded_to_id=None,
        superior_id=None,
        deadline=None,
        places=(a_place(),),
        facts_on=line.sent_on or date(2026, 3, 4),
        as_sent=line.sent_on is not None,
        our_reference="2026-0014/7",
        their_reference=None,
        reminds_of=line,
        chain=(line,),
        events=(noted,),
        offers=(),
        may_keep=True,
        row_version=1,
    )
    return replace(plain, **facts)


def some_ground(*names: str) -> LocalMap:
    """A street from west to east for each name, and a house."""
    west, south, east, north = HERE[0] - 0.002, HERE[1] - 0.001, HERE[0] + 0.002, HERE[1] + 0.001
    streets = tuple(
        (name, LineString([(west, south + 0.0004 * place), (east, south + 0.0004 * place)]))
        for place, name in enumerate(names, start=1)
    )
    return LocalMap((west, south, east, north), streets, (House(HERE[0] + 0.0005, HERE[1], "12"),))


def an_export(tmp_path: Path, card: SubmissionCard | None = None, ground: LocalMap | None = None) -> SubmissionExport:
    """The letter with a map and one photo."""
    card = card or a_card()
    photo = tmp_path / "photo.jpg"
    picture = io.BytesIO()
    Image.new("RGB", (640, 480), "#885533").save(picture, "JPEG")
    photo.write_bytes(picture.getvalue())
    ground = ground if ground is not None else some_ground("Školní", "Žižkova")
    pictures = PlacePictures(ground, (PlacePhoto(photo, date(2026, 3, 3)),))
    places = (LetterPlace(card.places[0], pictures),) if card.places else ()
    return SubmissionExport(card, places, None)
