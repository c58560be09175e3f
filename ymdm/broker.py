"""A Celery broker made of files, for the installation on one machine: `localfs://localhost//`.

kombu's own file transport writes a message, and its table of queues, where a reader may already see them half
written; with a racing reader one to two of a hundred messages were lost. Here everything appears by one rename,
and a message is taken by one rename. A message in hand dies with its worker; the outbox brings the work back.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty
from time import time_ns
from typing import Any
from uuid import uuid4

from kombu.transport import TRANSPORT_ALIASES, filesystem, virtual
from kombu.utils.encoding import bytes_to_str, str_to_bytes
from kombu.utils.json import dumps, loads


def _publish(path: Path, content: Any) -> None:
    """Let `content` appear at `path` whole or not at all."""
    hidden = path.with_name(f"{path.name}.{uuid4()}.tmp")
    with open(hidden, "wb") as file:
        file.write(str_to_bytes(dumps(content)))
        file.flush()
        os.fsync(file.fileno())
    os.replace(hidden, path)


class Channel(filesystem.Channel):
    """Messages are files `<instant>_<random>.<queue>.msg`; the oldest name is taken first."""

    def _put(self, queue: str, payload: Any, **kwargs: Any) -> None:  # type: ignore[override]  # as kombu itself
        _publish(Path(self.data_folder_out) / f"{time_ns():020d}_{uuid4()}.{queue}.msg", payload)

    def _get(self, queue: str, timeout: float | None = None) -> Any:
        for name in sorted(os.listdir(self.data_folder_in)):
            if name.partition(".")[2] != f"{queue}.msg":
                continue
            path = Path(self.data_folder_in, name)
            taken = path.with_name(f"{name}.taken")
            try:
                os.rename(path, taken)
            except FileNotFoundError:
                continue  # another worker was faster
            payload = taken.read_bytes()
            taken.unlink()
            return loads(bytes_to_str(payload))
        raise Empty()

    def _queue_bind(self, exchange: str, routing_key: str, pattern: str, queue: str) -> None:
        bound = filesystem.exchange_queue_t(routing_key or "", pattern or "", queue or "")
        with self._table_locked():
            table = self.get_table(exchange)
            if bound not in table:
                _publish(self._exchange_file(exchange), [bound, *table])

    def _delete(self, queue: str, exchange: str, routing_key: str, pattern: str, *args: Any, **kwargs: Any) -> None:
        self._purge(queue)
        bound = filesystem.exchange_queue_t(routing_key or "", pattern or "", queue or "")
        with self._table_locked():
            table = self.get_table(exchange)
            if bound in table:
                _publish(self._exchange_file(exchange), [row for row in table if row != bound])

    @contextmanager
    def _table_locked(self) -> Iterator[None]:
        with open(Path(self.control_folder) / "lock", "wb") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


class Transport(filesystem.Transport):
    """Makes its folders when it connects, and looks for messages five times a second."""

    Channel = Channel
    polling_interval = 0.2

    def __init__(self, client: Any, **kwargs: Any) -> None:
        super().__init__(client, **kwargs)
        # kombu keeps one for the whole process, and forgets that another folder has other queues.
        self.state = virtual.BrokerState()

    def establish_connection(self) -> Any:
        options = self.client.transport_options  # type: ignore[union-attr]
        for name in ("data_folder_in", "data_folder_out", "control_folder"):
            Path(options[name]).mkdir(mode=0o700, parents=True, exist_ok=True)
        return super().establish_connection()


TRANSPORT_ALIASES["localfs"] = "ymdm.broker:Transport"
