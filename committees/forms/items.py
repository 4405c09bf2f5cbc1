"""Forms about one item of an agenda: what it is, its papers, and whether it is taken in private."""

from crispy_forms.layout import Fieldset
from django import forms
from django.utils import timezone

from committees import agenda, calling_to_account, law
from committees.agenda import late
from committees.forms.revealing import RevealsNothing
from committees.models import AgendaItem, Exemption
from corporate_parenting.lib.forms import GovukDateField, PlainErrors, helper, reveal
from reports.grounds import PARAGRAPHS
from roles.models import Office, Person

KINDS = [("ordinary", "An item of business"), ("call", "Somebody is called to answer")]
CLASSES = [
    (Exemption.Class.EXEMPT, "Exempt: a paragraph of Schedule 12A covers it, and the meeting may choose"),
    (Exemption.Class.CONFIDENTIAL, "Confidential: the law or the government forbids the council to disclose it"),
]
# The kind of an item stays what it is where its form does not ask.
PLAIN = ("title", "purpose", "presenter", "text", "expects_paper", "follows_on", "follows_why", "private_title")
FOR_YOUNG = ("for_young", "young_words")
GROUNDS = ("private_kind", "private_paragraphs", "private_reason")


class Ticked(forms.MultipleChoiceField):
    """One box to tick that may reveal more questions; gives True or False."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, box, **kwargs):
        super().__init__(choices=[("on", box)], required=False, **kwargs)

    def prepare_value(self, value):
        return ["on"] if value is True else (value or [])

    def clean(self, value):
        return "on" in (value or [])


class Remembered(forms.Field):
    """Several hidden values that come back as they went out."""

    widget = hidden_widget = forms.MultipleHiddenInput


class OfficeField(forms.ModelChoiceField):
    """An office with what it is for."""

    def label_from_instance(self, office):
        return office.in_full


def _purpose():
    return forms.ChoiceField(
        choices=[*AgendaItem.Purpose.choices[:3], ("", "Nothing")],
        required=False,
        label="What is the body asked to do?",
        widget=forms.RadioSelect,
    )


def _text(label, longest, rows=3, **more):
    return forms.CharField(label=label, max_length=longest, widget=forms.Textarea(attrs={"rows": rows}), **more)


class TellsYoungPeople(RevealsNothing):
    """Whether an item is in the young people's edition, and what it is about in plain words. All of it is public."""

    for_young = Ticked(label="Young people’s edition", box="In the young people’s edition")
    young_words = _text(
        "What is it about, in plain words?",
        1500,
        5,
        required=False,
        help_text="Everybody can read this, also when the papers are private: no name, nothing that tells who a child "
        "is. Write for somebody of twelve: short sentences, words that you would say, and why it matters to them",
    )

    def clean(self):
        given = super().clean()
        if given.get("for_young") and self.is_private(given) and not given.get("young_words", "").strip():
            self._must_have("young_words", "", agenda.YOUNG_READ_NOTHING_ELSE)
        return given

    def _must_have(self, name, value, words):
        if name in self.fields and not value and name not in self.errors:
            self.add_error(name, words)


class ItemForm(TellsYoungPeople):
    """One item of an agenda of a body. Gives what `agenda.add_item` and `agenda.edit_item` take."""

    watched = ("title", "follows_why", "young_words")
    glanced = ("text", "presenter")
    title = forms.CharField(
        max_length=300,
        label="Title",
        help_text="Everybody can read it, also when the paper is private. No name, nothing that tells who a child is",
    )
    purpose = _purpose()
    presenter = forms.CharField(max_length=200, required=False, label="Who presents it")
    text = _text(
        "A few words under the title",
        5000,
        required=False,
        help_text="Everybody can read them, unless the item is likely to be private",
    )
    kind = forms.ChoiceField(choices=KINDS, required=False, label="What kind of item is it?", widget=forms.RadioSelect)
    called = OfficeField(
        Office.objects.none(),
        required=False,
        label="Who is called?",
        empty_label="Choose an office",
        help_text="Scrutiny may require members of the executive and officers to come and answer",
    )
    is_key_decision = forms.BooleanField(
        required=False,
        label="It is a key decision",
        help_text="A notice must be public 28 clear days before it is taken",
    )
    expects_paper = Ticked(label="Papers", box="A paper will follow")
    follows_on = GovukDateField(label="When is it expected?", called="The day", required=False)
    follows_why = forms.CharField(
        max_length=300,
        required=False,
        label="Why is it late?",
        help_text="Stands on the agenda as “to follow”. Everybody can read it",
    )
    likely_private = Ticked(label="Is it to be taken in private?", box="Likely to be taken in private")
    private_kind = forms.ChoiceField(choices=CLASSES, required=False, label="Why?", widget=forms.RadioSelect)
    private_paragraphs = forms.TypedMultipleChoiceField(
        choices=[(str(number), f"{number}: {words}") for number, words in PARAGRAPHS.items()],
        coerce=int,
        required=False,
        label="Paragraphs of Schedule 12A, Part 1",
        widget=forms.CheckboxSelectMultiple,
    )
    private_reason = _text(
        "Why does the public interest lie in keeping it private?",
        3000,
        4,
        required=False,
        help_text="Kept with the item. It is not shown to the public",
    )
    private_title = forms.CharField(
        max_length=300,
        required=False,
        label="Title in the restricted edition",
        help_text="Only those who may read the private paper see it",
    )
    # What two clerks need to notice each other: which edition this is, and what it said.
    edition = forms.IntegerField(required=False, widget=forms.HiddenInput)
    was = Remembered(required=False)

    def __init__(self, *args, body, cancel, submit="Add to the agenda", **kwargs):
        super().__init__(*args, **kwargs)
        regime = law.of(body)
        self.body = body
        self._keep_what_the_law_has(regime)
        if "edition" not in self.initial:
            del self.fields["edition"], self.fields["was"]
        reveal(self, "expects_paper", on=["follows_on", "follows_why"])
        reveal(self, "for_young", on=["young_words"])
        self._ask_for_grounds()
        self.revealed |= {"purpose", "kind", "is_key_decision", "expects_paper", "likely_private", "for_young"}
        self.helper = helper(*self._sections(), submit=submit, cancel=cancel)

    def _keep_what_the_law_has(self, regime):
        if regime.may_call_the_executive:
            self.fields["called"].queryset = calling_to_account.offices_for(self.body, timezone.localdate())
            reveal(self, "kind", call=["called"])
        else:
            del self.fields["kind"], self.fields["called"]
        if not regime.executive_notices:
            del self.fields["is_key_decision"]

    def _ask_for_grounds(self):
        """Schedule 12A is the law of bodies that the law opens; elsewhere a reason in one's own words is enough."""
        if self.body.public_has_a_right:
            reveal(self, "likely_private", on=["private_kind", "private_reason"])
            reveal(self, "private_kind", exempt=["private_paragraphs"])
            return
        del self.fields["private_kind"], self.fields["private_paragraphs"]
        self.fields["private_reason"].label = "Why is it to be taken in private?"
        self.fields["private_reason"].help_text = "Kept with the item"
        reveal(self, "likely_private", on=["private_reason"])

    def _sections(self):
        own = [name for name in ("kind", "is_key_decision") if name in self.fields]
        return [
            Fieldset("What it is", "title", "purpose", *own, "presenter", "text"),
            Fieldset("Papers", "expects_paper"),
            Fieldset("In private", "likely_private", "private_title"),
            Fieldset("For young people", "for_young"),
            *(name for name in ("edition", "was", "checked") if name in self.fields),
        ]

    def clean(self):
        given = super().clean()
        self._papers(given)
        if "kind" in self.fields:
            self._calls(given)
        given["private"] = self._private(given) if given.get("likely_private") else None
        for name in (*GROUNDS, "was"):
            given.pop(name, None)
        return given

    def _papers(self, given):
        """What a paper says that follows goes with the tick."""
        if not given.get("expects_paper"):
            given["follows_on"], given["follows_why"] = None, ""

    def _calls(self, given):
        if given.get("kind") != "call":
            given["called"] = None
            # What is a standing item stays one.
            if self.initial.get("kind") == "call":
                given["kind"] = "ordinary"
            else:
                given.pop("kind", None)
        elif not given.get("called") and "called" not in self.errors:
            self.add_error("called", "Choose who is called to answer")

    def _private(self, given):
        """The grounds, for a part 2 item: says at each field what is missing."""
        kind, paragraphs = given.get("private_kind", ""), sorted(given.get("private_paragraphs") or [])
        self._must_have("private_kind", kind, "Say whether it is exempt or confidential")
        if kind == Exemption.Class.EXEMPT:
            self._must_have("private_paragraphs", paragraphs, "Select at least one paragraph")
        reason = given.get("private_reason", "")
        self._must_have("private_reason", reason, "Say why the item is to be taken in private")
        return {"kind": kind, "paragraphs": paragraphs if kind == Exemption.Class.EXEMPT else [], "reason": reason}


def initial(item):
    """An item as initial values of ItemForm."""
    names = (*PLAIN, "likely_private", *GROUNDS, "edition", "is_key_decision")
    found = {name: getattr(item, name) for name in names} | for_young(item)
    return found | {
        "private_paragraphs": [str(number) for number in item.private_paragraphs],
        "kind": "call" if item.kind == AgendaItem.Kind.CALL else "ordinary",
        "called": item.called_id,
    }


def for_young(item):
    """What an item says to young people, as initial values of a form."""
    return {name: getattr(item, name) for name in (*FOR_YOUNG, "edition")}


class YoungForm(TellsYoungPeople):
    """What one item says to young people, by itself: the quick way from the agenda."""

    watched = ("young_words",)
    edition = forms.IntegerField(required=False, widget=forms.HiddenInput)
    was = Remembered(required=False)

    def __init__(self, *args, item, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        self.item = item
        reveal(self, "for_young", on=["young_words"])
        self.helper = helper("for_young", "edition", "was", "checked", submit="Save", cancel=cancel)

    def is_private(self, given):
        return self.item.likely_private

    def clean(self):
        given = super().clean()
        given.pop("was", None)
        return given


class LateItemForm(ItemForm):
    """An item after the last lawful day: it says why it cannot wait, and who of those who chair agreed."""

    watched = (*ItemForm.watched, "late_reason")
    late_reason = _text(
        "Why can it not wait?",
        2000,
        4,
        help_text="The special circumstances, as the minutes must state them. Everybody can read this",
    )
    late_agreed_by = forms.ModelChoiceField(
        Person.objects.none(),
        label="Who agreed?",
        empty_label="Choose who will chair",
        help_text="Whoever chairs this meeting: the chair, or somebody else in the chair",
    )

    def __init__(self, *args, meeting, **kwargs):
        kwargs.setdefault("submit", "Add the late item")
        super().__init__(*args, **kwargs)
        preside = late.who_may_agree(meeting).values("person")
        self.fields["late_agreed_by"].queryset = Person.objects.filter(pk__in=preside)

    def _sections(self):
        return [Fieldset("Why it is late", "late_reason", "late_agreed_by"), *super()._sections()]

    def clean(self):
        given = super().clean()
        given["late"] = {"reason": given.pop("late_reason", ""), "agreed_by": given.pop("late_agreed_by", None)}
        return given


class WithdrawForm(RevealsNothing):
    """Why an item of a published agenda is not taken."""

    watched = ("why",)
    why = forms.CharField(
        max_length=300,
        label="Why is it withdrawn?",
        help_text="Everybody can read this. The item keeps its number, so that nothing else is numbered anew",
    )

    def __init__(self, *args, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper("why", "checked", submit="Withdraw the item", cancel=cancel)


# --- What stands on every agenda


class StandingItemForm(RevealsNothing):
    """What stands on every agenda of a body."""

    title = forms.CharField(max_length=300, label="Title", help_text="Everybody can read it, on every agenda")
    place = forms.ChoiceField(label="Where does it stand?", widget=forms.RadioSelect)
    purpose = _purpose()
    presenter = forms.CharField(max_length=200, required=False, label="Who presents it")
    text = _text("A few words under the title", 5000, required=False)
    glanced = ("text", "presenter")

    def __init__(self, *args, places, cancel, submit="Save the standing item", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = places
        self.helper = helper("title", "place", "purpose", "presenter", "text", "checked", submit=submit, cancel=cancel)


class EndStandingForm(PlainErrors, forms.Form):
    """From which day a standing item is copied no more."""

    ends_on = GovukDateField(label="The last day on which it stands on new agendas", called="The last day")

    def __init__(self, *args, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper(submit="End the standing item", cancel=cancel)
