"""Write docs/roles.md from the policy, or check that it is up to date (`--check`)."""

from __future__ import annotations

import sys
from pathlib import Path

from geodata.model.people import Role
from geodata.policy import GRANTS, SEES_ALL_RESTRICTED, SEES_PARTNERS

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "roles.md"
_HEAD = """# Roles

Generated from `geodata/policy.py` by `tools/roles_table.py`; what no row grants is refused. Until sign-in exists there
is one local actor, with the roles admin and coordinator, and the server listens on loopback only.

Sensitivity of a record: **public** and **partners** (the default) are seen by every role marked below, **restricted**
by the organisation that wrote the record and by the roles marked in the last row. A record of another municipality, and
one that the reader may not see, is "not here": the answer does not tell which.
"""


def roles_document() -> str:
    """The document as the policy says it now."""
    lines = [_HEAD, "| | " + " | ".join(Role) + " |", "|---|" + "---|" * len(Role)]
    for action, roles in GRANTS.items():
        lines.append(_row(action.value.replace("_", " "), roles))
    lines.append(_row("sees public and partners records", SEES_PARTNERS))
    lines.append(_row("sees every restricted record", SEES_ALL_RESTRICTED))
    return "\n".join(lines) + "\n"


def _row(what: str, roles: frozenset[Role]) -> str:
    return f"| {what} | " + " | ".join("yes" if role in roles else "" for role in Role) + " |"


if __name__ == "__main__":
    if "--check" in sys.argv:
        if not DOCUMENT.exists() or DOCUMENT.read_text(encoding="utf-8") != roles_document():
            sys.exit("docs/roles.md is not what the policy says: run python tools/roles_table.py")
    else:
        DOCUMENT.write_text(roles_document(), encoding="utf-8")
