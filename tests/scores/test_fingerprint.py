"""A fingerprint changes with everything that a score rests on, and with nothing else."""

from pathlib import Path

import pytest

from cxdna.scores.fingerprint import fingerprint, fingerprints, short
from cxdna.workflows.score import score_file

EXAMPLE = Path(__file__).parents[2] / "tests" / "examples" / "alderbrook" / "answers-2026.yaml"


def printed(folder: Path, text: str) -> str:
    file = folder / "answers.yaml"
    file.write_text(text, encoding="utf-8")
    return fingerprint(score_file(file))


@pytest.fixture(scope="module")
def text() -> str:
    return EXAMPLE.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("      q7.2: 2\n", "      q7.2: 3\n"),
        ("      q7.2: 2\n", "      q7.2: dont_know\n"),
        ("    date: 2026-10-14\n", "    date: 2026-10-13\n"),
        ("    level: 4\n", "    level: 4.5\n"),
        ("  date: 2026-11-20\n", "  date: 2026-11-21\n"),
        ("comment: We count closures every month.", "comment: We count closures each month."),
    ],
)
def test_any_change_of_content_shows(tmp_path: Path, text: str, old: str, new: str) -> None:
    assert old in text
    assert printed(tmp_path, text.replace(old, new, 1)) != printed(tmp_path, text)


def test_the_way_a_file_is_written_does_not(tmp_path: Path, text: str) -> None:
    other = "# A remark\n" + text.replace("name: Alderbrook Heating", 'name: "Alderbrook Heating"').replace(
        "\n", "\r\n"
    )
    assert printed(tmp_path, other) == printed(tmp_path, text)


def test_its_parts_are_named_and_its_start_is_short(text: str, tmp_path: Path) -> None:
    whole = printed(tmp_path, text)
    made = score_file(EXAMPLE)
    names = [name for name, _ in fingerprints(made)]
    asked, played = (f"{one.id} {one.version}" for one in (made.questionnaire, made.playbook))
    assert names == ["Answers", f"Questionnaire {asked}", f"Playbook {played}", "Scoring rules"]
    assert short(whole) == f"{whole[:4]} {whole[4:8]}"
    assert len(whole) == 64
