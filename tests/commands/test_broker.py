"""The broker of files: nothing is lost or doubled with readers racing the writer."""

import multiprocessing
from collections import Counter
from pathlib import Path
from queue import Empty

import pytest
from kombu import Connection

import ymdm.broker  # noqa: F401  (registers the transport)

MESSAGES = 400


def connection_to(folder: Path) -> Connection:
    options = {
        "data_folder_in": str(folder / "q"),
        "data_folder_out": str(folder / "q"),
        "control_folder": str(folder / "c"),
    }
    return Connection("localfs://localhost//", transport_options=options)


def read(folder: Path, results: "multiprocessing.Queue[list[int]]") -> None:
    """Take messages until the one that says stop."""
    taken: list[int] = []
    with connection_to(folder) as connection:
        queue = connection.SimpleQueue("work")
        while True:
            try:
                message = queue.get(timeout=20)
            except Empty:
                break
            message.ack()
            if message.payload == "stop":
                break
            taken.append(message.payload)
    results.put(taken)


def test_every_message_is_taken_exactly_once_while_two_readers_race_the_writer(tmp_path):
    context = multiprocessing.get_context("spawn")
    results = context.Queue()
    readers = [context.Process(target=read, args=(tmp_path, results)) for _ in range(2)]
    for reader in readers:
        reader.start()
    with connection_to(tmp_path) as connection:
        queue = connection.SimpleQueue("work")
        for number in range(MESSAGES):
            queue.put(number)
        for _ in readers:
            queue.put("stop")
    taken = [number for _ in readers for number in results.get(timeout=60)]
    for reader in readers:
        reader.join()
    assert Counter(taken) == Counter(range(MESSAGES))
    assert list((tmp_path / "q").iterdir()) == []


def test_messages_are_taken_in_the_order_in_which_they_were_sent(tmp_path):
    with connection_to(tmp_path) as connection:
        queue = connection.SimpleQueue("work")
        for number in range(20):
            queue.put(number)
        assert [queue.get(timeout=1).payload for _ in range(20)] == list(range(20))


def test_a_message_of_another_queue_stays(tmp_path):
    with connection_to(tmp_path) as connection:
        connection.SimpleQueue("work").put("mine")
        with pytest.raises(Empty):
            connection.SimpleQueue("rest").get(block=False)
        assert connection.SimpleQueue("work").get(timeout=1).payload == "mine"


def test_the_folders_are_closed_to_other_users(tmp_path):
    with connection_to(tmp_path) as connection:
        connection.SimpleQueue("work").put("mine")
    assert {(tmp_path / name).stat().st_mode & 0o777 for name in ("q", "c")} == {0o700}


def test_a_message_that_was_taken_and_not_acknowledged_comes_back_when_its_reader_leaves(tmp_path):
    with connection_to(tmp_path) as connection:
        connection.SimpleQueue("work").put("mine")
    with connection_to(tmp_path) as connection:
        assert connection.SimpleQueue("work").get(timeout=1).payload == "mine"
    with connection_to(tmp_path) as connection:
        assert connection.SimpleQueue("work").get(timeout=1).payload == "mine"
