"""Forms about a body: what it is, which law it stands on, who sits on it."""

from django import forms
from django.utils import timezone

from committees import bodies, law, quorum
from committees.models import Body, Seat
from committees.models.bodies import LegalBasis, Share
from corporate_parenting.lib.forms import NARROW, GovukDateField, PlainErrors, helper, reveal
from roles.models import Person

SETTLED = [choice for choice in LegalBasis.choices if choice[0] != LegalBasis.NOT_SETTLED]


def _basis(**changes):
    about = {
        "label": "Legal basis",
        "help_text": "The law it was set up under. Its name says nothing about it. LGA: Local Government Act",
        "widget": forms.RadioSelect,
    }
    return forms.ChoiceField(**(about | changes))


def name_the_executive(form):
    """The answers speak of the executive as the council calls it."""
    name = bodies.executives_name(timezone.localdate())
    for field, words in (("kind", bodies.kind_words(name)), ("legal_basis", bodies.basis_words(name))):
        choices = form.fields[field].choices
        form.fields[field].choices = [(value, words.get(value, label)) for value, label in choices]


class BodyForm(PlainErrors, forms.Form):
    """A new body, or the one that comes after another."""

    name = forms.CharField(max_length=200, label="Name of the body")
    kind = forms.ChoiceField(choices=Body.Kind, label="What kind of body is it?", widget=forms.RadioSelect)
    legal_basis = _basis(choices=LegalBasis)
    starts_on = GovukDateField(label="From which day", called="The first day")
    parent = forms.ModelChoiceField(
        Body.objects.none(), required=False, label="Body that it reports to", empty_label="None"
    )

    def __init__(self, *args, viewer, cancel, submit="Set up the body", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = Body.objects.visible_to(viewer).on(timezone.localdate())
        name_the_executive(self)
        self.helper = helper(submit=submit, cancel=cancel)


class SettleForm(PlainErrors, forms.Form):
    """Which law a body stands on, and what kind of body it is."""

    legal_basis = _basis(choices=SETTLED)
    kind = forms.ChoiceField(
        choices=Body.Kind,
        label="What kind of body is it?",
        help_text="What its members must do as corporate parents follows from this",
        widget=forms.RadioSelect,
    )

    opens = forms.BooleanField(
        required=False,
        label="I know that final agendas and their open papers become public at once",
        help_text="Only where the law you choose opens them to everybody",
    )

    def __init__(self, *args, cancel, asks, **kwargs):
        super().__init__(*args, **kwargs)
        name_the_executive(self)
        if not asks:
            del self.fields["opens"]
        self.helper = helper(submit="Settle the legal basis", cancel=cancel)


class DescribeForm(PlainErrors, forms.Form):
    """How a body meets."""

    usual_place = forms.CharField(max_length=300, required=False, label="Where it usually meets")

    def __init__(self, *args, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper(submit="Save", cancel=cancel)


class QuorumForm(PlainErrors, forms.Form):
    """How many must be there, and who of those who sit counts."""

    at_least = forms.IntegerField(
        min_value=1,
        max_value=200,
        required=False,
        label="At least this many people",
        help_text="Leave empty where only a share is laid down",
        widget=forms.NumberInput(NARROW),
    )
    share = forms.ChoiceField(
        choices=[("", "No share is laid down"), *Share.choices],
        required=False,
        label="And at least this share of the voting seats",
        help_text="Rounded up. For full council the law wants one quarter at least (LGA 1972 Schedule 12 paragraph 6)",
        widget=forms.RadioSelect,
    )
    who = forms.ChoiceField(
        choices=[("voting", "Everybody who has a vote"), ("chosen", "Those I choose")],
        label="Who counts?",
        widget=forms.RadioSelect,
    )
    counts = forms.MultipleChoiceField(
        choices=[(one.value, words.capitalize()) for one, words in quorum.COUNTABLE.items()],
        required=False,
        label="Who of those who sit on it?",
        widget=forms.CheckboxSelectMultiple,
    )
    source = forms.CharField(
        max_length=200, required=False, label="Where that is laid down", help_text="For example: standing order 12"
    )

    def __init__(self, *args, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        reveal(self, "who", chosen=["counts"])
        self.helper = helper(submit="Save the quorum", cancel=cancel)

    def clean(self):
        given = super().clean()
        if given.pop("who", None) == "voting":
            given["counts"] = []
        elif not given.get("counts") and "who" not in self.errors and "counts" not in self.errors:
            self.add_error("counts", "Select who counts towards the quorum")
        return given


class ScheduleForm(PlainErrors, forms.Form):
    """When packs are built by themselves, and in which print."""

    clear_days = forms.IntegerField(
        min_value=0,
        max_value=60,
        required=False,
        widget=forms.NumberInput(NARROW),
        label="Clear days before the meeting",
        help_text="Leave empty to build packs only when somebody presses the button",
    )
    time = forms.TimeField(
        required=False,
        label="Time of day",
        help_text="For example 10:00",
        widget=forms.TimeInput(NARROW, format="%H:%M"),
    )
    large_print = forms.BooleanField(
        required=False,
        label="Make large print of every pack",
        help_text="Where somebody who sits on it, or often comes, needs it. A build then takes about twice as long. "
        "Without it you can ask for large print of any pack on its page",
    )

    def __init__(self, *args, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper(submit="Save the pack timetable", cancel=cancel)

    def clean(self):
        given = super().clean()
        if given.get("clear_days") is not None and not given.get("time") and "time" not in self.errors:
            self.add_error("time", "Enter the time of day at which packs are built")
        if given.get("clear_days") is None:
            given["time"] = None
        return given


VOTES = {
    "has_vote": "This co-opted member has a vote",
    "education": "Education co-optee by law: a church or parent governor representative, who votes on education alone",
}


class SeatForm(PlainErrors, forms.Form):
    """Somebody gets a place on a body. A vote for a co-opted member is asked about only where the law knows one."""

    person = forms.ModelChoiceField(Person.objects.none(), empty_label="Choose a person")
    capacity = forms.ChoiceField(choices=Seat.Capacity, label="In which capacity?", widget=forms.RadioSelect)
    label = forms.CharField(
        max_length=150,
        required=False,
        label="Title of the place",
        help_text="Only if it has one of its own, such as: Foster carers’ representative",
    )
    starts_on = GovukDateField(label="From which day", called="The first day")

    def __init__(self, *args, body, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.fields["person"].queryset = Person.objects.here_on(today)
        self.fields["capacity"].choices = list(bodies.titles(today).items())
        self._ask_about_the_vote(law.of(body))
        self.helper = helper(submit="Give the place", cancel=cancel)

    def _ask_about_the_vote(self, regime):
        name = "has_vote" if regime.co_optees_may_vote else "education" if regime.education_co_optees else ""
        if name:
            self.fields[name] = forms.BooleanField(required=False, label=VOTES[name])
            reveal(self, "capacity", co_opted=[name])

    def clean(self):
        given = super().clean()
        if given.get("capacity") != Seat.Capacity.CO_OPTED:
            return given | {name: False for name in VOTES if name in given}
        return given


class PresideForm(PlainErrors, forms.Form):
    """Who presides, chosen from those who are members."""

    capacity = forms.ChoiceField(label="Which place?", widget=forms.RadioSelect)
    person = forms.ModelChoiceField(
        Person.objects.none(),
        label="Who?",
        empty_label="Choose a member",
        help_text="Members with a vote on this body",
        error_messages={"invalid_choice": "Choose somebody who has a place with a vote on this body, or give them one"},
    )
    starts_on = GovukDateField(
        label="From which day",
        called="The first day",
        help_text="Whoever has the place until then keeps it up to the day before",
    )

    def __init__(self, *args, body, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        called = bodies.titles(today)
        self.fields["capacity"].choices = [(one.value, called[one]) for one in Seat.Capacity if one in bodies.SINGLE]
        members = bodies.may_preside(body, today).order_by().values("person")
        self.fields["person"].queryset = Person.objects.filter(pk__in=members).order_by("name", "pk")
        self.helper = helper(submit="Choose this person", cancel=cancel)


class ClerkForm(PlainErrors, forms.Form):
    """Somebody is put in charge of a body's meetings."""

    person = forms.ModelChoiceField(Person.objects.none(), label="Clerk", empty_label="Choose an officer")
    starts_on = GovukDateField(label="From which day", called="The first day")

    def __init__(self, *args, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        officers = Person.objects.here_on(timezone.localdate()).filter(category=Person.Category.OFFICER)
        self.fields["person"].queryset = officers
        self.helper = helper(submit="Make this person clerk", cancel=cancel)


class LastDayForm(PlainErrors, forms.Form):
    """The last day of a place, or of a body."""

    on = GovukDateField(label="Last day", called="The last day")

    def __init__(self, *args, cancel, submit, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper(submit=submit, cancel=cancel)
