"""Pictures of charts: they stand alone, say what they show, fit their frame, and look as they do in print."""

from __future__ import annotations

import datetime as dt
import io
import os
import xml.etree.ElementTree as ET
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from cxdna.documents.charts import text_width
from cxdna.documents.gallery.build import build
from cxdna.documents.gallery.model import MARGIN, Box, Picture, Words
from cxdna.documents.gallery.rasterise import png_files
from cxdna.documents.material import Material
from cxdna.documents.pdf import start_renderer
from cxdna.documents.report.build import build as report_view
from cxdna.workflows.printing.beside import at_desk
from cxdna.workflows.printing.charts import charts, drawn, printed, write_charts
from cxdna.workflows.printing.model import Desk, Request
from cxdna.workflows.printing.report import assemble
from tests.conftest import Run
from tests.documents.planned import EXAMPLE, example, replace, with_plan
from tests.documents.report import variants
from tests.workflows.machines import NO_PANGO, machine

SVG = "{http://www.w3.org/2000/svg}"
SERIF = 1.08
REQUEST = Request(
    answers=EXAMPLE / "answers-2026.yaml",
    previous=EXAMPLE / "answers-2025.yaml",
    plan=EXAMPLE / "plan-2026.yaml",
    words=EXAMPLE / "words-2026.yaml",
)


def pictures(material: Material) -> tuple[Picture, ...]:
    return build(material, report_view(material))


def words(picture: Picture) -> list[Words]:
    return [mark for mark in (*picture.around, *picture.marks, *picture.legend) if isinstance(mark, Words)]


def outside(picture: Picture) -> list[str]:
    """Return the texts that reach out of a picture."""
    found = []
    for one in words(picture):
        wide = text_width(one.text, one.size) * (SERIF if one.serif else 1)
        left = one.x - {"start": 0.0, "middle": wide / 2, "end": wide}[one.anchor]
        if left < MARGIN / 2 or left + wide > picture.width - MARGIN / 2 + 0.5:
            found.append(one.text)
    return found


def test_every_chart_is_there() -> None:
    names = [one.name for one in pictures(example())]
    assert names == ["phases", "profile", "heatmap", "disputed", "change", "forecast", "timeline", "radar"]


@pytest.fixture(scope="module")
def desk() -> Desk:
    return at_desk(REQUEST)


def test_each_file_stands_alone_and_says_what_it_shows(desk: Desk) -> None:
    files = charts(desk)
    assert len(files) == 8
    for name, content in files.items():
        assert name.startswith("charts/")
        root = ET.fromstring(content)
        title, says = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
        assert title is not None
        assert says is not None
        assert title.text
        assert len(says.text or "") > 40, name
        assert root.get("aria-labelledby") == f"{title.get('id')} {says.get('id')}"
        assert "Source Sans 3" in (root.get("font-family") or "")
        assert "sans-serif" in (root.get("font-family") or "")
        text = content.decode()
        assert not [word for word in ("href", "url(", "<script", "<style", "<image") if word in text]
        assert len(root.findall(f".//{SVG}svg")) == 0, "nested drawings are not drawn by every program"


def test_a_picture_has_the_figures_of_the_report() -> None:
    view = report_view(example())
    profile = next(one for one in pictures(example()) if one.name == "profile")
    texts = [one.text for one in words(profile)]
    for row in view.profile.rows:
        assert row.name in texts
        assert {row.as_answered, row.as_shown, row.target} <= set(texts)
    assert " ".join(one.text for one in words(profile) if one.serif) == view.profile.headline.text


def test_a_picture_has_the_draft_where_a_text_is_over_old_figures_and_the_list_says_so(
    desk: Desk, tmp_path: Path
) -> None:
    headline = report_view(example()).answer.headline
    assert headline.instead_of
    written = {headline.place: replace(example().written[headline.place], over="0" * 64)}
    stale = replace(desk, material=replace(example(), written=written), out=tmp_path)
    found = {one.name: one for one, _ in drawn(stale)}
    assert [name for name, one in found.items() if one.redrafted] == ["phases", "radar"]
    assert found["phases"].title == found["radar"].title == headline.instead_of.text
    lines = write_charts(stale).lines
    assert [line.count("(drafted anew: what people wrote there is over figures") for line in lines].count(1) == 2
    assert not [one.name for one, _ in drawn(desk) if one.redrafted]


@pytest.mark.parametrize("name", ["one_respondent", "very_long_names", "kept_confidential", "nothing_answered"])
def test_texts_stay_inside_whatever_the_answers_are(name: str, tmp_path: Path) -> None:
    answers = getattr(variants, name)()
    material = assemble(Request(answers=variants.write(answers, tmp_path / "answers.yaml")))
    found = pictures(material)
    assert {"phases", "profile"} <= {one.name for one in found}
    assert not [(one.name, texts) for one in found if (texts := outside(one))]


def test_texts_stay_inside_with_many_groups_and_quarters() -> None:
    material = with_plan()
    groups = tuple((f"Regional service {at} and maintenance", material.groups[0][1]) for at in range(9))
    crowded = replace(material, groups=groups)
    assert not [(one.name, texts) for one in pictures(crowded) if (texts := outside(one))]
    heat = next(one for one in pictures(crowded) if one.name == "heatmap")
    boxes = [mark for mark in heat.marks if isinstance(mark, Box)]
    assert max(one.x + one.width for one in boxes) < heat.width - 40


def test_the_same_assessment_gives_the_same_bytes(desk: Desk) -> None:
    assert charts(desk) == charts(desk)


def test_png_is_twice_as_large_on_white_and_drawn_with_our_faces(desk: Desk) -> None:
    found = drawn(desk)[::6]
    assert [one.name for one, _ in found] == ["phases", "timeline"]
    with start_renderer(desk.templates / "shared" / "fonts", os.environ) as renderer:
        images = printed(desk, found, renderer, None)
    for (picture, _), content in zip(found, images, strict=True):
        with Image.open(io.BytesIO(content)) as image:
            assert image.size == (2 * picture.shown_width, 2 * picture.shown_height)
            corners = [image.getpixel(at) for at in ((0, 0), (image.width - 1, image.height - 1))]
            assert corners == [(255, 255, 255)] * 2
            assert len(image.convert("L").getcolors(256) or ()) > 20, "letters are drawn with soft edges"


def test_png_may_be_as_wide_as_somebody_wants() -> None:
    picture = pictures(example())[0]
    document = pypdfium2.PdfDocument.new()
    document.new_page(picture.shown_width * 0.75, picture.shown_height * 0.75)
    content = io.BytesIO()
    document.save(content)
    document.close()
    (made,) = png_files(content.getvalue(), [picture], 800)
    with Image.open(io.BytesIO(made)) as image:
        assert image.width == 800
        assert abs(image.height - 800 * picture.height / picture.width) <= 1


def test_without_pango_svg_is_made_and_what_png_needs_is_told(
    run_cxdna: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine(monkeypatch, tmp_path, NO_PANGO)
    made = run_cxdna("charts", EXAMPLE / "answers-2026.yaml", "--png")
    assert made.returncode == 4
    assert "No PNG was made" in made.stderr
    assert "pango" in made.stderr
    assert {path.suffix for path in (tmp_path / "out" / "charts").iterdir()} == {".svg"}
    assert "out/charts/profile.svg" in made.stdout.replace("\\", "/")


def test_the_forecast_says_each_value_once() -> None:
    plan = with_plan().plan
    actions = tuple(
        replace(plan.actions[3], id=f"a{at}", due=dt.date(2027 + at // 4, 1 + at % 4 * 3, 5), closes=(question.id,))
        for at, question in enumerate(example().scores.questions[:20])
    )
    picture = next(one for one in pictures(with_plan(actions=actions)) if one.name == "forecast")
    values = [mark for mark in picture.marks if isinstance(mark, Words) and mark.size == 11]
    assert len(values) > 3
    assert all(after.x - before.x >= 26 for before, after in pairwise(values))
    texts = [one.text for one in values[:-1]]
    assert all(after != before for before, after in pairwise(texts))
    names = [mark for mark in picture.marks if isinstance(mark, Words) and mark.anchor == "middle" and mark.size == 9]
    rows = {one.y: [other.x for other in names if other.y == one.y] for one in names}
    assert all(after - before >= 55 for xs in rows.values() for before, after in pairwise(sorted(xs)))
