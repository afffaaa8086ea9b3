"""Forms: workbooks in which people answer without a terminal, laid out, read back and merged."""
