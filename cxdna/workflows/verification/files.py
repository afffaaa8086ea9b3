"""Whether files of evidence are there and have the hash that was recorded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from cxdna.organisation.model import Evidence
from cxdna.statistics.display import counted
from cxdna.workflows.verification.model import Finding, differs, unverified, verified
from cxdna.workspace.evidence_files import hash_file, kept_place


def check_files(records: Iterable[Evidence], *folders: Path) -> Iterator[Finding]:
    """Yield whether the file of each record lies in one of the folders as it was recorded; links lead nowhere."""
    unique = {(one.file, one.sha256): one for one in records if one.file}
    agreeing = 0
    for one in unique.values():
        what = f"Evidence {one.id} ({one.title})"
        places = [place for folder in folders if (place := kept_place(folder, one.file)) is not None]
        place = next((place for place in places if place.is_file()), None)
        if not places:
            yield unverified(what, f"{one.file} leads out of the folder and was not opened")
        elif place is None:
            yield unverified(what, f"its file is not here: {one.file}")
        elif not one.sha256:
            yield unverified(what, f"no hash of {one.file} was recorded")
        else:
            finding = _hashed(what, one, place)
            agreeing += finding is None
            yield from (finding,) if finding else ()
    if agreeing:
        yield verified("Files of evidence", f"{counted(agreeing, 'file')} hashed again")


def _hashed(what: str, one: Evidence, place: Path) -> Finding | None:
    try:
        now_is = hash_file(place)
    except OSError as problem:
        return unverified(what, f"{one.file} could not be read: {problem.strerror}")
    if now_is == one.sha256:
        return None
    return differs(what, f"{one.file} was {one.sha256[:8]} when it was recorded and is {now_is[:8]} now")
