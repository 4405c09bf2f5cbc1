"""
The template pack draws what GOV.UK Frontend draws: the same elements, attributes and texts,
compared with the examples that come with its own components.
"""

import json
from html.parser import HTMLParser

import pytest
from django import forms as django_forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.template.loader import render_to_string
from django.utils.datastructures import MultiValueDict

from corporate_parenting.lib import forms
from corporate_parenting.templatetags import govuk

COMPONENTS = settings.BASE_DIR / "node_modules" / "govuk-frontend" / "dist" / "govuk" / "components"

# The examples that ask for nothing but what a Django field can say. Left out: headings inside labels, prefixes,
# dividers, extra classes on groups, disabled options, and our own way of revealing a question (choices.html).
EXAMPLES = {
    "input": [
        "default", "with hint text", "with error message", "with error and hint", "with width-2 class",
        "with width-10 class", "with extra letter spacing", "id", "value", "zero value", "attributes", "inputmode",
        "with autocomplete attribute", "with spellcheck enabled", "with spellcheck disabled",
    ],
    "textarea": [
        "default", "with hint", "with error message", "with default value", "with custom rows", "id", "classes",
        "with hint and error message", "with autocomplete attribute", "with spellcheck enabled",
    ],
    "character-count": [
        "default", "with hint", "with hint and error", "with default value", "with default value exceeding limit",
        "with custom rows", "classes", "custom classes with error message", "spellcheck disabled",
    ],
    "select": ["with hint text and error message", "attributes", "hint", "error", "id"],
    "radios": [
        "default", "with hint", "inline", "with fieldset and error message", "with very long option text",
        "small inline", "with hints on parent and items", "with hint and error message",
    ],
    "checkboxes": [
        "default", "with hint", "with error message", "small", "small with error", "with error message and hint",
    ],
    "date-input": [
        "default", "with values and name prefix", "with error message and hint", "with error on day input",
        "with error on month input", "with error on year input",
    ],
    "file-upload": ["default", "with hint text", "with error message and hint", "attributes", "classes", "error"],
    "password-input": [
        "default", "with hint text", "with error message", "with input width class", "value",
        "with new-password autocomplete",
    ],
    "error-summary": ["default", "without links", "mixed with and without links"],
}  # fmt: skip
VOID = {"input", "br", "img", "hr", "path", "circle"}


class Tree(HTMLParser):
    """HTML as nested lists, without what does not matter: spaces, order of attributes, order of classes."""

    def __init__(self, html):
        super().__init__()
        self.open = [[]]
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        known = {name: " ".join(sorted((value or "").split())) for name, value in attrs}
        self.open[-1].append([tag, known, []])
        if tag not in VOID:
            self.open.append(self.open[-1][-1][2])

    def handle_endtag(self, tag):
        if tag not in VOID:
            self.open.pop()

    def handle_data(self, data):
        if data.strip():
            self.open[-1].append(" ".join(data.split()))


def tree(html):
    return Tree(html).open[0]


def fixtures(component):
    """The examples of a component: {name: (options, html)}."""
    found = json.loads((COMPONENTS / component / "fixtures.json").read_text())["fixtures"]
    return {each["name"]: (each["options"], each["html"]) for each in found}


# --- A Django form that asks for the same as an example


class Exact(BoundField):
    """A field with the id of the example."""

    @property
    def auto_id(self):
        return self.form.id


def same(component, options):
    """One field of a form, filled and faulted as the example is."""
    field = BUILDERS[component](options)
    field.get_bound_field = lambda form, name: Exact(form, field, name)
    field.required = False
    field.label = _text(options, "label") or _text(options.get("fieldset", {}), "legend")
    field.help_text = _text(options, "hint")
    field.widget.attrs |= _attributes(options)
    name = options.get("name") or options.get("namePrefix") or options["id"]
    form = django_forms.Form(MultiValueDict(_data(name, options)))
    form.id = options.get("id") or options.get("idPrefix") or name
    form.fields[name] = field
    form.is_valid()
    form.errors.clear()
    if "errorMessage" in options:
        wrong = [part for part in forms.DATE_PARTS if (options.get(part) or {}).get("error")]
        form.add_error(
            name, ValidationError(_text(options, "errorMessage"), params={"parts": wrong or forms.DATE_PARTS})
        )
    return form[name]


def _text(options, part):
    return (options.get(part) or {}).get("text", "")


def _attributes(options):
    """Attributes of the control that an example asks for in so many words."""
    wanted = {name: options[name] for name in ("autocomplete", "inputmode", "rows", "pattern") if name in options}
    wanted |= {"spellcheck": str(options["spellcheck"]).lower()} if "spellcheck" in options else {}
    wanted |= {"class": options["classes"]} if "classes" in options else {}
    return wanted | {name: str(value) for name, value in (options.get("attributes") or {}).items()}


def _data(name, options):
    checked = [str(item["value"]) for item in options.get("items", []) if item.get("checked") or item.get("selected")]
    values = options.get("values") or options.get("value")
    if isinstance(values, dict):
        return {part: [value] for part, value in values.items()}
    return {name: checked or (values if isinstance(values, list) else [values] if values is not None else [])}


def _choices(options):
    return [(str(item.get("value", item["text"])), item["text"]) for item in options.get("items", [])]


def _pick_one(options):
    field = django_forms.ChoiceField(choices=_choices(options), widget=django_forms.RadioSelect)
    return _with_hints(field, options)


def _pick_many(options):
    field = django_forms.MultipleChoiceField(choices=_choices(options), widget=django_forms.CheckboxSelectMultiple)
    return _with_hints(field, options)


def _with_hints(field, options):
    field.widget.hints = {str(item["value"]): _text(item, "hint") for item in options["items"] if "hint" in item}
    return field


def _text_area(options):
    return django_forms.CharField(widget=django_forms.Textarea, max_length=options.get("maxlength"))


BUILDERS = {
    "input": lambda options: django_forms.CharField(),
    "textarea": _text_area,
    "character-count": _text_area,
    "select": lambda options: django_forms.ChoiceField(choices=_choices(options)),
    "radios": _pick_one,
    "checkboxes": _pick_many,
    "date-input": lambda options: forms.GovukDateField(),
    "file-upload": lambda options: django_forms.FileField(),
    "password-input": lambda options: django_forms.CharField(widget=django_forms.PasswordInput(render_value=True)),
}


def drawn(component, options):
    """What our pack draws for an example."""
    if component == "error-summary":
        errors = [{"text": each["text"], "href": each.get("href", "")} for each in options["errorList"]]
        # Ours takes focus without scripts too; theirs leaves it to the script.
        return render_to_string("govuk/error_summary.html", {"errors": errors}).replace(' tabindex="-1" autofocus', "")
    return govuk.govuk_field(same(component, options))


def expected(component, options, html):
    """What GOV.UK draws. Ours always puts the field's name before day, month and year."""
    if component == "date-input" and "namePrefix" not in options:
        for part in forms.DATE_PARTS:
            html = html.replace(f'name="{part}"', f'name="{options["id"]}-{part}"')
    return html


@pytest.mark.parametrize(
    ("component", "name"), [(component, name) for component, names in EXAMPLES.items() for name in names]
)
def test_the_pack_draws_what_govuk_frontend_draws(component, name):
    options, html = fixtures(component)[name]
    assert tree(drawn(component, options)) == tree(expected(component, options, html))


def test_the_comparison_sees_a_class_an_attribute_and_a_word():
    one = tree('<p class="a b" id="x">Word</p>')
    assert one == tree('<p id="x"\n class="b  a"> Word </p>')
    assert one != tree('<p class="a" id="x">Word</p>')
    assert one != tree('<p class="a b">Word</p>')
    assert one != tree('<p class="a b" id="x">Words</p>')
