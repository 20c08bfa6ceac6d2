"""Which patrols a list holds and which answer by their number is one rule: that of the policy, for every role."""

from __future__ import annotations

from datetime import timedelta
from itertools import product

from geodata import clock
from geodata.database import Database
from geodata.model.patrols import PatrolState
from geodata.model.people import Actor, OrganisationKind, Sensitivity
from geodata.policy import Action
from geodata.services.organisations import add_organisation
from geodata.services.patrol_list import list_patrols, patrol_card
from geodata.tables import Municipality, Patrol, PatrolOrganisation
from geodata.unit_of_work import UnitOfWork
from tests.storage.test_record_matrix_of_others import Facts, actors, answering, known_to


def _patrol(work: UnitOfWork, facts: Facts) -> Facts:
    patrol = Patrol(
        municipality_id=facts.municipality_id, organisation_id=facts.organisation_id, sensitivity=facts.sensitivity,
        state=PatrolState.PLANNED, purpose="Zkušební", starts_at=clock.now(), ends_at=clock.now() + timedelta(hours=1),
        recorded_at=work.recorded_at, recorded_by=None,
    )  # fmt: skip
    work.session.add(patrol)
    work.session.flush()
    work.session.add_all(
        PatrolOrganisation(municipality_id=facts.municipality_id, patrol_id=patrol.id, organisation_id=id_)
        for id_ in facts.shared_with
    )
    return Facts(facts.municipality_id, facts.sensitivity, facts.organisation_id, facts.shared_with, patrol.id)


def test_patrols(database: Database, actor: Actor) -> None:
    own, other = (add_organisation(database, actor, name, OrganisationKind.NGO) for name in ("Naše", "Jiné"))
    with database.write(actor) as work:
        elsewhere = Municipality(code="888888", name="Jinde", fictional=True)
        work.session.add(elsewhere)
        work.session.flush()
        cities = (actor.municipality_id, elsewhere.id)
        owned = product(cities, Sensitivity, (own, other), (frozenset[int](), frozenset({own})))
        patrols = [_patrol(work, Facts(*facts, 0)) for facts in owned]
        work.version_of("patrols")
        work.commit()
    ids = [patrol.id for patrol in patrols]
    seen = set()
    for reader in actors(actor, own):
        known = known_to(reader, Action.VIEW, patrols)
        assert answering(ids, lambda id_, reader=reader: patrol_card(database, reader, id_)) == known, reader  # type: ignore[misc]
        if known:
            assert {row.id for row in list_patrols(database, reader)} & set(ids) == known, reader
        seen |= known
    assert seen, "somebody sees something"
