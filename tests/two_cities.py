"""Two cities in one database, each with one record of every sort, and the restricted records of an organisation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import shapely
from sqlalchemy import select

from geodata import clock
from geodata.database import Database
from geodata.model.areas import AreaKind
from geodata.model.meetings import BodyKind
from geodata.model.people import Actor, OrganisationKind, Role, Sensitivity, SignInWay
from geodata.model.zones import ProposalKind, ProposalState, ZoneRule
from geodata.services.bodies import BodyFacts, add_body
from geodata.services.calendar_links import list_calendar_links, make_calendar_link
from geodata.services.issue_links import link_site
from geodata.services.issue_views import IssueView
from geodata.services.meetings import plan_meeting
from geodata.services.organisations import add_organisation
from geodata.services.photos import add_photo
from geodata.services.saved_filters import ListChoice, save_filter
from geodata.services.sites import NewObservation, observe
from geodata.services.tasks import NewTask, give_task
from geodata.spatial import index_outline
from geodata.tables import (
    Account,
    AccountSession,
    Area,
    Locality,
    Municipality,
    Placing,
    Proposal,
    ProposalVersion,
    ProtectedPlace,
    PublicSnapshot,
    Service,
    Zone,
    ZoneException,
)
from tests.batches import batch_of, load, square
from tests.bylaws import some_bylaw, some_zone
from tests.commission_rows import (
    reviewed_proposal,
    some_comment,
    some_commission,
    some_conflict,
    some_open_vote,
)
from tests.emergencies import some_address, some_assignment, some_emergency
from tests.letters import send_letter, write_letter
from tests.patrols import some_patrol
from tests.running_meeting import add_point, run_meeting, say
from tests.small_city import some_issue, some_site, worker_of

EVERY_OFFICE = frozenset(Role) - {Role.ADMIN, Role.COORDINATOR, Role.PUBLIC}
Ids = SimpleNamespace  # one id of each sort


@dataclass(frozen=True)
class Outsider:
    """Somebody with the ids of their own records, and of those they must not learn anything of."""

    actor: Actor
    own: Ids
    hidden: tuple[Ids, ...]


@dataclass(frozen=True)
class TwoCities:
    """`neighbour` works elsewhere in the same city and has every role that sees no restricted records of others;
    `foreigner` runs the other city."""

    database: Database
    photos: Path
    neighbour: Outsider
    foreigner: Outsider


def two_cities(database: Database, actor: Actor, photos: Path, picture: bytes) -> TwoCities:
    """Build them."""
    here = _of_everything(database, actor, photos, picture, (14.05, 50.66))
    elsewhere = another_city(database, actor)
    theirs = _of_everything(database, elsewhere, photos, picture, (15.2, 49.2))
    author = worker_of(database, actor, here.organisation, *EVERY_OFFICE, login="author")
    hidden = _restricted(database, author, photos, picture)
    _hidden_minutes(database, actor, here, hidden)
    ngo_id = add_organisation(database, actor, "Terénní programy", OrganisationKind.NGO)
    neighbour = worker_of(database, actor, ngo_id, *EVERY_OFFICE, login="neighbour")
    here.session, hidden.account = _session_of(database, actor, here.account), here.account
    hidden.session = here.session
    here.calendar_link = hidden.calendar_link = _calendar_link_of(database, actor)
    here.saved_filter = hidden.saved_filter = _saved_filter_of(database, actor)
    here.author, hidden.author = actor.account_id, author.account_id
    own = {
        who.account_id: {
            "session": _session_of(database, who, who.account_id),
            "calendar_link": _calendar_link_of(database, who),
            "saved_filter": _saved_filter_of(database, who),
            "author": who.account_id,
            "load": _load_of(database, who),
        }
        for who in (neighbour, elsewhere)
    }
    return TwoCities(
        database,
        photos,
        Outsider(neighbour, Ids(**vars(here) | own[neighbour.account_id]), (hidden,)),
        Outsider(elsewhere, Ids(**vars(theirs) | own[elsewhere.account_id]), (hidden, here)),
    )


def another_city(database: Database, actor: Actor) -> Actor:
    with database.write(actor) as work:
        city = Municipality(code="999998", name="Jinde")
        work.session.add(city)
        work.session.flush()
        account = Account(municipality_id=city.id, login="elsewhere", name="Jinde", roles=list(Role))
        work.session.add(account)
        work.session.flush()
        work.commit()
        founder = Actor(account.id, "Jinde", city.id, None, frozenset({Role.ADMIN}))
    organisation_id = add_organisation(database, founder, "Úřad Jinde", OrganisationKind.CITY)
    return Actor(account.id, "Jinde", city.id, organisation_id, frozenset({Role.ADMIN, Role.COORDINATOR}))


def _of_everything(
    database: Database, actor: Actor, photos: Path, picture: bytes, position: tuple[float, float]
) -> Ids:
    """One record of each sort that everybody in the city sees."""
    ids = Ids(organisation=add_organisation(database, actor, "Městská policie", OrganisationKind.MUNICIPAL_POLICE))
    ids.body = add_body(database, actor, BodyFacts("Buňka", BodyKind.CELL))
    ids.meeting = plan_meeting(database, actor, ids.body, clock.now() + timedelta(days=3))
    ids.load = load(
        database,
        actor,
        batch_of("areas", [_drawn(position, kind=AreaKind.CITY_DISTRICT.value, code=str(actor.municipality_id))]),
        batch_of("localities", [_drawn(position)]),
        batch_of(
            "protected_places",
            [{"source_key": "š", "name": "Škola", "kind": "school", "lon": position[0], "lat": position[1]}],
        ),
        batch_of(
            "services",
            [
                {
                    "source_key": "s",
                    "name": "Poradna",
                    "provider": "Spolek",
                    "kind": "counselling",
                    "lon": position[0],
                    "lat": position[1],
                }
            ],
        ),
        source=f"Mapa {actor.municipality_id}",
    ).load_id
    _site_with_its_own(database, actor, photos, picture, ids, position, Sensitivity.PARTNERS)
    ids.placing = _waiting(database, actor, "obecny", "partners")
    with database.write(actor) as work:
        session, same = work.session, {"municipality_id": actor.municipality_id}
        proposal = Proposal(**same, title="Vyhláška", kind=ProposalKind.GENERAL, state=ProposalState.DRAFT)
        session.add(proposal)
        session.flush()
        drafted = {"number": 1, "summary": "", "drafted_on": date(2026, 1, 1), "recorded_at": work.recorded_at}
        version = ProposalVersion(**same, proposal_id=proposal.id, **drafted)
        session.add(version)
        session.flush()
        outline = shapely.from_wkb(square(*position, 0.01))
        zone = Zone(
            **same, version_id=version.id, name="Zóna", rule=ZoneRule.TOTAL_BAN, criterion="Škola", outline=outline
        )
        snapshot = PublicSnapshot(
            **same, month=date(2026, 1, 1), cell_limit=8, area_kind=AreaKind.CITY_DISTRICT, with_points=False,
            made_at=work.recorded_at,
        )  # fmt: skip
        session.add_all([zone, snapshot])
        session.flush()
        exception = ZoneException(**same, version_id=version.id, zone_id=zone.id, subject="Kasino", reason="Proto.")
        session.add(exception)
        session.flush()
        ids.version, ids.exception = version.id, exception.id
        index_outline(session, "zone", zone.id, outline)
        work.commit()
        ids.zone, ids.snapshot, ids.proposal = zone.id, snapshot.id, proposal.id
        own = Service.municipality_id == actor.municipality_id
        ids.service = session.scalars(select(Service.id).where(own)).first()
        ids.protected_place = session.scalars(
            select(ProtectedPlace.id).where(ProtectedPlace.municipality_id == actor.municipality_id)
        ).one()
        ids.area = session.scalars(select(Area.id).where(Area.municipality_id == actor.municipality_id)).one()
        ids.locality = session.scalars(
            select(Locality.id).where(Locality.municipality_id == actor.municipality_id)
        ).one()
    person = worker_of(database, actor, ids.organisation, Role.OFFICIAL, login=f"person-{actor.municipality_id}")
    observe(database, person, ids.site, NewObservation(clock.today()))
    ids.account = ids.person = person.account_id
    ids.letter, ids.draft = (write_letter(database, person, ids.issue, ids.organisation) for _ in range(2))
    send_letter(database, person, ids.letter)
    ids.bylaw = some_bylaw(database, actor, "1/2020", some_zone(at=position))
    ids.patrol = some_patrol(database, actor, organisation_ids=(ids.organisation,))
    ids.held = run_meeting(database, actor, ids.body)
    ids.item = add_point(database, actor, ids.held)
    _written_at(database, actor, ids)
    _before_a_commission(database, actor, ids)
    ids.emergency = some_emergency(database, actor)
    ids.emergency_address = some_address(database, actor, ids.emergency)
    ids.emergency_assignment = some_assignment(database, actor, ids.emergency, ids.organisation)
    return ids


def _before_a_commission(database: Database, actor: Actor, ids: Ids) -> None:
    """A proposal that a commission votes on, and one that it could vote on."""
    here, ids.seated = (database, actor), actor.account_id
    voted, votable = (reviewed_proposal(*here, body_id) for body_id in (some_commission(*here), None))
    ids.reviewed, ids.reviewed_version = voted.proposal_id, voted.version_id
    ids.votable, ids.votable_version = votable.proposal_id, votable.version_id
    ids.vote, ids.comment = some_open_vote(*here, voted.version_id), some_comment(*here, voted.version_id)
    ids.conflict = some_conflict(*here, votable.proposal_id)


def _written_at(database: Database, actor: Actor, ids: Ids) -> None:
    ids.entry = say(database, actor, ids.item)
    ids.task = give_task(database, actor, ids.item, NewTask("Opravit lampu"))


def _hidden_minutes(database: Database, actor: Actor, here: Ids, hidden: Ids) -> None:
    """What the meeting that everybody sees wrote about the restricted issue."""
    hidden.item = add_point(database, actor, here.held, "Citlivý bod", issue_id=hidden.issue)
    _written_at(database, actor, hidden)


def _drawn(position: tuple[float, float], **facts: Any) -> dict[str, Any]:
    return {"source_key": "x", "name": "Území", "outline": square(*position, 0.1), **facts}


def _site_with_its_own(
    database: Database, actor: Actor, photos: Path, picture: bytes, ids: Ids, position: tuple[float, float],
    sensitivity: Sensitivity,
) -> None:  # fmt: skip
    """A site with an observation, a photo and an issue."""
    ids.site = some_site(database, actor, position=position, sensitivity=sensitivity)
    ids.observation = observe(database, actor, ids.site, NewObservation(clock.today()))
    ids.photo = add_photo(database, actor, photos, ids.site, ids.observation, picture, clock.today())
    followed = {"body_id": ids.body, "assignee_id": ids.organisation} if hasattr(ids, "body") else {}
    ids.issue = some_issue(database, actor, sensitivity=sensitivity, **followed)
    link_site(database, actor, ids.issue, ids.site)


def _waiting(database: Database, actor: Actor, key: str, sensitivity: str) -> int:
    record = {"source_key": key, "kind": "other", "name": key, "sensitivity": sensitivity, "lon": None, "lat": None}
    load(database, actor, batch_of("sites", [record]), source=f"Bez místa {actor.municipality_id} {key}")
    with database.read() as session:
        own = Placing.municipality_id == actor.municipality_id
        return session.scalars(select(Placing.id).where(own, Placing.source_key == key)).one()


def _restricted(database: Database, author: Actor, photos: Path, picture: bytes) -> Ids:
    """One record of each sort that can be hidden, written by the author's organisation."""
    ids, position = Ids(), (14.052, 50.661)
    _site_with_its_own(database, author, photos, picture, ids, position, Sensitivity.RESTRICTED)
    ids.letter = write_letter(database, author, ids.issue, author.organisation_id or 0)
    send_letter(database, author, ids.letter)
    ids.draft = write_letter(database, author, ids.issue, author.organisation_id or 0)
    ids.patrol = some_patrol(database, author, sensitivity=Sensitivity.RESTRICTED)
    outline = _drawn(position, sensitivity="restricted")
    ids.load = load(database, author, batch_of("localities", [outline]), source="Citlivá mapa").load_id
    ids.placing = _waiting(database, author, "citlivy", "restricted")
    with database.read() as session:
        ids.locality = session.scalars(select(Locality.id).where(Locality.sensitivity == Sensitivity.RESTRICTED)).one()
    return ids


def _load_of(database: Database, actor: Actor) -> int | None:
    address = {"code": f"9{actor.account_id}", "street": "Nová", "house_number": "1", "municipality": "Jinde"}
    source = f"Adresy {actor.account_id}"
    return load(database, actor, batch_of("addresses", [address]), source=source).load_id


def _calendar_link_of(database: Database, actor: Actor) -> int:
    make_calendar_link(database, actor)
    return list_calendar_links(database, actor)[0].id


def _saved_filter_of(database: Database, actor: Actor) -> int:
    return save_filter(database, actor, "Otevřené", ListChoice(IssueView.OPEN))


def _session_of(database: Database, actor: Actor, account_id: int) -> int:
    """A session in which the account is signed in."""
    with database.write(actor) as work:
        now = work.recorded_at
        signed_in = AccountSession(
            municipality_id=actor.municipality_id, account_id=account_id, token_hash=f"of {account_id}",
            way=SignInWay.PASSWORD, address="", browser="", began_at=now, used_at=now, ends_at=now + timedelta(hours=1),
        )  # fmt: skip
        work.session.add(signed_in)
        work.session.flush()
        work.commit()
        return signed_in.id
