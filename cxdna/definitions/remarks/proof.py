"""What a question says about its proof, held against the kinds of evidence of the playbook."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from cxdna.definitions.remarks.model import Content, Remark, remark
from cxdna.definitions.wording import meant, shortened
from cxdna.statistics.display import counted

LINT: Final = "proof"
# The form in which a proof may name a kind and how long it stays fresh: (policy, 24 months).
_NAMED: Final = re.compile(r"\(([^(),]+),\s+([0-9]{1,4})\s+months?\)")


def proof(content: Content) -> Iterator[Remark]:
    """Yield kinds of evidence that the playbook does not have, and months in which it does not count them."""
    kinds = {kind.id: kind.fresh_months for kind in content.playbook.evidence.kinds}
    for file in content.asked:
        for index, question in enumerate(file.value.questions):
            where = ("questions", index, "proof")
            for name, said in _NAMED.findall(question.proof):
                fresh = kinds.get(name)
                if fresh is None:
                    what = f"'{shortened(name)}' in the proof of '{question.id}' is no kind of evidence of the playbook"
                    yield remark(file.document, where, LINT, what, meant(name, kinds))
                elif fresh != int(said):
                    months = counted(int(said), "month")
                    what = f"in the proof of '{question.id}' '{name}' counts for {months}, in the playbook for {fresh}"
                    yield remark(file.document, where, LINT, what, "write the months of the playbook")
