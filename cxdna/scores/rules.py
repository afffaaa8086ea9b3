"""The scoring rules by their versions: an assessment is scored again by those it was closed with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from cxdna.answers.model import AnswersFile
from cxdna.definitions.model import Playbook, Questionnaire
from cxdna.scores.model import Scores
from cxdna.scores.score import score

Rules = Callable[[Playbook, Questionnaire, AnswersFile], Scores]

# Whoever changes the rules leaves the old ones here under their number.
RULES: Final[Mapping[str, Rules]] = {"1": score}
