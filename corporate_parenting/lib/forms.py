"""Forms in GOV.UK's style: what the `govuk` template pack draws, the fields it adds, and errors in plain words."""

import copy
from datetime import date
from typing import ClassVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import BaseInput, Layout
from django import forms
from django.core.exceptions import ValidationError

from corporate_parenting.lib import richtext_caps

# --- Helpers that a form's page asks for


class Button(BaseInput):
    """A button: Button("Build the pack"), Button("Remove", kind="warning", name="remove")."""

    input_type = "submit"

    def __init__(self, text, *, kind="", name="", **kwargs):
        super().__init__(name, text, **kwargs)
        self.kind = kind


def helper(*layout, submit="Save", method="post", action="", cancel=""):
    """
    A FormHelper for {% crispy form %}: the fields (all of them when none are named), one button, and a way out.

    `submit=""` leaves the button out; `cancel` is the address of the page to go back to.
    """
    made = FormHelper()
    made.form_method, made.form_action = method, action
    made.disable_csrf = method == "get"
    made.attrs = {"novalidate": True}
    made.cancel = cancel
    if submit:
        made.add_input(Button(submit))
    if layout:
        made.layout = Layout(*layout)
    return made


class PlainErrors:
    """
    Mix into a form: what is missing or wrong is said in plain words that name the field.

    A field that brings its own `error_messages` keeps them. `labels` and `help_texts` rename
    the fields of a form that is not ours. What is too much for a print is said at the field,
    but where its step says it (`said_by_its_step`).
    """

    labels: ClassVar[dict] = {}
    help_texts: ClassVar[dict] = {}
    said_by_its_step: ClassVar[tuple] = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = self.labels.get(name, field.label)
            field.help_text = self.help_texts.get(name, field.help_text)
            _speak_plainly(field, str(field.label or name.replace("_", " ")))

    def full_clean(self):
        """Fields that the form added later speak plainly too; and none takes a text that no print could take."""
        for name, field in self.fields.items():
            _speak_plainly(field, str(field.label or name.replace("_", " ")))
            if _takes_words(field) and name not in self.said_by_its_step:
                richtext_caps.guard(field)
        super().full_clean()


def _takes_words(field):
    unread = field.widget.is_hidden or isinstance(field.widget, forms.PasswordInput)
    return isinstance(field, forms.CharField) and not unread


def _speak_plainly(field, label):
    """Replace Django's stock sentences, and only those."""
    stock = {}
    for parent in reversed(type(field).__mro__):
        stock |= getattr(parent, "default_error_messages", {})
    for code, words in _plain_words(field, label).items():
        if field.error_messages.get(code) == stock.get(code):
            field.error_messages[code] = words


NEEDS_NO_ARTICLE = ("a", "an", "the", "your", "this", "one", "what", "when", "where", "which", "who", "why", "how")


def _plain_words(field, label):
    asked = label.endswith("?")
    thing = label if label[:2].isupper() else label[:1].lower() + label[1:]
    return {
        "required": _missing(field, thing, label, asked),
        **_wrong(field, "your answer" if asked else thing.replace("%", "%%")),
        **_out_of_bounds(field, "Your answer" if asked else label.replace("%", "%%")),
    }


def _missing(field, thing, label, asked):
    if asked:
        return f"Answer the question “{label}”"
    if isinstance(field, forms.BooleanField):
        return f"Tick “{label}” to go on"
    if isinstance(field, forms.FileField):
        return f"Choose the {thing}"
    chosen = isinstance(field, forms.ChoiceField | forms.ModelChoiceField)
    article = "" if thing.split(" ")[0] in NEEDS_NO_ARTICLE else "the "
    return f"{'Select' if chosen else 'Enter'} {article}{thing}"


def _wrong(field, answer):
    if isinstance(field, forms.EmailField):
        return {"invalid": "Enter an email address in the correct format, like name@council.example"}
    if isinstance(field, forms.IntegerField):
        return {"invalid": f"Enter {answer} as a whole number"}
    if isinstance(field, forms.TimeField):
        return {"invalid": f"Enter {answer} as a time, such as 10:00 or 14:30"}
    if isinstance(field, forms.ChoiceField | forms.ModelChoiceField):
        return {"invalid_choice": f"Choose {answer} from the list"}
    return {}


def _out_of_bounds(field, answer):
    if isinstance(field, forms.CharField):
        return {
            "max_length": f"{answer} must be %(limit_value)d characters or fewer. You have %(show_value)d",
            "min_length": f"{answer} must be %(limit_value)d characters or more",
        }
    if isinstance(field, forms.IntegerField):
        return {
            "max_value": f"{answer} must be %(limit_value)s or less",
            "min_value": f"{answer} must be %(limit_value)s or more",
        }
    return {}


# --- A date in three boxes

DATE_PARTS = ("day", "month", "year")
LENGTHS = {"day": "2", "month": "2", "year": "4"}
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class GovukDateWidget(forms.MultiWidget):
    """Three boxes, posted as NAME-day, NAME-month, NAME-year; what was typed is kept as it was typed."""

    def __init__(self, attrs=None):
        super().__init__([forms.TextInput(attrs) for _ in DATE_PARTS], attrs)
        self.widgets_names = [f"-{part}" for part in DATE_PARTS]

    def decompress(self, value):
        return [value.day, value.month, value.year] if value else [None, None, None]


class GovukDateField(forms.MultiValueField):
    """
    A date typed in three boxes; gives a `datetime.date`.

    `called` is how errors name it: GovukDateField(called="Date of the visit") says
    "Date of the visit must include a month". Months may be typed as words.
    """

    widget = GovukDateWidget

    def __init__(self, *, called="", **kwargs):
        self.called = called
        fields = [forms.CharField(required=False) for _ in DATE_PARTS]
        kwargs.setdefault("widget", GovukDateWidget)
        super().__init__(fields, require_all_fields=False, **kwargs)

    def clean(self, value):
        typed = [str(part or "").strip() for part in value or ()]
        if not any(typed):
            if self.required:
                raise ValidationError(self._required(), code="required", params={"parts": DATE_PARTS})
            return None
        found = self.compress(typed)
        self.run_validators(found)
        return found

    def compress(self, typed):
        """Three typed parts to a date. Raises ValidationError whose params name the wrong parts."""
        missing = [part for part, words in zip(DATE_PARTS, typed, strict=True) if not words]
        if missing:
            raise self._error(f"must include a {' and '.join(missing)}", "incomplete", missing)
        day, month, year = typed
        if not (year.isdecimal() and len(year) == len("2026") and int(year) >= 1000):
            raise self._error("must have a year of four digits", "year", ["year"])
        try:
            return date(int(year), _month(month), int(day))
        except (ValueError, OverflowError):
            words = "must be a real date, for example 27 3 2026"
            raise self._error(words, "unreal", DATE_PARTS) from None

    def has_changed(self, initial, data):
        before = self.widget.decompress(initial) if not isinstance(initial, list) else initial
        return [str(part or "") for part in before] != [str(part or "").strip() for part in data or ["", "", ""]]

    def _required(self):
        stock = forms.Field.default_error_messages["required"]
        words = self.error_messages["required"]
        called = self.called or "Date"
        return f"Enter the {called[:1].lower()}{called[1:]}" if words == stock else words

    def _error(self, words, code, parts):
        return ValidationError(f"{self.called or self.label or 'Date'} {words}", code=code, params={"parts": parts})


def _month(words):
    if words.isdecimal():
        return int(words)
    return MONTHS.index(words[:3].lower()) + 1


def typed_date(name, day):
    """A date as a browser posts it: typed_date("held_on", day) | other_data."""
    return dict(zip((f"{name}-{part}" for part in DATE_PARTS), map(str, (day.day, day.month, day.year)), strict=True))


# --- Radios and checkboxes that reveal a question


def reveal(form, name, **questions):
    """
    Show some fields only beside an answer: reveal(self, "private", yes=["paragraph", "reason"]).

    The fields are drawn inside the radios or checkboxes and stay usable without scripts.
    """
    form.fields[name].widget.reveals = questions
    form.revealed = getattr(form, "revealed", set()) | {field for names in questions.values() for field in names}


# The class of a box for a few characters: a number, a time of day.
NARROW = {"class": "govuk-input--width-5"}


def hints(form, name, words):
    """Put a hint under single answers: hints(self, "outcome", {"amended": "You can edit the words next"})."""
    form.fields[name].widget.hints = words


# --- What the pack needs to know about a field

COMPONENTS = [
    (GovukDateWidget, "date"),
    (forms.RadioSelect, "choices"),
    (forms.CheckboxSelectMultiple, "choices"),
    (forms.CheckboxInput, "checkbox"),
    (forms.Select, "select"),
    (forms.FileInput, "file"),
    (forms.PasswordInput, "password"),
    (forms.Textarea, "textarea"),
]

# Attributes that Django puts on controls and GOV.UK's components do without: `maxlength` would cut off
# what is pasted, `required` and `aria-invalid` make screen readers say things twice, and a placeholder
# is gone when it is needed.
UNWANTED = ("maxlength", "minlength", "required", "aria-invalid", "cols", "placeholder")


def component(bound):
    """The name of the component that draws this field."""
    widget = bound.field.widget
    return next((name for kind, name in COMPONENTS if isinstance(widget, kind)), "input")


def first_control(bound):
    """The id of the control where a link to this field must land."""
    if isinstance(bound.field.widget, GovukDateWidget):
        wrong = parts_in_error(bound) or DATE_PARTS
        return f"{bound.auto_id}-{wrong[0]}"
    if isinstance(bound.field.widget, forms.MultiWidget):
        return f"{bound.auto_id}_0"
    return bound.auto_id


def parts_in_error(bound):
    """Which of day, month and year are wrong."""
    errors = bound.form.errors.as_data().get(bound.name, [])
    named = {part for error in errors for part in (error.params or {}).get("parts", DATE_PARTS)}
    return [part for part in DATE_PARTS if part in named]


def limit(bound):
    """The most characters a textarea takes, or None: then there is no count to show."""
    return getattr(bound.field, "max_length", None) if component(bound) == "textarea" else None


def described_by(bound, *, counted=False):
    """Ids of what explains a field, in GOV.UK's order: count, hint, error."""
    own = bound.field.widget.attrs.get("aria-describedby", "").split()
    ids = [f"{bound.auto_id}-info"] if counted else []
    ids += [f"{bound.auto_id}-hint"] if bound.help_text else []
    ids += [f"{bound.auto_id}-error"] if bound.errors else []
    return " ".join(own + ids)


def optional(bound):
    """Should the label say "(optional)"? Not where nothing is required, as in filters, nor where an answer decides."""
    form = bound.form
    if bound.field.required or bound.name in getattr(form, "revealed", ()):
        return False
    return any(field.required for field in form.fields.values())


def control(bound, *classes, error="", **attributes):
    """The bare control as HTML, with GOV.UK's classes and nothing that the components do without."""
    widget = copy.copy(bound.field.widget)
    own = {name: value for name, value in widget.attrs.items() if name not in UNWANTED}
    if isinstance(widget, forms.NumberInput):
        own = _number_as_text(widget, own)
    named = [*classes, *([error] if bound.errors and error else []), *own.pop("class", "").split()]
    wanted = {"id": bound.auto_id, "class": " ".join(named), "aria-describedby": described_by(bound)}
    wanted |= {"disabled": bound.field.disabled} | attributes
    widget.attrs = own | {name: value for name, value in wanted.items() if value}
    return widget.render(bound.html_name, bound.value(), renderer=bound.form.renderer)


def _number_as_text(widget, attrs):
    """Number boxes change when somebody scrolls over them and swallow what is not a number."""
    widget.input_type = "text"
    mode = "numeric" if attrs.get("step") in (None, "1") else "decimal"
    return {"inputmode": mode} | {name: value for name, value in attrs.items() if name not in ("step", "min", "max")}
