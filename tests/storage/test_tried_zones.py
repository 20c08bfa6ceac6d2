"""What a zone would change before it is saved is what it changes once it is: of every rule, cap and band of hours."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time

from dashboard.components.proposals.what_if import with_tried
from geodata import clock
from geodata.database import Database
from geodata.impact.summary import Summary, summary_of
from geodata.model.people import Actor
from geodata.model.zones import RULES_OF, ProposalKind, TimeBand, ZoneRule
from geodata.services.proposal_card import version_card
from geodata.services.proposal_impact import version_impact
from geodata.services.sites import NewObservation, observe
from geodata.services.zone_drafts import ZoneDraft, add_exception, add_zone, alter_zone, remove_zone
from tests.proposals import AROUND_BOTH, AROUND_WEST, NEAR_LOCALITY, a_zone, proposed

BANDS = (TimeBand(time(22), time(6)), TimeBand(time(0), time(12)))
CAPS = (1, 10, 19, 20, 21, 1_000)


def drafts() -> Iterator[ZoneDraft]:
    """A zone of every rule that binds venues, cap and band, with a measured criterion and with words alone."""
    for rule in RULES_OF[ProposalKind.GAMBLING]:
        for band in BANDS if rule == ZoneRule.TIME_BAND else (None,):
            for cap in CAPS if rule == ZoneRule.MACHINE_CAP else (None,):
                for measured in (NEAR_LOCALITY, None):
                    yield a_zone(AROUND_WEST, rule=rule, band=band, cap=cap, measured=measured, criterion=" Proto. ")


def test_what_is_tried_is_what_saving_will_count(database: Database, actor: Actor) -> None:
    made = proposed(database, actor)
    for site_id, machines in ((made.west_id, 19), (made.east_id, 60)):
        observe(database, actor, site_id, NewObservation(clock.today(), details={"machines": machines}))
    add_zone(database, actor, made.version_id, a_zone(AROUND_BOTH, rule=ZoneRule.MACHINE_CAP, cap=50, name="Obě"))
    changed = add_zone(database, actor, made.version_id, a_zone(AROUND_BOTH, name="Ta, která se mění"))
    add_exception(database, actor, made.version_id, None, made.east_id, "", "Není tu proč.")

    def saved() -> Summary:
        return version_impact(database, actor, made.version_id).summary

    for draft in drafts():
        before = version_impact(database, actor, made.version_id).impact
        version = version_card(database, actor, made.version_id)
        tried = summary_of(with_tried(before, version, None, draft))
        added = add_zone(database, actor, made.version_id, draft)
        assert tried == saved(), draft
        (zone,) = [zone for zone in version_card(database, actor, made.version_id).zones if zone.id == added]
        remove_zone(database, actor, added, zone.row_version)
        (zone,) = [zone for zone in version.zones if zone.id == changed]
        tried = summary_of(with_tried(before, version, changed, draft))
        alter_zone(database, actor, changed, zone.row_version, draft)
        assert tried == saved(), draft
