"""Every place that takes a number, tried with the numbers of others: what one may not know of is not there.

Records of every sensitivity, of one's own organisation and of another, shared and not, in one's own city and in
another, against every role: each service answers as `policy.sees` says, and every list holds the same.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import product
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import update
from sqlalchemy.orm import selectinload

from geodata import clock
from geodata.database import Database
from geodata.errors import Forbidden, LokalityError, NotFound
from geodata.model.filters import SiteFilter
from geodata.model.issues import IssueStatus, IssueTopic
from geodata.model.people import Actor, OrganisationKind, Role, Sensitivity
from geodata.model.sites import SiteKind
from geodata.model.submissions import AnswerKind, SubmissionState
from geodata.policy import Action, can, sees
from geodata.services.authority_records import authority_records
from geodata.services.city import local_actor
from geodata.services.issue_card import issue_card
from geodata.services.issue_evidence import evidence_choices
from geodata.services.issue_links import link_site, unlink_site
from geodata.services.issue_list import list_issues
from geodata.services.issue_merging import merge_issues
from geodata.services.issue_selection import IssueFilter
from geodata.services.issue_steps import Step, advance_issue, assign_issue, comment_issue, set_deadline
from geodata.services.issues import NewIssue, raise_issue
from geodata.services.nearby import surroundings
from geodata.services.organisations import add_organisation
from geodata.services.photos import add_photo
from geodata.services.search import search_everything
from geodata.services.sharing import Shareable, list_shares, share_record, unshare_record
from geodata.services.site_card import site_card
from geodata.services.site_list import list_sites
from geodata.services.sites import NewObservation, NewSite, SiteChange, correct_site, log_site, neighbours, observe
from geodata.services.story import site_story
from geodata.services.submission_card import submission_card
from geodata.services.submission_list import SubmissionFilter, list_submissions, submissions_of_issue
from geodata.services.submission_steps import Answer, note_answer
from geodata.services.submissions import change_submission, write_submission
from geodata.tables import Issue, Municipality, Site, Submission
from tests.letters import a_letter, send_letter, write_letter

ANY_VERSION = -1  # no row has it: an edit that comes so far is a stale one, and changes nothing
NAME = "Zkušební"


def _picture() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (64, 48), "teal").save(made, "JPEG")
    return made.getvalue()


PICTURE = _picture()


@dataclass(frozen=True)
class Record:
    """A site with its issue, and what the policy needs to know of both."""

    municipality_id: int
    sensitivity: Sensitivity
    organisation_id: int | None
    shared_with: frozenset[int]
    site_id: int
    issue_id: int
    letter_id: int


@dataclass(frozen=True)
class World:
    """The records, and the organisation of those who ask."""

    records: list[Record]
    own: int
    other: int


@pytest.fixture(scope="module")
def database(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    path = tmp_path_factory.mktemp("records") / "lokality.db"
    path.write_bytes(sqlite_template.read_bytes())
    database = Database(f"sqlite:///{path}")
    yield database
    database.close()


@pytest.fixture(scope="module")
def world(database: Database) -> World:
    actor = local_actor(database)
    own, other = (
        add_organisation(database, actor, name, OrganisationKind.NGO) for name in ("Naše sdružení", "Jiné sdružení")
    )
    with database.write(actor) as work:
        elsewhere = Municipality(code="888888", name="Jinde", fictional=True)
        work.session.add(elsewhere)
        work.session.flush()
        work.commit()
    records = [
        _record(database, actor, sensitivity, organisation, shared, city)
        for sensitivity, organisation, shared, city in product(
            Sensitivity, (own, other, None), (None, own), (actor.municipality_id, elsewhere.id)
        )
        if shared is None or (city == actor.municipality_id and organisation != shared)
    ]
    return World(records, own, other)


def _record(
    database: Database,
    actor: Actor,
    sensitivity: Sensitivity,
    organisation: int | None,
    shared: int | None,
    municipality_id: int,
) -> Record:
    writer = replace(actor, organisation_id=organisation)
    seen = NewObservation(clock.today())
    site_id = log_site(
        database, writer, NewSite(SiteKind.OTHER, 14.03, 50.66, seen, name=NAME, sensitivity=sensitivity)
    )
    issue_id = raise_issue(database, writer, NewIssue(topic=IssueTopic.OTHER, title=NAME, site_ids=(site_id,)))
    letter_id = send_letter(database, writer, write_letter(database, writer, issue_id, actor.organisation_id or 0))
    _set(database, actor, site_id, issue_id, sensitivity=sensitivity, organisation_id=organisation)
    if shared is not None and sensitivity == Sensitivity.RESTRICTED:
        share_record(database, actor, Shareable.SITE, site_id, shared)
        share_record(database, actor, Shareable.ISSUE, issue_id, shared)
    _set(database, actor, site_id, issue_id, municipality_id=municipality_id)
    is_shared = frozenset({shared} if shared is not None and sensitivity == Sensitivity.RESTRICTED else ())
    with database.write(actor) as work:
        moved = update(Submission).where(Submission.id == letter_id).values(municipality_id=municipality_id)
        work.session.execute(moved)
        work.commit()
    return Record(municipality_id, sensitivity, organisation, is_shared, site_id, issue_id, letter_id)


def _set(database: Database, actor: Actor, site_id: int, issue_id: int, **facts: object) -> None:
    """Give both records these facts past every rule, as a loaded file or another city has them."""
    with database.write(actor) as work:
        work.session.execute(update(Site).where(Site.id == site_id).values(**facts))
        work.session.execute(update(Issue).where(Issue.id == issue_id).values(**facts))
        changed = work.version_of("sites")
        work.session.execute(update(Site).where(Site.id == site_id).values(changed=changed))
        work.version_of("issues")
        work.commit()


Ask = Callable[[Database, Actor, Record, Path, World], object]
# What takes the number of a site or an issue, with the action it needs and how it is asked.
ASKED: dict[str, tuple[Action, Ask]] = {
    "site_card": (Action.VIEW, lambda d, a, r, p, w: site_card(d, a, r.site_id)),
    "site_story": (Action.VIEW, lambda d, a, r, p, w: site_story(d, a, r.site_id)),
    "surroundings": (Action.VIEW, lambda d, a, r, p, w: surroundings(d, a, r.site_id)),
    "issue_card": (Action.VIEW, lambda d, a, r, p, w: issue_card(d, a, r.issue_id)),
    "observe": (Action.LOG_SITE, lambda d, a, r, p, w: observe(d, a, r.site_id, NewObservation(clock.today()))),
    "correct_site": (
        Action.LOG_SITE,
        lambda d, a, r, p, w: correct_site(d, a, r.site_id, ANY_VERSION, SiteChange(name="Jiné jméno")),
    ),
    "add_photo": (
        Action.LOG_SITE,
        lambda d, a, r, p, w: add_photo(d, a, p, r.site_id, None, PICTURE, clock.today()),
    ),
    "advance_issue": (
        Action.ADVANCE_ISSUE,
        lambda d, a, r, p, w: advance_issue(d, a, r.issue_id, ANY_VERSION, Step(IssueStatus.ACCEPTED)),
    ),
    "assign_issue": (
        Action.ADVANCE_ISSUE,
        lambda d, a, r, p, w: assign_issue(d, a, r.issue_id, ANY_VERSION, w.own),
    ),
    "set_deadline": (
        Action.ADVANCE_ISSUE,
        lambda d, a, r, p, w: set_deadline(d, a, r.issue_id, ANY_VERSION, due_on=clock.today()),
    ),
    "merge_issues": (
        Action.ADVANCE_ISSUE,
        lambda d, a, r, p, w: merge_issues(d, a, r.issue_id, ANY_VERSION, r.issue_id),
    ),
    "evidence_choices": (Action.ADVANCE_ISSUE, lambda d, a, r, p, w: evidence_choices(d, a, r.issue_id)),
    "comment_issue": (Action.RAISE_ISSUE, lambda d, a, r, p, w: comment_issue(d, a, r.issue_id, "Poznámka")),
    "link_site": (Action.ADVANCE_ISSUE, lambda d, a, r, p, w: link_site(d, a, r.issue_id, r.site_id)),
    "unlink_site": (Action.ADVANCE_ISSUE, lambda d, a, r, p, w: unlink_site(d, a, r.issue_id, r.site_id)),
    "raise_issue": (
        Action.RAISE_ISSUE,
        lambda d, a, r, p, w: raise_issue(d, a, NewIssue(topic=IssueTopic.OTHER, title="Další", site_ids=(r.site_id,))),
    ),
    "submission_card": (Action.VIEW, lambda d, a, r, p, w: submission_card(d, a, r.letter_id)),
    "submissions_of_issue": (Action.VIEW, lambda d, a, r, p, w: submissions_of_issue(d, a, r.issue_id)),
    "write_submission": (
        Action.KEEP_SUBMISSION,
        lambda d, a, r, p, w: write_submission(d, a, r.issue_id, a_letter(w.own)),
    ),
    "change_submission": (
        Action.KEEP_SUBMISSION,
        lambda d, a, r, p, w: change_submission(d, a, r.letter_id, ANY_VERSION, a_letter(w.own)),
    ),
    "note_answer": (
        Action.KEEP_SUBMISSION,
        lambda d, a, r, p, w: note_answer(d, a, r.letter_id, ANY_VERSION, Answer(AnswerKind.DONE)),
    ),
    "list_shares of a site": (Action.VIEW, lambda d, a, r, p, w: list_shares(d, a, Shareable.SITE, r.site_id)),
    "list_shares of an issue": (Action.VIEW, lambda d, a, r, p, w: list_shares(d, a, Shareable.ISSUE, r.issue_id)),
}


def answer(ask: Callable[[], object]) -> str:
    """`forbidden`, `not here`, or `known`: whatever else the service says, it admits that there is such a record."""
    try:
        ask()
    except Forbidden:
        return "forbidden"
    except NotFound:
        return "not here"
    except LokalityError:
        return "known"
    return "known"


def actors(database: Database, world: World) -> Iterator[Actor]:
    local = local_actor(database)
    for role, organisation in product([*Role, None], (world.own, None)):
        roles = frozenset({role} if role is not None else ())
        yield replace(local, organisation_id=organisation, roles=roles)


@pytest.mark.parametrize("role", [*Role, None])
def test_every_service_that_takes_a_number_answers_as_the_policy_says(
    database: Database, world: World, tmp_path: Path, role: Role | None
) -> None:
    roles = frozenset({role} if role is not None else ())
    asking = [actor for actor in actors(database, world) if actor.roles == roles]
    wrong, cells = [], 0
    for actor, record, (name, (action, ask)) in product(asking, world.records, ASKED.items()):
        if name == "unlink_site" and sees(actor, record) and can(actor, action):
            continue  # it would part what the others are asked about
        expected = "forbidden" if not can(actor, action) else "known" if sees(actor, record) else "not here"
        said = answer(partial(ask, database, actor, record, tmp_path, world))
        cells += 1
        if said != expected:
            wrong.append((name, actor.organisation_id, record, said))
    print(f"\n{cells} cells: {len(ASKED)} services x {len(world.records)} records x {len(asking)}")
    assert wrong == []


def test_every_list_holds_exactly_what_the_policy_lets_one_know_of(database: Database, world: World) -> None:
    for actor in actors(database, world):
        if not can(actor, Action.VIEW):
            continue
        sites = {record.site_id for record in world.records if sees(actor, record)}
        issues = {record.issue_id for record in world.records if sees(actor, record)}
        everything = SiteFilter(kinds=frozenset({SiteKind.OTHER}))
        assert {row.id for row in list_sites(database, actor, everything, limit=500).rows} == sites, actor
        assert {row.site_id for row in neighbours(database, actor, 14.03, 50.66, radius_m=9, at_most=500)} == sites, (
            actor
        )
        found = {row.id for row in list_issues(database, actor, IssueFilter(text=NAME), limit=500).rows}
        assert found == issues, actor
        letters = {record.letter_id for record in world.records if sees(actor, record)}
        page = list_submissions(database, actor, SubmissionFilter(frozenset({SubmissionState.SENT})), limit=500)
        assert {line.id for line in page.lines} == letters, actor
        assert page.total == sum(record.sent for record in authority_records(database, actor)) == len(letters), actor
        hits = search_everything(database, actor, NAME, at_most=500)
        assert len(hits) <= len(sites) + len(issues), actor


def test_who_may_not_share_a_record_shares_it_with_nobody(database: Database, world: World) -> None:
    with database.read() as session:
        sites = {
            site.id: site for site in session.query(Site).options(selectinload(Site.shares)).filter(Site.name == NAME)
        }
    for actor, record in product(list(actors(database, world)), world.records):
        if can(actor, Action.SHARE, sites[record.site_id]):
            continue
        for what, number in ((Shareable.SITE, record.site_id), (Shareable.ISSUE, record.issue_id)):
            for change in (share_record, unshare_record):
                said = answer(partial(change, database, actor, what, number, world.other))
                assert said in {"forbidden", "not here"}, (actor, record, change.__name__)
