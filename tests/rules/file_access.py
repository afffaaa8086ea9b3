"""Finds where a module touches the disk, the network or another program, by its syntax."""

import ast
from typing import NamedTuple

# Methods that look at or change a file system. `replace` and `walk` are left out: strings and trees of ours have them.
METHODS = frozenset(
    {"open", "read_text", "read_bytes", "write_text", "write_bytes", "touch", "mkdir", "unlink", "rmdir", "rename"}
    | {"symlink_to", "hardlink_to", "chmod", "iterdir", "glob", "rglob", "exists", "is_file", "is_dir", "is_symlink"}
    | {"stat", "lstat", "samefile"}
)
MODULES = frozenset(
    {"os", "io", "shutil", "tempfile", "fileinput", "glob", "mmap", "subprocess", "multiprocessing", "socket", "ssl"}
    | {"urllib.request", "http.client", "sqlite3", "zipfile", "tarfile", "importlib.resources"}
)
FUNCTIONS = frozenset({"open", "exec", "eval", "__import__"})


class Access(NamedTuple):
    """A line that reaches outside, and by what."""

    line: int
    what: str


def accesses(source: str) -> list[Access]:
    """Return every place where the source reaches outside, in the order of its lines."""
    found: list[Access] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            called = node.func
            if isinstance(called, ast.Name) and called.id in FUNCTIONS:
                found.append(Access(node.lineno, f"{called.id}()"))
            elif isinstance(called, ast.Attribute) and called.attr in METHODS:
                found.append(Access(node.lineno, f".{called.attr}()"))
        elif isinstance(node, ast.Import):
            found += [Access(node.lineno, f"import {name.name}") for name in node.names if _reaches_out(name.name)]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names = [node.module, *(f"{node.module}.{name.name}" for name in node.names)]
            found += [Access(node.lineno, f"import {name}") for name in names if _reaches_out(name)][:1]
    return sorted(found)


def _reaches_out(module: str) -> bool:
    return any(module == name or module.startswith(f"{name}.") for name in MODULES)
