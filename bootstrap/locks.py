"""make locks: for whoever changes pyproject.toml or package.json. Nobody else needs it."""

import shutil

from bootstrap import ROOT, VENV, SetUpError
from bootstrap.frontend import NODE_LOCK, first_on_path, npm
from bootstrap.packages import LOCKS
from bootstrap.processes import run

COMPILE = (
    "pip",
    "compile",
    "--universal",
    "--python-version",
    "3.11",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-header",
    "--quiet",
)


def lock():
    """Write every lock file anew; what still fits is kept as it is. None of them names an address to download from."""
    uv = shutil.which("uv") or shutil.which("uv", path=VENV / "bin")
    if uv is None:
        raise SetUpError("uv is needed to write the lock files. To get it: .venv/bin/pip install uv")
    doing = "writing the lock files"
    run([uv, *COMPILE, "pyproject.toml", "-o", LOCKS["run"].name], doing=doing)
    run(
        [uv, *COMPILE, "-c", LOCKS["run"].name, "--extra", "dev", "pyproject.toml", "-o", LOCKS["dev"].name],
        doing=doing,
    )
    run([uv, *COMPILE, "bootstrap/node.in", "-o", NODE_LOCK.relative_to(ROOT)], doing=doing)
    program = npm()
    run([program, "install", "--package-lock-only"], doing=doing, env=first_on_path(program))
