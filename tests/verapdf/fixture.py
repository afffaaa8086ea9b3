"""The fixture `verapdf`; a conftest.py that wants it imports it from here."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest

from tests.verapdf.harness import Unavailable, Verdict, classpath, validate


def unavailable(problem: Unavailable, environment: dict[str, str]) -> None:
    """Skip on a machine without veraPDF, but never in CI: there a check that did not run is a failure."""
    if environment.get("CI") == "true":
        pytest.fail(f"veraPDF must run in CI: {problem}", pytrace=False)
    pytest.skip(f"veraPDF is not here: {problem}")


@pytest.fixture(scope="session")
def verapdf() -> Callable[..., list[Verdict]]:
    """Return a function that checks files: `verapdf([file, ...], flavour="ua1")`."""
    try:
        classpath()
    except Unavailable as problem:
        unavailable(problem, dict(os.environ))
    return validate
