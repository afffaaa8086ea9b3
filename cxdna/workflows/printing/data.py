"""Everything of an assessment as data for other programs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from cxdna.documents.data.gather import gather
from cxdna.documents.places import texts_of
from cxdna.documents.report.build import build
from cxdna.workflows.printing.model import Beside, Desk
from cxdna.workflows.score import as_json


def data(desk: Desk) -> Mapping[str, bytes]:
    """Return data.json."""
    texts = {one.place: one for one in texts_of(build(desk.material))}
    return {"data.json": (as_json(gather(desk.material, texts.values())) + "\n").encode()}


DATA: Final = Beside(data)
