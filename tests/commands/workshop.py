"""Real workers and a real clock on the database of the test that runs."""

import os
import signal
import subprocess
from pathlib import Path
from urllib.parse import quote

import redis
from django.conf import settings
from django.db import connection

from .installation import Installation


def database_url() -> str:
    """The URL of the database of this very test, for other processes."""
    of_test = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{of_test['NAME']}"
    host = of_test["HOST"] or of_test["OPTIONS"].get("host", "")
    password = f":{quote(of_test['PASSWORD'], safe='')}" if of_test["PASSWORD"] else ""
    port = f":{of_test['PORT']}" if of_test["PORT"] else ""
    return f"postgres://{of_test['USER']}{password}@{quote(host, safe='')}{port}/{of_test['NAME']}"


class Workshop(Installation):
    """A worker and a clock on this test's database, and on a queue of this test's own."""

    def __init__(self, folder: Path, **variables: str) -> None:
        variables = {"YMDM_DATABASE_URL": database_url(), "YMDM_SWEEP_SECONDS": "1", **variables}
        self.redis = None
        if settings.REDIS_URL:
            number = 1 + int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
            variables["YMDM_REDIS_URL"] = f"{settings.REDIS_URL.rpartition('/')[0]}/{number}"
            self.redis = redis.from_url(variables["YMDM_REDIS_URL"])
            self.redis.flushdb()
        super().__init__(folder, **variables)
        pool = "prefork" if self.redis else "threads"
        self.worker_command = (
            *("-m", "celery", "--app", "ymdm", "--quiet", "worker", f"--pool={pool}", "--concurrency=2"),
            *("--loglevel=WARNING", "--without-gossip", "--without-mingle", "--without-heartbeat"),
        )
        self.running: list[subprocess.Popen[bytes]] = []

    def start_clock(self) -> None:
        self.run("-m", "celery", "--app", "ymdm", "--quiet", "beat", "--pidfile=", "--loglevel=WARNING", log="beat")

    def start_worker(self) -> subprocess.Popen[bytes]:
        return self.run(*self.worker_command, log="worker")

    def run(self, *command: str, log: str) -> subprocess.Popen[bytes]:
        process = self.start(*command, log=log)
        self.running.append(process)
        return process

    def kill(self, process: subprocess.Popen[bytes]) -> None:
        """`kill -9` to the process and to all that it started."""
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        self.running.remove(process)

    def close(self) -> None:
        for process in list(self.running):
            self.kill(process)
        if self.redis:
            self.redis.flushdb()
            self.redis.close()
