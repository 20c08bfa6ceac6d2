"""A letter to an authority. It is Czech whatever language its writer reads: so are those who will answer it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from dashboard import formats
from dashboard.documents.blocks import (
    Block,
    Document,
    Facts,
    Heading,
    Paragraph,
    Picture,
    Signatures,
    with_printable_texts,
)
from dashboard.documents.place_pictures import map_of_place, photos_of_place
from dashboard.field_labels import field_label, value_text
from dashboard.labels import label
from dashboard.language import CZECH, _, use_language
from geodata import clock
from geodata.model.fields import FIELDS
from geodata.model.postal_addresses import PostalAddress
from geodata.model.sites import Condition
from geodata.services.submission_card import SubmissionCard
from geodata.services.submission_export import LetterPlace, SubmissionExport
from geodata.services.submission_places import TOLD_FACTS, SubmissionPlace

# A place with its maps and its photos.
Pictured = tuple[SubmissionPlace, list[Picture], list[Picture]]
_BETWEEN_PARAGRAPHS = re.compile(r"\n\s*\n")


def submission_document(export: SubmissionExport) -> Document:
    """The letter with the facts of its places, room to sign, and maps and photos as attachments."""
    card = export.card
    with use_language(CZECH):
        pictured = [_pictured(one) for one in export.places]
        blocks = [
            *(Paragraph(part) for part in _BETWEEN_PARAGRAPHS.split(card.text) if part.strip()),
            *_places(card, [place.place for place in export.places]),
            *_enclosed(pictured),
            Signatures(((_("For the sender:"),),)),
            *_attachments(pictured),
        ]
        return with_printable_texts(
            Document(
                language=CZECH,
                office=_sender(card),
                title=_("Subject: {subject}").format(subject=card.line.subject),
                subtitle=_what(card),
                footer=f"{card.our_reference}, {formats.day(_dated(card))}",
                page_words=_("Page {page} of {pages}"),
                marks=(),
                blocks=tuple(blocks),
                head=(Facts(tuple(_head(export))),),
            )
        )


def _sender(card: SubmissionCard) -> str:
    """Who writes and where an answer reaches them, on one line as letterheads have it."""
    address = card.organisation_address
    parts = (card.organisation_name, card.city, *address.lines.splitlines(), *_data_box(address))
    return ", ".join(dict.fromkeys(part for part in parts if part))


def _data_box(address: PostalAddress) -> Iterable[str]:
    if address.data_box:
        yield _("data box {id}").format(id=address.data_box)


def _what(card: SubmissionCard) -> str:
    basis = card.line.basis
    return label(card.line.kind) if basis is None else f"{_(basis.name)} ({basis.source})"


def _dated(card: SubmissionCard) -> date:
    return card.line.sent_on or clock.today()


def _head(export: SubmissionExport) -> Iterable[tuple[str, str]]:
    card = export.card
    address = card.authority_address
    yield _("To"), "\n".join((card.authority_name, *address.lines.splitlines(), *_data_box(address)))
    yield _("Our reference"), card.our_reference
    if export.their_reference:
        yield _("Your reference"), export.their_reference
    if card.handled_by:
        yield _("Handled by"), card.handled_by
    yield _("Date"), formats.day(_dated(card))


def _places(card: SubmissionCard, places: Sequence[SubmissionPlace]) -> Iterable[Block]:
    if not places:
        return
    yield Heading(_("The place in question") if len(places) == 1 else _("The places in question"), 1)
    if card.line.sent_on is not None and card.facts_on != card.line.sent_on:
        # The letter bears the day of its sending; whoever reads it must not take other facts for those of that day.
        yield Paragraph(_("Facts of the places as of {day}.").format(day=formats.day(card.facts_on)))
    for place in places:
        yield Heading(place_title(place), 2)
        yield Facts(tuple(_facts(place)))


def place_title(place: SubmissionPlace) -> str:
    """The name of a place, or its kind where it has none."""
    return place.name or label(place.kind)


def _facts(place: SubmissionPlace) -> Iterable[tuple[str, str]]:
    yield _("Kind of place"), label(place.kind)
    address = ", ".join(part for part in (place.address, place.area) if part)
    if address:
        yield _("Address"), address
    yield _("Position"), _position(place)
    if place.condition is not None:
        yield _("Condition"), _condition(place.condition, place.condition_since)
    if place.verified_on is not None:
        yield _("Last seen on"), formats.day(place.verified_on)
    for field in FIELDS[place.kind]:
        if field.name in TOLD_FACTS and field.name in place.details:
            yield field_label(field.name), value_text(field, place.details[field.name])


def _position(place: SubmissionPlace) -> str:
    north, east = (formats.number(degrees, 5) for degrees in (place.latitude, place.longitude))
    return _("{north}° N, {east}° E").format(north=north, east=east)


def _pictured(one: LetterPlace) -> Pictured:
    place = one.place
    drawn = map_of_place(one.pictures, place.name, place.kind, place.longitude, place.latitude)
    return place, list(drawn), list(photos_of_place(one.pictures, place.name, place.kind))


def _enclosed(pictured: Sequence[Pictured]) -> Iterable[Block]:
    """What is enclosed, counted."""
    maps = sum(len(drawn) for _place, drawn, _photos in pictured)
    photos = sum(len(taken) for _place, _drawn, taken in pictured)
    named = ((_("{count}× map"), maps), (_("{count}× photo"), photos))
    counted = [name.format(count=formats.number(number)) for name, number in named if number]
    if counted:
        yield Paragraph(", ".join(counted), lead=_("Attachments:"))


def _condition(condition: Condition, since: date | None) -> str:
    if since is None:
        return label(condition)
    return _("{condition}, since {day}").format(condition=label(condition), day=formats.day(since))


def _attachments(pictured: Sequence[Pictured]) -> Iterable[Block]:
    for place, maps, photos in pictured:
        if maps or photos:
            yield Heading(_("Attachment: {place}").format(place=place_title(place)), 1)
            yield from (*maps, *photos)
