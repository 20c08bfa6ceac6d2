"""The tests' own way in: one secret per run, known to the browser and, as a session, to every database it serves."""

from __future__ import annotations

from sqlalchemy import select

from dashboard.cookies import PLAIN_NAME
from geodata.database import Database
from geodata.model.people import SignInWay
from geodata.services.city import local_actor
from geodata.services.sessions import Client, begin_session, new_token, token_hash
from geodata.tables import Account, AccountSession

TOKEN = new_token()
COOKIES = {PLAIN_NAME: TOKEN}
COOKIE_HEADER = f"{PLAIN_NAME}={TOKEN}"


def let_in(database_url: str, login: str | None = None, token: str = TOKEN) -> None:
    """Make the token a session in the database: of the local account, or of the one with this sign-in name."""
    database = Database(database_url)
    try:
        actor = local_actor(database)
        with database.write(actor) as work:
            known = select(AccountSession.id).where(AccountSession.token_hash == token_hash(token))
            if work.session.scalar(known) is None:
                account = (
                    work.session.get_one(Account, actor.account_id)
                    if login is None
                    else work.session.scalars(select(Account).where(Account.login == login)).one()
                )
                begin_session(work, account, SignInWay.PASSWORD, Client("127.0.0.1", "tests"), token)
                work.commit()
    finally:
        database.close()
