"""What no file says: where one machine keeps things, what is left to do, and that a rule without a name is silenced."""

import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

# Folders that are made, not written; everything that starts with a dot but these two is made as well.
MADE = frozenset({"build", "dist", "htmlcov", "node_modules", "target", "cxdna-demo", "out", "__pycache__"})
WRITTEN_DOTS = frozenset({".ci", ".github", ".gitignore", ".gitattributes", ".editorconfig"})

# Words are put together so that this file passes its own rules.
RULES = {
    "a path of one machine": r"(?<![\w.])/(?:home|root|Users|work)" + r"/\w",
    "a Windows path of one machine": r"\b[A-Z]:\\" + r"Users\\",
    "the host of a package registry": "|".join(
        name + r"\." + top
        for name, top in (
            ("pypi", "org"),
            ("files.pythonhosted", "org"),
            ("registry.npmjs", "org"),
            (r"repo1?\.maven", "(?:apache.)?org"),
            ("repo.maven.apache", "org"),
            ("search.maven", "org"),
            ("central.sonatype", "com"),
            ("deb.debian", "org"),
            ("crates", "io"),
            ("proxy.golang", "org"),
        )
    ),
    "an index of packages by name": "--(?:extra-)?" + "index-url|PIP_" + "INDEX_URL",
    "something left to do": r"\b(?:" + "TO" + "DO|FIX" + "ME|XX" + r"X)\b",
}

SAMPLES = {
    "a path of one machine": ['open("' + "/home/" + 'ann/report.pdf")', "cd /" + "work/main"],
    "a Windows path of one machine": ["C:\\" + "Users\\ann"],
    "the host of a package registry": ["https://" + "pypi" + ".org/simple", "https://repo." + "maven.apache" + ".org"],
    "an index of packages by name": ["pip install --" + "index-url X"],
    "something left to do": ["# TO" + "DO: later", "FIX" + "ME"],
}

SILENCED = re.compile(r"#\s*(?:(noqa)(?!: [A-Z]+[0-9]+)|(type:\s*ignore)(?!\[[a-z-]+(?:, ?[a-z-]+)*\]))")


def written(root: Path) -> Iterator[Path]:
    """Yield every text file that people wrote, from the project's folder downwards."""
    for path in sorted(root.iterdir()):
        if path.name in MADE or (path.name.startswith(".") and path.name not in WRITTEN_DOTS) or path.is_symlink():
            continue
        if path.is_dir():
            yield from written(path)
        elif b"\0" not in path.read_bytes()[:4096]:
            yield path


def silenced(source: str) -> list[int]:
    """Return the lines whose comment silences a checker without naming the rule."""
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return [token.start[0] for token in tokens if token.type == tokenize.COMMENT and SILENCED.search(token.string)]


@pytest.mark.parametrize("rule", RULES)
def test_no_file_has(root: Path, rule: str) -> None:
    pattern = re.compile(RULES[rule])
    files = list(written(root))
    assert len(files) > 50, "the rule looked at almost nothing"
    found = [
        f"{path.relative_to(root)}:{number}: {line.strip()[:80]}"
        for path in files
        if path.name != "LICENSE"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if pattern.search(line)
    ]
    assert not found, f"{rule}:\n" + "\n".join(found)


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule, texts in SAMPLES.items() for text in texts])
def test_a_sample_is_found(rule: str, text: str) -> None:
    assert re.search(RULES[rule], text)


def test_every_rule_has_a_sample() -> None:
    assert SAMPLES.keys() == RULES.keys()


def test_whoever_silences_a_rule_names_it(root: Path) -> None:
    files = [path for path in written(root) if path.suffix == ".py"]
    assert len(files) > 20, "the rule looked at almost nothing"
    found = [
        f"{path.relative_to(root)}:{line}" for path in files for line in silenced(path.read_text(encoding="utf-8"))
    ]
    assert not found, "name the rule that is silenced: " + ", ".join(found)


@pytest.mark.parametrize("comment", ["# no" + "qa", "# type: " + "ignore", "#no" + "qa", "# no" + "qa: everything"])
def test_a_silencer_without_a_name_is_found(comment: str) -> None:
    assert silenced(f"x = 1  {comment}\n") == [1]


@pytest.mark.parametrize(
    "comment", ["# noqa: S603", "# type: ignore[import-untyped]", "# type: ignore[arg-type, misc]"]
)
def test_a_silencer_with_a_name_is_left_alone(comment: str) -> None:
    assert not silenced(f"x = 1  {comment}\n")
