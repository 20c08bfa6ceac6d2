"""Every code of the model has a name in both languages."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections import Counter
from enum import StrEnum

import pytest

from dashboard.field_labels import FIELD_CHOICES, FIELD_NAMES, choice_label, field_label
from dashboard.labels import ACTIONS, KINDS_IN_PLURAL, LABELS, action_label, kinds_label, label
from dashboard.language import LANGUAGES, catalogue, use_language
from geodata import model
from geodata.model.fields import FIELDS, FieldValue
from geodata.model.issues import IssueStatus
from geodata.model.lawfulness import FlagKind
from geodata.model.sites import SiteKind

# How a fact is asked for is never shown; a flag for a lawyer is told as its whole sentence (`FLAG_RULES`).
UNNAMED = {FieldValue, FlagKind}


def code_lists() -> list[type[StrEnum]]:
    """Every StrEnum that a module of the model defines."""
    found = []
    for module in pkgutil.iter_modules(model.__path__):
        members = vars(importlib.import_module(f"geodata.model.{module.name}"))
        for member in members.values():
            own = inspect.isclass(member) and member.__module__ == f"geodata.model.{module.name}"
            if own and issubclass(member, StrEnum):
                found.append(member)
    return found


@pytest.mark.parametrize("codes", [codes for codes in code_lists() if codes not in UNNAMED])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_a_name(codes: type[StrEnum], language: str) -> None:
    with use_language(language):
        names = [label(code) for code in codes]
    assert all(names)
    assert [name for name, times in Counter(names).items() if times > 1] == []


def test_no_name_is_kept_for_a_code_that_is_gone() -> None:
    for codes, names in LABELS.items():
        assert set(names) == {code.value for code in codes}
    assert set(KINDS_IN_PLURAL) == set(SiteKind)
    assert set(ACTIONS) == set(IssueStatus)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fact_of_a_place_and_each_of_its_choices_has_a_name(language: str) -> None:
    fields = [field for fields in FIELDS.values() for field in fields]
    with use_language(language):
        for field in fields:
            assert field_label(field.name)
            assert all(choice_label(field.name, choice) for choice in field.choices)
    assert {field.name for field in fields} == set(FIELD_NAMES)
    assert {field.name for field in fields if field.choices} == set(FIELD_CHOICES)


def test_czech_names_are_czech() -> None:
    of_lists = [name for names in (*LABELS.values(), *FIELD_CHOICES.values()) for name in names.values()]
    english = [*of_lists, *KINDS_IN_PLURAL.values(), *ACTIONS.values(), *FIELD_NAMES.values()]
    same = {name for name in english if catalogue("cs").gettext(name) == name}
    assert same == {"Partner"}


def test_actions_and_many_places_are_named_too() -> None:
    with use_language("cs"):
        assert action_label(IssueStatus.DONE) == "Označit jako hotové"
        assert kinds_label(SiteKind.ILLEGAL_DUMP) == "Černé skládky"
