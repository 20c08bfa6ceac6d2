"""Templates of letters: each fits its kind of letter, knows its facts, and takes no fact for another placeholder."""

from __future__ import annotations

import re

import pytest

from dashboard.documents.letter_words import letter_words
from geodata.model.issues import IssueTopic
from geodata.model.legal_bases import bases_of
from geodata.model.letter_templates import LETTER_TEMPLATES, UNKNOWN, LetterTemplate, filled, templates_for
from geodata.model.next_steps import OPENS, NextStep
from geodata.model.submissions import AnswerKind, SubmissionState
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


@pytest.mark.parametrize("topic", list(IssueTopic))
@pytest.mark.parametrize("step", [step for step in NextStep if step in OPENS])
def test_every_step_that_opens_a_letter_has_a_template_for_every_topic(topic: IssueTopic, step: NextStep) -> None:
    kinds = {template.kind for template in templates_for(topic, follows=True)}
    assert OPENS[step].kind in kinds


@pytest.mark.parametrize("topic", list(IssueTopic))
def test_a_first_letter_can_be_written_about_every_topic(topic: IssueTopic) -> None:
    assert [template.key for template in templates_for(topic, follows=False)][-2:] == ["notice", "information"]


def test_a_letter_about_a_building_names_its_places_and_asks_for_an_answer() -> None:
    subject, text = letter_words(templates_for(IssueTopic.BUILDING, follows=False)[0], facts(follows=False))
    assert subject == "Podnět: stavba, která ohrožuje okolí – Školní 12, Školní 14"
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


def test_what_a_fact_says_is_never_filled_again() -> None:
    assert filled("{podnet} a {kde}", {"podnet": "{kde}", "kde": "tady"}) == "{kde} a tady"
    assert filled("{neznamy}", {}) == UNKNOWN


def test_a_subject_is_never_longer_than_the_service_takes() -> None:
    template = templates_for(IssueTopic.OTHER, follows=False)[0]
    subject, _text = letter_words(template, facts("x" * 200, follows=False))
    assert len(subject) == SUBJECT_AT_MOST
