"""The tab “Equal treatment”: venues treated unlike others, each answered in writing before the draft is submitted."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

import streamlit as st

from dashboard import formats
from dashboard.components.personal_data import PersonalDataGuard
from dashboard.components.phrases import author_phrase, joined
from dashboard.components.proposals.outlived import show_outlived
from dashboard.components.proposals.words import venue_text
from dashboard.components.results import refusals_shown, tell_after_rerun
from dashboard.components.text import paragraphs, plain
from dashboard.context import Context
from dashboard.labels import label
from dashboard.language import _, ngettext
from dashboard.shell.pages import page_link
from geodata.impact.nearest import nearest_place
from geodata.impact.reckoning import Impact
from geodata.impact.summary import FindingRow, Summary
from geodata.model.criteria import FindingKind
from geodata.services.proposal_card import VersionCard
from geodata.services.proposal_impact import ANSWER_AT_MOST, AnsweredFinding, VersionImpact, answer_findings

ROWS_AT_ONCE = 30

_ANSWER_KEY = "finding-answer"


class Shown(StrEnum):
    OPEN = "open"
    ANSWERED = "answered"


def show_treatment(context: Context, version: VersionCard, impact: VersionImpact) -> None:
    """The findings, the open ones first; of a draft with the form that answers those that are ticked.

    Below them what was answered to findings that are gone, for those who write proposals.
    """
    st.markdown(
        _("Venues that meet the same criterion are to be treated alike (§ 19a of the act 143/2001). What is not is a "
          "finding: it is answered in writing, and the answer goes into the dossier.")
    )  # fmt: skip
    _unchecked(impact.summary)
    if impact.findings:
        _findings(context, version, impact)
    elif impact.summary.unchecked:
        st.info(_("No finding among the zones that could be checked."))
    else:
        st.success(_("No finding: whatever meets a measured criterion is hit, and nothing else."))
    show_outlived(impact.outlived)


def _findings(context: Context, version: VersionCard, impact: VersionImpact) -> None:
    """Those that are open, or those that are answered, with the choice between the two."""
    open_, answered = impact.open_findings, len(impact.findings) - impact.open_findings
    shown = _which(open_, answered)
    chosen = [one for one in impact.findings if (one.answer is None) == (shown == Shown.OPEN)]
    rows = chosen[:ROWS_AT_ONCE]
    if not version.editable:
        for one in rows:
            _finding(one, impact.impact)
    else:
        _answerable(context, version, impact.impact, rows)
    further = len(chosen) - len(rows)
    if further:
        words = ngettext("{count} more finding follows.", "{count} more findings follow.", further)
        st.caption(words.format(count=formats.number(further)))


def _unchecked(summary: Summary) -> None:
    """The zones that the reader cannot check, all in one sentence: which of them for what would tell what is hidden."""
    if not summary.unchecked:
        return
    told = (
        _("With what you may see it cannot be checked whether these zones keep to their criterion: {zones}")
        if summary.unsure
        else _("Of these zones nothing can be checked, their criterion is words only: {zones}")
    )
    st.warning(told.format(zones=", ".join(plain(name) for name in summary.unchecked)), icon=":material/rule:")


def _which(open_: int, answered: int) -> Shown:
    names = {
        Shown.OPEN: _("Open ({count})").format(count=formats.number(open_)),
        Shown.ANSWERED: _("Answered ({count})").format(count=formats.number(answered)),
    }
    shown = st.pills(
        _("Which findings"),
        list(Shown),
        default=Shown.OPEN if open_ else Shown.ANSWERED,
        required=True,
        format_func=names.__getitem__,
        key=f"finding-list-{bool(open_)}",
        label_visibility="collapsed",
    )
    return shown or Shown.OPEN


def _answerable(context: Context, version: VersionCard, impact: Impact, rows: Sequence[AnsweredFinding]) -> None:
    """A tick at each finding, and one text for all that are ticked."""
    if not rows:
        st.success(_("Every finding has its answer."))
        return
    keys = [_tick_key(version, one.finding) for one in rows]
    with st.container(horizontal=True):
        st.button(_("Tick all"), key="finding-all", on_click=_tick, args=(keys, True))
        st.button(_("Tick none"), key="finding-none", on_click=_tick, args=(keys, False))
    ticked = [one for one, key in zip(rows, keys, strict=True) if _finding(one, impact, key)]
    st.text_area(
        _("Why they are treated differently"),
        max_chars=ANSWER_AT_MOST,
        help=_("One text for all findings that are ticked. An earlier answer stays in the records."),
        key=_ANSWER_KEY,
    )
    guard = PersonalDataGuard("finding", {"text": _ANSWER_KEY})
    pressed = bool(ticked) and _answer_button(len(ticked))
    if not ticked:
        st.caption(_("Tick the findings that the answer is about."))
    kept = guard.decided(pressed)
    if kept is None:
        return
    with refusals_shown(), guard.watching():
        findings = [(one.finding.kind, one.finding.rule, one.finding.venue.id) for one in ticked]
        text = str(st.session_state.get(_ANSWER_KEY, ""))
        answer_findings(context.database, context.actor, version.id, findings, text, keep_personal_data=kept)
        for key in (*keys, _ANSWER_KEY):
            st.session_state.pop(key, None)
        tell_after_rerun(_("The answer is saved."))
        st.rerun()


def _answer_button(count: int) -> bool:
    words = ngettext("Answer {count} finding", "Answer {count} findings", count)
    return st.button(words.format(count=formats.number(count)), type="primary", key="finding-save")


def _finding(one: AnsweredFinding, impact: Impact, tick: str | None = None) -> bool:
    """One finding with its answer; whether it is ticked."""
    row, ticked = one.finding, False
    with st.container(border=True, gap="xsmall"):
        name = plain(venue_text(row.venue.name, row.venue.address))
        if tick is None:
            page_link("site", f"**{name}**", icon=":material/casino:", id=row.venue.id)
        else:
            ticked = st.checkbox(f"**{name}**", key=tick)
        st.markdown(joined(f"**{label(row.kind)}**", label(row.rule), plain(_distance(impact, row))))
        st.caption(plain("; ".join(criterion for criterion in row.criteria if criterion)))
        if one.answer is not None:
            st.markdown(paragraphs(one.answer))
            st.caption(joined(author_phrase(one.answered_by, one.organisation), formats.day(one.answered_at)))
    return ticked


def _distance(impact: Impact, row: FindingRow) -> str | None:
    """Which place is nearest of those that the criterion measures from, and how far; None where it may not be known."""
    if row.distance_m is None and row.kind == FindingKind.SPARED_THOUGH_IT_MEETS:
        return None
    if row.distance_m is None:
        return _("no such place in the city")
    distance, place = formats.distance(row.distance_m), nearest_place(impact, row)
    if place is None:
        return _("the nearest such place is {distance} away").format(distance=distance)
    named = f"{label(place.kind).lower()} {place.name}" if place.name else label(place.kind).lower()
    if round(row.distance_m) == 0:
        return _("lies inside: {place}").format(place=named)
    return _("nearest is {place}, {distance} away").format(place=named, distance=distance)


def _tick(keys: Sequence[str], on: bool) -> None:
    for key in keys:
        st.session_state[key] = on


def _tick_key(version: VersionCard, row: FindingRow) -> str:
    return f"finding-{version.id}-{row.kind}-{row.rule}-{row.venue.id}"
