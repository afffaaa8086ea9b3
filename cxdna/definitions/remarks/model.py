"""What a remark is, and what is looked over for remarks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

import msgspec

from cxdna.definitions.document import Document, Where
from cxdna.definitions.fit import Fitted
from cxdna.definitions.model import ActionLibrary, Definition, KpiLibrary, Playbook, Questionnaire

D = TypeVar("D", bound=Definition)


class Remark(msgspec.Struct, frozen=True, order=True):
    """What could be better in a file, where, and what to do; `lint` names what was looked for."""

    file: str
    line: int
    what: str
    do: str
    lint: str

    def __str__(self) -> str:
        """Read as `file:line: what could be better; what to do`."""
        return f"{self.file}:{self.line}: {self.what}; {self.do}"


class Content(msgspec.Struct, frozen=True):
    """All that belongs to one playbook: files that are looked over (`own`) and files that those may rely on.

    Of several versions of a questionnaire the newest is there alone.
    """

    playbook: Playbook
    own: Sequence[Fitted[Definition]]
    questionnaires: Sequence[Fitted[Questionnaire]]
    kpis: Sequence[Fitted[KpiLibrary]]
    actions: Sequence[Fitted[ActionLibrary]]

    def of_own(self, kind: type[D]) -> Iterator[Fitted[D]]:
        """Yield the files of a kind that are looked over."""
        for file in self.own:
            if isinstance(file.value, kind):
                yield Fitted(file.document, file.value)

    @property
    def asked(self) -> Sequence[Fitted[Questionnaire]]:
        """The questionnaires that are looked over, each in its newest version."""
        paths = {file.document.path for file in self.own}
        return [file for file in self.questionnaires if file.document.path in paths]


def remark(document: Document, where: Where, lint: str, what: str, do: str) -> Remark:
    """Return a remark that names this file and the line of the key or value."""
    return Remark(str(document.path), document.marks.line(where), what, do, lint)
