"""Processes that write events and seal them, on the database of the environment.

    python -m tests.faults.sealers write 500        500 events, each in a transaction, sealing now and then
    python -m tests.faults.sealers seal             seals for ever; whenever its child is killed, it starts another one

Both print what a test waits for, one line each.
"""

import os
import sys

import django

EVERY = 25


def write(number: int) -> None:
    from ymdm.ledger import sealing
    from ymdm.ledger.record import record
    from ymdm.organization.models import Unit

    unit = Unit.objects.first()
    print("ready", flush=True)
    sys.stdin.readline()  # all begin together
    for at in range(number):
        record("test.act", unit, "系统", says="试一试", unit=unit, payload={"由": os.getpid(), "数": at})
        if at % EVERY == EVERY - 1:
            sealing.seal_all()


def seal() -> None:
    from django.db import connections

    from ymdm.ledger import sealing

    sealing.BATCH = 2  # so that a kill finds it amid the work
    while True:
        child = os.fork()
        if not child:
            connections.close_all()
            while True:
                sealing.seal_all()
        print(child, flush=True)
        os.waitpid(child, 0)


if __name__ == "__main__":
    django.setup()
    if sys.argv[1] == "write":
        write(int(sys.argv[2]))
    else:
        seal()
