"""The tags of the `govuk` template pack: {% load govuk %}."""

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from corporate_parenting.lib import forms

register = template.Library()


@register.simple_tag
def govuk_field(bound):
    """Draw one field as the GOV.UK component that suits its widget."""
    if bound.is_hidden:
        return bound.as_hidden()
    name = forms.component(bound)
    about = _ABOUT.get(name, _about_control)(bound) | {"field": bound, "optional": forms.optional(bound)}
    # Help texts come from our own code, never from what somebody typed; Django lets them hold HTML.
    about["hint"] = mark_safe(bound.help_text)
    return render_to_string(f"govuk/components/{name}.html", about)


@register.inclusion_tag("govuk/error_summary.html")
def error_summary(form):
    """The list of what is wrong, once a page: base.html puts it on top, a form on its own inside itself."""
    if not getattr(form, "errors", None) or getattr(form, "summary_shown", False):
        return {"errors": []}
    form.summary_shown = True
    return {"errors": list(_errors_of(form))}


@register.filter
def top_level(form):
    """A form's fields but those that an answer reveals."""
    hidden = getattr(form, "revealed", set())
    return [bound for bound in form if bound.name not in hidden]


@register.filter
def tag_class(tone):
    """The class of a tag's colour: done, doing, waiting, late, stopped or none."""
    colours = {"done": "green", "doing": "blue", "waiting": "yellow", "late": "red", "stopped": "grey"}
    return f"govuk-tag--{colours[tone]}" if tone in colours else ""


@register.filter
def inline_svg(picture):
    """A picture that the sign-in library drew (the secret as squares), without the prolog that a page may not hold."""
    return mark_safe(picture[picture.index("<svg") :])


def _errors_of(form):
    forms_here = form.forms if hasattr(form, "forms") else [form]
    if hasattr(form, "non_form_errors"):
        yield from ({"text": text, "href": ""} for text in form.non_form_errors())
    for one in forms_here:
        yield from ({"text": text, "href": ""} for text in one.non_field_errors())
        for bound in one:
            href = "" if bound.is_hidden else f"#{forms.first_control(bound)}"
            yield from ({"text": text, "href": href} for text in bound.errors)


def _about_control(bound):
    return {"control": forms.control(bound, "govuk-input", error="govuk-input--error")}


def _about_textarea(bound):
    limit = forms.limit(bound)
    own = bound.field.widget.attrs
    attributes = {
        # "10" in words is Django's own default; a number was chosen by somebody.
        "rows": "5" if own.get("rows") == "10" else own.get("rows"),
        "aria-describedby": forms.described_by(bound, counted=bool(limit)),
    }
    named = ["govuk-textarea"] + (["govuk-js-character-count"] if limit else [])
    return {"limit": limit, "control": forms.control(bound, *named, error="govuk-textarea--error", **attributes)}


def _about_select(bound):
    return {"control": forms.control(bound, "govuk-select", error="govuk-select--error")}


def _about_file(bound):
    return {"control": forms.control(bound, "govuk-file-upload", error="govuk-file-upload--error")}


def _about_password(bound):
    own = bound.field.widget.attrs
    attributes = {"spellcheck": "false", "autocapitalize": "none"}
    attributes["autocomplete"] = own.get("autocomplete", "current-password")
    named = ["govuk-input", "govuk-password-input__input", "govuk-js-password-input-input"]
    return {"control": forms.control(bound, *named, error="govuk-input--error", **attributes)}


def _about_choices(bound):
    widget = bound.field.widget
    many = widget.allow_multiple_selected
    return {
        "kind": "checkboxes" if many else "radios",
        "type": "checkbox" if many else "radio",
        "items": list(_items(bound, widget)),
        "classes": widget.attrs.get("class", ""),
        "described_by": forms.described_by(bound),
    }


def _items(bound, widget):
    hints, reveals = getattr(widget, "hints", {}), getattr(widget, "reveals", {})
    for number, option in enumerate(bound.subwidgets, start=1):
        data, value = option.data, str(option.data["value"])
        yield {
            "id": bound.auto_id if number == 1 else f"{bound.auto_id}-{number}",
            "value": data["value"],
            "label": data["label"],
            "checked": data["selected"],
            "disabled": data["attrs"].get("disabled"),
            "hint": hints.get(value, ""),
            "reveals": [bound.form[name] for name in reveals.get(value, ())],
        }


def _about_checkbox(bound):
    return {"checked": bound.value(), "described_by": forms.described_by(bound)}


def _about_date(bound):
    wrong = forms.parts_in_error(bound)
    typed = bound.value()
    if not isinstance(typed, list | tuple):
        typed = bound.field.widget.decompress(typed)
    return {
        "described_by": forms.described_by(bound),
        "parts": [
            {"name": name, "length": forms.LENGTHS[name], "wrong": name in wrong, "value": value}
            for name, value in zip(forms.DATE_PARTS, typed, strict=True)
        ],
    }


_ABOUT = {
    "textarea": _about_textarea,
    "select": _about_select,
    "file": _about_file,
    "password": _about_password,
    "choices": _about_choices,
    "checkbox": _about_checkbox,
    "date": _about_date,
}
