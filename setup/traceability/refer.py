"""A reference -> what stands there: the practice, name or title of a definition, the first words of code."""

import ast
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from cxdna.definitions.document import Data
from cxdna.definitions.read import read

LABELS: Final[Mapping[str, str]] = {
    "questionnaires": "Asked",
    "playbook/kpis": "KPI",
    "playbook/actions": "Action",
    "playbook": "Playbook",
    "cxdna": "Code",
    "templates": "Printed",
    "tests": "Shown by",
    "README.md": "Said in",
}
"""What a place is called, by the folder or file it is in, the closer one before the wider."""
_CALLED: Final = ("practice", "name", "title")
_END: Final = re.compile(r"(?<=[.?!;])\s")


class Nowhere(ValueError):
    """A reference that leads nowhere; the text says why."""


class Place(NamedTuple):
    """What a reference leads to: a kind of place, the file, the id in it and what that is called there."""

    label: str
    file: str
    id: str
    called: str


class Finder:
    """Finds what references of a project lead to; each file is read once."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._known: dict[str, Mapping[str, str]] = {}

    def find(self, reference: str) -> Place:
        """Return what stands at FILE or FILE#ID. Raises `Nowhere`, and `Problems` for YAML that is none."""
        file, _, name = reference.partition("#")
        label = next((label for start, label in LABELS.items() if f"{file}/".startswith(f"{start}/")), "")
        if not label:
            raise Nowhere(f"'{file}' is in no folder that things live in: {', '.join(LABELS)}")
        if not (self._root / file).is_file():
            raise Nowhere(f"there is no file '{file}'")
        called = self._called(file).get(name)
        if called is None:
            raise Nowhere(f"'{file}' has nothing named '{name}'" if name else f"no id of '{file}' is named")
        return Place(label, file, name, called)

    def _called(self, file: str) -> Mapping[str, str]:
        if file not in self._known:
            path = self._root / file
            self._known[file] = _NAMES_IN.get(path.suffix, _nothing)(path)
        return self._known[file]


def _nothing(_path: Path) -> Mapping[str, str]:
    """Return that a file can only be named as a whole."""
    return {"": ""}


def _definitions(path: Path) -> Mapping[str, str]:
    """Return what each id of a definition file is called: the practice of a question, the title of an action."""
    return {
        str(one["id"]): next((str(one[key]) for key in _CALLED if key in one), "")
        for one in _mappings(read(path).data)
        if "id" in one
    }


def _mappings(data: Data) -> Iterator[Mapping[str, Data]]:
    if isinstance(data, dict):
        yield data
    below = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    for value in below:
        yield from _mappings(value)


def _python(path: Path) -> Mapping[str, str]:
    """Return the first sentence about each name at the top of a module, and about members: `Class.member`.

    The module itself has the name "".
    """
    module = ast.parse(path.read_text(encoding="utf-8"))
    return {"": _first_sentence(module), **dict(_names(module.body))}


def _names(body: list[ast.stmt]) -> Iterator[tuple[str, str]]:
    for node in body:
        match node:
            case ast.ClassDef(name=name):
                yield name, _first_sentence(node)
                yield from ((f"{name}.{member}", said) for member, said in _names(node.body))
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield name, _first_sentence(node)
            case ast.AnnAssign(target=ast.Name(id=name)):
                yield name, _description(node.annotation)
            case ast.Assign(targets=[ast.Name(id=name)]):
                yield name, ""
            case _:
                pass


def _first_sentence(node: ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> str:
    said = ast.get_docstring(node) or ""
    return _END.split(" ".join(said.split("\n\n", 1)[0].split()), maxsplit=1)[0]


def _description(annotation: ast.expr) -> str:
    """Return the description of a field: Annotated[str, Meta(description="...")]."""
    for node in ast.walk(annotation):
        if isinstance(node, ast.keyword) and node.arg == "description" and isinstance(node.value, ast.Constant):
            return str(node.value.value)
    return ""


_NAMES_IN: Final[Mapping[str, Callable[[Path], Mapping[str, str]]]] = {".yaml": _definitions, ".py": _python}
"""How the names in a kind of file are found."""
