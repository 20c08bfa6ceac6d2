"""Sentences for people.

A template is the English sentence itself with named placeholders; it is also the key under which the
catalogues keep its Czech form. Nothing in here translates: the dashboard and the command line do.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


def N_(template: str) -> str:  # noqa: N802 - the customary name, so that extraction finds it
    """Mark a template for the catalogues; returns it unchanged."""
    return template


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence with its parameters, still in no language."""

    template: str
    parameters: dict[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.template.format(**self.parameters)


class LokalityError(Exception):
    """Something a person can act upon, said in one sentence: what happened, what was kept, what to do."""

    def __init__(self, template: str, **parameters: object) -> None:
        self.message = Message(template, parameters)
        super().__init__(str(self.message))


class Forbidden(LokalityError):
    """The actor may not do this. Says nothing about whether the thing exists."""

    def __init__(self) -> None:
        super().__init__(N_("You do not have permission for this. Ask the coordinator if you need it."))


class NotFound(LokalityError):
    """There is no such record, or the actor may not know of it: the answer is the same for both."""

    def __init__(self) -> None:
        super().__init__(N_("This record is not here, or it is not shared with you."))


class Erased(NotFound):
    """Something was here and was erased: when and by which rule, never what it was."""

    def __init__(self, day: date, rule: StrEnum) -> None:
        LokalityError.__init__(
            self,
            N_("Something was here. It was erased on {day} by the rule “{rule}”; what it was is not kept."),
            day=day,
            rule=rule,
        )


class StaleEdit(LokalityError):
    """Somebody else changed the record since it was read; nothing was overwritten."""

    def __init__(self, subject: str, subject_id: int) -> None:
        self.subject = subject
        self.subject_id = subject_id
        super().__init__(N_("This record was changed by somebody else meanwhile. Look at both versions."))


class TransitionRefused(LokalityError):
    """The workflow does not lead from the present state to the wanted one."""


class InvalidValue(LokalityError):
    """A value that cannot be stored; the sentence says how to mend it."""


class StorageError(LokalityError):
    """The database cannot be used: missing, locked, newer, full."""


class SettingsError(LokalityError):
    """A setting that does not fit; the sentence names it and says how to mend it."""
