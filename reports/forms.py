"""What officers and clearers fill in. Each form knows the words its step takes."""

import csv
import io

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator

from corporate_parenting.lib.forms import PlainErrors, helper, hints, reveal
from reports.checks import MOST_COLUMNS, MOST_ROWS, TOO_LARGE
from reports.layout import BODY_LABELS, DATE_LABELS
from reports.models import Appendix, Block, Contact, Format, Recommendation, Report, Section, SourceDocument
from roles.models import Person, Remit

LONG = forms.Textarea(attrs={"rows": 3})
MEETING_SAYS = "Leave it empty: the meeting that takes the report fills it in"
GIVEN_NUMBER = "Printed in place of the counted one, and the count goes on from it. Usually empty"
MARKDOWN = (
    "Plain text. A line that starts with “- ” is a bullet, **two stars** make bold, an empty line a new paragraph"
)
SOMEBODY_ELSE = (
    "Somebody else saved this while you were writing. Nothing of yours is lost and nothing of theirs was overwritten: "
    "their text stands below yours. Bring the two together here, then save again."
)


class Words(PlainErrors, forms.Form):
    """A form for one part of a report: carries the edition its writer saw, and gives the step's words."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    button = "Save"
    theirs = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper(submit=self.button)

    def words(self):
        """What the step takes, but for `seen`."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}

    def refuse(self, error, field=None):
        """Say why a step would not; every word stays in the form."""
        self.add_error(field, error)

    def meet(self, current, seen):
        """Another writer was first: show their text, and let the next save know that it was seen."""
        self.theirs = self.shown(current)
        self.data = self.data.copy()
        self.data[self.add_prefix("seen")] = seen
        self.add_error(None, SOMEBODY_ELSE)

    def shown(self, part):
        """[(label, text)] of a part as it stands."""
        initial = self.initial_of(part)
        return [(bound.label, initial[bound.name]) for bound in self.visible_fields() if initial.get(bound.name)]

    @classmethod
    def initial_of(cls, part):
        """What the form starts from when it changes a part."""
        return {name: getattr(part, name) for name in cls.base_fields if hasattr(part, name)}


NUMBERED = {
    Format.Numbering.DECIMAL: "1.1, 1.2, then 2.1: paragraphs are numbered within each section",
    Format.Numbering.CONTINUOUS: "1, 2, 3 and on: paragraphs are numbered through the whole report",
    Format.Numbering.NONE: "Paragraphs have no numbers",
}


class StartForm(PlainErrors, forms.Form):
    title = forms.CharField(label="Title", max_length=250, help_text=Report._meta.get_field("title").help_text)
    format = forms.ModelChoiceField(
        Format.objects.filter(in_use=True), label="Format", empty_label=None, widget=forms.RadioSelect
    )
    remit = forms.ModelChoiceField(
        Remit.objects.none(),
        label="Which body is it for?",
        required=False,
        empty_label="I do not know yet",
        help_text="Its clerk can read the draft",
    )

    def __init__(self, *args, viewer, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["remit"].queryset = Remit.objects.visible_to(viewer)
        hints(self, "format", {str(row.pk): NUMBERED[row.numbering] for row in self.fields["format"].queryset})
        self.helper = helper(submit="Start the report")


class DetailsForm(Words):
    """Title, header fields and the lines at the end, as the version has them."""

    button = "Save details"
    title = forms.CharField(label="Title", max_length=250, help_text=Report._meta.get_field("title").help_text)

    def __init__(self, *args, version, **kwargs):
        self.base = version
        super().__init__(*args, **kwargs)
        for index, (label, _) in enumerate(version.header):
            self.fields[f"header_{index}"] = _header_field(label)
        for index, (label, _) in enumerate(version.footer):
            self.fields[f"footer_{index}"] = forms.CharField(label=label, required=False, max_length=1000)

    def words(self):
        got = self.cleaned_data
        return {
            "title": got["title"],
            "header": [[label, got[f"header_{index}"]] for index, (label, _) in enumerate(self.base.header)],
            "footer": [[label, got[f"footer_{index}"]] for index, (label, _) in enumerate(self.base.footer)],
        }

    @classmethod
    def initial_of(cls, part):
        found = {"title": part.title}
        found |= {f"header_{index}": value for index, (_, value) in enumerate(part.header)}
        return found | {f"footer_{index}": value for index, (_, value) in enumerate(part.footer)}


def _header_field(label):
    meeting_says = label.lower() in (*BODY_LABELS, *DATE_LABELS)
    return forms.CharField(
        label=label,
        required=False,
        validators=[MaxLengthValidator(2000)],
        error_messages={"max_length": f"{label} must be 2,000 characters or fewer. You have %(show_value)d"},
        help_text=MEETING_SAYS if meeting_says else "",
        widget=forms.TextInput() if meeting_says else forms.Textarea(attrs={"rows": 2}),
    )


class ReasonsForm(Words):
    button = "Save these words"
    recommendation_intro = forms.CharField(
        label="Words before the recommendations",
        required=False,
        help_text="Where several share a beginning, such as “The Board is asked to:”. Usually empty",
        widget=forms.Textarea({"rows": 2}),
    )
    reasons = forms.CharField(
        label="Reasons for the recommendation", required=False, help_text=MARKDOWN, widget=forms.Textarea({"rows": 5})
    )


class SourcesForm(Words):
    button = "Save these words"
    sources_intro = forms.CharField(
        label="Words before the list of sources", required=False, widget=forms.Textarea({"rows": 2})
    )


class SectionForm(Words):
    button = "Save heading"
    heading = forms.CharField(label="Heading", max_length=300)
    level = forms.TypedChoiceField(
        label="What kind of heading?",
        choices=[(1, "Main heading"), (2, "Sub-heading of the main heading before it")],
        coerce=int,
        initial=1,
        widget=forms.RadioSelect,
    )
    given_number = forms.CharField(label="Number as given", required=False, max_length=20, help_text=GIVEN_NUMBER)


class Numbered(Words):
    is_numbered = forms.BooleanField(label="Give it a number", required=False, initial=True)
    given_number = forms.CharField(label="Number as given", required=False, max_length=20, help_text=GIVEN_NUMBER)


class TextForm(Numbered):
    button = "Save paragraph"
    field_order = ["seen", "text"]
    text = forms.CharField(
        label="Text", help_text=MARKDOWN, validators=[MaxLengthValidator(100_000)], widget=forms.Textarea({"rows": 12})
    )


class TableForm(Numbered):
    button = "Save table"
    field_order = ["seen", "caption", "table"]
    caption = forms.CharField(label="Caption", max_length=300, help_text="Says what the table shows, and for when")
    table = forms.CharField(
        label="Table",
        strip=False,
        help_text="Paste from a spreadsheet, or type one row a line with a tab or a | between cells. "
        "The first row is the heading",
        widget=forms.Textarea({"rows": 12, "class": "app-grid-text"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["is_numbered"].initial = False

    def clean_table(self):
        grid = typed_grid(self.cleaned_data["table"])
        if len(grid) < 2:
            raise ValidationError("Enter a heading row and at least one row under it")
        if len(grid) > MOST_ROWS or max(map(len, grid)) > MOST_COLUMNS:
            raise ValidationError(f"The table {TOO_LARGE}")
        return {"head": grid[0], "rows": grid[1:]}

    @classmethod
    def initial_of(cls, part):
        grid = [part.table.get("head", []), *part.table.get("rows", [])]
        return super().initial_of(part) | {"table": written_grid(grid)}


def typed_grid(text):
    """Rows of cells from what was pasted (tabs, as spreadsheets copy; quoted cells may hold lines) or typed (bars)."""
    if "\t" in text:
        rows = csv.reader(io.StringIO(text), delimiter="\t")
        return [[cell.strip() for cell in row] for row in rows if any(cell.strip() for cell in row)]
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    rows = [[cell.strip() for cell in _bars_at_ends(line).split("|")] for line in lines]
    return [row for row in rows if not all(cell and set(cell) <= set(":-") for cell in row)]


def _bars_at_ends(line):
    return line.removeprefix("|").removesuffix("|")


def written_grid(rows):
    """The same rows as text that `typed_grid` reads back: tabs between cells."""
    out = io.StringIO()
    csv.writer(out, delimiter="\t", lineterminator="\n").writerows(rows)
    text = out.getvalue()
    return text if "\t" in text else "".join(f"{row[0] if row else ''}\n" for row in rows)


class FigureForm(Words):
    button = "Save figure"
    picture = forms.FileField(label="Picture", help_text="PNG or JPEG, up to 20 MB")
    alt = forms.CharField(
        label="Description for people who cannot see it",
        max_length=1000,
        help_text="What it shows, in a sentence or two, with the numbers that matter",
        widget=LONG,
    )
    caption = forms.CharField(label="Caption", required=False, max_length=300)

    def __init__(self, *args, changing=False, **kwargs):
        super().__init__(*args, **kwargs)
        if changing:
            self.fields["picture"].required = False
            self.fields["picture"].label = "Another picture"

    def words(self):
        picture = self.cleaned_data["picture"]
        words = {"alt": self.cleaned_data["alt"], "caption": self.cleaned_data["caption"]}
        return words | ({"data": picture.read()} if picture else {})


class ContactForm(Words):
    button = "Save contact"
    side = forms.ChoiceField(label="Whose contact is it?", choices=Contact.Side.choices, widget=forms.RadioSelect)
    name = forms.CharField(label="Name", max_length=300)
    post = forms.CharField(label="Post or role", required=False, max_length=300)
    email = forms.EmailField(label="Email address", required=False, max_length=254)
    telephone = forms.CharField(label="Telephone", required=False, max_length=100)


class RecommendationForm(Words):
    button = "Save recommendation"
    verb = forms.ChoiceField(label="What is the body asked to do?", choices=Recommendation.Verb.choices)
    text = forms.CharField(
        label="Recommendation",
        help_text="The whole sentence as it is printed, such as “The Sub-Committee is asked to note the report.” "
        "One recommendation for each thing that may be voted on by itself",
        widget=forms.Textarea({"rows": 4}),
    )
    given_number = forms.CharField(label="Number as given", required=False, max_length=20, help_text=GIVEN_NUMBER)


class SourceForm(Words):
    button = "Save source"
    title = forms.CharField(label="Title of the document", max_length=500)
    location = forms.CharField(
        label="Where it can be read",
        required=False,
        max_length=500,
        help_text="An office, an organisation or an address",
    )
    is_published_work = forms.BooleanField(
        label="It is a published work",
        required=False,
        help_text="Published works are listed, but are not background papers that the council must keep open",
    )


class AppendixForm(Words):
    button = "Save title"
    title = forms.CharField(label="Title", max_length=250)


class AppendixFileForm(PlainErrors, forms.Form):
    """A PDF for an appendix."""

    title = forms.CharField(
        label="Title", required=False, max_length=250, help_text="Empty: the title the file carries"
    )
    file = forms.FileField(label="PDF file", help_text=f"Up to {settings.UPLOAD_MEGABYTES} MB. Without a password")

    def __init__(self, *args, button="Add the appendix", **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper(submit=button)

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > settings.UPLOAD_MEGABYTES * 1024 * 1024:
            raise ValidationError(f"The file must be {settings.UPLOAD_MEGABYTES} MB or smaller. Your report is saved")
        return file

    def words(self):
        file = self.cleaned_data["file"]
        return {"data": file.read(), "file_name": file.name, "title": self.cleaned_data["title"]}

    def refuse(self, error, field=None):
        self.add_error("file", error)


class PersonForm(PlainErrors, forms.Form):
    """Somebody from a list that the page knows."""

    person = forms.ModelChoiceField(Person.objects.none(), empty_label="Choose somebody")

    def __init__(self, *args, people, label, button, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people
        self.fields["person"].label = label
        self.fields["person"].error_messages["required"] = f"Select somebody: {label.rstrip('?').lower()}"
        self.helper = helper(submit=button)


class PlaceForm(PlainErrors, forms.Form):
    section = forms.ModelChoiceField(Section.objects.none(), label="Section", empty_label="Choose a section")

    def __init__(self, *args, version, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["section"].queryset = version.sections.all()
        self.helper = helper(submit="Put it there")


class AnswerForm(PlainErrors, forms.Form):
    """What a clearer says."""

    outcome = forms.ChoiceField(
        label="What do you say?",
        choices=[("cleared", "Clear it"), ("sent_back", "Send it back to its author")],
        widget=forms.RadioSelect,
    )
    comment = forms.CharField(
        label="What has to change", required=False, max_length=5000, widget=forms.Textarea({"rows": 5})
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        hints(self, "outcome", {"cleared": "This version is frozen and can be laid before a meeting"})
        reveal(self, "outcome", sent_back=["comment"])
        self.helper = helper(submit="Send your answer")

    def clean(self):
        got = super().clean()
        if got.get("outcome") == "sent_back" and not got.get("comment"):
            self.add_error("comment", "Say what has to change, so that the author can put it right")
        return got


FORMS = {
    Contact: ContactForm,
    Section: SectionForm,
    Recommendation: RecommendationForm,
    SourceDocument: SourceForm,
    Appendix: AppendixForm,
}
BLOCK_FORMS = {Block.Kind.TEXT: TextForm, Block.Kind.TABLE: TableForm, Block.Kind.FIGURE: FigureForm}


def form_for(part):
    """The form that rewords a part."""
    return BLOCK_FORMS[part.kind] if isinstance(part, Block) else FORMS[type(part)]
