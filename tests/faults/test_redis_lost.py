"""Redis down, hung, flushed: pages and acts go on, only mail is later, and nothing is lost (P8)."""

import statistics
import time
from collections.abc import Iterator

import pytest
from django.conf import settings

from tests import factories as make
from tests.commands.installation import wait_for
from tests.commands.workshop import Workshop
from tests.faults.browsers import Answer, Browser, session_of
from tests.faults.servers import Valkey, free_port
from ymdm.notices.models import Mail
from ymdm.organization.models import Person

pytestmark = [
    pytest.mark.faults,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not settings.REDIS_URL, reason="a fault of Redis"),
]
SLOWEST_PAGE = 1.0  # seconds, for 19 of 20 pages
SLOWEST_ACT = 5.0


@pytest.fixture
def valkey(tmp_path) -> Iterator[Valkey]:
    server = Valkey(tmp_path)
    yield server
    server.stop()


@pytest.fixture
def workshop(tmp_path, valkey) -> Iterator[Workshop]:
    folder = tmp_path / "house"
    folder.mkdir()
    # The key of this process, so that its sessions are good there as well.
    opened = Workshop(folder, YMDM_SECRET_KEY=settings.SECRET_KEY)
    opened.environment = {**opened.environment, "YMDM_REDIS_URL": valkey.url}
    opened.manage("collectstatic", "--noinput", "--verbosity=0")
    yield opened
    opened.close()


class Walk:
    """Twenty pages and an act that sends mail, as the union's officer and the handler go about them."""

    def __init__(self, house: make.House, port: int) -> None:
        self.union, self.handler = (Browser(port, session_of(person)) for person in (house.union, house.handler))
        self.waiting = [make.in_progress(house, title=f"第 {n} 件") for n in range(4)]
        detail = f"/w/proposals/{self.waiting[-1].pk}/"
        self.pages = [
            *("/w/", "/w/proposals/", detail, "/w/inbox/", "/w/profile/", "/w/proposals/?q=1", "/ledger/", "/w/units/"),
            *("/w/duties/", "/w/inbox/choices/"),
        ] * 2

    def read(self) -> list[Answer]:
        return [self.union.get(page) for page in self.pages]

    def act(self) -> Answer:
        """Ask for more time: the union is told by mail."""
        proposal = self.waiting.pop(0)
        return self.handler.post(f"/w/proposals/{proposal.pk}/ask_extension/", days="5", reason="等待开标。")


def assert_the_house_goes_on(walk: Walk, when: str) -> None:
    answers = walk.read()
    assert [answer.status for answer in answers] == [200] * len(answers), when
    slowest = statistics.quantiles([answer.seconds for answer in answers], n=20)[-1]
    assert slowest < SLOWEST_PAGE, when
    act = walk.act()
    assert (act.status, act.seconds < SLOWEST_ACT) == (302, True), f"{when}: {act.seconds:.1f} s {act.text[:200]}"


def test_pages_and_acts_go_on_while_redis_is_down_hung_or_flushed_and_the_mail_leaves_afterwards(workshop, valkey):
    house = make.bureau()
    Person.objects.filter(pk=house.union.pk).update(email="zheng@example.org")
    port = free_port()
    workshop.run("-m", "ymdm.roof.web", "127.0.0.1", str(port), log="web")
    walk = Walk(house, port)
    Mail.objects.all().delete()  # of the setting up, sent by this process
    wait_for(lambda: walk.union.get("/w/").status == 200, "the first page", 30)
    assert_the_house_goes_on(walk, "all is well")

    workshop.start_worker()
    workshop.start_clock()
    valkey.hang(8)
    assert_the_house_goes_on(walk, "hung")
    time.sleep(2)
    valkey.stop()
    assert_the_house_goes_on(walk, "down")
    valkey.start()
    valkey.lose_all()
    assert_the_house_goes_on(walk, "flushed")

    assert Mail.objects.count() == 2 * 4  # the duty and the request, for each act
    wait_for(lambda: set(Mail.objects.values_list("state", flat=True)) == {Mail.State.SENT}, "all mail", 90)
    left = "\n".join(workshop.mails())
    assert all(left.count(mail.message_id) == 1 for mail in Mail.objects.all())
    assert "Internal Server Error" not in workshop.log("web")
