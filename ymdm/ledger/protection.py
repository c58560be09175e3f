"""Triggers that make the ledger append-only in the database itself, for PostgreSQL and SQLite.

The only vendor-specific SQL of the house together with the triggers of the ballots.
"""

TABLES = ("ledger_event", "ledger_eventpayload")

POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'ledger is append-only'; END $$
"""


def _install_sql(vendor: str) -> list[str]:
    if vendor == "postgresql":
        return [POSTGRES_FUNCTION] + [
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()"
            for table in TABLES
        ]
    return [
        f"CREATE TRIGGER {table}_no_{act} BEFORE {act} ON {table} "
        "BEGIN SELECT RAISE(ABORT, 'ledger is append-only'); END"
        for table in TABLES
        for act in ("UPDATE", "DELETE")
    ]


def _remove_sql(vendor: str) -> list[str]:
    if vendor == "postgresql":
        return [f"DROP TRIGGER IF EXISTS {table}_append_only ON {table}" for table in TABLES]
    return [f"DROP TRIGGER IF EXISTS {table}_no_{act}" for table in TABLES for act in ("UPDATE", "DELETE")]


def install(connection) -> None:
    """Refuse UPDATE, DELETE and (PostgreSQL) TRUNCATE on the ledger's tables."""
    remove(connection)
    with connection.cursor() as cursor:
        for sql in _install_sql(connection.vendor):
            cursor.execute(sql)


def remove(connection) -> None:
    """Take the triggers away; only migrations backwards and the tests' own cleaning do this."""
    with connection.cursor() as cursor:
        for sql in _remove_sql(connection.vendor):
            cursor.execute(sql)
