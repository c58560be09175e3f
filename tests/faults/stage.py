"""`python -m tests.faults.stage 20`: a bureau with so many proposals in hand, into the database of the environment.

Prints as JSON the session of their handler and the keys of the proposals.
"""

import json
import sys

import django


def main(how_many: int) -> None:
    django.setup()
    from django.conf import settings
    from django.contrib.auth import get_user_model
    from django.test import Client

    from tests import factories as make

    house = make.bureau()
    proposals = [make.in_progress(house, title=f"第 {number} 件") for number in range(how_many)]
    client = Client()
    client.force_login(get_user_model().objects.get(pk=house.handler.pk))
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    print(json.dumps({"session": session, "proposals": [proposal.pk for proposal in proposals]}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
