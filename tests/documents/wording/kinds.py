"""Where the functions that recompute claims are registered, by kind, and what they share."""

from collections.abc import Callable

from cxdna.documents.draft import Claim
from tests.documents.wording.display import worded
from tests.documents.wording.facts import Facts

Check = Callable[[Facts, Claim], str]
CHECKS: dict[str, Check] = {}
MOST_NAMED = 3


def kind(*names: str) -> Callable[[Check], Check]:
    """Register the function that says what claims of these kinds must say; it raises AssertionError for a false one."""

    def registered(check: Check) -> Check:
        for name in names:
            assert name not in CHECKS, f"two functions for {name}"
            CHECKS[name] = check
        return check

    return registered


def plural(noun: str, count: int = 2) -> str:
    return noun if count == 1 else noun + "s"


def noun(facts: Facts) -> str:
    """Return what the parts that hold questions are called."""
    return facts.book.tiers[-1].lower()


def one(claim: Claim) -> str:
    (only,) = claim.of
    return only


def exactly(claim: Claim, expected: list[str]) -> list[str]:
    """Require that a claim is of exactly these parts or questions, whatever their order."""
    assert sorted(claim.of) == sorted(expected), f"it is of {claim.of}, the files say {expected}"
    return expected


def of_nothing(claim: Claim) -> None:
    assert claim.of == (), f"it is of {claim.of}"


def every(count: int) -> str:
    return "both" if count == 2 else f"all {worded(count)}"
