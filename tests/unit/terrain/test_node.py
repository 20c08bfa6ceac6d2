"""The field app's rules, which need no browser: the tests beside this file, run by node."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tools.collect_assets import npm_commands

HERE = Path(__file__).resolve().parent
TESTS = sorted(path.name for path in HERE.glob("*.test.mjs"))


def node() -> str:
    """The node that came with the set-up, or the machine's."""
    ours = [command[0] for command in npm_commands() if len(command) > 1]
    return ours[0] if ours else shutil.which("node") or "node"


@pytest.mark.parametrize("name", TESTS)
def test_the_rules_of_the_field_app_hold(name: str) -> None:
    answer = subprocess.run(
        [node(), "--test", name], cwd=HERE, capture_output=True, text=True, timeout=120, check=False
    )
    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_there_are_rules_to_test() -> None:
    assert len(TESTS) >= 5
