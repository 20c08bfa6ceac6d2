"""Serve `map_page.py`, or another of its kind, as the dashboard serves its shell.

`python -m tests.browser.map_server PORT [SCRIPT]`
"""

from __future__ import annotations

import sys
from os import chdir
from pathlib import Path

import uvicorn

from dashboard.application import install, open_application
from dashboard.server import SHELL, assemble
from geodata.settings import read_settings


def main() -> None:
    """Serve until terminated."""
    settings = read_settings()
    settings.assets_directory = settings.assets_directory.resolve()
    chdir(SHELL.parent)  # where Streamlit finds the dashboard's own settings
    application = open_application(settings)
    install(application)
    script = sys.argv[2] if len(sys.argv) > 2 else "map_page.py"
    app = assemble(application, script=Path(__file__).with_name(script))
    uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_level="warning", access_log=False)


if __name__ == "__main__":
    main()
