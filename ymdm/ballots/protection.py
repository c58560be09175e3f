"""Triggers that hold what lies in a box, in the database itself, for PostgreSQL and SQLite (security.md 2.2).

A ballot may come in while its box is open; rows may be written anew while it is `sealing` and go while it is `sealing` or
`destroying`, states that exist inside those two transactions alone. Nothing may ever be changed, nor the table emptied.
"""

TABLE, BOXES = "ballots_sealedballot", "ballots_ballotbox"
COMES_IN = "('open', 'sealing')"
GOES = "('sealing', 'destroying')"
WHY = "a sealed ballot is not yours to touch now"

POSTGRES = (
    # It looks up no name that a caller could have put before it.
    f"""CREATE OR REPLACE FUNCTION ballots_guard() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE which uuid; now_is text;
    BEGIN
        IF TG_OP = 'TRUNCATE' OR TG_OP = 'UPDATE' THEN RAISE EXCEPTION '{WHY}'; END IF;
        IF TG_OP = 'INSERT' THEN which := NEW.box_id; ELSE which := OLD.box_id; END IF;
        SELECT state INTO now_is FROM {BOXES} WHERE id = which;
        IF TG_OP = 'INSERT' AND now_is IN {COMES_IN} THEN RETURN NEW; END IF;
        IF TG_OP = 'DELETE' AND now_is IN {GOES} THEN RETURN OLD; END IF;
        RAISE EXCEPTION '{WHY}';
    END $$""",  # noqa: S608 (constants)
    f"CREATE TRIGGER {TABLE}_guard BEFORE INSERT OR UPDATE OR DELETE ON {TABLE} "
    "FOR EACH ROW EXECUTE FUNCTION ballots_guard()",
    f"CREATE TRIGGER {TABLE}_whole BEFORE TRUNCATE ON {TABLE} FOR EACH STATEMENT EXECUTE FUNCTION ballots_guard()",
)


def _unless(row: str, states: str) -> str:
    found = f"SELECT state FROM {BOXES} WHERE id = {row}.box_id"  # noqa: S608 (constants)
    return f"WHEN coalesce(({found}), '') NOT IN {states}"


_REFUSED = f"BEGIN SELECT RAISE(ABORT, '{WHY}'); END"
SQLITE = (
    f"CREATE TRIGGER {TABLE}_no_INSERT BEFORE INSERT ON {TABLE} {_unless('NEW', COMES_IN)} {_REFUSED}",
    f"CREATE TRIGGER {TABLE}_no_UPDATE BEFORE UPDATE ON {TABLE} {_REFUSED}",
    f"CREATE TRIGGER {TABLE}_no_DELETE BEFORE DELETE ON {TABLE} {_unless('OLD', GOES)} {_REFUSED}",
)


def install(connection) -> None:
    """Put the triggers on, anew where they are there already."""
    if TABLE not in connection.introspection.table_names():
        return
    remove(connection)
    with connection.cursor() as cursor:
        for sql in POSTGRES if connection.vendor == "postgresql" else SQLITE:
            cursor.execute(sql)


def remove(connection) -> None:
    """Take the triggers away; only migrations backwards and the tests' own cleaning do this."""
    if TABLE not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for name in ("guard", "whole"):
                cursor.execute(f"DROP TRIGGER IF EXISTS {TABLE}_{name} ON {TABLE}")
        else:
            for act in ("INSERT", "UPDATE", "DELETE"):
                cursor.execute(f"DROP TRIGGER IF EXISTS {TABLE}_no_{act}")


def is_installed(connection) -> bool:
    """Whether the triggers are there and none is switched off."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT count(*) FROM pg_trigger WHERE tgrelid = to_regclass(%s) AND tgname = ANY(%s) AND tgenabled <> 'D'",
                [TABLE, [f"{TABLE}_guard", f"{TABLE}_whole"]],
            )
            return cursor.fetchone()[0] == 2
        cursor.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [TABLE])
        return cursor.fetchone()[0] == 3
