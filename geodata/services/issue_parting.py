"""A duplicate that is opened again: it takes back what it brought to the issue in which it was followed."""

from __future__ import annotations

from geodata import clock
from geodata.model.issues import IssueEventKind
from geodata.services.brought_places import part_places
from geodata.services.derivation import derive_issue
from geodata.services.issue_events import add_event, note_changed
from geodata.services.issue_merging import same_readers
from geodata.services.merged_work import hold_work, take_work_back
from geodata.tables import Issue
from geodata.unit_of_work import UnitOfWork


def part(work: UnitOfWork, duplicate: Issue) -> dict[str, object]:
    """Take the tasks and letters of the duplicate back, and its places, within the change that opens it again.

    A place stays where something else speaks for it too: somebody linked it since, another duplicate is about it as
    well, or the other issue is closed and shows what it was about (`brought_places`). Where other people may see the
    other issue by now, everything stays there: what was said since is not for the readers of this one. The other issue
    tells of it by an event. Returns what went back, as the audit tells it.
    """
    hold_work(work)
    other = work.session.get(Issue, duplicate.duplicate_of_id)
    if other is None:
        return {}
    told: dict[str, object] = {"out_of": other.id}
    if same_readers(duplicate, other):
        told |= take_work_back(work, duplicate, other)
        told["sites"] = part_places(work, duplicate, other)
    add_event(work, other, IssueEventKind.PARTED, clock.today(), other_issue_id=duplicate.id)
    note_changed(other)
    derive_issue(work, other)
    return told
