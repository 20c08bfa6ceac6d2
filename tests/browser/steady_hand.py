"""A hand that presses when the page stands still, as a person's does.

A machine under load draws slowly: between the moment in which Playwright looks where a button lies and the one in which
it lets go of it, the page may move, and the press falls beside it. Nobody would see that as a press. So every press,
and every way to another page, waits until no run is under way, no frame is still loading, and three pictures in a row
show the same. Whoever tests a press into a page that is just running takes `at_once`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import wraps
from typing import Any
from unittest.mock import patch

from playwright.sync_api import Error, Locator, Page

_PRESSES = ("click", "dblclick", "check", "uncheck", "fill", "press", "tap", "select_option", "set_input_files")
_STILL = """most => new Promise(done => {
  const until = performance.now() + most;
  let last = null, same = 0;
  const look = () => {
    const app = document.querySelector('[data-testid=stApp]');
    if (!app || performance.now() > until) return done(!app);
    const running = app.dataset.testScriptState !== 'notRunning' || document.querySelector('[data-testid=stSkeleton]');
    const places = running ? null : Array.from(
      document.querySelectorAll('[data-testid=stElementContainer], [data-testid=stDialog], iframe, button'),
      one => { const box = one.getBoundingClientRect(); return `${box.x},${box.y},${box.width},${box.height}`; },
    ).join();
    same = places !== null && places === last ? same + 1 : 0;
    last = places;
    if (same >= 2) return done(true);
    requestAnimationFrame(look);
  };
  look();
})"""


def stand_still(page: Page, most: float = 20_000) -> None:
    """Return when the page stands still, at the latest after `most` milliseconds: what comes next then says more."""
    try:
        page.evaluate(_STILL, most)
    except Error:  # it went to another page meanwhile
        page.wait_for_load_state()


@contextmanager
def steady_hand() -> Iterator[None]:
    """Within the block every press of every test waits."""
    with ExitStack() as patches:
        for name in _PRESSES:
            patches.enter_context(patch.object(Locator, name, _waiting(getattr(Locator, name))))
        patches.enter_context(patch.object(Page, "goto", _staying(Page.goto)))
        yield


def at_once(locator: Locator) -> None:
    """Press into the page as it is, though a run of it is under way."""
    locator.focus()
    locator.page.keyboard.press("Enter")


def _waiting(press: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(press)
    def pressed(self: Locator, *args: Any, **options: Any) -> Any:
        stand_still(self.page)
        return press(self, *args, **options)

    return pressed


def _staying(goto: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(goto)
    def gone(self: Page, *args: Any, **options: Any) -> Any:
        stand_still(self)
        return goto(self, *args, **options)

    return gone
