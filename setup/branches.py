"""Say which share of the branches the tests ran, and end with 1 when it is under the bound: branches.py BOUND FILE.

Coverage's own `fail_under` counts lines and branches together, where the many lines hide the few branches.
"""

import json
import sys
from pathlib import Path


def main(bound: float, report: Path) -> int:
    """Read the report of `coverage json`; return 0 when enough branches were run."""
    totals = json.loads(report.read_text(encoding="utf-8"))["totals"]
    covered, known = totals["covered_branches"], totals["num_branches"]
    share = 100 * covered / known if known else 0.0
    verdict = "enough" if share >= bound else "not enough"
    print(f"Branches run by the tests: {covered} of {known}, {share:.1f} %; bound {bound:g} %: {verdict}")
    return 0 if share >= bound else 1


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]), Path(sys.argv[2])))
