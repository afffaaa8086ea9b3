"""What must be kept confidential, worked out anew: which groups are too small, or would follow from the others."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

FEWEST, FEWEST_FOR_WORDS = 5, 8


def covered(sizes: Sequence[int]) -> bool:
    """Tell whether groups of these sizes, none of them empty, are hidden by their sum."""
    if not sizes:
        return True
    if max(sizes) >= FEWEST:
        return len(sizes) >= 2
    return sum(sizes) >= FEWEST and sum(sizes) not in {len(sizes), 4 * len(sizes)}


def hidden(sizes: Mapping[str, int], also: Collection[str] = ()) -> set[str]:
    """Return the groups whose size is hidden: all up to the smallest limit that covers them."""
    away: set[str] = set()
    for limit in sorted({FEWEST - 1, *(size for size in sizes.values() if size >= FEWEST)}):
        away = {name for name, size in sizes.items() if 0 < size <= limit or name in also}
        if covered([sizes[name] for name in away if sizes[name]]):
            break
    nonempty = {name for name, size in sizes.items() if size}
    return set(sizes) if nonempty and nonempty <= away else away


def sizes_of(cells: Mapping[str, str], people: Iterable[str]) -> dict[str, int]:
    """Return how many of these people fall into each cell, the empty ones too."""
    return dict.fromkeys(cells.values(), 0) | Counter(cells[person] for person in people)


def withheld(
    cells: Mapping[str, str], chosen: str, gave: Collection[str], said: Collection[str], also: Collection[str]
) -> bool:
    """Tell whether one cell of people shows nothing of a question that these people gave a number to, or an answer."""
    numbers = sizes_of(cells, gave)
    if chosen in hidden(numbers, also):
        return True
    if any(numbers.values()):
        few = {cell: size for cell, size in sizes_of(cells, said).items() if size and not numbers[cell]}
        return chosen in hidden(few)
    return chosen in hidden(sizes_of(cells, said), also)
