"""Words of documents: written out, changed by people, taken back, kept while figures change."""

import datetime as dt
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Self

import msgspec
import pytest

from cxdna import resources
from cxdna.answers.model import Mode
from cxdna.documents.report.build import build
from cxdna.documents.report.model import ReportView
from cxdna.documents.wording.told import difference, figures_of
from cxdna.errors import Problems, UserError
from cxdna.organisation.model import Target, Written
from cxdna.scores.fingerprint import short
from cxdna.store.latest import words_that_hold
from cxdna.store.model import TargetKept
from cxdna.workflows.printing.material import lay_out
from cxdna.workflows.printing.model import Request
from cxdna.workflows.printing.press import notes_of, screen
from cxdna.workflows.printing.report import report
from cxdna.workflows.printing.summary import summary
from cxdna.workflows.printing.words import notes_on_words
from cxdna.workflows.wording.edit import file_for_people, record, signed
from cxdna.workflows.wording.gather import gather, words_of
from cxdna.workflows.wording.listing import list_texts, listing_json, listing_lines
from cxdna.workflows.wording.model import Only, Taken, Text, Words
from cxdna.workflows.wording.take_back import back, keep, take_back
from cxdna.workflows.words_file import read_words_file, written_in
from tests.workflows.dwelling import MOMENT, Dwelling

TODAY = dt.date(2026, 12, 10)
HEADLINE = "answer.headline"
HOSTILE = "<img src=x onerror=alert(1)> {{7*7}} [bold]x[/] https://example.com"


class Page:
    """A file of words as people change it."""

    def __init__(self, words: Words, source: str, file: Path) -> None:
        self.unwritten = words
        self.file = file
        file.write_text(source, encoding="utf-8")

    def change(self, place: str, text: str) -> Self:
        """Change a text as people do in an editor: what stands below its `text: >-`."""
        source = self.file.read_text(encoding="utf-8")
        found = re.search(rf"(  - place: {re.escape(place)}\n    text: )(>-\n(?:      .*\n)+|.*\n)", source)
        assert found, place
        body = ">-\n" + "".join(f"      {line}\n" for line in text.split("\n")) if text else ">-\n"
        self.file.write_text(source[: found.start(2)] + body + source[found.end() :], encoding="utf-8")
        return self

    def edit(self, find: str, instead: str) -> Self:
        source = self.file.read_text(encoding="utf-8")
        assert source.count(find) == 1, f"{find} stands there {source.count(find)} times"
        self.file.write_text(source.replace(find, instead), encoding="utf-8")
        return self

    def taken(self) -> Taken:
        return take_back(self.unwritten, self.file, by="Ann Lee", today=TODAY)


class Desk(Page):
    """A workspace with an assessment that twelve people answered, and a file of its words."""

    def __init__(self, home: Dwelling, file: Path) -> None:
        self.home, self.file = home, file
        self.request = Request(where=home.where, moment=MOMENT)
        self._words: Words
        self._figures: tuple[int, ...] = ()

    @property
    def words(self) -> Words:
        """Return the texts as they stand; made anew only where answers changed, as that takes a third of a second."""
        store, name = self.home.store, self.home.id
        figures = tuple(map(len, (store.targets(name), store.answers(name), store.closings(name))))
        if figures != self._figures:
            self._words, self._figures = gather(self.request), figures
        elif dict(self._words.material.written) != self.held:
            self._words = words_of(msgspec.structs.replace(self._words.material, written=self.held))
        return self._words

    def text(self, place: str = HEADLINE) -> Text:
        found = self.words.text(place)
        assert found is not None
        return found

    def write_out(self, only: Only | None = None) -> Self:
        self.file.write_text(file_for_people(self.words, self.request, only), encoding="utf-8")
        return self

    def take(self, by: str = "Ann Lee") -> tuple[str, ...]:
        words = self.words
        taken = take_back(words, self.file, by=by, today=TODAY)
        record(self.request, words, taken.written)
        return taken.warnings

    @property
    def held(self) -> dict[str, Written]:
        return {one.place: one for one in words_that_hold(self.home.store.written(self.home.id))}

    @property
    def records(self) -> int:
        return len(self.home.store.written(self.home.id))

    def write(self, text: str, place: str = HEADLINE) -> Self:
        self.write_out().change(place, text).take()
        return self

    def aim_anew(self) -> Self:
        """Change figures under the headline, and under many other texts."""
        parts = [part for part in self.words.material.leaves if part.gap is not None]
        self.home.store.add(
            *(TargetKept(assessment=self.home.id, target=Target(part=one.id, level=5)) for one in parts[:2])
        )
        question = self.home.now.questionnaire.questions[0]
        for person, *_ in self.home.people:
            self.home.say(person, question.id, 5.0, round_=2)
        return self


def quoted(page: Page, text: str) -> None:
    """Put a text in quotes, in which signs can be spelled out that no file may hold."""
    page.change(HEADLINE, "Ours").edit(
        f"place: {HEADLINE}\n    text: >-\n      Ours", f'place: {HEADLINE}\n    text: "{text}"'
    )


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Words, str]]:
    """Return the words of an assessment in which nobody wrote any, and the file of them."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("untouched")
        desk = Desk(Dwelling(folder / "alder", patch).said_by_all(), folder / "words.yaml").write_out()
        yield desk.words, desk.file.read_text(encoding="utf-8")


@pytest.fixture
def page(untouched: tuple[Words, str], tmp_path: Path) -> "Page":
    return Page(*untouched, tmp_path / "words.yaml")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return Desk(Dwelling(tmp_path / "alder", monkeypatch).said_by_all(), tmp_path / "words.yaml")


def test_a_file_nobody_touched_changes_nothing(desk: Desk) -> None:
    assert desk.write_out().take() == ()
    assert desk.records == 0
    desk.write("Our headline").write_out().take(by="Somebody else")
    assert desk.records == 1


def test_the_file_says_all_texts_in_order_with_their_figures(desk: Desk) -> None:
    words = desk.write_out().words
    file = read_words_file(desk.file).file
    assert [one.place for one in file.texts] == [one.place for one in words.texts]
    assert [one.text for one in file.texts] == [one.stands.text for one in words.texts]
    source = desk.file.read_text(encoding="utf-8")
    assert f"# Figures: {words.texts[0].drafted.claims[0].of[0]}" not in source
    part = words.material.findings.gaps[0].part
    score, gap = (claim.said for claim in desk.text(f"answer.holds_back.{part}.title").drafted.claims[1:3])
    name = words.material.definitions[part].name
    assert f"# Figures: {name}: score {score}, gap {gap}" in source
    assert max(map(len, source.splitlines())) < 160


def test_what_people_write_is_kept_with_who_and_when_and_over_what(desk: Desk) -> None:
    desk.write_out().change(HEADLINE, "Leaders have the say,\nand say so.").change("profile.deck", "Our deck").take()
    assert {place: (one.text, one.by, one.on) for place, one in desk.held.items()} == {
        HEADLINE: ("Leaders have the say, and say so.", "Ann Lee", TODAY),
        "profile.deck": ("Our deck", "Ann Lee", TODAY),
    }
    assert desk.text().stands.state == "written"
    view = _view(desk)
    assert view.answer.headline.text == "Leaders have the say, and say so."
    assert view.answer.headline.claims == ()


def test_an_empty_text_and_the_draft_itself_go_back_to_the_draft(desk: Desk) -> None:
    draft = desk.text().drafted.text
    for text in ("", draft):
        desk.write("Our headline")
        assert desk.held
        desk.write_out().change(HEADLINE, text).take()
        assert not desk.held
        assert desk.text().stands.text == draft
    before = desk.records
    desk.write_out().change(HEADLINE, "").take()
    assert desk.records == before


def test_it_stays_while_figures_change_and_is_stale_from_then_on(desk: Desk) -> None:
    desk.write("Our headline").aim_anew()
    assert desk.text().stands.state == "stale"
    assert desk.text().stands.text == "Our headline"
    desk.write_out("stale")
    source = desk.file.read_text(encoding="utf-8")
    assert "THE FIGURES UNDER IT HAVE CHANGED SINCE" in source
    assert f"# Draft: {desk.text().drafted.text[:40]}" in source
    assert len(read_words_file(desk.file).file.texts) == 1
    assert desk.take() == ()
    assert desk.text().stands.state == "stale", "a text that nobody touched has been looked at by nobody"
    words = desk.words
    record(desk.request, words, keep(words, [HEADLINE], by="", today=TODAY))
    assert (desk.text().stands.state, desk.held[HEADLINE].by) == ("written", "Ann Lee")
    desk.write("Our new headline")
    assert desk.text().stands.state == "written"


def test_figures_that_change_while_the_file_is_open_are_not_those_it_was_written_over(desk: Desk) -> None:
    desk.write_out().change(HEADLINE, "Our headline")
    drafted = {one.place: one.drafted.text for one in desk.words.texts}
    desk.aim_anew()
    assert any(one.drafted.text != drafted.get(one.place) for one in desk.words.texts), "no draft changed"
    gone = next(one for one in drafted if desk.words.text(one) is None)
    desk.change(gone, "A text whose place went away")
    assert any(f"no document has a text at '{gone}' any more" in warning for warning in desk.take())
    assert list(desk.held) == [HEADLINE, gone], "a draft of before was taken for somebody's text"
    assert desk.text().stands.state == "stale"


def test_what_somebody_else_wrote_meanwhile_is_not_undone(desk: Desk, tmp_path: Path) -> None:
    desk.write("First")
    old = Desk(desk.home, tmp_path / "old.yaml").write_out()
    desk.write("Second")
    old.change("profile.deck", "Our deck").take()
    assert {place: one.text for place, one in desk.held.items()} == {HEADLINE: "Second", "profile.deck": "Our deck"}


def test_going_back_takes_only_what_was_written(desk: Desk) -> None:
    desk.write("Our headline")
    with pytest.raises(Problems, match=r"did you mean 'answer\.headline'") as error:
        back(desk.words, [HEADLINE, "answer.headlin", "cover.answer"], by="", today=TODAY)
    assert len(error.value.problems) == 2
    record(desk.request, desk.words, signed(back(desk.words, [HEADLINE], by="", today=TODAY), "Bo Ek"))
    assert not desk.held
    assert desk.records == 2


def test_every_problem_is_told_with_its_line(page: Page) -> None:
    text = page.unwritten.text(HEADLINE)
    assert text
    page.change(HEADLINE, "x" * (text.most + 1)).change("profile.headline", "Our headline")
    page.edit("place: cover.answer", "place: cover.anser").edit("  cover.answer:", "  cover.other:")
    with pytest.raises(Problems) as error:
        page.taken()
    lines = page.file.read_text(encoding="utf-8").splitlines()
    told = [(problem.line, problem.what) for problem in error.value.problems]
    assert [what for _, what in told] == [
        "no document has a text at 'cover.anser'",
        f"the text has {text.most + 1} characters, and its place has room for {text.most}",
    ]
    assert "cover.anser" in lines[told[0][0] - 1]
    assert lines[told[1][0] - 1].strip() == "text: >-"


REFUSED: dict[str, tuple[Callable[[Page], object], str]] = {
    "a place twice": (lambda page: page.edit(f"place: {HEADLINE}\n", "place: cover.answer\n"), "in this file twice"),
    "another assessment": (lambda page: page.edit("words\nassessment: ", "words\nassessment: x_"), "not of '"),
    "another reading order": (lambda page: page.change(HEADLINE, "\N{RIGHT-TO-LEFT OVERRIDE}a"), "U\\+202E"),
    "the same in an escape": (lambda page: quoted(page, "Right\\u202eto left"), "U\\+202E"),
    "a bell": (lambda page: quoted(page, "Bell\\u0007"), "U\\+0007"),
    "a line separator": (lambda page: quoted(page, "Line\\u2028separator"), "U\\+2028"),
    "another kind of file": (lambda page: page.edit("kind: words", "kind: plan"), "'kind' cannot be 'plan' here"),
    "more than any text has": (lambda page: page.change(HEADLINE, "x" * 2001), "2,?000"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_no_document_can_print_is_refused(name: str, page: Page) -> None:
    break_it, what = REFUSED[name]
    break_it(page)
    with pytest.raises(Problems, match=what):
        page.taken()


def test_a_number_that_is_not_under_a_text_is_asked_about_and_taken(page: Page) -> None:
    text = page.unwritten.text("cover.answer")
    assert text
    score = next(claim.said for claim in text.drafted.claims if claim.kind == "score")
    same = f"{score.replace('.', ',')}0"
    taken = page.change("cover.answer", f"We stand at {score}, that is {same}, in 1,999 shops").taken()
    (asked,) = taken.warnings
    assert asked.startswith(
        "cover.answer (Cover, the answer in a sentence) was taken as it is, but is 1999 right? The figures of this "
        f"text: Overall: score {score}"
    )
    told = " ".join(page.file.read_text(encoding="utf-8").replace("#", " ").split())
    assert (
        "A text with a number that is not among them is taken, and you are asked to look at that number again." in told
    )
    assert "1,999 shops" in taken.written[0].text


def test_a_text_whose_place_is_gone_is_kept_and_told(desk: Desk) -> None:
    part = desk.words.material.findings.gaps[0].part
    place = f"answer.holds_back.{part}.text"
    desk.write("Our point", place)
    for question in desk.words.material.scores.part(part).questions:
        for person, *_ in desk.home.people:
            desk.home.say(person, question, 5.0, round_=2)
    words = desk.words
    assert words.text(place) is None
    assert [one.text for one in words.elsewhere] == ["Our point"]
    listing = list_texts(words, None)
    assert [(one.place, one.state) for one in listing.texts] == [(place, "absent")]
    assert any("One more is kept" in line for line in listing_lines(words, listing, None))
    (note,) = notes_on_words([_view(desk)], words.material)
    assert note.startswith(f"A text was written for '{place}', where none stands now")
    desk.write_out().take()
    assert [one.text for one in desk.words.elsewhere] == ["Our point"]


def test_the_list_says_in_a_line_what_is_written_and_what_is_stale(desk: Desk) -> None:
    assert list(listing_lines(desk.words, list_texts(desk.words, None), None))[-1] == "Next:  cxdna report edit"
    desk.write("Our headline").write("Our deck", "profile.deck")
    words = desk.words
    lines = list(listing_lines(words, list_texts(words, None), None))
    assert lines[0] == "answer.headline  Ann Lee: Our headline"
    count = len(words.texts)
    assert lines[-2] == (
        f"{count} texts: {count - 2} drafted, 2 written, none of them over figures that have changed since."
    )
    desk.aim_anew()
    listing = json.loads(listing_json(list_texts(desk.words, "stale")))
    assert listing["format"] == "cxdna-words/1"
    assert {
        "place": HEADLINE,
        "state": "stale",
        "by": "Ann Lee",
        "on": "2026-12-10",
        "text": "Our headline",
    }.items() <= (listing["texts"][0].items())
    assert next(listing_lines(desk.words, list_texts(desk.words, "stale"), "stale")).startswith(
        "answer.headline  STALE"
    )


def test_documents_say_which_texts_are_stale(desk: Desk) -> None:
    desk.write("Our headline")
    assert list(notes_on_words([_view(desk)], desk.words.material)) == []
    desk.aim_anew()
    note, look = notes_on_words([_view(desk)], desk.words.material)
    figures = figures_of(desk.text().drafted, desk.words.material)
    assert note == (
        f"answer.headline (The answer on one page, headline) was written when its figures were others; they are now: "
        f"{figures}"
    )
    assert look == "Texts over figures that have changed are marked in the documents: cxdna report edit --only stale"


def test_old_and_new_figures_are_named_where_a_correction_changed_them(desk: Desk) -> None:
    desk.home.close()
    part = desk.home.now.questionnaire.questions[0].part
    place = f"component.{part}.headline"
    drafted = desk.text(place).drafted
    desk.write("Our own words, 9.75 of them", place).write("Ours", HEADLINE)
    then = desk.words.material
    desk.home.restated()
    laid_out = lay_out(desk.request, resources.folder("templates"))
    now = words_of(laid_out.material).text(place)
    assert now
    assert now.stands.state == "stale"
    notes = list(notes_of(laid_out, [report(laid_out)], [report]))
    (note,) = [one for one in notes if one.startswith(place)]
    old, new = difference(drafted, now.drafted, then)
    assert old
    assert new
    assert old != new
    assert note == f"{place} ({now.where.words}) was written when its figures were: {old}; they are now: {new}"


def test_figures_are_not_compared_where_nobody_may_know_who_said_what(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = Dwelling(tmp_path / "alder", monkeypatch, mode="confidential").said_by_all()
    home.close()
    home.restated()
    laid_out = lay_out(Request(where=home.where, moment=MOMENT), resources.folder("templates"))
    assert len(laid_out.material.answers.restatements) == 2
    assert list(laid_out.earlier()) == []


def test_a_stale_text_is_marked_where_it_stands_in_every_document(desk: Desk) -> None:
    desk.write("Our headline").write("Our deck", "profile.deck")
    part = desk.words.material.findings.gaps[0].part
    texts = dict(desk.held)
    texts[HEADLINE] = msgspec.structs.replace(texts[HEADLINE], over="0" * 64)
    for place in ("cover.answer", f"component.{part}.weakest", f"answer.holds_back.{part}.title", "answer.forecast"):
        texts[place] = Written(place=place, text=f"<i>{place}</i>", over="0" * 64)
    laid_out = lay_out(desk.request, resources.folder("templates"))
    laid_out = msgspec.structs.replace(laid_out, material=msgspec.structs.replace(laid_out.material, written=texts))
    mark = ' <small class="stale"><span aria-hidden="true">\u2260</span>\xa0figures changed since</small>'
    whole = screen(laid_out, report(laid_out))
    assert f"Our\xa0headline{mark}</h2>" in whole
    assert "Our deck</p>" in whole
    assert f"&lt;i&gt;cover.answer&lt;/i&gt;{mark}</p>" in whole
    assert f"&lt;i&gt;component.{part}.weakest&lt;/i&gt;.{mark}<br>" in whole
    assert f"&lt;i&gt;answer.forecast&lt;/i&gt;{mark}</td>" in whole
    assert whole.count(mark) == len(texts) - 1
    short = screen(laid_out, summary(laid_out))
    assert f"Our\xa0headline{mark}</h2>" in short
    assert f"&lt;i&gt;answer.holds_back.{part}.title&lt;/i&gt;{mark}</b>" in short
    assert short.count(mark) == 3


def _view(desk: Desk) -> ReportView:
    return build(desk.words.material)


def test_a_closed_assessment_takes_words_too_and_stays_as_it_was_closed(desk: Desk) -> None:
    desk.home.close()
    closing = desk.home.now.closing
    assert closing is not None
    desk.write("Our headline")
    assert desk.held
    assert desk.words.material.fingerprint == short(closing.fingerprint)
    assert desk.home.now.closing == closing


@pytest.mark.parametrize("mode", ["confidential", "anonymous"])
def test_words_wait_until_figures_may_be_seen(mode: Mode, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk(Dwelling(tmp_path / "alder", monkeypatch, mode).said_by_all(), tmp_path / "words.yaml")
    with pytest.raises(UserError, match="figures can be seen once it is closed"):
        desk.write_out()
    desk.home.close()
    desk.write("Our headline")
    assert desk.text().stands.text == "Our headline"
    source = desk.write_out().file.read_text(encoding="utf-8")
    assert not re.search("Canary|Roleholder|beef", source)


def test_a_file_beside_answers_says_the_same_as_the_workspace(desk: Desk) -> None:
    desk.write("Our headline").write("Our deck", "profile.deck").write_out()
    texts = {one.place: (one.text, one.by) for one in written_in(read_words_file(desk.file).file)}
    assert texts == {place: (one.text, one.by) for place, one in desk.held.items()}
    assert {one.over for one in written_in(read_words_file(desk.file).file)} == {one.over for one in desk.held.values()}
    desk.aim_anew()
    desk.write_out()
    assert {one.over for one in written_in(read_words_file(desk.file).file)} == {one.over for one in desk.held.values()}


def test_written_words_are_shown_as_they_are(desk: Desk) -> None:
    words = desk.words
    texts = [
        Written(place=one.place, text=f"{HOSTILE} {at}"[: one.most], on=TODAY, by=HOSTILE)
        for at, one in enumerate(words.texts)
        if one.most > len(HOSTILE) + 4
    ]
    assert len(texts) > 60
    record(desk.request, words, texts)
    laid_out = lay_out(desk.request, resources.folder("templates"))
    html = screen(laid_out, report(laid_out))
    assert "<img src=x" not in html
    assert "49 [bold]" not in html
    shown = html.count("&lt;img src=x onerror=alert(1)&gt; {{7*7}} [bold]x[/] https://example.com")
    assert shown >= 2 * len(texts), "each text, and who wrote it, in the colophon"
    assert desk.write_out().take() == ()
    listing = list_texts(desk.words, None)
    assert any(HOSTILE[:20] in line for line in listing_lines(desk.words, listing, None))


def test_a_file_beside_answers_is_looked_over(desk: Desk) -> None:
    words = desk.words
    texts = {
        "answer.headlin": Written(place="answer.headlin", text="Ours"),
        "anser.headline": Written(place="anser.headline", text="Ours"),
        "plan.headline": Written(place="plan.headline", text="Ours"),
        HEADLINE: Written(place=HEADLINE, text="x" * 500),
    }
    material = msgspec.structs.replace(words.material, written=texts)
    assert list(notes_on_words([build(material)], material)) == [
        "The answer on one page, headline: the text has 500 characters, and its place has room for 180",
        "A text was written for 'anser.headline', a place that no document has",
        "A text was written for 'answer.headlin', where none stands now; did you mean 'answer.headline'?",
    ]
