"""Services and zone proposals go into the database."""

from __future__ import annotations

import numpy as np

from geodata.bulk import new_ids
from geodata.demo.organisations import OFFICE
from geodata.demo.plan import CityPlan
from geodata.demo.projection import on_map, positions
from geodata.demo.proposals import BylawPlan, WordingPlan
from geodata.demo.writing import Author, DatedWork, moment_of, store
from geodata.folding import folded
from geodata.model.criteria import NearTo
from geodata.spatial import index_outline, tile_key
from geodata.tables import Bylaw, Proposal, ProposalVersion, Service, ServicePlace, Zone


def write_services(work: DatedWork, plan: CityPlan, authors: dict[str, Author]) -> None:
    """Services and their places."""
    ids = new_ids(work.session, Service, len(plan.services))
    services, places = [], []
    for id_, service in zip(ids, plan.services, strict=True):
        services.append(
            {
                "id": id_,
                "municipality_id": work.actor.municipality_id,
                "register_number": service.register_number,
                "name": service.name,
                "provider": service.provider,
                "kind": service.kind,
                "form": service.form,
                "target_groups": list(service.target_groups),
                "capacity": service.capacity,
                "capacity_unit": service.unit,
                "search_text": folded(f"{service.name} {service.provider} {service.places[0].text}"),
                "recorded_at": plan.begun_at,
            }
        )
        work.noted(plan.begun_at, authors[OFFICE], "create", "service", id_, {"name": service.name})
        for home in service.places:
            longitude, latitude = positions(np.array([(home.east, home.north)])).tolist()[0]
            places.append(
                {
                    "municipality_id": work.actor.municipality_id,
                    "service_id": id_,
                    "address": home.text,
                    "longitude": longitude,
                    "latitude": latitude,
                    "tile_key": tile_key(longitude, latitude),
                }
            )
    store(work.session, Service, services)
    store(work.session, ServicePlace, places)
    work.version_of("services")


def write_proposals(work: DatedWork, plan: CityPlan, bodies: dict[str, int], authors: dict[str, Author]) -> None:
    """Proposals, each with its versions and their zones."""
    session = work.session
    for proposal_id, proposal in zip(new_ids(session, Proposal, len(plan.proposals)), plan.proposals, strict=True):
        store(
            session,
            Proposal,
            [
                {
                    "id": proposal_id,
                    "municipality_id": work.actor.municipality_id,
                    "body_id": bodies["komise"],
                    "title": proposal.title,
                    "kind": proposal.kind,
                    "state": proposal.state,
                }
            ],
        )
        versions = [
            _write_version(work, proposal_id, number, version, authors[OFFICE])
            for number, version in enumerate(proposal.versions, start=1)
        ]
        if proposal.bylaw is not None:
            _write_bylaw(work, versions[-1], proposal.bylaw, authors[OFFICE])
    work.version_of("proposals")


def _write_bylaw(work: DatedWork, version_id: int, bylaw: BylawPlan, author: Author) -> None:
    moment = moment_of(bylaw.adopted_on, version_id)
    (bylaw_id,) = new_ids(work.session, Bylaw, 1)
    store(
        work.session,
        Bylaw,
        [
            {
                "id": bylaw_id,
                "municipality_id": work.actor.municipality_id,
                "number": bylaw.number,
                "title": bylaw.title,
                "version_id": version_id,
                "adopted_on": bylaw.adopted_on,
                "valid_from": bylaw.valid_from,
                "recorded_at": moment,
            }
        ],
    )
    work.noted(moment, author, "enter", "bylaw", bylaw_id, {"number": bylaw.number})


def _write_version(work: DatedWork, proposal_id: int, number: int, version: WordingPlan, author: Author) -> int:
    """Returns its id."""
    session, municipality_id = work.session, work.actor.municipality_id
    moment = moment_of(version.drafted_on, number)
    (version_id,) = new_ids(session, ProposalVersion, 1)
    store(
        session,
        ProposalVersion,
        [
            {
                "id": version_id,
                "municipality_id": municipality_id,
                "proposal_id": proposal_id,
                "number": number,
                "summary": version.summary,
                "drafted_on": version.drafted_on,
                "submitted_on": version.submitted_on,
                "recorded_at": moment,
                "variant": version.variant,
                "changes": version.changes,
                "reasons": version.reasons,
                "legal_notes": version.legal_notes,
                "valid_from": version.valid_from,
            }
        ],
    )
    zones = [
        {
            "id": id_,
            "municipality_id": municipality_id,
            "version_id": version_id,
            "name": zone.name,
            "rule": zone.rule,
            "criterion": zone.criterion,
            "outline": on_map(zone.outline),
            "position": place,
            "source": zone.source,
            "near": None if zone.around_localities_m is None else [NearTo.LOCALITY.value],
            "within_m": zone.around_localities_m,
            "starts": zone.band.start if zone.band else None,
            "ends": zone.band.end if zone.band else None,
            "cap": zone.cap,
        }
        for place, (id_, zone) in enumerate(zip(new_ids(session, Zone, len(version.zones)), version.zones, strict=True))
    ]
    store(session, Zone, zones)
    for id_, zone in ((row["id"], row["outline"]) for row in zones):
        index_outline(session, "zone", id_, zone)
    work.noted(moment, author, "draft", "proposal", proposal_id, {"version": number})
    return version_id
