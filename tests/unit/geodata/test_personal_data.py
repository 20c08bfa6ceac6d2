"""Personal data in Czech texts: what is found, what is not, and how much of it, measured."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.demo.build import DEMO_DAY
from geodata.demo.organisations import ORGANISATIONS
from geodata.demo.plan import plan_city
from geodata.demo.write_ground import CITY
from geodata.model.personal_data import (
    CONTACTS,
    NOBODY,
    REMOVED,
    AllowedNames,
    Finding,
    PersonalDataKind,
    find,
    without,
)
from tests.personal_data_corpus import Sample, corpus, names, written_phone

Kind = PersonalDataKind
FOUND_AT_LEAST = 0.99
FALSE_AT_MOST = 0.02
NAMES_FOUND_AT_LEAST = 0.9


def found_in(text: str, allowed: AllowedNames = NOBODY) -> list[tuple[PersonalDataKind, str]]:
    return [(finding.kind, finding.text) for finding in find(text, allowed)]


# What stands before a number or an address and tells nothing of it.
LABEL = re.compile(r"tel|mob|mailto|rodné číslo|r\. č\.|\+?(?:00)?420")


def covers(sample: Sample, hidden: str, findings: list[Finding]) -> bool:
    """Whether the findings leave no letter and no digit of the hidden text, labels aside."""
    start = sample.text.index(hidden)
    taken = {place for finding in findings for place in range(finding.start, finding.end)}
    left = "".join(letter for place, letter in enumerate(hidden, start) if place not in taken)
    return not any(letter.isalnum() for letter in LABEL.sub("", left))


def test_birth_numbers_phones_and_emails_of_the_corpus_are_found(record_property: Any) -> None:
    there, found = Counter[PersonalDataKind](), Counter[PersonalDataKind]()
    alarms = clean = 0
    for sample in corpus():
        findings = find(sample.text)
        for kind, hidden in sample.hidden:
            there[kind] += 1
            found[kind] += covers(sample, hidden, findings)
        if not sample.hidden:
            clean += 1
            alarms += bool(findings)
    for kind in (Kind.BIRTH_NUMBER, Kind.PHONE, Kind.EMAIL):
        share = found[kind] / there[kind]
        print(f"{kind.value}: {found[kind]} of {there[kind]} found, {share:.2%}")
        record_property(f"{kind.value}_found", share)
        assert there[kind] > 300
        assert share >= FOUND_AT_LEAST
    print(f"false alarms on harmless numbers: {alarms} of {clean} texts")
    record_property("false_alarms_on_harmless_numbers", alarms / clean)
    assert alarms / clean < FALSE_AT_MOST


def test_names_of_people_are_mostly_found(record_property: Any) -> None:
    samples = list(names())
    missed = [sample.text for sample in samples if sample.hidden[0][1] in without(sample.text, find(sample.text))]
    share = 1 - len(missed) / len(samples)
    print(f"names: {share:.1%} of {len(samples)} found; not found, for example: {missed[:5]}")
    record_property("names_found", share)
    assert share >= NAMES_FOUND_AT_LEAST


def texts_within(value: Any) -> Iterator[str]:
    """Every text within plans, lists and tables of texts."""
    if isinstance(value, str):
        yield str(value)
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts_within(getattr(value, field.name))
    elif isinstance(value, dict):
        yield from texts_within([*value.keys(), *value.values()])
    elif isinstance(value, list | tuple | set | frozenset):
        for part in value:
            yield from texts_within(part)


def test_the_demo_city_raises_hardly_any_false_alarm(record_property: Any) -> None:
    from geodata.demo import agenda_texts, issue_texts, matter_texts, site_texts

    modules = (agenda_texts, issue_texts, matter_texts, site_texts)
    written = {text for module in modules for value in vars(module).values() for text in texts_within(value)}
    plan = plan_city(DEMO_DAY)
    written |= set(texts_within(plan))
    streets = {street.name for street in plan.streets}
    organisations = [name for one in ORGANISATIONS for name in (one.name, one.short)]
    for allowed in (NOBODY, AllowedNames.of([], {*streets, *organisations, CITY})):
        alarms = [text for text in written if find(text, allowed)]
        share = len(alarms) / len(written)
        print(f"false alarms in the demo city: {len(alarms)} of {len(written)} texts, {share:.2%}")
        record_property("false_alarms_in_the_demo_city", share)
        assert len(written) > 5_000
        assert share < FALSE_AT_MOST, alarms[:20]


@pytest.mark.parametrize(
    "text",
    [
        "ulice Boženy Němcové 12",
        "Boženy Němcové 12",
        "roh Alšovy a ul. Karla Čapka",
        "Alšova 12",
        "nám. Jiřího z Poděbrad",
        "základní škola Karla Klostermanna",
        "park Marie Terezie",
        "v Habrové ulici",
        "Panelová zástavba u trati",
        "parcela 602123456",
        "č. j. 850712/1234",
        "250 000 000 Kč",
        "602 123 456 Kč",
        "účet 123456789/0800",
        "22.5.2024 12:30",
        "50.6601234, 14.0512345",
        "linka 800 123 456",
        "tísňově 158",
        "čp. 1234/56",
        "IČO 44556677",
        "v květnu a v Září",
        "do 12. 5. 2024 nebo 2025",
        "viz @terenvzorov",
        "f230cafdad499fbe7201bf7d8adc5d3b78ccd259dff02c2aaca364b932804945",
    ],
)
def test_what_only_looks_like_it_is_left_alone(text: str) -> None:
    assert found_in(text) == []


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("volal Petr Svoboda", Kind.NAME, "Petr Svoboda"),
        ("předáno paní Novákové", Kind.NAME, "Novákové"),
        ("jednáno s panem Horváthem", Kind.NAME, "Horváthem"),
        ("rodina Lakatošova", Kind.NAME, "Lakatošova"),
        ("Nováková Jana, druhé patro", Kind.NAME, "Nováková Jana"),
        ("byt J. Nováka", Kind.NAME, "J. Nováka"),
        ("Jana Novakova ma klice", Kind.NAME, "Jana Novakova"),
        ("stěžuje si Giňová, prý", Kind.NAME, "Giňová"),
        ("r. č. 850712/1235", Kind.BIRTH_NUMBER, "850712/1235"),
        ("r.č.8507121239", Kind.BIRTH_NUMBER, "8507121239"),
        ("475211/123", Kind.BIRTH_NUMBER, "475211/123"),
        ("475 211 234", Kind.PHONE, "475 211 234"),
        ("+421 905 123 456", Kind.PHONE, "+421 905 123 456"),
        ("+49 30 901820", Kind.PHONE, "+49 30 901820"),
        ("jana (at) posta (tečka) cz", Kind.EMAIL, "jana (at) posta (tečka) cz"),
    ],
)
def test_what_is_personal_is_found_as_it_is_written(text: str, kind: PersonalDataKind, found: str) -> None:
    assert found_in(text) == [(kind, found)]


def test_people_who_work_here_may_be_named_in_every_case() -> None:
    allowed = AllowedNames.of(["Marie Nováková"], ["Habrová", "Domov Anny Slavíkové"])
    for text in ("jednáno s Marií Novákovou", "od paní Novákové", "na zahradě u Anny Slavíkové"):
        assert found_in(text, allowed) == []
        assert found_in(text)


def test_a_street_allows_no_person_of_its_name() -> None:
    assert found_in("bydlí tu paní Habrová", AllowedNames.of([], ["Habrová"])) == [(Kind.NAME, "Habrová")]


def test_an_address_is_not_searched_for_names() -> None:
    assert find("Jan Novák, tel. 602 123 456", kinds=CONTACTS) == [Finding(Kind.PHONE, 16, 27, "602 123 456")]


def test_a_report_shows_only_the_shape() -> None:
    (finding,) = find("kontakt jana@posta.cz")
    assert finding.masked == "j•••@•••••.••"
    assert "jana" not in repr(finding)


@given(st.text(max_size=300))
def test_any_text_can_be_searched_and_freed(text: str) -> None:
    findings = find(text)
    assert all(text[finding.start : finding.end] == finding.text for finding in findings)
    assert all(first.end <= second.start for first, second in pairwise(findings))
    assert without(text, findings).count(REMOVED) == text.count(REMOVED) + len(findings)


@given(
    st.randoms(use_true_random=False),
    st.sampled_from(("", "Volal ", "tel: ", "(", "Byt 3, ")),
    st.sampled_from(("", ".", ", večer", ")")),
)
def test_a_phone_is_found_whatever_stands_around_it(chance: Any, before: str, after: str) -> None:
    digits = re.sub(r"\D", "", phone := written_phone(chance))
    left = without(f"{before}{phone}{after}", find(f"{before}{phone}{after}"))
    assert digits[-6:] not in re.sub(r"\D", "", left)


@given(st.integers(0, 999_999))
def test_amounts_are_no_phones(crowns: int) -> None:
    grouped = f"{crowns + 200_000_000:,}".replace(",", " ")
    assert found_in(f"Škoda {grouped} Kč.") == []
