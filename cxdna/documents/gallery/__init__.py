"""The charts of the documents as pictures that stand alone, for people's own slides."""
