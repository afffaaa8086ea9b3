"""What customers of the example write: put together from pieces, so that hardly two are the same."""

from __future__ import annotations

from typing import Final

from cxdna.workflows.demo.customers.chance import Chance

_WHERE: Final = ("in the plant room", "at the school", "in block B", "at the north site", "on the second floor", "here")
_GLAD: Final = (
    "The engineer came at the time promised",
    "A good visit",
    "The person on the phone knew our system",
    "The repair was done in one go",
    "Everything was left clean",
    "We were called back as promised",
)
_GLAD_TOO: Final = (
    "and explained what had been wrong",
    "and we would ask for the same person again",
    "and it has run well since",
    "and the paperwork came the same day",
    "and our tenants noticed the difference",
)
_SORRY: Final = (
    "I had to call {number} times before anybody knew about our boiler",
    "Nobody told us that the part was on back order",
    "This was visit number {number} for the same fault",
    "We waited {number} days for an answer",
    "The form asked for things that you already know",
    "The report named the wrong building",
)
_SORRY_TOO: Final = (
    "and nobody could say when it will be settled",
    "and our tenants had no heating meanwhile",
    "and we heard of it only when we asked",
    "and it is not the first time",
)
_LEAVING: Final = "we are thinking about another supplier"


def comment(chance: Chance, *, glad: bool) -> str:
    """Return what somebody writes who is glad, or is not."""
    first, second = (_GLAD, _GLAD_TOO) if glad else (_SORRY, _SORRY_TOO)
    leaving = not glad and chance() < 0.12  # noqa: PLR2004 - one in eight who are not glad
    parts = (
        _one(chance, first).format(number=2 + int(chance() * 8)),
        f"and {_LEAVING}" if leaving else _one(chance, second),
        f"({_one(chance, _WHERE)}, {1 + int(chance() * 28)} of the month)" if chance() < 0.7 else "",  # noqa: PLR2004
    )
    return " ".join(part for part in parts if part)


def _one(chance: Chance, choices: tuple[str, ...]) -> str:
    return choices[int(chance() * len(choices))]
