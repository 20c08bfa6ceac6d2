"""The same two points in the ways of many secretaries: whatever counts or marks them, they are told apart."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from loaders.minutes.result import Point
from loaders.minutes.understanding import understand

HEAD = """Zápis z jednání pracovní skupiny bydlení
Datum: 12. 3. 2026 od 9:00
Přítomni: Jana Tichá (OSV), Petr Malý (MP), Ivan Kos (Terén)

"""
SAID = (
    ("MP", "Skládka ve dvoře", "Ve dvoře domu Lipová 12 leží nábytek.", "OSV", "zajistit odvoz", "Terén"),
    ("OSV", "Ubytovna Sokolská", "V ubytovně přibylo pět rodin s dětmi.", "MP", "navštívit rodiny", "OSV"),
    ("Terén", "Výměna jehel", "V parku se našlo dvacet použitých jehel.", "MP", "vyčistit park", "Terén"),
)
Written = Callable[[int, str, str, str, str, str, str], str]
TITLED: dict[str, Written] = {
    "title – organisation": lambda i, o, t, x, s, k, d: (
        f"{i}. {t} – {o}\n{x}\n{s}: to víme.\nÚkol: {k}, {d}, do 31. 3. 2026"
    ),
    "title (organisation)": lambda i, o, t, x, s, k, d: (
        f"{t} ({o})\n{x}\n- {s}: to víme.\n- úkol: {k} (zodp. {d}, termín 31. 3. 2026)"
    ),
    "organisation / title": lambda i, o, t, x, s, k, d: (
        f"{o} / {t}\n{x}\n{s}: to víme.\nUkládá se {d}: {k}, T: 31. 3. 2026"
    ),
    "labels with tabs": lambda i, o, t, x, s, k, d: (
        f"Téma:\t{t}\nPřednesl:\t{o}\nObsah:\t{x}\nReakce:\t{s}: to víme.\nÚkol:\t{k}\nZodpovídá:\t{d}\n"
        "Termín:\t31. 3. 2026"
    ),
    "labels in capitals": lambda i, o, t, x, s, k, d: (
        f"PODNĚT: {t}\nOD: {o}\nPOPIS: {x}\nREAKCE: {s} – to víme.\nÚKOL: {k}\nKDO: {d}\nDO KDY: 31. 3. 2026"
    ),
}
BY_NOBODY: dict[str, Written] = {
    "paragraphs": lambda i, o, t, x, s, k, d: f"§ {i} {t}\n{x}\n{s}: to víme.\nÚkol pro {d}: {k}, termín 31. 3. 2026.",
    "numbers of the year": lambda i, o, t, x, s, k, d: (
        f"{i}/2026 {t}\n{x}\n{s}: to víme.\nÚkol pro {d}: {k}, termín 31. 3. 2026."
    ),
    "hours": lambda i, o, t, x, s, k, d: f"9:{i}0 {t}\n{x}\n{s}: to víme.\nÚkol: {d} – {k} do 31. 3. 2026",
    "quotation marks": lambda i, o, t, x, s, k, d: f"„{t}“\n{x}\n{s}: to víme.\nÚkol: {d} – {k} do 31. 3. 2026",
    "letters": lambda i, o, t, x, s, k, d: (
        f"{'abc'[i - 1]}) {t}\n{x}\n{s}: to víme.\nÚkol: {k}; odpovídá {d}; do 31. 3. 2026"
    ),
    "numbered titles in the line": lambda i, o, t, x, s, k, d: (
        f"{i}. {t}: {x} {s} uvádí, že to ví. Úkol: {k}. Zodpovídá: {d}. Termín: 31. 3. 2026."
    ),
    "stars with dashes below": lambda i, o, t, x, s, k, d: (
        f"* {t}\n  - {x}\n  - {s}: to víme.\n  - ÚKOL {d}: {k} do 31. 3. 2026"
    ),
}


def points_of(written: Written, between: str = "\n\n") -> tuple[Point, ...]:
    return understand(HEAD + between.join(written(i, *said) for i, said in enumerate(SAID, 1)) + "\n").points


def assert_told(points: tuple[Point, ...], *, with_title: bool = True, with_organisation: bool = True) -> None:
    assert [point.title.strip() for point in points] == [said[1] if with_title else "" for said in SAID]
    if with_organisation:
        assert [point.organisation for point in points] == [said[0] for said in SAID]
    assert all(point.text.startswith(said[2]) for point, said in zip(points, SAID, strict=True))
    tasks = [[(task.who, task.due) for task in point.tasks] for point in points]
    assert tasks == [[(said[5], date(2026, 3, 31))] for said in SAID]


@pytest.mark.parametrize("way", TITLED)
def test_a_heading_says_who_raised_what(way: str) -> None:
    points = points_of(TITLED[way])
    assert_told(points)
    assert [[one.organisation for one in point.statements] for point in points] == [[said[3]] for said in SAID]


@pytest.mark.parametrize("way", BY_NOBODY)
def test_whatever_counts_in_order_marks_points(way: str) -> None:
    points = points_of(BY_NOBODY[way])
    assert_told(points, with_organisation=False)
    assert [[one.organisation for one in point.statements] for point in points] == [[said[3]] for said in SAID]


@pytest.mark.parametrize("divider", [" | ", "\t"])
def test_a_table_without_a_heading_is_read_by_its_cells(divider: str) -> None:
    assert_told(points_of(lambda i, o, t, x, s, k, d: divider.join((o, t, x, k, d, "31. 3. 2026")), "\n"))


def test_items_of_a_list_that_begin_with_an_organisation_are_points_of_it() -> None:
    found = points_of(lambda i, o, t, x, s, k, d: f"- {o} - {x}\n   - {s}: to víme.\n   - {d} {k} do 31. 3. 2026", "\n")
    assert [point.organisation for point in found] == [said[0] for said in SAID]
    assert all(point.text.startswith(said[2]) for point, said in zip(found, SAID, strict=True))
    assert [[one.organisation for one in point.statements] for point in found] == [[said[3]] for said in SAID]


def test_what_is_said_to_a_point_after_the_table_belongs_to_it() -> None:
    rows = ("č. | Předkládá | Bod | Úkol | Termín", "1 | MP | Skládka trvá. | – | –", "2 | OSV | Ubytovna. | – | –")
    table = "\n".join(rows)
    points = understand(f"{HEAD}{table}\n\nDiskuse k bodu 1: Terén: odvezeme to.\n").points
    assert [[one.text for one in point.statements] for point in points] == [["odvezeme to."], []]


def test_labels_within_labels_without_end_are_read_once() -> None:
    assert understand(HEAD + "Skládka\n" + "reakce: " * 20_000).points
