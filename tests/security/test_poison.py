"""The hostile texts themselves: each fits its field whole, and no field is left out without a reason."""

from django.core.validators import validate_email
from django.db import models

from tests.security import poison
from tests.security.vectors import with_call

LONGEST = "hit(999)"


def test_each_text_fits_its_field_whole():
    long = {
        name: text
        for name, field in poison.fields()
        for text in poison.words_for(field)
        if name not in poison.EXCEPT and field.max_length and len(with_call(text, LONGEST)) > field.max_length
    }
    assert long == {}


def test_what_is_left_out_is_there_and_says_why():
    names = {name for name, _ in poison.fields()}
    assert set(poison.EXCEPT) - names == set()
    assert all(poison.EXCEPT.values())


def test_what_json_looks_like_is_told_of_json_alone():
    json = {name for name, field in poison.fields() if isinstance(field, models.JSONField)}
    assert set(poison.SHAPES) - json == set()


def test_the_hostile_address_is_one_that_a_form_takes():
    validate_email(with_call(poison.EMAIL, LONGEST).replace("{n}", "7"))
