"""Fields, errors in plain words, and what the pack says of a field."""

from datetime import date

import pytest
from crispy_forms.layout import Field, Fieldset
from crispy_forms.utils import render_crispy_form
from django import forms as django_forms
from django.template import Context, Template

from corporate_parenting.lib import forms
from corporate_parenting.templatetags import govuk


class Visit(forms.PlainErrors, django_forms.Form):
    home = django_forms.CharField(label="Name of the home", max_length=10)
    email = django_forms.EmailField(label="Email address")
    beds = django_forms.IntegerField(label="Number of beds", min_value=1)
    kind = django_forms.ChoiceField(label="Kind of visit", choices=[("a", "A"), ("b", "B")])
    when = forms.GovukDateField(label="When did it happen?")
    plan = django_forms.FileField(label="Plan")
    iro = django_forms.CharField(label="IRO")
    agreed = django_forms.BooleanField(label="The home knows")
    own = django_forms.CharField(label="Own", error_messages={"required": "Say it"})


def errors(**data):
    return {name: found[0] for name, found in Visit(data).errors.items()}


def test_what_is_missing_is_said_in_words_that_name_the_field():
    assert errors() == {
        "home": "Enter the name of the home",
        "email": "Enter the email address",
        "beds": "Enter the number of beds",
        "kind": "Select the kind of visit",
        "when": "Answer the question “When did it happen?”",
        "plan": "Choose the plan",
        "iro": "Enter the IRO",
        "agreed": "Tick “The home knows” to go on",
        "own": "Say it",
    }


@pytest.mark.parametrize(
    ("name", "typed", "words"),
    [
        ("home", "Elm House in Fen", "Name of the home must be 10 characters or fewer. You have 16"),
        ("email", "elm", "Enter an email address in the correct format, like name@council.example"),
        ("beds", "four", "Enter number of beds as a whole number"),
        ("beds", "0", "Number of beds must be 1 or more"),
        ("kind", "z", "Choose kind of visit from the list"),
    ],
)
def test_what_is_wrong_is_said_in_plain_words(name, typed, words):
    assert errors(**{name: typed})[name] == words


def test_labels_and_hints_of_a_form_that_is_not_ours_can_be_renamed():
    class Renamed(Visit):
        labels = {"iro": "Independent reviewing officer"}
        help_texts = {"iro": "Who reviews the plan"}

    form = Renamed({})
    assert form["iro"].label == "Independent reviewing officer"
    assert form["iro"].help_text == "Who reviews the plan"
    assert form.errors["iro"] == ["Enter the independent reviewing officer"]


# --- The date in three boxes


UNREAL = "Date of the meeting must be a real date, for example 27 3 2026"


class Held(django_forms.Form):
    on = forms.GovukDateField(label="Date", called="Date of the meeting")
    until = forms.GovukDateField(label="Until", required=False)


def held(day="", month="", year=""):
    return Held({"on-day": day, "on-month": month, "on-year": year})


@pytest.mark.parametrize(
    "typed", [("6", "1", "2026"), (" 06", "01 ", "2026"), ("6", "January", "2026"), ("6", "jan", "2026")]
)
def test_a_date_is_understood_as_people_type_it(typed):
    form = held(*typed)
    assert form.is_valid()
    assert form.cleaned_data == {"on": date(2026, 1, 6), "until": None}


@pytest.mark.parametrize(
    ("typed", "words", "wrong"),
    [
        (("", "", ""), "Enter the date of the meeting", ["day", "month", "year"]),
        (("6", "", "2026"), "Date of the meeting must include a month", ["month"]),
        (("", "", "2026"), "Date of the meeting must include a day and month", ["day", "month"]),
        (("6", "1", "26"), "Date of the meeting must have a year of four digits", ["year"]),
        (("6", "1", "²026"), "Date of the meeting must have a year of four digits", ["year"]),
        (("6", "1", "0000"), "Date of the meeting must have a year of four digits", ["year"]),
        (("6", "1", "0999"), "Date of the meeting must have a year of four digits", ["year"]),
        (
            ("31", "2", "2026"),
            "Date of the meeting must be a real date, for example 27 3 2026",
            ["day", "month", "year"],
        ),
        (
            ("2147483648", "3", "2026"),
            "Date of the meeting must be a real date, for example 27 3 2026",
            ["day", "month", "year"],
        ),
        (
            ("6", "9" * 30, "2026"),
            "Date of the meeting must be a real date, for example 27 3 2026",
            ["day", "month", "year"],
        ),
        (
            ("six", "x", "2026"),
            "Date of the meeting must be a real date, for example 27 3 2026",
            ["day", "month", "year"],
        ),
    ],
)
def test_a_wrong_date_is_explained_and_its_wrong_part_named(typed, words, wrong):
    form = held(*typed)
    assert form.errors["on"] == [words]
    assert forms.parts_in_error(form["on"]) == wrong
    assert forms.first_control(form["on"]) == f"id_on-{wrong[0]}"


def test_what_was_typed_is_shown_again_as_it_was_typed():
    html = govuk.govuk_field(held("31", "<feb>", "2026")["on"])
    assert [html.count(value) for value in ('value="31"', 'value="&lt;feb&gt;"', 'value="2026"')] == [1, 1, 1]


def test_a_date_that_is_known_fills_the_boxes():
    html = govuk.govuk_field(Held(initial={"on": date(2026, 1, 6)})["on"])
    assert [html.count(value) for value in ('value="6"', 'value="1"', 'value="2026"')] == [1, 1, 1]


def test_typed_date_is_what_the_boxes_post():
    form = Held(forms.typed_date("on", date(2026, 1, 6)))
    assert form.is_valid()
    assert form.cleaned_data["on"] == date(2026, 1, 6)


@pytest.mark.parametrize(("day", "changed"), [("6", False), ("7", True)])
def test_a_date_knows_whether_it_was_changed(day, changed):
    data = {"on-day": day, "on-month": "1", "on-year": "2026"}
    assert ("on" in Held(data, initial={"on": date(2026, 1, 6)}).changed_data) is changed


# --- What the pack says


class Plan(django_forms.Form):
    title = django_forms.CharField(help_text="In a few words")
    private = django_forms.ChoiceField(choices=[("yes", "Yes"), ("no", "No")], widget=django_forms.RadioSelect)
    reason = django_forms.CharField(required=False)
    note = django_forms.CharField(required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        forms.reveal(self, "private", yes=["reason"])
        forms.hints(self, "private", {"no": "Everybody may read it"})
        self.helper = forms.helper(submit="Save the plan", cancel="/plans/")


def crispy(form, context=None):
    return render_crispy_form(form, form.helper, context)


def test_only_what_may_be_left_out_is_called_optional():
    html = crispy(Plan())
    assert html.count("(optional)") == 1
    assert "Note (optional)" in html


def test_a_form_that_requires_nothing_says_nothing_of_it():
    class Filter(django_forms.Form):
        q = django_forms.CharField(required=False)

    assert "(optional)" not in govuk.govuk_field(Filter()["q"])


def test_a_revealed_question_is_drawn_once_inside_the_answer():
    html = crispy(Plan())
    assert html.count('name="reason"') == 1
    assert html.index('value="yes"') < html.index('name="reason"') < html.index('value="no"')


def test_the_form_has_one_button_a_way_out_and_no_checks_of_the_browser():
    html = crispy(Plan())
    assert html.count("<button") == 1
    assert "Save the plan</button>" in html
    assert '<a class="govuk-link" href="/plans/">Cancel</a>' in html
    assert '<form method="post" novalidate>' in html


def test_a_layout_draws_its_fields_in_its_order():
    form = Plan()
    form.helper = forms.helper(
        Fieldset("The plan", Field("note"), "title"), forms.Button("Remove", kind="warning", name="remove")
    )
    html = crispy(form)
    assert html.index('name="note"') < html.index('name="title"') < html.index("govuk-button--warning")
    assert '<h2 class="govuk-fieldset__heading">The plan</h2>' in html


def test_a_form_without_a_helper_is_drawn_by_the_filter():
    html = Template("{% load crispy_forms_tags %}{{ form|crispy }}").render(Context({"form": Plan()}))
    assert html.count("govuk-form-group") == 4


def test_a_form_that_takes_a_file_is_sent_in_parts():
    class Upload(django_forms.Form):
        file = django_forms.FileField()
        helper = forms.helper()

    assert '<form method="post" enctype="multipart/form-data" novalidate>' in crispy(Upload())


def test_the_summary_is_shown_once_although_page_and_form_both_ask():
    page = Template(
        "{% load govuk crispy_forms_tags %}{% error_summary form %}{% crispy form %}",
    )
    html = page.render(Context({"form": Plan({})}))
    assert html.count("govuk-error-summary__title") == 1


def test_errors_of_the_whole_form_are_in_the_summary_without_a_link():
    form = Plan({"title": "A", "private": "no"})
    form.add_error(None, "These two cannot go together")
    html = govuk.render_to_string("govuk/error_summary.html", govuk.error_summary(form))
    assert "<li>These two cannot go together</li>" in html


def test_a_formset_shows_the_errors_of_all_its_forms():
    rows = django_forms.formset_factory(Plan)(
        {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "2", "form-0-title": "A", "form-0-private": "no"}
    )
    found = govuk.error_summary(rows)["errors"]
    assert [error["href"] for error in found] == ["#id_form-1-title", "#id_form-1-private"]


def test_a_number_box_keeps_what_is_not_a_number():
    class Beds(django_forms.Form):
        beds = django_forms.IntegerField()
        share = django_forms.DecimalField()

    form = Beds({"beds": "four", "share": "2,5"})
    html = govuk.govuk_field(form["beds"]) + govuk.govuk_field(form["share"])
    assert html.count('type="text"') == 2
    assert [html.count(words) for words in ('value="four"', 'inputmode="numeric"', 'inputmode="decimal"')] == [1, 1, 1]


def test_a_textarea_counts_but_does_not_cut_off():
    class Note(django_forms.Form):
        text = django_forms.CharField(max_length=50, widget=django_forms.Textarea)

    html = govuk.govuk_field(Note()["text"])
    assert 'data-maxlength="50"' in html
    assert " maxlength" not in html
    assert 'aria-describedby="id_text-info"' in html


def test_a_hidden_field_stays_hidden():
    class Token(django_forms.Form):
        token = django_forms.CharField(widget=django_forms.HiddenInput)

    assert govuk.govuk_field(Token()["token"]) == '<input type="hidden" name="token" id="id_token">'


def test_a_form_sent_by_post_carries_its_token():
    page = Template("{% load crispy_forms_tags %}{% crispy form %}")
    html = page.render(Context({"form": Plan(), "csrf_token": "T0K3N"}))
    assert html.count('value="T0K3N"') == 1
