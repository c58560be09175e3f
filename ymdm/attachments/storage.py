"""Files appear whole or not at all: a full disk or a kill amid the writing leaves nothing under the file's name."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.core.files.storage import FileSystemStorage

INCOMING = ".incoming"  # inside the same file system, or the last move would be a copy


class WholeFileStorage(FileSystemStorage):
    """Writes beside the place, to the disk, and moves it there; raises OSError and leaves nothing when that fails."""

    def _save(self, name: str, content: Any) -> str:
        place, incoming = Path(self.path(name)), Path(self.path(f"{INCOMING}/{uuid4().hex}"))
        for folder in (place.parent, incoming.parent):
            folder.mkdir(parents=True, exist_ok=True)
        try:
            with open(incoming, "xb") as file:
                for chunk in content.chunks():
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            if self.file_permissions_mode is not None:
                incoming.chmod(self.file_permissions_mode)
            incoming.rename(place)
        except BaseException:
            with suppress(OSError):
                incoming.unlink(missing_ok=True)
            raise
        entry = os.open(place.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(entry)  # the name as well
        finally:
            os.close(entry)
        return name.replace("\\", "/")
