"""`/public`, asked by somebody without an account, behind the gate."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import delete, event
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from dashboard.door import Door
from dashboard.gate import Gate
from dashboard.web import answers
from dashboard.web.public import public_routes
from geodata import clock
from geodata.database import Database
from geodata.model.people import Actor
from geodata.model.sites import SiteKind
from geodata.services.public_picture import Switch, make_snapshot, set_public_switch
from geodata.tables import Municipality, PublicAreaRow, PublicCell, PublicPointRow, PublicSnapshot
from tests.publishing import EAST, WEST, add_cleared_dump, add_district, add_places

LIMIT = 8
FILES = ("/public/data.csv", "/public/data.json", "/public/map.json")
PATHS = ("/public", *FILES)
MARKUP = '<img src=x onerror="alert(1)">'


@pytest.fixture
def client(database: Database) -> Iterator[TestClient]:
    """Anybody: the gate knows no session of theirs."""
    app = Starlette(
        routes=public_routes(database),
        middleware=[Middleware(Gate, door=Door(database))],
        exception_handlers=answers.HANDLERS,
    )
    with TestClient(app, base_url="http://localhost", raise_server_exceptions=False) as client:
        yield client


def publish(database: Database, actor: Actor, *, with_points: bool = False) -> None:
    set_public_switch(database, actor, Switch(on=True, with_points=with_points))
    make_snapshot(database, actor, LIMIT)


@pytest.fixture
def districts(database: Database, actor: Actor) -> tuple[int, int]:
    """Nine hostels in the west, three in the east, and two cleaned dumps."""
    west, east = add_district(database, actor, WEST, 0), add_district(database, actor, EAST, 1)
    add_places(database, actor, 9)
    add_places(database, actor, 3, place=1)
    for _ in range(2):
        add_cleared_dump(database, actor, place=1)
    return west, east


def rows_of(body: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"), newline=""), delimiter=";"))


@pytest.mark.parametrize("path", PATHS)
def test_nothing_is_there_while_it_is_switched_off(
    client: TestClient, database: Database, actor: Actor, districts: tuple[int, int], path: str
) -> None:
    make_snapshot(database, actor, LIMIT)
    answer = client.get(path)
    assert (answer.status_code, answer.headers["cache-control"]) == (404, "no-store")
    assert answer.text == "Tady není nic zveřejněno. Město svůj veřejný obraz nezapnulo."
    set_public_switch(database, actor, Switch(on=True))
    assert client.get(path).status_code == 200


def test_the_page_says_what_it_shows_and_what_not(
    client: TestClient, database: Database, actor: Actor, districts: tuple[int, int]
) -> None:
    publish(database, actor)
    czech, english = client.get("/public").text, client.get("/public?lang=en").text
    for words in (WEST, "≥ 8", "&lt; 8", "Co tu není a proč", "Žádné číslo pod 8", "/auth/sign-in", 'lang="cs"'):
        assert words in czech
    for words in (WEST, "What is not shown, and why", "No number under 8", "Sign in", "invented city", 'lang="en"'):
        assert words in english
    assert "Místo " not in czech  # no name of a place


def test_the_language_is_the_one_that_was_chosen_before(
    client: TestClient, database: Database, actor: Actor, districts: tuple[int, int]
) -> None:
    publish(database, actor)
    client.cookies.set("lokality_language", "en")
    assert "What is not shown" in client.get("/public").text
    assert "Co tu není" in client.get("/public?lang=cs").text


def test_every_file_holds_what_the_page_shows(
    client: TestClient, database: Database, actor: Actor, districts: tuple[int, int]
) -> None:
    publish(database, actor)
    rows = rows_of(client.get("/public/data.csv?kind=hostel").content)
    told = {(row["Území"], row["Stav"]): (row["Nejméně"], row["Nejvýše"]) for row in rows}
    assert told == {
        (EAST, "K řešení"): ("0", "7"),
        (EAST, "Vyřešeno"): ("0", "7"),
        (WEST, "K řešení"): ("8", "15"),
        (WEST, "Vyřešeno"): ("0", "7"),
    }
    cells = client.get("/public/data.json?kind=hostel").json()["cells"]
    assert [(cell["at_least"], cell["at_most"]) for cell in cells] == [(0, 7), (0, 7), (8, 15), (0, 7)]
    features = client.get("/public/map.json?kind=hostel").json()["features"]
    assert {f["properties"]["name"]: f["properties"]["words"] for f in features} == {EAST: "–", WEST: "≥ 8"}


def test_a_choice_narrows_page_and_files(
    client: TestClient, database: Database, actor: Actor, districts: tuple[int, int]
) -> None:
    publish(database, actor)
    west, _east = districts
    month = f"{clock.today():%Y-%m}"
    query = f"month={month}&area={west}&kind=hostel"
    (area_row,) = re.findall(r'<th scope="row">([^<]+)</th>\n<td', client.get(f"/public?{query}").text)[:1]
    assert area_row == WEST
    assert {row["Území"] for row in rows_of(client.get(f"/public/data.csv?{query}").content)} == {WEST}
    assert len(client.get(f"/public/map.json?{query}").json()["features"]) == 1


@pytest.mark.parametrize(
    "query",
    [
        "area=x&kind=x", "area=-1", f"area={10**30}", "lang=xx", "area=²", "kind=&area=",
        f"x={MARKUP}", f"kind={MARKUP}", f"lang={MARKUP}", "area=" + "&area=".join(map(str, range(1500))),
    ],
)  # fmt: skip
def test_what_is_not_understood_in_an_address_is_left_out(
    client: TestClient, database: Database, actor: Actor, districts: tuple[int, int], query: str
) -> None:
    publish(database, actor)
    answer = client.get(f"/public?{query}")
    assert answer.status_code == 200
    assert MARKUP not in answer.text


@pytest.mark.parametrize("query", ["month=1999-01", "month=x", "month=2026-13", "city=nowhere", f"city={MARKUP}"])
def test_a_month_or_a_city_that_is_not_published_is_not_there(
    client: TestClient, database: Database, actor: Actor, districts: tuple[int, int], query: str
) -> None:
    publish(database, actor)
    for path in PATHS:
        answer = client.get(f"{path}?{query}")
        assert answer.status_code == 404
        assert answer.headers["content-type"].startswith("text/plain")


def test_points_are_in_the_map_and_in_the_file_only_when_they_are_published(
    client: TestClient, database: Database, actor: Actor, districts: tuple[int, int]
) -> None:
    publish(database, actor, with_points=True)
    kinds = [feature["geometry"]["type"] for feature in client.get("/public/map.json").json()["features"]]
    assert kinds.count("Point") == 2
    document = client.get("/public/data.json").json()
    assert len(document["cleared_dumps"]) == 2
    assert {len(str(place["longitude"]).partition(".")[2]) <= 4 for place in document["cleared_dumps"]} == {True}
    set_public_switch(database, actor, Switch(on=True))
    assert '"Point"' not in client.get("/public/map.json").text
    assert client.get("/public/data.json").json()["cleared_dumps"] == []


def test_answers_are_kept_for_minutes_and_asked_again_by_their_tag(
    client: TestClient, database: Database, actor: Actor, districts: tuple[int, int]
) -> None:
    publish(database, actor)
    for path in PATHS:
        first = client.get(path)
        assert first.headers["cache-control"] == "public, max-age=300"
        assert "cookie" in first.headers["vary"].lower()
        assert "set-cookie" not in first.headers
        again = client.get(path, headers={"if-none-match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")


def test_the_content_policy_lets_nothing_inline_run(
    client: TestClient, database: Database, actor: Actor, districts: tuple[int, int]
) -> None:
    publish(database, actor)
    page = client.get("/public")
    assert "script-src 'self';" in page.headers["content-security-policy"]
    assert "unsafe" not in page.headers["content-security-policy"]
    assert re.findall(r"<script(?![^>]*\bsrc=)", page.text) == []
    assert re.findall(r"\bon[a-z]+=|\bstyle=", page.text) == []
    for path in FILES:
        assert "sandbox" in client.get(path).headers["content-security-policy"]


def test_names_of_areas_are_text_and_no_formulas(client: TestClient, database: Database, actor: Actor) -> None:
    add_district(database, actor, MARKUP, 0)
    add_district(database, actor, "=1+1", 1)
    publish(database, actor)
    assert MARKUP not in client.get("/public").text
    assert {row["Území"] for row in rows_of(client.get("/public/data.csv").content)} == {MARKUP, "'=1+1"}
    assert '"=1+1"' in client.get("/public/data.json").text


def test_a_request_reads_the_tables_of_the_snapshots_and_nothing_else(
    client: TestClient, database: Database, actor: Actor, districts: tuple[int, int]
) -> None:
    publish(database, actor, with_points=True)
    read: set[str] = set()

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        read.update(re.findall(r"(?:FROM|JOIN|INTO|UPDATE)\s+(\w+)", statement))

    event.listen(database.engine, "before_cursor_execute", note)
    for path in PATHS:
        assert client.get(path).status_code == 200
    event.remove(database.engine, "before_cursor_execute", note)
    assert read == {
        "municipality", "public_switch", "public_snapshot", "public_area", "public_cell", "public_point"
    }  # fmt: skip


def test_what_lies_below_is_ours_alone(client: TestClient, database: Database, actor: Actor) -> None:
    """The gate opens the whole path: nothing below it may reach the dashboard, its websocket least of all."""
    for path in ("/public/", "/public/map", "/public/_stcore/health", "/public/data.xlsx", "/public/../map/sites"):
        assert client.get(path).status_code in {401, 404}
    with (
        pytest.raises(WebSocketDisconnect),
        client.websocket_connect("/public/_stcore/stream", headers={"origin": "http://localhost"}),
    ):
        pytest.fail("the websocket was opened")


def test_nobody_writes_here(client: TestClient, database: Database, actor: Actor, districts: tuple[int, int]) -> None:
    publish(database, actor)
    for method in ("POST", "PUT", "DELETE"):
        answer = client.request(method, "/public", headers={"origin": "http://localhost"})
        assert answer.status_code == 405


def test_each_city_publishes_for_itself(
    client: TestClient, database: Database, actor: Actor, districts: tuple[int, int]
) -> None:
    with database.write(actor) as work:
        work.session.add(Municipality(code="888888", name="Sousedov", fictional=True))
        work.commit()
    publish(database, actor)
    assert client.get("/public/data.json?city=999999").json()["city"] == "Zkušebnov"
    assert client.get("/public/data.json?city=888888").status_code == 404


def test_nothing_an_anonymous_reader_gets_changes_with_a_small_cell(
    client: TestClient, database: Database, actor: Actor, districts: tuple[int, int]
) -> None:
    """The same city twice, once with more in its small cells: the bytes are the same."""
    west, east = districts
    queries = ["", f"?area={west}", f"?area={east}", "?kind=hostel", f"?area={east}&kind=hostel&lang=en"]
    bodies = []
    for _ in range(2):
        bodies.append(_bodies_if_published(client, database, actor, queries))
        add_places(database, actor, 4, place=1)
        add_places(database, actor, 7, SiteKind.PUBLIC_SPACE, place=1, condition=None)
        add_places(database, actor, 6)
    assert bodies[0] == bodies[1]


def _bodies_if_published(client: TestClient, database: Database, actor: Actor, queries: list[str]) -> list[bytes]:
    """What everybody would read if the snapshot were made now; afterwards it is as if it had never been."""
    publish(database, actor)
    bodies = [client.get(f"{path}{query}").content for path in PATHS for query in queries]
    with database.write(actor) as work:
        for table in (PublicCell, PublicPointRow, PublicAreaRow, PublicSnapshot):
            work.session.execute(delete(table))
        work.commit()
    return bodies
