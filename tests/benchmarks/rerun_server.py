"""Serve `rerun_page.py` just as our own dashboard is served: `python -m tests.benchmarks.rerun_server PORT`."""

from __future__ import annotations

import sys
from pathlib import Path

import streamlit as st
import uvicorn

from dashboard.web import health
from dashboard.web.assets import asset_routes
from tests.benchmarks.city import ROOT


def main() -> None:
    """Serve until terminated."""
    routes = [*health.ROUTES, *asset_routes(ROOT / "build" / "assets")]
    app = st.App(Path(__file__).with_name("rerun_page.py"), routes=routes)
    uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_level="warning", access_log=False)


if __name__ == "__main__":
    main()
