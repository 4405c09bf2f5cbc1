"""One part of a report. Each form knows the words its step takes."""

import csv
import io

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator

from corporate_parenting.lib import richtext_caps
from corporate_parenting.lib.forms import PlainErrors, helper
from reports.checks import MOST_COLUMNS, MOST_ROWS, TOO_LARGE
from reports.layout import BODY_LABELS, DATE_LABELS
from reports.models import Appendix, Block, Contact, Recommendation, Report, Section, SourceDocument

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
    typed = "guarded"  # js/typed.js: it is not sent into nothing, or "saves" as it is typed
    theirs = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper(submit=self.button)

    def words(self):
        """What the step takes, but for `seen`."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("seen", "after")}

    def offer_places(self, blocks):
        """Ask where in its section something new is to stand: at its end, or after one of these blocks."""
        places = [(str(block.pk), f"After {_called(block)}") for block in blocks]
        if places:
            self.fields["after"] = forms.ChoiceField(
                label="Where is it to stand?", choices=[("", "At the end of the section"), *places], required=False
            )

    @property
    def after(self):
        """The key of the block after which it is to stand, as text; empty for the end."""
        return self.cleaned_data.get("after", "")

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


def _called(block):
    """A paragraph by its first words, a table or figure by its caption."""
    said = " ".join((block.caption or block.alt or block.text).split())
    words = f"“{said[:60].rstrip()}{'…' * (len(said) > 60)}”" if said else "one without a caption"
    return words if block.kind == Block.Kind.TEXT else f"the {block.get_kind_display().lower()} {words}"


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
    typed = "saves"
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
    typed = "saves"
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
    text = forms.CharField(label="Text", help_text=MARKDOWN, widget=forms.Textarea({"rows": 12}))


class TableForm(Numbered):
    button = "Save table"
    said_by_its_step = ("table",)  # its cells are no Markdown: `clean_table` asks for them
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
        typed = self.cleaned_data["table"]
        richtext_caps.check_cells(
            [[typed]]
        )  # before it is taken apart: the reader of tables breaks off at longer cells
        grid = typed_grid(typed)
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
    level = forms.TypedChoiceField(
        label="Where does it belong?",
        choices=[(1, "It stands by itself"), (2, "It is a part of the recommendation before it")],
        coerce=int,
        empty_value=1,
        required=False,
        initial=1,
        help_text="Parts are numbered (i), (ii) under the letter, and may be voted on one by one too",
        widget=forms.RadioSelect,
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


class PlaceForm(PlainErrors, forms.Form):
    section = forms.ModelChoiceField(Section.objects.none(), label="Section", empty_label="Choose a section")

    def __init__(self, *args, version, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["section"].queryset = version.sections.all()
        self.helper = helper(submit="Put it there")


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
