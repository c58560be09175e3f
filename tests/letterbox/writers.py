"""Processes that are killed amid their work, on the database of the environment.

python -m tests.letterbox.writers write 200     200 letters from four threads; sent again they are found
python -m tests.letterbox.writers open          gathers the box and opens it
"""

import sys
from concurrent.futures import ThreadPoolExecutor

import django


def write(number: int) -> None:
    from django.db import connection

    from proposals.letterbox import receiving
    from ymdm.organization.models import Unit

    unit = Unit.objects.get(depth=0)

    def send(at: int) -> None:
        words = {"category": "其他", "about": "", "text": f"第 {at} 封：食堂晚餐收得太早了。"}
        receiving.receive(unit, words, nonce=f"{at:032d}")

    def work(first: int) -> None:
        for at in range(first, number, 4):
            send(at)
        connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    print("written", flush=True)


def open_up() -> None:
    from proposals.letterbox import workflow
    from proposals.letterbox.models import Batch
    from ymdm.organization.models import Person

    batch = Batch.objects.get()
    if batch.pending is None:
        workflow.ask_opening(batch, Person.objects.get(name="开箱人"))
    print("begun", flush=True)
    workflow.open_box(batch, Person.objects.get(name="监箱人"))
    print("opened", flush=True)


if __name__ == "__main__":
    django.setup()
    if sys.argv[1] == "write":
        write(int(sys.argv[2]))
    else:
        open_up()
