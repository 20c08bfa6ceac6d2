"""Loading a large GeoPackage, against what geopandas needs to read it and write it to another one."""

from __future__ import annotations

import hashlib
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import geopandas
import numpy as np
import pandas as pd

from tests.benchmarks.children import Cost, run_to_end
from tests.benchmarks.city import FOLDER
from tests.benchmarks.measurement import Measurement, at_most
from tests.benchmarks.points import SEED, scattered

TIMES_GEOPANDAS = 2.0
PEAK_GIBIBYTES = 1.0
_ROUNDS = 2
_GIBIBYTE = 1024**3
_KINDS = ("hazardous_building", "illegal_dump", "gambling_venue", "hostel", "syringe_find")
_COPY = "import sys, geopandas; geopandas.read_file(sys.argv[1]).to_file(sys.argv[2], driver='GPKG')"


def loading(sites: int) -> Iterator[Measurement]:
    """Both as processes, in turn; the database is an empty SQLite file each time."""
    source = _geopackage(sites)
    ours, theirs = [], []
    for _ in range(_ROUNDS):
        with tempfile.TemporaryDirectory(dir=FOLDER) as folder:
            theirs.append(_copied(source, Path(folder)))
            ours.append(_loaded(source, Path(folder)))
    seconds, copying = (median(cost.seconds for cost in costs) for costs in (ours, theirs))
    detail = f"{seconds:.1f} s, geopandas {copying:.1f} s; of processor {_work(ours):.1f} and {_work(theirs):.1f} s"
    yield at_most("loading / geopandas read and write", seconds / copying, TIMES_GEOPANDAS, detail)
    peak = max(cost.peak_bytes for cost in ours) / _GIBIBYTE
    detail = f"geopandas {max(cost.peak_bytes for cost in theirs) / _GIBIBYTE:.2f} GiB"
    yield at_most("peak memory of loading, GiB", peak, PEAK_GIBIBYTES, detail)


def _loaded(source: Path, folder: Path) -> Cost:
    command = [str(Path(sys.executable).with_name("lokality")), "load", str(source)]
    return run_to_end(command, {"LOKALITY_DATA_DIRECTORY": str(folder), "LOKALITY_DATABASE_URL": ""})


def _copied(source: Path, folder: Path) -> Cost:
    return run_to_end([sys.executable, "-c", _COPY, str(source), str(folder / "copy.gpkg")], {})


def _geopackage(count: int) -> Path:
    """A layer of points as a city keeps one: an id, a kind, a name, a day and a condition each."""
    version = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()[:8]
    path = FOLDER / f"points-{count}-{version}.gpkg"
    if not path.exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        chance, points = np.random.default_rng(SEED), scattered(count)
        days = pd.Timestamp("2026-01-01") + pd.to_timedelta(chance.integers(0, 300, count), unit="D")
        facts = {
            "id": np.arange(1, count + 1),
            "kind": np.array(_KINDS)[chance.integers(0, len(_KINDS), count)],
            "name": [f"Místo č. {number}" for number in range(1, count + 1)],
            "observed_on": days,
            "condition": "unknown",
        }
        layer = geopandas.GeoDataFrame(facts, geometry=geopandas.points_from_xy(*points), crs="EPSG:4326")
        unfinished = path.with_suffix(".new.gpkg")
        layer.to_file(unfinished, driver="GPKG")
        unfinished.rename(path)
    return path


def _work(costs: list[Cost]) -> float:
    """Seconds of processor: when they are far fewer than the seconds taken, the machine did something else."""
    return median(cost.processor_seconds for cost in costs)
