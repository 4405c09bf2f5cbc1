"""Forms of what is declared, resolved, decided, voted and agreed in the room."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator

from committees import room
from committees.forms.revealing import RevealsNothing
from committees.models import Decision, Interest, VoteCast
from committees.models.room import Voted
from committees.room import clock
from corporate_parenting.lib.forms import NARROW, GovukDateField, PlainErrors, helper, hints
from reports.grounds import PARAGRAPHS, paragraph_words

Outcome, Way = Decision.Outcome, Voted.Way
LONGEST = MaxLengthValidator(10_000)
NUMBER = {"class": "govuk-input--width-2"}
EVERYBODY = "Everybody can read it"
WAYS = [("", "Not voted on"), (Way.ASSENT, "General assent"), (Way.HANDS, "Show of hands"), (Way.NAMED, "Named vote")]
CASTING = [("", "None"), (Voted.Side.FOR, "For"), (Voted.Side.AGAINST, "Against")]
VOTE = ("way", "votes_for", "votes_against", "abstentions", "casting", "moved_by", "seconded_by")


def _text(label, rows=3, **more):
    more.setdefault("required", False)
    return forms.CharField(label=label, validators=[LONGEST], widget=forms.Textarea(attrs={"rows": rows}), **more)


def _count(label):
    return forms.IntegerField(label=label, min_value=0, max_value=999, required=False, widget=forms.NumberInput(NUMBER))


class OneOf(forms.ChoiceField):
    """One of some things that are at hand, {id: thing}: drawn without a query, gives the thing or None."""

    def __init__(self, *, empty="", **kwargs):
        self.things, self.empty = {}, empty
        kwargs.setdefault("required", False)
        super().__init__(**kwargs)

    def offer(self, things, first=(), called=str, *, grouped=False):
        """Offer these; those in `first` (ids) stand before the others, in a group where that is asked for."""
        self.things, first = dict(things), set(first)
        here = [(str(pk), called(thing)) for pk, thing in self.things.items() if pk in first]
        others = [(str(pk), called(thing)) for pk, thing in self.things.items() if pk not in first]
        groups = [("At this meeting", here), ("Others", others)] if grouped and here and others else [*here, *others]
        self.choices = [("", self.empty), *groups]

    def clean(self, value):
        return self.things.get(int(super().clean(value) or 0))


class NothingOptional:
    """Mix into a form drawn by a template of its own: what must be said depends on the answers, so no label guesses."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.revealed = set(self.fields)


class VoteFields(NothingOptional, PlainErrors, forms.Form):
    """How something was voted on, in one line. Gives `vote`, what `deciding.vote` takes, or None."""

    way = forms.ChoiceField(choices=WAYS, required=False, label="Vote")
    votes_for = _count("For")
    votes_against = _count("Against")
    abstentions = _count("Abstained")
    casting = forms.ChoiceField(choices=CASTING, required=False, label="Casting vote")
    moved_by = OneOf(label="Moved by", empty="Nobody named")
    seconded_by = OneOf(label="Seconded by", empty="Nobody named")

    def offer_people(self, people, voters):
        """People are offered by id; whoever may vote stands first."""
        for name in ("moved_by", "seconded_by"):
            self.fields[name].offer(people, first=voters)

    def clean(self):
        given = super().clean()
        vote = {name: given.pop(name, None) for name in VOTE}
        counted = any(vote[name] is not None for name in VOTE[1:4])
        if counted and not vote["way"]:
            vote["way"] = Way.HANDS.value
        given["vote"] = vote | {"casting": vote["casting"] or ""} if vote["way"] else None
        return given


# --- Interests


class InterestForm(NothingOptional, RevealsNothing):
    """An interest in an item. `person` is asked for only where a clerk writes down what another declared."""

    watched = ()
    glanced = ("matter", "dispensation")
    person = OneOf(label="Who declares it?", empty="Choose", required=True)
    kind = forms.ChoiceField(choices=Interest.Kind.choices, label="What kind of interest?", widget=forms.RadioSelect)
    was_registered = forms.BooleanField(required=False, label="It is in the register of interests already")
    is_sensitive = forms.BooleanField(
        required=False,
        label="It is a sensitive interest",
        help_text="Then only the fact is told: leave out what it is",
    )
    matter = forms.CharField(
        required=False,
        max_length=500,
        label="What is the interest?",
        help_text="As declared. It stands in the public minutes",
    )
    leaves = forms.BooleanField(
        required=False,
        label="Leaves the room for the item",
        help_text="Takes no part in the item, also where the law alone would not bar them",
    )
    dispensation = forms.CharField(
        required=False,
        max_length=300,
        label="Dispensation",
        help_text="Where there is one: who gave it, when, and what for",
    )

    def __init__(self, *args, people=None, first=(), cancel="", **kwargs):
        super().__init__(*args, **kwargs)
        if people is None:
            del self.fields["person"]
        else:
            self.fields["person"].offer(people, first=first)
        hints(
            self,
            "kind",
            {
                Interest.Kind.DPI: "Bars from the discussion and the vote, registered or not, but for a dispensation",
                Interest.Kind.OTHER: "By the council’s code of conduct. Bars only who leaves the room",
            },
        )
        self.helper = helper(cancel=cancel)


# --- The public leaves


class ExclusionForm(VoteFields):
    """
    The resolution that the public leaves for some items. Gives what `deciding.exclude` takes.

    `numbers` {item id: paragraphs of Schedule 12A that stand against it already}.
    """

    items = forms.MultipleChoiceField(
        label="For which items?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one item: the public leaves for items that are named"},
    )
    paragraphs = forms.TypedMultipleChoiceField(
        choices=[(str(number), f"{number}: {words}") for number, words in PARAGRAPHS.items()],
        coerce=int,
        required=False,
        label="Paragraphs of Schedule 12A, Part 1, for items that have none yet",
        widget=forms.CheckboxSelectMultiple,
    )
    words = _text(
        "The resolution, as it is put",
        7,
        help_text="Worded from the items chosen. Leave it empty to have it worded anew",
    )
    result = forms.ChoiceField(
        choices=[("carried", "Carried: the public leaves"), ("lost", "Lost: the public stays")],
        label="What did the meeting resolve?",
        widget=forms.RadioSelect,
    )
    at = forms.CharField(max_length=20, required=False, label="Time, if not now", widget=forms.TextInput(NARROW))
    sure = forms.BooleanField(required=False, label="I have read what becomes public, and whoever presides agrees")

    def __init__(self, *args, meeting, items, people, voters, numbers, cancel="", **kwargs):
        super().__init__(*args, **kwargs)
        self.meeting, self.things = meeting, {str(item.pk): item for item in items}
        self.fields["items"].choices = [(str(item.pk), _item(item, numbers[item.pk])) for item in items]
        self.offer_people(people, voters)
        self.helper = helper(cancel=cancel)

    def clean_at(self):
        return _time(self.cleaned_data["at"], self.meeting)

    def clean(self):
        given = super().clean()
        given["items"] = [self.things[pk] for pk in given.get("items", [])]
        # Words that nobody changed are worded anew, so that they name the items that were chosen and no other.
        if (given.get("words") or "").strip() == self.initial.get("words", ""):
            given["words"] = ""
        is_lost = given.pop("result", "carried") == "lost"
        given["is_carried"] = not is_lost
        if is_lost and not given.pop("sure", False):
            self.add_error("sure", "Read what becomes public, and tick that whoever presides agrees")
        given.pop("sure", None)
        if given["vote"] and given["vote"]["way"] == Way.NAMED:
            self.add_error("way", "Record the counts as a show of hands: names are kept for decisions")
        return given


def _item(item, numbers):
    described = f" ({paragraph_words(numbers)})" if numbers else ""
    return f"{item.printed_number}: {item.title}{described}"


def _time(typed, meeting):
    try:
        return clock.read(typed, meeting)
    except room.WrongTime as wrong:
        raise ValidationError(str(wrong)) from wrong


class ReopenForm(PlainErrors, forms.Form):
    """When the public could come back."""

    at = forms.CharField(max_length=20, required=False, label="Time, if not now", widget=forms.TextInput(NARROW))

    def __init__(self, *args, meeting, **kwargs):
        super().__init__(*args, **kwargs)
        self.meeting = meeting

    def clean_at(self):
        return _time(self.cleaned_data["at"], self.meeting)


# --- Decisions


class DecisionForm(VoteFields, RevealsNothing):
    """What became of one recommendation, or a decision of the meeting's own. Gives what `deciding.decide` takes."""

    watched = ("refer_title",)
    glanced = ("text", "reasons", "alternatives")
    outcome = forms.ChoiceField(choices=Outcome.choices, label="What was decided?", widget=forms.RadioSelect)
    text = _text("Decision, as the minutes say it", help_text=EVERYBODY)
    private_text = _text("Part 2 decision", help_text="Only for those who may read part 2")
    without_exclusion = forms.BooleanField(
        required=False, label="Keep it as part 2, although no resolution names this item", widget=forms.HiddenInput
    )
    reasons = _text("Reasons", 2, help_text="SI 2012/2089 regulation 12: the record gives them")
    alternatives = _text("Alternatives considered and rejected", 2, help_text="“None” where there were none")
    deferred_to = OneOf(label="Deferred to which meeting?", empty="Not said yet")
    refer_to = OneOf(label="Referred to which body?", empty="Choose")
    refer_title = forms.CharField(
        required=False,
        max_length=300,
        label="Public title for the other body",
        help_text="Everybody can read it there. Nothing that tells who a child is",
    )
    recommendation = forms.CharField(required=False, widget=forms.HiddenInput)
    edition = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, known, row, cancel="", **kwargs):
        super().__init__(*args, **kwargs)
        self.row = row
        if not (known.is_private or row.has_part_2):
            del self.fields["private_text"], self.fields["without_exclusion"]
        if not known.asks_reasons:
            del self.fields["reasons"], self.fields["alternatives"]
        if row.recommendation is None and not known.rows:
            self.fields["outcome"].choices = [
                (Outcome.AS_RECOMMENDED, "Agreed"),
                *[one for one in Outcome.choices if one[0] not in (Outcome.AS_RECOMMENDED, Outcome.AMENDED)],
            ]
        elif row.recommendation is None:
            self.fields["outcome"].choices = [(Outcome.AMENDED, "Agreed"), *Outcome.choices[2:]]
        self.fields["deferred_to"].offer(known.later, called=known.meeting_words)
        self.fields["refer_to"].offer(known.bodies)
        self.offer_people(known.people, known.voter_ids)
        self.helper = helper(cancel=cancel)

    def is_private(self, given):
        return bool(self.row.is_kept_back)

    def clean(self):
        given = super().clean()
        given.pop("recommendation", None)
        to, title = given.pop("refer_to", None), given.pop("refer_title", "")
        # A page that does not say which edition it shows has seen none: it must not replace what another recorded.
        given["edition"] = given.get("edition") or 0
        given["refer"] = {"to": to, "title": title or ""} if given.get("outcome") == Outcome.REFERRED else None
        return given

    def ask_to_keep_in_part_2(self):
        """Show the tick by which part 2 words stand without an exclusion."""
        if "without_exclusion" in self.fields:
            self.fields["without_exclusion"].widget = forms.CheckboxInput()


class NamedVoteForm(PlainErrors, forms.Form):
    """How everybody who may vote voted, by name. Gives `named` and `casting`."""

    def __init__(self, *args, voters, votes=None, cancel="", **kwargs):
        super().__init__(*args, **kwargs)
        self.voters = {f"voter_{person.pk}": person for person in voters}
        for name, person in self.voters.items():
            self.fields[name] = forms.ChoiceField(
                choices=VoteCast.How.choices,
                label=str(person),
                widget=forms.RadioSelect,
                initial=(votes or {}).get(person.pk),
                error_messages={"required": f"Say how {person} voted"},
            )
        self.fields["casting"] = forms.ChoiceField(
            choices=CASTING, required=False, label="Casting vote, if votes are equal"
        )
        self.helper = helper(submit="Save the named vote", cancel=cancel)

    @property
    def people(self):
        return [self[name] for name in self.voters]

    def clean(self):
        given = super().clean()
        named = {person: given[name] for name, person in self.voters.items() if given.get(name)}
        return {"named": named, "casting": given.get("casting") or ""}


class OwnVoteForm(PlainErrors, forms.Form):
    """A member who asked right after the vote that their own vote be recorded."""

    person = OneOf(label="Who asked?", empty="Choose", required=True)
    how = forms.ChoiceField(choices=VoteCast.How.choices, label="How did they vote?", widget=forms.RadioSelect)

    def __init__(self, *args, people, cancel="", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].offer(people)
        self.helper = helper(submit="Record their vote", cancel=cancel)


# --- Actions


class AgreedForm(NothingOptional, RevealsNothing):
    """Something to be done, in one line. Gives what `actions.agree` takes."""

    watched = ("text",)
    text = forms.CharField(max_length=500, required=False, label="What is to be done", help_text=EVERYBODY)
    private_text = forms.CharField(
        max_length=500, required=False, label="Part 2 text", help_text="Only for those who may read part 2"
    )
    owner = OneOf(
        label="Who does it",
        empty="Choose",
        required=True,
        error_messages={"required": "Say who does it: what has no owner, nobody does"},
    )
    due_on = GovukDateField(label="By which day", called="The day", required=False)
    decision = OneOf(label="It follows from", empty="The item as a whole")

    def __init__(self, *args, known, cancel="", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["owner"].offer(known.people, first=known.here, grouped=True)
        if known.decisions:
            self.fields["decision"].offer({one.pk: one for one in known.decisions}, called=known.decision_words)
        else:
            del self.fields["decision"]
        if not known.is_private:
            del self.fields["private_text"]
        self.helper = helper(submit="Agree the action", cancel=cancel)

    def clean(self):
        given = super().clean()
        if not (given.get("text") or given.get("private_text") or self.errors.get("text")):
            self.add_error("text", "Say what is to be done")
        return given
