"""The catalogue out and in again as CSV: the round trip is identity, and what is wrong is refused whole."""

import contextlib
import csv
import io
import sys
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corporate_parenting.lib import csvwrite
from corporate_parenting.lib.commands import Misused, Refused
from corporate_parenting.lib.reading import ReadError
from roles import bringing, catalogue, catalogue_csv, catalogue_rows, keeping
from roles.audit import SYSTEM
from roles.models import AuditRow, Responsibility, Wording
from roles.models.responsibilities import Theme
from tests.roles.test_keeping import OWN, of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def today():
    return timezone.localdate()


def exported(**options):
    out = io.StringIO()
    call_command("export_responsibilities", stdout=out, **options)
    return out.getvalue()


def download(day):
    answer = csvwrite.response("catalogue", catalogue_rows.HEAD, map(catalogue_rows.marked, catalogue_csv.rows_on(day)))
    return b"".join(answer.streaming_content)


def bring(text, today, **more):
    data = text if isinstance(text, bytes) else text.encode()
    entries = catalogue_csv.read(data, "catalogue.csv")
    return bringing.bring_in(entries, name="catalogue.csv", from_day=today, by=SYSTEM, **more)


def table(text):
    return list(csv.reader(io.StringIO(text, newline="")))


def written(rows):
    file = io.StringIO(newline="")
    csv.writer(file).writerows(rows)
    return file.getvalue()


def with_cell(text, code, column, value):
    """The file with one cell another."""
    rows = table(text)
    next(row for row in rows if row[0] == code)[rows[0].index(column)] = value
    return written(rows)


def everything():
    kept = Wording.objects.order_by("pk").values()
    links = Responsibility.objects.order_by("order").values_list("code", "order", "overlaps")
    return list(kept), list(links), AuditRow.objects.count()


def test_the_first_seven_columns_of_an_untouched_catalogue_are_our_own_file(today):
    seven = written([row[:7] for row in table(exported())])
    assert seven.encode() == (catalogue.DATA / "responsibilities.csv").read_bytes()


def test_the_export_has_a_header_and_a_row_for_each():
    rows = table(exported())
    assert rows[0] == list(catalogue_rows.HEAD)
    assert len(rows) == 195
    assert [row[0] for row in rows[1:3]] == ["U1", "U2"]


def test_what_goes_out_comes_in_and_changes_nothing(today):
    before = everything()
    done = bring(exported(), today)
    assert (done.added, done.changed, done.retired, done.missing, done.reordered) == ([], [], [], [], False)
    assert done.unchanged == 194
    assert everything() == before


def test_the_browsers_download_comes_in_and_changes_nothing(today):
    keeping.change(of("U1"), from_day=today, reason="x", by=SYSTEM, text="=SUM(A1)", practice="'=x", question="''-y")
    before = everything()
    assert b"'=SUM(A1)" in download(today)
    assert not bring(download(today), today).does_something
    assert not bring(exported(), today).does_something
    assert everything() == before


def test_the_first_seven_columns_alone_change_what_they_say_and_leave_the_rest(today):
    ours = (catalogue.DATA / "responsibilities.csv").read_bytes().decode()
    assert not bring(ours, today).does_something
    before = of("EM03").wordings.get()
    done = bring(with_cell(ours, "EM03", "text", "Another text"), today)
    assert [change.code for change in done.changed] == ["EM03"]
    after = of("EM03").wordings.get(ends_on=None)
    assert (after.text, after.practice, after.held_by) == ("Another text", before.practice, before.held_by)
    assert (after.starts_on, after.reason) == (today, bringing.WHY)


def test_what_comes_in_goes_out_the_same(today):
    rows = table(exported())
    new = ["OWN1", "(s) -> (u)", "The lead", "P", 'He said "no",\nthen yes', "Our decision", ""]
    new += ["act", "lead_member", "every_member", "", "=1+1", "Why? – naïve", "U1", ""]
    next(row for row in rows if row[0] == "U1")[13] += ";OWN1"
    rows.insert(9, new)
    rows[30], rows[31] = rows[31], rows[30]
    text = written(rows)
    done = bring(text, today)
    assert (len(done.added), len(done.changed), done.reordered) == (1, 1, True)
    back, wanted = table(exported()), table(text)
    for row in (*back, *wanted):
        row[13] = sorted(row[13].split(";"))
    assert back == wanted
    assert not bring(exported(), today).does_something


TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=60)
STARTS = st.sampled_from(["", "=", "'=", "+", "-", "@", "'", "''@", '"', ",", ";", "\n"])
WORDS = st.builds(lambda start, text: f"{start}x{text}", STARTS, TEXT)
PEOPLE = st.sampled_from(["every_member", "lead_member", "director", "rota"]).filter(lambda key: key != "rota")


@st.composite
def duties(draw):
    """Columns of a responsibility that can be."""
    tier, stated, doing = draw(st.sampled_from([s for s in catalogue_csv.SPELLINGS.values() if s[0]]))
    held = draw(st.lists(PEOPLE, min_size=1, unique=True))
    historic = draw(st.booleans())
    return OWN | {
        "tier": tier,
        "tier_is_stated": stated,
        "done_by_tier": doing,
        "done_by": ["every_officer"] if doing else [],
        "held_by": held,
        "is_joint": len(held) > 1 and draw(st.booleans()),
        "theme": draw(st.sampled_from(Theme.values)),
        "is_listed": draw(st.booleans()),
        "historic": historic,
        "replaced_by": draw(WORDS) if historic else "",
        **{name: draw(WORDS) for name in ("text", "practice", "question", "holder", "source")},
    }


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(columns=duties())
def test_whatever_somebody_writes_comes_back_as_it_was(columns, today):
    with contextlib.suppress(keeping.CannotChange):  # the same words twice
        keeping.change(of("U1"), from_day=today, reason="x", by=SYSTEM, **columns)
    stored = catalogue.columns_of(of("U1").wordings.get(starts_on=today))
    assert stored == catalogue.tidied(columns)
    rows = catalogue_csv.rows_on(today)
    for data in (catalogue_rows.write(rows).encode(), download(today)):
        entry = catalogue_csv.read(data, "x.csv")[0]
        assert (entry.code, entry.columns) == ("U1", stored)
        assert not bringing.plan(catalogue_csv.read(data, "x.csv"), name="x", from_day=today).does_something
    assert not bring(catalogue_rows.write(rows), today).does_something
    assert catalogue_csv.rows_on(today) == rows


def test_links_with_what_is_retired_are_not_in_the_file_and_stay(today):
    other = of("U1").overlaps.first()
    keeping.retire(other, last_day=today - DAY, reason="x", by=SYSTEM)
    row = table(exported())[1]
    assert other.code not in row[13].split(";")
    assert not bring(exported(), today).does_something
    bring(with_cell(exported(), "U1", "question", "Another?"), today)
    assert of("U1").overlaps.filter(pk=other.pk).exists()


def test_what_the_file_lacks_stays_until_somebody_asks_for_the_opposite(today):
    rows = [row for row in table(exported()) if row[0] not in ("NM14", "CO02")]
    done = bring(written(rows), today)
    assert (done.missing, done.retired) == (["CO02", "NM14"], [])
    assert Wording.objects.on(today).count() == 194
    rows = [
        [*row[:13], ";".join(c for c in row[13].split(";") if c not in ("NM14", "CO02")), *row[14:]] for row in rows
    ]
    done = bring(written(rows), today, retire_missing=True)
    assert done.retired == ["CO02", "NM14"]
    assert Wording.objects.on(today).count() == 192
    assert Wording.objects.on(today - DAY).count() == 194


def test_a_later_day_changes_nothing_before_it(today):
    bring(with_cell(exported(), "U1", "text", "Another"), today + 5 * DAY)
    assert "Another" not in exported()
    assert "Another" in exported(on=today + 5 * DAY)


def test_the_order_of_the_file_is_the_order_of_the_catalogue_and_codes_it_lacks_stay_in_place(today):
    rows = [row for row in table(exported()) if row[0] != "U2"]
    rows[1], rows[2] = rows[2], rows[1]
    assert [row[0] for row in rows[1:4]] == ["U3", "U1", "U4"]
    assert bring(written(rows), today).reordered
    assert [row[0] for row in table(exported())[1:5]] == ["U3", "U1", "U2", "U4"]


WRONG = [
    ("tier", "X", "“X” is not a tier"),
    ("tier", "u", "is not a tier"),
    ("tier", "", "is not a tier"),
    ("tier", "(s) -> ", "is not a tier"),
    ("tier", "–", "people hold this, so it has a tier"),
    ("tier", "(s) -> (u)", "Say who they are"),
    ("done_by", "every_officer", "such as (s) -> (u)"),
    ("held_by", "org_health", "an organisation has no tier"),
    ("held_by", "", "names nobody"),
    ("held_by", "the_mayor", "“the_mayor” is not known"),
    ("theme", "dream", "“dream” is not a theme"),
    ("form", "l", "is not a form"),
    ("flag", "yes", "is not a flag"),
    ("joint", "no", "is not an answer"),
    ("text", "   ", "it is empty"),
    ("id", "U", "is not a code"),
    ("id", "U2", "stands on line"),
    ("overlaps", "ZZ99", "there is no responsibility ZZ99"),
    ("overlaps", "EM03", "cannot overlap with itself"),
    ("overlaps", "U1;U1", "names a code twice"),
    ("overlaps", "U1", "does not name EM03 in return"),
    ("replaced_by", "A rule", "mark it as historic"),
]


@pytest.mark.parametrize(("column", "value", "why"), WRONG)
def test_what_is_wrong_is_refused_whole_with_the_line_and_the_reason(column, value, why, today):
    text = with_cell(with_cell(exported(), "U1", "text", "A change beside the fault"), "EM03", column, value)
    line = 1 + [row[0] for row in table(exported())].index("EM03")
    before = everything()
    with pytest.raises(ReadError) as refused:
        bring(text, today)
    assert why in str(refused.value)
    assert refused.value.line == line
    assert everything() == before


def broken():
    text = exported()
    lines = text.encode().split(b"\r\n")
    yield b"\r\n".join([*lines[:9], b"EM03,U,Only three", *lines[10:]]), 10, "the row ends before this column"
    yield b"\r\n".join([*lines[:9], lines[9] + b",more", *lines[10:]]), 10, "16 cells"
    yield text.encode()[:-30], 195, "the row ends before this column"
    yield text.encode() + b'OWN1,U,"cut', 196, "broken"
    yield b"\r\n".join([lines[0].replace(b"theme", b"topic"), *lines[1:]]), 1, "no such column"
    yield b"\r\n".join(lines[1:]), 1, "no such column"
    yield text.replace("Know", "Kn\xf6w", 1).encode("latin-1", "replace"), 2, "not UTF-8"
    yield text.encode("utf-16"), 1, "not UTF-8"
    yield b"x" * (catalogue_rows.MOST_BYTES + 1), None, "larger than"
    yield b"", 1, "no such column"
    yield lines[0], None, "no responsibility in it"
    yield text.replace("Know", "Kn\0w", 1).encode(), 2, "not a text file"


def test_a_file_that_is_broken_is_refused_with_its_line(today):
    before = everything()
    for data, line, why in broken():
        with pytest.raises(ReadError) as refused:
            bring(data, today)
        assert (why in str(refused.value), refused.value.line) == (True, line), refused.value
    assert everything() == before


def test_lines_are_counted_where_a_cell_spans_several(today):
    text = with_cell(with_cell(exported(), "U1", "text", "One\nTwo\nThree"), "U2", "tier", "X")
    with pytest.raises(ReadError, match="line 5"):
        bring(text, today)


def test_a_new_code_needs_all_columns(today):
    ours = (catalogue.DATA / "responsibilities.csv").read_bytes().decode()
    with pytest.raises(ReadError, match=r"line 196.*held_by"):
        bring(f"{ours}OWN1,U,Everybody,L,Do it,Our decision,\r\n", today)


def test_the_code_of_one_that_is_retired_is_not_used_again(today):
    text = exported()
    keeping.retire(of("NM14"), last_day=today - DAY, reason="x", by=SYSTEM)
    with pytest.raises(ReadError, match=r"line 195.*never used again"):
        bring(text, today)


def test_words_that_are_to_come_are_not_run_over(today):
    keeping.change(of("U1"), from_day=today + DAY, reason="x", by=SYSTEM, text="To come")
    assert not bring(exported(), today).does_something
    with pytest.raises(ReadError, match=r"line 2.*begin later"):
        bring(with_cell(exported(), "U1", "text", "Another"), today)


def test_only_what_somebody_looked_at_is_done(today):
    text = with_cell(exported(), "U1", "text", "Another")
    agreed = bringing.plan(catalogue_csv.read(text.encode(), "x"), name="x", from_day=today).fingerprint
    keeping.change(of("U1"), from_day=today, reason="x", by=SYSTEM, text="Somebody was quicker")
    with pytest.raises(bringing.AnotherPlan):
        bring(text, today, agreed=agreed)


def test_somebody_elses_file_is_read_in_a_child(today):
    assert bringing.read(exported().encode(), "x.csv") == catalogue_csv.read(exported().encode(), "x.csv")
    with pytest.raises(ReadError, match="not UTF-8"):
        bringing.read(b"\xff\xfe\x00", "x.csv")


@pytest.mark.parametrize("more", [0, 300])
def test_a_plan_takes_the_same_queries_however_many_there_are(more, today, django_assert_num_queries):
    many(more, today)
    data = catalogue_rows.write(catalogue_csv.rows_on(today)).encode()
    with django_assert_num_queries(4):
        bringing.plan(catalogue_csv.read(data, "x"), name="x", from_day=today)
    with django_assert_num_queries(2):
        catalogue_csv.rows_on(today)


def many(count, day):
    """More responsibilities, straight into the tables."""
    made = Responsibility.objects.bulk_create(
        Responsibility(code=f"XX{number}", order=1000 + number) for number in range(count)
    )
    now = timezone.now()
    Wording.objects.bulk_create(
        Wording(responsibility=one, starts_on=day, made_at=now, **OWN | {"text": f"Duty {one.code}"}) for one in made
    )


def test_the_commands_answer_as_others_do(today, tmp_path):
    file = tmp_path / "catalogue.csv"
    file.write_bytes(with_cell(exported(), "U1", "text", "Another").encode())
    out, told = io.StringIO(), io.StringIO()
    call_command("import_responsibilities", file, dry_run=True, stdout=out, stderr=told)
    assert out.getvalue() == "0 added, 1 changed, 0 retired, 193 as they were\n"
    assert "Changed: U1" in told.getvalue()
    assert Wording.objects.count() == 194
    call_command("import_responsibilities", file, from_day=today + DAY, reason="By the board", stdout=out, stderr=told)
    new = of("U1").wordings.get(starts_on=today + DAY)
    assert (new.text, new.reason, new.made_by) == ("Another", "By the board", None)


def test_what_one_command_writes_another_reads_through_a_pipe(monkeypatch):
    written = with_cell(exported(), "U1", "text", "Another").encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(written), encoding="ascii"))
    out = io.StringIO()
    call_command("import_responsibilities", "-", stdout=out, stderr=io.StringIO())
    assert out.getvalue() == "0 added, 1 changed, 0 retired, 193 as they were\n"
    assert exported().encode() == written


def test_the_command_refuses_with_the_line(tmp_path, today):
    file = tmp_path / "catalogue.csv"
    file.write_bytes(with_cell(exported(), "U1", "tier", "X").encode())
    with pytest.raises(Refused, match=r"line 2, field “tier”: “X” is not a tier.*Nothing was brought in"):
        call_command("import_responsibilities", file)
    file.write_bytes(with_cell(exported(), "U1", "text", "x").encode())
    with pytest.raises(Refused, match="past does not change"):
        call_command("import_responsibilities", file, from_day=today - DAY)
    with pytest.raises(Misused, match="reason is longer"):
        call_command("import_responsibilities", file, reason="x" * 301)


def test_the_export_is_utf_8_whatever_the_shell_speaks(monkeypatch):
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="ascii"))
    call_command("export_responsibilities")
    assert raw.getvalue() == exported().encode()
    assert "–".encode() in raw.getvalue()
    assert not raw.getvalue().startswith(catalogue_rows.BOM)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Know what is expected (tier also inherits U1-U5)", "Know what is expected"),
        ("Hear the panel (Loud Voices!) each time", "Hear the panel each time"),
        ("...support relevant skills", "Support relevant skills"),
        ("Know about groups (out-of-area, disabled)", "Know about groups (out-of-area, disabled)"),
    ],
)
def test_a_reader_sees_a_duty_without_remarks_for_its_keeper(text, words):
    assert catalogue.in_short(text) == words


def test_no_place_is_named_by_whom_a_source_speaks_to():
    assert catalogue.addressed_to("Board (Weirshire, advisory) with children") == "Board with children"
