"""The two shapes of report as Word documents: the same invented words as the samples in Markdown and text."""

from tests.docx import docx, levels, numbering, paragraph, run, table

BOLD = "<w:b/>"
LISTS = numbering(
    l1=levels(("decimal", "%1."), ("decimal", "%1.%2")),
    l2=levels(("bullet", "•"), ("bullet", "❖")),
    l3=levels(("decimal", "%1.")),
)


def labelled(label, value):
    return paragraph("", inner=run(f"{label}: ") + run(value, BOLD))


def decimal():
    """Labelled header, contacts in four columns, automatic numbers 1.1 under numbered headings."""

    def heading(text):
        return paragraph(text, style="heading1", number="1")

    def numbered(text):
        return paragraph(text, number="1", level=1)

    return docx(
        paragraph("THE COUNCIL AS A PARENT", style="Title"),
        labelled("To", "Corporate Parenting Sub-Committee"),
        labelled("Meeting Date", "14th January 2026"),
        labelled("From", "Orla Fennick\nAssistant Director Children's Care"),
        labelled("Purpose", "This report sets out who does what."),
        labelled("Recommendation", "The Sub-Committee is asked to note the duties."),
        table(
            ["Officer contact:", "", "Member contact:", ""],
            ["Name:", "Orla Fennick", "Names:", "Councillor Ada Marsh"],
            ["Post:", "Assistant Director", "Role:", "Chair"],
            ["Email:", "orla@weir.example", "Email:", "ada@weir.example"],
            ["Tel:", "0100 000 0001", "Tel:", "(office) 0100 000 0002"],
        ),
        heading("BACKGROUND"),
        numbered("The law names two people."),
        numbered("Most councils have a body."),
        heading("MAIN ISSUES"),
        numbered("In the last year:"),
        table(["Duty", "Times"], ["Visits", "12"]),
        heading("SIGNIFICANT IMPLICATIONS"),
        numbered("The work needs to be strengthened by"),
        paragraph("Clear decisions.", number="2"),
        paragraph("On good figures.", number="2", level=1),
        paragraph("Every part taking part.", number="2"),
        paragraph("SOURCE DOCUMENTS", style="heading1"),
        table(["Source Documents", "Location"], ["The Weir Promise", "Weir House"]),
        parts={"word/numbering.xml": LISTS},
    )


def continuous():
    """Lines without labels above, one count through the report with a number missing, a footer."""

    def numbered(text):
        return paragraph(text, number="3")

    return docx(
        paragraph("WEIR PARENTING BOARD", bold=True),
        paragraph("21st October 2026"),
        paragraph("PARENTING – EVERYBODY'S WORK", style="Title"),
        paragraph("BEDE O'LOAN - EXECUTIVE MEMBER FOR CHILDREN", bold=True),
        paragraph("RUTH QUILL – EXECUTIVE DIRECTOR OF CHILDREN", bold=True),
        paragraph("PURPOSE OF REPORT", style="heading1"),
        numbered("This report tells the Board about new guidance."),
        paragraph("RESPONSIBILITIES", style="heading1"),
        numbered("All councillors share them."),
        paragraph("Lead Member's Responsibilities", style="heading2"),
        numbered("The Lead Member is responsible for:"),
        paragraph("encouraging all councillors to:", number="2"),
        paragraph("go to meetings", number="2", level=1),
        paragraph("asking others.", number="2"),
        paragraph("In addition, there is the vote."),
        paragraph("5. The guidance is a chance."),
        paragraph("RECOMMENDATION", style="heading1"),
        paragraph("6. It is recommended that the Board advise the Executive to note its views."),
        paragraph("REASONS", style="heading1"),
        paragraph("7. The council is responsible."),
        paragraph("BACKGROUND PAPERS", style="heading1"),
        paragraph("The following background papers were used in the preparation of this report:"),
        paragraph("Who Answers (2026)", number="2"),
        paragraph("Author: Sia Lund, Participation Officer"),
        paragraph("Tel No: 0100 000 0009"),
        paragraph("Address: PO Box 1, Weir House"),
        paragraph("Website: http://www.weir.example"),
        parts={"word/numbering.xml": LISTS},
    )
