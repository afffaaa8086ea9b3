"""Text that people can read as it stands."""

import pytest

from cxdna.organisation.plain_text import is_readable


@pytest.mark.parametrize(
    "text", ["", "Ruth Okafor", "José", "می\u200cخواهم", "Mar\u200fia אב", "日本", "a\u00a0b", "👩\u200d🔧"]
)
def test_names_of_all_languages_are_readable(text: str) -> None:
    assert is_readable(text)


@pytest.mark.parametrize(
    "sign", ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\u2028", "\u202e", "\u2066", "\ufeff", "\udcff"]
)
def test_signs_that_nobody_sees_are_not(sign: str) -> None:
    assert not is_readable(f"a{sign}b")
    assert not is_readable(f"a{sign}b", lines=True)


@pytest.mark.parametrize("sign", ["\n", "\r", "\t"])
def test_several_lines_are_readable_where_they_may_stand(sign: str) -> None:
    assert not is_readable(f"a{sign}b")
    assert is_readable(f"a{sign}b", lines=True)
