"""Free text is searched for personal data before it is saved: it is removed, or kept for a reason that is written down.

What a person may keep, and that it was kept, stands in the audit: the reason, the kinds and how many; never the text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from geodata.database import Database
from geodata.errors import N_, InvalidValue, LokalityError
from geodata.model.people import Actor
from geodata.model.personal_data import CONTACTS, EVERY_KIND, NOBODY, REMOVED, AllowedNames, Finding, find, without
from geodata.policy import Action, require
from geodata.services.kept import Kept
from geodata.tables import Account, AddressPoint, Area, Locality, Organisation, Street
from geodata.unit_of_work import UnitOfWork

REASON_AT_MOST = 500  # characters
# Fields in which names belong, so that only contacts are looked for: streets are named after people, and minutes say
# who came.
NAMES_BELONG = frozenset({"address", "names"})

_places: Kept[tuple[str, ...]] = Kept(("outlines", "addresses"), at_most=16)


class PersonalDataFound(LokalityError):
    """Somebody wrote what looks like personal data and gave no reason to keep it. `findings` by field."""

    def __init__(self, findings: Mapping[str, tuple[Finding, ...]]) -> None:
        self.findings = dict(findings)
        super().__init__(N_("What you wrote seems to hold personal data. Remove it, or say why it has to stay."))


@dataclass(frozen=True, slots=True)
class Checked:
    """Texts that may be saved: clean, or with findings that are kept for a reason."""

    reason: str
    findings: tuple[Finding, ...]
    work: UnitOfWork

    def within(self, *texts: str) -> Checked:
        """What of it stands in some of the texts: the audit says it where it is written, and nowhere else."""
        return replace(self, findings=tuple(one for one in self.findings if any(one.text in text for text in texts)))

    def told(self, detail: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """The detail of an audit entry: what was found is left out of it, the reason and the counts are added.

        What stood there "before" was not checked now: what was kept in it for a reason is looked for and left out too.
        """
        told = dict(detail or {})
        if isinstance(before := told.get("before"), Mapping):
            told["before"] = told_without(self.work, before)
        if not self.findings:
            return told
        told = {name: self._without(value) for name, value in told.items()}
        found = Counter(finding.kind.value for finding in self.findings)
        return told | {"personal_data": {"reason": self.reason, "found": dict(found)}}

    def _without(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {name: self._without(part) for name, part in value.items()}
        if type(value) is str:
            for finding in self.findings:
                value = value.replace(finding.text, REMOVED)
        return value


def require_clean(
    work: UnitOfWork, texts: Mapping[str, object], reason: str = "", *, present: Iterable[str] = ()
) -> Checked:
    """What is to be noted of the texts (by field) in the audit; what is no text is passed over.

    `present` are people who may be named besides those who work here: the minutes say that they came.

    Raises PersonalDataFound if there is personal data and no reason to keep it. Call it before anything is saved.
    """
    if len(reason) > REASON_AT_MOST:
        raise InvalidValue(N_("The reason is longer than {count} characters. Shorten it."), count=REASON_AT_MOST)
    written = {field: text for field, text in texts.items() if isinstance(text, str) and text}
    findings = _found(written, NOBODY)
    if findings:
        allowed = allowed_names_of(work.session, work.actor)
        findings = _found(written, AllowedNames.of((*allowed.people, *present), allowed.others))
    if findings and not reason.strip():
        raise PersonalDataFound(findings)
    reason = without(reason, find(reason)).strip()  # it stands in the audit, and may name the person too
    return Checked(reason, tuple(finding for found in findings.values() for finding in found), work)


def told_without(work: UnitOfWork, told: Mapping[str, Any]) -> dict[str, Any]:
    """The detail of an audit entry about what goes or went: personal data in its texts is left out."""
    cleaned = {name: told_without(work, part) if isinstance(part, Mapping) else part for name, part in told.items()}
    written = {name: text for name, text in told.items() if type(text) is str}
    if _found(written, NOBODY):
        for name, found in _found(written, allowed_names_of(work.session, work.actor)).items():
            cleaned[name] = without(written[name], found)
    return cleaned


def without_personal_data(session: Session, actor: Actor, text: str) -> str:
    """The text for those outside: what was kept in it for a reason is left out."""
    findings = find(text)
    return without(text, find(text, allowed_names_of(session, actor))) if findings else text


def texts_of(details: Mapping[str, Any]) -> dict[str, object]:
    """The facts of a place as fields to check; codes and numbers among them hold nothing."""
    return {f"details.{name}": value for name, value in details.items()}


def allowed_names(database: Database, actor: Actor) -> AllowedNames:
    """The names that may stand in a file that is loaded."""
    require(actor, Action.LOAD)
    with database.read() as session:
        return allowed_names_of(session, actor)


def allowed_names_of(session: Session, actor: Actor) -> AllowedNames:
    """Names of the city's accounts, organisations, areas, localities and streets."""
    own = actor.municipality_id
    people = session.scalars(select(Account.name).where(Account.municipality_id == own)).all()
    organisations = session.execute(
        select(Organisation.name, Organisation.short_name).where(Organisation.municipality_id == own)
    ).all()
    places = _places.get(session, actor, "names", lambda: _names_of_places(session, own))
    return AllowedNames.of(people, (*places, *(name for row in organisations for name in row)))


def _names_of_places(session: Session, municipality_id: int) -> tuple[str, ...]:
    columns = (Street.name, Area.name, Locality.name, AddressPoint.street, AddressPoint.town, AddressPoint.town_part)
    names: set[str] = set()
    for column in columns:
        query = select(column).where(column.class_.municipality_id == municipality_id).distinct()
        names |= {name for name in session.scalars(query) if name}
    return tuple(sorted(names))


def _found(texts: Mapping[str, str], allowed: AllowedNames) -> dict[str, tuple[Finding, ...]]:
    findings = {
        field: tuple(find(text, allowed, CONTACTS if field in NAMES_BELONG else EVERY_KIND))
        for field, text in texts.items()
    }
    return {field: found for field, found in findings.items() if found}
