"""Figures that are kept until the data moves on."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

from sqlalchemy.orm import Session

from geodata import clock
from geodata.model.people import Actor
from geodata.policy import visibility_key
from geodata.unit_of_work import data_version

Value = TypeVar("Value")


class Kept(Generic[Value]):
    """The newest `at_most` figures. What one actor sees is never given to another who may see less."""

    def __init__(self, layers: tuple[str, ...], at_most: int = 256) -> None:
        self._layers = layers
        self._at_most = at_most
        self._values: OrderedDict[Hashable, Value] = OrderedDict()
        self._lock = Lock()

    def get(self, session: Session, actor: Actor, question: Hashable, answer: Callable[[], Value]) -> Value:
        """The kept answer to `question` for this state of the data and this day, else `answer()`."""
        versions = tuple(data_version(session, layer) for layer in self._layers)
        address = session.get_bind().engine.url
        key = (address, versions, clock.today(), visibility_key(actor), question)
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]
        value = answer()
        with self._lock:
            self._values[key] = value
            while len(self._values) > self._at_most:
                self._values.popitem(last=False)
        return value
