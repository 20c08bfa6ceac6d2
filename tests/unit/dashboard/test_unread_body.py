"""What was answered before it was read whole is not read on: the answer ends the connection."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.unread_body import closed_if_unread

PARTS = 5


async def answer(send: Send) -> None:
    await send({"type": "http.response.start", "status": 422, "headers": [(b"content-length", b"0")]})
    await send({"type": "http.response.body", "body": b""})


def reading(parts: int) -> ASGIApp:
    """An application that answers after so many parts of the body."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        for _ in range(parts):
            await receive()
        await answer(send)

    return app


def headers_of_answer(app: ASGIApp, headers: dict[str, str], parts: int) -> dict[bytes, bytes]:
    """The headers of the answer to a body that comes in `parts`."""
    sent: list[Message] = []
    coming = iter(range(parts))

    async def receive() -> Message:
        return {"type": "http.request", "body": b"x" * 1_000, "more_body": next(coming) < parts - 1}

    async def send(message: Message) -> None:
        sent.append(message)

    async def run() -> None:
        pairs = [(name.encode(), value.encode()) for name, value in headers.items()]
        scope: dict[str, Any] = {"type": "http", "method": "POST", "headers": pairs}
        await app(scope, *closed_if_unread(scope, receive, send))

    asyncio.run(run())
    return dict(sent[0]["headers"])


@pytest.mark.parametrize("headers", [{"content-length": "5000"}, {"transfer-encoding": "chunked"}])
@pytest.mark.parametrize("read", range(PARTS + 1))
def test_an_answer_before_the_last_part_ends_the_connection(headers: dict[str, str], read: int) -> None:
    told = headers_of_answer(reading(read), headers, PARTS)
    assert told.get(b"connection") == (b"close" if read < PARTS else None)
    assert told[b"content-length"] == b"0"


@pytest.mark.parametrize("headers", [{}, {"content-length": "0"}])
def test_who_sends_nothing_keeps_the_connection(headers: dict[str, str]) -> None:
    assert b"connection" not in headers_of_answer(reading(0), headers, 1)


def test_a_socket_is_left_alone() -> None:
    async def receive() -> Message:
        raise AssertionError

    async def send(message: Message) -> None:
        raise AssertionError

    kept: tuple[Callable[..., Any], Callable[..., Any]] = closed_if_unread(
        {"type": "websocket", "headers": [(b"content-length", b"5")]}, receive, send
    )
    assert kept == (receive, send)
