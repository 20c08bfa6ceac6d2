"""Why steps are offered at a letter, until when, and on which law each leans."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard import formats
from dashboard.components.phrases import joined
from dashboard.labels import label
from dashboard.language import _
from geodata.model.next_steps import Offer


def show_reasons(offers: Sequence[Offer]) -> None:
    """Of the step to do first, and of each that leans on a law: why, the section, and who has to look at it."""
    for place, offer in enumerate(offers):
        if place == 0 or offer.basis is not None:
            sign = ":material/info:" if offer.basis is None else ":material/gavel:"
            st.caption(f"{sign} **{label(offer.step)}**: {joined(_(offer.why), _until(offer), _law(offer))}")


def _until(offer: Offer) -> str | None:
    return None if offer.until is None else _("by {day} at the latest").format(day=formats.day(offer.until))


def _law(offer: Offer) -> str | None:
    if offer.basis is None:
        return None
    advice = _("to be checked by a lawyer")
    return f"{offer.basis.source} **({advice})**"
