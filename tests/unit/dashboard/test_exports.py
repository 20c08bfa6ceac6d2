"""What stands in a cell of an exported file."""

from __future__ import annotations

import pytest

from dashboard.components.take_away import download_links
from dashboard.exports.columns import COLUMNS, wording
from dashboard.exports.workbook import ROWS_AT_MOST, require_room
from dashboard.language import use_language
from geodata.errors import InvalidValue
from geodata.formulas import harmless
from geodata.model.filters import SiteFilter
from geodata.model.sites import Condition, SiteKind, SiteState


@pytest.mark.parametrize(
    "text", ["=1", "+420 475 000 000", "-", "@x", "\t=1", "\rx", "\nx", "＝1", "＋1", "－1", "＠x"]
)
def test_what_a_spreadsheet_would_run_is_quoted(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("separator", [";", ",", "|", "\n", "\r", ';"', ',""'])
@pytest.mark.parametrize("formula", ["=1+1", "+1", "-2+cmd|' /c x'!A0", "@SUM(A1)", '＝HYPERLINK("x")'])
def test_behind_every_separator_a_formula_is_quoted_too(separator: str, formula: str) -> None:
    """A file with semicolons is opened where commas part the cells, and the other way round."""
    assert harmless(f"x{separator}{formula}").startswith(f"x{separator}'")


@pytest.mark.parametrize(
    "text", ["", "Školní 12", "1+1=2", "č. p. 5", "'=1", "Za tratí, - u vlečky; = pozor", "a-b, c+d"]
)
def test_other_text_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text


@pytest.mark.parametrize(("language", "kind"), [("cs", "Herna"), ("en", "Gambling venue")])
def test_the_wording_holds_every_code_and_heading_of_its_language(language: str, kind: str) -> None:
    with use_language(language):
        words = wording()
    assert words.words[SiteKind.GAMBLING_VENUE] == kind
    assert {*SiteKind, *Condition, *SiteState} <= words.words.keys()
    assert len(words.headings) == len(set(words.headings)) == len(COLUMNS)


def test_more_rows_than_a_sheet_holds_are_refused_with_what_to_do() -> None:
    require_room(ROWS_AT_MOST)
    with pytest.raises(InvalidValue, match="Choose CSV"):
        require_room(ROWS_AT_MOST + 1)


def test_a_text_of_a_filter_cannot_leave_its_link() -> None:
    links = download_links(SiteFilter(text='"><script>alert(1)</script>'))
    assert "<script>" not in links
    assert links.count("<a ") == 4
