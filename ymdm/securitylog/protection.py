"""Triggers that keep the log as it was written: no line changes, none goes before 180 days have passed.

For PostgreSQL and SQLite, like those of the ledger. The clock is the database's own. Where web and workers sign in to
PostgreSQL as a role that owns nothing (verification/roles.py), they may delete nothing here: what is old enough goes
through `FORGET`, a function of the owner's.
"""

TABLE = "securitylog_securityevent"
FORGET = "securitylog_forget"
FORGET_FUNCTION = """
CREATE OR REPLACE FUNCTION {FORGET}(instant timestamptz) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
SET search_path = {schema}, pg_temp AS $$
DECLARE gone bigint;
BEGIN DELETE FROM {TABLE} WHERE at < instant; GET DIAGNOSTICS gone = ROW_COUNT; RETURN gone; END $$;
REVOKE ALL ON FUNCTION {FORGET}(timestamptz) FROM PUBLIC
"""
POSTGRES = f"""
CREATE OR REPLACE FUNCTION {TABLE}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the security log is append-only'; END $$;
CREATE TRIGGER {TABLE}_no_update BEFORE UPDATE ON {TABLE} FOR EACH ROW EXECUTE FUNCTION {TABLE}_refuse();
CREATE TRIGGER {TABLE}_no_delete BEFORE DELETE ON {TABLE} FOR EACH ROW
    WHEN (OLD.at > now() - interval '180 days') EXECUTE FUNCTION {TABLE}_refuse();
CREATE TRIGGER {TABLE}_no_truncate BEFORE TRUNCATE ON {TABLE} EXECUTE FUNCTION {TABLE}_refuse();
"""
SQLITE = (
    f"CREATE TRIGGER {TABLE}_no_update BEFORE UPDATE ON {TABLE} "
    "BEGIN SELECT RAISE(ABORT, 'the security log is append-only'); END",
    f"CREATE TRIGGER {TABLE}_no_delete BEFORE DELETE ON {TABLE} WHEN OLD.at > datetime('now', '-180 days') "
    "BEGIN SELECT RAISE(ABORT, 'the security log is append-only'); END",
)


def install(connection) -> None:
    """Put the triggers on the table, if it is there by now."""
    remove(connection)
    if TABLE in connection.introspection.table_names():
        with connection.cursor() as cursor:
            for sql in [POSTGRES] if connection.vendor == "postgresql" else SQLITE:
                cursor.execute(sql)
            if connection.vendor == "postgresql":
                cursor.execute("SELECT quote_ident(current_schema())")
                cursor.execute(FORGET_FUNCTION.format(FORGET=FORGET, TABLE=TABLE, schema=cursor.fetchone()[0]))


def remove(connection) -> None:
    """Take them away; only migrations backwards and the tests' own cleaning do this."""
    if TABLE not in connection.introspection.table_names():
        return
    on = f" ON {TABLE}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for what in ("update", "delete", "truncate"):
            cursor.execute(f"DROP TRIGGER IF EXISTS {TABLE}_no_{what}{on}")
