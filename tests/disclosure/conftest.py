"""What tests of disclosure share."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image


@pytest.fixture
def small_png(settings, tmp_path):
    """Makes a photograph: name and shade of grey."""
    settings.MEDIA_ROOT = tmp_path

    def make(name: str, shade: int = 200) -> SimpleUploadedFile:
        content = io.BytesIO()
        Image.new("L", (8, 8), shade).save(content, "PNG")
        return SimpleUploadedFile(name, content.getvalue(), content_type="image/png")

    return make
