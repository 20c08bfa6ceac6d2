"""`lokality erase`"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.commands.opening import opened_database
from dashboard.commands.speech import complain, say
from dashboard.formats import day, number
from dashboard.labels import label
from dashboard.language import _, ngettext
from geodata.errors import N_, InvalidValue
from geodata.settings import read_settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geodata.services.retention import DueRule

HELP = N_("Erase for good what the rules of retention no longer let you keep.")


def erase(
    due: Annotated[bool, typer.Option("--due", help=N_("Erase everything that is due today."))] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=N_("Only say what would be erased."))] = False,
) -> None:
    """Nothing is erased without --due; --dry-run changes nothing."""
    from geodata.services import retention
    from geodata.services.city import local_actor

    if not due:
        raise InvalidValue(N_("Say --due to erase what is due, or --due --dry-run to see it first."))
    settings = read_settings()
    with opened_database(settings) as database:
        actor = local_actor(database)
        found = retention.list_due(database, actor, settings.retention_rules)
        _say_due(found)
        if dry_run:
            return
        done = retention.erase(
            database, actor, settings.retention_rules, settings.data_directory, settings.photo_directory
        )
        if not done.wiped:
            complain(_("Somebody was working: run it again at night, so that the file is written anew too."))
        if not done.counts:
            return
        total = sum(done.counts.values())
        say(ngettext("{count} record erased.", "{count} records erased.", total).format(count=number(total)))
        if not database.is_sqlite:
            say(_("PostgreSQL keeps the old bytes until somebody runs in this database: VACUUM FULL"))
        say(_("Backups made earlier still hold it: remove those that are older than you need."))


def _say_due(found: Sequence[DueRule]) -> None:
    if not found:
        say(_("Nothing is due today."))
    for rule in found:
        count = ngettext("{count} record", "{count} records", rule.count).format(count=number(rule.count))
        until = _("of {day} or earlier").format(day=day(rule.last_day))
        say(f"{label(rule.rule)}: {count}, {until}")
