"""Other programs' HTML: the words and their order stay, the markup goes."""

import pytest

from corporate_parenting.lib.htmltext import markdown


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<div class="WordSection1"><p class="MsoNormal"><span style="">To\napprove</span></p></div>', "To approve"),
        ("<p>one</p><p>&nbsp;</p><p>two<!--[if x]>CANARY<![endif]--><o:p></o:p></p>", "one\n\ntwo"),
        ("<p>a <b>bold</b> <i>it</i><br>next</p>", "a **bold** *it*  \nnext"),
        ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "- a\n  - b\n- c"),
        ('<a href="https://law.example">Act</a> <a href="javascript:x">no</a>', "[Act](https://law.example) no"),
        ("<script>CANARY</script><style>CANARY</style>left", "left"),
        ("<p>2*3*4 and # no heading</p>", "2\\*3\\*4 and # no heading"),
        ("", ""),
        ("  \n ", ""),
        ("plain & simple", "plain & simple"),
    ],
)
def test_markdown(html, expected):
    assert markdown(html) == expected


def test_merged_cells_keep_their_columns():
    html = '<table><tr><td rowspan="2">A</td><td>B</td></tr><tr><td>C</td></tr></table>'
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in markdown(html).split("\n")]
    assert [rows[0], rows[2]] == [["A", "B"], ["", "C"]]


def test_a_cell_of_a_million_columns_stays_small():
    assert len(markdown('<table><tr><td colspan="99999999">a</td></tr></table>')) < 1000
