"""A page run by Streamlit's AppTest on behalf of an actor, over a SQLite city of the test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard.application import Application, install
from dashboard.components.text import WORD_JOINER
from geodata.database import Database
from geodata.model.people import Actor
from geodata.settings import Settings
from tests.open_door import OpenDoor

RUNS_WITHIN = 60  # seconds; a first run imports every library, and two cores are shared

Show = Callable[..., AppTest]


def _page_script(key: str) -> None:
    # AppTest runs the source of this function alone, so it brings its own imports.
    from importlib import import_module

    from dashboard.context import current_context
    from dashboard.shell.boundary import show_failure
    from geodata.errors import LokalityError

    try:
        import_module(f"dashboard.pages.{key}").render(current_context())
    except LokalityError as error:  # as the shell does; what nobody foresaw fails the test
        show_failure(error)


@contextmanager
def showing(database: Database, actor: Actor, settings: Settings) -> Iterator[Show]:
    """`show(key, language, **query)` runs the page once; whatever fails in it fails the test."""
    st.cache_data.clear()
    install(Application(settings=settings, database=database, door=OpenDoor(actor, database)))

    def show(key: str, language: str = "cs", **query: str | int) -> AppTest:
        page = AppTest.from_function(_page_script, default_timeout=RUNS_WITHIN, args=(key,))
        page.session_state["language"] = language
        for name, value in query.items():
            page.query_params[name] = str(value)
        return without_failure(page.run())

    try:
        yield show
    finally:
        install(None)


def without_failure(page: AppTest) -> AppTest:
    """The page, unless something in it failed."""
    assert not page.exception, [failure.value for failure in page.exception]
    return page


def words_of(page: AppTest) -> str:
    """Everything the page says, in order, without what keeps it from being Markdown."""
    said: list[str] = []
    for block in (page.sidebar, page.main):
        _gather(block, said)
    return "\n".join(said).replace("\\", "").replace(WORD_JOINER, "")


def _gather(block: Any, said: list[str]) -> None:
    for child in block.children.values():
        if hasattr(child, "children"):
            _gather(child, said)
        else:
            said += [str(getattr(child.proto, name, "")) for name in ("label", "body") if hasattr(child.proto, name)]
            if isinstance(value := getattr(child, "value", None), str):
                said.append(value)


def links_of(page: AppTest) -> list[str]:
    """The addresses of all links of the page (`site?id=7`)."""
    found: list[str] = []
    _links(page.main, found)
    return found


def _links(block: Any, found: list[str]) -> None:
    for child in block.children.values():
        if hasattr(child, "children"):
            _links(child, found)
        elif child.type == "page_link":
            query = f"?{child.proto.query_string}" if child.proto.query_string else ""
            found.append(f"{child.proto.page}{query}")
