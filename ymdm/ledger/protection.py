"""Triggers that make the ledger append-only in the database itself, for PostgreSQL and SQLite.

The only vendor-specific SQL of the house together with the triggers of the ballots. One door stays open: where an
`Erasure` stands for an event, its names may be replaced by the words ERASED, and its payload and salt be emptied.
Nothing else of them may change, and neither may go.

Where web and workers sign in to PostgreSQL as a role that owns nothing (verification/roles.py), they may not update these
tables at all: `EMPTY`, a function of the owner's, goes through the door for them.
"""

from .models import ERASED

DOORS = {
    # table                 what an erasure may turn each column into; every other column must stay as it is
    "ledger_event": ("id", {"object_label": f"'{ERASED}'", "actor_label": f"'{ERASED}'", "actor_role": "''", "actor_id": "NULL"}),
    "ledger_eventpayload": ("event_id", {"salt": "''", "payload": "'{}'"}),
}  # fmt: skip
KEPT = {
    "ledger_event": (
        "id", "act", "says", "object_type", "object_id", "unit_id", "unit_label", "at", "recorded_at", "commitment",
    ),
    "ledger_eventpayload": ("event_id",),
}  # fmt: skip
CLOSED = ("ledger_eventseal", "ledger_sealblock", "ledger_checkpoint", "ledger_erasure")
TABLES = (*DOORS, *CLOSED)
ERASURES = "ledger_erasure"

POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'ledger is append-only'; END $$
"""

# What erasing calls on PostgreSQL. It runs as its owner, so it looks up no name that the caller could have put before it;
# the triggers see every row that it changes.
EMPTY = "ledger_empty"


def _sets(table: str) -> str:
    return ", ".join(f"{column} = {value}" for column, value in DOORS[table][1].items())


def _empty_function(schema: str) -> list[str]:
    changes = [f"UPDATE {table} SET {_sets(table)} WHERE {key} = which;" for table, (key, _columns) in DOORS.items()]  # noqa: S608
    return [
        f"CREATE OR REPLACE FUNCTION {EMPTY}(which bigint) RETURNS void LANGUAGE plpgsql SECURITY DEFINER "
        f"SET search_path = {schema}, pg_temp AS $$ BEGIN {' '.join(changes)} END $$",
        f"REVOKE ALL ON FUNCTION {EMPTY}(bigint) FROM PUBLIC",
    ]


def _is_erasure(table: str, same: str) -> str:
    """The condition under which a row may change. `same` is the database's word for “equal, NULL included”."""
    key, emptied = DOORS[table]
    kept = [f"NEW.{name} {same} OLD.{name}" for name in KEPT[table]]
    gone = [f"NEW.{name} {same} {value}" for name, value in emptied.items()]
    stands = f"EXISTS (SELECT 1 FROM {ERASURES} WHERE event_id = OLD.{key})"  # noqa: S608
    return " AND ".join([*kept, *gone, stands])


def _postgres(table: str, with_door: bool) -> list[str]:
    if not with_door:
        return [
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()"
        ]
    return [
        f"CREATE OR REPLACE FUNCTION {table}_guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {_is_erasure(table, 'IS NOT DISTINCT FROM')} THEN RETURN NEW; END IF; "
        "RAISE EXCEPTION 'ledger is append-only'; END $$",
        f"CREATE TRIGGER {table}_append_only BEFORE DELETE OR TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()",
        f"CREATE TRIGGER {table}_door BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_guard()",
    ]


def _sqlite(table: str, with_door: bool) -> list[str]:
    refused = "BEGIN SELECT RAISE(ABORT, 'ledger is append-only'); END"
    unless = f"WHEN NOT ({_is_erasure(table, 'IS')}) " if with_door else ""
    return [
        f"CREATE TRIGGER {table}_no_UPDATE BEFORE UPDATE ON {table} {unless}{refused}",
        f"CREATE TRIGGER {table}_no_DELETE BEFORE DELETE ON {table} {refused}",
    ]


def install(connection) -> None:
    """Refuse UPDATE, DELETE and (PostgreSQL) TRUNCATE on those of the ledger's tables that are there by now."""
    there = set(connection.introspection.table_names())
    remove(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRES_FUNCTION)
        for table in [table for table in TABLES if table in there]:
            made = _postgres if connection.vendor == "postgresql" else _sqlite
            for sql in made(table, table in DOORS and ERASURES in there):
                cursor.execute(sql)
        if connection.vendor == "postgresql" and ERASURES in there:
            cursor.execute("SELECT quote_ident(current_schema())")
            for sql in _empty_function(cursor.fetchone()[0]):
                cursor.execute(sql)


def remove(connection) -> None:
    """Take the triggers away; only migrations backwards and the tests' own cleaning do this."""
    there = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for table in [table for table in TABLES if table in there]:
            if connection.vendor == "postgresql":
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_append_only ON {table}")
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_door ON {table}")
            else:
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_UPDATE")
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_DELETE")
