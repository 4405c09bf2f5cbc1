"""Files added to a report, and what is decided about them."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from corporate_parenting.lib.forms import PlainErrors, helper, hints, reveal
from reports.forms.parts import Words
from reports.models import Appendix

ACCEPTED = ".pdf,.png,.jpg,.jpeg,.csv,.tsv,.txt"
LONG = {"rows": 4}
ALT = "What does the picture show?"
ALT_HINT = (
    "For people who cannot see it. Say what a reader is meant to learn from it, such as “Line chart: visits fell from "
    "40 in April to 25 in September”"
)
PICTURES = (Appendix.Kind.PNG, Appendix.Kind.JPEG)


class AppendixFileForm(PlainErrors, forms.Form):
    """A file for an appendix. What kind it is says the file itself; the answer here only shows what is asked of it."""

    what = forms.ChoiceField(
        label="What do you want to add?",
        choices=[("pdf", "A PDF"), ("picture", "A picture: PNG or JPEG"), ("table", "A table: CSV")],
        initial="pdf",
        widget=forms.RadioSelect,
    )
    alt = forms.CharField(label=ALT, required=False, max_length=2000, help_text=ALT_HINT, widget=forms.Textarea(LONG))
    has_heading = forms.ChoiceField(
        label="Is the first row of the table its heading?",
        choices=[("yes", "Yes, it names the columns"), ("no", "No, number the columns")],
        initial="yes",
        required=False,
        widget=forms.RadioSelect,
    )
    title = forms.CharField(
        label="Title", required=False, max_length=250, help_text="Empty: the title the file carries, or else its name"
    )
    file = forms.FileField(
        label="File",
        help_text=f"Up to {settings.UPLOAD_MEGABYTES} MB, without a password",
        widget=forms.FileInput({"accept": ACCEPTED}),
        error_messages={"empty": "The file is empty: it has 0 bytes. Save it again and add that"},
    )

    # The title that the page showed, where a file takes the place of another.
    was = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)

    def __init__(self, data=None, *args, button="Add the appendix", **kwargs):
        if data is not None and "what" not in data:
            data = data.copy()
            data["what"] = "pdf"
        super().__init__(data, *args, **kwargs)
        reveal(self, "what", picture=["alt"], table=["has_heading"])
        table = "Up to 500 rows and 20 columns. Save one sheet of a spreadsheet as CSV: only its values are then in it"
        hints(self, "what", {"pdf": "Tagged, so that a screen reader can read it out", "table": table})
        if self.initial.get("was") is None:
            del self.fields["was"]
        self.helper = helper(*(name for name in ("what", "title", "was", "file") if name in self.fields), submit=button)

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > settings.UPLOAD_MEGABYTES * 1024 * 1024:
            raise ValidationError(f"The file must be {settings.UPLOAD_MEGABYTES} MB or smaller. Your report is saved")
        return file

    def words(self):
        file, said = self.cleaned_data["file"], self.cleaned_data
        return {
            "data": file.read(),
            "file_name": file.name,
            "title": said["title"],
            "alt": said["alt"],
            "has_heading": said["has_heading"] != "no",
        } | ({"was": said["was"]} if "was" in said else {})

    def meet(self, current, seen):
        """Somebody changed the appendix while the file was looked at."""
        self.add_error("file", "Somebody else changed this appendix a moment ago, so nothing was replaced. Try again")

    def ask_for_description(self, why):
        """It is a picture, and nothing says what it shows: the question for that is shown, with why."""
        self.data = self.data.copy()
        self.data[self.add_prefix("what")] = "picture"
        self.add_error("alt", str(why))

    def refuse(self, error, field=None):
        self.add_error("file", error)


class AppendixWordsForm(Words):
    """Title of an appendix and, of a picture, what it shows."""

    title = forms.CharField(label="Title", max_length=250)
    alt = forms.CharField(label=ALT, max_length=2000, help_text=ALT_HINT, widget=forms.Textarea(LONG))

    def __init__(self, *args, appendix, **kwargs):
        super().__init__(*args, **kwargs)
        if appendix.kind not in PICTURES and appendix.answer != Appendix.Answer.FLATTENED:
            del self.fields["alt"]

    @classmethod
    def initial_of(cls, part):
        return {"title": part.title, "alt": part.alt}

    def shown(self, part):
        return [(self.fields[name].label, getattr(part, name)) for name in ("title", "alt") if name in self.fields]


class FlattenForm(PlainErrors, forms.Form):
    """Pictures instead of pages: then somebody must say what they show."""

    prefix = "flatten"
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    alt = forms.CharField(
        label="What does the file tell?",
        max_length=2000,
        help_text="People who use a screen reader get these words in place of the pages, so say all that matters",
        widget=forms.Textarea({"rows": 6}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper(submit="Turn the pages into pictures")


class CleanForm(PlainErrors, forms.Form):
    """A second person says that nothing hidden is private."""

    prefix = "clean"
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    why = forms.CharField(
        label="Why may it be published as it is?",
        max_length=1000,
        help_text="Such as “The words under the picture are the chart’s own labels”. This is kept with the report, and "
        "is not printed",
        widget=forms.Textarea({"rows": 3}),
    )
    confirm = forms.BooleanField(label="I have read all the hidden words, and nothing in them is private")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper(submit="Say that nothing is private")
