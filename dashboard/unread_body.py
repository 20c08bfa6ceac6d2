"""A request that was answered before it was read whole ends its connection: nobody sends on what nobody wants."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.types import Message, Receive, Scope, Send


def closed_if_unread(scope: Scope, receive: Receive, send: Send) -> tuple[Receive, Send]:
    """`receive` and `send` of a request; an answer that begins while parts of the body are still to come says so."""
    headers = Headers(scope=scope)
    announced = headers.get("content-length", "0") != "0" or "transfer-encoding" in headers
    if scope["type"] != "http" or not announced:
        return receive, send
    is_read = False

    async def receive_and_note() -> Message:
        nonlocal is_read
        message = await receive()
        is_read = is_read or not message.get("more_body", False)
        return message

    async def send_and_close(message: Message) -> None:
        if message["type"] == "http.response.start" and not is_read:
            message["headers"] = [*message["headers"], (b"connection", b"close")]
        await send(message)

    return receive_and_note, send_and_close
