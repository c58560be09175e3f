"""A disk that fills while a file is written: a sentence, no half file, no row, no event; and afterwards all is well."""

import json
import os
import shutil
import subprocess
import sys

import pytest

from tests import factories as make
from tests.commands.installation import ROOT
from tests.commands.workshop import database_url
from ymdm.attachments.models import Attachment
from ymdm.ledger.models import Event

pytestmark = [pytest.mark.faults, pytest.mark.django_db(transaction=True)]
# On SQLite the limit of the process holds for the database as well, so it lies above that.
LIMIT = 15 * 1024**2


def can_mount() -> bool:
    if not shutil.which("unshare"):
        return False
    return not subprocess.run(["unshare", "-m", "true"], capture_output=True, check=False).returncode


@pytest.mark.parametrize("small", ["a file system of 4 MB", "a limit of the process"])
def test_a_full_disk_leaves_no_half_file_and_no_row(tmp_path, small):
    house = make.bureau()
    proposal = make.draft(house)
    command = [sys.executable, "-m", "tests.faults.uploads", str(tmp_path), str(proposal.pk)]
    if small == "a limit of the process":
        command += [str(LIMIT)]
    elif can_mount():
        # The mount is seen by this child alone and ends with it.
        mount = 'mount -t tmpfs -o size=4m none "$0" && exec "$@" 0'
        command = ["unshare", "-m", "sh", "-c", mount, str(tmp_path), *command]
    else:
        pytest.skip("mounting a small file system asks for root")
    told = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=120,
        env={**os.environ, "YMDM_DATABASE_URL": database_url(), "DJANGO_SETTINGS_MODULE": "tests.settings"},
    )  # fmt: skip
    assert told.returncode == 0, told.stderr
    found = json.loads(told.stdout)
    assert found["told"][0].startswith("系统存放附件的空间不够了")
    assert found["told"][1] == "stored"
    (row,) = Attachment.objects.all()
    assert found["files"] == {row.file.name: row.size}
    assert Event.objects.filter(act="attachments.attach").count() == 1
