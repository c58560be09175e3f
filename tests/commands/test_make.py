"""The Makefile and the locks: what is missing is said in one sentence, and nothing names a registry."""

import os
import re
import subprocess
import sys

import pytest

from .installation import ROOT

BROWSER_TEST = "tests/browser/test_guards.py::test_a_page_without_fault_passes"


def make(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "YMDM_"))}
    return subprocess.run(
        ["make", *arguments], cwd=ROOT, env=environment | variables, capture_output=True, text=True, check=False
    )


def test_a_python_without_venv_is_said_in_one_sentence_with_the_package(tmp_path):
    crippled = tmp_path / "python3"
    crippled.write_text(f'#!/bin/sh\ncase "$*" in *ensurepip*) exit 1;; esac\nexec {sys.executable} "$@"\n')
    crippled.chmod(0o755)
    venv = tmp_path / "venv"
    done = make(f"V={venv}", f"{venv}/.ready", PATH=f"{tmp_path}:{os.environ['PATH']}")
    assert done.returncode != 0
    assert done.stdout == "python3 lacks its venv module. Install it first: apt install python3-venv\n"
    assert not venv.exists()


@pytest.mark.parametrize(
    ("target", "arguments", "passed_on"),
    [
        ("run", "--port 8123", "manage.py serve --port 8123"),
        ("test", "tests/duties -x", "--dist loadfile tests/duties -x"),
    ],
)
def test_arguments_are_passed_on(target, arguments, passed_on):
    assert passed_on in make("-n", target, f"ARGS={arguments}").stdout


@pytest.mark.parametrize("lock", ["base.txt", "dev.txt", "uv.txt"])
def test_every_locked_package_has_hashes_and_no_lock_names_a_registry(lock):
    text = (ROOT / "requirements" / lock).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=\S)", re.sub(r"^#.*\n", "", text, flags=re.MULTILINE))
    assert all(re.match(r"[a-z0-9._-]+==\S", entry) and "--hash=sha256:" in entry for entry in entries)
    assert not re.search(r"https?://|index-url|find-links", text)


def test_what_the_operating_system_lacks_is_named_with_the_command_that_installs_it():
    command = [sys.executable, "tests/system.py"]
    nothing = {"PATH": "/nonexistent"}  # neither Chromium nor apt
    said = subprocess.run(command, cwd=ROOT, env=nothing, capture_output=True, text=True, check=True).stdout
    assert re.search(r"^Missing on this machine: chromium", said)
    assert re.search(r"Install them: sudo apt install chromium", said)


@pytest.mark.parametrize(("browser", "closing"), [("", r"1 skipped"), ("required", r"1 error")])
def test_without_chromium_browser_tests_are_skipped_aloud_and_fail_where_it_is_required(browser, closing):
    command = [sys.executable, "-m", "pytest", "-q", "-rs", "-p", "no:cacheprovider", "-p", "no:xdist", BROWSER_TEST]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("YMDM_", "PYTEST_"))}
    environment |= {"PATH": "/nonexistent", "YMDM_BROWSER": browser}
    said = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False).stdout
    assert re.search(closing, said)
    assert "Chromium is not installed" in said
