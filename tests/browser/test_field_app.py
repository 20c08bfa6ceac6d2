"""The field app against our own server: from the yard without a line into the city's records, each once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import func, select

from geodata import clock
from geodata.database import Database
from geodata.model.people import Role, Sensitivity
from geodata.services.city import local_actor
from geodata.services.photos import add_photo
from geodata.tables import Account, Observation, Photo, Site
from tests.browser.conftest import STEP_WITHIN, Served, come_to_rest
from tests.browser.field_hand import begin, field_phone, photo, ready, save, until
from tests.browser.proposal_desk import signed_in_as

expect.set_options(timeout=STEP_WITHIN)

# Every store of every database of the phone, as one text.
EVERYTHING = """async () => {
    const told = [];
    for (const { name } of await indexedDB.databases()) {
        const database = await new Promise((done, failed) => {
            const asking = indexedDB.open(name);
            asking.onsuccess = () => done(asking.result);
            asking.onerror = () => failed(asking.error);
        });
        for (const store of database.objectStoreNames) {
            const rows = database.transaction(store).objectStore(store).getAll();
            await new Promise((done) => { rows.onsuccess = done; });
            told.push(JSON.stringify(rows.result));
        }
        database.close();
    }
    for (const name of await caches.keys()) {
        for (const answer of await (await caches.open(name)).matchAll()) told.push(await answer.text());
    }
    return told.join("\\n");
}"""
# Which pictures of places the phone holds.
PICTURES = """async () => {
    const [{ name }] = await indexedDB.databases();
    const database = await new Promise((done) => {
        const asking = indexedDB.open(name);
        asking.onsuccess = () => done(asking.result);
    });
    const keys = database.transaction('site_pictures').objectStore('site_pictures').getAllKeys();
    await new Promise((done) => { keys.onsuccess = done; });
    database.close();
    return keys.result;
}"""
NOTE = "Hromada u popelnic, tři pneumatiky."


@pytest.fixture
def database(demo_server: Served) -> Iterator[Database]:
    database = Database(demo_server.database_url)
    yield database
    database.close()


@pytest.fixture
def worker(chromium: Browser, demo_server: Served) -> Iterator[Page]:
    """The app of somebody signed in, after its first visit, with the first area kept."""
    with field_phone(chromium, signed_in=True) as page:
        page.goto(f"{demo_server.address}/terrain")
        expect(page.get_by_role("heading", name="Dnes", level=1)).to_be_visible()
        page.get_by_label("Místa tohoto území").select_option(index=1)
        expect(page.get_by_role("heading", name="Ke kontrole,")).to_be_visible()
        ready(page)
        yield page


def kept(database: Database) -> tuple[int, int, int]:
    """How many places, observations and photos there are with the note, and photos at all."""
    with database.read() as session:
        seen = session.scalars(select(Observation).where(Observation.note == NOTE)).all()
        sites = {row.site_id for row in seen}
        photos = session.scalar(select(func.count()).select_from(Photo).where(Photo.site_id.in_(sites))) or 0
        return session.scalar(select(func.count()).where(Site.id.in_(sites))) or 0, len(seen), photos


def test_a_place_logged_without_a_line_stands_in_the_city_once_the_line_is_back(
    worker: Page, database: Database, tmp_path: Path
) -> None:
    page = worker
    page.context.set_offline(True)
    page.reload()
    expect(page.get_by_role("heading", name="Dnes", level=1)).to_be_visible()
    begin(page)
    page.get_by_label("Poznámka").fill(NOTE)
    page.locator("input[type=file][multiple]").set_input_files([photo(tmp_path, 1), photo(tmp_path, 2)])
    expect(page.locator("main img")).to_have_count(2)
    save(page)
    assert kept(database) == (0, 0, 0)

    with page.expect_response("**/terrain/photos/**") as first:
        page.context.set_offline(False)
    assert first.value.ok
    page.get_by_role("link", name="K odeslání").click()
    expect(page.get_by_text("Nic nečeká")).to_be_visible()
    assert kept(database) == (1, 1, 2)


def test_a_place_visited_before_it_was_sent_is_one_place_seen_twice(worker: Page, database: Database) -> None:
    page = worker
    page.context.set_offline(True)
    begin(page)
    page.locator("fieldset", has_text="Stav").get_by_role("radio").first.check()
    page.get_by_label("Název místa").fill("Za zdí")
    page.get_by_label("Poznámka").fill(NOTE)
    save(page)
    page.get_by_role("link", name="Poblíž").click()
    page.get_by_role("button", name="Za zdí: beze změny").click()
    expect(page.get_by_text("Zapsáno, čeká na odeslání.")).to_be_visible()
    page.context.set_offline(False)
    page.get_by_role("link", name="K odeslání").click()
    expect(page.get_by_text("Nic nečeká")).to_be_visible()
    with database.read() as session:
        site_id = session.scalars(select(Observation.site_id).where(Observation.note == NOTE)).one()
        seen = session.scalars(select(Observation).where(Observation.site_id == site_id).order_by(Observation.id)).all()
        assert [one.note for one in seen] == [NOTE, None]
        assert seen[1].based_on_id == seen[0].id
        assert seen[1].condition == seen[0].condition


def test_what_was_sent_is_among_my_reports(worker: Page) -> None:
    page = worker
    begin(page)
    page.get_by_label("Poznámka").fill(NOTE)
    with page.expect_response("**/terrain/records") as sent:
        save(page)
    assert sent.value.ok
    page.get_by_role("link", name="Hlášení").click()
    page.get_by_text("Další záznamy:").click()
    expect(page.get_by_role("main").get_by_text("Černá skládka").first).to_be_visible()


def test_a_phone_holds_nothing_hidden_and_nothing_of_another_area(
    chromium: Browser, demo_server: Served, database: Database
) -> None:
    with database.write(local_actor(database)) as work:
        sites = work.session.scalars(select(Site).where(Site.area_id.is_not(None)).order_by(Site.id)).all()
        here = sites[0].area_id
        hidden = next(site for site in sites if site.area_id == here and site.sensitivity != Sensitivity.RESTRICTED)
        hidden.name, hidden.sensitivity, hidden.organisation_id = "Skryté místo", Sensitivity.RESTRICTED, None
        work.version_of("sites")
        work.commit()
        elsewhere = {site.name for site in sites if site.area_id != here and site.name}
        accounts = work.session.scalars(select(Account).order_by(Account.id))
        login = next(account.login for account in accounts if account.roles == [Role.TERRAIN])
        known = {site.name for site in sites if site.area_id == here and site.name}
    with field_phone(chromium) as page:
        signed_in_as(page, demo_server, login)
        page.goto(f"{demo_server.address}/terrain")
        page.get_by_label("Místa tohoto území").select_option(str(here))
        expect(page.get_by_role("heading", name="Ke kontrole,")).to_be_visible()
        stored = page.evaluate(EVERYTHING)
    assert "Skryté místo" not in stored
    assert not [name for name in elsewhere - known if name in stored]
    assert [name for name in known if name in stored], "the area itself is kept"


def test_a_phone_holds_no_picture_of_a_place_that_is_hidden(
    chromium: Browser, demo_server: Served, database: Database, tmp_path: Path
) -> None:
    actor = local_actor(database)
    with database.write(actor) as work:
        sites = work.session.scalars(select(Site).where(Site.area_id.is_not(None)).order_by(Site.id)).all()
        area_id = sites[0].area_id
        shown, hidden = [site for site in sites if site.area_id == area_id][:2]
        shown_id, hidden_id = shown.id, hidden.id
        shown.sensitivity, hidden.sensitivity, hidden.organisation_id = (
            Sensitivity.PARTNERS,
            Sensitivity.RESTRICTED,
            None,
        )
        work.version_of("sites")
        work.commit()
        accounts = work.session.scalars(select(Account).order_by(Account.id))
        login = next(account.login for account in accounts if account.roles == [Role.TERRAIN])
    directory = Path(demo_server.database_url.removeprefix("sqlite:///")).parent / "photos"
    taken = [(shown_id, 1), (hidden_id, 2)]
    of_shown, of_hidden = (
        add_photo(database, actor, directory, site_id, None, photo(tmp_path, number).read_bytes(), clock.today())
        for site_id, number in taken
    )
    with field_phone(chromium) as page:
        signed_in_as(page, demo_server, login)
        page.goto(f"{demo_server.address}/terrain")
        page.get_by_label("Místa tohoto území").select_option(str(area_id))
        until(page, f"async () => (await ({PICTURES})()).includes({of_shown})")
        with page.expect_response("**/terrain/ground/*"):
            page.reload()
        assert of_hidden not in page.evaluate(PICTURES)
        assert page.request.get(f"{demo_server.address}/photos/{of_hidden}/small").status == 404


def test_signing_out_of_the_dashboard_wipes_the_phone_and_keeps_what_waits(worker: Page, demo_server: Served) -> None:
    page = worker
    page.route("**/terrain/records", lambda route: route.abort())
    begin(page)
    page.get_by_label("Poznámka").fill(NOTE)
    save(page)
    page.goto(f"{demo_server.address}/account")
    come_to_rest(page)
    kept_before = page.evaluate(EVERYTHING)
    assert '"area_id":' in kept_before

    page.evaluate("() => location.assign('/auth/sign-out')")
    expect(page).to_have_url(f"{demo_server.address}/auth/sign-in?waits=1")
    expect(page.get_by_role("alert")).to_contain_text("čeká na odeslání 1 záznam")
    stored = page.evaluate(EVERYTHING)
    assert NOTE in stored, "what was typed waits for its account"
    assert '"area_id":' not in stored
    assert '"key":"account"' not in stored
    assert page.evaluate("localStorage.getItem('lokality-terrain-account')") is None


def test_an_open_field_app_shows_nothing_once_another_tab_has_signed_out(worker: Page, demo_server: Served) -> None:
    other = worker.context.new_page()
    other.goto(f"{demo_server.address}/account")
    come_to_rest(other)
    other.evaluate("() => location.assign('/auth/sign-out')")
    expect(other).to_have_url(f"{demo_server.address}/auth/sign-in")
    expect(worker.get_by_role("link", name="Přihlásit se")).to_be_visible()
    expect(worker.get_by_role("heading", name="Ke kontrole,")).to_have_count(0)
    assert '"area_id":' not in worker.evaluate(EVERYTHING)
