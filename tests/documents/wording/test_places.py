"""Every text that stands alone has a place of its own, named after what it is about; what people write stays there."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from cxdna.documents.draft import Draft
from cxdna.documents.material import Material
from cxdna.documents.places import CHAPTERS, place_of, texts_of
from cxdna.documents.report.build import build
from cxdna.documents.written import ground, stands
from cxdna.organisation.model import Written
from cxdna.workflows.printing.model import Request
from cxdna.workflows.printing.report import assemble
from cxdna.workflows.wording.gather import DOCUMENTS, words_of
from tests.documents.wording.drafts import drafts_in
from tests.documents.wording.sets import CASES, COMPONENTS, PHASES
from tests.documents.wording.test_every_claim import EVERY_KIND, named


@pytest.fixture(scope="module")
def material(tmp_path_factory: pytest.TempPathFactory) -> Material:
    """Return an assessment with everything that documents have pages for: last time, two groups, a plan."""
    now, before = CASES["planned"]().write(tmp_path_factory.mktemp("planned"))
    return assemble(Request(answers=now, previous=before, plan=now.with_name("plan.yaml"), out=Path("out")))


@pytest.mark.parametrize("name", EVERY_KIND)
def test_each_text_has_a_place_of_its_own(name: str) -> None:
    view = named(name)[0]
    places = [draft.place for draft in texts_of(view)]
    assert len(places) > 30
    assert len(set(places)) == len(places)
    assert not [draft for draft in drafts_in(view) if draft.text and not draft.place]
    assert {place.split(".")[0] for place in places} <= CHAPTERS


def test_each_place_can_be_found(material: Material) -> None:
    view = build(material)
    chapters = {part.name for part in material.definitions.values()} | {"Cover", "The answer on one page", "Profile"}
    chapters |= {"Where people disagree", "What changed", "The plan on a page"}
    pages = {entry.anchor for entry in view.contents} | {"cover"}
    for draft in texts_of(view):
        place = place_of(draft.place, material)
        assert place.anchor in pages, draft.place
        assert place.most > len(draft.text), f"{draft.place}: {len(draft.text)} characters"
        assert place.words.split(", ")[0].removeprefix("Opener of ") in chapters, place.words
        about = next((part for part in (*COMPONENTS, *PHASES) if part in draft.place.split(".")), None)
        assert about is None or material.definitions[about].name in place.words


def test_no_two_places_are_told_alike(material: Material) -> None:
    said = [text.where.words for text in words_of(material).texts]
    assert len(said) > len(list(texts_of(build(material)))), "the plan has no text of its own"
    assert len(set(said)) == len(said)


def test_a_place_has_one_text_in_whichever_document(material: Material) -> None:
    views = [view for make in DOCUMENTS if (view := make(material)) is not None]
    assert len(views) == len(DOCUMENTS)
    texts: dict[str, set[str]] = {}
    for draft in texts_of(views):
        texts.setdefault(draft.place, set()).add(draft.text)
    assert not {place: said for place, said in texts.items() if len(said) > 1}
    assert not [draft for draft in drafts_in(views) if draft.text and not draft.place]


def test_a_text_stays_with_what_it_is_about() -> None:
    first = set()
    for name in ("example", "a single gap"):
        view = named(name)[0]
        point = view.answer.holds_back[0]
        part = point.anchor.removeprefix("at-")
        assert point.text.place == f"answer.holds_back.{part}.text"
        assert f"component.{part}.headline" in {draft.place for draft in texts_of(view)}
        first.add(part)
    assert len(first) == 2, "the same part stands first both times, which shows nothing"


def test_what_people_write_is_printed_and_claims_nothing(material: Material) -> None:
    drafts = {draft.place: draft for draft in texts_of(build(material))}
    written = {
        place: Written(place=place, text=f"Our words on {place}", over=ground(draft), by="Ann Lee")
        for place, draft in drafts.items()
    }
    view = build(replace(material, written=written))
    texts = list(texts_of(view))
    assert [text.text for text in texts] == [f"Our words on {place}" for place in drafts]
    assert {(text.state, text.by, text.claims) for text in texts} == {("written", "Ann Lee", ())}
    assert [text.instead_of for text in texts] == list(drafts.values())
    assert len(view.colophon.texts) == len(drafts)
    assert any("but for those that the colophon" in note.value for note in view.reading.notes)
    count = len(drafts)
    assert view.colophon.says == (
        f"Of {count} texts in this document, 0 are drafted and {count} were written: {count} by Ann Lee."
    )


def test_a_text_goes_stale_with_any_claim_and_with_nothing_else(material: Material) -> None:
    drafts = [draft for draft in texts_of(build(material)) if draft.claims]
    assert len(drafts) > 80
    for draft in drafts:
        written = Written(place=draft.place, text="Our words", over=ground(draft))
        assert state(draft, written) == "written"
        put_anew = replace(draft, text=f"Put anew: {draft.text}", rule="another", claims=draft.claims[::-1])
        assert state(put_anew, written) == "written"
        for at, claim in enumerate(draft.claims):
            for other in (replace(claim, said=f"{claim.said} or so"), replace(claim, of=(*claim.of, "another"))):
                claims = (*draft.claims[:at], other, *draft.claims[at + 1 :])
                assert state(replace(draft, claims=claims), written) == "stale"


def state(draft: Draft, written: Written) -> str:
    return stands(draft.place, draft, written).state


def test_a_text_over_nothing_that_is_known_is_not_called_stale(material: Material) -> None:
    draft = next(texts_of(build(material)))
    assert state(draft, Written(place=draft.place, text="Our words")) == "written"
    assert state(draft, Written(place=draft.place, text=draft.text, over="0" * 64)) == "drafted"
    assert state(draft, Written(place=draft.place, text="", over="0" * 64)) == "drafted"


def test_the_colophon_says_who_wrote_what_and_what_changed_since(material: Material) -> None:
    plain = build(material).colophon
    assert plain.texts == ()
    assert " drafted." in plain.says
    drafts = {draft.place: draft for draft in texts_of(build(material))}
    first, second, third = list(drafts)[:3]
    written = {
        first: Written(place=first, text="One", over=ground(drafts[first]), by="Ann Lee"),
        second: Written(place=second, text="Two", over="0" * 64, by="Ann Lee"),
        third: Written(place=third, text="Three", over=ground(drafts[third])),
    }
    made = build(replace(material, written=written)).colophon
    count = len(drafts)
    assert made.says == (
        f"Of {count} texts in this document, {count - 3} are drafted and 3 were written: two by Ann Lee and one "
        "without a name. The figures under one of them have changed since."
    )
    assert [(text.who, text.stale) for text in made.texts] == [
        ("Ann Lee", False),
        ("Ann Lee", True),
        ("No name given", False),
    ]
    assert all(text.anchor for text in made.texts)
