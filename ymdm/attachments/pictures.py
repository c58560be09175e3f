"""Pictures are never decoded in the process that serves people: a limited child draws them anew (security.md 7)."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
from collections.abc import Collection
from pathlib import Path

from django.core.exceptions import ValidationError

from . import decoder

log = logging.getLogger("ymdm.attachments")

MOST_PIXELS = 40_000_000
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
SECONDS = 60  # on the clock of the wall; of the processor the child has less
# Each child may take up to a gigabyte of memory: a process that serves people starts two at a time.
_PLACES = threading.BoundedSemaphore(2)


def reencode(data: bytes, *, name: str = "", accept: Collection[str] = FORMATS) -> bytes:
    """The picture drawn anew: turned upright, without place, camera, comment or anything else that was not drawn.

    JPEG, PNG, WebP and GIF (its first picture) come in; PNG goes out for PNG, GIF and what is partly transparent, else
    JPEG. `accept` names the formats that may come, `name` is how the sentence calls the file. Raises ValidationError
    with a sentence for what is too large, cannot be read, or makes the decoder die.
    """
    file = f"“{name}”" if name else "这张图片"
    code, out = _decode(data, accept)
    if code == 0:
        return out
    if code == decoder.TOO_LARGE:
        raise ValidationError(f"{file}的尺寸太大，超过 {MOST_PIXELS // 10_000:,} 万像素，请缩小后再传。")
    if code == decoder.UNREADABLE:
        kinds = "JPG、PNG" if not set(accept) - {"JPEG", "PNG"} else "JPG、PNG、WebP 或 GIF"
        raise ValidationError(f"{file}打不开，请换成 {kinds} 再试。")
    log.warning("a picture of %d bytes ended its decoder (code %s)", len(data), code)
    raise ValidationError(f"{file}处理不了，没有收下。请用看图软件另存为 JPG，缩小后再传。")


def _decode(data: bytes, accept: Collection[str]) -> tuple[int | None, bytes]:
    """Exit code of the child, negative for a signal and None where time ran out, and what it drew."""
    # Only what a Python may need to find its own libraries: no key, no password, no address of the database.
    environment = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
    formats = [form for form in FORMATS if form in accept]
    with _PLACES:
        try:
            done = subprocess.run(
                [sys.executable, "-I", str(Path(decoder.__file__)), str(MOST_PIXELS), *formats],
                input=data,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment,
                cwd="/",
                timeout=SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return None, b""
    return done.returncode, done.stdout
