"""Draws one picture anew: bytes in on standard input, bytes out on standard output. Run as a file of its own; here it is imported for its codes alone.

What a decoder can be made to do by a picture ends with this process: it holds little memory, little time, no file
that it could write, and none of the environment's secrets (security.md 7). `pictures.py` starts it and reads the code.

    python -I decoder.py MOST_PIXELS FORMAT…
"""

import io
import os
import resource
import sys

MEMORY = 1024**3  # a picture of 40 million points takes 160 MB, and is held three times while it is turned
CPU_SECONDS = 20
TOO_LARGE, UNREADABLE, OUT_OF_MEMORY = 3, 4, 5


def limit() -> None:
    """Before the first byte of the picture is read."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 32),
    ):
        resource.setrlimit(what, (most, most))


def main(most_pixels: int, formats: list[str]) -> int:
    """Write the picture as PNG where it came as one or is partly transparent, else as JPEG; returns the exit code."""
    limit()
    from PIL import Image, ImageOps  # under the limits already, its own beginnings too

    # The declared size is looked at below, before anything is unpacked; one refusal is enough.
    Image.MAX_IMAGE_PIXELS = None
    try:
        with Image.open(io.BytesIO(sys.stdin.buffer.read()), formats=formats) as picture:
            if picture.width * picture.height > most_pixels:
                return TOO_LARGE
            came_as = picture.format
            picture.load()
            turned = ImageOps.exif_transpose(picture)
    except MemoryError:
        return OUT_OF_MEMORY
    except Exception:  # whatever a decoder says of bytes that it cannot read
        return UNREADABLE
    if turned.has_transparency_data:
        turned = turned.convert("RGBA")
    elif turned.mode not in {"1", "L", "RGB", "P"}:
        turned = turned.convert("RGB")
    # A sheet of its own takes over the points and nothing else: no place, no camera, no comment, no profile.
    plain = Image.new(turned.mode, turned.size)
    plain.paste(turned)
    if turned.mode == "P":
        plain.putpalette(turned.getpalette() or [])
    form = "PNG" if came_as in {"PNG", "GIF"} or plain.mode == "RGBA" else "JPEG"
    out = io.BytesIO()
    if form == "PNG":
        plain.save(out, "PNG", compress_level=4)
    else:
        plain.convert("L" if plain.mode in {"1", "L"} else "RGB").save(out, "JPEG", quality=88)
    sys.stdout.buffer.write(out.getvalue())
    return 0


if __name__ == "__main__":
    try:
        code = main(int(sys.argv[1]), sys.argv[2:])
    except MemoryError:
        code = OUT_OF_MEMORY
    sys.stdout.buffer.flush()
    os._exit(code)  # what a broken picture left behind in memory is not tidied up
