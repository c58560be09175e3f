"""The part of a page that asks for a second factor: a key first, a code as the other way, the password without either."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from ymdm.organization.models import Person

from .. import keys, proving
from ..forms.factors import CodeForm, KeyForm, PasswordAgainForm
from ..models import SecondFactor


class MeansPage:
    """The forms of one request: of those that it offers, the one that was posted is judged."""

    def __init__(self, request: HttpRequest, person: Person, factor: SecondFactor | None) -> None:
        self.request, self.person, self.factor = request, person, factor
        typed = request.POST or None
        by_key = bool(typed) and "answer" in request.POST
        self.key_form = KeyForm(typed if by_key else None, auto_id="key_%s")
        self.form = (CodeForm if factor else PasswordAgainForm)(None if by_key else typed)
        if factor and not factor.secret:
            self.form.fields["code"].label = "恢复码"
        self.bound = self.key_form if by_key else self.form
        self.is_bound = self.bound.is_bound

    def proves(self) -> str:
        """By which means the person was proved; nothing where not, and the form says why."""
        if not self.bound.is_valid():
            return ""
        try:
            return self._prove(self.bound.cleaned_data)
        except proving.NotRight as refusal:
            self.bound.add_error(None if self.bound is self.key_form else next(iter(self.form.fields)), str(refusal))
            return ""

    def _prove(self, typed: dict[str, str]) -> str:
        request, person, factor = self.request, self.person, self.factor
        if factor is None:
            judge, otherwise = lambda: proving.by_password(person, typed.get("password", "")), proving.WRONG_PASSWORD
        elif "answer" in typed:
            judge, otherwise = lambda: keys.verify(request, factor, typed["answer"]), keys.WRONG_KEY
        else:
            judge, otherwise = lambda: proving.by_code(factor, typed["code"]), proving.wrong_code(factor)
        return proving.prove(request, person, judge, otherwise)

    def context(self) -> dict[str, Any]:
        """What the template shows, with a new challenge where there is a key to ask."""
        has_keys = self.factor is not None and self.factor.keys.exists()
        why_not = keys.why_not(self.request) if has_keys else ""
        return {
            "factor": self.factor,
            "form": self.form,
            "key_form": self.key_form,
            "has_keys": has_keys,
            "why_not": why_not,
            "options": keys.ask(self.request, self.factor) if self.factor and has_keys and not why_not else "",
        }
