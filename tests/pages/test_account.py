"""My account: where one is signed in, in words, and never as markup."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from geodata.database import Database
from geodata.model.people import Role, SignInWay
from geodata.services.city import local_actor
from geodata.services.sessions import Client, begin_session
from geodata.settings import Settings
from geodata.tables import Account
from tests.pages.shown import showing, words_of
from tests.people import hash_quickly, person

BROWSERS = {
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36": (
        "Chrome, Android"
    ),
    "Mozilla/5.0 (X11; Linux x86_64; rv:126.0) Gecko/20100101 Firefox/126.0": "Firefox, Linux",
    "<b>**tučný**</b> prohlížeč": "Neznámý prohlížeč",
}


@pytest.fixture
def database(sqlite_url: str) -> Iterator[Database]:
    database = Database(sqlite_url)
    yield database
    database.close()


def test_each_session_says_its_browser_in_words(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hash_quickly(monkeypatch)
    jana = person(database, local_actor(database), "jana", Role.TERRAIN)
    with database.write(jana) as work:
        account = work.session.get_one(Account, jana.account_id)
        for sent in BROWSERS:
            begin_session(work, account, SignInWay.PASSWORD, Client("192.0.2.7", sent))
        work.commit()
    with showing(database, jana, Settings(data_directory=tmp_path, base_map="none")) as show:
        said = words_of(show("account"))
    for sent, named in BROWSERS.items():
        assert named in said
        assert sent not in said
        assert sent.partition(" ")[0] not in said
