"""What changed since the published version."""

from django import forms

from corporate_parenting.lib.forms import PlainErrors, helper
from reports.models import Version

THEIRS = "Somebody else said it in the meantime: “{}”. Yours is below; saving it puts it in the place of theirs."


class NoticeForm(PlainErrors, forms.ModelForm):
    """Carries the notice that its writer started from, so that a second writer is noticed."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Version
        fields = ("notice",)
        labels = {"notice": "What changed since the published version"}
        help_texts = {
            "notice": "One or two sentences for those who read the earlier one, for example: “The figures for 2026 are "
            "put right in section 2.” Everybody who reads the report reads this"
        }
        widgets = {"notice": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["notice"].required = True
        self.fields["seen"].initial = self.instance.notice
        self.fields["seen"].strip = False
        self.helper = helper(submit="Save", cancel=cancel)

    def meet(self, current, edition):
        """Somebody else was faster: their words are shown, and what was typed stays."""
        self.data = self.data.copy()
        self.data["seen"] = current.notice
        self.add_error("notice", THEIRS.format(current.notice))
