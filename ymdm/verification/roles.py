"""Two roles on PostgreSQL: one owns the tables, the other serves people and may only add to the ledger (security.md 4).

The triggers refuse what goes wrong by our own code; these grants refuse it to whoever has the password of the web
processes too, for he cannot take the triggers away. A superuser still can; the checkpoints outside show it.
"""

from __future__ import annotations

from typing import Any

from ymdm.ledger import protection as ledger
from ymdm.securitylog import protection as log

APPEND_ONLY = (*ledger.TABLES, log.TABLE)
DOORS = (f"{ledger.EMPTY}(bigint)", f"{log.FORGET}(timestamptz)")
READ_ONLY = ("django_migrations",)


def exists(connection: Any, role: str) -> bool:
    """Whether the server knows the role."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
        return cursor.fetchone() is not None


def grant(connection: Any, role: str) -> None:
    """Give the role what serving people needs and nothing more; run as the owner, in one transaction, again at will.

    Tables that migrations of this owner make later are readable and writable at once; a new append-only one only after
    the next run, which `prepare` does.
    """
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        cursor.execute("SELECT quote_ident(current_schema())")
        schema, to = cursor.fetchone()[0], quote(role)
        rows = "SELECT, INSERT, UPDATE, DELETE"
        for sql in (
            f"GRANT USAGE ON SCHEMA {schema} TO {to}",
            f"GRANT {rows} ON ALL TABLES IN SCHEMA {schema} TO {to}",
            f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {schema} TO {to}",
            f"ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} GRANT {rows} ON TABLES TO {to}",
            f"ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} GRANT USAGE, SELECT ON SEQUENCES TO {to}",
            *(f"REVOKE ALL ON {quote(table)} FROM PUBLIC, {to}" for table in (*APPEND_ONLY, *READ_ONLY)),
            *(f"GRANT SELECT, INSERT ON {quote(table)} TO {to}" for table in APPEND_ONLY),
            *(f"GRANT SELECT ON {quote(table)} TO {to}" for table in READ_ONLY),
            *(f"GRANT EXECUTE ON FUNCTION {door} TO {to}" for door in DOORS),
        ):
            cursor.execute(sql)


def standing(connection: Any, role: str) -> tuple[list[str], list[str]]:
    """The append-only tables that the role owns (or could own), and those beyond them that it may change."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, pg_has_role(%(role)s, relowner, 'MEMBER'),"
            " has_any_column_privilege(%(role)s, oid, 'UPDATE') OR"
            " has_table_privilege(%(role)s, oid, 'DELETE, TRUNCATE, TRIGGER')"
            " FROM pg_class WHERE oid IN (SELECT to_regclass(name) FROM unnest(%(tables)s) AS name) ORDER BY relname",
            {"role": role, "tables": list(APPEND_ONLY)},
        )
        found = cursor.fetchall()
    owned = [table for table, owns, _changes in found if owns]
    return owned, [table for table, owns, changes in found if changes and not owns]
