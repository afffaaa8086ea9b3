"""Every number that a page prints beside its sentences, against what was recomputed."""

from collections.abc import Iterator

from cxdna.documents.report.model import ReportView
from tests.documents.wording import beside_compared, beside_method, beside_parts, beside_plan, beside_whole
from tests.documents.wording.beside import Pair
from tests.documents.wording.drafts import drafts_in
from tests.documents.wording.facts import Facts


def pairs(view: ReportView, facts: Facts) -> Iterator[Pair]:
    """Yield every printed number with the recomputed one."""
    yield from beside_whole.frame(view, facts)
    yield from beside_whole.cover(view, facts)
    yield from beside_whole.answer(view, facts)
    yield from beside_whole.profile(view, facts)
    yield from beside_plan.cover(view, facts)
    yield from beside_plan.answer(view, facts)
    yield from beside_plan.on_a_page(view.plan, facts, view_linked=view.linked)
    yield from beside_compared.disagreement(view.disagreement, [level.fill for level in view.reading.levels], facts)
    yield from beside_compared.change(view.change, facts)
    for index, (phase, node) in enumerate(zip(view.phases, facts.book.top, strict=True), start=1):
        yield from beside_parts.phase(phase, node.id, index, facts)
    yield from beside_method.method(view, facts)
    yield from beside_method.appendix(view, facts)
    texts = {draft.place for draft in drafts_in(view) if draft.text}
    said = f"All {len(texts)} texts of this document that could be written by a person are drafted."
    yield "colophon", view.colophon.says, said
