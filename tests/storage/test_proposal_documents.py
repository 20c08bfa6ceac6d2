"""What leaves the house for a version: the dossier and annex as its reader may know it, and its data to export."""

from __future__ import annotations

import csv
import io
import sqlite3
import zipfile
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import docx
import orjson
import pyogrio
import pytest
from httpx import Response
from pypdf import PdfReader
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from dashboard.documents.dossier_tables import each_once
from dashboard.gate import Gate
from dashboard.web import answers
from dashboard.web.proposal_documents import proposal_document_routes
from geodata.crs import area_m2
from geodata.database import Database
from geodata.impact.shapes import ZoneShape
from geodata.model.criteria import Criterion, FindingKind, NearTo
from geodata.model.people import Actor, Role, Sensitivity
from geodata.model.zones import NamedAddress, ProposalKind, ZoneRule, ZoneSource
from geodata.services.proposal_card import proposal_card, version_card
from geodata.services.proposal_drafts import draft_version, write_version
from geodata.services.proposal_export import export_proposal
from geodata.services.proposal_impact import answer_finding
from geodata.services.proposal_texts import VersionTexts
from geodata.services.proposals import create_proposal
from geodata.services.zone_drafts import ZoneDraft, add_exception
from loaders.zones import read_zones
from tests.audited import entries_of, whole_detail
from tests.dossiers import MIDDLE, Dossier, a_venue, around, ban, night_hours, some_dossier
from tests.open_door import OpenDoor
from tests.streets import pave


def taken(database: Database, actor: Actor, made: Dossier, file: str, *, language: str = "cs") -> bytes:
    """The file, as a browser gets it."""
    answer = asked(database, actor, made, file, language=language)
    assert answer[0] == 200, answer[1][:300]
    return answer[1]


def asked(database: Database, actor: Actor, made: Dossier, file: str, *, language: str = "cs") -> tuple[int, bytes]:
    answer = answered(database, actor, made, file, language)
    return answer.status_code, answer.content


def answered(database: Database, actor: Actor, made: Dossier, file: str, language: str = "cs") -> Response:
    app = Starlette(
        routes=proposal_document_routes(database),
        middleware=[Middleware(Gate, door=OpenDoor(actor))],
        exception_handlers=answers.HANDLERS,
    )
    with TestClient(app, base_url="http://localhost", cookies={"lokality_language": language}) as client:
        return client.get(f"/exports/proposal-version/{made.version_id}/{file}")


def pages_of(pdf: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]


def words_of_docx(body: bytes) -> str:
    paper = docx.Document(io.BytesIO(body))
    cells = (cell.text for table in paper.tables for row in table.rows for cell in row.cells)
    return " ".join(" ".join([*(line.text for line in paper.paragraphs), *cells]).split())


@pytest.fixture
def made(database: Database, actor: Actor) -> Dossier:
    """A ban and hours over midnight; venues closed, limited, near the edge outside, and far away."""
    a_venue(database, actor, "Herna U Nádraží", address="Školní 9", operator="Hry a sázky s. r. o.", machines=12)
    a_venue(database, actor, "Kasino Royal", 200, address="Školní 40")
    a_venue(database, actor, "Herna Za Rohem", 420)
    a_venue(database, actor, "Herna Daleko", 2_000)
    return some_dossier(database, actor, ban(), night_hours(around(100, 200)), legal_notes="Ověřit pásmo.")


def test_page_one_says_whom_the_version_hits_and_shows_where(database: Database, actor: Actor, made: Dossier) -> None:
    pdf = taken(database, actor, made, "dossier.pdf")
    first, *others = pages_of(pdf)
    assert "Úplný zákaz v Kolonii." in first
    assert "2 ze 4 známých provozoven: 1 zákazem, 1 jen hodinami nebo stropem" in first
    assert "skončilo by 12 přístrojů" in first
    assert "zakázáno od 22:00 do 10:00 druhého dne" in first
    assert "Provozovny jedna po druhé" not in first
    assert "Zóny návrhu Úplný zákaz" in first  # the legend of the map
    assert "Ověřit pásmo." in " ".join(others)


def test_each_venue_stands_there_with_the_zone_and_the_reason(database: Database, actor: Actor, made: Dossier) -> None:
    words = " ".join(pages_of(taken(database, actor, made, "dossier.pdf")))
    assert "Hry a sázky s. r. o." in words
    assert "12 přístrojů" in words
    assert "počet přístrojů neznámý" in words
    assert "Zóna 1 Kolonie: Vyloučená lokalita podle šetření města." in words
    assert "Herna Daleko" in words
    assert "Nezasahuje ji žádná zóna." in words
    docx_words = words_of_docx(taken(database, actor, made, "dossier.docx"))
    assert "Zóna 1 Kolonie: Vyloučená lokalita podle šetření města." in docx_words


@pytest.mark.parametrize(
    ("edge_belongs", "said"),
    [(True, "Přesně na hranici, která k zóně patří: je zasažená."), (False, "která k zóně nepatří: je ušetřená.")],
)
def test_a_venue_on_the_very_edge_is_told_on_which_side_it_stands(
    database: Database, actor: Actor, edge_belongs: bool, said: str
) -> None:
    a_venue(database, actor, "Herna Na Hraně", 100)
    made = some_dossier(database, actor, edge_belongs=edge_belongs)
    words = " ".join(pages_of(taken(database, actor, made, "dossier.pdf")))
    assert said in words
    assert ("1 z 1 známé" in words) == edge_belongs


def test_findings_stand_there_with_their_answers_and_exceptions_with_their_reasons(
    database: Database, actor: Actor
) -> None:
    hit = a_venue(database, actor, "Herna U Nádraží")
    made = some_dossier(database, actor, ban(measured=Criterion(frozenset({NearTo.SCHOOL}), 100.0)), submitted=False)
    words = " ".join(pages_of(taken(database, actor, made, "dossier.pdf")))
    assert "1 nález, zatím bez odpovědi: 1" in words
    assert "nejvýše 100 m vzdušnou čarou od: škola" in words
    kind = FindingKind.HIT_THOUGH_IT_MEETS_NONE
    answer_finding(database, actor, made.version_id, kind, ZoneRule.TOTAL_BAN, hit, "Škola se teprve staví.")
    add_exception(database, actor, made.version_id, None, None, "Hotel", "Hazard je tam jen doplňkový.")
    words = " ".join(pages_of(taken(database, actor, made, "dossier.pdf")))
    assert "Škola se teprve staví." in words
    assert "Hazard je tam jen doplňkový." in words


def test_texts_of_several_paragraphs_come_out_whole_in_cells_too(database: Database, actor: Actor) -> None:
    hit = a_venue(database, actor, "Herna U Nádraží")
    zone = ban(measured=Criterion(frozenset({NearTo.SCHOOL}), 100.0))
    said = "{0}: první odstavec.\r\n\r\n{0}: druhý\n\n\n{0}: poslední."
    texts = {name: said.format(name) for name in ("summary", "reasons", "legal_notes")}
    made = some_dossier(database, actor, zone, submitted=False, **texts)
    kind = FindingKind.HIT_THOUGH_IT_MEETS_NONE
    answer_finding(database, actor, made.version_id, kind, ZoneRule.TOTAL_BAN, hit, said.format("answer"))
    body = taken(database, actor, made, "dossier.docx")
    in_docx, in_pdf = words_of_docx(body), " ".join(pages_of(taken(database, actor, made, "dossier.pdf")))
    for name in (*texts, "answer"):
        parts = said.format(name).split("\n")
        assert " ".join(filter(None, map(str.strip, parts))) in in_docx, name
        assert all(part.strip() in in_pdf for part in parts), name  # a page may end between two of them
    cells = [cell.text for table in docx.Document(io.BytesIO(body)).tables for row in table.rows for cell in row.cells]
    kept = said.format("answer").replace("\r\n", "\n")  # its blank lines stand in the cell
    assert [cell for cell in cells if cell.startswith(kept)]


def test_page_one_says_why_there_and_what_changed(database: Database, actor: Actor) -> None:
    made = some_dossier(database, actor)
    later = draft_version(database, actor, made.proposal_id, made.version_id)
    written = VersionTexts(summary="Totéž a nádraží.", changes="Přibylo nádraží.")
    write_version(database, actor, later, version_card(database, actor, later).row_version, written)
    first = pages_of(taken(database, actor, Dossier(made.proposal_id, later), "dossier.pdf"))[0]
    assert "Proč právě tam Vyloučená lokalita podle šetření města." in first
    assert "Změna od verze 1 Přibylo nádraží." in first
    assert "Tato verze je koncept; stav návrhu se týká podané verze 1." in first


def test_page_one_is_one_page_however_much_there_is_to_say(database: Database, actor: Actor) -> None:
    caps = [
        ZoneDraft(
            f"Zóna {cap}", ZoneRule.MACHINE_CAP, f"Důvod {cap}: " + "okolí školy " * 30, around(90 + cap), cap=cap
        )
        for cap in range(1, 9)
    ]
    made = some_dossier(database, actor, *caps, summary="Nejvíc přístrojů kolem škol. " * 40)
    first = pages_of(taken(database, actor, made, "dossier.pdf"))[0]
    assert "Co by platilo" in first
    assert "Nakresleno z vlastních dat města." in first


def test_slight_overlaps_are_counted_and_not_listed(database: Database, actor: Actor) -> None:
    beside = around(100, 199.99)  # a hand's breadth over the first one
    far_over = around(100, 320)
    made = some_dossier(database, actor, ban(), ban("Vedle", beside), ban("Přes", far_over))
    words = " ".join(pages_of(taken(database, actor, made, "dossier.pdf")))
    assert "Drobné přesahy pod 4 m², do kterých se nevejde ani stánek: 1." in words
    assert "Vedle Přes 1,6 ha" in words
    assert "Kolonie Vedle" not in words


def test_a_name_that_several_places_bear_stands_once() -> None:
    assert each_once(["Poradna", "Klub", "Poradna", "Poradna"]) == ["Poradna (3×)", "Klub"]


def test_a_file_name_says_no_word_twice(database: Database, actor: Actor) -> None:
    made = some_dossier(database, actor)
    name = answered(database, actor, made, "zones.geojson").headers["content-disposition"]
    assert unquote(name).endswith("Mapová data Zóny pro hazardní hry verze 1.geojson")


def test_a_dossier_speaks_the_language_of_its_reader(database: Database, actor: Actor, made: Dossier) -> None:
    first = pages_of(taken(database, actor, made, "dossier.pdf", language="en"))[0]
    assert "2 of 4 known venues: 1 by a ban, 1 by hours or a cap alone" in first


def test_a_draft_is_marked_and_nobody_gets_that_of_others(database: Database, actor: Actor) -> None:
    made = some_dossier(database, actor, submitted=False)
    assert all("NÁVRH" in page for page in pages_of(taken(database, actor, made, "dossier.pdf")))
    official = replace(actor, roles=frozenset({Role.OFFICIAL}))
    for file in ("dossier.pdf", "annex.docx", "zones.geojson", "venues.csv"):
        assert asked(database, official, made, file)[0] == 404


def test_a_restricted_venue_is_in_no_file_of_whoever_may_not_know_of_it(database: Database, actor: Actor) -> None:
    a_venue(database, actor, "Tajná herna", sensitivity=Sensitivity.RESTRICTED)
    made = some_dossier(database, actor)
    own = " ".join(pages_of(taken(database, actor, made, "dossier.pdf")))
    assert "Tajná herna" in own
    assert "JEN PRO ČLENY" in own
    official = replace(actor, roles=frozenset({Role.OFFICIAL}), organisation_id=None)
    others = " ".join(pages_of(taken(database, official, made, "dossier.pdf")))
    assert "Tajná herna" not in others
    assert "JEN PRO ČLENY" not in others
    assert "Tajná" not in taken(database, official, made, "venues.csv").decode("utf-8-sig")


def test_the_annex_names_the_addresses_of_each_zone(database: Database, actor: Actor) -> None:
    made = some_dossier(database, actor, ban(), ban("Les", around(50, 5_000)))
    words = " ".join(pages_of(taken(database, actor, made, "annex.pdf")))
    assert "Školní 2198/9" in words
    assert "V zóně neleží žádná adresa, kterou město zná." in words
    assert "Školní" in words_of_docx(taken(database, actor, made, "annex.docx"))


def test_addresses_that_the_register_does_not_have_are_told_in_the_papers(database: Database, actor: Actor) -> None:
    named = (NamedAddress("Školní 9", *MIDDLE), NamedAddress("Nikde 99"))
    made = some_dossier(database, actor, ban(source=ZoneSource.ADDRESSES, addresses=named))
    for paper in ("annex.pdf", "dossier.pdf"):
        words = " ".join(pages_of(taken(database, actor, made, paper)))
        assert "V registru adres není: Nikde 99" in words
        assert "Školní 9; Nikde 99" in words or "Školní 9, Nikde 99" in words


def test_the_streets_of_a_list_of_addresses_are_those_of_its_addresses(database: Database, actor: Actor) -> None:
    pave(database, actor, "Příčná", MIDDLE)  # its outline crosses this one too
    named = (NamedAddress("školní 9", *MIDDLE), NamedAddress("Příčná 99"))
    made = some_dossier(database, actor, ban(source=ZoneSource.ADDRESSES, addresses=named), ban("Střed"))
    export = export_proposal(database, actor, made.version_id, "pdf")
    assert [zone.streets for zone in export.zones] == [("Školní",), ("Příčná", "Školní")]


def test_zones_come_back_from_geojson_as_they_were(
    database: Database, actor: Actor, tmp_path: Path, made: Dossier
) -> None:
    body = taken(database, actor, made, "zones.geojson")
    file = tmp_path / "zones.geojson"
    file.write_bytes(body)
    read = read_zones(file).zones
    own = export_proposal(database, actor, made.version_id, "test").impact.impact.shapes
    assert [told(zone) for zone in read] == [told(zone) for zone in own]
    assert all(
        one.outline.symmetric_difference(other.outline).area < 0.01 for one, other in zip(read, own, strict=True)
    )
    hours = orjson.loads(body)["features"][1]["properties"]
    assert (hours["starts"], hours["ends"]) == ("22:00:00", "10:00:00")
    assert hours["area_m2"] == pytest.approx(area_m2(around(100, 200)), abs=0.1)


def told(zone: ZoneShape) -> tuple[object, ...]:
    return zone.name, zone.rule, zone.criterion, zone.measured, zone.band, zone.cap


def test_a_criterion_and_a_cap_come_back_from_geojson(database: Database, actor: Actor, tmp_path: Path) -> None:
    measured = Criterion(frozenset({NearTo.SCHOOL, NearTo.LOCALITY}), 150.0)
    cap = ZoneDraft("Střed", ZoneRule.MACHINE_CAP, "Nejvíc přístrojů.", around(300), cap=5)
    made = some_dossier(database, actor, ban(measured=measured), cap)
    file = tmp_path / "zones.geojson"
    file.write_bytes(taken(database, actor, made, "zones.geojson"))
    first, second = read_zones(file).zones
    assert first.measured == measured
    assert second.cap == 5


def test_the_geopackage_has_zones_and_venues_with_the_reason(
    database: Database, actor: Actor, tmp_path: Path, made: Dossier
) -> None:
    file = tmp_path / "zones.gpkg"
    file.write_bytes(taken(database, actor, made, "zones.gpkg"))
    assert {name for name, _kind in pyogrio.list_layers(file)} == {"zones", "venues"}
    with sqlite3.connect(file) as package:
        found = dict(package.execute("SELECT name, reason FROM venues WHERE hit"))
    assert found["Herna U Nádraží"] == "Vyloučená lokalita podle šetření města."
    assert len(found) == 2


def test_the_list_for_delivery_has_those_hit_and_no_formula(database: Database, actor: Actor, tmp_path: Path) -> None:
    a_venue(database, actor, "=1+1", operator="@cmd")
    a_venue(database, actor, "Herna Daleko", 2_000)
    made = some_dossier(database, actor)
    text = taken(database, actor, made, "venues.csv").decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text), delimiter=";")
    assert row["Název provozovny"] == "'=1+1"
    assert row["Provozovatel"] == "'@cmd"
    assert row["Co by tam platilo"] == "Úplný zákaz"
    assert row["V zónách"] == "Kolonie"
    with zipfile.ZipFile(io.BytesIO(taken(database, actor, made, "venues.xlsx"))) as book:
        sheet, texts = (book.read(f"xl/{part}.xml").decode() for part in ("worksheets/sheet1", "sharedStrings"))
    assert "<f>" not in sheet
    assert sheet.count("<row ") == 2
    assert "&apos;=1+1" in texts or "'=1+1" in texts


def test_without_a_venue_everything_is_there_and_says_so(database: Database, actor: Actor) -> None:
    made = some_dossier(database, actor)
    words = " ".join(pages_of(taken(database, actor, made, "dossier.pdf")))
    assert "Ve městě není známá žádná provozovna" in words
    for file in ("dossier.docx", "annex.pdf", "zones.gpkg", "venues.xlsx", "venues.csv"):
        assert taken(database, actor, made, file)


def test_taking_is_noted(database: Database, actor: Actor, made: Dossier) -> None:
    taken(database, actor, made, "zones.geojson")
    (entry,) = entries_of(database, "export")
    assert (entry.subject, entry.subject_id) == ("proposal_version", made.version_id)
    assert whole_detail(database, entry)["format"] == "zones.geojson"


def test_a_version_without_zones_is_refused_with_a_sentence(database: Database, actor: Actor) -> None:
    proposal_id = create_proposal(database, actor, "Zóny", ProposalKind.GAMBLING, None)
    (line,) = proposal_card(database, actor, proposal_id).versions
    status, sentence = asked(database, actor, Dossier(proposal_id, line.id), "dossier.pdf")
    assert status == 422
    assert "nemá žádnou zónu" in sentence.decode()
