"""`manage.py serve`: the whole application on one machine, as three processes that live and end together."""

import os
import socket
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from ymdm.roof import demo
from ymdm.roof.children import Children

START_SECONDS = 60


class Command(BaseCommand):
    help = "Serves the application: web server, worker and clock. Ctrl-C ends all three."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default 127.0.0.1)")
        parser.add_argument("--port", type=int, default=8000, help="port to listen on (default 8000)")

    def handle(self, *args: Any, **options: Any) -> None:
        host, port = options["host"], options["port"]
        self.check_port(host, port)
        address = f"http://{'127.0.0.1' if host in ANYWHERE else host}:{port}"
        environment = {"YMDM_ORIGIN": address, **os.environ}  # the links in mails lead here
        children = Children()
        children.stop_on_signals()
        for name, command in commands(host, port).items():
            children.start(name, command, environment)
        try:
            ended = children.wait(until=lambda: answers(host, port))
            if not ended and not children.asked_to_stop:
                self.greet(address)
                ended = children.wait()
        finally:
            children.stop()
        if ended:
            raise CommandError(f"{ended[0]}意外结束（退出码 {ended[1]}），其余进程已一并停止。原因见上方输出。")
        self.stdout.write("已停止。")

    def check_port(self, host: str, port: int) -> None:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError as error:
                raise CommandError(
                    f"不能使用 {host}:{port}（{os.strerror(error.errno or 0)}）。"
                    f'请停掉占用它的程序，或换一个端口：make run ARGS="--port {port + 123}"'
                ) from None

    def greet(self, address: str) -> None:
        lines = ["", f"平台已启动：{address}/w/", "按 Ctrl-C 停止。"]
        if accounts := demo_accounts():
            lines += ["", "演示账号（工号 / 口令）："]
            lines += [f"  {number}  /  {password}   {label}" for label, number, password in accounts]
        self.stdout.write("\n".join([*lines, ""]))
        self.stdout.flush()


ANYWHERE = {"0.0.0.0", "::"}  # noqa: S104  (compared with, not bound to)


def commands(host: str, port: int) -> dict[str, list[str]]:
    """The three processes by their names for the reader."""
    # In a container root is the only user there is; Celery's page-long warning would bury the greeting.
    celery = [sys.executable, "-W", "ignore:You're running the worker", "-m", "celery", "--app", "ymdm", "--quiet"]
    return {
        "网页服务": [sys.executable, "-m", "ymdm.roof.web", host, str(port)],
        # Not `worker --beat`: its clock outlived a worker that was killed.
        "后台任务": [
            *celery,
            *("worker", "--pool=threads", "--concurrency=2", "--loglevel=WARNING"),
            *("--without-gossip", "--without-mingle", "--without-heartbeat"),
        ],
        "定时器": [*celery, "beat", "--pidfile=", "--loglevel=WARNING"],
    }


def answers(host: str, port: int) -> bool:
    """Whether the web server accepts connections."""
    reachable = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    try:
        socket.create_connection((reachable, port), timeout=1).close()
    except OSError:
        return False
    return True


def demo_accounts() -> list[tuple[str, str, str]]:
    """Role, staff number and password of the demo accounts, if the demo year is what the database holds."""
    accounts = demo.accounts() if demo.is_there() else []
    connection.close()  # the children have their own; this process only waits from here on
    return accounts
