"""An assessment -> every text of its documents that people may write themselves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from cxdna import resources
from cxdna.documents.frame import Frame
from cxdna.documents.material import Material
from cxdna.documents.places import place_of, texts_of
from cxdna.documents.plan import build as plan
from cxdna.documents.report import build as report
from cxdna.documents.summary import build as summary
from cxdna.workflows.printing.material import lay_out
from cxdna.workflows.printing.model import Request
from cxdna.workflows.wording.model import Text, Words


def _plan(material: Material) -> Frame | None:
    return plan.build(material) if material.plan.head or material.plan.actions else None


DOCUMENTS: Final[tuple[Callable[[Material], Frame | None], ...]] = (report.build, _plan, summary.build)
"""What makes the view of each document, None where there is none; a text that stands in several is edited once."""


def gather(request: Request) -> Words:
    """Return the texts of an assessment. Raises `Problems`, `StorageError`; `UserError` while no figures are seen."""
    return words_of(lay_out(request, resources.folder("templates")).material)


def words_of(material: Material) -> Words:
    """Return the texts of the documents that are made of this."""
    views = [make(material) for make in DOCUMENTS]
    found = {draft.place: draft for draft in texts_of(views)}
    texts = []
    for name, stands in found.items():
        where, drafted = place_of(name, material), stands.instead_of or stands
        most = max(where.most, len(drafted.text))
        texts.append(Text(stands=stands, where=where, kept=material.written.get(name), most=most))
    elsewhere = tuple(one for name, one in material.written.items() if name not in found)
    return Words(material=material, texts=tuple(texts), elsewhere=elsewhere)
