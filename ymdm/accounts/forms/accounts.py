"""Forms of the account: signing in, opening it, contact data, password."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm, SetPasswordMixin
from django.core.exceptions import ValidationError

from ymdm.organization.models import ActivationCode, Person

from .. import passwords

# One sentence for an unknown account, a wrong password and a locked account: it must not tell which it was.
WRONG = (
    "工号（手机号）或密码不对，请检查后再试。连续 5 次不对会锁定 15 分钟，再错锁定时间加倍，锁定期间密码正确也不能登录。"
    "第一次使用请先凭激活码开通。"
)


class SignInForm(AuthenticationForm):
    """Staff number or mobile, and password. Unknown account, wrong password and locked account read alike."""

    error_messages = {
        "invalid_login": WRONG,
        "inactive": WRONG,
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "工号或手机号"
        self.fields["username"].error_messages["required"] = "请填写工号或手机号。"
        self.fields["password"].label = "密码"
        self.fields["password"].error_messages["required"] = "请填写密码。"


class ActivateForm(SetPasswordMixin, forms.Form):
    """The code of the sealed slip, the last four of the staff number, and a password of one's own."""

    code = forms.CharField(
        label="激活码",
        max_length=20,
        help_text="10 位，在密封条上，不分大小写",
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autocapitalize": "characters"}),
    )
    staff_number_tail = forms.CharField(
        label="工号后四位", min_length=4, max_length=4, error_messages={"min_length": "请填写工号的最后四位。"}
    )
    password1, password2 = SetPasswordMixin.create_password_fields("新密码", "再输一遍新密码")

    found: ActivationCode | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = passwords.hint()
        self.fields["password2"].help_text = ""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("code") and data.get("staff_number_tail"):
            self.found = ActivationCode.find(data["code"], data["staff_number_tail"])
            if self.found is None:
                raise ValidationError(
                    "激活码或工号后四位不对，或者激活码已经过期。激活码 7 天内有效，请联系本单位工会重新发放。"
                )
            self.validate_passwords("password1", "password2")
            self.validate_password_for_user(self.found.person, "password1")
        return data


class ProfileForm(forms.ModelForm):
    """What a person may correct in the own record."""

    # Longer than the column, so that blanks and hyphens may be typed; `clean_mobile` takes them out.
    mobile = forms.CharField(label="手机号", max_length=20, required=False)

    class Meta:
        model = Person
        fields = ["mobile", "email", "wants_mail"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mobile"].widget.attrs.update({"inputmode": "numeric", "autocomplete": "tel"})
        self.fields["email"].help_text = "填写后，待办和提醒会同时发到邮箱"

    def clean_mobile(self) -> str | None:
        mobile = "".join((self.cleaned_data["mobile"] or "").split()).replace("-", "")
        if not mobile:
            return None
        if len(mobile) != 11 or not mobile.isdigit() or mobile[0] != "1" or mobile[1] < "3":
            raise ValidationError(f"手机号要 11 位，以 13 至 19 开头，现在是 {len(mobile)} 位。")
        return mobile


class PasswordForm(PasswordChangeForm):
    """Old password, new password twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["old_password"].label = "现在的密码"
        # It stands below other forms; a page that jumps past them on opening is read by nobody.
        self.fields["old_password"].widget.attrs.pop("autofocus", None)
        self.fields["new_password1"].label = "新密码"
        self.fields["new_password1"].help_text = passwords.hint()
        self.fields["new_password2"].label = "再输一遍新密码"
        self.fields["new_password2"].help_text = ""
