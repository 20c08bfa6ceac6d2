"""What one account took along opens to nobody else, also in the seconds in which the server says nothing."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.field_hand import rows
from tests.browser.field_server import FieldServer

SILENT_FOR = 10_000  # ms; the app waits four seconds for a word of the server


def silent(page: Page) -> None:
    """From now on the server does not say who is signed in."""
    page.route("**/terrain/account", lambda route: None)


def sign_in_as(page: Page, served: FieldServer, account_id: int, tells: bool = True) -> None:
    """Somebody signs in, in the same browser, without having signed the other one out."""
    served.account_id, served.tells_account = account_id, tells
    page.goto(f"{served.address}/auth/sign-in")
    page.get_by_role("heading", name="Přihlášení").wait_for()


def nothing_of_the_first(page: Page) -> None:
    expect(page.get_by_role("heading", name="Za garážemi")).to_have_count(0)
    expect(page.get_by_role("navigation").get_by_role("link")).to_have_count(0)


def test_a_second_account_sees_nothing_of_the_first_while_the_server_is_silent(
    worker: Page, served: FieldServer
) -> None:
    sign_in_as(worker, served, 8)
    silent(worker)
    worker.goto(f"{served.address}/terrain")
    expect(worker.get_by_text("vzal si s sebou někdo jiný")).to_be_visible(timeout=SILENT_FOR)
    nothing_of_the_first(worker)
    worker.goto(f"{served.address}/terrain#/nearby")
    worker.reload()
    expect(worker.get_by_text("vzal si s sebou někdo jiný")).to_be_visible(timeout=SILENT_FOR)
    nothing_of_the_first(worker)

    worker.unroute("**/terrain/account")
    worker.goto(f"{served.address}/terrain")
    worker.reload()
    expect(worker.get_by_role("heading", name="Dnes", level=1)).to_be_visible()
    assert rows(worker, "ground", 8) == []


def test_without_a_line_it_is_the_same(worker: Page, served: FieldServer) -> None:
    sign_in_as(worker, served, 8)
    worker.context.set_offline(True)
    worker.goto(f"{served.address}/terrain")
    expect(worker.get_by_text("vzal si s sebou někdo jiný")).to_be_visible()
    nothing_of_the_first(worker)


def test_where_the_browser_does_not_know_the_owner_is_asked_for_once(worker: Page, served: FieldServer) -> None:
    sign_in_as(worker, served, 7, tells=False)
    silent(worker)
    worker.goto(f"{served.address}/terrain")
    expect(worker.get_by_text("patří k účtu Zkušební pracovnice")).to_be_visible(timeout=SILENT_FOR)
    nothing_of_the_first(worker)
    worker.get_by_role("button", name="To jsem já, otevřít").click()
    expect(worker.get_by_role("heading", name="Za garážemi")).to_be_visible()
    worker.reload()
    expect(worker.get_by_role("heading", name="Za garážemi")).to_be_visible(timeout=SILENT_FOR)


def test_who_comes_again_without_a_line_is_not_asked(worker: Page) -> None:
    worker.context.set_offline(True)
    worker.reload()
    expect(worker.get_by_role("heading", name="Za garážemi")).to_be_visible()
