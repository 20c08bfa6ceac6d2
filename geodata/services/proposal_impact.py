"""What a version does, as its reader may know of it, and the answers to what it treats unequally."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.database import Database
from geodata.errors import N_, InvalidValue, NotFound
from geodata.impact.ground import Ground
from geodata.impact.reckoning import Impact, reckon
from geodata.impact.summary import FindingRow, Summary, summary_of
from geodata.model.criteria import FindingKind
from geodata.model.people import Actor
from geodata.model.zones import VENUE_PROPOSALS, ZoneRule
from geodata.policy import Action, require, sees_draft_proposals, visible
from geodata.services.kept import Kept
from geodata.services.personal_data import require_clean
from geodata.services.proposal_rows import draft_of, hold_proposals, visible_version
from geodata.services.version_shapes import shapes_of
from geodata.services.zone_ground import zone_ground
from geodata.tables import Account, FindingAnswer, Organisation, Proposal, ProposalVersion, Site

ANSWER_AT_MOST = 4_000  # characters
_GROUND_LAYERS = ("sites", "services", "outlines", "addresses", "protected_places")
# A ground holds every address of the city: few of them are kept, for few ways to see the city.
_grounds: Kept[Ground] = Kept(_GROUND_LAYERS, at_most=4)
_impacts: Kept[tuple[Impact, Summary]] = Kept((*_GROUND_LAYERS, "proposals"), at_most=16)

_Key = tuple[FindingKind, ZoneRule, int]
_Answer = tuple[str, datetime, str | None, str | None]  # its words, when, by whom and of which organisation


@dataclass(frozen=True, slots=True)
class AnsweredFinding:
    """A venue treated unlike others, and what was answered last; None: open."""

    finding: FindingRow
    answer: str | None = None
    answered_at: datetime | None = None
    answered_by: str | None = None
    organisation: str | None = None


@dataclass(frozen=True, slots=True)
class OutlivedAnswer:
    """An answer whose finding has gone: the zones, the venue or what is measured from have changed since."""

    kind: FindingKind
    rule: ZoneRule
    site_id: int
    name: str
    address: str | None
    answer: str
    answered_at: datetime
    answered_by: str | None
    organisation: str | None


@dataclass(frozen=True, slots=True)
class VersionImpact:
    """What a version does: the reckoning, its figures, and the findings of equal treatment, the open ones first.

    `outlived` are answers without a finding; only those who may write proposals are told of them.
    """

    impact: Impact
    summary: Summary
    findings: tuple[AnsweredFinding, ...]
    outlived: tuple[OutlivedAnswer, ...]

    @property
    def open_findings(self) -> int:
        """How many findings nobody answered yet."""
        return sum(one.answer is None for one in self.findings)


def version_impact(database: Database, actor: Actor, version_id: int) -> VersionImpact:
    """What the version does to the venues that the actor may know of; kept until the data moves on.

    NotFound unless the actor may know of the version; InvalidValue where a zone cannot be reckoned with.
    """
    require(actor, Action.VIEW)
    with database.read() as session:
        version = visible_version(session, actor, version_id)
        impact, summary = _impacts.get(session, actor, version.id, lambda: _reckoned(database, session, actor, version))
        answers = _answers(session, version.id)
        outlived = _outlived(session, actor, summary, answers) if sees_draft_proposals(actor) else ()
    findings = (AnsweredFinding(row, *answers.get(_key(row), ())) for row in summary.findings)
    return VersionImpact(impact, summary, tuple(sorted(findings, key=lambda one: one.answer is not None)), outlived)


def kept_ground(database: Database, session: Session, actor: Actor) -> Ground:
    """What proposals lie over, as the actor may know of it; kept until the data moves on."""
    require(actor, Action.VIEW)
    return _grounds.get(session, actor, "ground", lambda: zone_ground(database, actor))


def answer_finding(
    database: Database,
    actor: Actor,
    version_id: int,
    kind: FindingKind,
    rule: ZoneRule,
    site_id: int,
    text: str,
    *,
    keep_personal_data: str = "",
) -> None:
    """Answer in writing why a draft treats a venue unlike others; what was answered before stays in the records."""
    answer_findings(database, actor, version_id, [(kind, rule, site_id)], text, keep_personal_data=keep_personal_data)


def answer_findings(
    database: Database,
    actor: Actor,
    version_id: int,
    findings: list[_Key],
    text: str,
    *,
    keep_personal_data: str = "",
) -> None:
    """Give several findings of a draft the same answer, all or none."""
    require(actor, Action.KEEP_PROPOSAL)
    words = text.strip()
    if not findings:
        raise InvalidValue(N_("Tick the venues that the answer is about."))
    if not words:
        raise InvalidValue(N_("The answer is empty. Say why these venues are treated differently."))
    if len(words) > ANSWER_AT_MOST:
        raise InvalidValue(N_("The answer is longer than {count} characters. Shorten it."), count=ANSWER_AT_MOST)
    with database.write(actor) as work:
        session = work.session
        hold_proposals(work)
        version = draft_of(session, actor, version_id)
        checked = require_clean(work, {"text": text}, keep_personal_data)
        for kind, rule, site_id in findings:
            if session.scalar(select(Site.id).where(Site.id == site_id, visible(actor, Site))) is None:
                raise NotFound
            answer = FindingAnswer(
                municipality_id=actor.municipality_id,
                version_id=version.id,
                kind=kind,
                rule=rule,
                site_id=site_id,
                text=words,
                recorded_at=work.recorded_at,
                recorded_by=actor.account_id,
            )
            session.add(answer)
            session.flush()
            told = {"version": version.id, "kind": kind, "rule": rule, "site": site_id, "text": words}
            work.audit("answer", "finding_answer", answer.id, checked.told(told))
        work.commit()


def _reckoned(database: Database, session: Session, actor: Actor, version: ProposalVersion) -> tuple[Impact, Summary]:
    shapes, ground = shapes_of(session, version), kept_ground(database, session, actor)
    if session.get_one(Proposal, version.proposal_id).kind not in VENUE_PROPOSALS:
        ground = ground.without_venues()
    impact = reckon(ground, shapes.zones, edge_belongs=shapes.edge_belongs)
    return impact, summary_of(impact)


def _answers(session: Session, version_id: int) -> dict[_Key, _Answer]:
    """The newest answer to each finding."""
    query = (
        select(
            FindingAnswer.kind, FindingAnswer.rule, FindingAnswer.site_id, FindingAnswer.text,
            FindingAnswer.recorded_at, Account.name, Organisation.short_name,
        )
        .outerjoin(Account, Account.id == FindingAnswer.recorded_by)
        .outerjoin(Organisation, Organisation.id == Account.organisation_id)
        .where(FindingAnswer.version_id == version_id)
        .order_by(FindingAnswer.id)
    )  # fmt: skip
    return {
        (kind, rule, site_id): (text, recorded_at, name, organisation)
        for kind, rule, site_id, text, recorded_at, name, organisation in session.execute(query)
    }


def _outlived(
    session: Session, actor: Actor, summary: Summary, answers: dict[_Key, _Answer]
) -> tuple[OutlivedAnswer, ...]:
    """The answers, in the order of the first one to each, that no finding asks for any more."""
    asked = {_key(row) for row in summary.findings}
    # What this reader does not find, whoever sees more may: such an answer is not called outlived.
    left = {key: answer for key, answer in answers.items() if key not in asked and key[1] not in summary.unsure}
    ids = {site_id for _kind, _rule, site_id in left}
    known = select(Site.id, Site.name, Site.address).where(Site.id.in_(ids), visible(actor, Site))
    places = {row.id: row for row in session.execute(known)}
    return tuple(
        OutlivedAnswer(kind, rule, site_id, places[site_id].name, places[site_id].address, *answer)
        for (kind, rule, site_id), answer in left.items()
        if site_id in places
    )


def _key(row: FindingRow) -> _Key:
    return row.kind, row.rule, row.venue.id
