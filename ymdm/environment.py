"""Typed readers of the environment. Each one names the variable and the remedy when a value is missing or wrong.

`NAME_FILE` may point to a file that holds the value, for secrets.
"""

import os
import re
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str = "") -> str:
    """The value of `name`, or the content of the file that `name_FILE` points to, or `default`."""
    if path := os.environ.get(f"{name}_FILE"):
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise ImproperlyConfigured(
                f"{name}_FILE points to {path}, which cannot be read: {error.strerror}."
            ) from None
    return os.environ.get(name, default)


def boolean(name: str, default: bool) -> bool:
    """1/0, true/false, yes/no, on/off. Raises ImproperlyConfigured for anything else."""
    value = text(name).lower()
    if not value:
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"{name} is “{value}”; write 1 or 0.")


def words(name: str, default: list[str]) -> list[str]:
    """A comma-separated list without blanks."""
    return [word.strip() for word in text(name).split(",") if word.strip()] or default


def number(name: str, default: int) -> int:
    """A whole number. Raises ImproperlyConfigured for anything else."""
    value = text(name)
    if not value:
        return default
    if not value.isdigit():
        raise ImproperlyConfigured(f"{name} is “{value}”; write a whole number.")
    return int(value)


def secret_key(data_dir: Path) -> str:
    """YMDM_SECRET_KEY, or a key generated once into the data folder. Refuses a short or default one."""
    if value := text("YMDM_SECRET_KEY"):
        if len(value) < 40:
            raise ImproperlyConfigured("YMDM_SECRET_KEY is too short; use at least 40 random characters.")
        if len(set(value)) < 8 or re.search("insecure|change.?me|example|secret.?key", value, re.I):
            raise ImproperlyConfigured(
                "YMDM_SECRET_KEY is one of those that stand in examples; use 40 random characters."
            )
        return value
    path = data_dir / "secret_key"
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(64))
    except FileExistsError:
        pass
    return path.read_text(encoding="utf-8").strip()
