"""The text of a section, as its page sends it."""

from django import forms

from corporate_parenting.lib.forms import PlainErrors


class FlowField(forms.CharField):
    """Text as it was typed, with its empty lines. A letter that no database takes is left out."""

    def to_python(self, value):
        return super().to_python(value).replace("\x00", "")


class FlowForm(PlainErrors, forms.Form):
    """A section's text, the edition its writer saw, and which tables and figures are to go with their lines."""

    # A section holds many texts, and its step looks at each (reports.writing.applying).
    said_by_its_step = ("text",)

    text = FlowField(label="Text", required=False, strip=False, widget=forms.Textarea)
    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    removing = forms.TypedMultipleChoiceField(required=False, coerce=int, widget=forms.MultipleHiddenInput)
    auto = forms.BooleanField(required=False, widget=forms.HiddenInput)
    whole = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, section=None, **kwargs):
        super().__init__(*args, **kwargs)
        blocks = section.blocks.exclude(kind="text") if section and self.data.getlist("removing") else ()
        self.fields["removing"].choices = [(block.pk, str(block)) for block in blocks]
