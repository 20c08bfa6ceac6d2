"""Lists of issues that a person wants to find again, each under a name of their own; nobody else sees them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import delete, func, select

from geodata.database import Database
from geodata.errors import N_, InvalidValue, NotFound
from geodata.model.issues import IssueTopic
from geodata.model.people import Actor
from geodata.policy import Action, require
from geodata.services.issue_views import IssueView
from geodata.services.personal_data import require_clean
from geodata.services.sessions import require_account
from geodata.tables import Account, SavedFilter

NAME_AT_MOST = 60  # characters; it is a button
KEPT_AT_MOST = 20  # of one person; more than fit above a list help nobody
TEXT_AT_MOST = 200


@dataclass(frozen=True, slots=True)
class ListChoice:
    """What a list was narrowed by (a body and a place by their numbers), and whether it was shown as a board."""

    view: IssueView
    topic: IssueTopic | None = None
    text: str = ""
    as_board: bool = False
    body_id: int | None = None
    site_id: int | None = None


@dataclass(frozen=True, slots=True)
class SavedFilterRow:
    id: int
    name: str
    choice: ListChoice


def save_filter(
    database: Database, actor: Actor, name: str, choice: ListChoice, *, keep_personal_data: str = ""
) -> int:
    """Keep a list under a name; the same name again replaces it. Returns its id."""
    require(actor, Action.KEEP_ACCOUNT)
    called = _checked(name, choice)
    with database.write(actor) as work:
        session = work.session
        require_account(session, actor, actor.account_id)
        # Whoever keeps two lists at once waits here, or both would be added.
        session.execute(select(Account.id).where(Account.id == actor.account_id).with_for_update(key_share=True))
        checked = require_clean(work, {"name": name, "text": choice.text}, keep_personal_data)
        own = SavedFilter.account_id == actor.account_id
        session.execute(delete(SavedFilter).where(own, SavedFilter.name == called))
        if (session.scalar(select(func.count()).select_from(SavedFilter).where(own)) or 0) >= KEPT_AT_MOST:
            raise InvalidValue(N_("You have {count} saved lists already. Remove one first."), count=KEPT_AT_MOST)
        row = SavedFilter(
            municipality_id=actor.municipality_id,
            account_id=actor.account_id,
            name=called,
            choice=_as_stored(choice),
            made_at=work.recorded_at,
        )
        session.add(row)
        session.flush()
        work.audit("keep", "saved_filter", row.id, checked.told())
        work.commit()
        return row.id


def list_saved_filters(database: Database, actor: Actor) -> list[SavedFilterRow]:
    """The actor's own, by name."""
    require(actor, Action.VIEW)
    query = select(SavedFilter).where(SavedFilter.account_id == actor.account_id)
    with database.read() as session:
        rows = session.scalars(query.order_by(SavedFilter.name)).all()
        return [SavedFilterRow(row.id, row.name, _as_read(row.choice)) for row in rows]


def remove_saved_filter(database: Database, actor: Actor, filter_id: int) -> None:
    """Forget one of the actor's own; NotFound for any other."""
    require(actor, Action.KEEP_ACCOUNT)
    with database.write(actor) as work:
        row = work.session.get(SavedFilter, filter_id)
        if row is None or row.account_id != actor.account_id:
            raise NotFound
        work.session.delete(row)
        work.audit("withdraw", "saved_filter", filter_id)
        work.commit()


def _checked(name: str, choice: ListChoice) -> str:
    called = " ".join(name.split())
    if not called:
        raise InvalidValue(N_("Give the list a name under which you will find it again."))
    if len(called) > NAME_AT_MOST:
        raise InvalidValue(N_("The name is longer than {count} characters. Shorten it."), count=NAME_AT_MOST)
    if len(choice.text) > TEXT_AT_MOST:
        raise InvalidValue(N_("What you search for is longer than {count} characters. Shorten it."), count=TEXT_AT_MOST)
    return called


def _as_stored(choice: ListChoice) -> dict[str, str]:
    stored = {"view": choice.view.value, "topic": choice.topic or "", "text": choice.text.strip()}
    stored |= {"body": str(choice.body_id or ""), "site": str(choice.site_id or "")}
    return {name: value for name, value in stored.items() if value} | ({"board": "1"} if choice.as_board else {})


def _as_read(stored: dict[str, str]) -> ListChoice:
    """What was kept; a list or a topic that there is no more is as if it had not been chosen."""
    view, topic = stored.get("view"), stored.get("topic")
    return ListChoice(
        view=IssueView(view) if view in set(IssueView) else IssueView.OPEN,
        topic=IssueTopic(topic) if topic in set(IssueTopic) else None,
        text=stored.get("text", ""),
        as_board="board" in stored,
        body_id=int(stored["body"]) if "body" in stored else None,
        site_id=int(stored["site"]) if "site" in stored else None,
    )
