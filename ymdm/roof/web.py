"""The web server of the installation on one machine: `python -m ymdm.roof.web HOST PORT`.

waitress reads a whole request before it takes a thread, so two hundred slow phones do not stop it.
Behind nginx, gunicorn does the same work with more processes (docs/deploying.md).
"""

import logging
import signal
import sys
from types import FrameType
from typing import NoReturn

import waitress

MAX_REQUEST_BYTES = 64 * 1024 * 1024  # above any upload that a form allows, so that the form can say what is too big


def finish(number: int, frame: FrameType | None) -> NoReturn:
    """Leave the loop: waitress then lets the requests in hand finish."""
    sys.exit(0)


def main(host: str, port: int) -> None:
    from ymdm.wsgi import application

    signal.signal(signal.SIGTERM, finish)
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a short queue is no news
    waitress.serve(
        application,
        host=host,
        port=port,
        threads=8,
        connection_limit=1000,
        asyncore_use_poll=True,  # select() ends at 1024 descriptors
        channel_timeout=60,
        max_request_body_size=MAX_REQUEST_BYTES,
        ident=None,
        _quiet=True,
    )


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
