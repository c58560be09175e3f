"""Uploading a file to be imported."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from .archive import LARGEST_FILE, MEGABYTE


class UploadForm(forms.Form):
    """One .xlsx or .csv file. What is inside is judged when it is read."""

    file = forms.FileField(
        label="表格文件",
        help_text=f".xlsx 或 .csv，不超过 {LARGEST_FILE // MEGABYTE} MB",
        allow_empty_file=True,
        error_messages={"required": "还没有选择文件。请选择要导入的表格。"},
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        kind = PurePath(file.name).suffix.lower()
        if kind not in {".xlsx", ".csv"}:
            shown = f" {kind} 文件" if kind else "没有扩展名的文件"
            raise ValidationError(f"不能读取{shown}。请在表格软件里另存为 .xlsx 再上传。")
        if not file.size:
            raise ValidationError("这个文件是空的。请打开原文件确认有内容，保存后再上传。")
        if file.size > LARGEST_FILE:
            raise ValidationError(
                f"文件有 {file.size / MEGABYTE:.1f} MB，超过 {LARGEST_FILE // MEGABYTE} MB。请删去图片，或分成几个文件上传。"
            )
        return file
