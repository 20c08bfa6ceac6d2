"""Answers whose findings have gone: nothing written is lost, and nobody takes it for an answer that counts."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard import formats
from dashboard.components.phrases import author_phrase, joined
from dashboard.components.proposals.words import venue_text
from dashboard.components.text import paragraphs, plain
from dashboard.labels import label
from dashboard.language import _, ngettext
from geodata.services.proposal_impact import OutlivedAnswer

ANSWERS_AT_MOST = 100  # folded away, yet each is a box of the page


def show_outlived(answers: Sequence[OutlivedAnswer]) -> None:
    """The answers, folded away; nothing where there are none."""
    if not answers:
        return
    told = ngettext(
        "{count} answer stayed, its finding is gone", "{count} answers stayed, their findings are gone", len(answers)
    )
    with st.expander(told.format(count=formats.number(len(answers))), icon=":material/history:"):
        st.caption(
            _("The zones, the venue or the places measured from have changed since. These answers are not in the "
              "dossier; should a finding come back, its answer counts again.")
        )  # fmt: skip
        for one in answers[:ANSWERS_AT_MOST]:
            _answer(one)
        further = len(answers) - ANSWERS_AT_MOST
        if further > 0:
            words = ngettext("{count} more such answer follows.", "{count} more such answers follow.", further)
            st.caption(words.format(count=formats.number(further)))


def _answer(one: OutlivedAnswer) -> None:
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"**{plain(venue_text(one.name, one.address))}**")
        st.markdown(joined(label(one.kind), label(one.rule), _("the finding is gone")))
        st.markdown(paragraphs(one.answer))
        st.caption(joined(author_phrase(one.answered_by, one.organisation), formats.day(one.answered_at)))
