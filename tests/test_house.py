"""The rules of the house: what matters is a test here, not a line in a guide."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.urls import URLPattern, URLResolver, get_resolver

ROOT = Path(__file__).resolve().parent.parent
ORDER = ["pledges", "committees", "reports", "roles"]
HOUSE = ["corporate_parenting", *ORDER]
LONGEST_FUNCTION = 40
LONGEST_FILE = 400

# Django's and allauth's own pages that stand at the door.
OPEN_MODULES = ("allauth.account.", "allauth.mfa.", "django.contrib.staticfiles", "django.views.static")


def sources(*, tests=False):
    folders = [*HOUSE, "bootstrap", "bench", *(["tests"] if tests else [])]
    return sorted(
        path for folder in folders for path in (ROOT / folder).rglob("*.py") if "migrations" not in path.parts
    )


def functions():
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield path, node


def views(patterns=None, prefix=""):
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        if isinstance(pattern, URLResolver):
            yield from views(pattern.url_patterns, f"{prefix}{pattern.pattern}")
        elif isinstance(pattern, URLPattern):
            yield f"/{prefix}{pattern.pattern}", pattern.callback


def is_door(view):
    return view.__module__.startswith(OPEN_MODULES)


def imports(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(ROOT)))
def test_files_are_short_enough_to_read(path):
    assert len(path.read_text().splitlines()) <= LONGEST_FILE


def test_functions_are_short_enough_to_read():
    long = [f"{path.name}:{node.name}" for path, node in functions() if length(node) > LONGEST_FUNCTION]
    assert long == []


def length(node):
    return node.end_lineno - node.lineno + 1


def test_the_usual_function_is_short():
    lengths = sorted(length(node) for _, node in functions())
    assert lengths[len(lengths) // 2] <= 8


@pytest.mark.parametrize("app", ORDER)
def test_imports_run_one_way(app):
    above = ORDER[: ORDER.index(app)]
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in sources()
        if path.relative_to(ROOT).parts[0] == app
        for name in imports(path)
        if name.split(".")[0] in above
    ]
    assert wrong == []


def test_the_tools_import_no_app():
    tools = ROOT / "corporate_parenting" / "lib"
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in tools.rglob("*.py")
        for name in imports(path)
        if name.split(".")[0] in ORDER or re.match(r"corporate_parenting\.(?!lib)", name)
    ]
    assert wrong == []


def test_tables_point_downwards():
    wrong = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_models()
        if model._meta.app_label in ORDER
        for field in model._meta.get_fields()
        if field.is_relation
        and not field.auto_created
        and field.related_model._meta.app_label in ORDER[: ORDER.index(model._meta.app_label)]
    ]
    assert wrong == []


@pytest.mark.parametrize(("route", "view"), list(views()), ids=lambda value: value if isinstance(value, str) else "")
def test_only_public_modules_are_open(route, view):
    if not getattr(view, "login_required", True):
        assert is_door(view) or re.search(r"\.public(\.|$)|^roles\.demo$", view.__module__), f"{route} is open"


def closed_routes():
    return [
        (re.sub(r"<int:\w+>", "1", re.sub(r"<str:\w+>|<slug:\w+>|<\w+>", "x", route)), view)
        for route, view in views()
        if getattr(view, "login_required", True) and not is_door(view)
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_is_sent_to_the_door_from_every_closed_page(client, method):
    for route, _ in closed_routes():
        response = getattr(client, method)(route)
        assert response.status_code == 302, route
        assert response["Location"].startswith("/account/login/"), route


@pytest.mark.django_db
def test_public_pages_never_touch_the_session(client):
    for route, view in views():
        if ".public" in view.__module__ and "<" not in route:
            response = client.get(route)
            assert not response.cookies, route
            assert "Cookie" not in response.get("Vary", ""), route


def test_every_atomic_step_says_who():
    """A change that nobody made cannot be answered for."""
    silent = []
    for path, node in functions():
        marks = [ast.unparse(mark) for mark in node.decorator_list]
        names = {argument.arg for argument in [*node.args.args, *node.args.kwonlyargs]}
        if any("atomic" in mark for mark in marks) and "by" not in names and not node.name.startswith("_"):
            silent.append(f"{path.relative_to(ROOT)}:{node.name}")
    assert silent == []


@pytest.mark.django_db
def test_migrations_are_in_step():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_no_style_and_no_script_is_written_into_a_page():
    """
    The content security policy would stop it, and so would somebody's screen reader. A print and a web edition of a
    pack are files by themselves: they bring their style, and the page says by its digest that it is theirs.
    """
    pages = [path for path in (ROOT / "templates").rglob("*.html") if not {"pdf", "web"} & set(path.parts)]
    wrong = [
        str(path.relative_to(ROOT))
        for path in pages
        if re.search(r"\sstyle=|<style|<script(?![^>]*\ssrc=)|\son(?!e=)[a-z]+=\"", path.read_text())
    ]
    assert wrong == []


def test_templates_mark_nothing_safe():
    """What is safe is made so in one place, in Python."""
    wrong = [
        str(path.relative_to(ROOT)) for path in (ROOT / "templates").rglob("*.html") if "|safe" in path.read_text()
    ]
    assert wrong == []


def test_everything_public_says_what_it_is_for():
    silent = [
        f"{path.relative_to(ROOT)}:{node.name}"
        for path in sources()
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
        and length(node) > 12
    ]
    assert silent == []


def test_tests_that_commit_put_back_what_migrations_brought():
    """One that does not would leave rows behind that the next cannot load beside its own."""
    wrong = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in (ROOT / "tests").rglob("*.py")
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if re.search(r"django_db\(transaction=True(?!, serialized_rollback=True)", line)
    ]
    assert wrong == []
