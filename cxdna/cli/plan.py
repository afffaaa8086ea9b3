"""`cxdna plan`: from findings to actions that people agree on, and how far they are."""

from __future__ import annotations

import typer

app = typer.Typer(
    help="Draft, edit, agree and follow the corrective action plan.", no_args_is_help=True, add_completion=False
)
