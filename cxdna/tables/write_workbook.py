"""A laid-out workbook -> the bytes of an XLSX file. No cell becomes a formula or a link, whatever its text."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any, Final

from cxdna.tables.inert import starts_formula
from cxdna.tables.layout import Book, Cell, Choice, Limit, Line, Look, Page
from cxdna.tables.model import MOST_CHARACTERS, letters

_A4: Final = 9
_MOST_LISTED: Final = 255
_LISTS: Final = "Lists"
_MOST_TITLE: Final = 32
_MOST_ON_PAPER: Final = 100


def workbook_bytes(book: Book) -> bytes:
    """Return a workbook as the bytes of a file; the same book gives the same bytes.

    Drop-downs that the format cannot hold in place stand on a hidden sheet of their own. Raises ValueError for a text
    that no cell can hold.
    """
    from xlsxwriter import Workbook  # noqa: PLC0415 - a tenth of a second: not for --help

    content = io.BytesIO()
    file = Workbook(content, {"in_memory": True})
    file.set_properties({"title": book.title, "author": book.author, "created": book.created.replace(tzinfo=None)})
    writer = _Writer(file)
    for page in book.pages:
        writer.page(page)
    writer.lists()
    file.close()
    return content.getvalue()


class _Writer:
    """Writes pages through XlsxWriter, making each look once."""

    def __init__(self, file: Any) -> None:  # noqa: ANN401 - XlsxWriter has no types
        self.file = file
        self.looks: dict[tuple[Look, bool], Any] = {}
        self.long: list[tuple[str, ...]] = []

    def page(self, page: Page) -> None:
        sheet = self.file.add_worksheet(page.name)
        for at, width in enumerate(page.widths):
            sheet.set_column(at, at, width, None, {"hidden": at + 1 in page.hidden_columns})
        for row, line in enumerate(page.lines):
            self._line(sheet, row, line)
        for choice in page.choices:
            row, last, column = choice.row - 1, max(choice.row, choice.last_row) - 1, choice.column - 1
            sheet.data_validation(row, column, last, column, _rule(choice, self._source(choice.options)))
        for limit in page.limits:
            column = limit.column - 1
            sheet.data_validation(limit.row - 1, column, limit.last_row - 1, column, _limits(limit))
        if page.filtered:
            columns = len(page.lines[page.filtered - 1].cells)
            sheet.autofilter(page.filtered - 1, 0, len(page.lines) - 1, columns - 1)
        if page.frozen != (0, 0):
            sheet.freeze_panes(*page.frozen)
        if page.protected:
            # Without a password: against slips, and everybody may still make rows higher and columns wider.
            sheet.protect("", {"format_rows": True, "format_columns": True, "autofilter": bool(page.filtered)})
        if page.hidden:
            sheet.hide()
        _print_setup(sheet, page)

    def lists(self) -> None:
        """Write the options of long drop-downs on a hidden sheet, one list in a column."""
        if not self.long:
            return
        sheet = self.file.add_worksheet(_LISTS)
        sheet.hide()
        for column, options in enumerate(self.long):
            for row, option in enumerate(options):
                self._cell(sheet, row, column, Cell(option))

    def _source(self, options: tuple[str, ...]) -> list[str] | str:
        if len(",".join(options)) <= _MOST_LISTED and not any("," in option for option in options):
            return list(options)
        if options not in self.long:
            self.long.append(options)
        column = letters(self.long.index(options) + 1)
        return f"={_LISTS}!${column}$1:${column}${len(options)}"

    def _line(self, sheet: Any, row: int, line: Line) -> None:  # noqa: ANN401 - as above
        if line.height is not None:
            sheet.set_row(row, line.height)
        for column, cell in enumerate(line.cells):
            if cell is None:
                continue
            if line.merged > 1 and column == 0:
                sheet.merge_range(row, 0, row, line.merged - 1, "", self._look(cell.look))
            self._cell(sheet, row, column, cell)

    def _cell(self, sheet: Any, row: int, column: int, cell: Cell) -> None:  # noqa: ANN401 - as above
        value = cell.value
        text = (
            value if isinstance(value, str) else "".join(part for part, _ in value) if isinstance(value, tuple) else ""
        )
        if len(text) > MOST_CHARACTERS:
            msg = f"a cell holds {MOST_CHARACTERS:,} characters, not {len(text):,}"
            raise ValueError(msg)
        look = self._look(cell.look, text=starts_formula(text))
        if isinstance(value, tuple) and len(value) > 1:
            pieces: list[Any] = []
            for part, bold in value:
                pieces += [self._look(Look(bold=bold, size=cell.look.size, colour=cell.look.colour, wrap=False)), part]
            sheet.write_rich_string(row, column, *pieces, look)
        elif isinstance(value, str | tuple):
            # Never `write`, which takes a text for a formula, a number or a link by how it starts.
            sheet.write_string(row, column, text, look) if text else sheet.write_blank(row, column, None, look)
        elif isinstance(value, dt.date):
            sheet.write_datetime(row, column, value, look)
        else:
            sheet.write_number(row, column, value, look)

    def _look(self, look: Look, *, text: bool = False) -> Any:  # noqa: ANN401 - as above
        """Return a look of XlsxWriter's; `text` keeps a cell text even after it was edited and entered again."""
        if (look, text) not in self.looks:
            self.looks[look, text] = self.file.add_format(_properties(look, text=text))
        return self.looks[look, text]


def _properties(look: Look, *, text: bool) -> dict[str, object]:
    properties: dict[str, object] = {
        "font_name": "Arial",
        "font_size": look.size,
        "font_color": look.colour,
        "bold": look.bold,
        "italic": look.italic,
        "align": look.align,
        "valign": "vcenter" if look.middle else "top",
        "text_wrap": look.wrap,
        "locked": not look.open,
        "quote_prefix": text,
    }
    if look.fill:
        properties["bg_color"] = look.fill
    if look.border:
        properties |= {"border": 1, "border_color": look.border}
        if look.align != "center":
            properties["indent"] = 1  # text that touches its frame is hard to read
    if look.number_format:
        properties["num_format"] = look.number_format
    return properties


def _rule(choice: Choice, source: list[str] | str) -> dict[str, object]:
    return {
        "validate": "list",
        "source": source,
        "input_title": choice.title[:_MOST_TITLE],
        "input_message": choice.hint[:_MOST_LISTED],
        "error_title": "Not on the list",
        "error_message": choice.error[:_MOST_LISTED],
    }


def _limits(limit: Limit) -> dict[str, object]:
    dates = isinstance(limit.low, dt.date)
    return {
        "validate": "date" if dates else "integer" if limit.whole else "decimal",
        "criteria": "between",
        "minimum": limit.low,
        "maximum": limit.high,
        "input_title": limit.title[:_MOST_TITLE],
        "input_message": limit.hint[:_MOST_LISTED],
        "error_title": "Not a date" if dates else "Not a number that fits",
        "error_message": limit.error[:_MOST_LISTED],
    }


def _print_setup(sheet: Any, page: Page) -> None:  # noqa: ANN401 - as above
    sheet.set_paper(_A4)
    if page.landscape:
        sheet.set_landscape()
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)
    if page.frozen[0]:
        sheet.repeat_rows(page.frozen[0] - 1)
    if page.printed_columns and page.lines:
        sheet.print_area(0, 0, len(page.lines) - 1, page.printed_columns - 1)
    if page.heading:
        sheet.set_header(f"&L&8{_on_paper(page.heading)}&R&8&A")
    sheet.set_footer(f"&L&8{_on_paper(page.footing) if page.footing else '&A'}&R&8Page &P of &N")


def _on_paper(text: str) -> str:
    """Return a text for head or foot of a page: a figure at its start would be taken for part of the size before it."""
    short = text if len(text) <= _MOST_ON_PAPER else text[: _MOST_ON_PAPER - 1] + "\N{HORIZONTAL ELLIPSIS}"
    return " " + short.replace("&", "&&")
