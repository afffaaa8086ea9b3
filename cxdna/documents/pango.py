"""What printing needs of the system beside Python, and the one command that brings it on each system."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Mapping

from cxdna.documents.job import Absent
from cxdna.errors import MissingOnMachine

PACKAGES = {
    "debian": "apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
    "fedora": "dnf install pango harfbuzz",
    "suse": "zypper install libpango-1_0-0 libharfbuzz-subset0",
    "alpine": "apk add pango so:libharfbuzz-subset.so.0",
    "arch": "pacman -S pango harfbuzz",
}
FAMILIES = {
    "ubuntu": "debian",
    "linuxmint": "debian",
    "raspbian": "debian",
    "rhel": "fedora",
    "centos": "fedora",
    "rocky": "fedora",
    "almalinux": "fedora",
    "opensuse-leap": "suse",
    "opensuse-tumbleweed": "suse",
    "sles": "suse",
    "manjaro": "arch",
}
MACOS = "brew install pango"
WINDOWS = "pacman -S mingw-w64-ucrt-x86_64-pango, in the terminal of MSYS2 (winget install MSYS2.MSYS2)"


def linux_family(release: Mapping[str, str]) -> str:
    """Return the family that a Linux belongs to by its os-release file; empty when it is none we know."""
    for name in (release.get("ID", ""), *release.get("ID_LIKE", "").split()):
        family = FAMILIES.get(name, name)
        if family in PACKAGES:
            return family
    return ""


def install_command(system: str = sys.platform, family: str | None = None, *, root: bool | None = None) -> str:
    """Return the command that brings Pango and HarfBuzz to this system, or in words what to install."""
    if system == "win32":
        return WINDOWS
    if system == "darwin":
        return MACOS
    known = PACKAGES.get(this_family() if family is None else family)
    if known is None:
        return "install Pango, its FreeType library (pangoft2) and harfbuzz-subset with this system's package manager"
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0 if root is None else root
    return known if is_root else f"sudo {known}"


def this_family() -> str:
    """Return the family of the Linux this runs on; empty elsewhere."""
    try:
        return linux_family(platform.freedesktop_os_release())
    except OSError:
        return ""


def missing_on_machine(absent: Absent) -> MissingOnMachine:
    """Return the error for a process that could not load what it prints with."""
    if absent.package:
        return MissingOnMachine(
            f"the Python packages that make PDFs are not complete ({absent.detail})",
            f"{sys.executable} -m pip install 'WeasyPrint>=70,<71'",
        )
    return MissingOnMachine("PDFs need the library Pango, which is not on this machine", install_command())
