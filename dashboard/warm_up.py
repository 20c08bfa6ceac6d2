"""What the first visitor would otherwise wait for, done while the server starts: imports, and the index of places."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from threading import Event, Thread
from typing import Any

from dashboard.application import Application
from dashboard.navigation import PAGES
from dashboard.track_keeping import keep_erasing
from geodata.errors import LokalityError
from geodata.model.filters import SiteFilter
from geodata.services.city import local_actor
from geodata.services.tiles import TileRequest, tile

logger = logging.getLogger(__name__)


def warm_up(application: Application) -> None:
    """Import every page and read the index of places once. A failure shows where it is met, not here."""
    _import_pages()
    try:
        tile(application.database, local_actor(application.database), TileRequest("sites", 0, 0, 0, SiteFilter()))
    except LokalityError as error:
        logger.debug("the index of places could not be read ahead: %s", error)


def _import_pages() -> None:
    # Streamlit warns of components declared outside a page's run; here that is meant (see map/render.py).
    warner = logging.getLogger("streamlit.runtime.scriptrunner_utils.script_run_context")
    warner.disabled = True
    for page in PAGES:
        try:
            page.render  # noqa: B018 - asking for it imports the page
        except Exception:
            logger.debug("the page %s could not be imported ahead", page.key, exc_info=True)
    warner.disabled = False


def warming_lifespan(application: Application) -> Callable[[Any], AbstractAsyncContextManager[dict[str, Any] | None]]:
    """A lifespan that warms up and erases old tracks beside the serving, and delays neither the start nor the end."""

    @asynccontextmanager
    async def lifespan(_app: Any) -> AsyncIterator[dict[str, Any] | None]:
        Thread(target=warm_up, args=(application,), name="warm-up", daemon=True).start()
        stopped = Event()
        Thread(target=keep_erasing, args=(application, stopped), name="old-tracks", daemon=True).start()
        try:
            yield None
        finally:
            stopped.set()

    return lifespan
