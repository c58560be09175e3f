"""`serve` as a person runs it: web, worker and clock come together, work together and go together."""

import shutil
import signal
import socket
import subprocess
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from django.core.management import CommandError, call_command

from .installation import Installation, alive, wait_for

WRITE_A_NOTICE = """
from ymdm.notices.outbox import send
from ymdm.organization.models import LegalType, Level, Person, Unit
from django.db import transaction
with transaction.atomic():
    unit = Unit.objects.create(code="A", name="局机关", legal_type=LegalType.values[0], level=Level.values[0])
    person = Person.objects.create_person(name="李明", unit=unit, email="li@example.org")
    send(person, kind="test", key="1", title="请签收")
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("prepared")
    Installation(folder).manage("prepare")
    return folder


class Served(Installation):
    """An installation that runs."""

    def __init__(self, folder: Path, **variables: str) -> None:
        super().__init__(folder, **variables)
        self.port = free_port()
        self.parent = self.start("manage.py", "serve", "--port", str(self.port), log="serve")
        wait_for(lambda: "平台已启动" in self.log("serve") or self.parent.poll() is not None, "the greeting")
        assert self.parent.poll() is None, self.log("serve")
        self.children = psutil.Process(self.parent.pid).children()

    def child(self, word: str) -> psutil.Process:
        """The child whose command line holds the word."""
        [found] = [child for child in self.children if word in child.cmdline()]
        return found

    def pids(self) -> list[int]:
        return [child.pid for child in self.children]


@pytest.fixture
def served(prepared, tmp_path, request) -> Iterator[Served]:
    folder = tmp_path / "data"
    shutil.copytree(prepared, folder)
    running = Served(folder, YMDM_SWEEP_SECONDS=str(getattr(request, "param", 3600)))
    yield running
    if running.parent.poll() is None:
        running.parent.terminate()
        running.parent.wait(30)


def test_a_page_is_served_a_task_goes_round_and_ctrl_c_leaves_no_process(served):
    assert f"http://127.0.0.1:{served.port}/w/" in served.log("serve")
    with urllib.request.urlopen(f"http://127.0.0.1:{served.port}/w/sign-in/") as page:
        assert page.status == 200
    assert len(served.children) == 3

    # The clock looks once an hour here, so only the message through the broker can have brought this mail.
    served.manage("shell", "-c", WRITE_A_NOTICE)
    wait_for(served.mails, "the mail of the worker")
    assert len(served.mails()) == 1

    served.parent.send_signal(signal.SIGINT)
    assert served.parent.wait(30) == 0
    assert alive(served.pids()) == []
    assert "Traceback" not in served.log("serve")


@pytest.mark.parametrize("served", [1], indirect=True)
def test_the_clock_finds_what_no_message_told_of_and_a_killed_worker_ends_all(served):
    quiet = WRITE_A_NOTICE.replace(
        "from django.db", "from ymdm.notices import outbox\noutbox._hurry = lambda: None\nfrom django.db"
    )
    served.manage("shell", "-c", quiet)
    wait_for(served.mails, "the mail of the clock's sweep")

    served.child("worker").kill()
    assert served.parent.wait(30) == 1
    assert alive(served.pids()) == []
    assert "后台任务意外结束" in served.log("serve")


def test_when_the_parent_is_killed_nothing_is_left(served):
    served.parent.kill()
    served.parent.wait()
    wait_for(lambda: alive(served.pids()) == [], "the end of the children")


def test_a_taken_port_is_said_in_one_sentence_with_the_remedy():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(CommandError, match=rf"不能使用 127.0.0.1:{port}.*换一个端口：make run ARGS=") as refusal:
            call_command("serve", "--port", str(port))
    assert "\n" not in str(refusal.value)


def test_preparing_again_has_nothing_to_do_and_says_nothing(prepared):
    assert Installation(prepared).manage("prepare") == ""


def test_preparing_without_being_asked_writes_no_demo_accounts(prepared):
    count = "from ymdm.organization.models import Person; print(Person.objects.count())"
    assert Installation(prepared).manage("shell", "-v", "0", "-c", count).strip() == "0"


def test_a_command_that_fails_says_so_by_its_exit_code(prepared):
    with pytest.raises(subprocess.CalledProcessError):
        Installation(prepared, YMDM_HTTPS="maybe").manage("check")
