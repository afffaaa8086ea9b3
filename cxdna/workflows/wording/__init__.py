"""The words of documents: written out as one file, changed by people, taken back."""
