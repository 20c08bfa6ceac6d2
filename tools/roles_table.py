"""Write docs/roles.md from the policy, or check that it is up to date (`--check`)."""

from __future__ import annotations

import sys
from pathlib import Path

from geodata.model.people import Role
from geodata.policy import ALLOWED_WHILE_VIEWING_AS, GRANTS, SEES_ALL_RESTRICTED, SEES_PARTNERS, Action

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "roles.md"
_HEAD = """# Roles

Generated from `geodata/policy.py` by `tools/roles_table.py`; what no row grants is refused. Everybody signs in; without
a session nothing is shown but the sign-in page, a calendar to whoever holds its secret link and, if the city publishes
it, the public picture. An administrator may look as another role (`views_as`), reading only: then {while_viewing_as}
is all that is granted.

Sensitivity of a record: **public** and **partners** (the default) are seen by every role marked below, **restricted**
by the organisation that wrote the record, by the organisations it is shared with, and by the roles marked in the last
row. A record of another municipality, and one that the reader may not see, is "not here": the answer does not tell
which.

A restricted record is **shared** with one organisation of the city after the other, and taken back likewise; each time
the audit notes it. That is for members (of the roles marked below) of the organisation that wrote it, and for those who
see every restricted record. Whoever reads a shared record may work on it as their role allows, but neither share it on
nor lift its restriction. Each record is shared by itself: an issue does not take its restricted places along, nor a
place its restricted issues.
"""

_CONFLICTS = """**Why somebody has a conflict of interest** in a proposal is read by the roles that keep proposals
({readers}), by whoever has a seat in the body that has the proposal, and by the person. All others
who see the proposal learn that the person does not vote on it, as they learn of each member how they voted, not why."""


def roles_document() -> str:
    """The document as the policy says it now."""
    looking = ", ".join(sorted(ALLOWED_WHILE_VIEWING_AS))
    lines = [_HEAD.format(while_viewing_as=looking), "| | " + " | ".join(Role) + " |", "|---|" + "---|" * len(Role)]
    for action, roles in GRANTS.items():
        lines.append(_row(action.value.replace("_", " "), roles))
    lines.append(_row("sees public and partners records", SEES_PARTNERS))
    lines.append(_row("sees every restricted record", SEES_ALL_RESTRICTED))
    lines += ["", _CONFLICTS.format(readers=", ".join(role for role in Role if role in GRANTS[Action.KEEP_PROPOSAL]))]
    return "\n".join(lines) + "\n"


def _row(what: str, roles: frozenset[Role]) -> str:
    return f"| {what} | " + " | ".join("yes" if role in roles else "" for role in Role) + " |"


if __name__ == "__main__":
    if "--check" in sys.argv:
        if not DOCUMENT.exists() or DOCUMENT.read_text(encoding="utf-8") != roles_document():
            sys.exit("docs/roles.md is not what the policy says: run python tools/roles_table.py")
    else:
        DOCUMENT.write_text(roles_document(), encoding="utf-8")
