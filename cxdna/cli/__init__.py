"""The command line: options in, printed text and exit codes out; no logic."""
