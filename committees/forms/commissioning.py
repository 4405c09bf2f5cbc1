"""Forms that commission a report: who writes it, in which template, what is asked; or one that is there already."""

from django import forms

from corporate_parenting.lib.forms import PlainErrors, helper
from reports.models import Format, Report
from roles.models import Person

ASKED = {
    "max_length": 3000,
    "required": False,
    "label": "What is asked of the report",
    "help_text": "The author reads it on the page of the report. Say what the body wants to know or decide",
    "widget": forms.Textarea(attrs={"rows": 4}),
}


class CommissionForm(PlainErrors, forms.Form):
    """Somebody is asked to write a report."""

    author = forms.ModelChoiceField(
        Person.objects.none(),
        label="Who writes it?",
        empty_label="Choose somebody",
        help_text="Everybody who holds a post that writes reports today",
        error_messages={"required": "Choose who writes the report"},
    )
    format = forms.ModelChoiceField(
        Format.objects.offered(), label="Template", empty_label=None, widget=forms.RadioSelect
    )
    asked = forms.CharField(**ASKED)

    def __init__(self, *args, authors, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["author"].queryset = authors
        self.fields["author"].label_from_instance = _with_post
        self.helper = helper(submit="Commission the report", cancel=cancel)


def _with_post(person):
    return f"{person.name} ({person.post})" if person.post else person.name


class LinkForm(PlainErrors, forms.Form):
    """The item waits for a report that somebody writes for the body already."""

    report = forms.ModelChoiceField(
        Report.objects.none(), label="Which report?", empty_label=None, widget=forms.RadioSelect
    )
    asked = forms.CharField(**ASKED)

    def __init__(self, *args, reports, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["report"].queryset = reports
        self.fields["report"].label_from_instance = _with_author
        self.helper = helper(submit="Wait for this report", cancel=cancel)


def _with_author(report):
    return f"{report.title}, by {report.author.name}" if report.author else report.title
