"""What stands in a calendar."""

from __future__ import annotations

import datetime as dt
from typing import Literal

import msgspec

State = Literal["tentative", "confirmed", "done", "cancelled"]
"""Tentative while its action is only proposed; cancelled where it was dropped, so that calendars take it out again."""


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """Something that is due on a day. `uid` is the same whenever it is made again, `times` counts how often it changed.

    `who` are the people in whose own calendars it stands as well.
    """

    uid: str
    on: dt.date
    summary: str
    description: str
    kind: str
    who: tuple[str, ...]
    state: State = "confirmed"
    times: int = 0
