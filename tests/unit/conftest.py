"""What tests of commands can ask for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.language import set_default_language


@pytest.fixture
def bare_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of a machine without an installation, whose commands speak English."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LOKALITY_DATA_DIRECTORY", str(tmp_path))
    monkeypatch.setenv("LOKALITY_LANGUAGE", "en")
    monkeypatch.delenv("LOKALITY_DATABASE_URL", raising=False)
    yield tmp_path
    set_default_language("cs")
