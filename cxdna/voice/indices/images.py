"""The answers of an index on 1 to 5, whatever scale they were given on."""

from __future__ import annotations

from cxdna.voice.indices.model import Index
from cxdna.voice.indices.rescale import to_five
from cxdna.voice.indices.weigh import Images


def distribution_of(index: Index) -> Images:
    """Return how many answers have which image on 1 to 5, the lowest first; those that nobody gave are left out."""
    if index.images:
        return index.images
    return sorted((to_five(score, index.scale), n) for score, n in index.levels if n)
