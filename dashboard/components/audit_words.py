"""What the codes of the audit are called on the screen. One that has no name yet is shown as it is."""

from __future__ import annotations

from typing import Any

from dashboard.language import _
from geodata.errors import N_

ACTIONS: dict[str, str] = {
    "add": N_("added"),
    "advance": N_("moved on"),
    "answer": N_("noted the answer"),
    "assign": N_("assigned"),
    "build": N_("built the demo city"),
    "cancel": N_("cancelled"),
    "change": N_("changed"),
    "change_password": N_("changed the password"),
    "close": N_("settled"),
    "comment": N_("commented"),
    "confirm": N_("noted the receipt"),
    "correct": N_("corrected"),
    "create": N_("created by a file"),
    "draft": N_("drafted"),
    "draw": N_("drew"),
    "end_session": N_("ended a session"),
    "enter": N_("wrote down"),
    "erase": N_("erased"),
    "export": N_("took away"),
    "found": N_("founded"),
    "hold": N_("marked as held"),
    "keep": N_("kept"),
    "leave_out": N_("left out"),
    "link": N_("linked"),
    "load": N_("loaded"),
    "log": N_("logged"),
    "make_link": N_("made a one-time link"),
    "merge": N_("merged"),
    "move": N_("moved"),
    "observe": N_("visited"),
    "photograph": N_("added a photo"),
    "place": N_("placed on the map"),
    "plan": N_("planned"),
    "publish": N_("made a public snapshot"),
    "raise": N_("raised"),
    "read": N_("opened a restricted record"),
    "refuse": N_("was refused"),
    "refuse_sign_in": N_("was refused at the door"),
    "report": N_("wrote the result"),
    "restrict": N_("restricted along with its place"),
    "send": N_("sent"),
    "set_deadline": N_("set a deadline"),
    "set_password": N_("set a password"),
    "set_members": N_("set the members"),
    "share": N_("shared"),
    "sign_in": N_("signed in"),
    "sign_out": N_("signed out"),
    "sign_out_everywhere": N_("signed out everywhere"),
    "start": N_("started"),
    "stop": N_("ended"),
    "switch": N_("switched"),
    "unlink": N_("unlinked"),
    "unshare": N_("shares no more"),
    "update": N_("changed by a file"),
    "view_as": N_("looked as another role"),
    "view_as_oneself": N_("looked as oneself again"),
    "withdraw": N_("withdrew"),
    "write": N_("wrote"),
}
SUBJECTS: dict[str, str] = {
    "account": N_("account"),
    "address": N_("address of a page"),
    "address_point": N_("address"),
    "agenda_item": N_("agenda point"),
    "area": N_("area"),
    "audit": N_("audit"),
    "body": N_("body"),
    "bylaw": N_("bylaw"),
    "calendar_link": N_("link of a calendar"),
    "demo": N_("demo city"),
    "emergency_address": N_("address of an emergency event"),
    "emergency_assignment": N_("assignment in an emergency event"),
    "emergency_event": N_("emergency event"),
    "emergency_report": N_("report from an emergency event"),
    "emergency_visit": N_("visit at an address in an emergency event"),
    "issue": N_("issue"),
    "kept_profile": N_("profile of a file"),
    "load": N_("loaded file"),
    "locality": N_("locality"),
    "meeting": N_("meeting"),
    "municipality": N_("city"),
    "organisation": N_("organisation"),
    "patrol": N_("patrol"),
    "placing": N_("record to be placed"),
    "proposal": N_("proposal"),
    "public_picture": N_("public picture"),
    "public_snapshot": N_("public snapshot"),
    "retention": N_("retention rule"),
    "saved_filter": N_("saved list of issues"),
    "service": N_("service"),
    "site": N_("place"),
    "street": N_("street"),
    "submission": N_("letter to an authority"),
}


def action_name(code: str) -> str:
    """What was done, in words."""
    return _(ACTIONS[code]) if code in ACTIONS else code


def subject_name(code: str) -> str:
    """To what, in words."""
    return _(SUBJECTS[code]) if code in SUBJECTS else code


def detail_text(value: Any) -> str:
    """The details on one line: `before (name Lipová 1, address …), after (…)`; `…` where words were erased."""
    match value:
        case dict():
            return ", ".join(
                f"{name} ({detail_text(part)})" if isinstance(part, dict) else f"{name} {detail_text(part)}"
                for name, part in value.items()
            )
        case list():
            return "; ".join(detail_text(part) for part in value)
        case None:
            return "…"
        case _:
            return str(value)
