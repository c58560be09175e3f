"""`python -m tests.faults.closers <folder of the lists>`: closes and opens boxes of the database of the environment, and dies at it.

Reads one JSON line an act from its input, does it in a child and prints one JSON line: how many moments the act has, or the
signal that ended the child. `at` names the moment at which the child kills itself as `kill -9` does; 0 lets it end. A moment is
before and after every statement and every commit, so it may fall into a transaction, between two, or after the last.
"""

import json
import os
import signal
import sys
from collections.abc import Callable
from typing import Any

import django


class Moments:
    """Counts the moments of this process's work with the database; the chosen one is its last."""

    def __init__(self, at: int) -> None:
        self.at, self.so_far = at, 0

    def pass_one(self) -> None:
        self.so_far += 1
        if self.so_far == self.at:
            os.kill(os.getpid(), signal.SIGKILL)

    def around(self, act: Callable[..., Any], *args: Any) -> Any:
        self.pass_one()
        done = act(*args)
        self.pass_one()
        return done


def close(box: Any, order: dict[str, Any]) -> None:
    from ymdm.ballots import closing
    from ymdm.organization.models import Person

    closing.close(box, Person.objects.get(pk=order["by"]), Person.objects.get(pk=order["second"]))


def open_it(box: Any, order: dict[str, Any]) -> None:
    """Give the words that are still missing."""
    from ymdm.ballots import rules, unsealing
    from ymdm.ballots.models import Keeper

    there = set(unsealing.given_in(box))
    for place, word in order["words"]:
        if place not in there:
            keeper = Keeper.objects.get(ceremony=box.ceremony_id, order=place).person
            unsealing.give_word(box, keeper, word, rules.on_the_slip(box.box_root))


def work(order: dict[str, Any]) -> int:
    """Do one act to its end, or to the moment that is named; returns how many moments passed."""
    from django.db import connection, connections

    from ymdm.ballots.models import BallotBox

    connections.close_all()
    moments = Moments(order["at"])
    commit = connection.commit
    connection.commit = lambda: moments.around(commit)  # type: ignore[method-assign]
    box = BallotBox.objects.get(pk=order["box"])
    with connection.execute_wrapper(moments.around):
        {"close": close, "open": open_it}[order["act"]](box, order)
    return moments.so_far


def main(lists: str) -> None:
    django.setup()
    from django.conf import settings
    from django.db import connections

    settings.BALLOT_LISTS = lists
    # All that the acts import, before the first child: it should spend its life on the act.
    from ymdm.ballots import closing, unsealing  # noqa: F401

    for line in sys.stdin:
        connections.close_all()
        reader, writer = os.pipe()
        child = os.fork()
        if not child:
            passed = work(json.loads(line))
            os.write(writer, str(passed).encode())
            os._exit(0)
        os.close(writer)
        _pid, status = os.waitpid(child, 0)
        passed = int(os.read(reader, 20) or 0)
        os.close(reader)
        ended_by = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
        print(json.dumps({"moments": passed, "signal": ended_by, "code": status}), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
