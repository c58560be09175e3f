"""On PostgreSQL the role that serves people may add to the ledger and read it; the server itself refuses it all else."""

import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from urllib.parse import urlsplit

import psycopg2
import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from tests import factories as make
from tests.commands.installation import Installation
from tests.commands.workshop import database_url
from tests.ledger.chains import happen
from ymdm.ledger import checkpoints, sealing
from ymdm.ledger.checking import check
from ymdm.ledger.models import ERASED, AppendOnly, Erasure, Event
from ymdm.organization.models import Role
from ymdm.securitylog.models import SecurityEvent
from ymdm.securitylog.tasks import forget
from ymdm.verification import checks, roles
from ymdm.verification.workflow import erase

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="roles are PostgreSQL's"),
]


def run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def names() -> tuple[str, str]:
    """Roles belong to the whole server: each database of a test run makes its own."""
    return f"{connection.settings_dict['NAME']}_owner", f"{connection.settings_dict['NAME']}_app"


OWNED = """
    DO $$ DECLARE one record; BEGIN
    FOR one IN SELECT oid::regclass AS name FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
    LOOP EXECUTE format('ALTER TABLE %s OWNER TO {owner}', one.name); END LOOP;
    FOR one IN SELECT oid::regprocedure AS name FROM pg_proc WHERE pronamespace = 'public'::regnamespace
    LOOP EXECUTE format('ALTER FUNCTION %s OWNER TO {owner}', one.name); END LOOP; END $$
"""


@pytest.fixture
def parted(db) -> Iterator[str]:
    """The tables in the hand of an owner, the connection in that of the role that serves people. Undone with the test."""
    owner, app = names()
    run(f"CREATE ROLE {owner}; CREATE ROLE {app}; GRANT CREATE, USAGE ON SCHEMA public TO {owner}")
    run("SET CONSTRAINTS ALL IMMEDIATE")
    run(OWNED.format(owner=owner))
    run(f"SET LOCAL ROLE {owner}")
    roles.grant(connection, app)
    run(f"SET LOCAL ROLE {app}")
    yield app
    run("RESET ROLE")


TRIES = {
    "update": "UPDATE {table} SET {column} = {column}",
    "delete": "DELETE FROM {table}",
    "truncate": "TRUNCATE {table} CASCADE",
    "take the triggers away": "ALTER TABLE {table} DISABLE TRIGGER ALL",
    "drop a trigger": "DROP TRIGGER {trigger} ON {table}",
    "put a trigger of its own": "CREATE TRIGGER mine BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION ledger_refuse()",
    "drop the table": "DROP TABLE {table} CASCADE",
    "grant itself more": "GRANT ALL ON {table} TO CURRENT_USER",
}


@pytest.mark.parametrize("table", roles.APPEND_ONLY)
def test_the_server_refuses_the_role_everything_but_to_add_and_to_read(parted, table):
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")  # the grants alone must hold
        cursor.execute(f"SET LOCAL ROLE {parted}")
        cursor.execute(f"SELECT * FROM {table}")  # noqa: S608
        column = cursor.description[-1].name
        cursor.execute("SELECT max(tgname) FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal", [table])
        (trigger,) = cursor.fetchone()
    for sql in TRIES.values():
        refused = pytest.raises(ProgrammingError, match=r"permission denied|must be owner")
        # A GRANT of nothing is no error: the server warns and leaves things as they are.
        if sql.startswith("GRANT"):
            refused = transaction.atomic()
        with refused, transaction.atomic():
            run(sql.format(table=table, column=column, trigger=trigger))
    assert roles.standing(connection, parted) == ([], [])


def test_every_table_that_only_grows_is_among_them():
    grown = {model._meta.db_table for model in apps.get_models() if issubclass(model, AppendOnly)}
    assert grown | {SecurityEvent._meta.db_table} == set(roles.APPEND_ONLY)


def test_the_owners_doors_let_nothing_else_through(parted):
    (event,) = happen(1)
    sealing.seal_all()
    with pytest.raises(Exception, match="append-only"), transaction.atomic():
        run(f"SELECT ledger_empty({event.pk})")  # no erasure stands for it
    SecurityEvent.objects.create(at=timezone.now() - timedelta(days=100), kind="sign_in", who="某人")
    with pytest.raises(Exception, match="append-only"), transaction.atomic():
        run("SELECT securitylog_forget(now())")  # younger than 180 days
    # A table of the same name that the caller puts before the real one opens nothing.
    run("CREATE TEMP TABLE ledger_erasure (event_id bigint) ON COMMIT DROP")
    run(f"INSERT INTO pg_temp.ledger_erasure VALUES ({event.pk})")  # noqa: S608
    with pytest.raises(Exception, match="append-only"), transaction.atomic():
        run(f"SELECT ledger_empty({event.pk})")
    run("DROP TABLE pg_temp.ledger_erasure")


def test_the_house_works_as_that_role(parted):
    """A whole proposal, seals, a checkpoint, an erasure, the security log and what it forgets."""
    house = make.bureau()
    proposal = make.closed(house)
    assert proposal.state == "closed"
    sealing.seal_all(whole=True)
    assert checkpoints.make() is not None
    event = Event.objects.of(proposal).get(act="proposals.sign")
    by = make.person(house.unit, "岳明", role=Role.SECURITY_ADMIN)
    erase(make.Unit.objects.get(pk=event.unit_id), by, event=event, reason="本人申请")
    event.refresh_from_db()
    assert event.object_label == ERASED and Erasure.objects.count() == 1
    SecurityEvent.objects.create(at=timezone.now() - timedelta(days=400), kind="sign_in", who="某人")
    assert forget() == 1
    sealing.seal_all(whole=True)
    found = check()
    assert not found.faults, found


def test_the_check_says_who_owns_the_ledger_and_who_may_change_it(parted, settings):
    assert checks.the_ledger_is_not_ours_to_change(["default"]) == []
    owner, app = names()
    run(f"SET LOCAL ROLE {owner}")
    assert [one.id for one in checks.the_ledger_is_not_ours_to_change(["default"])] == ["verification.W002"]
    settings.APP_DATABASE_ROLE = app  # seen from the owner's process, it is the other role that counts
    assert checks.the_ledger_is_not_ours_to_change(["default"]) == []
    run(f"GRANT UPDATE (hash) ON ledger_eventseal TO {app}")
    (told,) = checks.the_ledger_is_not_ours_to_change(["default"])
    assert told.id == "verification.W003" and "ledger_eventseal" in told.msg
    roles.grant(connection, app)  # again at will, and exactly so
    assert checks.the_ledger_is_not_ours_to_change(["default"]) == []
    settings.APP_DATABASE_ROLE = "nobody_knows"
    assert [one.id for one in checks.the_ledger_is_not_ours_to_change(["default"])] == ["verification.W001"]


def test_a_table_that_comes_later_can_be_used_at_once(parted):
    owner, app = names()
    run(f"SET LOCAL ROLE {owner}")
    run("CREATE TABLE comes_later (id bigserial PRIMARY KEY, words text)")
    run(f"SET LOCAL ROLE {app}")
    run("INSERT INTO comes_later (words) VALUES ('x'); UPDATE comes_later SET words = 'y'; DELETE FROM comes_later")


def test_the_command_refuses_what_would_bind_nobody(parted):
    owner, _app = names()
    run("RESET ROLE")
    for role, words in (("", "Set YMDM_OWNER"), ("nobody_knows", "knows no role"), (owner, "owns the tables")):
        with pytest.raises(CommandError, match=words):
            call_command("grant_roles", role)


@pytest.fixture
def house_of_two(transactional_db) -> Iterator[Callable[[str], str]]:
    """A copy of the database with two real logins; gives the URL of each."""
    owner, app = names()
    name = f"{connection.settings_dict['NAME']}_two"
    url = urlsplit(database_url())
    as_superuser = connection.get_connection_params() | {"cursor_factory": None}
    connection.close()  # a template must have no visitor

    def superuser(database: str, *statements: str) -> None:
        link = psycopg2.connect(**as_superuser | {"dbname": database})
        link.autocommit = True
        with closing(link), link.cursor() as cursor:
            for sql in statements:
                cursor.execute(sql)

    away = (f"DROP DATABASE IF EXISTS {name}", f"DROP ROLE IF EXISTS {owner}", f"DROP ROLE IF EXISTS {app}")
    template = connection.settings_dict["NAME"]
    logins = [f"CREATE ROLE {role} LOGIN PASSWORD 'two-roles'" for role in (owner, app)]
    # What a thread of an earlier test left behind; whoever still wants it connects anew.
    alone = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{template}' AND state = 'idle'"  # noqa: S608
    superuser("postgres", *away, *logins, alone, f"CREATE DATABASE {name} TEMPLATE {template} OWNER {owner}")
    superuser(name, OWNED.format(owner=owner))
    host = url.netloc.rpartition("@")[2]
    yield lambda role: f"postgres://{role}:two-roles@{host}/{name}"
    superuser("postgres", *away)


def test_with_two_logins_the_owner_grants_and_the_other_serves(house_of_two, tmp_path):
    """Real processes: `grant_roles` as the owner; then the check has nothing to say to the other, and the server a lot."""
    owner, app = names()
    serving = Installation(tmp_path, YMDM_DATABASE_URL=house_of_two(app))
    owning = Installation(tmp_path, YMDM_DATABASE_URL=house_of_two(app), YMDM_OWNER_DATABASE_URL=house_of_two(owner))
    warned = ("check", "--tag", "database", "--database", "default", "--fail-level", "WARNING")
    with pytest.raises(subprocess.CalledProcessError):  # it may not even read what it needs
        serving.manage(*warned)
    assert f"{app}：只增不改的 {len(roles.APPEND_ONLY)} 个表" in owning.manage("grant_roles")
    serving.manage(*warned)
    owning.manage(*warned)
    link = psycopg2.connect(house_of_two(app).replace("postgres:", "postgresql:"))
    with closing(link), link.cursor() as cursor, pytest.raises(psycopg2.errors.InsufficientPrivilege):
        cursor.execute("UPDATE ledger_checkpoint SET size = 0")
