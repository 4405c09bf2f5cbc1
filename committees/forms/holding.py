"""The form on which a clerk says why a pack is held."""

from django import forms

from corporate_parenting.lib.forms import PlainErrors, helper


class HoldForm(PlainErrors, forms.Form):
    """Why the timetable is to leave a pack alone."""

    why = forms.CharField(
        max_length=300,
        label="Why is the pack held?",
        help_text="Every clerk of the body reads it. Name no child, and no paper that is private",
        error_messages={"required": "Say why the pack is held"},
    )

    def __init__(self, *args, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper(submit="Hold the pack", cancel=cancel)
