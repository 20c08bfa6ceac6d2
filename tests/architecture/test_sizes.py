"""Modules stay small enough to be read in one go."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 350  # lines; most are far shorter


def test_no_module_is_longer_than_a_person_reads_at_once() -> None:
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
        for room in ("geodata", "loaders", "dashboard", "tools", "tests")
        for path in (ROOT / room).rglob("*.py")
        if path.parent.name != "versions"  # a migration is history, written down once as it came
    }
    assert {path: length for path, length in lengths.items() if length > LONGEST} == {}
