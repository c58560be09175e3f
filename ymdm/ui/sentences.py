"""What forms say when something is wrong: what it is and how to mend it, in our own words (design system, "Content tone").

Django's own sentences stand in its classes, so ours are put there once, when the app is ready.
"""

from __future__ import annotations

from django import forms
from django.core import validators

FIELDS: dict[type[forms.Field], dict[str, str]] = {
    forms.Field: {"required": "请填写这一项。"},
    forms.IntegerField: {"invalid": "请填写整数，例如 12。"},
    forms.DecimalField: {"invalid": "请填写数字，例如 12.5。"},
    forms.DateField: {"invalid": "请按“2026-11-20”这样填写日期。"},
    forms.DateTimeField: {"invalid": "请按“2026-11-20 10:30”这样填写时间。"},
    forms.ChoiceField: {"required": "请选择一项。", "invalid_choice": "请从列出的选项里选择。"},
    forms.MultipleChoiceField: {"required": "请至少选择一项。", "invalid_choice": "请从列出的选项里选择。"},
    forms.ModelChoiceField: {"required": "请选择一项。", "invalid_choice": "请从列出的选项里选择，或刷新页面后再选。"},
    forms.ModelMultipleChoiceField: {
        "required": "请至少选择一项。",
        "invalid_choice": "请从列出的选项里选择，或刷新页面后再选。",
        "invalid_pk_value": "请从列出的选项里选择，或刷新页面后再选。",
    },
    forms.BooleanField: {"required": "请勾选后再提交。"},
    forms.FileField: {
        "required": "请选择文件。",
        "invalid": "文件没有传上来，请重新选择。",
        "missing": "文件没有传上来，请重新选择。",
        "empty": "这个文件是空的，请检查后重新选择。",
        "max_length": "文件名太长，请缩短到 %(max)d 个字以内。",
    },
}

VALIDATORS: dict[type, str] = {
    validators.MinLengthValidator: "至少要 %(limit_value)d 个字，现在是 %(show_value)d 个。",
    validators.MaxLengthValidator: "最多 %(limit_value)d 个字，现在是 %(show_value)d 个。",
    validators.MinValueValidator: "不能小于 %(limit_value)s。",
    validators.MaxValueValidator: "不能大于 %(limit_value)s。",
    validators.EmailValidator: "邮箱地址不完整，应当像“name@example.com”。",
    validators.ProhibitNullCharactersValidator: "内容里有看不见的字符，请删除后再提交。",
}


def speak() -> None:
    """Put our sentences in place of Django's."""
    for field, said in FIELDS.items():
        field.default_error_messages = {**field.__dict__.get("default_error_messages", {}), **said}
    for validator, sentence in VALIDATORS.items():
        validator.message = sentence  # type: ignore[attr-defined]
