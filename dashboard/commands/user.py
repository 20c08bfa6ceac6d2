"""`lokality user …`: the first administrator, invitations and new passwords, from the machine itself."""

from __future__ import annotations

from typing import Annotated

import typer

from dashboard.commands.founding import CITY_HELP, found_where_nothing_is
from dashboard.commands.opening import opened_database
from dashboard.commands.speech import say
from dashboard.language import _
from geodata.errors import N_, InvalidValue
from geodata.model.people import Role
from geodata.settings import Settings, read_settings

HELP = N_("Accounts: the first administrator, invitations, new passwords.")
CREATE_ADMIN_HELP = N_("Make an administrator and print a one-time link to choose the password.")
INVITE_HELP = N_("Make an account and print its one-time link.")
RESET_HELP = N_("Print a one-time link with which somebody chooses a new password.")
LIST_HELP = N_("List the accounts.")

users = typer.Typer(no_args_is_help=True, add_completion=False, rich_markup_mode=None)


@users.command("create-admin", help=CREATE_ADMIN_HELP)
def create_admin(
    login: Annotated[str, typer.Option(help=N_("Sign-in name."))] = "admin",
    name: Annotated[str, typer.Option(help=N_("Name of the person."))] = "",
    city: Annotated[str | None, typer.Option(metavar="NAME", help=CITY_HELP)] = None,
) -> None:
    """For the first start, and when nobody can get in any more."""
    from geodata.services.city import local_actor
    from geodata.services.one_time_links import first_admin_link

    settings = read_settings()
    found_where_nothing_is(settings, city)
    with opened_database(settings) as database:
        local_actor(database)  # says what to do where no city was founded yet
        say_link(settings, first_admin_link(database, login, name))


@users.command("invite", help=INVITE_HELP)
def invite(
    login: Annotated[str, typer.Argument(help=N_("Sign-in name."))],
    role: Annotated[list[str], typer.Option(help=N_("Role; may be given several times."))],
    name: Annotated[str, typer.Option(help=N_("Name of the person."))] = "",
    organisation: Annotated[str, typer.Option(help=N_("Name or short name of the organisation."))] = "",
) -> None:
    """The same as the page Administration does."""
    from geodata.services.accounts import NewAccount
    from geodata.services.accounts import invite as invite_person
    from geodata.services.city import local_actor
    from geodata.services.organisations import list_organisations

    roles = frozenset(_role(given) for given in role)
    settings = read_settings()
    with opened_database(settings) as database:
        actor = local_actor(database)
        known = list_organisations(database, actor)
        found = [row.id for row in known if organisation in {row.name, row.short_name}]
        if organisation and not found:
            raise InvalidValue(
                N_("There is no organisation {name} here. Enter it as it is written."), name=organisation
            )
        new = NewAccount(login, name or login, roles, found[0] if organisation else None)
        say_link(settings, invite_person(database, actor, new))


def _role(given: str) -> Role:
    try:
        return Role(given)
    except ValueError as fault:
        known = ", ".join(role.value for role in Role if role != Role.PUBLIC)
        raise InvalidValue(N_("{given} is not a role. Roles are: {known}."), given=given, known=known) from fault


@users.command("reset", help=RESET_HELP)
def reset(login: Annotated[str, typer.Argument(help=N_("Sign-in name."))]) -> None:
    """Hand over a way to a new password."""
    from geodata.services.accounts import list_accounts
    from geodata.services.city import local_actor
    from geodata.services.one_time_links import make_link
    from geodata.services.sign_in import login_of

    settings = read_settings()
    with opened_database(settings) as database:
        actor = local_actor(database)
        found = [row.id for row in list_accounts(database, actor) if row.login == login_of(login)]
        if not found:
            raise InvalidValue(N_("There is no account {login} here. `lokality user list` shows them."), login=login)
        say_link(settings, make_link(database, actor, found[0]))


@users.command("list", help=LIST_HELP)
def list_users() -> None:
    """One line an account."""
    from geodata.services.accounts import list_accounts
    from geodata.services.city import local_actor

    with opened_database() as database:
        for row in list_accounts(database, local_actor(database)):
            roles = ",".join(sorted(row.roles))
            state = _("disabled") if row.disabled else _("invited") if row.is_invited else _("active")
            say(f"{row.login}\t{row.name}\t{roles}\t{row.organisation or '–'}\t{state}")


def say_link(settings: Settings, secret: str) -> None:
    """Print the link; it is told once and stored nowhere."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    origin = settings.public_address or f"http://{host}:{settings.port}"
    say(_("Open this once to choose the password: {link}").format(link=f"{origin}/auth/link/{secret}"))
