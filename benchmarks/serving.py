"""The product served by child processes, as in production: gunicorn, two workers of four threads."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from ymdm.accounts.sessions import SessionStore
from ymdm.organization.models import Person


@contextmanager
def server(workers: int = 2, threads: int = 4) -> Iterator[tuple[int, int]]:
    """Start the server; gives its port and process, ends it and its workers afterwards."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        *(sys.executable, "-m", "gunicorn", "ymdm.wsgi:application", "--bind", f"127.0.0.1:{port}"),
        *("--workers", str(workers), "--threads", str(threads), "--worker-class", "gthread", "--keep-alive", "60"),
        *("--no-control-socket", "--log-level", "error", "--max-requests", "0"),
    ]
    process = subprocess.Popen(command, env=dict(os.environ), start_new_session=True)
    try:
        _wait_for(port, process)
        yield port, process.pid
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(30)


def _wait_for(port: int, process: subprocess.Popen) -> None:
    for _ in range(300):
        if process.poll() is not None:
            raise SystemExit("gunicorn ended before it answered; see its message above.")
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("gunicorn did not answer within 30 seconds.")


def cookie_of(person: Person) -> str:
    """A session of `person`, as the header of a request."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"
