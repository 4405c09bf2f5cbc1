"""The front end: packages by npm's lock file, and static/build/ made from them.

A service that is not GOV.UK may use the code of govuk-frontend but neither its font nor the royal
coat of arms, so both are taken out here and the build refuses to finish if any of either is left.
"""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

from bootstrap import PYTHON, ROOT, VENV, SetUpError, hash_of, read, say, scripts
from bootstrap.packages import PIP_INSTALL
from bootstrap.processes import run

MODULES = ROOT / "node_modules"
BUILD = ROOT / "static" / "build"
LICENCES = ROOT / "bootstrap" / "licences"
NODE_LOCK = ROOT / "bootstrap" / "node.lock"
OLDEST_NODE = 18
FONT_FAMILY = "Atkinson Hyperlegible Next"
FONT_STACK = f'var(--cp-font,"{FONT_FAMILY}",arial,sans-serif)'
FONT_PACKAGE = "atkinson-hyperlegible-next"
SUBSETS = ("latin-ext", "latin")  # latin alone lacks Welsh letters such as the w with a circumflex
WEIGHTS = (400, 700)
STYLES = ("normal", "italic")


def set_up(*, level):
    """Install the packages and build from them, each only when something it depends on has changed.

    Level "run" is what the pages need; "dev" adds what the tests need, and serves "run" as well.
    """
    install(level=level)
    build()


def install(*, level):
    """node_modules/ as the lock file says. Does nothing, and needs no network, when it is so already."""
    wanted = hash_of(ROOT / "package.json", ROOT / "package-lock.json", Path(scripts.__file__))
    stamp = MODULES / ".stamp"
    if read(stamp) in accepted(wanted, level=level):
        return
    say("Fetching the front-end packages")
    # A killed npm leaves a tree that it then trusts; starting afresh is the only sure repair.
    shutil.rmtree(MODULES, ignore_errors=True)
    omit = ["--omit=dev"] if level == "run" else []
    program = npm()
    run([program, "ci", *omit], doing="fetching the front-end packages", env=first_on_path(program))
    scripts.prune(MODULES / "@fontsource")
    stamp.write_text(f"{wanted} {level}")


def accepted(wanted, *, level):
    """The stamps that will do: a tree with the test packages in it serves the pages too."""
    return {f"{wanted} {level}", f"{wanted} dev"}


def build():
    """static/build/: written beside the old one and swapped in whole, so a half-made build is never served."""
    wanted = hash_of(ROOT / "package-lock.json", Path(__file__), Path(scripts.__file__), *sorted(LICENCES.iterdir()))
    if read(BUILD / ".stamp") == wanted:
        return
    fresh = BUILD.with_name(f".build-{os.getpid()}")
    shutil.rmtree(fresh, ignore_errors=True)
    (fresh / "fonts").mkdir(parents=True)
    write_govuk(MODULES / "govuk-frontend" / "dist" / "govuk", into=fresh)
    write_fonts(MODULES / "@fontsource" / FONT_PACKAGE, into=fresh)
    scripts.write(MODULES / "@fontsource", into=fresh)
    shutil.copytree(LICENCES, fresh / "licences", dirs_exist_ok=True)
    (fresh / ".stamp").write_text(wanted)
    shutil.rmtree(BUILD, ignore_errors=True)
    fresh.rename(BUILD)


def write_govuk(source, *, into):
    """The style sheet and the script (an ES module) of govuk-frontend."""
    css = (source / "govuk-frontend.min.css").read_text(encoding="utf-8")
    js = (source / "govuk-frontend.min.js").read_text(encoding="utf-8")
    (into / "govuk-frontend.min.css").write_text(without_identity(css), encoding="utf-8")
    (into / "govuk-frontend.min.js").write_text(without_source_map(js), encoding="utf-8")


def without_identity(css):
    """The style sheet without GOV.UK's font and coat of arms, set in our own font. Refuses if any is left."""
    css = re.sub(r"(/\*!?[^*]*\*/)?@font-face\{[^}]*GDS Transport[^}]*\}", "", css)
    css = css.replace("font-family:GDS Transport,arial,sans-serif", f"font-family:{FONT_STACK}")
    css = re.sub(r"[^{}]*\{[^{}]*govuk-crest[^{}]*\}", "", css)
    css = without_source_map(css)
    left = [word for word in ("GDS", "crest", "url(", "Calvert") if word in css]
    if left or FONT_STACK not in css:
        raise SetUpError(f"govuk-frontend has changed its style sheet; bootstrap/frontend.py must follow. Left: {left}")
    return css


def without_source_map(text):
    """A source map that is not served would be a broken link, and the hashed static files refuse one."""
    text = re.sub(r"/\*# sourceMappingURL=[^*]*\*/\s*", "", text)
    return re.sub(r"//# sourceMappingURL=\S*\s*$", "\n", text)


def write_fonts(source, *, into):
    """The font files, a style sheet that names them, and their licence."""
    ranges = json.loads((source / "unicode.json").read_text(encoding="utf-8"))
    rules = []
    for subset, weight, style in faces():
        name = f"{FONT_PACKAGE}-{subset}-{weight}-{style}.woff2"
        shutil.copy(source / "files" / name, into / "fonts" / name)
        rules.append(font_face(name, weight=weight, style=style, characters=ranges[subset]))
    (into / "fonts.css").write_text("\n".join(rules), encoding="utf-8")
    (into / "licences").mkdir()
    shutil.copy(source / "LICENSE", into / "licences" / f"{FONT_PACKAGE}.txt")


def faces():
    """Every font file that is shipped, as (subset, weight, style)."""
    return [(subset, weight, style) for subset in SUBSETS for weight in WEIGHTS for style in STYLES]


def font_face(name, *, weight, style, characters):
    """One @font-face rule; a browser fetches the file only when a page has one of these characters."""
    return (
        f'@font-face{{font-family:"{FONT_FAMILY}";font-style:{style};font-weight:{weight};font-display:swap;'
        f'src:url(fonts/{name}) format("woff2");unicode-range:{characters}}}'
    )


def npm():
    """The npm to use: the machine's own where its Node is new enough, else one brought by a Python package."""
    own = shutil.which("npm")
    if own and node_major(shutil.which("node")) >= OLDEST_NODE:
        return own
    brought = VENV / "bin" / "npm"
    if not brought.exists():
        say("Fetching Node, which this machine lacks")
        run([PYTHON, *PIP_INSTALL, "-r", NODE_LOCK], doing="fetching Node")
    return str(brought)


def node_major(node):
    """The major version of a Node program; 0 where there is none or it does not run."""
    if node is None:
        return 0
    try:
        said = subprocess.run([node, "--version"], capture_output=True, text=True, timeout=30, check=False).stdout
    except (OSError, subprocess.TimeoutExpired):
        return 0
    found = re.match(r"v(\d+)\.", said)
    return int(found[1]) if found else 0


def first_on_path(program):
    """An environment in which the Node that came with this npm is found before any other."""
    return {**os.environ, "PATH": f"{Path(program).parent}:{os.environ.get('PATH', os.defpath)}"}
