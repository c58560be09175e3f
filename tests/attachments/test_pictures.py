"""A picture is drawn anew by a limited child, upright and without what tells of its maker; a child that dies costs a sentence."""

import io
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from tests.attachments.test_files import photo, picture_header
from ymdm.attachments import decoder, pictures
from ymdm.attachments.pictures import reencode

TELLS = "Ein Kommentar 13812345678"


def drawn(form: str, mode: str = "RGB", size: tuple[int, int] = (40, 20), **extra) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, 1 if mode == "P" else None).save(out, form, **extra)
    return out.getvalue()


def read(data: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(data))
    picture.load()
    return picture


@pytest.mark.parametrize(
    ("comes", "mode", "goes"),
    [
        ("JPEG", "RGB", "JPEG"), ("JPEG", "CMYK", "JPEG"), ("JPEG", "L", "JPEG"),
        ("PNG", "RGB", "PNG"), ("PNG", "RGBA", "PNG"), ("PNG", "P", "PNG"), ("PNG", "1", "PNG"), ("PNG", "I;16", "PNG"),
        ("WEBP", "RGB", "JPEG"), ("WEBP", "RGBA", "PNG"), ("GIF", "P", "PNG"),
    ],
)  # fmt: skip
def test_every_kind_comes_in_and_two_go_out(comes, mode, goes):
    data = drawn(comes, mode)
    if mode == "RGBA":
        out = io.BytesIO()
        Image.new("RGBA", (40, 20), (1, 2, 3, 100)).save(out, comes)
        data = out.getvalue()
    made = read(reencode(data))
    assert (made.format, made.size) == (goes, (40, 20))


def test_it_stands_upright_and_keeps_nothing_but_what_is_drawn():
    picture = Image.new("RGB", (40, 20), "red")
    exif = picture.getexif()
    exif[0x0112], exif[0x010F] = 6, TELLS  # lies on its side; the maker
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif, comment=TELLS, icc_profile=TELLS.encode(), dpi=(300, 300))
    made = reencode(out.getvalue())
    assert read(made).size == (20, 40)
    assert TELLS.encode() not in made and b"Exif" not in made and b"ICC" not in made


def test_a_text_in_a_png_is_left_behind():
    from PIL.PngImagePlugin import PngInfo

    told = PngInfo()
    told.add_text("Author", TELLS)
    assert TELLS.encode() not in reencode(drawn("PNG", pnginfo=told))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "打不开"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "打不开"),
        (photo()[:300], "打不开"),
        (drawn("BMP"), "打不开"),
        (drawn("TIFF"), "打不开"),
        (picture_header(7_000, 7_000), "4,000 万像素"),
        (picture_header(20_000, 20_000), "4,000 万像素"),
        (picture_header(100, 100), "打不开"),
    ],
    ids=["nothing", "svg", "cut off", "bmp", "tiff", "49 million points", "400 million points", "lies about its size"],
)
def test_what_is_no_picture_of_ours_or_too_large_is_refused_with_a_sentence(data, words):
    with pytest.raises(ValidationError, match=words):
        reencode(data)


def test_a_picture_of_forty_million_points_passes():
    assert read(reencode(drawn("JPEG", size=(8_000, 5_000)))).size == (8_000, 5_000)


@pytest.mark.parametrize(
    ("limit", "value"), [("MEMORY", "60 * 1024**2"), ("CPU_SECONDS", "0")], ids=["memory", "processor"]
)
def test_a_decoder_that_dies_costs_a_sentence_and_nobody_else(tmp_path, monkeypatch, limit, value):
    """The same child with less to live on: the picture is too much for it, the house goes on."""
    lines = Path(decoder.__file__).read_text(encoding="utf-8").splitlines()
    tight = "\n".join(f"{limit} = {value}" if line.startswith(f"{limit} =") else line for line in lines)
    (tmp_path / "tight.py").write_text(tight, encoding="utf-8")
    monkeypatch.setattr(pictures.decoder, "__file__", str(tmp_path / "tight.py"))
    with pytest.raises(ValidationError, match="处理不了"):
        reencode(drawn("JPEG", size=(8_000, 5_000)))


def test_a_decoder_that_never_ends_is_ended(tmp_path, monkeypatch):
    (tmp_path / "slow.py").write_text("import time\ntime.sleep(60)\n")
    monkeypatch.setattr(pictures.decoder, "__file__", str(tmp_path / "slow.py"))
    monkeypatch.setattr(pictures, "SECONDS", 0.5)
    with pytest.raises(ValidationError, match="处理不了"):
        reencode(photo())


def test_the_child_may_write_no_file_and_knows_no_secret(tmp_path, monkeypatch):
    """Under the limits of `limit()`, with the environment that `_decode` gives."""
    monkeypatch.setenv("YMDM_SECRET_KEY", "a secret that must stay in the house")
    seen = tmp_path / "seen"
    (tmp_path / "spy.py").write_text(
        "import os, signal, sys\n"
        f"sys.path.insert(0, {os.path.dirname(decoder.__file__)!r})\n"
        "import decoder\n"
        "assert not [name for name in os.environ if name.startswith('YMDM')], 'a secret'\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "decoder.limit()\n"
        "try:\n"
        f"    os.write(os.open({str(seen)!r}, os.O_CREAT | os.O_WRONLY), b'x'); sys.exit(7)\n"
        "except OSError:\n"
        "    sys.exit(0)\n"
    )
    monkeypatch.setattr(pictures.decoder, "__file__", str(tmp_path / "spy.py"))
    assert pictures._decode(photo(), pictures.FORMATS)[0] == 0
    assert not seen.exists() or not seen.read_bytes()


def test_the_limits_are_set_before_the_picture_is_read():
    told = subprocess.run(
        [sys.executable, "-c", "import decoder, resource; decoder.limit(); print(*(resource.getrlimit(w)[0] for w in (resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_FSIZE, resource.RLIMIT_CORE)))"],
        cwd=os.path.dirname(decoder.__file__), capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert told.split() == [str(decoder.MEMORY), str(decoder.CPU_SECONDS), "0", "0"]
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] != 0  # not in the process that serves people
