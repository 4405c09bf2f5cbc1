"""Forms of the catalogue: what a responsibility says, from which day, files that come in, and the law."""

from crispy_forms.layout import Fieldset
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from corporate_parenting.lib.forms import GovukDateField, helper, hints, reveal
from roles import catalogue, holders
from roles.models import Responsibility
from roles.models.responsibilities import Theme, Tier

from .attempts import Attempts

WHY = "Say why, in a few words"
YES_NO = [("no", "No"), ("yes", "Yes")]
ORGANISATION_TIER = "none"
THEME_HINTS = {
    Theme.KNOW: "What somebody needs to know about the children",
    Theme.ASK: "What to look at closely and put questions about",
    Theme.LISTEN: "How children and young people are heard",
    Theme.ACT: "What to do, or to see done",
    Theme.LEAD: "What to lead others in, and answer for",
}
PLACES = [key for key, rule in holders.RULES.items() if any(kind.value.endswith("_seat") for kind in rule.kinds)]
ORGANISATIONS = [key for key, rule in holders.RULES.items() if not rule.kinds]
PEOPLE = [key for key in holders.RULES if key not in (*PLACES, *ORGANISATIONS)]
# The form's field for a column, where it has another name.
FIELDS = {"held_by": "held_people", "joint": "is_joint", "historic": "is_historic"}


def _choices(keys):
    return [(key, holders.RULES[key].label) for key in keys]


def _many(label, keys, **more):
    columns = {"class": "govuk-checkboxes--small app-choices"}
    widget = forms.CheckboxSelectMultiple(columns)
    return forms.MultipleChoiceField(label=label, choices=_choices(keys), required=False, widget=widget, **more)


def _text(label, rows, most, **more):
    return forms.CharField(label=label, max_length=most, widget=forms.Textarea({"rows": rows}), **more)


class WordingForm(Attempts, forms.Form):
    """What a responsibility says from a day on."""

    practice = _text(
        "What it means in practice",
        3,
        catalogue.LONGEST["practice"],
        required=False,
        help_text="Plain words to the person who holds it, such as: You ask how each child does at school.",
    )
    text = _text("The duty", 3, catalogue.LONGEST["text"], help_text="Close to how its source says it")
    question = _text(
        "A question worth asking",
        2,
        catalogue.LONGEST["question"],
        required=False,
        help_text="What would a parent ask here?",
    )
    theme = forms.ChoiceField(label="Theme", choices=Theme.choices, widget=forms.RadioSelect)
    held_people = _many("People", PEOPLE)
    held_places = _many("Places on bodies", PLACES)
    held_organisations = _many("Organisations", ORGANISATIONS)
    is_joint = forms.BooleanField(label="They hold it together, not each for themselves", required=False)
    tier = forms.ChoiceField(
        label="Level", choices=[*Tier.choices, (ORGANISATION_TIER, "None")], widget=forms.RadioSelect
    )
    stated = forms.ChoiceField(
        label="Who says so?",
        choices=[("no", "We place it there"), ("yes", "The source states the tier")],
        widget=forms.RadioSelect,
        initial="no",
    )
    encourages = forms.ChoiceField(
        label="Does the holder encourage what others do?", choices=YES_NO, widget=forms.RadioSelect, initial="no"
    )
    done_by = _many("Who does it?", [*PEOPLE, *PLACES])
    done_by_tier = forms.ChoiceField(
        label="Their level", choices=[("", "Choose a level"), *Tier.choices], required=False
    )
    source = forms.CharField(
        label="Source",
        max_length=catalogue.LONGEST["source"],
        help_text="The document and the place in it, such as: Council plan 2026, paragraph 4. The founding documents "
        "have short names, F0 to F4: F3 para 8",
    )
    said = forms.ChoiceField(
        label="How does the source say it?",
        choices=[("L", "As a point in a list"), ("P", "In running text")],
        widget=forms.RadioSelect,
        initial="P",
    )
    holder = forms.CharField(
        label="Who holds it, as the source says it",
        max_length=catalogue.LONGEST["holder"],
        help_text="Such as: Lead Member and Director (joint)",
    )
    overlaps = forms.CharField(
        label="Overlaps with",
        required=False,
        max_length=500,
        help_text="Codes of responsibilities that say much the same, with commas between them: U1, SE09",
    )
    is_historic = forms.ChoiceField(
        label="Is it history?", choices=YES_NO, widget=forms.RadioSelect, initial="no",
        help_text="It names a plan, body or rule that is no more",
    )  # fmt: skip
    replaced_by = _text("What has replaced it?", 3, catalogue.LONGEST["replaced_by"], required=False)
    from_day = GovukDateField(
        label="From which day?", called="The day", help_text="Today or later. Days before it stay as they are"
    )
    reason = forms.CharField(
        label="Why?",
        max_length=140,
        help_text="Stands in the history of the responsibility",
        error_messages={"required": WHY},
    )

    def __init__(self, *args, cancel, submit, first=(), **kwargs):
        super().__init__(*args, **kwargs)
        hints(self, "theme", THEME_HINTS)
        hints(self, "tier", {ORGANISATION_TIER: "Only organisations hold it"})
        reveal(self, "encourages", yes=["done_by", "done_by_tier"])
        reveal(self, "is_historic", yes=["replaced_by"])
        self.revealed |= {"held_people", "held_places", "held_organisations"}  # one of the three must be answered
        self.helper = helper(
            *first,
            Fieldset("What it says", "practice", "text", "question", "theme"),
            Fieldset("Who holds it", "held_people", "held_places", "held_organisations", "is_joint"),
            Fieldset("At which level", "tier", "stated", "encourages"),
            Fieldset("Where it comes from", "source", "said", "holder", "overlaps", "is_historic"),
            Fieldset("From when, and why", "from_day", "reason"),
            submit=submit,
            cancel=cancel,
        )

    def add_error(self, field, error):
        """A step names columns; some have another name here."""
        if field is None and hasattr(error, "error_dict"):
            found = {FIELDS.get(name, name): why for name, why in error.error_dict.items()}
            error = ValidationError({name if name in self.fields else "text": why for name, why in found.items()})
        super().add_error(field, error)

    def clean(self):
        cleaned = super().clean()
        self.held_by = self._held_by(cleaned)
        self._check_tier(cleaned)
        if cleaned.get("is_joint") and len(self.held_by) < 2:
            self.add_error("is_joint", "What is held together is held by two or more. Choose another holder")
        if cleaned.get("encourages") == "yes":
            self._check_doing(cleaned)
        return cleaned

    def clean_overlaps(self):
        """Responsibilities, from their codes."""
        codes = [code.strip() for code in self.cleaned_data["overlaps"].replace(";", ",").split(",") if code.strip()]
        found = {made.code: made for made in Responsibility.objects.filter(code__in=codes)}
        if unknown := [code for code in codes if code not in found]:
            raise ValidationError(f"There is no responsibility {unknown[0]}. Take it out, or correct it")
        return list(found.values())

    def columns(self):
        """What keeping.add and keeping.change ask for."""
        given = self.cleaned_data
        encourages = given["encourages"] == "yes"
        tier = "" if given["tier"] == ORGANISATION_TIER else given["tier"]
        same = ("practice", "text", "question", "theme", "is_joint", "source", "holder", "overlaps", "from_day")
        return {name: given[name] for name in (*same, "reason")} | {
            "held_by": self.held_by,
            "tier": tier,
            "tier_is_stated": bool(tier) and given["stated"] == "yes",
            "done_by": self._in_order(given["done_by"], "done_by") if encourages else [],
            "done_by_tier": given["done_by_tier"] if encourages else "",
            "is_listed": given["said"] == "L",
            "historic": given["is_historic"] == "yes",
            "replaced_by": given["replaced_by"] if given["is_historic"] == "yes" else "",
        }

    def _held_by(self, cleaned):
        chosen = [key for name in ("held_people", "held_places", "held_organisations") for key in cleaned.get(name, [])]
        if not chosen:
            self.add_error("held_people", "Choose who holds it: people, places on bodies or organisations")
        return self._in_order(chosen, "held_by")

    def _in_order(self, chosen, name):
        """Those who were there stay in their order, which the catalogue's file shows; new ones follow."""
        before = [key for key in self.initial.get(name, []) if key in chosen]
        return before + [key for key in chosen if key not in before]

    def _check_tier(self, cleaned):
        tier, people = cleaned.get("tier"), holders.kinds(self.held_by)
        if not tier or not self.held_by:
            return
        if tier != ORGANISATION_TIER and not people:
            self.add_error("tier", "Only organisations hold it, and an organisation has no level. Choose “None”")
        if tier == ORGANISATION_TIER and all(holders.RULES[key].kinds for key in self.held_by):
            self.add_error("tier", "People hold it, so choose their level")

    def _check_doing(self, cleaned):
        if not cleaned.get("done_by"):
            self.add_error("done_by", "Choose who does it")
        if not cleaned.get("done_by_tier"):
            self.add_error("done_by_tier", "Choose the level of those who do it")
        elif cleaned.get("tier") in (cleaned["done_by_tier"], ORGANISATION_TIER):
            self.add_error("done_by_tier", "Whoever encourages stands at another level than whoever does it")


class AddForm(WordingForm):
    """A new responsibility."""

    code = forms.CharField(
        label="Code", max_length=10, help_text=f"{catalogue.CODES_LOOK_SO} It stays, and is never used again."
    )

    def __init__(self, *args, cancel, **kwargs):
        first = [Fieldset("How it is known", "code")]
        super().__init__(*args, cancel=cancel, submit="Add the responsibility", first=first, **kwargs)
        self.fields["from_day"].initial = timezone.localdate()


class ChangeForm(WordingForm):
    """Other words for a responsibility."""

    def __init__(self, *args, wording, cancel, **kwargs):
        initial = initial_of(wording)
        super().__init__(*args, initial=initial, cancel=cancel, submit="Save the new words", **kwargs)


def initial_of(wording):
    """A wording as the form shows it."""
    columns = catalogue.columns_of(wording)
    held = columns["held_by"]
    return columns | {
        "held_people": [key for key in held if key in PEOPLE],
        "held_places": [key for key in held if key in PLACES],
        "held_organisations": [key for key in held if key in ORGANISATIONS],
        "tier": columns["tier"] or ORGANISATION_TIER,
        "stated": "yes" if columns["tier_is_stated"] else "no",
        "encourages": "yes" if columns["done_by"] else "no",
        "said": "L" if columns["is_listed"] else "P",
        "is_historic": "yes" if columns["historic"] else "no",
        "overlaps": ", ".join(other.code for other in wording.responsibility.overlaps.all()),
        "from_day": max(timezone.localdate(), wording.starts_on),
    }


class RetireForm(Attempts, forms.Form):
    """The last day of a responsibility."""

    last_day = GovukDateField(
        label="Last day on which it stands",
        called="Last day",
        help_text="Yesterday takes it off today’s lists. Lists of earlier days keep it.",
    )
    reason = forms.CharField(
        label="Why?",
        max_length=140,
        help_text="Stands in the history of the responsibility",
        error_messages={"required": WHY},
    )

    def __init__(self, *args, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["last_day"].initial = timezone.localdate()
        self.helper = helper(submit="Retire the responsibility", cancel=cancel)


class CatalogueFileForm(Attempts, forms.Form):
    """A catalogue as a file."""

    file = forms.FileField(
        label="CSV file",
        help_text="As “Save the whole catalogue” writes it. The first seven columns alone will do: then the others "
        "stay as they are.",
        widget=forms.FileInput({"accept": ".csv,text/csv"}),
    )
    from_day = GovukDateField(label="From which day?", called="The day", help_text="Today or later")
    reason = forms.CharField(
        label="Why?",
        max_length=140,
        help_text="Stands in the history of each responsibility that changes",
        error_messages={"required": WHY},
    )
    retire_missing = forms.BooleanField(
        label="Retire what the file does not name",
        required=False,
        help_text="Leave this empty for a file of some responsibilities only",
    )

    def __init__(self, *args, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["from_day"].initial = timezone.localdate()
        self.helper = helper(submit="Read the file", cancel=cancel)

    def clean_from_day(self):
        if self.cleaned_data["from_day"] < timezone.localdate():
            raise ValidationError("The past does not change. Choose today or a later day")
        return self.cleaned_data["from_day"]


class ConfirmCatalogueForm(forms.Form):
    """That what was read is to be done. Carries a signed ticket."""

    ticket = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, cancel, action, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper(submit="Bring it in", cancel=cancel, action=action)


class CommenceForm(Attempts, forms.Form):
    """The day on which what was enacted comes into force."""

    on = GovukDateField(
        label="The day it comes into force",
        called="The day",
        help_text="As the regulations that commence it say. It can be changed, and taken back.",
    )
    whole_group = forms.BooleanField(
        label="The same day for the others of this group that are not in force", required=False
    )

    def __init__(self, *args, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper(submit="Set the day", cancel=cancel)
