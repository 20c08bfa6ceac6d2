"""`python -m tests.benchmarks`: take the measures, print them as a table and write build/bench.json."""

from __future__ import annotations

import argparse
import sys
import time
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path

from rich.console import Console

from tests.benchmarks.field import field
from tests.benchmarks.impact import impact
from tests.benchmarks.loading import loading
from tests.benchmarks.map_page import navigation, panning
from tests.benchmarks.measurement import Measurement, as_table, not_measured, write_json
from tests.benchmarks.memory import memory
from tests.benchmarks.minutes import agenda_growth, crowd, issue_list_growth, saving
from tests.benchmarks.pages import pages
from tests.benchmarks.policy_cost import policy_cost
from tests.benchmarks.tile_growth import growth
from tests.benchmarks.tile_speed import against_tipg, slowest

RESULT = Path(__file__).resolve().parents[2] / "build" / "bench.json"
BENCHMARKS: dict[str, Callable[[int], Iterable[Measurement]]] = {
    "tiles": against_tipg,
    "slowest": slowest,
    "growth": growth,
    "memory": memory,
    "loading": loading,
    "pages": pages,
    "policy": policy_cost,
    "agenda": agenda_growth,
    "issues": issue_list_growth,
    "saving": saving,
    "crowd": crowd,
    "impact": impact,
    "navigation": navigation,
    "panning": panning,
    "field": field,
}


def main() -> int:
    """Run the chosen benchmarks; 1 if a goal was missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--only", choices=BENCHMARKS, nargs="+", default=list(BENCHMARKS), metavar="NAME")
    parser.add_argument("--sites", type=int, default=1_000_000, help="the size of the large city")
    chosen = parser.parse_args()
    console, taken = Console(width=150), []
    for name in chosen.only:
        started = time.monotonic()
        try:
            taken += list(BENCHMARKS[name](chosen.sites))
        except Exception:
            console.print(traceback.format_exc(), markup=False)
            taken.append(not_measured(name, 0.0, "it could not be measured, see above"))
        console.print(f"{name}: {time.monotonic() - started:.0f} s", style="dim")
    console.print(as_table(taken))
    write_json(taken, RESULT)
    return 0 if all(measurement.passed for measurement in taken) else 1


if __name__ == "__main__":
    sys.exit(main())
