"""A websocket that ends when its session does: an open page is no way around a sign-out."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.door import Door
from geodata.services.sessions import SignedIn

LOOKED_AFTER_EVERY = 2.0  # seconds; with what the door remembers an open page follows within four
_SIGNED_OUT = {"type": "websocket.disconnect", "code": 1008, "reason": "signed out"}


def watched(app: ASGIApp, door: Door, who: SignedIn, token: str, address: str) -> ASGIApp:
    """The application for one websocket of this visitor, closed when they may no longer do what they could."""

    async def run(scope: Scope, receive: Receive, send: Send) -> None:
        ended = asyncio.Event()

        async def receive_while_signed_in() -> Message:
            if ended.is_set():
                return _SIGNED_OUT
            coming, ending = asyncio.ensure_future(receive()), asyncio.ensure_future(ended.wait())
            await asyncio.wait({coming, ending}, return_when=asyncio.FIRST_COMPLETED)
            ending.cancel()
            if ended.is_set():
                coming.cancel()
                return _SIGNED_OUT
            message = coming.result()
            if message["type"] == "websocket.receive":
                door.used(who)
            return message

        async def look_after() -> None:
            while True:
                await asyncio.sleep(LOOKED_AFTER_EVERY)
                now = await door.enter(token, address)
                if now is None or now.stamp != who.stamp:
                    ended.set()
                    with suppress(Exception):  # the browser may be gone already
                        await send({"type": "websocket.close", "code": 1008, "reason": "signed out"})
                    return

        watching = asyncio.ensure_future(look_after())
        try:
            await app(scope, receive_while_signed_in, _quiet_after(ended, send))
        finally:
            watching.cancel()

    return run


def _quiet_after(ended: asyncio.Event, send: Send) -> Send:
    async def send_while_signed_in(message: Message) -> None:
        # Nothing that was still being drawn reaches a browser that is out; and a socket is closed only once.
        if not ended.is_set():
            await send(message)

    return send_while_signed_in
