"""How each service of proposals is called with a text in one of its fields."""

from __future__ import annotations

from typing import Any

import shapely

from geodata.database import Database
from geodata.model.criteria import FindingKind
from geodata.model.people import Actor
from geodata.model.sites import SiteKind
from geodata.model.zones import NamedAddress, ProposalKind, ZoneRule
from geodata.services.proposal_card import proposal_card, version_card
from geodata.services.proposal_drafts import draft_version, write_version
from geodata.services.proposal_impact import answer_finding, answer_findings
from geodata.services.proposal_texts import VersionTexts
from geodata.services.proposals import change_proposal, create_proposal
from geodata.services.zone_drafts import ZoneDraft, add_exception, add_zone, add_zones, alter_zone
from tests.small_city import some_site

SERVICES_OF_PROPOSALS = frozenset(
    service.__name__
    for service in (
        create_proposal, change_proposal, draft_version, write_version, add_zone, add_zones, alter_zone, add_exception,
        answer_finding, answer_findings,
    )
)  # fmt: skip


class SomeProposals:
    """A draft with one zone."""

    def __init__(self, database: Database, actor: Actor) -> None:
        self.here = (database, actor)
        self.proposal_id = create_proposal(*self.here, "Zóny", ProposalKind.GAMBLING, None)
        self.version_id = proposal_card(*self.here, self.proposal_id).versions[0].id
        self.zone_id = add_zone(*self.here, self.version_id, _zone())
        self.site_id = some_site(*self.here, "Herna U mostu", kind=SiteKind.GAMBLING_VENUE)

    def call(self, service: str, field: str, text: str, reason: str) -> Any:
        """Call the service with the text in that field."""
        words: dict[str, Any] = {field.rpartition(".")[2]: text, "keep_personal_data": reason}
        kept: dict[str, Any] = {"keep_personal_data": reason}
        key = FindingKind.SPARED_THOUGH_IT_MEETS, ZoneRule.TOTAL_BAN, self.site_id
        match service:
            case "create_proposal":
                return create_proposal(*self.here, text, ProposalKind.GENERAL, None, **kept)
            case "change_proposal":
                row_version = proposal_card(*self.here, self.proposal_id).row_version
                return change_proposal(*self.here, self.proposal_id, row_version, text, None, **kept)
            case "draft_version":
                return draft_version(*self.here, self.proposal_id, self.version_id, **words)
            case "write_version":
                row_version = version_card(*self.here, self.version_id).row_version
                return write_version(*self.here, self.version_id, row_version, VersionTexts(**words))
            case "add_zone":
                return add_zone(*self.here, self.version_id, _zone(field, **words))
            case "add_zones":
                return add_zones(*self.here, self.version_id, [_zone(field, **words)])
            case "alter_zone":
                (zone,) = (one for one in version_card(*self.here, self.version_id).zones if one.id == self.zone_id)
                return alter_zone(*self.here, zone.id, zone.row_version, _zone(field, **words))
            case "add_exception":
                said: dict[str, Any] = {"subject": "Kasino", "reason": "Proto."} | words
                return add_exception(*self.here, self.version_id, None, None, **said)
            case "answer_finding":
                return answer_finding(*self.here, self.version_id, key[0], key[1], key[2], **words)
            case _:
                return answer_findings(*self.here, self.version_id, [key], **words)


def _zone(field: str = "", **words: Any) -> ZoneDraft:
    outline = shapely.box(14.05, 50.66, 14.06, 50.67)
    if "addresses" in field:
        words["addresses"] = (NamedAddress(words.pop("text")),)
    return ZoneDraft(
        **{"name": "Kolonie", "criterion": "U školy.", "rule": ZoneRule.TOTAL_BAN, "outline": outline} | words
    )
