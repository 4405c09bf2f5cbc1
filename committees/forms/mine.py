"""The form of one's own note on an item."""

from django import forms

from committees.mine.notes import LONGEST
from corporate_parenting.lib.forms import PlainErrors


class NoteForm(PlainErrors, forms.Form):
    """A note may be empty: that takes it away."""

    text = forms.CharField(
        label="My note",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Only you can read it. Do not write the name of a child.",
        error_messages={"max_length": "A note has %(limit_value)d characters at most, and this has %(show_value)d. "
                        "Nothing you wrote is lost: shorten it, then save it."},
    )  # fmt: skip
    edition = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    # The paper beside which it was written, to go back to.
    paper = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)

    def clean_edition(self):
        return self.cleaned_data["edition"] or 0
