"""What the award readiness report is made of: the verdict for a year, and all that it rests on."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping

import msgspec

from cxdna.documents.material import Look
from cxdna.voice.audit.model import Audit
from cxdna.voice.award.model import Readiness
from cxdna.voice.model import Voice


class AwardMaterial(msgspec.Struct, frozen=True, kw_only=True):
    """The readiness of a year with files, windows, answers and audits behind it; `today` is the day it is made."""

    client: str
    consultant: str
    confidentiality: str
    look: Look
    readiness: Readiness
    voice: Voice
    today: dt.date
    audits: Mapping[str, Audit] = {}

    @property
    def entered(self) -> Voice:
        """What is known of the surveys that are entered; those of customers that are not stand aside."""
        names = self.readiness.surveys
        if not names:
            return self.voice
        kept = tuple(one for one in self.voice.surveys if one.survey.asks != "customers" or one.survey.id in names)
        return msgspec.structs.replace(self.voice, surveys=kept)

    @property
    def not_entered(self) -> tuple[str, ...]:
        """The titles of the surveys of customers that are not entered."""
        inside = {one.survey.id for one in self.entered.of_customers}
        return tuple(one.survey.title for one in self.voice.of_customers if one.survey.id not in inside)

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of every line with its verdict, figures and sources, in hexadecimal digits."""
        return hashlib.sha256(msgspec.json.encode(self.readiness)).hexdigest()
