"""The formula of a KPI in symbols, and what it says that each of them stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from cxdna.definitions.document import Flaw, Where
from cxdna.definitions.model import Kpi
from cxdna.definitions.wording import listed

# A letter, or several with a capital or a digit among them: C, C0, R_start. Small words join symbols: sum of, over.
# A raised figure behind one is a power of it.
_RAISED: Final = "¹²³⁰ⁱ⁴-ⁿ"
_SYMBOL: Final = re.compile(rf"[^\W\d_{_RAISED}][^\W{_RAISED}]*")
_SIGNS: Final = frozenset({"Σ", "Π"})


def check_symbols(kpi: Kpi, where: Where) -> Iterator[Flaw]:
    """Yield symbols that are not explained, and explanations of what the formula does not hold."""
    written = list(dict.fromkeys(_SYMBOL.findall(kpi.symbols)))
    for name in kpi.where:
        if name not in (written if _SYMBOL.fullmatch(name) else kpi.symbols):
            does = f"'{kpi.symbols}' does not hold it" if kpi.symbols else "there is no formula in 'symbols'"
            yield (*where, "where", name), f"'{name}' is explained, but {does}", "write it there, or delete this line"
    unexplained = [name for name in written if _is_symbol(name) and name not in kpi.where]
    if unexplained:
        what = f"'where' does not say what {listed(unexplained)} {'stand' if len(unexplained) > 1 else 'stands'} for"
        yield (*where, "symbols"), what, "add a line for each under 'where'"


def _is_symbol(word: str) -> bool:
    return word not in _SIGNS and (len(word) == 1 or word != word.lower() or not word.isalpha())
