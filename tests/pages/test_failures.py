"""A page that fails shows one sentence, and the log keeps the rest."""

from __future__ import annotations

import logging
import re

import pytest
from streamlit.testing.v1 import AppTest


def foreseen() -> None:
    from dashboard.shell.boundary import show_failure
    from geodata.errors import NotFound

    show_failure(NotFound())


def unforeseen() -> None:
    from dashboard.shell.boundary import show_failure

    try:
        raise RuntimeError("secret words of a database")
    except RuntimeError as error:
        show_failure(error)


def test_what_was_foreseen_is_said_in_the_readers_language() -> None:
    app = AppTest.from_function(foreseen)
    app.session_state["language"] = "en"
    assert app.run().error[0].value == "This record is not here, or it is not shared with you."


def test_what_nobody_foresaw_shows_a_number_and_keeps_the_rest_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        shown = AppTest.from_function(unforeseen).run().error[0].value
    found = re.search(r"číslo ([2-9A-Z]{6})", shown)
    assert found
    assert "secret" not in shown
    assert found[1] in caplog.text
    assert "secret words of a database" in caplog.text
