"""The built wheel, and a fresh environment that holds nothing but it."""

import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path
from typing import NamedTuple

import pytest

HERE = Path(__file__).resolve().parent
PLAIN = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "COV_", "COVERAGE", "CXDNA"))}


class Fresh(NamedTuple):
    """An environment that holds nothing but the wheel; its libraries are lent from the running one."""

    python: Path
    network_log: Path
    away: Path

    def run(
        self, *arguments: str | Path, cwd: Path | None = None, typed: str = "", timeout: float = 240
    ) -> subprocess.CompletedProcess[str]:
        """Run the environment's interpreter in a folder outside the checkout; `typed` is what it can read."""
        return subprocess.run(
            [str(self.python), *map(str, arguments)],
            cwd=cwd or self.away,
            env={**PLAIN, "CXDNA_NETWORK_LOG": str(self.network_log), "NO_COLOR": "1", "PYTHONUTF8": "1"},
            input=typed,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=timeout,
            check=False,
        )


def succeed(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run(
        [*map(str, command)], cwd=cwd, env=PLAIN, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="session")
def built(root: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return the wheel and the source archive that it was built from."""
    out = tmp_path_factory.mktemp("dist")
    succeed(sys.executable, "-m", "build", "--no-isolation", "--outdir", out, root, cwd=out)
    (wheel,) = out.glob("*.whl")
    (archive,) = out.glob("*.tar.gz")
    return wheel, archive


@pytest.fixture(scope="session")
def fresh(built: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Fresh:
    folder = tmp_path_factory.mktemp("fresh")
    place = folder / "environment"
    venv.create(place, with_pip=False, symlinks=os.name != "nt")
    python = place / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    install = ("-m", "pip", "--python", python, "install", "--quiet", "--no-deps", "--no-index", built[0])
    succeed(sys.executable, *install, cwd=folder)
    packages = Path(sysconfig.get_path("purelib", vars={"base": str(place), "platbase": str(place)}))
    lent = dict.fromkeys([sysconfig.get_path("purelib"), sysconfig.get_path("platlib")])
    (packages / "refuse_network.py").write_bytes((HERE / "refuse_network.py").read_bytes())
    # A folder named in a .pth file is searched last, and its own .pth files are not read: no way back to the checkout.
    (packages / "lent.pth").write_text("import refuse_network\n" + "\n".join(lent) + "\n", encoding="utf-8")
    away = folder / "away"
    away.mkdir()
    return Fresh(python, folder / "network.log", away)


class Demonstration(NamedTuple):
    """What `cxdna demo` made in the fresh environment, and what it said."""

    done: subprocess.CompletedProcess[str]
    folder: Path

    @property
    def html(self) -> Path:
        """The HTML report."""
        return self.folder / "out" / "report.html"


@pytest.fixture(scope="session")
def demonstration(fresh: Fresh) -> Demonstration:
    folder = fresh.away / "tryout"
    return Demonstration(fresh.run("-m", "cxdna", "demo", folder.name), folder)
