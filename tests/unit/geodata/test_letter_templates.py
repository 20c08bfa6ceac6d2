"""Templates of letters: each fits its kind of letter, knows its facts, and takes no fact for another placeholder."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from dashboard.documents.letter_words import letter_words
from geodata.model.issues import IssueTopic
from geodata.model.legal_bases import bases_of
from geodata.model.letter_templates import (
    LETTER_TEMPLATES,
    UNKNOWN,
    LetterTemplate,
    filled,
    templates_for,
    templates_opening,
)
from geodata.model.next_steps import COMMON_COURSE, COURSES, Opens
from geodata.model.submissions import AnswerKind, SubmissionKind, SubmissionState
from geodata.services.letter_facts import LetterFacts
from geodata.services.submissions import SUBJECT_AT_MOST
from tests.letter_exports import AUTHORITY, SUBJECT, a_card, a_line, a_place

FIRST = {"podnet", "kde", "odesilatel"}
LATER = FIRST | {"urad", "vec", "odeslano", "znacka", "sdeleni"}


def facts(title: str = "Padá římsa", *, follows: bool, answer: AnswerKind | None = None) -> LetterFacts:
    line = a_line(state=SubmissionState.SENT, answer_kind=answer, reference="MU-1/2026")
    previous = a_card(line) if follows else None
    return LetterFacts(
        issue=line.issue.__class__(3, "2026-0014", title, line.issue.status),
        topic=IssueTopic.BUILDING,
        sender="Magistrát",
        places=(a_place(), a_place(name="Školní 14")),
        previous=previous,
    )


@pytest.mark.parametrize("template", LETTER_TEMPLATES, ids=lambda template: template.key)
def test_a_template_asks_only_for_what_is_known_and_leans_on_a_fitting_basis(template: LetterTemplate) -> None:
    asked = set(re.findall(r"\{(\w+)\}", template.subject + template.text))
    assert asked <= (LATER if template.follows else FIRST)
    assert template.basis is None or template.basis in {basis.key for basis in bases_of(template.kind)}
    subject, text = letter_words(template, facts(follows=template.follows))
    assert "{" not in subject + text
    assert subject


def all_opened() -> list[Opens]:
    """Every letter that any offer begins with."""
    courses = [*COURSES.values(), COMMON_COURSE]
    offered = [
        offer
        for course in courses
        for part in (course.overdue, course.reminded, course.unanswered, *course.answers.values())
        for offer in part
    ]
    return list(dict.fromkeys(offer.opens for offer in offered if offer.opens is not None))


@pytest.mark.parametrize("topic", list(IssueTopic))
@pytest.mark.parametrize("opens", all_opened(), ids=lambda opens: f"{opens.kind}-{opens.basis}")
def test_every_step_that_opens_a_letter_has_a_template_on_its_basis_for_every_topic(
    topic: IssueTopic, opens: Opens
) -> None:
    first = templates_opening(opens, templates_for(topic, follows=True))[0]
    assert (first.kind, first.basis) == (opens.kind, opens.basis)


@pytest.mark.parametrize("topic", list(IssueTopic))
def test_a_first_letter_can_be_written_about_every_topic(topic: IssueTopic) -> None:
    assert [template.key for template in templates_for(topic, follows=False)][-2:] == ["notice", "information"]


def test_a_letter_about_a_building_names_its_places_and_asks_for_an_answer() -> None:
    subject, text = letter_words(templates_for(IssueTopic.BUILDING, follows=False)[0], facts(follows=False))
    assert subject == "Podnět – stavba, která ohrožuje okolí, Školní 12, Školní 14"
    assert "podle § 42 zákona č. 500/2004 Sb." in text


@pytest.mark.parametrize("answer", [None, *AnswerKind])
def test_the_next_letter_tells_what_became_of_the_first(answer: AnswerKind | None) -> None:
    template = next(one for one in LETTER_TEMPLATES if one.key == "inaction")
    subject, text = letter_words(template, facts(follows=True, answer=answer))
    assert AUTHORITY in subject
    assert f"ve věci „{SUBJECT}“ (č. j. MU-1/2026)" in text
    silent = answer in (None, AnswerKind.NO_ANSWER)
    assert ("Odpověď jsme do dnešního dne nedostali." in text) == silent
    assert (f"Dne {UNKNOWN} nám" in text) != silent


def test_a_letter_after_a_reminder_speaks_of_the_letter_that_was_reminded_of() -> None:
    first = a_line(
        state=SubmissionState.SENT, reference="MU-1/2026", sent_on=date(2026, 3, 2), reminded_on=date(2026, 4, 7)
    )
    reminder = a_line(id=8, kind=SubmissionKind.REMINDER, subject="Urgence", sent_on=date(2026, 4, 7))
    known = replace(facts(follows=True), previous=a_card(reminder, reminds_of=first))
    template = next(one for one in LETTER_TEMPLATES if one.key == "inaction")
    _subject, text = letter_words(template, known)
    words = text.replace("\N{NO-BREAK SPACE}", " ")
    assert words.startswith(f"Dne 2. 3. 2026 jsme úřadu {AUTHORITY} poslali podání ve věci „{SUBJECT}“")
    assert "ani po urgenci ze dne 7. 4. 2026" in words
    assert "Urgence" not in words


def test_a_reminder_promises_no_enclosure_that_it_does_not_have() -> None:
    assert [one.key for one in LETTER_TEMPLATES if "přikládáme" in one.text] == []


def test_what_a_fact_says_is_never_filled_again() -> None:
    assert filled("{podnet} a {kde}", {"podnet": "{kde}", "kde": "tady"}) == "{kde} a tady"
    assert filled("{neznamy}", {}) == UNKNOWN


def test_a_subject_is_never_longer_than_the_service_takes() -> None:
    template = templates_for(IssueTopic.OTHER, follows=False)[0]
    subject, _text = letter_words(template, facts("x" * 200, follows=False))
    assert len(subject) == SUBJECT_AT_MOST
