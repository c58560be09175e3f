"""`python -m tests.faults.caster 600`: so many cast, eight at a time, into the database of the environment.

Each repeats its own ballot until it is acknowledged, as the browser does, whatever becomes of the database. Prints the
number of acknowledged ballots as it grows and, at the end, JSON: the acknowledged trackers, how many were lost on the way and
came again, what lies in the box after its close, and its root.
"""

import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import django


def main(how_many: int) -> None:
    django.setup()
    from django.conf import settings
    from django.db import Error, connections

    settings.BALLOT_SCRYPT_N = 2**4  # guesses cost little here: nobody guesses
    from tests.ballots import making
    from ymdm.ballots import casting, checking, sealing
    from ymdm.ballots.models import BallotBox, SealedBallot

    room = making.room()
    voters = making.people(room.unit, how_many)
    box = making.opened(room, voters)
    acknowledged: list[str] = []
    again: list[int] = []

    def work(mine: list) -> None:
        for person in mine:
            body = making.body(box, {"i1": "yes"})
            while True:
                try:
                    receipt = casting.cast(box, person, body)
                except Error:
                    again.append(person.pk)
                    connections.close_all()
                    time.sleep(0.1)
                    continue
                break
            acknowledged.append(receipt.tracker)
            if len(acknowledged) % 50 == 0:
                print(len(acknowledged), flush=True)
            time.sleep(0.005)
        connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, [voters[start::8] for start in range(8)]))
    connections.close_all()  # this thread's own died with the server
    box = BallotBox.objects.get(pk=box.pk)
    making.close(room, box)
    print(
        json.dumps(
            {
                "acknowledged": acknowledged,
                "again": len(set(again)),
                "box": list(SealedBallot.objects.values_list("tracker", flat=True)),
                "root": box.box_root,
                "expected": sealing.root(acknowledged),
                "state": box.state,
                "faults": checking.check_all(),
            }
        )
    )


if __name__ == "__main__":
    main(int(sys.argv[1]))
