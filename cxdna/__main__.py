"""The command `cxdna`: runs the app, and is the one place that turns failures into exit codes."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line."""
    from cxdna.cli.run import run  # noqa: PLC0415 - so that an interrupt while loading is still handled by Python alone

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
