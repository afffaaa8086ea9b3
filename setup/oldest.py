"""Print the lowest version that pyproject.toml allows of each library, as constraints for pip.

`make oldest` runs the tests with them, so that a lower bound is a fact and not a guess.
"""

import re
import sys
import tomllib
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent / "pyproject.toml"


def lowest(requirement: str) -> str:
    """Turn `name>=1.2,<2; marker` into `name==1.2; marker`."""
    found = re.fullmatch(r"([\w.-]+)>=([\w.]+)[^;]*(;.*)?", requirement)
    if not found:
        msg = f"{requirement!r} has no lower bound"
        raise ValueError(msg)
    name, version, marker = found.groups()
    return f"{name}=={version}{marker or ''}"


if __name__ == "__main__":
    project = tomllib.loads(PROJECT.read_text("utf-8"))["project"]
    libraries = [*project["dependencies"], *project["optional-dependencies"]["survey"]]
    sys.stdout.write("\n".join(map(lowest, libraries)) + "\n")
