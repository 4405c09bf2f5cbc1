"""What the machine itself must have: libraries, checked by loading them as the product will, and programs.

PACKAGES is the one list of Debian and Ubuntu packages; the Dockerfile is held to it by a test.
"""

import ctypes
import importlib.util
import os
import platform
import shutil
import sys
from dataclasses import dataclass

from bootstrap import SetUpError, say
from bootstrap.processes import run


@dataclass(frozen=True)
class Needed:
    """One package, how to see that its content is there, and what for."""

    package: str
    why: str
    library: str = ""
    programs: tuple = ()
    module: str = ""
    # The name since Debian 13 and Ubuntu 24.04, when packages that hold a time grew a suffix.
    renamed: str = ""
    ubuntu: str = ""

    def present(self):
        """Whether the machine has it already, from wherever it came."""
        if self.library:
            return loads(self.library)
        if self.module:
            return importlib.util.find_spec(self.module) is not None
        return any(shutil.which(program) for program in self.programs)

    def name_on(self, system, version):
        """The package's name on this system, given /etc/os-release's ID and VERSION_ID (12.0 for "12")."""
        if system == "ubuntu" and self.ubuntu:
            return self.ubuntu
        if self.renamed and version >= {"debian": 13, "ubuntu": 24.04}.get(system, 1000):
            return self.renamed
        return self.package


PDF = "WeasyPrint makes PDFs with it"
RUN = (
    Needed("libglib2.0-0", PDF, library="libgobject-2.0.so.0", renamed="libglib2.0-0t64"),
    Needed("libpango-1.0-0", PDF, library="libpango-1.0.so.0"),
    Needed("libpangoft2-1.0-0", PDF, library="libpangoft2-1.0.so.0"),
    Needed("libharfbuzz0b", PDF, library="libharfbuzz.so.0"),
    Needed("libharfbuzz-subset0", PDF, library="libharfbuzz-subset.so.0"),
    Needed("libfontconfig1", PDF, library="libfontconfig.so.1"),
    Needed("fontconfig", "fonts are found through it", programs=("fc-list",)),
    Needed(
        "poppler-utils", "pages are drawn as pictures with it, so that hidden words go for good", programs=("pdftoppm",)
    ),
)
# Outside the image, which has its own Python and no use for a virtual environment.
BUILD = (Needed(f"python3.{sys.version_info[1]}-venv", "makes the folder of Python packages", module="ensurepip"),)
DEV = (
    Needed("libatomic1", "the program that drives the browser needs it", library="libatomic.so.1"),
    Needed(
        "chromium",
        "browser tests and screenshots",
        programs=("chromium", "chromium-browser", "google-chrome"),
        ubuntu="chromium-browser",
    ),
)
PACKAGES = {"run": RUN + BUILD, "dev": RUN + BUILD + DEV}


def loads(library):
    """Whether a shared library can be loaded by the name under which WeasyPrint will ask for it."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing(level):
    """What this machine lacks for "run" or "dev"."""
    return [needed for needed in PACKAGES[level] if not needed.present()]


def set_up(*, level):
    """Install what is missing where we may; otherwise say exactly what to run."""
    lacking = missing(level)
    if not lacking:
        return
    names = [needed.name_on(*this_system()) for needed in lacking]
    if shutil.which("apt-get") is None:
        wanted = "\n".join(f"  {needed.package}: {needed.why}" for needed in lacking)
        raise SetUpError(
            f"This machine lacks these, named as Debian names their packages. Install them and try again:\n{wanted}"
        )
    if os.geteuid() != 0:
        raise SetUpError(f"This machine lacks some system packages. Run this line, then try again:\n{sudo_line(names)}")
    install(names)
    if still := [needed.package for needed in missing(level)]:
        raise SetUpError(f"Installed, and yet not usable: {', '.join(still)}.")


def sudo_line(names):
    """The one line that an administrator runs."""
    return f"sudo apt-get update && sudo apt-get install --yes --no-install-recommends {' '.join(names)}"


def install(names):
    """Install system packages, as root; waits while another apt is at work."""
    say(f"Installing system packages: {' '.join(names)}")
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    apt = ["apt-get", "-o", "DPkg::Lock::Timeout=300", "--quiet"]
    run([*apt, "update"], doing="reading the list of system packages", env=env)
    run([*apt, "install", "--yes", "--no-install-recommends", *names], doing="installing system packages", env=env)


def this_system():
    """(ID, VERSION_ID as a number) of this machine's distribution; ("", 0) where it does not say."""
    try:
        release = platform.freedesktop_os_release()
        return release.get("ID", ""), float(release.get("VERSION_ID", "0"))
    except (OSError, ValueError):
        return "", 0.0
