"""A city in which every text that somebody can write is one of the payloads."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy import update

from geodata import clock
from geodata.database import Database
from geodata.model.issues import IssueTopic
from geodata.model.meetings import AgendaKind, BodyKind
from geodata.model.names import is_seen
from geodata.model.people import Actor, OrganisationKind, Role
from geodata.model.sites import SiteKind
from geodata.services.accounts import NewAccount, invite
from geodata.services.bodies import BodyFacts, add_body
from geodata.services.issue_steps import comment_issue
from geodata.services.issues import NewIssue, raise_issue
from geodata.services.meetings import NewAgendaItem, add_agenda_item, plan_meeting
from geodata.services.organisations import add_organisation
from geodata.services.sites import NewObservation, NewSite, log_site, observe
from geodata.tables import Account, Organisation
from tests.batches import a_site, load_sites
from tests.browser.conftest import Served
from tests.browser.filled_patrols import KEPT, fill_emergencies, fill_patrols
from tests.browser.payloads import lines

TITLES, TEXTS, NOTES = list(lines(190)), list(lines(1_200)), list(lines(3_900))


@dataclass
class Filled:
    """Where the payloads stand."""

    served: Served
    sites: list[int] = field(default_factory=list)
    issues: list[int] = field(default_factory=list)
    patrols: list[int] = field(default_factory=list)
    meeting: int = 0
    body: int = 0


def fill(database: Database, actor: Actor, filled: Filled) -> None:
    organisations = [
        add_organisation(database, actor, seen_of(line), OrganisationKind.NGO, short_name=seen_of(line))
        for line in TITLES
    ]
    for number, line in enumerate(TITLES):
        seen = NewObservation(clock.today(), note=TEXTS[number % len(TEXTS)], keep_personal_data=KEPT)
        kinds = list(SiteKind)
        new = NewSite(kinds[number % len(kinds)], 14.03 + number / 1000, 50.66, seen, name=line, address=line)
        filled.sites.append(log_site(database, actor, new))
    for line in NOTES:
        observe(database, actor, filled.sites[0], NewObservation(clock.today(), note=line, keep_personal_data=KEPT))
    starts_at = clock.now() + timedelta(days=3)
    for line in TITLES:
        slot = f"první čtvrtek 13:00, {line}"
        filled.body = add_body(
            database, actor, BodyFacts(seen_of(line), BodyKind.CELL, slot=slot, keep_personal_data=KEPT)
        )
        filled.meeting = plan_meeting(database, actor, filled.body, starts_at, line, keep_personal_data=KEPT)
    for number, line in enumerate(TITLES):
        issue = raise_issue(
            database,
            actor,
            NewIssue(
                IssueTopic.OTHER,
                line,
                description=TEXTS[number % len(TEXTS)],
                site_ids=(filled.sites[number % len(filled.sites)],),
                body_id=filled.body,
                assignee_id=organisations[number],
                due_on=clock.today() + timedelta(days=number % 5),
                keep_personal_data=KEPT,
            ),
        )
        filled.issues.append(issue)
        item = NewAgendaItem(
            line,
            AgendaKind.TASK,
            text=TEXTS[number % len(TEXTS)],
            issue_id=issue,
            organisation_id=organisations[number],
            keep_personal_data=KEPT,
        )
        add_agenda_item(database, actor, filled.meeting, item)
        new_account = NewAccount(f"kdo-{number}", seen_of(line), frozenset({Role.TERRAIN}), organisations[number])
        invite(database, actor, new_account)
        name_past_the_rule(database, organisations[number], f"kdo-{number}", line)
    for line in NOTES:
        comment_issue(database, actor, filled.issues[0], line, keep_personal_data=KEPT)
    for line in TITLES:
        record = a_site(line, name=line, address=line, note=line, lon=None, lat=None)
        load_sites(database, actor, record, source=line)
    filled.patrols = fill_patrols(database, actor, TITLES, NOTES, filled.body)
    fill_emergencies(database, actor, TITLES[:30])


def seen_of(line: str) -> str:
    """What of a payload may stand in the name of a person, an organisation or a body."""
    return "".join(letter for letter in line if is_seen(letter))


def name_past_the_rule(database: Database, organisation_id: int, login: str, line: str) -> None:
    """The whole payload as a name, as one could be from before there was a rule about names."""
    with database.engine.begin() as connection:
        renamed = update(Organisation).where(Organisation.id == organisation_id)
        connection.execute(renamed.values(name=line, short_name=line))
        connection.execute(update(Account).where(Account.login == login).values(name=line))
