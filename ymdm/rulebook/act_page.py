"""One page for every act: the form of the step, what follows from it, the rules in sight, and then the step itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import ModuleType
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from ymdm.workflow import NoAuthority, Refused, Step, steps_of

from .acting import ActForm

Forms = Mapping[type, Mapping[str, type[ActForm]]]


def act(
    request: HttpRequest, found: QuerySet[Any], pk: int, verb: str, *, forms: Forms, workflow: ModuleType,
    back: Callable[[Any], str] = lambda obj: obj.get_absolute_url(),
) -> HttpResponse:  # fmt: skip
    """Show the form of one step of one object, or do it. An act without a form does not exist here (404).

    `forms` by model and verb, `workflow` the module of the steps. A refusal keeps what was typed beside the sentence.
    """
    obj = get_object_or_404(found, pk=pk)
    step = steps_of(type(obj)).get(verb)
    form_class = forms.get(type(obj), {}).get(verb)
    if step is None or form_class is None:
        raise Http404
    if why := step.authority(obj, request.user):
        raise NoAuthority(why)
    if request.method != "POST":
        step.check(obj, request.user, timezone.now())  # too late: said before anything is typed
    typed = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = form_class(*typed, obj=obj, person=request.user)  # type: ignore[arg-type]
    return answer(
        request, form, step, lambda: getattr(workflow, verb)(obj, request.user, **form.typed()), str(obj), back(obj)
    )


def answer(
    request: HttpRequest, form: ActForm, step: Step, do: Callable[[], Any], above: str, back: str, onwards: bool = False
) -> HttpResponse:
    """The page of the form until it is well filled in; then the act, and back, or `onwards` to what it made."""
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                made = do()
            except Refused as refusal:
                form.add_error(None, str(refusal))
                status = 409
            except ValidationError as unfit:  # a file that is not what its name says; told like any other mistake
                form.add_error(None, unfit)
            else:
                messages.success(request, f"已办理：{step.says}。")
                return redirect(made.get_absolute_url() if onwards else back)
    context = {"form": form, "above": above, "back": back, "says": step.says, "action": request.get_full_path()}
    return render(request, "components/act.html", context, status=status)
