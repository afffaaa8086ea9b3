"""Runs every benchmark of this folder and prints one table: what, against what, ratio, bound, verdict.

    python -m benchmarks            all
    python -m benchmarks startup    only those

Ends with 1 when a promise is broken or a benchmark cannot run.
"""

import importlib
import os
import sys
import traceback
from pathlib import Path

from benchmarks.compare import Row

HERE = Path(__file__).resolve().parent
NOT_BENCHMARKS = {"__main__", "compare", "catch_report"}
LINE = "{what:<44} {against:<48} {ratio:>7} {bound:>6}  {verdict:<7} {detail}"


def names() -> list[str]:
    """Return the benchmarks of this folder: every module that offers `rows`."""
    return sorted(file.stem for file in HERE.glob("*.py") if file.stem not in NOT_BENCHMARKS)


def show(row: Row) -> None:
    """Print one line of the table."""
    verdict = "kept" if row.kept else "BROKEN"
    fields = {**row._asdict(), "ratio": f"x{row.ratio:.2f}", "bound": f"x{row.bound:.2f}", "verdict": verdict}
    print(LINE.format(**fields), flush=True)


def main(wanted: list[str]) -> int:
    """Run the wanted benchmarks, all if none is named."""
    if not hasattr(os, "wait4"):
        print("Benchmarks need a system that tells what a process used (os.wait4): Linux or macOS.")
        return 4
    print(LINE.format(what="what", against="against", ratio="ratio", bound="bound", verdict="", detail="medians"))
    kept = True
    for name in wanted or names():
        try:
            for row in importlib.import_module(f"benchmarks.{name}").rows():
                show(row)
                kept &= row.kept
        except Exception:  # noqa: BLE001 - the others are measured all the same
            print(f"{name} could not be measured:\n{traceback.format_exc()}", flush=True)
            kept = False
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
