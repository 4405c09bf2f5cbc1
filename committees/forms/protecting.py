"""Forms on which somebody says what must stand in nothing public, and that it need not be kept out any more."""

from django import forms

from committees.models.protecting import Protected
from corporate_parenting.lib.forms import PlainErrors, helper

# What is typed here tells of a child: no browser keeps it or sends it away to have it spelt.
UNKEPT = {"autocomplete": "off", "spellcheck": "false"}


class ProtectForm(PlainErrors, forms.Form):
    """A name, number or other words, and why they are protected."""

    kind = forms.ChoiceField(
        choices=Protected.Kind.choices,
        label="What is it?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what it is"},
    )
    words = forms.CharField(
        max_length=200,
        label="What must not be public?",
        help_text="One name, number or phrase. A name is looked for in every order of its words, and in no short form:"
        " mark initials or a nickname as well where they are known",
        widget=forms.TextInput(attrs=UNKEPT),
        error_messages={"required": "Write what must not be public"},
    )
    why = forms.CharField(
        max_length=300,
        label="Why is it protected?",
        help_text="The monitoring officer reads it",
        widget=forms.Textarea(attrs={"rows": 3} | UNKEPT),
        error_messages={"required": "Say why it is protected"},
    )

    def __init__(self, *args, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper(submit="Mark it as protected", cancel=cancel)


class EndForm(PlainErrors, forms.Form):
    """Why something need not be protected any more."""

    why = forms.CharField(
        max_length=300,
        label="Why need it not be protected any more?",
        help_text="From then on, packs for the public may hold it",
        widget=forms.Textarea(attrs={"rows": 3} | UNKEPT),
        error_messages={"required": "Say why it need not be protected any more"},
    )

    def __init__(self, *args, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper(submit="End the protection", cancel=cancel)
