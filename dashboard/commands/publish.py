"""`lokality publish`"""

from __future__ import annotations

from dashboard.commands.opening import opened_database
from dashboard.commands.speech import say
from dashboard.language import _
from geodata.errors import N_
from geodata.settings import read_settings

HELP = N_("Make the snapshot of this month for the public picture, if it is switched on. Let cron run it every day.")


def publish() -> None:
    """Once a month it makes something; otherwise it says why not, and all is well."""
    from geodata.services.city import local_actor
    from geodata.services.public_picture import make_due_snapshot, public_switch

    settings = read_settings()
    with opened_database(settings) as database:
        actor = local_actor(database)
        if not public_switch(database, actor).on:
            say(_("The public picture is switched off; nothing was made."))
        elif make_due_snapshot(database, actor, settings.public_limit) is None:
            say(_("This month has its snapshot already; nothing was made."))
        else:
            say(_("The snapshot of this month is made."))
