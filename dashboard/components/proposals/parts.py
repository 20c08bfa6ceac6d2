"""What stands beside the page of a proposal in modules of its own: the map, comparing, the commission, files.

Asked by name, so that a tab whose module is not there is left out and not shown empty.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import Any

Part = Callable[..., Any]


def screen_part(module: str, function: str) -> Part | None:
    """A function of `dashboard.components.proposals`; None where there is none."""
    return _part(f"dashboard.components.proposals.{module}", function)


def service_part(module: str, function: str) -> Part | None:
    """A service of `geodata.services`; None where there is none."""
    return _part(f"geodata.services.{module}", function)


def _part(module: str, function: str) -> Part | None:
    if find_spec(module) is None:
        return None
    found: Part | None = getattr(import_module(module), function, None)
    return found
