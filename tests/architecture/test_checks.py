"""The project's own checks find what they are for."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import check_addresses, check_catalogues

HEADER = r"""msgid ""
msgstr ""
"Language: cs\n"
"Content-Type: text/plain; charset=utf-8\n"
"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n>=2 && n<=4 ? 1 : 2);\n"

"""
CODE = """
_("Map")
_("Row {row}")
ngettext("{count} place", "{count} places", 3)
"""
CZECH = """msgid "Map"
msgstr "Mapa"

msgid "Row {row}"
msgstr "Řádek {row}"

msgid "{count} place"
msgid_plural "{count} places"
msgstr[0] "jedno místo"
msgstr[1] "{count} místa"
msgstr[2] "{count} míst"
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small project whose texts are all in order."""
    for room in check_catalogues.ROOMS:
        (tmp_path / room).mkdir()
    (tmp_path / "dashboard" / "page.py").write_text(CODE, encoding="utf-8")
    catalogues = tmp_path / "dashboard" / "locale" / "cs"
    catalogues.mkdir(parents=True)
    (catalogues / "map.po").write_text(HEADER + CZECH, encoding="utf-8")
    monkeypatch.setattr(check_catalogues, "ROOT", tmp_path)
    monkeypatch.setattr(check_catalogues, "CATALOGUES", catalogues)
    return tmp_path


def complaints(capsys: pytest.CaptureFixture[str]) -> str:
    """What the check of the catalogues prints when it refuses."""
    with pytest.raises(SystemExit):
        check_catalogues.main()
    return capsys.readouterr().out


def test_complete_catalogues_pass(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    check_catalogues.main()
    assert "3 sentences" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("before", "after", "complaint"),
    [
        ('msgstr "Mapa"', 'msgstr ""', "has no Czech"),
        ('msgstr "Řádek {row}"', 'msgstr "Řádek {radek}"', "has placeholders"),
        ('msgstr[2] "{count} míst"', 'msgstr[2] "míst"', "has placeholders"),
        ('msgid "Map"', '#, fuzzy\nmsgid "Map"', "fuzzy"),
        ('msgid "Map"', 'msgid "Maps"', "no code says this any more"),
    ],
)
def test_a_faulty_entry_is_named(
    project: Path, capsys: pytest.CaptureFixture[str], before: str, after: str, complaint: str
) -> None:
    text = HEADER + CZECH.replace(before, after)
    (check_catalogues.CATALOGUES / "map.po").write_text(text, encoding="utf-8")
    assert complaint in complaints(capsys)


def test_a_sentence_in_two_files_is_named(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (check_catalogues.CATALOGUES / "other.po").write_text(HEADER + 'msgid "Map"\nmsgstr "Mapa"\n', encoding="utf-8")
    assert "also in" in complaints(capsys)


def test_an_unmarked_error_is_named(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "geodata" / "errors.py").write_text(
        'class Missing(LokalityError): ...\n\nraise Missing("It is not here.")\n', encoding="utf-8"
    )
    assert "geodata/errors.py:3: mark the sentence" in complaints(capsys)


def test_foreign_addresses_are_found_by_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check_addresses, "ROOT", tmp_path)
    path = tmp_path / "page.html"
    host = "unpkg" + ".com"
    path.write_text(f"<p>\n<script src='https://{host}/leaflet.js'>\n", encoding="utf-8")
    assert list(check_addresses.findings(path)) == [f"page.html:2: a CDN: {host}"]
