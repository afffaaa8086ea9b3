"""The Jinja environment of every document: escapes everything, knows no name it was not given, reads only templates.

There are no templates by users: a folder of the workspace that goes before ours holds what its owner put there, and it
runs in this process.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import jinja2

from cxdna.errors import CxdnaError


class TemplateBroke(Exception):
    """A template of ours is wrong: the text says which, in which line, and what."""


class Inside(jinja2.FileSystemLoader):
    """Reads templates below the given folders, first found first taken; a link that leads elsewhere is not followed."""

    def get_source(self, environment: jinja2.Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """Return the text of a template."""
        text, file, fresh = super().get_source(environment, template)
        if not any(Path(file).resolve() == Path(folder).resolve() / template for folder in self.searchpath):
            raise jinja2.TemplateNotFound(template, f"{template} is a link")
        return text, template, fresh


def make_environment(
    folders: Sequence[Path], filters: Mapping[str, Callable[..., object]] | None = None
) -> jinja2.Environment:
    """Return the environment for templates in these folders; what is in the first covers what is in the next."""
    environment = jinja2.Environment(
        loader=Inside(list(folders)),
        autoescape=True,  # whatever a template is called: `select_autoescape` looks at the end of its name
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    environment.filters.update(filters or {})
    return environment


def render(environment: jinja2.Environment, template: str, view: Mapping[str, object]) -> str:
    """Return the document; raise `TemplateBroke` with file and line where a template asks for what there is not."""
    try:
        return environment.get_template(template).render(view)
    except CxdnaError:
        raise
    except jinja2.TemplateSyntaxError as problem:
        raise TemplateBroke(f"{problem.name or template}:{problem.lineno}: {problem.message}") from problem
    except jinja2.TemplateNotFound as problem:
        raise TemplateBroke(f"{_place(problem, template)}: there is no template {problem.name}") from problem
    except Exception as problem:
        raise TemplateBroke(f"{_place(problem, template)}: {problem}") from problem


def _place(problem: BaseException, template: str) -> str:
    """Return `report.html:12` from the innermost frame of the traceback that is a template's."""
    for frame in reversed(traceback.extract_tb(problem.__traceback__)):
        if not frame.filename.endswith(".py") and frame.lineno:
            return f"{frame.filename}:{frame.lineno}"
    return template
