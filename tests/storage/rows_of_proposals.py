"""How the services of proposals, their versions and zones are asked with an id."""

from __future__ import annotations

from typing import Any

import shapely

from geodata.model.criteria import FindingKind
from geodata.model.zones import ProposalKind, ZoneRule, ZoneSource
from geodata.services.proposal_card import proposal_card, version_card, zone_outlines
from geodata.services.proposal_drafts import discard_version, draft_version, submit_version, write_version
from geodata.services.proposal_impact import answer_finding, answer_findings, version_impact
from geodata.services.proposal_texts import VersionTexts
from geodata.services.proposals import change_proposal, create_proposal
from geodata.services.version_shapes import proposal_shapes
from geodata.services.zone_border import beyond_border
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
from tests.storage.asked import Asked, Row, reading

_SQUARE = shapely.box(14.05, 50.66, 14.06, 50.67)


def _zone(subject_id: int | None = None) -> ZoneDraft:
    source = ZoneSource.DRAWN if subject_id is None else ZoneSource.LOCALITY
    return ZoneDraft("Zóna", ZoneRule.TOTAL_BAN, "Škola", _SQUARE, source=source, subject_id=subject_id)


def _proposal_version(by: Asked) -> int:
    return proposal_card(by.database, by.actor, by.own.proposal).row_version


def _zone_version(by: Asked) -> int:
    (zone,) = (one for one in version_card(by.database, by.actor, by.own.version).zones if one.id == by.own.zone)
    return zone.row_version


def _at_version(ask: Any) -> Row:
    return Row("version", lambda by, id_: ask(by, id_))


ROWS_OF_PROPOSALS: dict[str, dict[str, Row]] = {
    "proposals.create_proposal": {
        "body_id": Row("body", lambda by, id_: create_proposal(
            by.database, by.actor, "Herny", ProposalKind.GAMBLING, id_)),
        "based_on_id": _at_version(lambda by, id_: create_proposal(
            by.database, by.actor, "Herny", ProposalKind.GAMBLING, None, based_on_id=id_)),
    },
    "zone_border.beyond_border": {"version_id": reading("version", beyond_border)},
    "proposals.change_proposal": {
        "proposal_id": Row("proposal", lambda by, id_: change_proposal(by.database, by.actor, id_, 99, "Herny", None)),
        "body_id": Row("body", lambda by, id_: change_proposal(
            by.database, by.actor, by.own.proposal, _proposal_version(by), "Herny", id_)),
    },
    "proposal_card.proposal_card": {"proposal_id": reading("proposal", proposal_card)},
    "proposal_card.version_card": {"version_id": reading("version", version_card)},
    "proposal_card.zone_outlines": {"version_id": reading("version", zone_outlines)},
    "version_shapes.proposal_shapes": {"proposal_id": reading("proposal", proposal_shapes)},
    "proposal_impact.version_impact": {"version_id": _at_version(
        lambda by, id_: version_impact(by.database, by.actor, id_).summary)},
    "proposal_impact.answer_finding": {
        "version_id": _at_version(lambda by, id_: answer_finding(
            by.database, by.actor, id_, FindingKind.SPARED_THOUGH_IT_MEETS, ZoneRule.TOTAL_BAN, by.own.site, "Ne.")),
        "site_id": Row("site", lambda by, id_: answer_finding(
            by.database, by.actor, by.own.version, FindingKind.SPARED_THOUGH_IT_MEETS, ZoneRule.TOTAL_BAN, id_, "Ne.")),
    },
    "proposal_impact.answer_findings": {"version_id": _at_version(
        lambda by, id_: answer_findings(by.database, by.actor, id_, [
            (FindingKind.SPARED_THOUGH_IT_MEETS, ZoneRule.TOTAL_BAN, by.own.site)], "Ne."))},
    "proposal_drafts.draft_version": {
        "proposal_id": Row("proposal", lambda by, id_: draft_version(by.database, by.actor, id_, None)),
        "based_on_id": _at_version(lambda by, id_: draft_version(by.database, by.actor, by.own.proposal, id_)),
    },
    "proposal_drafts.write_version": {"version_id": _at_version(
        lambda by, id_: write_version(by.database, by.actor, id_, 99, VersionTexts()))},
    "proposal_drafts.discard_version": {"version_id": _at_version(
        lambda by, id_: discard_version(by.database, by.actor, id_, 99))},
    "proposal_drafts.submit_version": {"version_id": _at_version(
        lambda by, id_: submit_version(by.database, by.actor, id_, "nothing"))},
    "zone_drafts.add_zone": {
        "version_id": _at_version(lambda by, id_: add_zone(by.database, by.actor, id_, _zone())),
        "draft.subject_id": Row("locality", lambda by, id_: add_zone(
            by.database, by.actor, by.own.version, _zone(id_))),
    },
    "zone_drafts.add_zones": {"version_id": _at_version(lambda by, id_: add_zones(by.database, by.actor, id_, []))},
    "zone_drafts.alter_zone": {
        "zone_id": Row("zone", lambda by, id_: alter_zone(by.database, by.actor, id_, 99, _zone())),
        "draft.subject_id": Row("locality", lambda by, id_: alter_zone(
            by.database, by.actor, by.own.zone, _zone_version(by), _zone(id_))),
    },
    "zone_drafts.redraw_zone": {"zone_id": Row("zone", lambda by, id_: redraw_zone(
        by.database, by.actor, id_, 99, _SQUARE))},
    "zone_drafts.remove_zone": {"zone_id": Row("zone", lambda by, id_: remove_zone(by.database, by.actor, id_, 99))},
    "zone_drafts.add_exception": {
        "version_id": _at_version(lambda by, id_: add_exception(
            by.database, by.actor, id_, None, None, "Kasino", "Proto.")),
        "zone_id": Row("zone", lambda by, id_: add_exception(
            by.database, by.actor, by.own.version, id_, None, "Kasino", "Proto.")),
        "site_id": Row("site", lambda by, id_: add_exception(
            by.database, by.actor, by.own.version, None, id_, "", "Proto.")),
    },
    "zone_drafts.remove_exception": {"exception_id": reading("exception", remove_exception)},
}  # fmt: skip
