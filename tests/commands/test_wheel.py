"""The wheel is the whole product: it installs without a network and brings its templates and static files along."""

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from .installation import ROOT, Installation

FIND_TEMPLATE = "from django.template.loader import get_template; print(get_template('base.html').origin.name)"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True)
    [built] = folder.glob("ymdm-*.whl")
    return built


def tracked(*folders: str) -> list[str]:
    """The files of the folders that git knows."""
    command = ["git", "ls-files", "-z", "--", *folders]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def test_the_wheel_holds_every_module_template_and_static_file_and_nothing_of_the_tests(wheel):
    packed = set(ZipFile(wheel).namelist())
    wanted = {
        f"ymdm/{name}" if name.startswith("templates/") else name
        for name in tracked("ymdm", "congress", "proposals", "disclosure", "evaluation", "templates")
    }
    assert wanted - packed == set()
    tops = {name.partition("/")[0] for name in packed if ".dist-info" not in name}
    assert tops == {"ymdm", "congress", "proposals", "disclosure", "evaluation"}


def test_the_wheel_installs_without_a_registry_and_works_outside_the_checkout(wheel, tmp_path):
    site, data = tmp_path / "site", tmp_path / "data"
    data.mkdir()
    pip = [sys.executable, "-m", "pip", "install", "-q", "--no-index", "--no-deps", "--target", str(site), str(wheel)]
    subprocess.run(pip, check=True)
    installed = Installation(data, PYTHONPATH=str(site), PYTHONSAFEPATH="1", YMDM_STATIC_ROOT=str(tmp_path / "static"))

    def run(*command: str) -> str:
        command = (sys.executable, "-m", *command)
        return subprocess.run(
            command, env=installed.environment, cwd=tmp_path, check=True, stdout=subprocess.PIPE, text=True
        ).stdout

    run("django", "prepare")
    assert (tmp_path / "static" / "staticfiles.json").is_file()
    assert (data / "ymdm.sqlite3").is_file()
    found = run("django", "shell", "-v", "0", "-c", FIND_TEMPLATE).strip()
    assert found == str(site / "ymdm" / "templates" / "base.html")
