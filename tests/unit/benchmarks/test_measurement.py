"""The harness of the benchmarks says what was measured, and never calls a missing figure a success."""

from __future__ import annotations

import json
import sys
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from tests.benchmarks import __main__ as bench
from tests.benchmarks.children import run_to_end
from tests.benchmarks.measurement import Measurement, as_table, at_most, not_measured, write_json
from tests.benchmarks.points import COUNTRY, scattered
from tests.benchmarks.tiles import TileNumber, filled_tiles, fullest_tile


def test_a_figure_passes_up_to_its_goal() -> None:
    assert at_most("tile", 0.5, 0.5).passed
    assert not at_most("tile", 0.51, 0.5).passed


def test_the_file_holds_name_value_goal_and_passed(tmp_path: Path) -> None:
    path = tmp_path / "build" / "bench.json"
    write_json([at_most("tile", 0.25, 0.5, "two of eight"), not_measured("memory", 1.3, "no server")], path)
    assert json.loads(path.read_text(encoding="utf-8")) == [
        {"name": "tile", "value": 0.25, "goal": 0.5, "passed": True},
        {"name": "memory", "value": None, "goal": 1.3, "passed": False},
    ]


def test_the_table_shows_what_was_missed() -> None:
    console = Console(file=StringIO(), width=120, record=True)
    console.print(as_table([at_most("tile", 0.25, 0.5), at_most("memory", 1.4, 1.3, "too much")]))
    words = console.export_text()
    assert "met" in words
    assert "MISSED" in words
    assert "too much" in words


def test_a_benchmark_that_fails_is_reported_and_the_others_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(sites: int) -> list[Measurement]:
        raise RuntimeError("no server")

    def whole(sites: int) -> list[Measurement]:
        return [at_most("tile", sites / 100, 0.5)]

    monkeypatch.setattr(bench, "BENCHMARKS", {"broken": broken, "whole": whole})
    monkeypatch.setattr(bench, "RESULT", tmp_path / "bench.json")
    monkeypatch.setattr(sys, "argv", ["bench", "--sites", "20"])
    assert bench.main() == 1
    found = json.loads((tmp_path / "bench.json").read_text(encoding="utf-8"))
    assert [(entry["name"], entry["passed"]) for entry in found] == [("broken", False), ("tile", True)]


def test_points_are_always_the_same_and_lie_in_the_country() -> None:
    points = scattered(2_000)
    assert (points.longitude == scattered(2_000).longitude).all()
    west, south, east, north = COUNTRY
    assert west <= points.longitude.min() <= points.longitude.max() <= east
    assert south <= points.latitude.min() <= points.latitude.max() <= north


def test_only_tiles_with_points_are_asked_for() -> None:
    points = scattered(500)
    assert filled_tiles(points, 0, 9) == [TileNumber(0, 0, 0)]
    assert 0 < len(filled_tiles(points, 12, 50)) == len(set(filled_tiles(points, 12, 50))) <= 50
    assert fullest_tile(points, 6) in filled_tiles(points, 6, 10_000)


def test_what_a_program_took_is_its_own_and_not_its_parents() -> None:
    mebibyte = 1024 * 1024
    ballast = bytearray(200 * mebibyte)
    cost = run_to_end([sys.executable, "-c", "print('done')"], {})
    assert cost.peak_bytes < len(ballast) / 2
    assert cost.processor_seconds > 0
    with pytest.raises(RuntimeError, match="no luck"):
        run_to_end([sys.executable, "-c", "raise SystemExit('no luck')"], {})
