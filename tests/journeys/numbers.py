"""What each document says in numbers and dates: read back from the files as readers get them, by what it is about."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

import openpyxl

from cxdna.documents.material import level_label
from cxdna.statistics.display import MONTHS, money, percent, shown, signed
from cxdna.statistics.exact import exact
from tests.documents.report.markup import Node

Key = tuple[str, ...]
Facts = dict[Key, str]
DASH = "\N{EN DASH}"
NOT_STATED = "not stated yet"


def disagreements(said: Mapping[str, Facts]) -> list[str]:
    """Return every number of which two documents say different things."""
    found = []
    for key in sorted({key for facts in said.values() for key in facts}):
        values = {name: facts[key] for name, facts in said.items() if key in facts}
        if len(set(values.values())) > 1:
            found.append(f"{' '.join(key)}: {values}")
    return found


def shared(said: Mapping[str, Facts], *names: str) -> set[Key]:
    """Return what all these documents say something of."""
    return set.intersection(*(set(said[name]) for name in names))


def day(date: dt.date) -> str:
    return f"{date.day} {MONTHS[date.month - 1][:3]} {date.year}"


def table(page: Node, *heads: str) -> list[list[str]]:
    """Return the rows of the first table of a page that has these heads."""
    for node in page.all("table"):
        found = [cell.text for row in node.all("thead")[:1] for cell in row.all("th")]
        if all(head in found for head in heads):
            rows = [[cell.text for cell in row.all("th", "td")] for body in node.all("tbody") for row in body.all("tr")]
            return [found, *rows]
    return []


def by_head(page: Node, *heads: str) -> Iterator[dict[str, str]]:
    """Yield the rows of the first table that has these heads, each by the heads it stands under."""
    first, *rows = table(page, *heads) or [[]]
    for row in rows:
        if len(row) == len(first):
            # The first of two columns of one name is that of all people, the second that of those who answered twice.
            yield dict(reversed(list(zip(first, row, strict=True))))


def of_answer(page: Node, now: str) -> Facts:
    """Return what the answer on one page says, in the report and in the summary."""
    answer = page.one("answer")
    facts: Facts = {}
    (number,) = (node.text for node in answer.walk() if "big" in node.classes)
    facts["part", "Overall", "score"] = number
    for row in by_head(answer, now, "Change"):
        name = list(row.values())[-1]
        facts["part", name, "score"], facts["part", name, "change"] = row[now], row["Change"]
    for row in by_head(answer, "Decision", "By", "Cost"):
        what = row["Decision"]
        facts |= {("decision", what, name): row[name] for name in ("Who", "By", "Cost")}
    return facts


def of_plan_page(page: Node) -> Facts:
    """Return what the plan on a page says, in the report, the plan and the summary."""
    plan = page.one("plan")
    facts: Facts = {}
    big = [node.text for node in plan.walk() if "big" in node.classes]
    if big:
        facts["forecast", "now"], facts["forecast", "end"] = big[0].split(" \N{RIGHTWARDS ARROW} ")
    for node in plan.walk():
        if "counts" in node.classes:
            for item in node.all("li"):
                count, _, word = item.text.split(" ", 2)
                facts["status", word] = count
    for row in by_head(plan, "Quarter", "Score", "Cost"):
        if row["Score"]:
            facts["quarter", row["Quarter"], "score"] = row["Score"]
        facts["quarter", row["Quarter"], "cost"] = row["Cost"]
    for row in by_head(plan, "Owner", "Actions", "Agreed", "Cost"):
        if row["Actions"]:
            facts |= {("owner", row["Owner"], name): row[name] for name in ("Actions", "Cost")}
        else:
            facts["plan", "cost"] = row["Cost"]
    for row in by_head(plan, "Action", "Owner", "Status"):
        name = row["Action"].split(" ", 1)[0]
        facts["action", name, "Owner"] = _owner(row["Owner"])
        facts["action", name, "Status"] = row["Status"].split(" ", 1)[1]
    return facts


def _owner(text: str) -> str:
    """Return who is named; where it is only a role, pages with little room leave out that nobody is named."""
    return text.removesuffix(", nobody named yet")


def of_report(page: Node, now: str) -> Facts:
    """Return what the report says: its answer, its profile, its changes, its questions and its plan."""
    facts = of_answer(page, now)
    for row in by_head(page.one("profile"), "As answered", "Target", "Gap"):
        name = list(row.values())[-1]
        for head in ("As answered", "As shown", "Target", "Gap", "Share"):
            if row[head]:
                facts["part", name, head] = row[head]
    for row in by_head(page.one("change"), "Part", "Change") if _has(page, "change") else ():
        facts["part", row["Part"], "change"] = row["Change"]
    for section in page.all("section"):
        if "component" in section.classes:
            for row in by_head(section, "No.", "Median"):
                facts["question", row["No."], "median"] = row["Median"] or DASH
    return facts | (of_plan_page(page) if _has(page, "plan") else {})


def _has(page: Node, name: str) -> bool:
    return any(node.attributes.get("id") == name for node in page.walk())


def of_plan(page: Node) -> Facts:
    """Return what the plan says: on its page, and on the page of each action."""
    facts = of_plan_page(page)
    for section in page.all("section"):
        if "action" in section.classes:
            name = section.attributes["id"].removeprefix("action-")
            (row,) = by_head(section, "Owner", "Start", "Due", "Cost")
            for head in ("Owner", "Start", "Due", "Effort", "Cost"):
                facts["action", name, head] = _owner(row[head]) if head == "Owner" else row[head]
            terms, values = [node.text for node in section.all("dt")], [node.text for node in section.all("dd")]
            facts["action", name, "Review"] = dict(zip(terms, values, strict=True))["Next review"]
    return facts


def of_workbook(content: bytes, before: str) -> Facts:
    """Return what the workbook says, as it is shown."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    facts: Facts = {}
    for row in _rows(book, "Scores"):
        if row["What"] == "Question":
            value = row["As answered"]
            facts["question", row["No."], "median"] = DASH if value is None else level_label(exact(value))
            continue
        _part(facts, row, before)
    for row in _rows(book, "Plan"):
        facts.update(_action(row))
    _count(facts, _rows(book, "Plan"))
    forecast = _rows(book, "Forecast")
    for row in forecast[1:]:
        facts["quarter", row["Quarter"], "score"] = shown(exact(row["Whole"]))
    if forecast:
        facts["forecast", "now"], facts["forecast", "end"] = (shown(exact(forecast[at]["Whole"])) for at in (0, -1))
    for row in _rows(book, "Decisions"):
        what = row["What is to be decided"]
        facts["decision", what, "Who"], facts["decision", what, "By"] = row["Who"] or "", _date(row["By"])
        facts["decision", what, "Cost"] = DASH if row["Cost"] is None else money(row["Cost"], "GBP")
    for row in _rows(book, "KPIs"):
        for head in ("Baseline", "Target", "Newest figure"):
            facts["kpi", row["Id"], head] = _figure(row[head])
        for head in ("To be measured by", "Target by"):
            facts["kpi", row["Id"], head] = _date(row[head])
    return facts


def _rows(book: Any, name: str) -> list[dict[str, Any]]:
    if name not in book.sheetnames:
        return []
    heads = [cell.value for cell in book[name][1]]
    rows = book[name].iter_rows(min_row=2, values_only=True)
    return [dict(zip(heads, row, strict=True)) for row in rows]


def _part(facts: Facts, row: dict[str, Any], before: str) -> None:
    name = row["Name"]
    facts["part", name, "As answered"] = _score(row["As answered"])
    facts["part", name, "As shown"] = _score(row["As shown by evidence"])
    facts["part", name, "Target"] = _score(row["Target"])
    facts["part", name, "score"] = _score(row["As answered"])
    if row["Share of all gaps"] is not None or row["What"] == "Component":
        facts["part", name, "Gap"] = _score(row["Gap"])
        share = row["Share of all gaps"]
        facts["part", name, "Share"] = DASH if share is None else percent(Fraction(share).limit_denominator(10**9))
    if before:
        value = row["Change on comparable questions"]
        facts["part", name, "change"] = DASH if value is None else signed(Fraction(value).limit_denominator(10**9))


def _score(value: float | None) -> str:
    return DASH if value is None else shown(Fraction(value).limit_denominator(10**9))


def _figure(value: float | None) -> str:
    return DASH if value is None else f"{value:g}"


def _date(value: dt.datetime | dt.date | None) -> str:
    return "" if value is None else day(value)


def _action(row: dict[str, Any]) -> Facts:
    facts: Facts = {}
    name = row["Id"]
    for head in ("Start", "Due", "Review"):
        facts["action", name, head] = _date(row[head]) or NOT_STATED
    facts["action", name, "Cost"] = NOT_STATED if row["Cost"] is None else money(row["Cost"], "GBP")
    facts["action", name, "Effort"] = row["Effort"] or NOT_STATED
    facts["action", name, "Status"] = row["Status"]
    if row["Owner"]:
        facts["action", name, "Owner"] = row["Owner"]
    return facts


def _count(facts: Facts, actions: list[dict[str, Any]]) -> None:
    """Add what actions come to: how many stand at each status, what each person carries, and the cost of all."""
    for word in ("proposed", "agreed", "in progress", "blocked", "done") if actions else ():
        facts["status", word] = str(sum(one["Status"] == word for one in actions))
    for name in {one["Owner"] for one in actions if one["Owner"]}:
        own = [one for one in actions if one["Owner"] == name]
        facts["owner", name, "Actions"] = str(len(own))
        facts["owner", name, "Cost"] = _sum(own)
    if actions:
        facts["plan", "cost"] = _sum(actions)


def _sum(actions: list[dict[str, Any]]) -> str:
    costs = [exact(one["Cost"]) for one in actions if one["Cost"] is not None]
    return money(float(sum(costs, Fraction(0))), "GBP") if costs else DASH


def of_data(found: Any) -> Facts:
    """Return what data.json says, as it would be shown."""
    facts: Facts = {}
    scores = found["scores"]
    change = found["findings"]["change"]
    moved = {one["part"]: one["change"] for one in (change["whole"], *change["parts"])} if change else {}
    shares = {one["part"]: one["share"] for one in found["findings"]["gaps"]}
    for part in (scores["whole"], *scores["parts"]):
        name = part["name"] if part["tier"] else "Overall"
        facts["part", name, "As answered"] = _exact(part["score"]["as_answered"])
        facts["part", name, "As shown"] = _exact(part["score"]["as_shown"])
        facts["part", name, "score"] = _exact(part["score"][scores["basis"]])
        facts["part", name, "Target"] = _exact(part["target"])
        if part["tier"] == max(one["tier"] for one in scores["parts"]):
            facts["part", name, "Gap"] = _exact(part["gap"])
            share = shares.get(part["id"], {"exact": "0"} if part["gap"] else None)
            facts["part", name, "Share"] = DASH if share is None else percent(Fraction(share["exact"]))
        if change:
            value = moved.get(part["id"])
            facts["part", name, "change"] = DASH if value is None else signed(Fraction(value["exact"]))
    for question in scores["questions"]:
        value = question["score"]["as_answered"]
        facts["question", question["id"][1:], "median"] = (
            DASH if value is None else level_label(Fraction(value["exact"]))
        )
    _data_of_plan(facts, found)
    return facts


def _data_of_plan(facts: Facts, found: Any) -> None:
    rows = [
        {
            "Id": one["id"],
            "Status": one["status"].replace("_", " "),
            "Owner": one["owner"],
            "Effort": one["effort"],
            "Cost": one["cost"],
            **{head: _parsed(one[head.lower()]) for head in ("Start", "Due", "Review")},
        }
        for one in found["plan"]["actions"]
    ]
    for row in rows:
        facts.update(_action(row))
    _count(facts, rows)
    if rows:
        assert facts["plan", "cost"] in {money(found["plan"]["cost"], "GBP"), DASH}
    for word, count in found["plan"]["counts"].items() if rows else ():
        facts["status", word.replace("_", " ")] = str(count)
    if found["forecast"]:
        steps = found["forecast"]["steps"]
        facts.update({("quarter", one["label"], "score"): _exact(one["whole"]) for one in steps})
        facts["forecast", "now"] = _exact(found["forecast"]["now"])
        facts["forecast", "end"] = _exact(steps[-1]["whole"])
    for one in (*found["decisions"], *found["earlier_decisions"]):
        facts["decision", one["what"], "Who"] = one["who"]
        facts["decision", one["what"], "By"] = _date(_parsed(one["by"]))
        facts["decision", one["what"], "Cost"] = DASH if one["cost"] is None else money(one["cost"], "GBP")
    for one in found["kpis"]:
        name, baseline, target = one["id"], one["baseline"] or {}, one["target"] or {}
        facts["kpi", name, "Baseline"] = _figure(baseline.get("value"))
        facts["kpi", name, "Target"] = _figure(target.get("value"))
        facts["kpi", name, "Newest figure"] = _figure((one["actual"] or {}).get("value"))
        to_come = baseline.get("on") if baseline.get("value") is None else None
        facts["kpi", name, "To be measured by"] = _date(_parsed(to_come))
        facts["kpi", name, "Target by"] = _date(_parsed(target.get("on")))


def _exact(value: Any) -> str:
    return DASH if value is None else shown(Fraction(value["exact"]))


def _parsed(value: str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if value else None
