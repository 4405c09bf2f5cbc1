"""What no print could take: one function says it, and every field of every form asks it or has a length."""

import importlib
import inspect
import pkgutil
import re
from pathlib import Path

import pytest
from django import forms
from django.core.validators import MaxLengthValidator

import committees
import pledges
import reports
import roles
from corporate_parenting.lib import richtext_caps
from corporate_parenting.lib.forms import PlainErrors
from tests.security.test_caps import FINE, KILLERS, told

# --- The one function


@pytest.mark.parametrize("text", KILLERS.values(), ids=KILLERS)
def test_each_is_refused_with_what_to_do(text):
    assert told(richtext_caps.refusal(text))
    with pytest.raises(richtext_caps.TooMuch):
        richtext_caps.check("fine", text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("\n".join(" " * n + "- a" for n in range(60)), "more than 40 deep"),
        ("> " * 41 + "a", "more than 40 deep"),
        ("1. " * 41 + "a", "more than 40 deep"),
        ("**a** " * 1001, "1,001 places in bold"),
        ("[a](https://a.example) " * 1001, "1,001 places in bold"),
        ("a\n\n" * 2001, "2,001 paragraphs"),
        ("- a\n" * 2001, "2,001 paragraphs"),
        ("a\\\n" * 2001, "paragraphs, items of lists and single lines"),
        ("a " * 50_001, "100,002 characters"),
        ("w" * 10_001, "has 10,001 letters"),
    ],
)
def test_where_the_limits_are(text, words):
    assert words in richtext_caps.refusal(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "> " * 40 + "a",
        "**a** " * 1000,
        "- a\n" * 2000,
        "a " * 50_000,
        "w" * 10_000,
        "- - " * 200,  # a line across
        "\n".join(" " * 60 + f"- {n} -" for n in range(300)),  # page numbers of a pasted file
        "- a\n\nb\n\n" * 100,
        "* " + "a * b " * 300,
    ],
)
def test_what_is_taken(text):
    assert richtext_caps.refusal(text) == ""


def test_texts_that_are_counted_together():
    half = "**a** " * 600
    assert richtext_caps.refusal(half) == ""
    assert "1,200 places" in richtext_caps.refusal(half, half)


def test_a_table_of_dashes_is_a_table():
    richtext_caps.check_cells([["-"] * 20] * 500)
    with pytest.raises(richtext_caps.TooMuch, match="20,000 letters"):
        richtext_caps.check_cells([["a", "w" * 20_000]])


# --- Every field of every form

ADDS_A_FIELD = re.compile(r"self\.fields\[[^\]]+\] = |self\.fields = |self\.base_fields = ")
APPS = (reports, committees, pledges, roles)
# A field that is refused elsewhere, in plain words.
BY_STEP = {
    ("MinuteForm", "text"): "room.write",
    ("MinuteForm", "private_text"): "room.write",
    ("MinuteForm", "public_summary"): "room.write",
    ("FlowForm", "text"): "applying.save",
    ("TableForm", "table"): "TableForm.clean_table",
}


def form_modules():
    for app in APPS:
        for module in pkgutil.walk_packages(importlib.import_module(f"{app.__name__}.forms").__path__):
            yield importlib.import_module(f"{app.__name__}.forms.{module.name}")


def form_classes():
    for module in form_modules():
        for _, found in inspect.getmembers(module, inspect.isclass):
            if issubclass(found, forms.BaseForm) and found.__module__ == module.__name__:
                yield found


def adding_fields():
    """The forms whose own words make a field."""
    for module in form_modules():
        for words in Path(module.__file__).read_text().split("\nclass ")[1:]:
            if ADDS_A_FIELD.search(words):
                yield getattr(module, re.match(r"\w+", words)[0])


def is_capped(form, name, field):
    """Has it a length of its own, or does the form ask the one function about it?"""
    if field.widget.is_hidden or (form.__name__, name) in BY_STEP:
        return True
    if issubclass(form, PlainErrors) and name not in form.said_by_its_step:
        return True
    return any(isinstance(one, MaxLengthValidator) and one.limit_value <= 5000 for one in field.validators)


def test_every_field_for_words_has_a_limit():
    found = [
        (form, name, field)
        for form in form_classes()
        for name, field in form.base_fields.items()
        if isinstance(field, forms.CharField)
    ]
    assert len(found) > 150
    assert [f"{form.__name__}.{name}" for form, name, field in found if not is_capped(form, name, field)] == []
    classes = {form.__name__: form for form in form_classes()}
    assert [key for key in BY_STEP if key[1] not in classes[key[0]].base_fields] == []


def test_every_box_of_one_line_has_a_length():
    """What is typed in one line is said by its length, not by what a print takes."""
    long = [
        f"{form.__name__}.{name}"
        for form in form_classes()
        for name, field in form.base_fields.items()
        if isinstance(field, forms.CharField)
        and not field.widget.is_hidden
        and not isinstance(field.widget, forms.Textarea)
        and not any(isinstance(one, MaxLengthValidator) for one in field.validators)
        and (form.__name__, name) not in BY_STEP
    ]
    assert long == []


def test_forms_that_make_fields_as_they_go_are_guarded_too():
    """Fields that are added when a form is made are in no class: their forms ask the one function all the same."""
    adding = list(adding_fields())
    assert len(adding) > 10
    assert [form.__name__ for form in adding if not issubclass(form, PlainErrors)] == []


def test_a_field_added_later_refuses():
    class Later(PlainErrors, forms.Form):
        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            self.fields["late"] = forms.CharField(widget=forms.Textarea)

    form = Later({"late": KILLERS["deep lists and quotes"]})
    assert "Take out marks" in form.errors["late"][0]
    assert Later({"late": FINE}).is_valid()


def test_a_field_added_later_says_its_length_plainly():
    class Later(PlainErrors, forms.Form):
        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            self.fields["late"] = forms.CharField(label="Note", max_length=5)

    assert Later({"late": "w" * 6}).errors["late"] == ["Note must be 5 characters or fewer. You have 6"]


def test_too_long_for_its_field_is_said_once():
    class Short(PlainErrors, forms.Form):
        text = forms.CharField(label="Text", max_length=50)

    assert Short({"text": "w" * 200_000}).errors["text"] == ["Text must be 50 characters or fewer. You have 200000"]
