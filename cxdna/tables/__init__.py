"""Guarded reading and writing of tables: CSV and XLSX files from anybody, and workbooks that people fill in."""
