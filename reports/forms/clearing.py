"""What authors, clearers and those who may pass over a late clearance say."""

from django import forms

from corporate_parenting.lib.forms import PlainErrors, helper, hints, reveal


class SendForm(forms.Form):
    """One button: whom it asks is the council's to say, stage by stage."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper(submit="Send for clearance")


class AnswerForm(PlainErrors, forms.Form):
    """What a clearer says. `seen` is the digest of the words on their page."""

    outcome = forms.ChoiceField(
        label="What do you say?",
        choices=[
            ("cleared", "Clear it"),
            ("conditions", "Clear with conditions"),
            ("sent_back", "Send it back to its author"),
        ],
        widget=forms.RadioSelect,
    )
    conditions = forms.CharField(
        label="Your conditions",
        help_text="The author and the clerk read them. They are not printed.",
        required=False,
        max_length=5000,
        widget=forms.Textarea({"rows": 4}),
    )
    comment = forms.CharField(
        label="What has to change",
        help_text="The author reads it. It is not printed.",
        required=False,
        max_length=5000,
        widget=forms.Textarea({"rows": 4}),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, is_last=True, **kwargs):
        super().__init__(*args, **kwargs)
        last = "Yours is the last answer: this version is frozen and can be laid before a meeting"
        told = {
            "cleared": last if is_last else "It goes on to whoever is asked next",
            "conditions": "It goes on. A change to the words you answer for comes to you again",
            "sent_back": "Its author changes it and sends it again. Nobody else is asked meanwhile",
        }
        hints(self, "outcome", told)
        reveal(self, "outcome", conditions=["conditions"], sent_back=["comment"])
        self.helper = helper(submit="Send your answer")

    def clean_seen(self):
        """An answer that does not say which words it is about is about none: it is never taken as one to these."""
        return self.cleaned_data["seen"] or "not said"

    def clean(self):
        got = super().clean()
        if got.get("outcome") == "sent_back" and not got.get("comment"):
            self.add_error("comment", "Say what has to change, so that the author can put it right")
        if got.get("outcome") == "conditions" and not got.get("conditions"):
            self.add_error("conditions", "Say on what conditions, so that the author and the clerk know them")
        return got

    def read_anew(self, seen):
        """The page shows other words now: the answer typed stays, and is about these."""
        self.data = self.data.copy()
        self.data["seen"] = seen


class ExceptionForm(PlainErrors, forms.Form):
    """Why a report cannot wait for a clearance that is late."""

    reason = forms.CharField(
        label="Why it cannot wait",
        help_text="Kept with the report for its author, its clearers and the clerk. It is not printed.",
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
    )

    def __init__(self, *args, cancel="", **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper(submit="Let the report go on", cancel=cancel)
