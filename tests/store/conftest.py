"""A real PostgreSQL server for this folder, started when the first test asks for it."""

import os
from collections.abc import Iterator

import pytest

from tests.store.server import Server, programs, running


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    if programs() is None:
        assert os.environ.get("CI") != "true", "PostgreSQL is not installed: apt-get install postgresql"
        pytest.skip("PostgreSQL's server is not installed here: apt-get install postgresql")
    with running() as one:
        yield one
