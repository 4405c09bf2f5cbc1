"""Forms for what comes in from other systems and other programs."""

from django import forms

from committees.models import Body
from corporate_parenting.lib.forms import PlainErrors, helper
from reports.models import Format, Report

MOST_BYTES = 20_000_000


class ManyFilesInput(forms.FileInput):
    """A file box that takes several files at once."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Gives a list of uploaded files."""

    widget = ManyFilesInput

    def clean(self, data, initial=None):
        files = data if isinstance(data, list | tuple) else [data]
        return [super(ManyFilesField, self).clean(one, initial) for one in files or [None]]


class MeetingsForm(PlainErrors, forms.Form):
    """Files of a ModernGov web service."""

    files = ManyFilesField(
        label="XML files",
        help_text="Answers of GetCommittees, GetMeetings and GetMeeting, in any order",
        widget=ManyFilesInput(attrs={"accept": ".xml,text/xml,application/xml"}),
    )

    def __init__(self, *args, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper(submit="Read the files", cancel=cancel)

    def clean_files(self):
        files = self.cleaned_data["files"]
        if sum(file.size for file in files) > MOST_BYTES:
            raise forms.ValidationError("The files together must be smaller than 20 MB. Bring them in in parts")
        return files


class ConfirmForm(forms.Form):
    """That what was read is to be kept. Carries where the files lie, signed."""

    files = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper(submit="Bring them in", cancel=cancel)


class ReportForm(PlainErrors, forms.Form):
    """A report written in another program: for a body, or for a report that waits for its words."""

    file = forms.FileField(
        label="File",
        help_text="Word (.docx), Markdown (.md) or plain text (.txt)",
        widget=forms.FileInput(attrs={"accept": ".docx,.md,.markdown,.txt"}),
    )
    report = forms.ModelChoiceField(
        Report.objects.none(),
        required=False,
        label="Report that it is the text of",
        empty_label="None of these: make a new report of it",
        help_text="Reports of yours that nobody has written in yet: their title, body and template stay",
    )
    body = forms.ModelChoiceField(Body.objects.none(), label="Body that the report is for", empty_label="Choose a body")
    format = forms.ModelChoiceField(
        Format.objects.offered(),
        required=False,
        label="Template",
        empty_label="The one that the file looks like",
    )

    def __init__(self, *args, cancel, bodies, reports, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = bodies
        # For a new report a body is needed; one that is there has its own.
        self.fields["body"].required = not self.data.get("report")
        if reports:
            self.fields["report"].queryset = Report.objects.filter(pk__in=[report.pk for report in reports])
        else:
            del self.fields["report"]
        self.helper = helper(submit="Read the file", cancel=cancel)


class ConfirmReportForm(forms.Form):
    """That the report that was shown is to be kept. Carries which file it is, for what, signed."""

    ticket = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper(submit="Bring it in", cancel=cancel)
