"""Django's own list of what a production must have is clean, and what is not clean does not start."""

import subprocess

import pytest

from tests.commands.installation import Installation

SOUND = {
    "YMDM_HTTPS": "1",
    "YMDM_SECRET_KEY": "a sentence of more than fifty characters, 0123456789 and some +/= signs",
    "YMDM_ALLOWED_HOSTS": "mzgl.example.org",
    "YMDM_ORIGIN": "https://mzgl.example.org",
}


def test_the_deployment_check_has_nothing_to_say(tmp_path):
    Installation(tmp_path, **SOUND).manage("check", "--deploy", "--fail-level", "INFO")


@pytest.mark.parametrize("wrong", [{"YMDM_SECRET_KEY": "short"}, {"YMDM_HTTPS": "maybe"}])
def test_a_wrong_setting_stops_the_start_and_is_named(tmp_path, wrong):
    with pytest.raises(subprocess.CalledProcessError):
        Installation(tmp_path, **(SOUND | wrong)).manage("check")
