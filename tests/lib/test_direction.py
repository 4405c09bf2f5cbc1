import pytest

from corporate_parenting.lib import direction, richtext


@pytest.mark.parametrize(
    ("text", "is_rtl"),
    [
        ("صباح الخير", True),
        ("שלום", True),
        ("1. – שלום, Ann", True),
        ("Ann said שלום", False),
        ("12 % – …", False),
        ("孩子", False),
        ("", False),
        ("٣", False),
    ],
)
def test_the_first_letter_with_a_direction_decides(text, is_rtl):
    assert direction.is_rtl(text) is is_rtl


def test_a_paragraph_and_a_heading_say_from_which_side_they_are_read():
    assert richtext.print_html("# صباح\n\nשלום **Ann**\n\nAnn: שלום") == (
        '<h2 dir="rtl">صباح</h2>\n<p dir="rtl">שלום <strong>Ann</strong></p>\n<p>Ann: שלום</p>\n'
    )


def test_marks_of_bold_are_no_letters():
    assert richtext.print_html("**שלום** [x](https://a.example/)").startswith('<p dir="rtl">')


def test_a_list_is_turned_by_its_first_item_and_each_item_by_its_own():
    assert richtext.print_html("- שלום\n- Ann") == '<ul dir="rtl">\n<li dir="rtl">שלום</li>\n<li>Ann</li>\n</ul>\n'
    assert richtext.print_html("- Ann\n- שלום") == '<ul>\n<li>Ann</li>\n<li dir="rtl">שלום</li>\n</ul>\n'


def test_cells_are_turned_each_for_itself():
    html = richtext.page("| Name | שם |\n| --- | --- |\n| צ | 1 |")
    assert [cell[:2] for cell in html.split("<") if 'dir="rtl"' in cell] == ["th", "td"]


def test_nobody_turns_text_by_writing_the_attribute():
    assert "<p dir" not in richtext.page('<p dir="rtl">Ann</p>')
