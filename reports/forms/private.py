"""What a writer says of something private: by what law, why, and when somebody looks again."""

from django import forms

from corporate_parenting.lib.forms import GovukDateField, PlainErrors, helper, hints, reveal
from reports.grounds import PARAGRAPHS
from reports.models import Secrecy

KINDS = [
    (Secrecy.EXEMPT, "It is exempt: a paragraph of Schedule 12A covers it"),
    (Secrecy.CONFIDENTIAL, "It is confidential: the law or the government forbids the council to publish it"),
]


class PrivateForm(PlainErrors, forms.Form):
    """The grounds on which a report, a section or an appendix is private. Gives what reports.private.declare takes."""

    kind = forms.ChoiceField(label="Why is it private?", choices=KINDS, widget=forms.RadioSelect)
    paragraphs = forms.MultipleChoiceField(
        required=False,
        label="Which paragraphs of Schedule 12A, Part 1?",
        help_text="Tick all that cover it",
        choices=[(str(number), f"{number}: {words}") for number, words in PARAGRAPHS.items()],
        widget=forms.CheckboxSelectMultiple,
    )
    # LGA 1972 s100F(2A): without such terms, paragraph 3 keeps nothing from a councillor.
    terms = forms.ChoiceField(
        choices=[("yes", "Yes, or I do not know"), ("no", "No")],
        initial="yes",
        required=False,
        label="For paragraph 3: does it hold terms proposed in negotiations for a contract?",
        help_text="If not, and nothing but paragraphs 3 and 6 covers it, every councillor has a right to read it",
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        max_length=3000,
        label="Why does the public interest lie in keeping it private?",
        help_text="Say what speaks for publishing it and what weighs more. Those who clear the report and the clerk "
        "read it; it is not printed",
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Say why the public interest lies in keeping it private"},
    )
    review_on = GovukDateField(
        label="When should somebody ask again whether it must stay private?",
        help_text="For example when the contract is signed. Leave it empty for no day",
        called="The day",
        required=False,
    )

    def __init__(self, *args, cancel, submit="Make it private", **kwargs):
        super().__init__(*args, **kwargs)
        reveal(self, "kind", exempt=["paragraphs", "terms"])
        told = {
            "exempt": "Voting members of the body may read it, and councillors where the law gives them the right",
            "confidential": "Nobody may read it but who is named for it, one by one",
        }
        hints(self, "kind", told)
        self.helper = helper(submit=submit, cancel=cancel)

    @staticmethod
    def initial_of(found):
        """What was said before, to be changed."""
        return {
            "kind": found.kind,
            "paragraphs": [str(number) for number in found.paragraphs],
            "terms": "yes" if found.holds_terms else "no",
            "reason": found.reason,
            "review_on": found.review_on,
        }

    def clean(self):
        """The grounds; says what is missing."""
        got = super().clean()
        paragraphs = [int(number) for number in got.get("paragraphs", [])]
        exempt = got.get("kind") == Secrecy.EXEMPT
        if exempt and not paragraphs and "paragraphs" not in self.errors:
            self.add_error("paragraphs", "Select at least one paragraph")
        given = {name: got.get(name) for name in ("kind", "reason", "review_on")}
        holds_terms = not exempt or got.get("terms") != "no"
        return given | {"paragraphs": paragraphs if exempt else [], "holds_terms": holds_terms}
