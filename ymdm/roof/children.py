"""Child processes that never outlive their parent, and never a group of them half alive."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence

GRACE_SECONDS = 15
PR_SET_PDEATHSIG = 1


def _die_with(parent: int) -> Callable[[], None]:
    """What a child does before it becomes its program: ask the kernel to end it with its parent, `kill -9` included."""
    try:
        prctl = ctypes.CDLL(None).prctl
    except AttributeError:  # not Linux: then only the signals below end the children
        return lambda: None

    def ask() -> None:
        prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:  # it ended between fork and prctl
            os._exit(1)

    return ask


class Children:
    """A group of processes: when one ends, all end."""

    def __init__(self) -> None:
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self.asked_to_stop = False

    def start(self, name: str, command: Sequence[str], environment: Mapping[str, str]) -> None:
        """Start a child in a session of its own, so that a Ctrl-C in the terminal reaches only the parent."""
        self.processes[name] = subprocess.Popen(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=_die_with(os.getpid()),
        )

    def ended(self) -> tuple[str, int] | None:
        """Name and exit code of a child that has ended by itself, or None."""
        for name, process in self.processes.items():
            if (code := process.poll()) is not None:
                return name, code
        return None

    def stop_on_signals(self) -> None:
        """Let Ctrl-C, SIGTERM and the closing of the terminal end `wait`."""

        def ask(number: int, frame: object) -> None:
            self.asked_to_stop = True

        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, ask)

    def wait(self, *, until: Callable[[], bool] = lambda: False) -> tuple[str, int] | None:
        """Return when `until` holds, a signal came, or a child ended; then its name and exit code."""
        while not self.asked_to_stop and not until():
            if ended := self.ended():
                return ended
            time.sleep(0.1)
        return None

    def stop(self) -> None:
        """SIGTERM to each child's group, and SIGKILL to what is left of it after the grace."""
        self._signal(signal.SIGTERM)
        deadline = time.monotonic() + GRACE_SECONDS
        while time.monotonic() < deadline and any(process.poll() is None for process in self.processes.values()):
            time.sleep(0.05)
        self._signal(signal.SIGKILL)
        for process in self.processes.values():
            process.wait()

    def _signal(self, number: int) -> None:
        for process in self.processes.values():
            try:
                os.killpg(process.pid, number)
            except (ProcessLookupError, PermissionError):
                continue  # the whole group is gone
        sys.stdout.flush()
