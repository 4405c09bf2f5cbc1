"""Paragraphs of an invented report in which nobody is told, and no number is small."""

CLEAN = [
    "Every child in care has a plan for school, and it is written anew in each term of the year.",
    "On 31 March 2026 the council looked after 214 children. A year before it was 198.",
    "Of the 214 children, 61 live outside the county, most of them within 20 miles of their old home.",
    "Reviews were on time for nine children in ten, which is better than the 84% of 2025.",
    "Children aged 5 to 10 moved least. Those aged 16 and 17 moved most, 1.4 times in the year on average.",
    "The Sub-Committee met 4 times. It heard from Our Voice at 3 of its 4 meetings, and visited two homes.",
    "Councillor Marsh, who leads on children, asked that dental checks are told for each quarter.",
    "Ofsted judged the service good on 3 May 2024. Inspectors named 2 things to do better.",
    "In Key Stage 2, 58% of 43 pupils met the standard in reading; in Year 6 of all schools, 74% did.",
    "A foster carer is paid £462 a week, £3 more than last spring; 118 families foster for the council.",
    "The three-year plan has 6 aims, 2 of which are about housing. Section 3 says how they are paid for.",
    "Fewer than 5 children went missing for more than a day. Each was spoken to within 72 hours.",
    "Two children’s homes have opened since 2023, with room for four children each. A third opens in 2027.",
    "One worker visits 15 young people on average, and no worker has more than 18.",
    "The Children and Social Work Act 2017 names seven principles; the council has regard to each of them.",
    "Young people said that waiting is hardest when nobody says how long. They asked for a name in every letter.",
    "Edda Stone leads the work with the Designated Nurse, Rosa Finch. Kofi Barnes speaks for the Virtual School.",
    "Since the Trust was set up on 1 April 2019, health checks have risen from 71% to 92% of 214 children.",
    "The Panel asked for 3 things: a list of dentists, a phone line, and a leaflet made by young people.",
    "Care leavers aged 18 to 25 can apply; 47 did, and 29 were given a place. Appendix A, page 14, says how.",
    "A child’s wishes are written down in their own words, and read out at each review by whoever they choose.",
    "Three services have not yet offered a place. Their directors were asked to answer by Friday 4 September 2026.",
]
CLEAN_TABLE = {
    "caption": "Health reviews and dental checks in the year, by age, table",
    "table": {
        "head": ["Age", "Children", "Reviewed on time", "Seen by a dentist", "Weeks waited"],
        "rows": [
            ["Under 5", "41", "38", "29", "3"],
            ["5 to 10", "66", "61", "58", "2"],
            ["11 to 17", "107", "98", "92", "4"],
            ["Total", "214", "197", "179", "3"],
        ],
    },
}
