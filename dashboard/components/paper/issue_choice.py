"""The issue a point is about: none, a known one that fits, or a new one with its places. None is linked by itself."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from dashboard.components.field_state import seed
from dashboard.components.meeting.place_of_issue import KIND_OF_TOPIC
from dashboard.components.paper.draft import About, IssueOffer, PlaceDraft, PlaceOffer, PointDraft
from dashboard.components.paper.fields import choice_field, line_field, organisation_field, take_field
from dashboard.components.paper.issue_search import offer_known, show_issue_search
from dashboard.components.text import plain, sentence
from dashboard.context import Context
from dashboard.labels import label
from dashboard.language import _
from geodata.errors import N_, InvalidValue
from geodata.folding import folded
from geodata.model.issues import IssueTopic
from geodata.model.paper_minutes import PaperPlace
from geodata.model.sites import SiteKind
from geodata.policy import Action, can
from geodata.services.issues import TITLE_AT_MOST
from geodata.services.search import Hit, HitKind, search_everything

_HITS = 5  # of known places, and of addresses


def show_issue_choice(context: Context, point: PointDraft, organisations: Mapping[int, str], name: str) -> None:
    """What may be chosen, and the fields of a new issue; `name` is the beginning of all keys."""
    heading = _("Issue")
    st.markdown(f"**{heading}**")
    if point.places:
        said = "; ".join(plain(place.said) for place in point.places)
        st.caption(_("Places in the text: {places}").format(places=said))
    choices: dict[About | int, str] = {About.NONE: _("About no issue")}
    choices |= {offer.issue_id: _offer_words(offer) for offer in point.offers}
    if can(context.actor, Action.RAISE_ISSUE):
        choices[About.NEW] = _("A new issue")
    now: About | int | None = point.issue_id if point.about == About.KNOWN else point.about
    seed(name, now if now in choices else About.NONE)
    chosen = st.radio(
        _("Which issue the point is about"), list(choices), format_func=choices.__getitem__, key=name,
        label_visibility="collapsed",
    )  # fmt: skip
    point.issue_id = chosen if isinstance(chosen, int) else None
    point.about = chosen if isinstance(chosen, About) else About.KNOWN
    match point.about:
        case About.NEW:
            _show_new(context, point, organisations, name)
        case About.KNOWN:
            _show_known(context, point, f"{name}-known")
        case About.NONE if point.places:
            st.caption(_("A place is kept with an issue: without one, the places of this point are left out."))
    if point.about != About.NEW:
        show_issue_search(context, point, name)


def _offer_words(offer: IssueOffer) -> str:
    return f"{plain(offer.number)} {plain(offer.title)} ({sentence(offer.reason)})"


def _show_new(context: Context, point: PointDraft, organisations: Mapping[int, str], choice: str) -> None:
    """The fields of the new issue; `choice` is the key of the choice above."""
    name = f"{choice}-new"
    point.new_title = line_field(
        _("What is wrong, in a few words"), point.new_title, f"{name}-title", at_most=TITLE_AT_MOST
    )
    topic, who = st.columns(2)
    with topic:
        point.topic = choice_field(_("Topic"), list(IssueTopic), point.topic, f"{name}-topic", label, _("Choose"))
    with who:
        point.assignee_id = organisation_field(
            _("Who should have it"), organisations, point.assignee_id, f"{name}-assignee", "", _("Nobody yet")
        )
    _show_places(context, point, name)
    offer_known(context, point, choice)


def _show_known(context: Context, point: PointDraft, name: str) -> None:
    """The places of the point may be places of the known issue too, where somebody says so."""
    if not point.places or not can(context.actor, Action.ADVANCE_ISSUE):
        return
    point.adds_places = take_field(_("The issue is about these places too"), point.adds_places, f"{name}-adds")
    if point.adds_places:
        _show_places(context, point, name)


def _show_places(context: Context, point: PointDraft, name: str) -> None:
    for number, place in enumerate(point.places):
        _show_place(context, place, f"{name}-place-{number}")


def _show_place(context: Context, place: PlaceDraft, name: str) -> None:
    """A place that may be taken: the very one where it is known, else one of those that may be meant."""
    if place.offers is None:
        place.offers = tuple(_offers(context, place))
        place.chosen = next((offer for offer in place.offers if _is_meant(place, offer)), None)
    asked = plain(place.said)
    if not place.offers:
        st.markdown(_("Place: {said}").format(said=asked))
        st.caption(_("Nothing of this name is known here, so the place is left out."))
        return
    place.is_taken = take_field(_("Take the place: {said}").format(said=asked), place.is_taken, f"{name}-take")
    if not place.is_taken:
        st.caption(plain(place.chosen.name if place.chosen else "; ".join(offer.name for offer in place.offers)))
        return
    place.chosen = choice_field(
        _("Which place it is"), list(place.offers), place.chosen, name, lambda offer: offer.name, _("Choose")
    )


def _offers(context: Context, place: PlaceDraft) -> list[PlaceOffer]:
    wanted = f"{place.street} {place.house_number}".strip()
    hits = search_everything(context.database, context.actor, wanted, _HITS)
    known = [_known_place(hit) for hit in hits if hit.kind == HitKind.SITE]
    logs = can(context.actor, Action.LOG_SITE)
    return known + [_address(hit) for hit in hits if hit.kind == HitKind.ADDRESS and hit.position and logs]


def _known_place(hit: Hit) -> PlaceOffer:
    kind = label(hit.detail) if isinstance(hit.detail, SiteKind) else ""
    name = f"{hit.title} ({kind})" if hit.title and kind else hit.title or kind
    return PlaceOffer(_("Known place: {name}").format(name=name), PaperPlace(site_id=hit.id, address=hit.title))


def _address(hit: Hit) -> PlaceOffer:
    longitude, latitude = hit.position or (0.0, 0.0)
    name = f"{hit.title}, {hit.detail}" if hit.detail else hit.title
    place = PaperPlace(address=hit.title, longitude=longitude, latitude=latitude)
    return PlaceOffer(_("Address: {name}").format(name=name), place)


def _is_meant(place: PlaceDraft, offer: PlaceOffer) -> bool:
    """The very house that the text names. A street alone is no place."""
    wanted, address = folded(f"{place.street} {place.house_number}"), folded(offer.place.address)
    if not place.house_number:
        return False
    street, _space, numbers = address.rpartition(" ")
    return address == wanted or (street == folded(place.street) and folded(place.house_number) in numbers.split("/"))


def chosen_places(point: PointDraft) -> tuple[PaperPlace, ...]:
    """The places of the issue: known ones, and addresses as places of the topic's kind."""
    kind = KIND_OF_TOPIC.get(_topic(point) or IssueTopic.OTHER, SiteKind.OTHER)
    chosen = [place.chosen.place for place in point.places if place.is_taken and place.chosen is not None]
    found = [
        PaperPlace(site_id=place.site_id)
        if place.site_id is not None
        else PaperPlace(None, kind, place.address, place.longitude, place.latitude)
        for place in chosen
    ]
    return tuple(dict.fromkeys(found))


def _topic(point: PointDraft) -> IssueTopic | None:
    if point.about != About.KNOWN:
        return point.topic
    return next((offer.topic for offer in point.offers if offer.issue_id == point.issue_id), None)


def require_issue(point: PointDraft) -> None:
    """Raise InvalidValue for what a new issue still lacks, and for a place of which nobody said which one it is."""
    takes_places = point.about == About.NEW or (point.about == About.KNOWN and point.adds_places)
    for place in point.places if takes_places else ():
        if place.is_taken and place.chosen is None:
            raise InvalidValue(N_("Choose which place “{said}” is, or leave it out."), said=place.said)
    if point.about != About.NEW:
        return
    if not point.new_title.strip():
        raise InvalidValue(N_("Say in a few words what is wrong: the title is empty."))
    if point.topic is None:
        raise InvalidValue(N_("Choose the topic of the new issue."))
