"""The pages of the dashboard in one fixed table: what each is called, its sign, its address, and who shows it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from dashboard.context import Context
from geodata.errors import N_
from geodata.policy import Action

Render = Callable[[Context], None]


@dataclass(frozen=True, slots=True)
class Page:
    """A page; `dashboard/pages/<key>.py` shows it. Hidden ones are reached by a link from others."""

    key: str
    title: str  # the English sentence; shown translated
    icon: str
    address: str
    hidden: bool = False
    action: Action = Action.VIEW  # who may not do this finds no such page in the menu

    @property
    def render(self) -> Render:
        """The page's own function, imported when first shown: a page nobody opens costs nothing."""
        found: Render = import_module(f"dashboard.pages.{self.key}").render
        return found


PAGES: tuple[Page, ...] = (
    Page("overview", N_("Overview"), ":material/dashboard:", "overview"),
    Page("map", N_("Map"), ":material/map:", "map"),
    Page("log_place", N_("Log a place"), ":material/add_location_alt:", "log-place", action=Action.LOG_SITE),
    Page("issues", N_("Issues"), ":material/assignment:", "issues"),
    Page("submissions", N_("Letters to authorities"), ":material/mail:", "submissions"),
    Page("meetings", N_("Cells and meetings"), ":material/groups:", "meetings"),
    Page("patrols", N_("Patrols"), ":material/directions_walk:", "patrols", action=Action.LEAD_PATROL),
    Page("proposals", N_("Zone proposals"), ":material/gavel:", "proposals"),
    Page(
        "emergencies",
        N_("Emergency events"),
        ":material/emergency:",
        "emergencies",
        action=Action.REPORT_EMERGENCY,
    ),
    Page("data", N_("Data"), ":material/upload_file:", "data", action=Action.LOAD),
    Page("administration", N_("Administration"), ":material/settings:", "administration", action=Action.ADMINISTER),
    Page("account", N_("My account"), ":material/account_circle:", "account", hidden=True),
    Page("site", N_("Place"), ":material/location_on:", "site", hidden=True),
    Page("issue", N_("Issue"), ":material/assignment:", "issue", hidden=True),
    Page("submission", N_("Letter to an authority"), ":material/mail:", "submission", hidden=True),
    Page("meeting", N_("Meeting"), ":material/event:", "meeting", hidden=True),
    Page("body", N_("Group"), ":material/groups:", "body", hidden=True),
    Page("proposal", N_("Zone proposal"), ":material/gavel:", "proposal", hidden=True),
    Page(
        "paper_minutes",
        N_("Minutes from paper"),
        ":material/document_scanner:",
        "minutes-from-paper",
        hidden=True,
        action=Action.KEEP_MEETING,
    ),
)
BY_KEY: dict[str, Page] = {page.key: page for page in PAGES}


def address_of(key: str, **parameters: str | int) -> str:
    """The address of a page with its query (`/site?id=7`), for links."""
    from urllib.parse import urlencode

    query = urlencode(parameters)
    return f"/{BY_KEY[key].address}{'?' + query if query else ''}"
