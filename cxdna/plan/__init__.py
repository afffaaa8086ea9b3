"""Corrective action: which templates of the library close which gap."""
