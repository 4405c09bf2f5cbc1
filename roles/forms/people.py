"""Forms about people, their offices and accounts."""

from django import forms
from django.utils import timezone

from corporate_parenting.lib.forms import GovukDateField, helper
from roles import appointments, council
from roles.models import Organisation, Person
from roles.permissions import OfficeKind

from .attempts import Attempts

# Places on bodies and their clerks are given on the body's own page.
GIVEN_ELSEWHERE = {OfficeKind.CLERK} | {kind for kind in OfficeKind if kind.value.endswith("_seat")}


class PersonForm(Attempts, forms.ModelForm):
    """A person as the council knows them."""

    class Meta:
        model = Person
        fields = [
            "name",
            "category",
            "post",
            "organisation",
            "email",
            "telephone",
            "name_is_public",
            "public_name",
        ]
        labels = {
            "category": "Who they are to the council",
            "post": "Job or role, as it is printed",
            "name_is_public": "Their name may be printed in public",
            "public_name": "What is printed in public instead of the name",
        }
        help_texts = {
            "name_is_public": "Leave this empty for young people, unless somebody has decided otherwise",
            "public_name": "For example: A member of the Children in Care Council",
        }
        widgets = {"category": forms.RadioSelect}

    def __init__(self, *args, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["category"].choices = Person.Category.choices
        self.fields["organisation"].queryset = Organisation.objects.all()
        self.fields["organisation"].empty_label = "None"
        if self.instance.pk is None:
            del self.fields["name_is_public"]  # follows from who they are: private for the young alone
        self.helper = helper(submit="Save the person", cancel=cancel)

    def _post_clean(self):
        """The step writes the columns, so the instance is left as it is."""


class AppointForm(Attempts, forms.Form):
    """An office of the whole council, from a day on."""

    office = forms.ChoiceField(label="Office")
    starts_on = GovukDateField(label="First day in office", called="First day in office")
    ends_on = GovukDateField(
        label="Last day in office",
        called="Last day in office",
        required=False,
        help_text="Leave empty if it is not known",
    )
    acting = forms.BooleanField(
        label="Acting", required=False, help_text="Stands in for the holder, or holds the office until there is one"
    )
    nominated_by = forms.CharField(label="Nominated by", max_length=200, required=False)

    def __init__(self, *args, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        facts = council.facts()
        titles = {kind: facts[key] for kind, key in appointments.TITLES.items()}
        kinds = [kind for kind in OfficeKind if kind not in GIVEN_ELSEWHERE]
        choices = sorted(((kind.value, titles.get(kind, kind.label)) for kind in kinds), key=lambda choice: choice[1])
        self.fields["office"].choices = [("", "Choose an office"), *choices]
        self.fields["starts_on"].initial = timezone.localdate()
        self.helper = helper(submit="Appoint to this office", cancel=cancel)


class EndForm(Attempts, forms.Form):
    """The last day in office."""

    on = GovukDateField(label="Last day in office", called="Last day in office")

    def __init__(self, *args, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate()
        self.helper = helper(submit="End the appointment", cancel=cancel)


class LeaveForm(Attempts, forms.Form):
    """The day somebody leaves."""

    on = GovukDateField(
        label="The day they leave",
        called="The day they leave",
        help_text="Their offices end on this day. If it is today or earlier, they are signed out at once.",
    )

    def __init__(self, *args, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate()
        self.helper = helper(submit="Note the leaving", cancel=cancel)


class AddressForm(Attempts, forms.Form):
    """Where somebody signs in: for an invitation, and to move an account."""

    email = forms.EmailField(label="Email address")

    def __init__(self, *args, submit, cancel, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].widget.attrs["autocomplete"] = "off"
        self.helper = helper(submit=submit, cancel=cancel)


class PasswordForm(Attempts, forms.Form):
    """The password of a new account."""

    password = forms.CharField(
        label="Choose a password",
        error_messages={"required": "Choose a password"},
        help_text="12 characters or more. Three words that do not belong together are easy to remember.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
        max_length=200,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper(submit="Make my account")
        # The link's secret is the proof that a token would give, and a token would set a cookie.
        self.helper.disable_csrf = True
