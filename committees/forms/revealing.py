"""What everybody can read is looked at before it is kept: it must not tell who a child is."""

from django import forms

from committees import titles
from corporate_parenting.lib.forms import PlainErrors

LOOK = "Look at your words again. If nobody can be recognised, tick “{}”."


class RevealsNothing(PlainErrors, forms.Form):
    """
    Mix into a form with public words: `watched` fields are looked at wholly, `glanced` ones for what stops them.

    A stop stands at its field. Warnings ask for a tick, which shows only then; everything typed is kept.
    """

    watched = ("title",)
    glanced = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        label = "I have checked that nobody can be recognised"
        self.fields["checked"] = forms.BooleanField(required=False, label=label, widget=forms.HiddenInput)

    def clean(self):
        given = super().clean()
        warnings = [words for name in self.watched for words in self._look(name, given)]
        for name in self.glanced:
            self._look(name, given)
        checked = given.pop("checked", False)
        if warnings:
            field = self.fields["checked"]
            field.widget = forms.CheckboxInput()
            if not checked:
                self.add_error("checked", [*warnings, LOOK.format(field.label)])
                given.pop("checked", None)
        return given

    def is_private(self, given):
        """Is it about something taken in private, where more is looked for?"""
        return bool(given.get("likely_private"))

    def _look(self, name, given):
        """Say at the field what stops it; returns what is only a warning."""
        if name not in self.fields or not given.get(name):
            return []
        found = titles.findings(given[name], private=self.is_private(given))
        for finding in found:
            if finding.stops:
                self.add_error(name, finding.text)
        return [f"{self.fields[name].label}: {one.text}" for one in found if not one.stops]
