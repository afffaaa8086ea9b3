"""Templates: everything is escaped, an unknown name is an error with its place, and nothing outside is read."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from cxdna.documents.environment import TemplateBroke, make_environment, render
from cxdna.errors import UserError

LINE = "first line\n"


def written(folder: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("name", ["a.html", "a.html.j2", "a.svg", "a.txt", "a"])
def test_everything_is_escaped_whatever_the_template_is_called(tmp_path: Path, name: str) -> None:
    environment = make_environment([written(tmp_path, {name: '<b title="{{ x }}">{{ x }}</b>'})])
    text = render(environment, name, {"x": '<img onerror="a" \'> {{ 7*7 }}'})
    shown = "&lt;img onerror=&#34;a&#34; &#39;&gt; {{ 7*7 }}"
    assert text == f'<b title="{shown}">{shown}</b>'


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"report.html": LINE * 11 + "{{ nope }}"}, "report.html:12: 'nope' is undefined"),
        ({"report.html": "{% if a.b %}{% endif %}"}, "report.html:1: 'a' is undefined"),
        (
            {
                "report.html": "{% from 'shared/m.html' import m %}\n{{ m(1) }}",
                "shared/m.html": "{% macro m(a) %}\n{{ a.b }}{% endmacro %}",
            },
            "shared/m.html:2: 'int object' has no attribute 'b'",
        ),
        ({"report.html": LINE + "{% if %}"}, "report.html:2: Expected an expression, got 'end of statement block'"),
        ({"report.html": LINE + "{% include 'none.html' %}"}, "report.html:2: there is no template none.html"),
        ({"report.html": LINE + "{% include '../x.html' %}"}, "report.html:2: there is no template ../x.html"),
        ({"report.html": "{{ 1 / 0 }}"}, "report.html:1: division by zero"),
        ({"report.html": "{{ 1 | shout }}"}, "report.html:1: No filter named 'shout'."),
        ({}, "report.html: there is no template report.html"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(tmp_path: Path, files: dict[str, str], told: str) -> None:
    with pytest.raises(TemplateBroke) as caught:
        render(make_environment([written(tmp_path, files)]), "report.html", {})
    assert str(caught.value) == told


def test_a_problem_of_the_user_inside_a_filter_stays_one(tmp_path: Path) -> None:
    def refuse(_: object) -> str:
        raise UserError("no")

    environment = make_environment([written(tmp_path, {"a.html": "{{ 1 | refuse }}"})], {"refuse": refuse})
    with pytest.raises(UserError):
        render(environment, "a.html", {})


def test_the_first_folder_covers_the_next(tmp_path: Path) -> None:
    own = written(tmp_path / "own", {"shared/a.html": "own"})
    ours = written(tmp_path / "ours", {"shared/a.html": "ours", "b.html": "{% include 'shared/a.html' %} b"})
    assert render(make_environment([own, ours]), "b.html", {}) == "own b"


def test_a_link_out_of_the_folder_is_not_read(tmp_path: Path) -> None:
    written(tmp_path, {"outside.html": "secret", "in/a.html": "{% include 'l.html' %}"})
    (tmp_path / "in" / "l.html").symlink_to(tmp_path / "outside.html")
    with pytest.raises(TemplateBroke, match=r"a.html:1: there is no template l.html"):
        render(make_environment([tmp_path / "in"]), "a.html", {})


def test_blocks_leave_no_empty_lines(tmp_path: Path) -> None:
    text = "{% for x in [1, 2] %}\n  {% if x %}\n{{ x }}\n  {% endif %}\n{% endfor %}\n"
    assert render(make_environment([written(tmp_path, {"a.html": text})]), "a.html", {}) == "1\n2\n"
