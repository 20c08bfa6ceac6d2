"""What minutes and agendas say, before any format: everything that was said, in order, and no internal note."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import pytest

from dashboard.documents.agenda import agenda_document
from dashboard.documents.blocks import Document, Facts, Heading, Paragraph, Signatures, Table, Tone, printable
from dashboard.documents.minutes import minutes_document
from dashboard.language import use_language
from geodata.model.meetings import AgendaReason, EntryKind, MeetingState
from geodata.model.retention import RetentionRule
from geodata.services.minutes_lines import AddendumLine
from geodata.services.tombstones import Erasure
from tests.meeting_cards import CITY, NGO, POLICE, SECRET, STARTS_AT, entry, meeting, point, task


@pytest.fixture(autouse=True)
def czech() -> Iterator[None]:
    with use_language("cs"):
        yield


def headings(document: Document) -> list[tuple[int, str]]:
    return [(block.level, block.text) for block in document.blocks if isinstance(block, Heading)]


def paragraphs(document: Document) -> list[str]:
    return [f"{block.lead} {block.text}".strip() for block in document.blocks if isinstance(block, Paragraph)]


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def facts(document: Document) -> dict[str, str]:
    return {name: value for block in document.blocks if isinstance(block, Facts) for name, value in block.rows}


def all_words(part: Any) -> str:
    return str(asdict(part))


def test_points_stand_under_whoever_raised_them_with_numbers_of_their_own() -> None:
    assert headings(minutes_document(meeting(), CITY)) == [
        (1, "Účast"),
        (1, "Projednané body"),
        (2, "Městská policie"),
        (3, "1. Školní 12, padá římsa"),
        (3, "2. Skládka za tratí"),
        (2, "Společné body"),
        (3, "3. Novinky"),
        (1, "Neprojednáno, vrací se na příští program"),
        (1, "Úkoly"),
    ]


def test_a_point_keeps_its_number_whether_it_was_discussed_or_not() -> None:
    points = (point("Nestihlo se", discussed=False), point("Novinky", None), point("Římsa"))
    document = minutes_document(meeting(points=points), CITY)
    assert [text for level, text in headings(document) if level == 3] == ["2. Římsa", "3. Novinky"]
    assert "1. Nestihlo se (Městská policie)" in paragraphs(document)


def test_statements_questions_and_decisions_stand_below_their_point() -> None:
    words = paragraphs(minutes_document(meeting(), CITY))
    start = words.index("Podnět 2026-0014, Hrozí zřícení římsy; Školní 12 (havarijní objekt)")
    assert words[start + 1 : start + 7] == [
        "Padají kusy omítky.\nChodník je zatím průchozí.",
        "Terén: Vchod ze dvora je vylomený.",
        "Stavební úřad – dotaz: Byl vlastník už vyzván?",
        "Rozhodnutí: Chodník se zahradí.",
        "Úkol 1: Zahradit chodník",
        "Úkol 2: Vyzvat vlastníka",
    ]


def test_a_decision_cannot_be_overlooked() -> None:
    (decision,) = [
        block
        for block in minutes_document(meeting(), CITY).blocks
        if isinstance(block, Paragraph) and block.lead == "Rozhodnutí:"
    ]
    assert decision.tone == Tone.STRONG


def test_the_tasks_say_what_who_until_when_and_at_which_point() -> None:
    header, rows = (
        tables(minutes_document(meeting(), CITY))[1].header,
        tables(minutes_document(meeting(), CITY))[1].rows,
    )
    assert header == ("Úkol", "Kdo", "Do kdy", "Bod")
    assert [tuple(cell.replace("\xa0", " ") for cell in row) for row in rows] == [
        ("1. Zahradit chodník", "Městská policie", "příští schůzka", "1"),
        ("2. Vyzvat vlastníka", "Stavební úřad", "20. 11. 2026", "1"),
    ]


def test_those_who_came_are_named_and_so_are_the_others() -> None:
    document = minutes_document(meeting(), CITY)
    assert tables(document)[0].rows == (("Městská policie", "velitel, strážník"), ("Terén", "–"))
    assert paragraphs(document)[:3] == [
        "Omluveni: ZŠ Školní (zástupce ředitele)",
        "Nepřítomni: Obvod Střekov",
        "Nezapsáno: Stavební úřad",
    ]


@pytest.mark.parametrize("state", [MeetingState.HELD, MeetingState.CLOSED, MeetingState.SIGNED])
@pytest.mark.parametrize("language", ["cs", "en"])
def test_an_internal_note_is_nowhere(state: MeetingState, language: str) -> None:
    with use_language(language):
        assert SECRET not in all_words(minutes_document(meeting(state), CITY))
        assert SECRET not in all_words(agenda_document(meeting(MeetingState.PLANNED), CITY))


def test_a_point_with_nothing_but_an_internal_note_was_not_discussed() -> None:
    card = meeting(points=(point("Jen pro nás", discussed=False, entries=(entry(EntryKind.INTERNAL, None, SECRET),)),))
    document = minutes_document(card, CITY)
    assert "1. Jen pro nás (Městská policie)" in paragraphs(document)
    assert SECRET not in all_words(document)


@pytest.mark.parametrize(
    "written",
    [{"entries": (entry(EntryKind.STATEMENT, NGO, "Řečeno."),)}, {"tasks": (task("Řečeno."),)}],
    ids=["entry", "task"],
)
def test_what_was_written_at_a_point_marked_as_not_discussed_is_not_lost(written: dict[str, Any]) -> None:
    document = minutes_document(meeting(points=(point("Přece", discussed=False, **written),)), CITY)
    assert (3, "1. Přece") in headings(document)
    assert any("Řečeno." in words for words in paragraphs(document))


@pytest.mark.parametrize(
    ("state", "marks", "said"),
    [
        (MeetingState.HELD, ("NÁVRH",), "návrh, ještě se píše"),
        (MeetingState.CLOSED, (), "uzavřen 6. 11. 2026, zatím nepodepsán"),
        (MeetingState.SIGNED, (), "podepsán 7. 11. 2026, Vedoucí buňky"),
    ],
)
def test_minutes_say_how_far_they_are(state: MeetingState, marks: tuple[str, ...], said: str) -> None:
    document = minutes_document(meeting(state), CITY)
    assert document.marks == marks
    assert facts(document)["Zápis"].replace("\xa0", " ") == said


def test_the_head_says_when_where_and_under_which_number() -> None:
    document = minutes_document(meeting(), CITY)
    told = {name: value.replace("\xa0", " ") for name, value in facts(document).items()}
    assert told["Datum a čas"] == "čtvrtek 5. 11. 2026, 13:00"
    assert (told["Místo"], told["Číslo v aplikaci Lokality"]) == ("Radnice, místnost 3", "12")
    assert "Místo" not in facts(minutes_document(meeting(place=None), CITY))


def test_the_end_says_when_one_meets_again_and_has_lines_to_sign_on() -> None:
    document = minutes_document(meeting(), CITY)
    assert paragraphs(document)[-1].replace("\xa0", " ") == "Příští schůzka: 3. 12. 2026 13:00"
    assert document.blocks[-1] == Signatures((("Zapsal(a):",), ("Ověřil(a):",), ("V", "dne")))
    assert not any("Příští" in words for words in paragraphs(minutes_document(meeting(next_meeting=None), CITY)))


def test_an_addendum_says_who_added_it_and_when() -> None:
    added = (AddendumLine(1, "Končilo se v 15:10.", "Vedoucí buňky", datetime(2026, 11, 9, 8, 0, tzinfo=UTC)),)
    words = [words.replace("\xa0", " ") for words in paragraphs(minutes_document(meeting(addenda=added), CITY))]
    assert "9. 11. 2026 9:00, Vedoucí buňky: Končilo se v 15:10." in words


def test_a_person_whose_account_was_erased_has_no_name() -> None:
    assert facts(minutes_document(meeting(MeetingState.SIGNED, signed_by=""), CITY))["Zápis"].endswith("2026")


def test_an_erased_point_says_that_it_was() -> None:
    erased = Erasure(STARTS_AT, RetentionRule.AGENDA)
    document = minutes_document(meeting(points=(point("", erased=erased),)), CITY)
    (title,) = [text for level, text in headings(document) if level == 3]
    assert title.startswith("1. Co zde stálo, bylo")


def test_restricted_matters_are_for_members_only_on_each_page() -> None:
    document = minutes_document(meeting(MeetingState.HELD), CITY, restricted=True)
    assert document.marks == ("NÁVRH", "Jen pro členy")
    assert "Smějí ho mít jen členové" in paragraphs(document)[0]
    assert "Jen pro členy" not in all_words(minutes_document(meeting(), CITY))


def test_empty_minutes_are_a_document_too() -> None:
    document = minutes_document(meeting(MeetingState.HELD, points=(), attendance=(), next_meeting=None), CITY)
    assert paragraphs(document) == ["Účast nikdo nezapsal.", "Zatím tu není nic zapsáno.", "Žádný úkol nebyl uložen."]


def test_minutes_speak_the_language_of_the_reader() -> None:
    with use_language("en"):
        document = minutes_document(meeting(MeetingState.HELD), CITY)
    assert (document.language, document.title, document.marks) == ("en", "Minutes of the meeting", ("DRAFT",))
    assert facts(document)["Date and time"].replace("\xa0", " ") == "Thursday 5 Nov 2026, 13:00"


def test_no_heading_leaves_out_a_level() -> None:
    for document in (minutes_document(meeting(), CITY), agenda_document(meeting(MeetingState.PLANNED), CITY)):
        levels = [0, *(level for level, _text in headings(document))]
        assert all(after <= before + 1 for before, after in pairwise(levels))


def test_an_agenda_says_why_each_point_is_on_it_and_where_it_is_about() -> None:
    points = meeting().points
    card = meeting(MeetingState.PLANNED, points=(replace(points[0], reason=AgendaReason.PROMISED), points[1]))
    document = agenda_document(card, CITY)
    assert headings(document) == [(1, "Program"), (2, "1. Školní 12, padá římsa"), (2, "2. Novinky")]
    assert (
        "Městská policie · Slíbeno minule · Podnět 2026-0014, Hrozí zřícení římsy; Školní 12 (havarijní objekt)"
        in paragraphs(document)
    )
    assert facts(document)["Pozvaní"].startswith(f"{POLICE}; {NGO}; ")
    assert facts(document)["Datum a čas"].replace("\xa0", " ") == "čtvrtek 5. 11. 2026, 13:00"


def test_an_agenda_without_points_says_so() -> None:
    assert "Zatím na něm není žádný bod." in paragraphs(agenda_document(meeting(points=()), CITY))


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("a\r\nb\rc\x0bd\u2028e", "a\nb\nc\nd\ne"),
        ("a\x00b\x01\x1b[31mc\x7f", "ab[31mc"),
        ("a\ud800b\uffff\ufdd0c", "abc"),
        ("moc\u202enecuk\u202c", "mocnecuk"),
        ("\uf0b7 první", "• první"),
        ("r\u030ci\u0301msa", "římsa"),
        ("tab\ttab\xa0nbsp", "tab tab\xa0nbsp"),
        ("😀 漢字 שלום", "😀 漢字 שלום"),
    ],
)
def test_a_text_is_what_every_format_can_hold(written: str, printed: str) -> None:
    assert printable(written) == printed
    document = minutes_document(meeting(points=(point(written),)), CITY)
    assert (3, f"1. {printed}") in headings(document)
