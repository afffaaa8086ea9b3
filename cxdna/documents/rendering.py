"""HTML to PDF with WeasyPrint, in the process that does nothing else.

What is shared between the documents of one process: the fonts that fontconfig knows, and parsed style sheets.
"""

from __future__ import annotations

import datetime as dt
import gc
import logging
import os
import traceback
from pathlib import Path
from typing import Any

import weasyprint
from weasyprint.css.counters import CounterStyle
from weasyprint.text.ffi import harfbuzz_subset, pango
from weasyprint.text.fonts import FontConfiguration, get_hb_object_data
from weasyprint.urls import FatalURLFetchingError

from cxdna import __version__
from cxdna.documents.archive_finish import finish_archive
from cxdna.documents.fetch import Fetcher
from cxdna.documents.job import Attached, Crashed, Done, FontUse, Job, Order, Ready, Refused, Unwritten

PAPER = {"A4": "@page{size:A4}", "Letter": "@page{size:Letter}"}
VARIANT = {"pdf/ua-1": "", "pdf/a-3a": "html{image-rendering:crisp-edges}"}  # PDF/A lets no reader smooth a picture
LONGEST_TRACE = 20_000


def ready() -> Ready:
    """Say which libraries this process works with."""
    number = pango.pango_version()
    version = f"{number // 10000}.{number // 100 % 100}.{number % 100}"
    return Ready(weasyprint=weasyprint.__version__, pango=version, subset=harfbuzz_subset is not None)


class Log(logging.Handler):
    """Keeps what WeasyPrint says while one document is made, each thing once.

    It calls an error what is missing from the page afterwards: an image, a style sheet, an alternative text.
    """

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.errors: dict[str, None] = {}
        self.warnings: dict[str, None] = {}

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one message; missing characters are told from the fonts, with what would help."""
        if record.getMessage().startswith(".notdef"):
            return
        kept = self.errors if record.levelno >= logging.ERROR else self.warnings
        kept[record.getMessage()] = None


class Printer:
    """Makes one PDF after another; `fonts` is the folder of the bundled faces for print."""

    def __init__(self, fonts: Path) -> None:
        self._bundled = {file.read_bytes() for file in fonts.glob("*.ttf")}
        self._fonts = FontConfiguration()
        self._counters = CounterStyle()
        self._sheets: dict[str, Any] = {}
        gc.freeze()  # the libraries' objects stay for good: no collection needs to look at them

    def render(self, order: Order) -> Done | Refused | Unwritten | Crashed:
        """Write the PDF to the order's temporary file; where that fails, no file is left."""
        log = Log()
        logger = logging.getLogger("weasyprint")
        logger.addHandler(log)
        fetcher = Fetcher(order.job.images, [Path(folder) for folder in order.job.folders])
        gc.disable()  # a document is one large graph, alive until it is written: there is no garbage in it to find
        try:
            done = self._write(order, fetcher, log)
            reasons = [*fetcher.refused, *log.errors]
            answer: Done | Refused | Unwritten | Crashed = Refused(reasons=tuple(reasons)) if reasons else done
        except FatalURLFetchingError as problem:
            answer = Refused(reasons=tuple(fetcher.refused or [str(problem)]))
        except Exception:  # noqa: BLE001  # whatever breaks in a library is reported, and the process goes on
            answer = Crashed(trace=traceback.format_exc()[-LONGEST_TRACE:])
        finally:
            gc.enable()
            logger.removeHandler(log)
        if not isinstance(answer, Done):
            Path(order.temporary).unlink(missing_ok=True)
        return answer

    def _write(self, order: Order, fetcher: Fetcher, log: Log) -> Done | Unwritten:
        job = order.job
        options: dict[str, Any] = {"pdf_variant": job.variant, "pdf_tags": True, "pdf_forms": False}
        document = weasyprint.HTML(string=job.html, url_fetcher=fetcher).render(
            font_config=self._fonts,
            counter_style=self._counters,
            stylesheets=[self._sheet(text, fetcher) for text in (*job.styles, PAPER[job.paper] + VARIANT[job.variant])],
            **options,
        )
        _describe(document.metadata, job)
        # Only archive editions must have an identifier; with one, WeasyPrint packs every object a second time.
        options["pdf_identifier"] = order.identifier.encode("ascii") if job.variant == "pdf/a-3a" else False
        options["attachments"] = [_attachment(attached, job.created) for attached in job.attachments]
        try:
            with Path(order.temporary).open("xb") as file:
                document.write_pdf(file, finisher=_FINISH[job.variant], **options)
                file.flush()
                os.fsync(file.fileno())
        except OSError as problem:
            return Unwritten(detail=str(problem.strerror or problem))
        return Done(pages=len(document.pages), fonts=self._uses(document.fonts), warnings=tuple(log.warnings))

    def _sheet(self, text: str, fetcher: Fetcher) -> Any:  # noqa: ANN401  # WeasyPrint ships no types
        if text not in self._sheets:
            self._sheets[text] = weasyprint.CSS(
                string=text, url_fetcher=fetcher, font_config=self._fonts, counter_style=self._counters
            )
        return self._sheets[text]

    def _uses(self, fonts: dict[Any, Any]) -> tuple[FontUse, ...]:
        """Say what was printed with; a face counts as ours when its file is one of ours, byte for byte."""
        found: dict[tuple[str, int, bool], tuple[set[str], set[str]]] = {}
        for font in fonts.values():
            ours = get_hb_object_data(font.hb_face) in self._bundled
            characters, missing = found.setdefault((font.family, font.weight, ours), (set(), set()))
            missing.update(map(chr, font.missing))
            characters.update("".join(font.to_unicode.values()))
        return tuple(
            FontUse(
                family=family,
                weight=weight,
                bundled=ours,
                characters="".join(sorted(characters - missing)),
                missing="".join(sorted(missing)),
            )
            for (family, weight, ours), (characters, missing) in sorted(found.items())
        )


def _describe(metadata: Any, job: Job) -> None:  # noqa: ANN401  # WeasyPrint ships no types
    """Set what the PDF says of itself; nothing of it is read from the HTML."""
    metadata.title, metadata.lang = job.title, job.lang
    metadata.authors = [job.author] if job.author else []
    metadata.generator = f"cxdna {__version__}"
    metadata.created = metadata.modified = job.created.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _attachment(attached: Attached, created: dt.datetime) -> Any:  # noqa: ANN401  # WeasyPrint ships no types
    return weasyprint.Attachment(
        string=attached.content,
        name=attached.name,
        description=attached.description,
        created=created,
        modified=created,
        relationship=attached.relationship,
    )


def _name_fonts(_document: Any, pdf: Any) -> None:  # noqa: ANN401  # WeasyPrint ships no types
    """Take the comma off names such as `Source-Sans-3,`: Pango adds it where a name ends with a figure."""
    for thing in pdf.objects:
        if isinstance(thing, dict):
            for key in ("BaseFont", "FontName"):
                if isinstance(name := thing.get(key), bytes):
                    thing[key] = name.rstrip(b",")


def _finish_archive(document: Any, pdf: Any) -> None:  # noqa: ANN401  # WeasyPrint ships no types
    _name_fonts(document, pdf)
    finish_archive(pdf)


_FINISH = {"pdf/ua-1": _name_fonts, "pdf/a-3a": _finish_archive}
