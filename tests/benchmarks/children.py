"""Programs run to their end, with what they took."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_KIBIBYTE = 1024


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds from start to end, seconds of processor, and the most memory held at once."""

    seconds: float
    processor_seconds: float
    peak_bytes: int


def run_to_end(command: Sequence[str], environment: Mapping[str, str]) -> Cost:
    """Run a program and measure it. Raises RuntimeError with its last words if it fails."""
    with tempfile.TemporaryFile() as words:
        started = time.perf_counter()
        process = subprocess.Popen(command, env={**os.environ, **environment}, stdout=words, stderr=words)
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            words.seek(0)
            raise RuntimeError(f"{' '.join(command)}:\n{words.read().decode(errors='replace')[-4_000:]}")
    return Cost(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss * _KIBIBYTE)
