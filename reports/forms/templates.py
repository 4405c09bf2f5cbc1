"""The form of a template, and the one in which a report's implications are written."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator

from corporate_parenting.lib.forms import NARROW, PlainErrors, hints
from reports import drafting, templating
from reports.forms.parts import Words
from reports.models import Format
from reports.template_words import PART_NAMES

Part = Format.Part
ONE_A_LINE = "One a line, in the order of print"
NUMBERED = {
    Format.Numbering.DECIMAL: "Such as 1.1, 1.2, then 2.1: each section starts again",
    Format.Numbering.CONTINUOUS: "Such as 1, 2, 3 to the end, whatever the heading",
    Format.Numbering.NONE: "Paragraphs stand without numbers, and implications in a table by their names",
}
OPENED = {
    Format.Opening.FIELDS: "Such as “To: the Panel”, each under the other in a table",
    Format.Opening.LINES: "Body and date above the title, who brings the report below it",
}
LISTED = {
    Format.Listing.TABLE: "Such as “Dental records” and beside it “Children’s Services”",
    Format.Listing.LIST: "Such as “Dental records, Children’s Services”",
}
USUAL = [part.value for part in Part]


class Lines(forms.CharField):
    """Lines of text as a list: spaces at their ends and empty lines are no part of it."""

    def __init__(self, *, required=False, **more):
        super().__init__(required=required, widget=forms.Textarea({"rows": 5}), **more)

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value):
        lines = (" ".join(line.split()) for line in super().to_python(value).splitlines())
        return [line for line in lines if line]


class TemplateForm(PlainErrors, forms.Form):
    """Everything that a template says. The order of print is a place for each part; moving one saves nothing."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(
        label="Name of the template", max_length=100, help_text="Those who start a report choose by it"
    )
    opening = forms.ChoiceField(label="Head of the report", choices=Format.Opening.choices, widget=forms.RadioSelect)
    header_fields = Lines(
        label="Header fields",
        help_text=f"{ONE_A_LINE}: To, Meeting date, From, Purpose. The meeting fills in its body and date by itself",
    )
    numbering = forms.ChoiceField(
        label="Numbers of paragraphs", choices=Format.Numbering.choices, widget=forms.RadioSelect
    )
    sections = Lines(label="Headings that a new report starts with", help_text=ONE_A_LINE, required=True)
    implications_heading = forms.CharField(label="Heading of the implications", max_length=100)
    implications = Lines(
        label="Implications",
        help_text=f"{ONE_A_LINE}: Financial, Legal, Equality. Each gets a text, or one reason answers for the rest. "
        "Empty where implications are a section like others",
    )
    sources_heading = forms.CharField(label="Heading of the source documents", max_length=100)
    sources_as = forms.ChoiceField(
        label="How are source documents listed?", choices=Format.Listing.choices, widget=forms.RadioSelect
    )
    footer_fields = Lines(label="Lines at the end", help_text=f"{ONE_A_LINE}: Author, Telephone. Often empty")
    note = forms.CharField(
        label="What is new in this version",
        required=False,
        max_length=500,
        help_text="Those whose report stands in an older version read it",
        widget=forms.Textarea({"rows": 2}),
    )

    def __init__(self, *args, changing=False, moved="", **kwargs):
        super().__init__(*args, **kwargs)
        hints(self, "opening", OPENED)
        hints(self, "numbering", NUMBERED)
        hints(self, "sources_as", LISTED)
        for part in Part:
            self.fields[_place(part)] = _place_field(part, autofocus=part == moved)
        # Neither is optional in the usual sense: a part without a place has none, and a change says what is new.
        self.revealed = {"note", *map(_place, Part)}
        if not changing:
            del self.fields["note"]

    @classmethod
    def initial_of(cls, format_):
        """What the form starts from, when it changes a template or makes one like it."""
        places = {_place(part): place for place, part in enumerate(format_.parts, start=1)}
        return {name: getattr(format_, name) for name in templating.WORDS if name != "parts"} | places

    def top(self):
        return [self["name"], self["opening"], self["header_fields"], self["numbering"], self["sections"]]

    def rest(self):
        names = ["implications_heading", "implications", "sources_heading", "sources_as", "footer_fields"]
        return [self[name] for name in names]

    def places(self):
        """[(Part, its field)] in the order in which they stand, those without a place last."""
        return [(Part(part), self[_place(part)]) for part in [*self._placed(), *self._unplaced()]]

    def _typed(self, part):
        return str(self[_place(part)].value() or "").strip()

    def _placed(self):
        """Parts by their number; of two with the same number the usual one first."""
        numbered = [part for part in USUAL if self._typed(part).isdecimal() and int(self._typed(part))]
        return sorted(numbered, key=lambda part: int(self._typed(part)))

    def _unplaced(self):
        return [part for part in USUAL if part not in self._placed()]

    def move(self, told):
        """
        Words and places as typed, as `initial` of a new form, with one part moved: "contacts:up" or "contacts:down".

        A part without a place gets the last one when it is moved up.
        """
        part, _, way = told.partition(":")
        order = self._placed()
        if part in order:
            at = order.index(part) + (-1 if way == "up" else 1)
            order.remove(part)
            order.insert(max(at, 0), part)
        elif part in USUAL:
            order.append(part)
        typed = {name: self[name].value() for name in self.fields}
        return typed | {_place(part): order.index(part) + 1 if part in order else "" for part in USUAL}

    def clean(self):
        for part in USUAL:
            typed = self._typed(part)
            if typed and not (typed.isdecimal() and len(typed) < 4):
                self.add_error(_place(part), ValidationError(f"The place of “{PART_NAMES[part]}” is a whole number"))
        return self.cleaned_data

    def words(self):
        """What the step takes."""
        told = {name: self.cleaned_data[name] for name in templating.WORDS if name in self.cleaned_data}
        return told | {"parts": self._placed()}

    def refuse(self, reasons):
        """Say why the step would not; every word stays."""
        for name, words in reasons:
            self.add_error(_place(Part.SECTIONS) if name == "parts" else name, words)


def _place(part):
    return f"place_{part}"


def _place_field(part, *, autofocus):
    attrs = NARROW | ({"autofocus": True} if autofocus else {})
    return forms.CharField(
        label=PART_NAMES[part],
        required=False,
        widget=forms.TextInput(attrs | {"inputmode": "numeric"}),
    )


class ImplicationsForm(Words):
    """A text for each implication of the report, and one reason for all that stay empty."""

    button = "Save the implications"
    typed = "saves"

    def __init__(self, *args, version, **kwargs):
        self.rows = list(version.implications.all())
        super().__init__(*args, **kwargs)
        for row in self.rows:
            self.fields[f"text_{row.pk}"] = _text(row.name)
        self.fields["none"] = _text(
            "Why are there no others?",
            help_text="One answer for all that you left empty. It goes on after “There are no … implications, because”",
        )
        for name, words in self._gone():
            self.fields[name] = _text("Your text for an implication that the report no longer has", initial=words)

    def _gone(self):
        """What was typed for rows that went meanwhile: [(name of the field, words)]."""
        typed = {name: words for name, words in self.data.items() if name.startswith("text_") and words.strip()}
        return [(name, words) for name, words in typed.items() if name not in self.fields]

    def clean(self):
        known = {f"text_{row.pk}" for row in self.rows}
        for name in [name for name in self.fields if name.startswith("text_") and name not in known]:
            self.add_error(name, "Copy this text to where it belongs now, and empty the box. Nothing was saved yet")
        return self.cleaned_data

    def words(self):
        got = self.cleaned_data
        return {"said": {row.pk: got[f"text_{row.pk}"] for row in self.rows}, "none": got["none"]}

    def meet(self, current, seen):
        """Another writer was first: their texts are shown, and the next save knows that they were seen."""
        super().meet(current, drafting.edition_of_implications(current))

    @classmethod
    def initial_of(cls, part):
        texts = {f"text_{row.pk}": row.text for row in part.implications.all()}
        return texts | {"none": part.no_implications}


def _text(label, *, help_text="", **more):
    return forms.CharField(
        label=label,
        required=False,
        help_text=help_text,
        validators=[MaxLengthValidator(20_000)],
        error_messages={"max_length": f"{label} must be 20,000 characters or fewer. You have %(show_value)d"},
        widget=forms.Textarea({"rows": 3}),
        **more,
    )
