"""What is said about the words of a draft."""

from django import forms

from corporate_parenting.lib.forms import PlainErrors, helper
from reports import comments

NOT_THERE = (
    "These words do not stand in the part you chose. Copy them from it, letter by letter, or leave this empty: "
    "then the comment is about the whole part"
)


class CommentForm(PlainErrors, forms.Form):
    """A comment: which part, which words of it, and what there is to say."""

    part = forms.ChoiceField(label="Which part is it about?")
    quote = forms.CharField(
        label="Which words?",
        required=False,
        max_length=comments.LONGEST_QUOTE,
        help_text="Paste or type them as they stand there. Empty: the comment is about the whole part",
        widget=forms.Textarea({"rows": 2}),
    )
    text = forms.CharField(label="Your comment", max_length=comments.LONGEST, widget=forms.Textarea({"rows": 5}))

    def __init__(self, *args, parts, cancel="", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["part"].choices = [(part.name, _short(part.label)) for part in parts]
        self.helper = helper(submit="Add the comment", cancel=cancel)

    def refuse_quote(self):
        """The words are not in the part: every word typed stays."""
        self.add_error("quote", NOT_THERE)


class ReplyForm(PlainErrors, forms.Form):
    """An answer to a comment."""

    text = forms.CharField(label="Your answer", max_length=comments.LONGEST, widget=forms.Textarea({"rows": 4}))

    def __init__(self, *args, cancel="", **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper(submit="Add the answer", cancel=cancel)


def _short(label):
    return label if len(label) <= 90 else f"{label[:89]}…"
