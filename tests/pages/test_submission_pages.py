"""The pages of letters to authorities: the desk, the letter, the register, for each role."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from dashboard import formats
from geodata import clock
from geodata.database import Database
from geodata.model.deadlines import counted_from, deadline_of
from geodata.model.people import Actor, Role
from geodata.model.submissions import AnswerKind, SendingWay, SubmissionState
from geodata.policy import GRANTS, Action
from geodata.services.issue_card import issue_card
from geodata.services.submission_card import submission_card
from geodata.settings import Settings
from tests.letters import a_reminder, answer_letter, send_letter, some_authority, write_letter
from tests.pages.letter_desk import press, to
from tests.pages.shown import Show, links_of, showing, without_failure, words_of
from tests.small_city import SmallCity, worker_of

READERS = sorted(GRANTS[Action.VIEW])


@pytest.fixture
def show_as(database: Database, actor: Actor, city: SmallCity, tmp_path: Path) -> Iterator[object]:
    """`show_as(role)` gives a show on behalf of somebody with the role in another organisation."""
    contexts = []

    def begin(role: Role) -> Show:
        who = worker_of(database, actor, city.ngo_id, role)
        context = showing(database, who, Settings(data_directory=tmp_path, base_map="none"))
        contexts.append(context)
        return context.__enter__()

    yield begin
    for context in contexts:
        context.__exit__(None, None, None)


@pytest.mark.parametrize("language", ["cs", "en"])
@pytest.mark.parametrize("key", ["submission", "submissions"])
def test_every_page_shows_in_an_empty_city(show: Show, key: str, language: str) -> None:
    page = show(key, language)
    assert page.info
    assert not page.error


def test_a_day_that_the_writer_sets_goes_before_the_rule(
    show: Show, database: Database, actor: Actor, letter: int
) -> None:
    page = press(show("submission", id=letter), f"letter-send-{letter}")
    assert any("Podle lhůty v § 42" in caption.value for caption in page.caption)
    day = clock.today() + timedelta(days=7)
    page.date_input(key="letter-due-on").set_value(day)
    press(page, "letter-save")
    press(page, "letter-send-sure")
    assert submission_card(database, actor, letter).line.due_on == day


def test_a_letter_is_sent_answered_and_offers_what_follows(
    show: Show, database: Database, actor: Actor, letter: int
) -> None:
    page = press(show("submission", id=letter), f"letter-send-{letter}")
    page.text_input(key="letter-reference").input("MU-1/2026")
    press(page, "letter-save")
    press(page, "letter-send-sure")
    assert submission_card(database, actor, letter).line.state == SubmissionState.SENT
    assert "ověří právník" in words_of(page)
    press(page, f"letter-note_answer-{letter}")
    without_failure(page.selectbox(key="letter-answer").set_value(AnswerKind.NO_COMPETENCE).run())
    page.text_area(key="letter-note").input("Patří to hygieně")
    press(page, "letter-save")
    assert {"Patří to hygieně", "č. j. MU-1/2026"} <= {part for line in words_of(page).splitlines() for part in (
        line.strip(), *(piece.strip() for piece in line.split(" · ")))}  # fmt: skip
    assert [button.key for button in page.button if button.key == f"letter-write_elsewhere-{letter}"]


def test_sending_asks_once_and_says_what_follows(show: Show, database: Database, actor: Actor, letter: int) -> None:
    page = press(show("submission", id=letter), f"letter-send-{letter}")
    page.text_input(key="letter-reference").input("MU-1/2026")
    page.date_input(key="letter-sent-on").set_value(clock.today() - timedelta(days=3))
    press(page, "letter-save")
    assert submission_card(database, actor, letter).line.state == SubmissionState.DRAFT
    card = submission_card(database, actor, letter)
    due = deadline_of(card.line.basis, counted_from(clock.today() - timedelta(days=3), SendingWay.DATA_BOX))
    words = "\n".join(block.value.replace("\\", "") for block in page.markdown)
    for said in (
        "Adresát: Stavební úřad", f"Odesláno: {formats.day(clock.today() - timedelta(days=3))}",
        f"Naše značka: {card.our_reference}", "MU-1/2026", f"Odpověď do: {formats.day(due)}",
    ):  # fmt: skip
        assert said in words, said
    press(page, "letter-send-not-yet")
    assert submission_card(database, actor, letter).line.state == SubmissionState.DRAFT
    assert page.text_input(key="letter-reference").value == "MU-1/2026"
    press(page, "letter-save")
    press(page, "letter-send-sure")
    line = submission_card(database, actor, letter).line
    assert (line.state, line.reference, line.due_on) == (SubmissionState.SENT, "MU-1/2026", due)


def test_the_step_that_was_offered_begins_a_letter_that_follows(
    show: Show, database: Database, actor: Actor, city: SmallCity, letter: int, authority: int
) -> None:
    send_letter(database, actor, letter)
    answer_letter(database, actor, letter)
    other = some_authority(database, actor, "Hygienická stanice")
    page = show("submission", issue=city.building_issue_id, after=letter, step="write_elsewhere")
    name = f"letter-{city.building_issue_id}-{letter}-write_elsewhere"
    assert "věc nepatří do působnosti" in str(page.text_area(key=f"{name}-text").value)
    assert page.selectbox(key=f"{name}-authority").value is None
    to(page, other, name)
    page.button(key="letter-write").click().run()
    second = issue_card(database, actor, city.building_issue_id).submissions[-1]
    assert (second.previous_id, second.authority_id) == (letter, other)
    links = links_of(show("submission", id=letter))
    assert f"submission?id={second.id}" in links


def test_a_reminder_goes_to_the_same_authority(
    show: Show, database: Database, actor: Actor, city: SmallCity, letter: int, authority: int
) -> None:
    yesterday = clock.today() - timedelta(days=1)
    send_letter(database, actor, letter, clock.today() - timedelta(days=60), due_on=yesterday)
    assert "1 den po termínu" in words_of(show("submission", id=letter))
    page = show("submission", issue=city.building_issue_id, after=letter, step="remind")
    name = f"letter-{city.building_issue_id}-{letter}-remind"
    assert page.selectbox(key=f"{name}-authority").value == authority
    assert page.text_input(key=f"{name}-subject").value == "Urgence – Havarijní objekt"
    assert a_reminder(database, actor, letter) > letter


def test_a_step_that_somebody_else_took_first_shows_both_versions(
    show: Show, database: Database, actor: Actor, letter: int
) -> None:
    send_letter(database, actor, letter)
    page = press(show("submission", id=letter), f"receipt-{letter}")
    page.text_input(key="letter-reference").input("MU-2/2026")
    answer_letter(database, actor, letter)
    press(page, "letter-save")
    words = words_of(page)
    assert "Co jste viděli vy" in words
    assert "Jak je to teď" in words
    assert submission_card(database, actor, letter).line.reference is None
    assert page.text_input(key="letter-reference").value == "MU-2/2026"  # still open, with what was typed
    press(page, "letter-save")
    assert submission_card(database, actor, letter).line.reference == "MU-2/2026"


def test_words_of_a_step_that_is_not_open_any_more_are_shown(
    show: Show, database: Database, actor: Actor, letter: int
) -> None:
    page = press(show("submission", id=letter), f"letter-send-{letter}")
    page.text_area(key="letter-note").input("Předáno na podatelně")
    send_letter(database, actor, letter)
    press(page, "letter-save")
    assert "Předáno na podatelně" in words_of(page)
    press(page, "both-letters-seen")
    assert "Předáno na podatelně" not in words_of(page)


@pytest.mark.parametrize("role", READERS)
def test_each_role_reads_letters_and_only_those_who_lead_them_get_buttons(
    show_as: object, database: Database, actor: Actor, city: SmallCity, letter: int, authority: int, role: Role
) -> None:
    draft = write_letter(database, actor, city.building_issue_id, authority)
    send_letter(database, actor, letter)
    show = show_as(role)  # type: ignore[operator]
    page = show("submission", id=letter)
    assert "Žádáme o prohlídku stavby." in words_of(page)
    keeps = role in GRANTS[Action.KEEP_SUBMISSION]
    leads = keeps and role in (Role.ADMIN, Role.COORDINATOR)  # another organisation wrote the draft
    assert bool([button for button in page.button if button.key == f"receipt-{letter}"]) == keeps
    listed = links_of(show("submissions", filter="all"))
    assert f"submission?id={letter}" in listed
    assert (f"submission?id={draft}" in listed) == keeps
    assert bool(show("submission", id=draft).error) != keeps
    changing = show("submission", id=draft, change=1)
    assert bool([button for button in changing.button if button.key == "letter-change"]) == leads
    issue = show("issue", id=city.building_issue_id)
    key = f"write-letter-{city.building_issue_id}"
    assert bool([button for button in issue.button if button.key == key]) == keeps
    assert f"submission?id={letter}" in links_of(issue)
    desk = show("submission", issue=city.building_issue_id)
    assert bool(desk.error) != keeps


def test_a_letter_about_a_hidden_issue_is_nobodys_business(
    show_as: object, database: Database, actor: Actor, city: SmallCity, authority: int
) -> None:
    hidden = write_letter(database, actor, city.hidden_issue_id, authority)
    show = show_as(Role.OFFICIAL)  # type: ignore[operator]
    assert show("submission", id=hidden).error
    assert show("submission", issue=city.hidden_issue_id).error
    assert "Citlivá" not in words_of(show("submissions", filter="all"))


@pytest.mark.parametrize("number", ["4711", "0", "-1", "x", "99999999999999999999", "1; DROP TABLE submission"])
@pytest.mark.parametrize("name", ["id", "issue"])
def test_an_address_of_nothing_gets_a_sentence(show: Show, city: SmallCity, name: str, number: str) -> None:
    page = show("submission", **{name: number})
    assert page.error or page.info


def test_the_register_tells_who_answers_and_its_tabs_part_the_letters(
    show: Show, database: Database, actor: Actor, city: SmallCity, letter: int, authority: int
) -> None:
    waiting = write_letter(database, actor, city.dump_issue_id, authority)
    late = write_letter(database, actor, city.dump_issue_id, authority)
    long_ago = clock.today() - timedelta(days=70)
    send_letter(database, actor, waiting)
    send_letter(database, actor, late, long_ago)
    send_letter(database, actor, letter, long_ago)
    answer_letter(database, actor, letter, AnswerKind.DONE)
    shown = {}
    for tab in ("waiting", "overdue", "answered", "all"):
        page = show("submissions", filter=tab)
        shown[tab] = {link for link in links_of(page) if link.startswith("submission?")}
    links = {name: f"submission?id={id_}" for name, id_ in (("w", waiting), ("l", late), ("a", letter))}
    assert shown == {
        "waiting": {links["w"], links["l"]},
        "overdue": {links["l"]},
        "answered": {links["a"]},
        "all": set(links.values()),
    }
    words = words_of(page)
    assert '<th scope="row">Stavební úřad</th>' in words
    figures = dict(re.findall(r'class="name">([^<]*): </span>([^<]*)</td>', words))
    assert [figures[name] for name in ("Odesláno", "Zodpovězeno", "Pozdě", "Po termínu")] == ["3", "1", "1", "1"]
    overview = links_of(show("overview"))
    assert {links["l"], links["a"]} <= set(overview)
    assert links["w"] not in overview


def test_drafts_have_a_list_of_their_own_and_wait_on_the_overview(
    show: Show, show_as: object, database: Database, actor: Actor, city: SmallCity, letter: int, authority: int
) -> None:
    sent = send_letter(database, actor, write_letter(database, actor, city.dump_issue_id, authority))
    page = show("submissions", filter="unsent")
    assert f"submission?id={letter}" in links_of(page)
    assert f"submission?id={sent}" not in links_of(page)
    assert f"submission?id={letter}" in links_of(show("overview"))
    reader = show_as(Role.COMMISSION)("submissions", filter="unsent")  # type: ignore[operator]
    assert f"submission?id={letter}" not in links_of(reader)


def test_a_list_begins_anew_when_it_is_narrowed_and_never_ends_past_its_end(
    show: Show, database: Database, actor: Actor, city: SmallCity, letter: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.pages.submissions.ROWS_AT_ONCE", 1)
    hygiene = some_authority(database, actor, "Hygienická stanice")
    letters = [letter, write_letter(database, actor, city.dump_issue_id, hygiene)]
    for one in letters:
        send_letter(database, actor, one)
    page = show("submissions", **{"filter": "all", "from": 1})
    assert "2–2 z 2" in words_of(page)
    without_failure(page.selectbox(key="submission-authority").set_value(hygiene).run())
    assert "from" not in page.query_params
    assert f"submission?id={letters[1]}" in links_of(page)
    past = show("submissions", **{"filter": "all", "from": 40})
    assert "2–2 z 2" in words_of(past)


def test_days_to_an_answer_are_written_as_czechs_write_them(
    show: Show, database: Database, actor: Actor, city: SmallCity, letter: int, authority: int
) -> None:
    today, days = clock.today(), timedelta(days=1)
    for one, took in ((letter, 3), (write_letter(database, actor, city.dump_issue_id, authority), 4)):
        send_letter(database, actor, one, today - 10 * days)
        answer_letter(database, actor, one, answered_on=today - (10 - took) * days)
    silent = some_authority(database, actor, "Mlčící úřad")
    send_letter(database, actor, write_letter(database, actor, city.dump_issue_id, silent))
    days_of = re.findall(r"Dnů \(medián\): </span>([^<]*)</td>", words_of(show("submissions", filter="all")))
    assert list(dict.fromkeys(days_of)) == ["3,5", "–"]


def test_a_letter_is_read_in_english_too(show: Show, database: Database, actor: Actor, letter: int) -> None:
    send_letter(database, actor, letter)
    words = words_of(show("submission", "en", id=letter))
    for said in ("Note the answer", "Answer due", "calendar days", "to be checked by a lawyer", "§ 42 zákona"):
        assert said in words
    assert "Letters to authorities" in words_of(show("submissions", "en", filter="all"))


def test_the_story_of_a_place_opens_its_letters(
    show: Show, database: Database, actor: Actor, city: SmallCity, letter: int
) -> None:
    send_letter(database, actor, letter)
    assert f"submission?id={letter}" in links_of(show("site", id=city.building_id))
