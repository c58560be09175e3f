"""PostgreSQL dies hard amid six hundred casts: after recovery and retries all six hundred lie in the box, once each (P3)."""

import json
import subprocess
import sys
from collections.abc import Iterator

import pytest
from django.conf import settings

from tests.commands.installation import ROOT, Installation
from tests.faults.servers import Postgres

pytestmark = [
    pytest.mark.faults,
    pytest.mark.skipif("postgresql" not in settings.DATABASES["default"]["ENGINE"], reason="a fault of PostgreSQL"),
]
VOTERS, STOPS_AT = 600, (100, 350)


@pytest.fixture
def postgres() -> Iterator[Postgres]:
    server = Postgres()
    yield server
    server.close()


def test_all_six_hundred_lie_in_the_box_whatever_died_on_the_way(postgres, tmp_path):
    house = Installation(tmp_path, YMDM_DATABASE_URL=postgres.url)
    house.manage("migrate", "--verbosity", "0")
    command = [sys.executable, "-m", "tests.faults.caster", str(VOTERS)]
    stops, last = list(STOPS_AT), ""
    with subprocess.Popen(command, env=house.environment, cwd=ROOT, stdout=subprocess.PIPE, text=True) as caster:
        assert caster.stdout is not None
        for line in caster.stdout:
            last = line
            if stops and line.strip().isdigit() and int(line) >= stops[0]:
                stops.pop(0)
                postgres.stop_hard()
                postgres.start_again()
    assert caster.returncode == 0
    told = json.loads(last)
    assert not stops and told["again"] > 0, "nobody was casting while the server died: the test proves nothing"
    assert len(told["acknowledged"]) == VOTERS == len(set(told["acknowledged"]))
    assert sorted(told["box"]) == sorted(told["acknowledged"])
    assert (told["root"], told["state"], told["faults"]) == (told["expected"], "closed", [])
