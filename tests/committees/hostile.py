"""Hostile markup by every way that words have into a report: each addresses a listener or a planted file."""

from tests.factories.reports import (
    BlockFactory,
    ContactFactory,
    RecommendationFactory,
    SectionFactory,
    SourceFactory,
    TableFactory,
    VersionFactory,
)

DEEP = 2_000
HEAVY = {
    "a word without end": "A" * 90_000,
    "boxes in boxes": "<div>" * DEEP,
    "quotes in quotes": "> " * DEEP + "deep",
    "lists in lists": "\n".join("  " * n + "- deeper" for n in range(200)),
    "stars": "*" * 10_000,
    "brackets": "[" * 20_000,
    "columns": "|".join("x" * 60) + "\n" + "|".join("-" * 60) + "\n" + "|".join("y" * 60),
}


def markup(address, secret):
    """What somebody might write: each is to stand in the print as the letters that it is."""
    file = f"file://{secret}"
    return [
        f'<img src="{file}" alt="x"><img src="{address}/img">',
        f'<link rel="attachment" href="{file}"><a rel="attachment" href="{file}">a</a>',
        f'<link rel="stylesheet" href="{file}"><style>@import url({address}/css);p {{background: url({file})}}</style>',
        f'<p style="background: url({address}/style); position: fixed; font-size: 900pt">x</p>',
        f'<svg xmlns="http://www.w3.org/2000/svg"><image href="{address}/svg"/><image href="{file}"/></svg>',
        f'<object data="{file}"></object><embed src="{address}/embed"><iframe src="{file}"></iframe>',
        f'<script>fetch("{address}/script")</script><meta http-equiv="refresh" content="0;url={address}/meta">',
        f'<base href="{address}/"><table><tr><td colspan="999" background="{address}/td">x</td></tr></table>',
        '<img src="data:text/html;base64,PHNjcmlwdD4="><img src="data:image/svg+xml,%3Csvg/%3E"><a href="data:,x">x',
        f"![x]({address}/md) ![y]({file}) [z]({file}) [w](javascript:alert(1)) [v](data:text/html,x) <{file}>",
        f'[ref]: {file} "title"\n\n![ref] [ref]',
        "{% include 'x' %} {{ settings.SECRET_KEY }} ${7*7} <?php echo 1 ?> <!ENTITY x SYSTEM 'file:///etc/group'> &x;",
        "&#60;img src=x&#62; \u202eevil\u202c \x07 \ufffe </body></html>",
    ]


def version(address, secret):
    """A cleared report whose every field is hostile, as somebody with a way into the rows could write it."""
    words = markup(address, secret)
    one_line, all_of_it = " ".join(words)[:240], "\n\n".join(words)
    made = VersionFactory(
        title=words[0][:200],
        report__title="Hostile",
        frozen=True,
        sources_intro=all_of_it,
        recommendation_intro=words[1],
        header=[["From", one_line], [words[4][:80], words[5]]],
        footer=[["Sent to", one_line]],
    )
    section = SectionFactory(version=made, heading=words[2][:200])
    for text in words:
        BlockFactory(section=section, text=text)
    rows = [[text[:400], "<td>", "1"] for text in words]
    TableFactory(section=section, caption=words[3][:200], table={"head": [words[0], "<th>", ""], "rows": rows})
    RecommendationFactory(version=made, text=all_of_it)
    SourceFactory(version=made, title=one_line, location=f"file://{secret}")
    ContactFactory(version=made, name=words[0][:100], post=words[1][:100])
    made.implications.create(order=1, name=words[5][:100], text=all_of_it)
    return made


def figure(version, image, address):
    """A picture whose caption and description are hostile."""
    nasty = f'"><img src="{address}/alt"><x y="'
    section = version.sections.first()
    return BlockFactory(section=section, kind="figure", text="", image=image, alt=nasty, caption=nasty)
