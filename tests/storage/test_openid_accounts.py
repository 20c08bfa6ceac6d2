"""Who signs in by OpenID Connect at a certified provider: the accounts that this makes, changes and never takes."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from geodata.database import Database
from geodata.model.people import Actor, OrganisationKind, Role
from geodata.role_claims import Granted
from geodata.services.openid import OpenIdPerson, sign_in_with_openid
from geodata.services.organisations import add_organisation
from geodata.services.sessions import Client
from geodata.tables import Account, Audit
from tests.oidc.provider import OpenIdProvider
from tests.oidc.visits import Browser, Doors, roles_claim, told


@pytest.fixture
def doors(database: Database, openid_provider: OpenIdProvider) -> Doors:
    return Doors(database, openid_provider.issuer)


@pytest.fixture
def browser(doors: Doors) -> Browser:
    return doors.browser()


def test_one_person_in_several_windows_at_once_is_one_account(database: Database, actor: Actor) -> None:
    person = OpenIdPerson("https://id.city.example", "p-0", "Alena", "alena", Granted(frozenset({Role.TERRAIN})))
    with ThreadPoolExecutor(6) as windows:
        tokens = list(windows.map(lambda _: sign_in_with_openid(database, person, Client()), range(6)))
    assert len(set(tokens)) == 6
    assert len(accounts_of(database, "p-0")) == 1


def accounts_of(database: Database, subject: str) -> list[Account]:
    with database.read() as session:
        return list(session.scalars(select(Account).where(Account.openid_subject.endswith(f" {subject}"))))


def test_the_first_sign_in_makes_an_account_with_the_roles_of_the_table(
    database: Database, actor: Actor, openid_provider: OpenIdProvider, browser: Browser
) -> None:
    ngo_id = add_organisation(database, actor, "Most, z. s.", OrganisationKind.NGO, short_name="Most")
    openid_provider.account(
        "p-1",
        name="Jana Terénní",
        preferred_username="Jana",
        realm_access=roles_claim("field-ngo", "city-coordinators"),
    )
    answer = browser.sign_in("p-1", "/issues?topic=waste")
    assert (answer.status_code, answer.headers["location"]) == (303, "/issues?topic=waste")
    assert browser.who() == "Jana Terénní coordinator terrain"
    (account,) = accounts_of(database, "p-1")
    assert account.openid_subject == f"{openid_provider.issuer} p-1"
    assert (account.login, account.organisation_id) == (f"jana@127.0.0.1:{openid_provider.port}", ngo_id)
    assert account.password_hash is None
    with database.read() as session:
        noted = session.execute(select(Audit.action, Audit.account_id).where(Audit.subject_id == account.id)).all()
    assert {action for action, _ in noted} >= {"add", "sign_in"}


def test_later_sign_ins_follow_the_claims(
    database: Database, actor: Actor, openid_provider: OpenIdProvider, doors: Doors
) -> None:
    add_organisation(database, actor, "Most, z. s.", OrganisationKind.NGO, short_name="Most")
    openid_provider.account("p-3", name="Eva Stará", realm_access=roles_claim("field-ngo"))
    doors.browser().sign_in("p-3")
    openid_provider.account("p-3", name="Eva\nNová\u202e", realm_access=roles_claim("city-coordinators"))
    browser = doors.browser()
    browser.sign_in("p-3")
    assert browser.who() == "Eva Nová coordinator"
    (account,) = accounts_of(database, "p-3")
    assert (account.roles, account.organisation_id) == ([Role.COORDINATOR], None)


def test_without_a_role_nobody_is_signed_in_and_nothing_is_made(
    database: Database, openid_provider: OpenIdProvider, browser: Browser
) -> None:
    openid_provider.account("p-4", name="Cizí", realm_access=roles_claim("Terrain", "city-coordinators-of-elsewhere"))
    answer = browser.sign_in("p-4")
    assert answer.status_code == 403
    assert "roli" in told(answer)
    assert browser.who() is None
    assert accounts_of(database, "p-4") == []
    with database.read() as session:
        refused = session.scalars(select(Audit).where(Audit.action == "refuse_sign_in")).one()
    assert refused.detail["refusal"] == "no_role"
    assert "p-4" not in str(refused.detail)


def test_a_role_taken_away_at_the_provider_ends_the_open_sessions_at_the_next_sign_in(
    database: Database, openid_provider: OpenIdProvider, doors: Doors
) -> None:
    openid_provider.account("p-5", name="Ota", realm_access=roles_claim("city-coordinators"))
    at_work, at_home = doors.browser(), doors.browser()
    at_work.sign_in("p-5")
    assert at_work.who() == "Ota coordinator"
    openid_provider.account("p-5", name="Ota", realm_access=roles_claim())
    assert at_home.sign_in("p-5").status_code == 403
    assert [account.roles for account in accounts_of(database, "p-5")] == [[]]
    doors_again = Doors(database, openid_provider.issuer).browser()  # a door that remembers nothing
    doors_again.lokality.cookies.update(at_work.lokality.cookies)
    assert doors_again.who() is None


def test_an_account_disabled_here_stays_out_whatever_the_provider_says(
    database: Database, actor: Actor, openid_provider: OpenIdProvider, browser: Browser
) -> None:
    openid_provider.account("p-6", name="Ivo", realm_access=roles_claim("city-coordinators"))
    browser.sign_in("p-6")
    (account,) = accounts_of(database, "p-6")
    with database.write(actor) as work:
        work.session.get_one(Account, account.id).disabled = True
        work.commit()
    openid_provider.account("p-6", name="Ivo Nový", realm_access=roles_claim("city-coordinators"))
    answer = browser.lokality.get("/auth/sign-out", headers={"sec-fetch-site": "same-origin"})
    assert answer.status_code == 303
    refused = browser.sign_in("p-6")
    assert (refused.status_code, browser.who()) == (403, None)
    assert "uzavřen" in told(refused)
    assert [account.name for account in accounts_of(database, "p-6")] == ["Ivo"]


def test_an_organisation_that_is_not_here_is_named(
    database: Database, openid_provider: OpenIdProvider, browser: Browser
) -> None:
    openid_provider.account("p-7", name="Iva", realm_access=roles_claim("field-unknown"))
    answer = browser.sign_in("p-7")
    assert answer.status_code == 403
    assert "Nikde" in told(answer)
    assert accounts_of(database, "p-7") == []


def test_a_local_account_is_never_taken_over(
    database: Database, actor: Actor, openid_provider: OpenIdProvider, browser: Browser
) -> None:
    with database.write(actor) as work:
        work.session.add(
            Account(
                municipality_id=actor.municipality_id,
                organisation_id=None,
                login="spravce@mesto.example",
                name="Správce",
                roles=[Role.ADMIN],
                password_hash="kept",
            )
        )
        work.commit()
    openid_provider.account(
        "p-8",
        name="Správce",
        preferred_username="spravce@mesto.example",
        email="spravce@mesto.example",
        realm_access=roles_claim("city-coordinators"),
    )
    browser.sign_in("p-8")
    assert browser.who() == "Správce coordinator"
    with database.read() as session:
        local = session.scalars(select(Account).where(Account.login == "spravce@mesto.example")).one()
    assert (local.openid_subject, local.password_hash, local.roles) == (None, "kept", [Role.ADMIN])
