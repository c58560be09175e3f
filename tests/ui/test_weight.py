"""What a phone has to fetch, once (G13)."""

import gzip
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles import finders

STATIC = Path(settings.BASE_DIR) / "ymdm/ui/static/ui"
BUDGET = 60 * 1024


def packed(*files: Path) -> int:
    return sum(len(gzip.compress(file.read_bytes(), 9)) for file in files)


def test_style_script_and_icons_stay_within_sixty_kilobytes():
    folders = [Path(config.path) / "static" for config in apps_of_ours()]
    ours = [file for folder in folders for kind in ("*.css", "*.js") for file in folder.rglob(kind)]
    # The components page is not part of the product.
    served = [file for file in ours if file.name != "styleguide.css"]
    htmx = Path(finders.find("django_htmx/htmx-2.min.js"))
    assert packed(*served, htmx, STATIC / "art/icons.svg") <= BUDGET


def apps_of_ours():
    return [config for config in apps.get_app_configs() if "site-packages" not in config.path]


@pytest.mark.parametrize("file", sorted(STATIC.rglob("*.css")), ids=lambda file: file.name)
def test_a_style_sheet_names_only_files_that_are_there(file):
    named = re.findall(r'url\("([^"]+)"\)', file.read_text())
    assert [url for url in named if not (file.parent / url).exists()] == []
    assert file.read_text().count("{") == file.read_text().count("}")


def test_dark_by_preference_and_dark_by_choice_are_the_same():
    tokens = (STATIC / "css/tokens.css").read_text()
    by_preference = tokens.split(':root:not([data-theme="light"]) {')[1].split("}")[0]
    by_choice = tokens.split(':root[data-theme="dark"] {')[1].split("}")[0]
    assert by_preference.split() == by_choice.split()
