"""Fields of forms as the design shows them."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

register = template.Library()

OPTIONS = ("label", "help", "unit", "counter", "hide_label", "classes")


@register.simple_tag
def field(bound: Any, **given: Any) -> SafeString:
    """A field as the design shows it. See the list of options on top of this file."""
    options = {name: given.pop(name, "") for name in OPTIONS}
    options["attrs"] = {name.replace("_", "-"): value for name, value in given.items()}
    return SafeString(render_to_string("django/forms/field.html", {"field": bound, "options": options}))


@register.simple_tag
def control(bound: Any, options: dict[str, Any] | str = "") -> SafeString:
    """The control alone, with the attributes that {% field %} was given."""
    attrs = dict(options["attrs"]) if isinstance(options, dict) else {}
    if isinstance(options, dict) and options["help"] and not bound.help_text and not bound.errors:
        attrs.setdefault("aria-describedby", f"{bound.auto_id}_helptext")
    return bound.as_widget(attrs=attrs)


@register.simple_tag
def counts(bound: Any, options: dict[str, Any] | str = "") -> int | str:
    """How many characters the counter of this field counts to; nothing where it has none."""
    most = getattr(bound.field, "max_length", None)
    wanted = isinstance(options, dict) and options["counter"] is True
    return most if most and (wanted or bound.widget_type == "textarea") else ""


@register.inclusion_tag("components/error_summary.html")
def error_summary(form: Any) -> dict[str, Any]:
    """What is wrong, each sentence a link to its field. Nothing while nothing is wrong."""
    rows = [("", sentence) for sentence in form.non_field_errors()]
    for name, sentences in form.errors.items():
        if name in form.fields:
            bound = form[name]
            target = "" if bound.is_hidden else bound.id_for_label or bound.auto_id
            rows += [(target, f"{bound.label}：{sentence}") for sentence in sentences]
    return {"rows": rows}


@register.filter
def first_line(label: object) -> str:
    """The choice itself, in a label such as “满意\\n问题解决，或解释合理”."""
    return str(label).partition("\n")[0]


@register.filter
def other_lines(label: object) -> str:
    """The explanation under a choice."""
    return str(label).partition("\n")[2]
