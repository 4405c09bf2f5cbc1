"""The form of a new version of terms of reference."""

from django import forms

from committees.models.terms import Power
from corporate_parenting.lib.forms import GovukDateField, PlainErrors, helper

ROWS, MORE, MOST = 10, 5, 60
LONGEST = 20_000
REACHES = [("", "Choose how far"), *Power.Reach.choices]


class TermsForm(PlainErrors, forms.Form):
    """A new version: what the body is for, who sits on it, what it may do, who agreed that and when it is reviewed."""

    starts_on = GovukDateField(label="From which day does this version hold?", called="The first day")
    purpose = forms.CharField(
        max_length=LONGEST,
        label="Purpose",
        help_text="What the body is for. A blank line starts a paragraph; a line that begins with - is a bullet",
        widget=forms.Textarea({"rows": 8}),
    )
    membership = forms.CharField(
        max_length=LONGEST,
        required=False,
        label="Who sits on it",
        help_text="In the words of the terms",
        widget=forms.Textarea({"rows": 5}),
    )
    frequency = forms.CharField(
        max_length=200, required=False, label="How often it meets", help_text="For example: every two months"
    )
    agreed_by = forms.CharField(max_length=200, label="Who agreed these terms", help_text="The body, or the person")
    agreed_on = GovukDateField(required=False, label="Agreed on", called="The day of agreement")
    review_on = GovukDateField(required=False, label="Next review by", called="The day of the review")
    rows = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, cancel, rows=ROWS, **kwargs):
        super().__init__(*args, **kwargs)
        self.number = min(rows, MOST)
        self.initial["rows"] = self.number
        for place in range(1, self.number + 1):
            self.fields[f"words_{place}"] = forms.CharField(
                max_length=500, required=False, label=f"Power {place}", error_messages=_too_long(place)
            )
            self.fields[f"reach_{place}"] = forms.ChoiceField(
                choices=REACHES, required=False, label=f"How far power {place} goes", error_messages=_no_such(place)
            )
        # Every row may stay empty, which the page says once.
        self.revealed = {name for name in self.fields if name.startswith(("words_", "reach_"))}
        self.helper = helper(cancel=cancel)

    def powers(self):
        """The pairs of fields, one for each power."""
        places = range(1, self.number + 1)
        return [(self[f"words_{place}"], self[f"reach_{place}"]) for place in places]

    def others(self):
        """The fields that are no powers, in order."""
        return [bound for bound in self if not bound.is_hidden and not bound.name.startswith(("words_", "reach_"))]

    def clean(self):
        given = super().clean()
        powers = []
        for place in range(1, self.number + 1):
            words, reach = given.pop(f"words_{place}", ""), given.pop(f"reach_{place}", "")
            if words and not reach and f"reach_{place}" not in self.errors:
                self.add_error(f"reach_{place}", f"Select how far power {place} goes")
            if reach and not words and f"words_{place}" not in self.errors:
                self.add_error(f"words_{place}", f"Enter power {place}, or choose no reach for it")
            if words and reach:
                powers.append((words, reach))
        given.pop("rows", None)
        return given | {"powers": powers}


def _too_long(place):
    return {"max_length": f"Power {place} must be %(limit_value)d characters or fewer. You have %(show_value)d"}


def _no_such(place):
    return {"invalid_choice": f"Choose how far power {place} goes from the list"}


def wanted_rows(data):
    """How many rows a form that was sent had."""
    typed = str(data.get("rows") or "")
    return max(1, min(int(typed), MOST)) if typed.isdecimal() and len(typed) < len("1000") else ROWS


def as_typed(data, cancel):
    """The form as it was sent, with more rows: unbound, so that nothing is found wrong before it is finished."""
    form = TermsForm(cancel=cancel, rows=wanted_rows(data) + MORE)
    for name, field in form.fields.items():
        if name != "rows":
            form.initial[name] = field.widget.value_from_datadict(data, {}, name)
    return form


def from_last(terms):
    """What a new version begins with: the words of the last one; its days and who agreed it are asked anew."""
    if terms is None:
        return {}
    first = {name: getattr(terms, name) for name in ("purpose", "membership", "frequency")}
    for place, power in enumerate(terms.powers.all(), start=1):
        first |= {f"words_{place}": power.words, f"reach_{place}": power.reach}
    return first


class CompareForm(forms.Form):
    """Two versions of a body's terms, by number."""

    before = forms.ChoiceField(label="From version")
    after = forms.ChoiceField(label="To version")

    def __init__(self, *args, versions, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [(one.terms.number, f"Version {one.terms.number}") for one in versions]
        for field in self.fields.values():
            field.choices = choices
        self.helper = helper(submit="Compare", method="get")
