"""`lokality migrate`"""

from __future__ import annotations

from dashboard.commands.opening import made_database
from dashboard.commands.speech import say
from dashboard.language import _
from geodata.errors import N_

HELP = N_("Bring the database to the schema of this program; makes it where there is none.")


def migrate() -> None:
    """All or nothing."""
    with made_database():
        say(_("The database is up to date."))
