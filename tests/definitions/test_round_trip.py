from __future__ import annotations

from pathlib import Path

import yaml
from hypothesis import given
from hypothesis import strategies as st

from cxdna.definitions.document import Data
from cxdna.definitions.read import parse
from cxdna.definitions.resolve import Unclear, resolve

ODD = (
    "yes",
    "NO",
    "on",
    "010",
    "12:30:45",
    "1_000",
    "null",
    "~",
    "",
    "=",
    "<<",
    "- a",
    "# b",
    "a: b",
    "[x]",
    "{{7*7}}",
)
MORE = (
    "*a",
    "&a",
    "!a",
    "%a",
    "@a",
    "`a`",
    "a #b",
    " a",
    "a ",
    "'",
    '"',
    "\\",
    "a\nb",
    "\n",
    "---",
    "...",
    "? a",
    "|",
    ">",
)
STRING_TAG = "tag:yaml.org,2002:str"


def quoted_by_pyyaml_or_clear(text: str) -> bool:
    """Return whether dumping and reading agree: PyYAML leaves some text bare that YAML 1.2 reads as a number (1e3)."""
    loader = yaml.SafeLoader("")
    tag = loader.resolve(yaml.ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]  # gap in its stubs
    if tag != STRING_TAG:
        return True
    try:
        return isinstance(resolve(text), str)
    except Unclear:
        return False


UNSEEN = "\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
# What no YAML file of ours may hold in any form, and line breaks that PyYAML writes as they are.
TEXT = st.one_of(
    st.sampled_from(ODD + MORE),
    st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters=UNSEEN, include_characters="\n\t")),
).filter(quoted_by_pyyaml_or_clear)
SCALARS = st.one_of(st.none(), st.booleans(), st.integers(-(10**17) + 1, 10**17 - 1), st.floats(allow_nan=False), TEXT)
DATA = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4), max_leaves=20
)


@given(DATA, st.sampled_from(["flow", "block", "mixed"]), st.sampled_from([None, "'", '"']), st.integers(20, 200))
def test_what_is_written_is_read(data: Data, layout: str, style: str | None, width: int) -> None:
    flow = {"flow": True, "block": False, "mixed": None}[layout]
    quoting = style if isinstance(data, str) else None
    text = yaml.safe_dump(data, allow_unicode=True, default_flow_style=flow, default_style=quoting, width=width)
    reading = parse(text.encode(), Path("round.yaml"))
    assert reading.problems == ()
    assert reading.document is not None
    assert reading.document.data == data


def test_text_that_needs_quotes_is_among_the_data() -> None:
    kept = [text for text in ODD + MORE if quoted_by_pyyaml_or_clear(text)]
    assert len(kept) > 30
    assert {"yes", "010", "null", "{{7*7}}"} <= set(kept)
