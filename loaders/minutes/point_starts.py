"""Whether a line begins another point, where nothing marks it."""

from __future__ import annotations

import re

from loaders.minutes.deadlines import deadline_in
from loaders.minutes.draft import Draft
from loaders.minutes.groups import Group
from loaders.minutes.lines import Line, plain
from loaders.minutes.marks import Mark, mark_of
from loaders.minutes.result import Point
from loaders.minutes.speakers import Speakers

_GOES_ON = (".", "?", "!", ",", ";", ":", ")")
_PARAGRAPH = 70  # characters from which a line with a full stop is a paragraph
_ANSWERS = re.compile(r".{0,60}?\b(?:odpov[ei]d|reag|odvet|pta\b|ptal|zeptal|dotaz)")
_MISCELLANY = re.compile(
    r"ruzne|ostatni|co jsme|dalsi (?:informace|body|temata|podnety)|informace|kolecko|jine|drobn\w+|kratce|zpravy z"
)
_SHORTEST = 3


def may_raise(group: Group | None, line: Line, mark: Mark) -> bool:
    """Below an organisation its own people bring the next point, unless they answer; others speak to the last."""
    if group is None or not group.organisation or group.is_inline or line.marker or line.is_blank_before:
        return True
    one, other = plain(mark.group), plain(group.organisation)
    is_own = bool(one) and (one.startswith(other) or other.startswith(one))
    return is_own and _ANSWERS.match(line.plain) is None


def is_next_item(draft: Draft, group: Group | None, line: Line, speakers: Speakers) -> bool:
    """Below an organisation long lines, and such as end without a full stop, are each a point."""
    in_list = group is not None and bool(group.organisation) and not group.is_inline
    if not in_list or draft.marker or not draft.text or line.indent > draft.indent:
        return False
    above = draft.lines[-1].text
    is_paragraph = above.endswith(".") and min(len(above), len(line.text)) >= _PARAGRAPH
    if is_paragraph and speakers.at(line.text, line.plain, 0):
        # Somebody else's doing belongs to the point above.
        return may_raise(group, line, mark_of(line, speakers))
    return is_paragraph or not draft.text[-1].text.endswith(_GOES_ON)


def is_turn(group: Group | None, line: Line, speakers: Speakers) -> bool:
    """Below "Různé" whoever begins a line with something new brings a point of their own."""
    if group is None or not group.is_section or not _MISCELLANY.match(plain(group.title)) or line.marker:
        return False
    speaker = speakers.at(line.text, line.plain, 0)
    is_told = speaker is not None and speaker.is_organisation and line.text[speaker.end : speaker.end + 1] == " "
    return is_told and _ANSWERS.match(line.plain) is None and deadline_in(line.plain[:_PARAGRAPH], None) is None


def is_nobodys(line: Line, group: Group) -> bool:
    """Whether a line that names nobody is no more of those named before it."""
    return group.is_beside(line) or (group.is_inline and line.is_blank_before and not line.marker)


def is_worth_keeping(point: Point) -> bool:
    """Whether it says anything."""
    return len(point.text) >= _SHORTEST or bool(point.statements or point.tasks)
