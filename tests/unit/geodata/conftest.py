"""Examples that Hypothesis makes up are the same in every run, and a busy machine is no fault of the code."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("calm", deadline=None, derandomize=True)
settings.load_profile("calm")
