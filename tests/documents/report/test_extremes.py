"""Assessments at the edge of what may be said, each from its files to its report."""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pikepdf
import pytest

from cxdna.documents.archive import attached_export
from cxdna.documents.pdf import Renderer, start_renderer
from cxdna.scores.protect import NOT_SHOWN
from cxdna.workflows.printing.model import Made, Request
from cxdna.workflows.printing.press import print_documents
from cxdna.workflows.printing.report import make_report, report
from cxdna.workflows.printing.summary import summary
from cxdna.workflows.subject import Subject, of_file
from tests.documents import pdf_checks
from tests.documents.report.conftest import Once, Report
from tests.documents.report.layout import Sheet, collisions, lonely_headings, off_the_page, pieces, sheets, tables
from tests.documents.report.markup import Node, drawings, read_page
from tests.documents.report.test_content import named_places
from tests.documents.report.variants import (
    ARABIC,
    CASES,
    INJECTED,
    JAPANESE,
    LONG_WORD,
    THAI,
    example,
    request_of,
    write_case,
)
from tests.verapdf.harness import Verdict

ARCHIVED = "what looks like code"
EXPORT = b'{"title": "<img src=x>"}\n'


class Extreme(NamedTuple):
    """A report of an extreme data set: what was asked for, and what came out."""

    request: Request
    headline: str
    warnings: list[str]
    pdf: Path
    html: Path
    page: Node
    sheets: list[Sheet]

    @property
    def text(self) -> str:
        """Everything that is printed."""
        return " ".join(sheet.text for sheet in self.sheets)

    @property
    def summary(self) -> Path:
        """The executive summary of the same assessment."""
        return self.pdf.parent / "out" / "summary.pdf"


def with_export(*given: Any) -> Subject:
    """Return what an answers file holds as if it lived in a workspace: then it has an export."""
    return msgspec.structs.replace(of_file(*given), export=EXPORT)


class Extremes:
    """The reports of all cases, each made when it is first asked for; one process prints those of a worker.

    To start a process for each takes as long as printing five pages.
    """

    def __init__(self, once: Once, renderer: Renderer) -> None:
        self._once, self._renderer = once, renderer
        self._known: dict[str, Extreme] = {}

    def __getitem__(self, name: str) -> Extreme:
        """Return the report of a case."""
        if name not in self._known:
            folder = self._once(f"extreme-{list(CASES).index(name) + 1}", lambda empty: self._make(name, empty))
            request = request_of(CASES[name](), folder)
            said = msgspec.json.decode((folder / "made.json").read_bytes())
            pdf = folder / f"{folder.name}.pdf"
            html = folder / "out" / "report.html"
            self._known[name] = Extreme(
                request, said["headline"], said["warnings"], pdf, html, read_page(html), sheets(pdf)
            )
        return self._known[name]

    def _make(self, name: str, folder: Path) -> None:
        with pytest.MonkeyPatch.context() as patch:
            request = write_case(CASES[name](), folder)
            if name == ARCHIVED:
                patch.setattr("cxdna.workflows.printing.material.of_file", with_export)
            made = print_documents(request, os.environ, [report, summary], printer=self._renderer)
        assert made.pdf
        shutil.copyfile(
            folder / "out" / "report.pdf", folder / f"{folder.name}.pdf"
        )  # a name of its own: veraPDF is given all at once
        (folder / "made.json").write_bytes(msgspec.json.encode({"headline": made.headline, "warnings": made.warnings}))

    def all(self) -> dict[str, Extreme]:
        """Return the reports of all cases."""
        return {name: self[name] for name in CASES}


@pytest.fixture(scope="module")
def extremes(root: Path, once: Once) -> Iterator[Extremes]:
    with start_renderer(root / "templates" / "shared" / "fonts", os.environ) as renderer:
        yield Extremes(once, renderer)


@pytest.fixture(params=CASES)
def extreme(request: pytest.FixtureRequest, extremes: Extremes) -> Extreme:
    return extremes[request.param]


def test_the_report_is_whole(extreme: Extreme) -> None:
    assert len(extreme.sheets) > 10
    for anchor in ("answer", "reading", "profile", "method", "appendix"):
        assert extreme.page.one(anchor).text


def test_no_table_of_the_method_is_printed_twice(extreme: Extreme) -> None:
    captions = [node.text for node in extreme.page.one("method").all("caption")]
    told_apart = [caption for caption in captions if extreme.page.text.count(caption) == 1]
    assert "Kinds of evidence" in told_apart
    assert not [caption for caption in told_apart if extreme.text.count(caption) != 1]


def test_the_answer_is_one_page_and_the_summary_two(extreme: Extreme) -> None:
    found = sheets(extreme.summary)
    assert len(found) == 2
    assert not off_the_page(found)
    assert not collisions(found)
    assert not pdf_checks.broken_links(extreme.summary)
    page = read_page(extreme.summary.with_suffix(".html"))
    ids = {node.attributes["id"] for node in page.walk() if "id" in node.attributes}
    assert {link.attributes["href"].removeprefix("#") for link in page.all("a")} <= ids
    places = named_places(extreme.pdf)
    assert places["reading"] == places["answer"] + 1
    if extreme.request.plan:
        assert places["method"] == places["plan"] + 1
        actions = [name for name in places if name.startswith("action-")]
        assert {places[name] for name in actions} == {places["plan"]}
        assert len(actions) == len(set(actions)) >= 3


@pytest.mark.parametrize(
    "name",
    [
        "very long names",
        "forty actions with long names",
        "forty people in seven groups",
        "seven levels, three tiers, all methods",
    ],
)
def test_pages_break_where_they_may(extremes: Extremes, name: str) -> None:
    extreme = extremes[name]
    assert not lonely_headings(pieces(extreme.pdf))
    assert not [table for table in tables(extreme.pdf) if not table.columns and table.page > 2]
    assert not pdf_checks.problems(extreme.pdf)


def test_no_word_leaves_its_page_or_covers_another(extreme: Extreme) -> None:
    assert not off_the_page(extreme.sheets)
    assert not collisions(extreme.sheets)


def test_no_label_of_a_chart_covers_another_or_is_cut_off(extreme: Extreme) -> None:
    found = drawings(extreme.page)
    assert len(found) > 15
    assert [(drawing.alt, drawing.problems) for drawing in found if drawing.problems] == []


NOTHING = re.compile(
    r"\bNone\b(?! of)|\b(?:nan|null|undefined|Undefined|Fraction|NotImplemented)\b|\{\{(?!7\*7\}\})|\{%|&(?:lt|amp);"
)


def test_nothing_is_said_of_the_program_that_made_it(extreme: Extreme) -> None:
    assert not NOTHING.search(extreme.text)
    assert not NOTHING.search(extreme.page.text)


HEADLINES = {
    "twelve equal scores, and the same a year before": r"All twelve components stand at 3\.0",
    "all at the lowest level": r"All four components stand at 1\.0",
    "all at the highest level, from the lowest": r"All four components stand at 5\.0",
    "one answer": r".*only component.* 3\.0",
    "one respondent": r".*strongest component is Governance at 4\.0.*weakest .*Corrective action.* 1\.5",
    "nothing answered": r"Nothing can be scored yet.*",
    "all don't know": r"Nothing can be scored yet.*",
    "all not applicable": r"Nothing can be scored yet.*",
    "forty people in seven groups": r"All four components stand at 3\.0",
    "very long names": r"Act is the only phase that fell; .*Corrective action",
    "the same answers a year before": r".*Governance at 4\.0.*Corrective action.* 1\.5",
    "Japanese, Arabic and Thai": r".*strongest component is Governance at 4\.0.*",
    "kept confidential, and corrected": r".*strongest component.*",
    "forty actions with long names": r"Act is the only phase that fell; .*Corrective action",
    "what looks like code": r".*<img src=x onerror=alert\(1\)> \{\{7\*7\}\}.*",
    "three levels, one tier, points and options": r".* score highest, at 65\.0; the weakest areas.* 35\.0",
    "seven levels, three tiers, all methods": r"Pillar 1 is the only pillar that fell; .*Sum",
}


def test_the_headline_makes_sense(extremes: Extremes) -> None:
    assert HEADLINES.keys() == CASES.keys()
    found = {name: extreme.headline for name, extreme in extremes.all().items()}
    assert {name: said for name, said in found.items() if not re.fullmatch(HEADLINES[name], said)} == {}
    for name, extreme in extremes.all().items():
        headline = extreme.page.one("answer").all("h2")[0].text
        assert headline == " ".join(found[name].split())
        assert headline[0].isupper() or headline.startswith(("<", "\N{LEFT DOUBLE QUOTATION MARK}"))


def test_all_of_them_and_the_example_on_both_papers_are_pdf_ua_and_an_archive_pdf_a_as_well(
    extremes: Extremes,
    example: Report,
    letter: Report,
    verapdf: Callable[..., list[Verdict]],
    tmp_path: Path,
) -> None:
    files = {name: one.pdf for name, one in extremes.all().items()}
    for name in ("forty actions with long names", "what looks like code", "nothing answered"):
        files[f"summary: {name}"] = shutil.copyfile(extremes[name].summary, tmp_path / f"summary-{len(files)}.pdf")
    for name, one in (("A4", example), ("Letter", letter)):
        files[name] = shutil.copyfile(one.pdf, tmp_path / f"{name}.pdf")
    files["archive"] = extremes[ARCHIVED].pdf.with_name("out") / "report-archive.pdf"
    verdicts = dict(zip(files, verapdf(list(files.values()), flavour="0"), strict=True))
    claimed = {name: {"PDF/UA-1"} for name in files} | {"archive": {"PDF/A-3A", "PDF/UA-1"}}
    assert {name: set(verdict.profiles) for name, verdict in verdicts.items()} == claimed
    assert attached_export(files["archive"]) == EXPORT
    failures = {name: verdict.failures for name, verdict in verdicts.items() if not verdict.compliant}
    # A machine without any font for a script cannot print it; the command says so, and that the PDF is not PDF/UA.
    told = [name for name, one in extremes.all().items() if "so the PDF is not PDF/UA" in " ".join(one.warnings)]
    assert list(failures) == told, failures
    assert set(told) <= {"Japanese, Arabic and Thai"}


def test_names_in_other_scripts_are_printed_and_what_falls_back_is_told(extremes: Extremes) -> None:
    extreme = extremes["Japanese, Arabic and Thai"]
    notes = " ".join(extreme.warnings)
    for script in ("Arabic", "Japanese", "Thai"):
        assert script in notes
    for name in (JAPANESE, ARABIC, THAI):
        assert name in extreme.page.text
    assert JAPANESE in extreme.text.replace(" ", "")
    assert [name for name, one in extremes.all().items() if one.warnings] == ["Japanese, Arabic and Thai"]


def test_what_looks_like_code_is_printed_as_it_is(extremes: Extremes) -> None:
    extreme = extremes["what looks like code"]
    assert extreme.text.count(INJECTED) > 50
    assert extreme.page.text.count(INJECTED) > 100
    assert not extreme.page.all("img", "script")
    handlers = [name for node in extreme.page.walk() for name in node.attributes if name.startswith("on")]
    assert not handlers
    assert not re.search(r"\b49\b(?! texts)", extreme.text), "a template ran what somebody wrote"
    assert pdf_checks.title(extreme.pdf).count(INJECTED) == 2


def test_what_is_kept_confidential_stands_on_no_page(extremes: Extremes) -> None:
    extreme = extremes["kept confidential, and corrected"]
    people = example().respondents
    for text in (extreme.text, extreme.page.text):
        words = " ".join(text.split())
        assert not [one for person in people for one in (person.name, person.role, person.id) if one in words]
        assert "Secret remark" not in words
        assert "Open remark" in words
        assert "12 people: Front line (7) and IT and Board together (5)" in words
        assert "Restated Twice since closing: see the appendix" in words
        assert words.count("kept confidential") > 3
        assert NOT_SHOWN in words
    assert "see the appendix, p. " in extreme.sheets[0].text


def test_long_words_are_broken_and_nothing_of_them_is_lost(extremes: Extremes) -> None:
    extreme = extremes["very long names"]
    assert LONG_WORD in extreme.page.text
    assert extreme.text.replace(" ", "").count(LONG_WORD) > 50
    assert "fingerprint" in extreme.sheets[-1].text, "the foot keeps its end"


def test_a_case_without_an_earlier_one_says_nothing_of_change(extremes: Extremes) -> None:
    for extreme in extremes.all().values():
        anchors = {node.attributes["id"] for node in extreme.page.walk() if "id" in node.attributes}
        assert ("change" in anchors) == (extreme.request.previous is not None)
    assert "Compared with Nothing" in extremes["one answer"].sheets[0].text
    same = extremes["the same answers a year before"].page.one("change")
    assert {row.all("td")[2].text for row in same.all("tbody")[0].all("tr")} == {"0.0"}


def test_who_did_not_answer_is_not_counted_as_one_who_did(extremes: Extremes) -> None:
    assert "1 person" in extremes["one respondent"].sheets[0].text
    assert "40 people" in extremes["forty people in seven groups"].sheets[0].text
    matrices = [
        table for table in extremes["forty people in seven groups"].page.all("table") if "matrix" in table.classes
    ]
    assert [len(table.all("abbr")) for table in matrices] == [14, 14, 12]


def test_a_sketch_says_so_on_the_cover_and_where_the_answer_stands(extremes: Extremes) -> None:
    made = extremes["one respondent"]
    assert "A sketch: 1 person answered" in made.page.one("cover").text
    assert "A sketch: 1 person answered" in made.page.one("answer").text
    assert "A sketch: 1 person answered" in sheets(made.summary)[0].text
    marked = [node for node in made.page.all("section") if node.attributes.get("class") == "component"]
    scored = [node.text for node in marked if "has no score" not in node.text]
    assert scored
    assert all("rests on one person's answers" in text for text in scored)
    many = extremes["forty people in seven groups"]
    assert "sketch" not in many.page.one("cover").text + many.page.one("answer").text
    assert "40 people answered" in many.page.one("answer").text


def test_axes_have_the_levels_of_their_playbook(extremes: Extremes) -> None:
    for name, levels in (
        ("three levels, one tier, points and options", ["0", "50", "100"]),
        ("seven levels, three tiers, all methods", ["1", "2", "3", "4", "5", "6", "7"]),
        ("one respondent", ["1", "2", "3", "4", "5"]),
    ):
        axes = [one for one in drawings(extremes[name].page) if one.alt.startswith("Levels ")]
        assert len(axes) >= 3
        for axis in axes:
            assert axis.alt == f"Levels {levels[0]} to {levels[-1]}"
            assert [label.text for label in axis.labels if label.text in levels] == levels


def again(extreme: Extreme, **changes: object) -> Made:
    """Make a report once more, into another folder."""
    request = msgspec.structs.replace(extreme.request, out=extreme.pdf.parent / "out" / "again", **changes)
    return make_report(request, os.environ)


def unpacked(file: Path) -> dict[str, bytes]:
    """Return every object of a file but its metadata, unpacked."""
    found = {}
    with pikepdf.open(file) as pdf:
        aside = {pdf.docinfo.objgen, pdf.Root.Metadata.objgen}
        for thing in pdf.objects:
            stream = isinstance(thing, pikepdf.Stream)
            if thing.objgen not in aside and not (stream and thing.get("/Type") in {"/ObjStm", "/XRef"}):
                found[str(thing.objgen)] = thing.unparse() + (thing.read_bytes() if stream else b"")
    return found


def test_the_same_files_give_the_same_bytes(extremes: Extremes) -> None:
    first = extremes["one respondent"]
    second = again(first)
    assert second.pdf
    assert second.pdf.read_bytes() == first.pdf.read_bytes()
    assert second.html.read_bytes() == first.html.read_bytes()


def test_another_date_changes_what_the_files_say_of_themselves_and_nothing_else(extremes: Extremes) -> None:
    first = extremes["one respondent"]
    second = again(first, date=dt.date(2031, 2, 3))
    assert second.pdf
    assert len(unpacked(first.pdf)) > 1000
    assert unpacked(second.pdf) == unpacked(first.pdf)
    with pikepdf.open(first.pdf) as one, pikepdf.open(second.pdf) as other:
        changed = {key for key, said in one.docinfo.items() if said != other.docinfo[key]}
        assert changed == {"/CreationDate", "/ModDate"}
        assert str(other.docinfo["/CreationDate"]) == "D:20310203000000Z"
    html = first.html.read_text("utf-8")
    assert html.count("2026-11-20T00") == 1
    assert html.replace("2026-11-20T00", "2031-02-03T00") == second.html.read_text("utf-8")
