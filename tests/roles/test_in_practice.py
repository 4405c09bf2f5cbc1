"""What each responsibility means in practice, what to ask, and the law beside it: our own words, held to rules."""

import re

import pytest

from corporate_parenting.lib import acronyms
from roles import catalogue, holders
from roles.models.responsibilities import Provision, Theme
from roles.permissions import OfficeKind as Kind

DUTIES = {fields["code"]: (words, overlaps) for fields, words, overlaps in catalogue.rows()}
WORDINGS = {code: words for code, (words, _) in DUTIES.items()}
LONGEST = 30  # words in a sentence

# Who holds what, said a second time: by the letters of the code, and by code where a holder differs.
HELD = {
    "U": holders.MEMBERS | holders.MANAGERS | {Kind.PARTNER_GOVERNOR},
    "T": holders.ROTA | holders.PARENTING | holders.CHILDRENS_MANAGERS,
    "S": holders.CHILDRENS_LEADERS,
    "LC": holders.LEADERS,
    "LJ": holders.CHILDRENS_LEADERS,
    "LM": {Kind.LEAD_MEMBER},
    "DC": {Kind.DIRECTOR},
    "OS": holders.SCRUTINY,
    "CB": holders.PARENTING,
    "SB": holders.PARENTING,
    "OF": holders.OFFICERS,
    "SP": holders.SCRUTINY,
    "EM": holders.MEMBERS,
    "RV": holders.ROTA,
    "FP": holders.PLACEMENT,
    "WC": holders.EVERYONE,
    "SE": holders.MEMBERS,
    "CD": holders.MANAGERS,
    "CS": holders.CHILDRENS_MANAGERS,
    "VS": {Kind.VIRTUAL_HEAD},
    "SC": set(),
    "HE": set(),
    "HO": set(),
    "CO": set(),
    "PN": holders.PARENTING,
    "PA": {Kind.ATTENDEE_SEAT, Kind.PARTNER},
    "PT": {Kind.PARTICIPATION},
    "SG": holders.SUBGROUPS,
    "NM": set(),
}
BY_CODE = {
    "SC04": {Kind.SCHOOL_GOVERNOR},
    "WC03": holders.EVERYONE | {Kind.PARTNER_GOVERNOR},
    "WC04": holders.EVERYONE | {Kind.PARTNER_GOVERNOR},
    "WC05": holders.EVERYONE | {Kind.PARTNER_GOVERNOR},
    "WC12": holders.MEMBERS | holders.SENIOR_MANAGERS,
    "SG01": {Kind.HEALTH_SEAT},
    "SG02": {Kind.HOUSING_SEAT},
    "SG03": {Kind.LEARNING_SEAT},
}
ORGANISATIONS = {
    "CD": {"org_directorates"},
    "SC": {"org_schools"},
    "HE": {"org_health"},
    "HO": {"org_housing"},
    "CO": {"org_community"},
    "NM": {"org_council"},
}
# Duties of a body, a team or an organisation are not told to anybody in person.
NOBODY_IN_PERSON = {"OS", "CB", "SB", "SP", "CD", "CS", "SC", "HE", "HO", "CO", "PN", "PT", "SG", "NM"}
IN_PERSON = {"SC04"}
NOT_IN_PERSON = {"FP02"}


def letters(code):
    return "".join(letter for letter in code if letter.isupper())


def short_forms(text):
    """Anything in capitals that a new councillor may not know, our codes left out."""
    return {one for one in re.findall(r"\b[A-Za-z&]*[A-Z&]{2,}[A-Za-z]*\b", text) if not re.match(r"[A-Z]{1,2}\d", one)}


def test_every_responsibility_is_there_in_the_order_of_the_catalogue():
    codes = [row["id"] for row in catalogue._read("responsibilities.csv")]
    assert [row["code"] for row in catalogue._read("in_practice.csv")] == codes
    assert len(set(codes)) == len(codes) == 194


def test_every_theme_is_used_and_no_other():
    used = [words["theme"] for words in WORDINGS.values()]
    assert set(used) == set(Theme.values)
    assert min(used.count(theme) for theme in Theme.values) >= 15


@pytest.mark.parametrize("field", ["practice", "question"])
def test_each_says_something_of_its_own(field):
    said = [words[field] for words in WORDINGS.values()]
    assert all(said)
    assert len({text.casefold() for text in said}) == len(said)
    assert not {text.casefold() for text in said} & {words["text"].casefold() for words in WORDINGS.values()}


@pytest.mark.parametrize("code", DUTIES)
def test_practice_is_one_plain_sentence(code):
    practice = WORDINGS[code]["practice"]
    assert re.fullmatch(r"[A-Z][^.!?]+\.", practice), practice
    assert 8 <= len(practice.split()) <= LONGEST
    assert not short_forms(practice)
    assert not acronyms.find(practice)


@pytest.mark.parametrize("code", DUTIES)
def test_a_question_can_be_asked_aloud(code):
    question = WORDINGS[code]["question"]
    assert re.fullmatch(r"[A-Z][^.!?]+\?", question), question
    assert 6 <= len(question.split()) <= LONGEST
    assert not short_forms(question)


@pytest.mark.parametrize("code", DUTIES)
def test_people_are_told_in_person_and_others_are_not(code):
    told = re.search(r"\b(you|your|yourself|together you)\b", WORDINGS[code]["practice"], re.IGNORECASE)
    nobody = (letters(code) in NOBODY_IN_PERSON and code not in IN_PERSON) or code in NOT_IN_PERSON
    assert bool(told) != nobody


def test_no_straight_quotes_and_no_old_names_for_children():
    written = [
        text for words in WORDINGS.values() for text in (words["practice"], words["question"], words["replaced_by"])
    ] + [text for fields in catalogue.provisions() for text in (fields["title"], fields["text"], fields["note"])]
    assert not [text for text in written if "'" in text or '"' in text or text != text.strip()]
    assert not [text for text in written if re.search(r"\bLAC\b|looked-after child\b", text)]


def test_overlaps_exist_and_go_both_ways():
    for code, (_, overlaps) in DUTIES.items():
        assert len(set(overlaps)) == len(overlaps)
        assert code not in overlaps
        for other in overlaps:
            assert code in DUTIES[other][1], f"{code} and {other}"


@pytest.mark.parametrize(
    "group",
    [
        "U4 WC05",
        "SE03 EM01",
        "LJ06 CB04 PN02 SE10",
        "DC07 LM06d",
        "LC01 WC02 WC10",
        "S1 LJ01",
        "OS02 LM19",
        "LM10 LM20",
        "S2 LJ03",
        "DC20 PA01",
        "SB05 NM04",
        "DC10 OF01",
        "EM04 WC01 U1",
    ],
)
def test_duties_that_say_much_the_same_are_linked(group):
    codes = group.split()
    for code in codes:
        assert set(codes) - {code} <= set(DUTIES[code][1])


def test_what_replaced_the_old_is_said_for_all_that_is_old_and_nothing_else():
    historic = {code for code, words in WORDINGS.items() if words["historic"]}
    assert {code for code, words in WORDINGS.items() if words["replaced_by"]} == historic
    assert len(historic) == 15
    assert all(WORDINGS[code]["replaced_by"].endswith(".") for code in historic)


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("LJ08", "Working Together to Safeguard Children"),
        ("RV02", "regulation 44 of the Children’s Homes (England) Regulations 2015"),
        ("LC09", "section 100 of the Deregulation Act 2015"),
        ("LC02", "April 2013"),
        ("S4", "revoked in October 2010"),
    ],
)
def test_fact_18_what_replaced_it_names_the_law(code, names):
    assert names in WORDINGS[code]["replaced_by"]


def test_what_two_hold_together_is_marked():
    assert {letters(code) for code, words in WORDINGS.items() if words["is_joint"]} == {"LC", "LJ", "S"}
    assert all(words["is_joint"] for code, words in WORDINGS.items() if letters(code) in {"LC", "LJ", "S"})
    assert all(len(words["held_by"]) == 2 for words in WORDINGS.values() if words["is_joint"])


@pytest.mark.parametrize("code", DUTIES)
def test_who_holds_it_comes_to_the_kinds_of_office_that_do(code):
    words = WORDINGS[code]
    assert holders.kinds(words["held_by"]) == BY_CODE.get(code, HELD[letters(code)])
    assert {key for key in words["held_by"] if key.startswith("org_")} == ORGANISATIONS.get(letters(code), set())


def test_what_the_lead_member_encourages_is_done_by_every_member():
    done = {code: words["done_by"] for code, words in WORDINGS.items() if words["done_by"]}
    assert done == {f"LM06{letter}": ["every_member"] for letter in "abcdefgh"}


def test_every_short_form_of_the_catalogue_can_be_explained():
    unknown = {one for words in WORDINGS.values() for one in short_forms(words["text"])} - set(acronyms.WORDS)
    assert unknown == set()


LAW = catalogue.provisions()


@pytest.mark.parametrize("provision", LAW, ids=[fields["code"] for fields in LAW])
def test_a_provision_is_whole(provision):
    Provision(**provision).clean_fields()
    assert provision["source"]
    assert provision["held_by"]
    assert holders.labels(provision["held_by"])
    assert not acronyms.find(" ".join([provision["title"], provision["text"], provision["note"]]))
    assert provision["text"].endswith(".")


def test_fact_18_the_guidance_of_2009_and_regulation_33_are_history_and_nobodys_current_duty():
    """They stay in the catalogue as what the founding documents said, and each says what came in its place."""
    for code in ("LC02", "RV01", "RV02"):
        assert WORDINGS[code]["historic"]
        assert WORDINGS[code]["text"]
    assert "regulation 33" in WORDINGS["RV01"]["replaced_by"]
    assert "choice" in WORDINGS["RV01"]["replaced_by"]
    guidance = [fields for fields in LAW if fields["group"] == "guidance"]
    assert all("April 2013" in fields["source"] for fields in guidance)
    assert not any("2009" in fields["source"] or "egulation 33" in fields["source"] for fields in LAW)
    assert "replaced the versions of 2005, 2009 and 2012" in guidance[0]["note"]


def test_there_are_seven_principles_and_all_of_the_council_holds_them():
    principles = [fields for fields in LAW if fields["group"] == "principles"]
    assert [fields["code"] for fields in principles] == [f"P{number}" for number in range(1, 8)]
    assert [fields["source"][-3:] for fields in principles] == [f"({letter})" for letter in "abcdefg"]
    assert {holders.kinds(fields["held_by"]) for fields in principles} == {holders.EVERYONE}
    assert {fields["state"] for fields in principles} == {"in_force"}


def test_what_is_enacted_waits_for_its_day_and_says_so():
    enacted = [fields for fields in LAW if fields["state"] == "enacted"]
    assert {fields["code"] for fields in enacted} == {"O10", *(f"B{number}" for number in range(1, 7))}
    assert {fields["commences_on"] for fields in enacted} == {None}
    assert all("Enacted 29 April 2026; check commencement." in fields["note"] for fields in enacted)


def test_partner_bodies_are_not_bound_by_the_councils_principles():
    assert not [fields for fields in LAW if fields["group"] == "principles" and "org_partners" in fields["held_by"]]
    assert all("org_partners" in fields["held_by"] for fields in LAW if fields["group"] == "partners")


def test_codes_of_the_law_are_its_own():
    codes = [fields["code"] for fields in LAW]
    assert len(set(codes)) == len(codes)
    assert not set(codes) & set(DUTIES)
    assert {fields["group"] for fields in LAW} == set(Provision.Group.values)
