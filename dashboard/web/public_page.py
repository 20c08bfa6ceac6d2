"""The page of the public picture: what stands in its table, its choices and its sentences."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any
from urllib.parse import urlencode

from babel.dates import format_date
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from dashboard.exports.public_picture import sum_words, value_words
from dashboard.formats import day, number
from dashboard.labels import kinds_label, label
from dashboard.language import LANGUAGES, _, current_language, ngettext
from dashboard.web.assets import bundle
from dashboard.web.plain_page import TEMPLATES
from geodata.model.public_picture import Cell, Picture, states_of
from geodata.model.sites import SiteKind
from geodata.services.published import Published


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for; an empty choice means everything. `language` only where the address says it."""

    month: date | None = None
    area_ids: frozenset[int] = frozenset()
    kinds: frozenset[SiteKind] = frozenset()
    city: str | None = None
    language: str | None = None

    def address(self, path: str = "/public") -> str:
        """An address that asks for the same."""
        query: list[tuple[str, str]] = []
        if self.city:
            query.append(("city", self.city))
        if self.month:
            query.append(("month", f"{self.month:%Y-%m}"))
        query += [("area", str(id_)) for id_ in sorted(self.area_ids)]
        query += [("kind", kind) for kind in sorted(self.kinds)]
        if self.language:
            query.append(("lang", self.language))
        return f"{path}?{urlencode(query)}" if query else path


@cache
def _environment() -> Environment:
    return Environment(autoescape=True, loader=FileSystemLoader(TEMPLATES), undefined=StrictUndefined, trim_blocks=True)


def public_page(published: Published, asked: Asked) -> str:
    """The document, in the language spoken now."""
    whole = published.picture
    shown = whole.narrowed(asked.area_ids, asked.kinds) if whole else None
    return (
        _environment()
        .get_template("public.html")
        .render(
            language=current_language(),
            languages=[
                (code, name, replace(asked, language=code).address())
                for code, name in LANGUAGES.items()
                if code != current_language()
            ],
            words=_words(published),
            city=published.city,
            fictional=published.fictional,
            asked=asked,
            picture=shown,
            months=[(f"{month:%Y-%m}", _month(month), whole and month == whole.month) for month in published.months],
            areas=[(area.id, area.name, area.id in asked.area_ids) for area in whole.areas] if whole else [],
            kinds=[(kind.value, kinds_label(kind), kind in asked.kinds) for kind in SiteKind],
            table=_table(shown) if shown else None,
            said=_said(shown) if shown else None,
            reasons=_reasons(shown) if shown else [],
            address=asked.address,
            styles=bundle("public.css").address,
            script=bundle("public.js").address,
        )
    )


def _month(month: date) -> str:
    name = format_date(month, format="LLLL y", locale=current_language())
    return name[:1].upper() + name[1:]


def _table(picture: Picture) -> dict[str, Any]:
    """Headings, a row for each area and one for the sums; each cell lists (state, value, whether it is shown)."""
    return {
        "headings": [kinds_label(kind) for kind in picture.kinds],
        "rows": [
            {
                "name": area.name,
                "cells": [
                    [_line(picture, Cell(area.id, kind, state)) for state in states_of(kind)] for kind in picture.kinds
                ],
                "rest": f"< {number(picture.limit)}",
                "sum": sum_words(picture.total(area_id=area.id)),
            }
            for area in picture.areas
        ],
        "sums": [sum_words(picture.total(kind=kind)) for kind in picture.kinds],
        "sum": sum_words(picture.total()),
    }


def _line(picture: Picture, cell: Cell) -> tuple[str, str, bool]:
    return label(cell.state), value_words(picture, cell), picture.value(cell) > 0


def _said(picture: Picture) -> dict[str, str]:
    """The sentences about this snapshot."""
    return {
        "heading": _("{month}, counted on {day}").format(month=_month(picture.month), day=day(picture.made_on)),
        "key": _(
            "“≥ {twice}” means at least that many places, and up to {more} more; sums leave out what is hidden and may "
            "lie lower by more. “< {limit}” means fewer than {limit}; it may be none."
        ).format(limit=number(picture.limit), twice=number(2 * picture.limit), more=number(picture.limit - 1)),
        "points": ""
        if picture.points is None
        else ngettext(
            "{count} cleaned dump is drawn as a point.",
            "{count} cleaned dumps are drawn as points.",
            len(picture.points),
        ).format(count=number(len(picture.points))),
    }


def _reasons(picture: Picture) -> list[tuple[str, str]]:
    """What is not shown, and why."""
    limit = number(picture.limit)
    cleared = (
        _(
            "“Cleared” are dumps that were cleaned, that somebody saw to be clean, on land of the city or the state. "
            "Only they are drawn, to about ten metres, so their number is exact; it is in no sum."
        )
        if picture.points is not None
        else _(
            "“Cleared” are dumps that were cleaned, that somebody saw to be clean, on land of the city or the state. "
            "They are counted like everything else and not drawn."
        )
    )
    return [
        (
            _("No house, hostel or other place where people live"),
            _("A map of poor people's homes harms those who live there. Such places are only ever counted, by area."),
        ),
        (
            _("No number under {limit}").format(limit=limit),
            _(
                "Few places in one area could be recognised. Every number is rounded down to a multiple of {limit}, so "
                "that no comparison of areas, kinds or months tells a small one."
            ).format(limit=limit),
        ),
        (
            _("No exact sums"),
            _("A sum adds up what is shown, so it is lower than the truth. An exact one would betray what is hidden."),
        ),
        (
            _("No places that only a few may know of"),
            _("What the city follows as restricted is not counted at all. Nor is what lies outside these areas."),
        ),
        (
            _("No corrections of the past"),
            _("The picture is made once a month and then left as it is: a difference could tell what was corrected."),
        ),
        (_("Cleaned dumps"), cleared),
    ]


def _words(published: Published) -> dict[str, str]:
    return {
        "title": _("What {city} knows about its places").format(city=published.city),
        "intro": _(
            "How many hazardous buildings, dumps and other places the city follows, by area. Deliberately coarse: it "
            "shows where there is work to do, and points at nobody's home."
        ),
        "fictional": _("{city} is an invented city; none of its places is real.").format(city=published.city),
        "nothing_yet": _("The first figures appear here when the first month has been counted."),
        "sign_in": _("Sign in"),
        "month": _("Month"),
        "kind": _("Kind"),
        "area": _("Area"),
        "all_kinds": _("All kinds"),
        "all_areas": _("All areas"),
        "show": _("Show"),
        "together": _("Together"),
        "rest": _("Everything else"),
        "take_away": _("The same numbers as a file:"),
        "not_shown": _("What is not shown, and why"),
        "map": _("Map of the areas"),
    }
