"""What PDF needs of the machine: Pango, and a font that holds Chinese. Plain Python, so that `make system` can ask too."""

from __future__ import annotations

import ctypes.util
from functools import cache
from pathlib import Path

FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")
CJK_FONTS = ("NotoSansCJK*", "NotoSerifCJK*", "SourceHan*", "wqy*", "simfang*", "FangSong*")
# Libraries by Debian's names of the packages that bring them.
LIBRARIES = {"libpango-1.0-0": "pango-1.0", "libpangoft2-1.0-0": "pangoft2-1.0"}
FONT_PACKAGE = "fonts-noto-cjk"
# Formats that the library embeds; collections (.ttc) it does not take by address.
FONT_FILES = (".ttf", ".otf")


def missing_packages(font_dir: str = "") -> list[str]:
    """Debian's names of what is not here. A font of the site's own in `font_dir` makes up for the package."""
    missing = [package for package, library in LIBRARIES.items() if ctypes.util.find_library(library) is None]
    if not fonts_in(font_dir) and not has_cjk_font():
        missing.append(FONT_PACKAGE)
    return missing


def has_cjk_font() -> bool:
    folders = [Path(folder).expanduser() for folder in FONT_FOLDERS]
    return any(next(folder.rglob(font), None) for folder in folders if folder.is_dir() for font in CJK_FONTS)


def fonts_in(font_dir: str) -> list[Path]:
    """The font files that a site has put into its folder."""
    if not font_dir or not Path(font_dir).is_dir():
        return []
    return sorted(file for file in Path(font_dir).iterdir() if file.suffix.lower() in FONT_FILES)


@cache
def missing_here(font_dir: str = "") -> tuple[str, ...]:
    """The same, looked up once: what is installed later is seen after the next start."""
    return tuple(missing_packages(font_dir))
