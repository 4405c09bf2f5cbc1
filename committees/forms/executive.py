"""The form of a notice that an executive body gives: what the law wants in each kind, and nothing else."""

import re

from django import forms

from committees import executive
from committees.executive.noticing import MUST_SAY
from committees.executive.words import BY_SCRUTINY, PRIVATE, Kind
from committees.forms.revealing import RevealsNothing
from corporate_parenting.lib.forms import GovukDateField, helper
from roles.models import Person

EVERYBODY = "Everybody can read it"
ACTS = re.compile(r"\b(the )?Local Government (and Housing )?Act \d{4}\b")
# What a kind may say, in the order of its form.
FIELDS = {
    Kind.PRIVATE_28: ("matter", "documents", "contact"),
    Kind.PRIVATE_5: ("matter", "representations", "response", "contact"),
    Kind.PRIVATE_URGENT: ("matter", "scrutiny_chair", "scrutiny_on", "reason"),
    Kind.KEY_28: ("matter", "decision_maker", "documents", "contact"),
    Kind.GENERAL_EXCEPTION: (
        "matter", "decision_maker", "documents", "contact", "scrutiny_chair", "scrutiny_on", "reason"
    ),
    Kind.SPECIAL_URGENCY: ("matter", "decision_maker", "documents", "scrutiny_chair", "scrutiny_on", "reason"),
}  # fmt: skip
WORDS = ("matter", "decision_maker", "documents", "representations", "response", "reason")


def _long(label, rows, hint=EVERYBODY):
    return forms.CharField(
        label=label, max_length=5000, required=False, help_text=hint, widget=forms.Textarea(attrs={"rows": rows})
    )


class Speaker(forms.ModelChoiceField):
    """Somebody who speaks for scrutiny, with the body that they chair."""

    bodies: dict

    def label_from_instance(self, person):
        return f"{person} ({self.bodies[person.pk]})" if person.pk in self.bodies else str(person)


class NoticeForm(RevealsNothing):
    """A notice of one kind about an item. Gives what `executive.give_notice` takes."""

    watched = WORDS
    matter = _long(
        "What is to be decided",
        5,
        "Everybody can read it. The first line stands in the forward plan. No name, nothing that tells who a child is",
    )
    decision_maker = forms.CharField(
        label="Who takes the decision", max_length=200, required=False, help_text="The body, and its members by name"
    )
    documents = _long("Documents that will be considered", 4, "One a line. Write “None yet” where there are none")
    contact = forms.CharField(
        label="Where people can ask for the documents, or write",
        max_length=300,
        required=False,
        help_text="An office and its address or email, no private one",
    )
    representations = _long(
        "What people wrote against a private meeting",
        6,
        "In your words, without names. Leave it empty where nobody wrote: the notice then says so",
    )
    response = _long("How that is answered", 5)
    scrutiny_chair = Speaker(Person.objects.none(), required=False, empty_label="Choose who")
    scrutiny_on = GovukDateField(label="On which day?", called="The day", required=False)
    reason = _long("Why can it not wait?", 4)

    def __init__(self, *args, item, kind, day, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        self.item, self.kind = item, Kind(kind)
        for name in {*NoticeForm.base_fields} - {*FIELDS[self.kind], "checked"}:
            del self.fields[name]
        self._speak_of_this_kind()
        if self.kind in BY_SCRUTINY:
            self._ask_scrutiny(day)
        self.helper = helper(*FIELDS[self.kind], "checked", submit="Look at the notice", cancel=cancel)

    def _speak_of_this_kind(self):
        if self.kind in PRIVATE:
            self.fields["matter"].label = "What it is about, and why the meeting is to be private"
        if self.kind == Kind.PRIVATE_28:
            self.fields["contact"].label = "Where people can write against a private meeting"
        if self.kind == Kind.GENERAL_EXCEPTION:
            self.fields["reason"].label = "Why could 28 clear days not be kept?"

    def _ask_scrutiny(self, day):
        told = self.kind == Kind.GENERAL_EXCEPTION
        speakers = executive.who_of_scrutiny(self.kind, day)
        field = self.fields["scrutiny_chair"]
        field.bodies = {one.person_id: one.office.seat.body for one in speakers.held}
        field.queryset = Person.objects.filter(pk__in=speakers.people)
        field.label = "Who of scrutiny was told in writing?" if told else "Who of scrutiny agreed?"
        field.help_text = speakers.words

    def is_private(self, given):
        return self.item.likely_private

    def _look(self, name, given):
        """The law that a notice must name is nobody's name, though it has capitals."""
        return super()._look(name, given | {name: ACTS.sub("the law", given.get(name) or "")})

    def clean(self):
        given = super().clean()
        for name, missing in MUST_SAY[self.kind]:
            if not given.get(name) and name not in self.errors:
                self.add_error(name, missing)
        if self.kind in BY_SCRUTINY:
            self._must_name(given)
        if given.get("representations") and not given.get("response") and "response" not in self.errors:
            self.add_error("response", "Say how what people wrote is answered")
        return given

    def _must_name(self, given):
        for name, missing in (("scrutiny_chair", "Choose who of scrutiny"), ("scrutiny_on", "Enter the day")):
            if not given.get(name) and name not in self.errors:
                self.add_error(name, missing)
