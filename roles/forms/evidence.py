"""Forms of my role: what somebody did, and the day on which they want to see their list."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError

from corporate_parenting.lib.forms import GovukDateField, PlainErrors, hints
from roles.evidence import LONGEST_NOTE
from roles.models import Evidence

from .attempts import Attempts

KIND_HINTS = {
    "training": "A course, a seminar or a briefing on being a corporate parent",
    "visit": "You went to see where children live",
    "childrens_council": "You were at a meeting of the Children in Care Council, by whatever name it goes",
    "outside_body": "You spoke up for children in care as a governor, trustee or representative somewhere else",
    "question": "You asked about children in care in a meeting, or of an officer or a partner",
    "event": "An awards evening, a fun day, or another moment of theirs that you shared",
}
NAMES_A_CHILD = (
    "Tick to say that your note names no child, or take the name out first. "
    "A child’s name next to “in care” is among the most private things that a council knows"
)


class NoteField(forms.CharField):
    """Browsers post a line break as two characters and count it as one; so do we."""

    widget = forms.Textarea(attrs={"rows": 4})

    def to_python(self, value):
        return super().to_python(value.replace("\r\n", "\n") if value else value)


class EvidenceForm(Attempts, forms.Form):
    """Something that its owner did for a responsibility, and perhaps for others of theirs."""

    kind = forms.ChoiceField(label="What did you do?", choices=Evidence.Kind.choices, widget=forms.RadioSelect)
    done_on = GovukDateField(label="When was it?", called="The day", help_text="For example 27 3 2026")
    note = NoteField(
        label="A note for yourself",
        max_length=LONGEST_NOTE,
        required=False,
        help_text="Only you will ever read it. Do not name a child, and write nothing that tells who a child is. "
        "For example: Asked why so many placements are out of the area; answer promised for June",
    )
    names_nobody = forms.BooleanField(
        label="My note names no child, and nothing in it tells who a child is", required=False
    )
    alike = forms.MultipleChoiceField(
        label="These say much the same. Does it count for them too?",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    others = forms.MultipleChoiceField(
        label="Does it count for any of these?", widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args, item, items, **kwargs):
        super().__init__(*args, **kwargs)
        hints(self, "kind", KIND_HINTS)
        self.by_code = {one.code: one.wording.responsibility for one in items}
        near = {wording.code for wording in item.overlaps}
        rest = [one for one in items if one.code != item.code]
        self.code = item.code
        self._offer("alike", [one for one in rest if one.code in near])
        self._offer("others", [one for one in rest if one.code not in near])

    def clean(self):
        found = super().clean()
        if found.get("note") and not found.get("names_nobody"):
            self.add_error("names_nobody", ValidationError(NAMES_A_CHILD))
        return found

    def evidence(self):
        """What the step wants to know."""
        found = self.cleaned_data
        codes = [self.code, *found.get("alike", ()), *found.get("others", ())]
        chosen = [self.by_code[code] for code in codes]
        return {name: found[name] for name in ("kind", "done_on", "note")} | {"responsibilities": chosen}

    def _offer(self, name, items):
        if items:
            self.fields[name].choices = [(one.code, one.wording.in_plain_words) for one in items]
        else:
            del self.fields[name]


class DayForm(PlainErrors, forms.Form):
    """Another day, past or to come."""

    on = GovukDateField(label="Which day?", called="The day", help_text="For example 19 5 2025")

    @classmethod
    def read(cls, query):
        """(form, day or None) from an address that says on=2025-05-19, or what the three boxes posted."""
        written = query.get("on")
        if written is None:
            form = cls(query if "on-day" in query else None)
            return form, form.cleaned_data["on"] if form.is_valid() else None
        try:
            day = date.fromisoformat(written)
        except ValueError:
            return cls({"on-day": written}), None
        return cls(initial={"on": day}), day
