"""Runs veraPDF, the reference checker of PDF/UA and PDF/A, over many files in one start of Java.

It comes from Maven Central as a jar with its dependencies (pom.xml beside this file). `python -m tests.verapdf.harness`
fetches it once; after that nothing is fetched.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).resolve().parent
POM = HERE / "pom.xml"
CACHE = HERE.parents[1] / ".cache" / "verapdf"
MAIN_CLASS = "org.verapdf.apps.GreenfieldCliWrapper"
START_FAST = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-Djava.awt.headless=true")
HOW = "install Java 11 or newer and Maven, then run: python -m tests.verapdf.harness"


class Unavailable(Exception):
    """veraPDF cannot run here: what is missing and what brings it."""


class Verdict(NamedTuple):
    """What veraPDF says of one file, and by which profiles it looked."""

    file: Path
    compliant: bool
    failures: tuple[str, ...]
    profiles: tuple[str, ...] = ()


def classpath(pom: Path = POM, cache: Path = CACHE) -> str:
    """Return the jars of veraPDF; fetched when they are not there, found again without Maven when they are."""
    if shutil.which("java") is None:
        raise Unavailable(f"there is no java; {HOW}")
    kept = cache / f"classpath-{hashlib.sha256(pom.read_bytes()).hexdigest()[:16]}.txt"
    if kept.is_file():
        jars = kept.read_text(encoding="utf-8").strip()
        if all(Path(jar).is_file() for jar in jars.split(_separator())):
            return jars
    maven = shutil.which("mvn")
    if maven is None:
        raise Unavailable(f"there is no mvn; {HOW}")
    cache.mkdir(parents=True, exist_ok=True)
    command = [maven, "-B", "-q", "-f", str(pom), "dependency:build-classpath", f"-Dmdep.outputFile={kept}"]
    said = ""
    for offline in (["-o"], []):
        done = subprocess.run([*command, *offline], capture_output=True, text=True, check=False, timeout=600)
        if done.returncode == 0 and kept.is_file():
            return kept.read_text(encoding="utf-8").strip()
        said = done.stdout[-500:]
    raise Unavailable(f"Maven could not fetch veraPDF: {said}; {HOW}")


def _separator() -> str:
    return ";" if sys.platform == "win32" else ":"


def validate(files: Sequence[Path], flavour: str = "ua1") -> list[Verdict]:
    """Return a verdict for each file, in the order given; `flavour` is veraPDF's name, as ua1 or 3a.

    "0" stands for what each file claims to be, which may be two things at once: `Verdict.profiles` says what it was.
    """
    if not files:
        raise ValueError("no files: a check of nothing would pass")
    command = ["java", *START_FAST, "-cp", classpath(), MAIN_CLASS]
    command += ["--flavour", flavour, "--format", "json", "--maxfailuresdisplayed", "2"]
    done = subprocess.run(
        [*command, *map(str, files)], capture_output=True, text=True, encoding="utf-8", check=False, timeout=900
    )
    start = done.stdout.find("{")
    if start < 0:
        raise Unavailable(f"veraPDF answered nothing: {done.stderr[-1000:]}")
    return parse(json.loads(done.stdout[start:]), files)


def parse(report: Any, files: Sequence[Path]) -> list[Verdict]:
    """Return the verdicts of a report; a file that veraPDF could not read is not compliant."""
    found = {Path(job["itemDetails"]["name"]).name: job for job in report["report"]["jobs"]}
    if len(found) != len({file.name for file in files}) or len(found) != len(files):
        raise ValueError("give files of different names, and count the answers")
    return [_verdict(file, found[file.name]) for file in files]


def _verdict(file: Path, job: Any) -> Verdict:
    results = job.get("validationResult") or []
    if not results:
        reason = job.get("taskException", {}).get("exceptionMessage") or "veraPDF could not read the file"
        return Verdict(file, compliant=False, failures=(str(reason),))
    failures = tuple(
        f"{rule['clause']}-{rule['testNumber']}: {rule['description']} ({rule['failedChecks']} times)"
        + "".join(f"\n    {check.get('context', '')}" for check in rule.get("checks", []))
        for result in results
        for rule in result["details"]["ruleSummaries"]
    )
    profiles = tuple(result["profileName"].removesuffix(" validation profile") for result in results)
    compliant = all(result["compliant"] is True for result in results)
    return Verdict(file, compliant=compliant, failures=failures, profiles=profiles)


if __name__ == "__main__":
    jars = classpath()
    if sys.argv[1:]:
        for verdict in validate([Path(file) for file in sys.argv[1:]]):
            sys.stdout.write("\n  ".join([f"{verdict.file}: {verdict.compliant}", *verdict.failures]) + "\n")
    else:
        sys.stdout.write(f"veraPDF is here: {len(jars.split(_separator()))} jars\n")
