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
# Read on the server alone.
# Brought by the form that needs them (django.forms.Media), not named in a template.
ELSEWHERE: set[str] = {"disclosure/editor.css", "disclosure/editor.js", "inspections/keep.js"}


TEMPLATES = Path(settings.BASE_DIR) / "templates"
LOADED = re.compile(r'\{% static "([^"]+\.(?:css|js))" %\}')
STANDS_ON = re.compile(r'\{% (?:extends|include) "([^"]+)"')


def packed(*files: Path) -> int:
    return sum(len(gzip.compress(file.read_bytes(), 9)) for file in files)


def loaded(template: str, within: tuple[str, ...] = ()) -> set[str]:
    """The style sheets and scripts that a template and all that it stands on may ask for."""
    source = (TEMPLATES / template).read_text()
    below = [one for one in STANDS_ON.findall(source) if one not in within and (TEMPLATES / one).exists()]
    return set(LOADED.findall(source)).union(*(loaded(one, (*within, template)) for one in below))


def test_style_script_and_icons_of_every_page_stay_within_sixty_kilobytes():
    names = [str(file.relative_to(TEMPLATES)) for file in TEMPLATES.rglob("*.html")]
    weights = {
        name: packed(*(Path(finders.find(file)) for file in loaded(name)), STATIC / "art/icons.svg") for name in names
    }
    assert {name: weight for name, weight in weights.items() if weight > BUDGET} == {}
    assert max(weights.values()) > BUDGET / 2, "the pages were found"


def test_every_style_sheet_and_script_is_loaded_by_a_page():
    folders = [Path(config.path) / "static" for config in apps_of_ours()]
    ours = {
        str(file.relative_to(folder)) for folder in folders for kind in ("*.css", "*.js") for file in folder.rglob(kind)
    }
    used = set().union(*(loaded(str(file.relative_to(TEMPLATES))) for file in TEMPLATES.rglob("*.html")))
    assert ours - used == ELSEWHERE


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
