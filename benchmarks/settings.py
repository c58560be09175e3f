"""The settings of the product, with the floors among its addresses."""

from ymdm.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.urls"
ALLOWED_HOSTS = ["127.0.0.1"]
DEBUG = False
