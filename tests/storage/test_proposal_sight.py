"""What a reader who may not know of every locality is told of equal treatment: nothing false or hidden."""

from __future__ import annotations

import pytest
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.crs import from_krovak, to_krovak
from geodata.database import Database
from geodata.errors import InvalidValue
from geodata.model.criteria import Criterion, FindingKind, NearTo
from geodata.model.people import Actor, Role, Sensitivity
from geodata.model.sites import SiteKind
from geodata.model.zones import ProposalKind, ZoneRule
from geodata.services.proposal_card import version_card
from geodata.services.proposal_drafts import submit_version
from geodata.services.proposal_impact import VersionImpact, answer_finding, version_impact
from geodata.services.proposals import create_proposal
from geodata.services.zone_drafts import ZoneDraft, add_zone
from tests.dossiers import Dossier
from tests.proposals import newest, with_texts
from tests.small_city import some_site, worker_of
from tests.storage.test_ground import BOX, add_locality
from tests.storage.test_proposal_documents import pages_of, taken

INSIDE = Criterion(frozenset({NearTo.LOCALITY}), 0.0)
AT_SCHOOL = Criterion(frozenset({NearTo.SCHOOL}), 100.0)
IN_IT, NEXT_TO_IT = (14.05, 50.65), (14.1005, 50.65)
READERS = [Role.OFFICIAL, Role.COMMISSION, Role.POLICE, Role.PARTNER]
HIT, SPARED = FindingKind.HIT_THOUGH_IT_MEETS_NONE, FindingKind.SPARED_THOUGH_IT_MEETS


@pytest.fixture
def version_id(database: Database, actor: Actor) -> int:
    """A draft with a venue in the zone, and one beside it."""
    for name, position in (("Herna uvnitř", IN_IT), ("Herna vedle", NEXT_TO_IT)):
        some_site(database, actor, name, kind=SiteKind.GAMBLING_VENUE, position=position)
    proposal_id = create_proposal(database, actor, "Zóny bez hazardu", ProposalKind.GAMBLING, None)
    version_id = newest(database, actor, proposal_id).id
    with_texts(database, actor, version_id)
    return version_id


def zone(database: Database, actor: Actor, version_id: int, measured: Criterion | None, outline: BaseGeometry) -> int:
    draft = ZoneDraft("Předlice", ZoneRule.TOTAL_BAN, "Uvnitř lokality", outline, measured=measured)
    return add_zone(database, actor, version_id, draft)


def submitted(database: Database, actor: Actor, version_id: int) -> None:
    submit_version(database, actor, version_id, version_card(database, actor, version_id).stamp)


def read(database: Database, actor: Actor, version_id: int, role: Role = Role.OFFICIAL) -> VersionImpact:
    return version_impact(database, worker_of(database, actor, None, role), version_id)


@pytest.mark.parametrize("role", READERS)
def test_a_zone_of_a_withheld_locality_is_no_false_finding(
    database: Database, actor: Actor, version_id: int, role: Role
) -> None:
    add_locality(database, actor, Sensitivity.RESTRICTED)
    zone(database, actor, version_id, INSIDE, BOX)
    submitted(database, actor, version_id)  # to whoever sees everything it is just
    told = read(database, actor, version_id, role)
    assert (told.findings, told.summary.unchecked) == ((), ("Předlice",))
    assert version_impact(database, actor, version_id).summary.unchecked == ()


def test_whether_a_locality_is_withheld_cannot_be_read_from_what_is_told(
    database: Database, actor: Actor, version_id: int
) -> None:
    """A zone in words, one of a locality that is not, and one of a locality that is withheld read alike."""
    zone(database, actor, version_id, INSIDE, BOX)
    zone(database, actor, version_id, None, BOX)
    reader = worker_of(database, actor, None, Role.COMMISSION)
    before = version_impact(database, reader, version_id)
    assert [one.finding.kind for one in version_impact(database, actor, version_id).findings] == []
    add_locality(database, actor, Sensitivity.RESTRICTED)
    after = version_impact(database, reader, version_id)
    assert after.findings == before.findings == ()
    assert after.summary.unchecked == before.summary.unchecked == ("Předlice", "Předlice")
    assert after.summary.unsure == before.summary.unsure


def test_who_submits_answers_what_others_may_not_know_of(database: Database, actor: Actor, version_id: int) -> None:
    add_locality(database, actor, Sensitivity.RESTRICTED)
    zone(database, actor, version_id, INSIDE, from_krovak(to_krovak(BOX).buffer(200)))
    writer = worker_of(database, actor, None, Role.COMMISSION)
    assert version_impact(database, writer, version_id).findings == ()
    with pytest.raises(InvalidValue, match="want an answer"):
        submitted(database, actor, version_id)
    (found,) = version_impact(database, actor, version_id).findings
    assert (found.finding.kind, found.finding.venue.name) == (HIT, "Herna vedle")
    answer_finding(database, actor, version_id, HIT, ZoneRule.TOTAL_BAN, found.finding.venue.id, "Stejný dům.")
    assert version_impact(database, writer, version_id).outlived == ()  # the finding has not gone
    submitted(database, actor, version_id)


def test_what_is_spared_beside_a_known_locality_is_still_found(
    database: Database, actor: Actor, version_id: int
) -> None:
    add_locality(database, actor)
    zone(database, actor, version_id, INSIDE, from_krovak(to_krovak(shapely.Point(NEXT_TO_IT)).buffer(5)))
    (found,) = version_impact(database, worker_of(database, actor, None, Role.COMMISSION), version_id).findings
    row = found.finding
    assert (row.kind, row.venue.name, row.distance_m) == (SPARED, "Herna uvnitř", None)


def test_what_measures_from_schools_is_checked_by_everybody(database: Database, actor: Actor, version_id: int) -> None:
    zone(database, actor, version_id, AT_SCHOOL, BOX)
    told = version_impact(database, worker_of(database, actor, None, Role.COMMISSION), version_id)
    assert [(one.finding.kind, one.finding.venue.name) for one in told.findings] == [(HIT, "Herna uvnitř")]
    assert told.summary.unchecked == ()


def test_the_dossier_says_what_its_maker_could_not_check(database: Database, actor: Actor, version_id: int) -> None:
    add_locality(database, actor, Sensitivity.RESTRICTED)
    zone(database, actor, version_id, INSIDE, BOX)
    submitted(database, actor, version_id)
    made = Dossier(version_card(database, actor, version_id).proposal_id, version_id)
    official = worker_of(database, actor, None, Role.OFFICIAL)
    whole = " ".join(pages_of(taken(database, official, made, "dossier.pdf")))
    assert "nebylo možné ověřit z toho, co smí vidět ten, kdo podklad vytvořil: Předlice." in whole
    assert "U zón, které bylo možné ověřit, není žádný nález." in whole
    assert "S žádnou provozovnou se nezachází jinak" not in whole
    assert "S žádnou provozovnou se nezachází jinak" in " ".join(pages_of(taken(database, actor, made, "dossier.pdf")))
