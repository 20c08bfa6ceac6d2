"""Programs run to their end, with what they took.

Run as a script it is the small parent of such a program: a child of a large process begins with the parent's memory,
and the system would count that as its peak.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

_KIBIBYTE = 1024
_COMPILED = Path(__file__).resolve().parents[2] / "build" / "bench" / "compiled"


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds from start to end, seconds of processor, and the most memory held at once."""

    seconds: float
    processor_seconds: float
    peak_bytes: int


def run_to_end(command: Sequence[str], environment: Mapping[str, str]) -> Cost:
    """Run a program and measure it. Raises RuntimeError with its last words if it fails."""
    done = subprocess.run(
        [sys.executable, __file__, *command],
        env={**inherited_environment(), **environment},
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}:\n{(done.stdout + done.stderr)[-4_000:]}")
    return Cost(**json.loads(done.stdout.splitlines()[-1]))


def inherited_environment() -> dict[str, str]:
    """This process's environment without settings of ours, and with compiled modules kept as they usually are."""
    foreign = (name for name in os.environ if not name.startswith("LOKALITY_") and name != "PYTHONDONTWRITEBYTECODE")
    return {name: os.environ[name] for name in foreign} | {"PYTHONPYCACHEPREFIX": str(_COMPILED)}


def _measured(command: Sequence[str]) -> int:
    started = time.perf_counter()
    code = subprocess.run(command, stdout=sys.stderr).returncode
    seconds = time.perf_counter() - started
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(json.dumps(asdict(Cost(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss * _KIBIBYTE))))
    return code


if __name__ == "__main__":
    sys.exit(_measured(sys.argv[1:]))
