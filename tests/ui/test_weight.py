"""What a phone has to fetch, once (G13)."""

import gzip
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

STATIC = Path(settings.BASE_DIR) / "ymdm/ui/static/ui"
BUDGET = 60 * 1024


def packed(*files: Path) -> int:
    return sum(len(gzip.compress(file.read_bytes(), 9)) for file in files)


def test_style_script_and_icons_stay_within_sixty_kilobytes():
    htmx = Path(finders.find("django_htmx/htmx-2.min.js"))
    weight = packed(*STATIC.rglob("*.css"), *STATIC.rglob("*.js"), htmx, STATIC / "art/icons.svg")
    assert weight <= BUDGET


@pytest.mark.parametrize("file", sorted(STATIC.rglob("*.css")), ids=lambda file: file.name)
def test_a_style_sheet_names_only_files_that_are_there(file):
    import re

    named = re.findall(r'url\("([^"]+)"\)', file.read_text())
    assert [url for url in named if not (file.parent / url).exists()] == []
    assert file.read_text().count("{") == file.read_text().count("}")


def test_dark_by_preference_and_dark_by_choice_are_the_same():
    tokens = (STATIC / "css/tokens.css").read_text()
    by_preference = tokens.split(':root:not([data-theme="light"]) {')[1].split("}")[0]
    by_choice = tokens.split(':root[data-theme="dark"] {')[1].split("}")[0]
    assert by_preference.split() == by_choice.split()
