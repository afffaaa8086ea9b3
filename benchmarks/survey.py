"""Counting customer surveys against a DuckDB script written by hand that makes the same groups, as whole processes.

The answers are made once, by SQL, and kept in a folder of the machine for temporary files: two questions, one answer a
row, over two years, five categories, four countries, sixty accounts.

`CXDNA_BENCH_ROWS` sets how many rows the comparisons have (10,000,000), `CXDNA_BENCH_MOST` how many the largest file
has (100,000,000; 0 leaves it out), `CXDNA_BENCH_FOLDER` where the files are kept.
"""

import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory, gettempdir

from benchmarks.compare import CXDNA, PYTHON, Row, compare, run_once

ROWS = int(os.environ.get("CXDNA_BENCH_ROWS", "10000000"))
MOST = int(os.environ.get("CXDNA_BENCH_MOST", "100000000"))
FOLDER = Path(os.environ.get("CXDNA_BENCH_FOLDER", str(Path(gettempdir()) / "cxdna-bench")))
FEW, SMALL = 5_000, 1_000_000
ROUNDS, FEW_ROUNDS, MOST_ROUNDS = 5, 15, 1
TIME, MEMORY, HELP, CONSTANT = 1.3, 1.5, 4.5, 1.3
LIMIT = "512MB"

MAPPING = """kind: survey
id: bench
title: To be measured
columns:
  respondent: respondent
  event_date: event_date
  answer_date: answer_date
  question: question
  score: score
  category: category
  country: country
  account: account
late_after_days: 30
questions:
  - {id: satisfaction, text: How satisfied are you?, about: satisfaction, scale: {low: 1, high: 5}}
  - {id: recommendation, text: Would you recommend us?, about: recommendation, scale: {low: 0, high: 10}}
"""
MAKE = """
import sys
import duckdb

file, rows = sys.argv[1], int(sys.argv[2])
answers = f'''
SELECT 'r' || (i // 2) AS respondent,
  DATE '2024-01-01' + (h1 % 731) AS event_date,
  DATE '2024-01-01' + (h1 % 731) + 1 + (h2 % 34) AS answer_date,
  CASE WHEN i % 2 = 0 THEN 'satisfaction' ELSE 'recommendation' END AS question,
  CASE WHEN i % 2 = 0 THEN 5 - h3 * h3 * 5 // 1000000 ELSE 10 - h3 * h3 * 11 // 1000000 END AS score,
  ['Field service', 'Technical support', 'Customer service', 'Account management', 'Training'][1 + h4 % 5] AS category,
  ['DE', 'FR', 'GB', 'PL'][1 + h5 % 4] AS country,
  'A' || lpad((h6 % 60)::VARCHAR, 3, '0') AS account
FROM (SELECT i, hash(i)::HUGEINT AS h, (h % 10007)::INTEGER AS h1, (h // 10007 % 1009)::INTEGER AS h2,
  (h // 10000019 % 1000)::INTEGER AS h3, (h // 10000000033 % 997)::INTEGER AS h4,
  (h // 1000000000039 % 991)::INTEGER AS h5, (h // 100000000000031 % 983)::INTEGER AS h6 FROM range({rows}) AS t(i))
'''
how = "FORMAT parquet" if file.endswith("parquet.part") else "FORMAT csv, HEADER, DELIMITER ','"
duckdb.sql("SET preserve_insertion_order = true; SET enable_progress_bar = false")
duckdb.sql(f"COPY ({answers}) TO '{file}' ({how})")
"""
# What somebody who knows the file would write: types are named, nothing is checked, all cuts come from one pass.
BY_HAND = """
import sys
import duckdb

file = sys.argv[1]
source = f"'{file}'"
if file.endswith("csv"):
    types = {"respondent": "VARCHAR", "event_date": "DATE", "answer_date": "DATE", "question": "VARCHAR"}
    types |= {"score": "INTEGER", "category": "VARCHAR", "country": "VARCHAR", "account": "VARCHAR"}
    source = f"read_csv('{file}', columns = {types}, header = true, auto_detect = false, delim = ',', quote = '\\"')"
connection = duckdb.connect()
connection.execute("SET preserve_insertion_order = false")
found = connection.execute(f'''
    SELECT question, score, year(event_date) * 100 + month(event_date) AS month, answer_date > event_date + 30 AS late,
        category, country, account, grouping(category, country, account) AS cut, count(*) AS n
    FROM {source}
    GROUP BY GROUPING SETS ((question, score, month, late), (question, score, month, late, category),
        (question, score, month, late, country), (question, score, month, late, account))
''').fetchall()
sums = {}
for question, score, month, late, category, country, account, cut, n in found:
    if not late:
        total = sums.setdefault((question, cut, category, country, account), [0, 0])
        total[0] += n
        total[1] += n * score
for key, (n, total) in sums.items():
    print(*key, n, total / n)
"""


def rows() -> Iterator[Row]:
    """Measure, and yield the rows."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as name:
        folder = Path(name)
        for file, text in (("mapping.yaml", MAPPING), ("by_hand.py", BY_HAND), ("make.py", MAKE)):
            (folder / file).write_text(text, encoding="utf-8")
        for ending in ("parquet", "csv"):
            yield from by_hand(folder, ending)
        yield few(folder)
        if MOST:
            yield from most(folder)


def answers(folder: Path, number: int, ending: str) -> Path:
    """Return a file of so many answers, which is made where it is not there yet."""
    file = FOLDER / f"answers-{number}.{ending}"
    if not file.exists():
        part = file.with_name(f"{file.name}.part")
        run_once([PYTHON, str(folder / "make.py"), str(part), str(number)], folder)
        part.replace(file)
    return file


def score(file: Path, *options: str) -> list[str]:
    """Return the command that is measured."""
    return [str(CXDNA), "survey", "score", str(file), "--mapping", "mapping.yaml", *options]


def by_hand(folder: Path, ending: str) -> Iterator[Row]:
    """Compare time and memory with the script."""
    file = answers(folder, ROWS, ending)
    pairs = compare(score(file), [PYTHON, "by_hand.py", str(file)], cwd=folder, rounds=ROUNDS)
    what, against = f"cxdna survey score, {ROWS:,} rows, {ending.upper()}", "DuckDB written by hand"
    yield pairs.time(what, against, TIME)
    yield pairs.memory(what, against, MEMORY)


def few(folder: Path) -> Row:
    """Compare a small file with doing nothing."""
    file = answers(folder, FEW, "csv")
    pairs = compare(score(file), [str(CXDNA), "--help"], cwd=folder, rounds=FEW_ROUNDS)
    return pairs.time(f"cxdna survey score, {FEW:,} rows, CSV", "cxdna --help", HELP)


def most(folder: Path) -> Iterator[Row]:
    """Score the largest file in little memory, and compare what a row costs with a smaller one."""
    measured = partial(cost, folder)
    small, large = measured(SMALL, ROUNDS), measured(MOST, MOST_ROUNDS)
    what = f"cxdna survey score, {MOST:,} rows, --memory {LIMIT}"
    detail = f"{large[0]:.1f} s against {small[0]:.2f} s"
    yield Row(
        f"{what}, time a row", f"the same, {SMALL:,} rows", (large[0] / MOST) / (small[0] / SMALL), CONSTANT, detail
    )
    # Beside what DuckDB may take there are Python and the libraries themselves.
    allowed = 512 * (1 << 20)
    yield Row(f"{what}, memory above --help", LIMIT, large[1] / allowed, 1.0, f"{large[1] / (1 << 20):.0f} MB")


def cost(folder: Path, number: int, rounds: int) -> tuple[float, float]:
    """Return the processor time and the peak memory of scoring so many rows, above those of `cxdna --help`."""
    command = score(answers(folder, number, "parquet"), "--memory", LIMIT)
    runs = [(run_once(command, folder), run_once([str(CXDNA), "--help"], folder)) for _ in range(rounds + 1)][
        1 if rounds > 1 else 0 :
    ]
    return median(a.cpu - b.cpu for a, b in runs), median(a.peak - b.peak for a, b in runs)
