"""The phone finds in a text what the server finds there, by the server's own patterns; what it cannot is named here."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from geodata.model.personal_data import CONTACTS, Finding, PersonalDataKind, find
from geodata.model.personal_data.offline import offline_rules
from geodata.model.personal_data.regular_expressions import shared
from tests.personal_data_corpus import corpus, names
from tests.unit.terrain.test_node import node

HERE = Path(__file__).resolve().parent
RULES_AT_MOST = 12 * 1024  # bytes; a part of the first load
TITLED_FOUND_AT_LEAST = 0.9
# Written as people write, one of each way in which the two languages read a pattern differently.
HARD = (
    "Žádné: č. j. MMVZ/123456/2024, IČO 12345678, 1 500 000 Kč, 602 000 000 korun, účet 602111222/0800.",
    "šířka 602 111 222 m², výměra 601 222 333 m2",
    "Volal na ž602111222 i na 602 111 222.",
    "tel.:602111222\nmob +421 905 123 456, (+420) 475 111 222, 00420 602-111-222",
    "linka 800 123 456, 900 123 456, 844 111 222",
    "ROČ. 530101/001, rodné číslo: 530101001, nar. 530101/001",
    "530101001",
    "710319/2745 710319 / 2745, 71 03 19/2745; 7103192745, 1710319/27455",
    "Žaneta.Č@pošta.example.cz, jan (zavináč) posta (tečka) example (tečka) cz, x@y, <a.b@c.example>",
    "spisová značka 602111222, VS 602111222, vs: 602111222, Parcela č. 602 111 222",
    "🏚 602 111 222 🏚 710319/2745",
    "",
)


def found_by_phone(texts: Sequence[str], field: str = "note") -> list[list[tuple[str, str]]]:
    """What the app's own module finds, run by node."""
    told = json.dumps({"rules": offline_rules(), "texts": list(texts), "field": field}).encode()
    answer = subprocess.run(
        [node(), HERE / "search_texts.mjs"], input=told, capture_output=True, timeout=120, check=True
    )
    return [[(kind, text) for kind, text in found] for found in json.loads(answer.stdout)]


def as_pairs(findings: Sequence[Finding]) -> list[tuple[str, str]]:
    return [(finding.kind.value, finding.text) for finding in findings]


def test_numbers_and_addresses_of_the_corpus_are_found_alike() -> None:
    texts = [*(sample.text for sample in corpus()), *HARD]
    differences = [
        (text, here, there)
        for text, there in zip(texts, found_by_phone(texts, "address"), strict=True)
        if (here := as_pairs(find(text, kinds=CONTACTS))) != there
    ]
    assert differences == []


def test_every_name_the_phone_finds_the_server_finds_too_and_after_a_title_hardly_one_is_missed() -> None:
    samples = list(names())
    texts = [sample.text for sample in samples]
    titled = missed = 0
    for sample, there in zip(samples, found_by_phone(texts), strict=True):
        on_server = [finding.text for finding in find(sample.text)]
        assert all(any(name in written for name in on_server) for _kind, written in there), sample.text
        if re.search(r"\b(pan[aeiuí]?|panem) ", sample.text, re.IGNORECASE):
            titled += 1
            missed += not any(sample.hidden[0][1] in written for _kind, written in there)
    assert titled > 100
    assert missed / titled <= 1 - TITLED_FOUND_AT_LEAST


@pytest.mark.parametrize(
    ("text", "kind"),
    [("+49 30 901820 ráno", PersonalDataKind.PHONE), ("Bydlí tu Jana Nováková.", PersonalDataKind.NAME)],
)
def test_what_only_the_server_finds(text: str, kind: PersonalDataKind) -> None:
    assert [finding.kind for finding in find(text)] == [kind]
    assert found_by_phone([text]) == [[]]


@pytest.mark.parametrize("text", ["Paní učitelka přišla.", "pan Ulice", "P. S. Ozveme se.", "ing. arch. dodá plán"])
def test_a_title_alone_is_nobody(text: str) -> None:
    (found,) = found_by_phone([text])
    assert bool(found) <= bool(find(text))


def test_the_rules_are_small_and_their_version_tells_them_apart() -> None:
    rules = offline_rules()
    assert len(json.dumps(rules, ensure_ascii=False).encode()) <= RULES_AT_MOST
    assert re.fullmatch(r"[0-9a-f]{12}", rules["version"])


@pytest.mark.parametrize("source", [r"(?i:a)", r"(?P<a>b)", r"a\Z", r"\Aa", r"a\W", r"a++", r"(?>a)"])
def test_what_only_python_reads_is_refused(source: str) -> None:
    with pytest.raises(ValueError, match="in"):
        shared(re.compile(source))
