"""Drafts of proposals: written by several, with zones and exceptions, answered, submitted; then they stand still."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.crs import from_krovak, to_krovak
from geodata.database import Database
from geodata.errors import Forbidden, InvalidValue, NotFound, StaleEdit, TransitionRefused
from geodata.model.criteria import Criterion, FindingKind, NearTo
from geodata.model.people import Actor, Role, Sensitivity
from geodata.model.sites import SiteKind
from geodata.model.zones import NamedAddress, ProposalKind, ProposalState, TimeBand, ZoneRule, ZoneSource
from geodata.services.audit_search import AuditFilter, search_audit
from geodata.services.computed_zones import taken_outline
from geodata.services.proposal_card import proposal_card, version_card, zone_outlines
from geodata.services.proposal_drafts import discard_version, draft_version, submit_version, write_version
from geodata.services.proposal_impact import answer_finding, version_impact
from geodata.services.proposal_texts import VersionTexts
from geodata.services.proposals import change_proposal, create_proposal, list_proposals
from geodata.services.zone_drafts import (
    ZoneDraft,
    add_exception,
    add_zone,
    add_zones,
    alter_zone,
    redraw_zone,
    remove_exception,
    remove_zone,
)
from tests.batches import batch_of, load
from tests.small_city import some_site, worker_of
from tests.storage.test_ground import add_locality

HERE = (14.05, 50.66)
SUMMARY = VersionTexts(summary="Úplný zákaz kolem vyloučených lokalit.", valid_from=date(2027, 1, 1))


def around(metres: float, position: tuple[float, float] = HERE) -> BaseGeometry:
    return from_krovak(to_krovak(shapely.Point(position)).buffer(metres))


def a_zone(metres: float = 200.0, **facts: object) -> ZoneDraft:
    return replace(ZoneDraft("Kolonie", ZoneRule.TOTAL_BAN, "Do 200 m od lokality.", around(metres)), **facts)  # type: ignore[arg-type]


@pytest.fixture
def proposal_id(database: Database, actor: Actor) -> int:
    return create_proposal(database, actor, "Zóny pro hazard", ProposalKind.GAMBLING, None)


@pytest.fixture
def draft_id(database: Database, actor: Actor, proposal_id: int) -> int:
    return proposal_card(database, actor, proposal_id).versions[0].id


def row_version(database: Database, actor: Actor, version_id: int) -> int:
    return version_card(database, actor, version_id).row_version


def submit(database: Database, actor: Actor, version_id: int) -> None:
    submit_version(database, actor, version_id, version_card(database, actor, version_id).stamp)


def written(database: Database, actor: Actor, version_id: int, **texts: object) -> None:
    said = replace(SUMMARY, **texts)  # type: ignore[arg-type]
    write_version(database, actor, version_id, row_version(database, actor, version_id), said)


def submitted(database: Database, actor: Actor, version_id: int) -> None:
    add_zone(database, actor, version_id, a_zone())
    written(database, actor, version_id)
    submit(database, actor, version_id)


def test_a_zone_keeps_everything_that_was_said_of_it(database: Database, actor: Actor, draft_id: int) -> None:
    band, measured = TimeBand(time(22), time(6)), Criterion(frozenset({NearTo.SCHOOL, NearTo.PLAYGROUND}), 100.0)
    address = NamedAddress("Školní 12", *HERE)
    wanted = a_zone(
        rule=ZoneRule.TIME_BAND, band=band, measured=measured, source=ZoneSource.ADDRESSES, addresses=(address,)
    )
    add_zone(database, actor, draft_id, wanted)
    (zone,) = version_card(database, actor, draft_id).zones
    assert (zone.band, zone.measured, zone.source, zone.addresses) == (
        band,
        measured,
        ZoneSource.ADDRESSES,
        ("Školní 12",),
    )
    assert band.crosses_midnight
    assert band.hours == 8
    assert shapely.equals_exact(zone_outlines(database, actor, draft_id)[zone.id], wanted.outline, 1e-9)


def test_several_zones_come_together_or_not_at_all(database: Database, actor: Actor, draft_id: int) -> None:
    with pytest.raises(InvalidValue):
        add_zones(database, actor, draft_id, [a_zone(), a_zone(name="")])
    assert version_card(database, actor, draft_id).zones == ()
    first, second = add_zones(database, actor, draft_id, [a_zone(), a_zone(name="Druhá")])
    assert [zone.id for zone in version_card(database, actor, draft_id).zones] == [first, second]


def test_of_two_who_alter_one_zone_the_second_is_told(database: Database, actor: Actor, draft_id: int) -> None:
    zone_id = add_zone(database, actor, draft_id, a_zone())
    (zone,) = version_card(database, actor, draft_id).zones
    redraw_zone(database, actor, zone_id, zone.row_version, around(300))
    with pytest.raises(StaleEdit):
        alter_zone(database, actor, zone_id, zone.row_version, a_zone(name="Jinak"))
    with pytest.raises(StaleEdit):
        remove_zone(database, actor, zone_id, zone.row_version)
    assert version_card(database, actor, draft_id).zones[0].name == "Kolonie"


def test_of_two_who_write_one_draft_the_second_is_told(database: Database, actor: Actor, draft_id: int) -> None:
    write_version(database, actor, draft_id, 1, SUMMARY)
    with pytest.raises(StaleEdit):
        write_version(database, actor, draft_id, 1, replace(SUMMARY, summary="Jinak."))
    assert version_card(database, actor, draft_id).summary == SUMMARY.summary


def test_a_version_ends_after_it_begins(database: Database, actor: Actor, draft_id: int) -> None:
    with pytest.raises(InvalidValue, match="before the first"):
        write_version(database, actor, draft_id, 1, replace(SUMMARY, valid_to=date(2026, 12, 31)))


def test_a_removed_zone_takes_its_exceptions_along_and_stays_in_the_audit(
    database: Database, actor: Actor, draft_id: int
) -> None:
    zone_id = add_zone(database, actor, draft_id, a_zone())
    add_exception(database, actor, draft_id, zone_id, None, "Kasino v hotelu", "Stojí mimo lokalitu.")
    (zone,) = version_card(database, actor, draft_id).zones
    remove_zone(database, actor, zone_id, zone.row_version)
    card = version_card(database, actor, draft_id)
    assert (card.zones, card.exceptions) == ((), ())
    told = search_audit(database, actor, AuditFilter(subject="zone", subject_id=zone_id)).rows
    assert [entry.action for entry in told] == ["remove", "add"]
    assert add_zone(database, actor, draft_id, a_zone()) != zone_id  # who still has the old one open alters no other


def test_a_draft_begins_as_a_copy_and_leaves_its_base_alone(
    database: Database, actor: Actor, proposal_id: int, draft_id: int
) -> None:
    zone_id = add_zone(database, actor, draft_id, a_zone(addresses=(NamedAddress("Školní 12"),)))
    add_exception(database, actor, draft_id, zone_id, None, "Kasino", "Proto.")
    copy_id = draft_version(database, actor, proposal_id, draft_id, variant="B")
    copy, base = version_card(database, actor, copy_id), version_card(database, actor, draft_id)
    assert (copy.number, copy.variant, copy.based_on_id) == (2, "B", draft_id)
    assert copy.zones[0].addresses == ("Školní 12",)
    assert copy.exceptions[0].zone_id == copy.zones[0].id != zone_id
    alter_zone(database, actor, copy.zones[0].id, copy.zones[0].row_version, a_zone(name="Jinak"))
    assert version_card(database, actor, draft_id) == base


def test_a_draft_that_was_given_up_is_gone_and_its_number_is_not_given_again(
    database: Database, actor: Actor, proposal_id: int, draft_id: int
) -> None:
    discard_version(database, actor, draft_id, row_version(database, actor, draft_id))
    with pytest.raises(NotFound):
        version_card(database, actor, draft_id)
    assert list_proposals(database, actor)[0].versions == ()
    assert version_card(database, actor, draft_version(database, actor, proposal_id, None)).number == 2


def test_what_was_submitted_never_changes(database: Database, actor: Actor, draft_id: int) -> None:
    submitted(database, actor, draft_id)
    card = version_card(database, actor, draft_id)
    (zone,) = card.zones
    for change in (
        lambda: write_version(database, actor, draft_id, card.row_version, SUMMARY),
        lambda: add_zone(database, actor, draft_id, a_zone()),
        lambda: redraw_zone(database, actor, zone.id, zone.row_version, around(10)),
        lambda: remove_zone(database, actor, zone.id, zone.row_version),
        lambda: add_exception(database, actor, draft_id, None, None, "Kasino", "Proto."),
        lambda: discard_version(database, actor, draft_id, card.row_version),
    ):
        with pytest.raises(InvalidValue, match="stays as it is"):
            change()
    assert version_card(database, actor, draft_id) == card
    assert not card.editable


def test_a_version_is_submitted_when_it_says_something_about_some_zone(
    database: Database, actor: Actor, proposal_id: int, draft_id: int
) -> None:
    with pytest.raises(InvalidValue, match="no zones"):
        submit(database, actor, draft_id)
    add_zone(database, actor, draft_id, a_zone())
    with pytest.raises(InvalidValue, match="summary"):
        submit(database, actor, draft_id)
    written(database, actor, draft_id)
    submit(database, actor, draft_id)
    assert proposal_card(database, actor, proposal_id).state == ProposalState.SUBMITTED
    later = draft_version(database, actor, proposal_id, draft_id)
    written(database, actor, later, changes="Dál od škol.")
    with pytest.raises(TransitionRefused):  # the commission has the first one before it
        submit(database, actor, later)


def test_a_venue_that_is_treated_unlike_others_wants_an_answer_first(
    database: Database, actor: Actor, proposal_id: int, draft_id: int
) -> None:
    locality(database, actor, around(100))
    venue = some_site(database, actor, "Herna U mostu", kind=SiteKind.GAMBLING_VENUE, position=HERE)
    within = Criterion(frozenset({NearTo.LOCALITY}), 200.0)
    zone_id = add_zone(database, actor, draft_id, a_zone(measured=within))
    assert version_impact(database, actor, draft_id).summary.whole.hit == 1
    exception_id = add_exception(database, actor, draft_id, zone_id, venue, "", "Hotelové kasino.")
    found = version_impact(database, actor, draft_id)
    assert (found.summary.whole.hit, found.open_findings) == (0, 1)
    assert found.summary.venues[0].exceptions == ("Hotelové kasino.",)
    written(database, actor, draft_id)
    with pytest.raises(InvalidValue, match="want an answer"):
        submit(database, actor, draft_id)
    spared = FindingKind.SPARED_THOUGH_IT_MEETS
    answer_finding(database, actor, draft_id, spared, ZoneRule.TOTAL_BAN, venue, "První odpověď.")
    answer_finding(database, actor, draft_id, spared, ZoneRule.TOTAL_BAN, venue, "Slouží jen hostům hotelu.")
    (finding,) = version_impact(database, actor, draft_id).findings
    assert finding.answer == "Slouží jen hostům hotelu."
    copied = draft_version(database, actor, proposal_id, draft_id)
    assert version_impact(database, actor, copied).open_findings == 0
    assert version_impact(database, actor, draft_id).outlived == ()
    remove_exception(database, actor, exception_id)
    told = version_impact(database, actor, draft_id)
    assert told.findings == ()
    (outlived,) = told.outlived
    assert (outlived.site_id, outlived.name, outlived.rule) == (venue, "Herna U mostu", ZoneRule.TOTAL_BAN)
    assert (outlived.kind, outlived.answer) == (spared, "Slouží jen hostům hotelu.")
    submit(database, actor, draft_id)
    official = worker_of(database, actor, None, Role.OFFICIAL)
    assert version_impact(database, official, draft_id).outlived == ()  # writes no proposals


def test_an_answer_about_a_hidden_place_outlives_its_finding_for_nobody_else(
    database: Database, actor: Actor, draft_id: int
) -> None:
    hidden = some_site(database, actor, kind=SiteKind.GAMBLING_VENUE, position=HERE, sensitivity=Sensitivity.RESTRICTED)
    kind = FindingKind.SPARED_THOUGH_IT_MEETS
    answer_finding(database, actor, draft_id, kind, ZoneRule.TOTAL_BAN, hidden, "Už není čím.")
    writer = worker_of(database, actor, None, Role.COMMISSION)
    assert [one.site_id for one in version_impact(database, actor, draft_id).outlived] == [hidden]
    assert version_impact(database, writer, draft_id).outlived == ()


def test_a_finding_about_a_place_that_the_writer_may_not_see_is_for_the_coordinator(
    database: Database, actor: Actor, draft_id: int
) -> None:
    locality(database, actor, around(100))
    venue = some_site(
        database, actor, "Herna", kind=SiteKind.GAMBLING_VENUE, position=HERE, sensitivity=Sensitivity.RESTRICTED
    )
    zone_id = add_zone(database, actor, draft_id, a_zone(measured=Criterion(frozenset({NearTo.LOCALITY}), 200.0)))
    add_exception(database, actor, draft_id, zone_id, venue, "", "Proto.")
    written(database, actor, draft_id)
    member = worker_of(database, actor, None, Role.COMMISSION)
    assert version_impact(database, member, draft_id).summary.venues == ()
    with pytest.raises(Forbidden):  # whatever lies there: an answer to this would tell where the venue is
        submit(database, member, draft_id)
    with pytest.raises(InvalidValue, match="want an answer"):
        submit(database, actor, draft_id)
    with pytest.raises(NotFound):
        add_exception(database, member, draft_id, zone_id, venue, "Herna", "Proto.")


def test_a_locality_that_the_writer_may_not_know_of_is_withheld_and_stays(
    database: Database, actor: Actor, draft_id: int
) -> None:
    locality_id = add_locality(database, actor, Sensitivity.RESTRICTED)
    outline = taken_outline(database, actor, ZoneSource.LOCALITY, locality_id)
    taken = a_zone(source=ZoneSource.LOCALITY, subject_id=locality_id, outline=outline)
    zone_id = add_zone(database, actor, draft_id, taken)
    member = worker_of(database, actor, None, Role.COMMISSION)
    (seen,) = version_card(database, member, draft_id).zones
    assert (seen.source, seen.subject_id) == (ZoneSource.LOCALITY, None)
    alter_zone(database, member, zone_id, seen.row_version, replace(taken, name="Jinak", subject_id=None))
    (zone,) = version_card(database, actor, draft_id).zones
    assert (zone.name, zone.subject_id) == ("Jinak", locality_id)
    with pytest.raises(NotFound):
        alter_zone(database, member, zone_id, zone.row_version, replace(taken, subject_id=None, outline=around(50)))
    with pytest.raises(NotFound):
        add_zone(database, member, draft_id, replace(taken, subject_id=None))


def test_drafts_are_for_those_who_may_write_them(
    database: Database, actor: Actor, proposal_id: int, draft_id: int
) -> None:
    official = worker_of(database, actor, None, Role.OFFICIAL)
    assert list_proposals(database, official) == ()
    for asked in (
        lambda: proposal_card(database, official, proposal_id),
        lambda: version_card(database, official, draft_id),
    ):
        with pytest.raises(NotFound):
            asked()
    with pytest.raises(Forbidden):
        write_version(database, official, draft_id, 1, SUMMARY)
    submitted(database, actor, draft_id)
    draft_version(database, actor, proposal_id, draft_id)
    assert [line.number for line in proposal_card(database, official, proposal_id).versions] == [1]
    assert [line.number for line in proposal_card(database, actor, proposal_id).versions] == [2, 1]


def test_a_proposal_is_renamed_by_one_at_a_time(database: Database, actor: Actor, proposal_id: int) -> None:
    change_proposal(database, actor, proposal_id, 1, "Hazard  ve městě", None)
    assert proposal_card(database, actor, proposal_id).title == "Hazard ve městě"
    with pytest.raises(StaleEdit):
        change_proposal(database, actor, proposal_id, 1, "Jinak", None)


def locality(database: Database, actor: Actor, outline: BaseGeometry) -> None:
    facts = {"source_key": "l", "name": "Kolonie", "outline": shapely.to_wkb(outline)}
    load(database, actor, batch_of("localities", [facts]))
