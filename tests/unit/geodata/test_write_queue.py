"""Whose turn it is to write: first come, first served."""

from __future__ import annotations

import time
from threading import Thread

from geodata.write_queue import WriteQueue, queue_of


def waiting(queue: WriteQueue) -> int:
    return len(queue._waiting)


def test_turns_are_given_in_the_order_of_coming() -> None:
    queue, order = WriteQueue(), []

    def write(number: int) -> None:
        assert queue.enter(30)
        order.append(number)
        queue.leave()

    assert queue.enter(0)
    writers = []
    for number in range(8):
        writers.append(Thread(target=write, args=(number,)))
        writers[-1].start()
        while waiting(queue) <= number:
            time.sleep(0.001)
    queue.leave()
    for writer in writers:
        writer.join()
    assert order == list(range(8))
    assert queue.enter(0)


def test_who_waits_too_long_leaves_the_queue_and_keeps_nobody_from_writing() -> None:
    queue = WriteQueue()
    assert queue.enter(0)
    assert not queue.enter(0.01)
    assert waiting(queue) == 0
    queue.leave()
    assert queue.enter(0)


def test_a_file_has_one_queue_and_each_database_in_memory_its_own() -> None:
    assert queue_of("/here/lokality.db") is queue_of("/here/lokality.db")
    assert queue_of("/here/lokality.db") is not queue_of("/there/lokality.db")
    assert queue_of(None) is not queue_of(None)
