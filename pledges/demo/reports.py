"""The invented officers write their reports, have them cleared, and leave some unfinished."""

from functools import cache

from corporate_parenting.lib import pdf
from pledges.demo import texts
from reports import clearance, drafting
from reports.models import Block, Contact, Format

APPENDIX = """<!doctype html><html lang="en-GB"><head><title>Waiting times by month</title>
<style>@page {{ size: A4; margin: 25mm }} body {{ font-family: "Atkinson Hyperlegible Next", sans-serif }}
th, td {{ text-align: left; padding: 2mm 6mm 2mm 0 }}</style></head><body><h1>{title}</h1>
<p>Weeks from the letter to the first visit to emotional health services, on average.</p>
<table><thead><tr><th scope="col">Month</th><th scope="col">Weeks</th></tr></thead><tbody>{rows}</tbody></table>
</body></html>"""
WEEKS = {"April": 9, "May": 9, "June": 8, "July": 7, "August": 8, "September": 6}


def prepare():
    """Print what the reports append, before anything holds a transaction open."""
    for text in texts.ALL:
        if text.appendix:
            _appendix(text.appendix)


def write(text, people, body, day):
    """A draft of the text, whole, by its author; returns the Report."""
    author = people[text.author]
    report = drafting.start(title=text.title, format=Format.objects.get(name=text.format), by=author, remit=body.remit)
    version = report.versions.drafts().get()
    drafting.save_details(version, by=author, header=_header(version, text, author, body, day), **_end(text, author))
    for heading, contents in text.sections:
        fill(version.sections.get(heading=heading), contents, author)
    _finish(version, text, people["ada"], author)
    return report


def cleared(text, people, body, day):
    """The text written, sent and cleared; returns the frozen Version."""
    report = write(text, people, body, day)
    sent = clearance.submit(report, to=people["finn"], by=people[text.author])
    return clearance.clear(sent, by=people["finn"])


def _header(version, text, author, body, day):
    known = {
        "To": body.name,
        "Body": body.name,
        "Meeting date": f"{day.day} {day:%B %Y}",
        "Date": f"{day.day} {day:%B %Y}",
        "From": f"{author.name}, {author.post}",
        "Purpose": text.purpose,
        "Political lead": "Councillor Ada Marsh, Lead Member for Children",
        "Chief officer": "Selma Ruiz, Director of Children's Services",
    }
    return [[label, known.get(label, "")] for label, _ in version.header]


def _end(text, author):
    footer = [
        ["Author", f"{author.name}, {author.post}"],
        ["Telephone", author.telephone],
        ["Address", "Wexcombe Town Hall, Market Square"],
        ["Website", "https://www.wexcombe.example"],
    ]
    return {"reasons": text.reasons, "footer": footer} if text.reasons else {}


def fill(section, contents, author):
    """Put paragraphs, and tables as {caption, head, rows}, under a heading."""
    for content in contents:
        if isinstance(content, str):
            drafting.add_block(section, text=content, by=author)
        else:
            table = {"head": content["head"], "rows": content["rows"]}
            words = {"kind": Block.Kind.TABLE, "caption": content["caption"], "is_numbered": False}
            drafting.add_block(section, table=table, by=author, **words)


def _finish(version, text, chair, author):
    for verb, words in text.recommendations:
        drafting.add_recommendation(version, verb=verb, text=words, by=author)
    for title, location, published in text.sources:
        drafting.add_source(version, title=title, location=location, is_published_work=published, by=author)
    if version.report.format.shows_contacts:
        words = {"post": "Chair of the Sub-Committee", "email": chair.email, "telephone": chair.telephone}
        drafting.add_contact(version, side=Contact.Side.MEMBER, name=chair.name, by=author, **words)
    if text.appendix:
        data = _appendix(text.appendix)
        drafting.add_appendix(version, data=data, file_name="waiting-times.pdf", title=text.appendix, by=author)


@cache
def _appendix(title):
    rows = "".join(f"<tr><th scope='row'>{month}</th><td>{weeks}</td></tr>" for month, weeks in WEEKS.items())
    return pdf.render(APPENDIX.format(title=title, rows=rows)).data
