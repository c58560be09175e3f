"""An installation of its own in a temporary folder, run as a person runs it: real processes, nothing eager."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE_SECONDS = 120


class Installation:
    """A data folder with its environment, and the commands on it."""

    def __init__(self, folder: Path, **variables: str) -> None:
        self.folder = folder
        inherited = {name: value for name, value in os.environ.items() if not name.startswith(("YMDM_", "DJANGO_"))}
        self.environment: Mapping[str, str] = inherited | {
            "YMDM_DATA_DIR": str(folder),
            "DJANGO_SETTINGS_MODULE": "ymdm.settings",
            "PYTHONUNBUFFERED": "1",
            **variables,
        }

    def manage(self, *arguments: str) -> str:
        """Run one command to its end; returns what it printed. Raises CalledProcessError when it fails."""
        command = [sys.executable, str(ROOT / "manage.py"), *arguments]
        done = subprocess.run(command, env=self.environment, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
        return done.stdout

    def start(self, *command: str, log: str) -> subprocess.Popen[bytes]:
        """Start a program in the background; what it prints goes to `<log>.log` in the folder."""
        with open(self.folder / f"{log}.log", "ab") as output:
            return subprocess.Popen(
                [sys.executable, *command],
                env=self.environment,
                cwd=ROOT,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def log(self, name: str) -> str:
        return (self.folder / f"{name}.log").read_text(encoding="utf-8")

    def mails(self) -> list[str]:
        """What left the house: the text of every mail, in the order of the files."""
        return [
            mail
            for path in sorted((self.folder / "mail").glob("*.log"))
            for mail in path.read_text(encoding="utf-8").split("-" * 79)
            if mail.strip()
        ]


def wait_for(happened: Callable[[], object], what: str, seconds: float = PATIENCE_SECONDS) -> None:
    """Look ten times a second until it happened; fails after `seconds`, saying what did not."""
    deadline = time.monotonic() + seconds
    while not happened():
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {seconds:.0f} s: {what}")
        time.sleep(0.1)


def alive(pids: list[int]) -> list[int]:
    """Those of the processes that still run; a dead one that nobody has buried does not count."""
    running = []
    for pid in pids:
        try:
            if psutil.Process(pid).status() != psutil.STATUS_ZOMBIE:
                running.append(pid)
        except psutil.NoSuchProcess:
            continue
    return running
