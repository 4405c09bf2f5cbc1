"""What a report serves, ticked: principles, and responsibilities that are suggested, searched for, or read by tier."""

from dataclasses import dataclass
from operator import attrgetter

from django import forms
from django.utils.text import Truncator

from corporate_parenting.lib.forms import PlainErrors, hints
from corporate_parenting.lib.ticks import ShownTicks, meanwhile
from roles.models.responsibilities import Tier

# Duties that an organisation holds have no tier.
OF_ORGANISATIONS = "Organisations"
LONG = 80  # letters of a responsibility in a sentence about it


@dataclass(frozen=True)
class Row:
    """One responsibility to tick."""

    wording: object
    checked: bool


@dataclass(frozen=True)
class Group:
    """Responsibilities under one heading; `closed` ones open by a press."""

    title: str
    rows: list
    closed: bool = False


class ServesForm(ShownTicks, PlainErrors, forms.Form):
    """
    Principles and responsibilities. `words` narrows what is shown: what is ticked stands above whatever is asked for,
    so that narrowing loses nothing.
    """

    SHOWN = ("principles", "responsibilities")
    principles = forms.TypedMultipleChoiceField(
        coerce=int, required=False, label="Principles", widget=forms.CheckboxSelectMultiple
    )
    responsibilities = forms.TypedMultipleChoiceField(coerce=int, required=False, label="Responsibilities")
    words = forms.CharField(required=False, max_length=100, label="Find responsibilities by words")

    def __init__(self, *args, principles, wordings, suggested, **kwargs):
        super().__init__(*args, **kwargs)
        self.known_principles = {one.pk: one for one in principles}
        self.wordings = {one.responsibility_id: one for one in wordings}
        self.suggested = suggested
        self.fields["principles"].choices = [(str(one.pk), one.title) for one in principles]
        hints(self, "principles", {str(one.pk): one.text for one in principles})
        self.fields["responsibilities"].choices = [(str(pk), pk) for pk in self.wordings]

    @property
    def given(self):
        """What aims.serve takes, of a valid form."""
        chosen = self.cleaned_data
        return {
            "principles": [self.known_principles[pk] for pk in chosen["principles"]],
            "responsibilities": [self.wordings[pk].responsibility for pk in chosen["responsibilities"]],
            "seen": {name: self.seen(name) for name in self.SHOWN},
        }

    def meanwhile(self, served):
        """What another changed while this page was open, in words; `served` are the keys as they are now, by field."""
        titles = {("principles", pk): one.title for pk, one in self.known_principles.items()}
        for pk, one in self.wordings.items():
            titles["responsibilities", pk] = Truncator(one.in_plain_words).chars(LONG)
        wanted, now = ({(name, pk) for name in self.SHOWN for pk in of[name]} for of in (self.cleaned_data, served))
        return meanwhile(titles, wanted, now)

    @property
    def asked(self):
        """The words to look for."""
        return (self["words"].value() or "").strip().lower()

    @property
    def _ticked(self):
        return {int(pk) for pk in self["responsibilities"].value() or [] if str(pk).isdecimal()}

    @property
    def above(self):
        """What is ticked, and what is suggested beside it."""
        ticked = [Row(one, True) for pk, one in self.wordings.items() if pk in self._ticked]
        near = [one for one in self.suggested if one.responsibility_id not in self._ticked]
        return _filled([Group("Ticked", ticked), _group("Suggested by what the report says", near)])

    @property
    def below(self):
        """All others: those with the words that were asked for, or by tier, closed."""
        shown = {row.wording.responsibility_id for group in self.above for row in group.rows}
        rest = [one for pk, one in self.wordings.items() if pk not in shown]
        return _filled([_group(f"With “{self.asked}”", _with(self.asked, rest))] if self.asked else _by_tier(rest))

    @property
    def finds_nothing(self):
        """Were words asked for that no responsibility has, ticked and suggested ones included?"""
        return bool(self.asked) and not _with(self.asked, self.wordings.values())


def _filled(groups):
    return [group for group in groups if group.rows]


def _group(title, wordings, **how):
    return Group(title, [Row(one, False) for one in wordings], **how)


def _by_tier(wordings):
    labels = {tier.value: tier.label for tier in Tier} | {"": OF_ORGANISATIONS}
    return [_group(label, [one for one in wordings if one.tier == tier], closed=True) for tier, label in labels.items()]


def _with(asked, wordings):
    """Those in which every word that was asked for stands."""
    places = attrgetter("code", "text", "practice", "holder")
    return [one for one in wordings if all(word in " ".join(places(one)).lower() for word in asked.split())]
