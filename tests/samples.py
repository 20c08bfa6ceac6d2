"""Where the sample files lie: beside the repository, never inside it."""

from __future__ import annotations

from pathlib import Path

import pytest

DIRECTORY = Path(__file__).resolve().parents[2] / "shared" / "samples"


def sample(name: str) -> Path:
    """The path of a sample file; the test that asks for one that is not there is skipped with the reason."""
    path = DIRECTORY / name
    if not path.exists():
        pytest.skip(f"sample file {name} is not beside the repository")
    return path
