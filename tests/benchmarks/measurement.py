"""What was measured, what it should have been, and both as a table and as a file."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from rich.table import Table


@dataclass(frozen=True, slots=True)
class Measurement:
    """One figure against its goal, in the same unit. `detail` says what the figure was made of."""

    name: str
    value: float
    goal: float
    passed: bool
    detail: str = ""


def at_most(name: str, value: float, goal: float, detail: str = "") -> Measurement:
    """A figure that passes when it is no larger than its goal."""
    return Measurement(name, round(value, 4), goal, value <= goal, detail)


def not_measured(name: str, goal: float, reason: str) -> Measurement:
    """A figure that could not be taken: it does not pass."""
    return Measurement(name, float("nan"), goal, False, reason)


def as_table(measurements: Iterable[Measurement]) -> Table:
    """The measurements for the eye."""
    table = Table("", "measured", "goal", "", "of which", title="Speed and memory")
    for measurement in measurements:
        table.add_row(
            measurement.name,
            f"{measurement.value:.3f}",
            f"<= {measurement.goal:g}",
            "[green]met[/]" if measurement.passed else "[red]MISSED[/]",
            measurement.detail,
        )
    return table


def write_json(measurements: Iterable[Measurement], path: Path) -> None:
    """Write a list of `name`, `value`, `goal`, `passed`; a figure that could not be taken has the value null."""
    path.parent.mkdir(parents=True, exist_ok=True)
    entries = [
        {
            "name": measurement.name,
            "value": measurement.value if measurement.value == measurement.value else None,
            "goal": measurement.goal,
            "passed": measurement.passed,
        }
        for measurement in measurements
    ]
    path.write_text(json.dumps(entries, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
