"""Uploads one file too large for what is left, then a small one. Prints what the test asks for, as one line of JSON.

    python -m tests.faults.uploads FOLDER PROPOSAL LIMIT

FOLDER: where attachments are kept. LIMIT: bytes that a file may have, 0 where the file system itself is small.
"""

import json
import resource
import sys
from pathlib import Path

import django


def main(folder: str, proposal: str, limit: str) -> None:
    from django.conf import settings
    from django.core.exceptions import ValidationError
    from django.core.files.uploadedfile import SimpleUploadedFile

    from proposals.models import Proposal
    from ymdm.attachments import workflow

    settings.MEDIA_ROOT = folder
    workflow.KEPT_FREE = 0  # the reserve would refuse it before; here the disk itself must
    workflow.shutil.disk_usage = lambda path: workflow.shutil._ntuple_diskusage(
        10**12, 0, 10**12
    )  # others filled it since
    matter = Proposal.objects.get(pk=proposal)
    if int(limit):
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), int(limit)))
    told = []
    for name, size in (("large.pdf", 19 * 1024**2), ("small.pdf", 1024)):
        try:
            workflow.attach(matter, SimpleUploadedFile(name, b"%PDF-" + b"0" * size), matter.proposer)
        except ValidationError as refused:
            told.append(refused.messages[0])
        else:
            told.append("stored")
    files = {str(path.relative_to(folder)): path.stat().st_size for path in Path(folder).rglob("*") if path.is_file()}
    print(json.dumps({"told": told, "files": files}))


if __name__ == "__main__":
    django.setup()
    main(*sys.argv[1:])
