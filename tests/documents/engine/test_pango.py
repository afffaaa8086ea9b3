"""The one command that brings Pango, by system."""

from __future__ import annotations

import pytest

from cxdna.documents.pango import install_command, linux_family


@pytest.mark.parametrize(
    ("release", "family"),
    [
        ({"ID": "debian"}, "debian"),
        ({"ID": "ubuntu", "ID_LIKE": "debian"}, "debian"),
        ({"ID": "pop", "ID_LIKE": "ubuntu debian"}, "debian"),
        ({"ID": "fedora"}, "fedora"),
        ({"ID": "rocky", "ID_LIKE": "rhel centos fedora"}, "fedora"),
        ({"ID": "opensuse-leap"}, "suse"),
        ({"ID": "alpine"}, "alpine"),
        ({"ID": "endeavouros", "ID_LIKE": "arch"}, "arch"),
        ({"ID": "nixos"}, ""),
        ({}, ""),
    ],
)
def test_families(release: dict[str, str], family: str) -> None:
    assert linux_family(release) == family


@pytest.mark.parametrize(
    ("system", "family", "root", "command"),
    [
        ("linux", "debian", True, "apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"),
        ("linux", "debian", False, "sudo apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"),
        ("linux", "fedora", False, "sudo dnf install pango harfbuzz"),
        ("linux", "arch", True, "pacman -S pango harfbuzz"),
        ("linux", "", True, "install Pango, its FreeType library (pangoft2) and harfbuzz-subset"),
        ("darwin", None, False, "brew install pango"),
        ("win32", None, False, "pacman -S mingw-w64-ucrt-x86_64-pango, in the terminal of MSYS2"),
    ],
)
def test_commands(system: str, family: str | None, root: bool, command: str) -> None:
    assert install_command(system, family, root=root).startswith(command)


def test_this_machine_has_one() -> None:
    assert install_command()
