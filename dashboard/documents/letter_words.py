"""The words with which a letter to an authority begins: a template filled with what is known, always in Czech."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from dashboard import formats
from dashboard.documents.submission import place_title
from dashboard.language import CZECH, use_language
from geodata.model.letter_templates import UNKNOWN, LetterTemplate, filled
from geodata.model.submissions import AnswerKind
from geodata.services.letter_facts import LetterFacts
from geodata.services.submission_card import SubmissionCard
from geodata.services.submissions import SUBJECT_AT_MOST

# What was answered, as the next letter tells it.
_SAID: Mapping[AnswerKind, str] = {
    AnswerKind.DONE: "Dne {odpovezeno} nám bylo sděleno, že věc je vyřízena.",
    AnswerKind.PARTLY: "Dne {odpovezeno} nám bylo sděleno, že věc je vyřízena zčásti.",
    AnswerKind.NO_COMPETENCE: "Dne {odpovezeno} nám bylo sděleno, že věc nepatří do působnosti tohoto úřadu.",
    AnswerKind.LAW_BARS_ENTRY: "Dne {odpovezeno} nám bylo sděleno, že zákon tomuto úřadu neumožňuje na místo vstoupit.",
    AnswerKind.FORWARDED: "Dne {odpovezeno} nám bylo sděleno, že věc byla postoupena.",
    AnswerKind.NO_ANSWER: "Odpověď jsme do dnešního dne nedostali.",
    AnswerKind.OTHER: "Dne {odpovezeno} nám přišla odpověď, která věc nevyřešila.",
}

_NOT_EVEN_REMINDED = "Odpověď jsme do dnešního dne nedostali, ani po urgenci ze dne {urgovano}."


def letter_words(template: LetterTemplate, facts: LetterFacts) -> tuple[str, str]:
    """The subject and the text."""
    with use_language(CZECH):
        known = _known(facts)
    return filled(template.subject, known)[:SUBJECT_AT_MOST].strip(), filled(template.text, known).strip()


def _known(facts: LetterFacts) -> dict[str, str]:
    known = {
        "podnet": facts.issue.title,
        "kde": ", ".join(map(place_title, facts.places)) or facts.issue.title,
        "odesilatel": facts.sender or UNKNOWN,
    }
    return known if facts.previous is None else known | _of_previous(facts.previous)


def _of_previous(card: SubmissionCard) -> dict[str, str]:
    """Of a reminder that of what it reminds of: that is the letter which has to be answered."""
    line = card.reminds_of
    answered = AnswerKind.NO_ANSWER if line.answer_kind is None else line.answer_kind
    said = _SAID[answered]
    if answered == AnswerKind.NO_ANSWER and line.reminded_on is not None:
        said = _NOT_EVEN_REMINDED
    days = {
        "odeslano": _day(line.sent_on),
        "odpovezeno": _day(line.answered_on),
        "urgovano": _day(line.reminded_on),
    }
    return days | {
        "urad": card.authority_name,
        "vec": line.subject,
        "znacka": f" (č. j. {line.reference})" if line.reference else "",
        "sdeleni": filled(said, days),
    }


def _day(day: date | None) -> str:
    return UNKNOWN if day is None else formats.day(day)
