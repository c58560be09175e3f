"""What the tests need from the operating system: installed as root on Debian, named in one line elsewhere."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # run as a script
from ymdm.papers import printing

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def chromium() -> str | None:
    """The path of a Chromium: YMDM_CHROMIUM, or the first that is on the PATH."""
    return os.environ.get("YMDM_CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)


def missing_packages() -> list[str]:
    """Debian's names of what is not here."""
    return [*([] if chromium() else ["chromium"]), *printing.missing_packages()]


def install(packages: list[str]) -> bool:
    """Install with apt where that is possible; returns whether it was done."""
    apt = shutil.which("apt-get")
    if os.geteuid() != 0 or not apt:
        return False
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run([apt, "-q", "update"], env=environment, stdout=subprocess.DEVNULL)
    done = subprocess.run(
        [apt, "-q", "-y", "install", "--no-install-recommends", *packages], env=environment, stdout=subprocess.DEVNULL
    )
    return done.returncode == 0


def main() -> int:
    if missing := missing_packages():
        print(f"Missing on this machine: {' '.join(missing)}")
        if not install(missing):
            print(f"The tests that need them will be skipped. Install them: sudo apt install {' '.join(missing)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
