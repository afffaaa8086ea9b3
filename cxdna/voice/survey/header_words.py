"""What columns of answers are usually headed, in English and the commonest words of German, French and Spanish.

All in small letters without accents, words apart by single blanks, as `plain` gives them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

from cxdna.voice.survey.model import Disposition

_APART: Final = re.compile(r"[^a-z0-9]+")
_HUMP: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def plain(text: str) -> str:
    """Return a header as it is compared: RespondentID, respondent_id and Respondent-Id are one."""
    apart = _HUMP.sub(" ", text.replace("ß", "ss"))
    bare = "".join(one for one in unicodedata.normalize("NFKD", apart) if not unicodedata.combining(one))
    return _APART.sub(" ", bare.casefold()).strip()


_EARNED: Final = ("chiffre d affaires", "ca annuel", "ingresos anuales", "ingresos", "facturacion anual", "facturacion")
_NAMED: Final = (
    *("nennung erlaubt", "nennung", "referenz erlaubt", "darf genannt werden", "einverstandnis", "consentement"),
    *("mention autorisee", "citation autorisee", "peut etre cite", "consentimiento", "mencion permitida"),
    *("mencion autorizada", "se puede citar"),
)
# The first words are the surest. What is looked for first takes the column: an answer date before any date.
PURPOSES: Final[Mapping[str, tuple[str, ...]]] = {
    "respondent": (
        "respondent id",
        "respondent",
        "response id",
        "customer id",
        "customer no",
        "contact id",
        "participant",
        "kundennummer",
        "kundennr",
        "kunden nr",
        "kunden id",
        "teilnehmer",
        "befragter",
        "repondant",
        "client id",
        "numero client",
        "numero de client",
        "no client",
        "encuestado",
        "cliente id",
        "numero de cliente",
        "n cliente",
    ),
    "answer_date": (
        "answer date",
        "answered",
        "answered at",
        "answered on",
        "response date",
        "responded",
        "submitted",
        "submitted at",
        "submit date",
        "completed at",
        "completed on",
        "date of answer",
        "survey date",
        "antwortdatum",
        "ausgefullt am",
        "beantwortet am",
        "antwort am",
        "antwort vom",
        "datum der antwort",
        "date de reponse",
        "date de la reponse",
        "repondu le",
        "fecha de respuesta",
        "fecha de la respuesta",
        "respondido el",
    ),
    "event_date": (
        "event date",
        "date of event",
        "event",
        "service date",
        "visit date",
        "closed on",
        "closed at",
        "closing date",
        "case closed",
        "interaction date",
        "delivery date",
        "ereignisdatum",
        "besuchsdatum",
        "einsatzdatum",
        "abschlussdatum",
        "date evenement",
        "date de l evenement",
        "fecha del evento",
        "date",
        "datum",
        "fecha",
        "jour",
        "day",
    ),
    "seconds": ("seconds", "duration seconds", "duration", "time taken", "dauer", "bearbeitungsdauer", "duree"),
    "wave": ("wave", "survey wave", "welle", "vague", "ola", "oleada"),
    "question": ("question id", "question", "question code", "item", "frage", "question no", "pregunta"),
    "score": ("score", "rating", "answer", "value", "response", "bewertung", "note", "punktzahl", "puntuacion", "wert"),
    "revenue": ("revenue", "annual revenue", "turnover", "sales volume", "jahresumsatz", "umsatz", *_EARNED),
    "tier": ("tier", "account tier", "customer tier", "key account", "kundenklasse", "abc class", "niveau"),
    "role": ("contact role", "role", "function", "job title", "position", "rolle", "funktion", "fonction", "cargo"),
    "account": (
        "account",
        "account name",
        "account id",
        "company",
        "customer",
        "client",
        "firma",
        "kunde",
        "kundenkonto",
        "konto",
        "entreprise",
        "societe",
        "compte",
        "compte client",
        "empresa",
        "cuenta",
        "cliente",
    ),
    "unit": ("unit", "business unit", "project", "site", "team", "department", "projekt", "standort", "abteilung"),
    "category": (
        "category",
        "service category",
        "service type",
        "type of service",
        "kategorie",
        "leistungsart",
        "categorie",
        "categoria",
    ),
    "channel": ("channel", "contact channel", "kanal", "canal"),
    "country": ("country", "country code", "land", "pays", "pais"),
    "language": ("language", "survey language", "lang", "sprache", "langue", "idioma"),
    "weight": ("weight", "weighting", "weighting factor", "gewicht", "gewichtung", "poids", "peso", "ponderacion"),
    "comment": (
        "comment",
        "comments",
        "verbatim",
        "free text",
        "remarks",
        "feedback",
        "open comment",
        "kommentar",
        "anmerkung",
        "bemerkung",
        "commentaire",
        "comentario",
    ),
    "invited_by": (
        "invited by",
        "agent",
        "agent name",
        "engineer",
        "technician",
        "employee",
        "account manager",
        "mitarbeiter",
        "techniker",
        "technicien",
        "tecnico",
        "conseiller",
    ),
    "disposition": (
        "disposition",
        "outcome",
        "response status",
        "status",
        "completion status",
        "bearbeitungsstatus",
        "statut",
        "estado",
    ),
    "conducted_by": ("conducted by", "interviewer", "institute", "agency", "institut", "durchgefuhrt von"),
    "device": ("device", "device id", "ip", "ip address", "ip adresse", "adresse ip", "gerat"),
    "consent": ("consent", "reference consent", "may be named", "einwilligung", *_NAMED),
}

RECOMMENDS: Final = ("recommend", "nps", "promoter", "weiterempf", "empfehl", "recommand", "recomend")
EFFORT: Final = ("effort", "ces", "how easy", "easy", "ease", "aufwand", "einfach", "esfuerzo", "facil", "facilite")
SATISFIED: Final = (
    *("satisf", "csat", "rating", "score", "quality", "overall", "expectation", "happy"),
    *("zufrieden", "bewertung", "qualitat", "erwartung", "gesamt", "note", "qualite", "calidad"),
)
STAFF: Final = ("employee id", "staff id", "personnel number", "personalnummer", "mitarbeiternummer", "matricule")
STAFF_NAMES: Final = (
    *("staff", "employee", "workforce", "mitarbeiter", "mitarbeitende", "belegschaft", "personalbefragung"),
    *("personalumfrage", "collaborateur", "personnel", "salarie", "empleado", "plantilla"),
)
"""How the name of a survey of staff begins a word of it."""
GRADES: Final = frozenset({"note", "noten", "grade", "grades", "schulnote", "schulnoten"})
"""Where a header has such a word, low scores may be the good ones."""
MUCH: Final = ("effort", "ces", "aufwand", "esfuerzo")
"""Of effort, low may be good: of how easy it was, high is."""
_MIDDLE: Final = ("neutral", "neither", "teils teils", "teils", "weder noch", "mittel", "fair", "average", "neutre")
WORDED: Final[tuple[Mapping[int, tuple[str, ...]], ...]] = (
    {
        1: ("very dissatisfied", "very unsatisfied", "sehr unzufrieden", "tres insatisfait", "muy insatisfecho"),
        2: ("dissatisfied", "unsatisfied", "unzufrieden", "eher unzufrieden", "insatisfait", "insatisfecho"),
        3: (*_MIDDLE, "neither satisfied nor dissatisfied"),
        4: ("satisfied", "zufrieden", "eher zufrieden", "satisfait", "satisfecho"),
        5: ("very satisfied", "sehr zufrieden", "tres satisfait", "muy satisfecho"),
    },
    {
        1: ("very poor", "very bad", "sehr schlecht", "tres mauvais", "muy malo"),
        2: ("poor", "bad", "schlecht", "mauvais", "malo"),
        3: (*_MIDDLE, "befriedigend", "okay", "ok"),
        4: ("good", "gut", "bon", "bueno"),
        5: ("very good", "excellent", "sehr gut", "tres bon", "muy bueno"),
    },
    {
        1: ("strongly disagree", "stimme gar nicht zu", "trifft gar nicht zu", "trifft uberhaupt nicht zu"),
        2: ("disagree", "stimme nicht zu", "stimme eher nicht zu", "trifft nicht zu", "trifft eher nicht zu"),
        3: (*_MIDDLE, "neither agree nor disagree"),
        4: ("agree", "stimme zu", "stimme eher zu", "trifft zu", "trifft eher zu"),
        5: ("strongly agree", "stimme voll zu", "stimme voll und ganz zu", "trifft voll zu", "trifft voll und ganz zu"),
    },
)
"""Answers in words and their score on 1 to 5, as `plain` gives them."""
NOT_SCORES: Final = (
    *("id", "no", "number", "nr", "age", "zip", "postcode", "plz", "year", "month", "phone", "count", "alter"),
    *("jahr", "monat", "index", "row", "version"),
)
NO_ANSWERS: Final = frozenset(
    {
        *("n/a", "na", "n.a.", "none", "-", "--", "?", "dk", "don't know", "do not know", "not applicable"),
        *("no answer", "null", "nil", "k.a.", "k. a.", "ka", "keine angabe", "weiß nicht", "weiss nicht"),
        *("entfällt", "ne sait pas", "nsp", "sans objet", "no sabe", "ns/nc", "no aplica"),
    }
)
OUTCOMES: Final[Mapping[Disposition, tuple[str, ...]]] = {
    "complete": ("complete", "completed", "answered", "finished", "vollstandig", "beendet", "complet", "completa"),
    "partial": ("partial", "partially", "started", "incomplete", "abgebrochen", "teilweise", "partiel", "parcial"),
    "refused": ("refused", "declined", "opt out", "opted out", "unsubscribed", "verweigert", "refus", "rechazada"),
    "no_contact": (
        *("no contact", "no response", "not answered", "not reached", "bounced", "undelivered"),
        *("nicht erreicht", "sans reponse", "sin respuesta", "sent"),
    ),
    "other": ("other", "sonstiges", "autre", "otro"),
    "unknown": ("unknown", "unbekannt", "inconnu", "desconocido"),
}
