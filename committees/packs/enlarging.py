"""Large print: the same document, set in larger letters."""

from django.template.loader import render_to_string

from reports.printing import Document

END = "</head>"


def enlarged(document):
    """A document in large print (16 points and up): its own styles, and after them those of large print."""
    head, end, rest = document.html.partition(END)
    return Document(f"{head}<style>{render_to_string('pdf/large.css')}</style>{end}{rest}", document.assets)
