"""A survey -> its file, as a consultant reads and changes it: what `read_survey` makes of it is the same survey."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from cxdna.definitions.write import entry, item, scalar
from cxdna.voice.survey.model import Columns, Exclusion, Scale, Survey, SurveyQuestion

_COLUMNS: Final[Mapping[str, str]] = {
    "respondent": "who answered: a number or an address, which stays in the file",
    "event_date": "when what is asked about happened; it decides in which month an answer counts",
    "answer_date": "when the answer was given",
    "seconds": "how many seconds answering took",
    "wave": "the name of the wave, where it does not follow from the date",
    "question": "which question a row answers, where each row is one answer",
    "score": "the score, where each row is one answer",
    "account": "the customer's organisation",
    "role": "whether the contact decides, recommends, influences or uses",
    "tier": "how important the account is",
    "revenue": "what the account brings in a year",
    "unit": "project, site or team",
    "category": "kind of service: field service, technical support, ...",
    "channel": "how the contact took place",
    "country": "where the customer is",
    "language": "in which language was asked",
    "weight": "how much an answer counts",
    "comment": "what customers wrote in their own words",
    "invited_by": "the employee whose contact the customer was",
    "disposition": "what became of the invitation",
    "conducted_by": "who asked, where the file says it",
    "device": "address or device that the answer came from",
    "consent": "whether the customer may be named as a reference",
}


def survey_text(survey: Survey, schema: str = "") -> str:
    """Return the text of a survey's file; `schema` is where an editor finds the schema, seen from the file."""
    blocks: list[list[str]] = [_head(survey, schema), _columns(survey.columns), _writing(survey)]
    blocks += [_groups(survey), _rules(survey), _questions(survey.questions)]
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _head(survey: Survey, schema: str) -> list[str]:
    lines = [f"# yaml-language-server: $schema={schema}"] if schema else []
    lines += [
        "# What was asked, and which column of the files says what. Lines that start with # are notes: what stands",
        "# in them does not count until the # is deleted.",
        "kind: survey",
        f"id: {scalar(survey.id)}",
        *entry("title", survey.title),
        *entry("asks", survey.asks, note="customers or staff; only customers' answers make an index"),
    ]
    lines += _or_note("conducted_by", survey.conducted_by, "Example Research Ltd", "who runs the survey")
    note = "whether they are independent of those who are rated"
    return [*lines, *entry("independent", survey.independent, note=note)]


def _columns(columns: Columns) -> list[str]:
    lines = ["# The headers of the files, as they are written there. Delete a line, or add one, as the files have it."]
    given = {name: getattr(columns, name) for name in columns.__struct_fields__ if getattr(columns, name) is not None}
    lines.append("columns:" if given else "columns: {}")
    for name, header in given.items():
        lines += entry(name, header, 2, _COLUMNS[name])
    lines += [f"  # {name}:  # {_COLUMNS[name]}" for name in columns.__struct_fields__ if name not in given]
    return lines


def _writing(survey: Survey) -> list[str]:
    dates = "year_first (2026-03-31), day_first (31.3.2026) or month_first (3/31/2026)"
    return [
        "# How the files are written.",
        *entry("decimal", survey.decimal, note="the decimal mark: '.' or ','"),
        *entry("dates", survey.dates, note=dates),
        *_or_note("no_answer", survey.no_answer, '["n/a", "-"]', "what stands for no answer, besides nothing"),
    ]


def _groups(survey: Survey) -> list[str]:
    lines = ["# What answers are grouped by, besides what is named above: a name of yours, and its column."]
    lines += _or_note("segments", survey.segments, "{product_line: Product}", "more to group by")
    if survey.cuts:
        lines += [
            "cuts:  # groupings by several at once",
            *(f"  - [{', '.join(map(scalar, cut))}]" for cut in survey.cuts),
        ]
    else:
        lines.append("# cuts: [[category, country]]  # groupings by several at once")
    lines += _or_note("key_tiers", survey.key_tiers, "[A]", "the tiers whose accounts are key accounts")
    example = "{tier: {A: 40, B: 260}}"
    return [*lines, *_or_note("population", survey.population, example, "how many customers there are, asked or not")]


def _rules(survey: Survey) -> list[str]:
    lines = ["# What counts when.", *entry("waves", survey.waves, note="month, quarter, half_year or year")]
    late = "answers that come later after the event do not count"
    lines += _or_note("late_after_days", survey.late_after_days, "30", late)
    if survey.exclude:
        lines.append("exclude:  # rows that do not count, and why")
        for one in survey.exclude:
            lines += item(_exclusion(one), 2)
    else:
        example = "[{column: Account, values: [Test], reason: test records, staff: false}]"
        lines.append(f"# exclude: {example}  # rows that do not count")
    example = "{complete: [done], partial: [started], refused: [declined], no_contact: [bounced]}"
    return [*lines, *_or_note("dispositions", survey.dispositions, example, "what became of invitations")]


def _questions(questions: Sequence[SurveyQuestion]) -> list[str]:
    lines = [
        "# The questions. 'about' is satisfaction, recommendation, effort or other; 'column' holds the scores. The",
        "# scale has the lowest and the highest score that can be given, and may have words for scores as 'anchors'.",
        "# Add 'item' where staff are asked the same, and 'practices' and 'parts' for what in the assessment it shows.",
        "questions:",
    ]
    for number, question in enumerate(questions):
        lines += [""] * (number > 0) + item(_question(question), 2)
    return lines


def _or_note(key: str, value: object, example: str, note: str) -> list[str]:
    """Return the line of a value, or of an example as a note where there is none."""
    empty = value is None or value in ("", (), {})
    return [f"# {key}: {example}  # {note}"] if empty else entry(key, value, note=note)


def _exclusion(one: Exclusion) -> dict[str, object]:
    return {"column": one.column, "values": one.values, "reason": one.reason, "staff": one.staff}


def _question(one: SurveyQuestion) -> dict[str, object]:
    return dict(_fields(one))


def _fields(one: SurveyQuestion) -> Iterator[tuple[str, object]]:
    """Yield the fields of a question that say something."""
    usual = dict(_defaults(one))
    for name in one.__struct_fields__:
        value = getattr(one, name)
        if name == "scale":
            yield name, _scale(one.scale)
        elif name == "earlier":
            if one.earlier:
                yield name, [{"until": earlier.until, "scale": _scale(earlier.scale)} for earlier in one.earlier]
        elif name not in usual or value != usual[name]:
            yield name, value


def _defaults(one: SurveyQuestion) -> Iterator[tuple[str, object]]:
    fields, defaults = one.__struct_fields__, one.__struct_defaults__
    return zip(fields[len(fields) - len(defaults) :], defaults, strict=True)


def _scale(scale: Scale) -> dict[str, object]:
    made: dict[str, object] = {"low": scale.low, "high": scale.high, "direction": scale.direction}
    return made | ({"anchors": scale.anchors} if scale.anchors else {})
