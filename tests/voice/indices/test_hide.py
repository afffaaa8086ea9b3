"""What stays hidden besides small groups, so that nobody reckons them from what is shown."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from cxdna.voice.counts.model import MILLION, Cell
from cxdna.voice.indices.effect import effect_of
from cxdna.voice.indices.hide import as_shown, hidden, may_be_shown
from cxdna.voice.indices.index import index_of
from cxdna.voice.indices.model import Span
from cxdna.voice.indices.trend import trend_of
from cxdna.voice.indices.waves import waves_of
from cxdna.voice.model import Effect, Fielded
from cxdna.voice.survey.model import Columns
from tests.voice.indices.fields import answers, ask, field, field_of, survey

MARCH = Span(202603, 202603, "March 2026")
TABLE = survey(ask(), columns=Columns(event_date="d", category="c", country="l"), cuts=(("category", "country"),))


def table(*sizes: tuple[str, str, int]) -> Fielded:
    """Return answers of March by category and country, counted at all groupings."""
    cells: list[Cell] = []
    for category, country, n in sizes:
        cells += answers({4: n}, category=category, country=country)
        both = (("category", category), ("country", country))
        cells.append(Cell("overall", 202603, "2026 Q1", "counted", both, 4, n, n * MILLION, n * MILLION**2))
    return field_of(TABLE, cells)


def test_a_wave_of_few_hides_with_the_smallest_other() -> None:
    sizes = ((202501, 60), (202504, 40), (202507, 50), (202510, 3))
    waves = waves_of(field(*(answers({4: n}, month) for month, n in sizes)), "overall")
    assert [one.hidden for one in waves] == [False, True, False, True]
    assert [as_shown(one).n for one in waves] == [60, 0, 50, 0]
    assert all(not one.levels and one.value is None and one.top_two is None for one in waves if one.hidden)


def test_where_all_waves_are_hidden_it_is_said_why() -> None:
    quarters = ((202501, 40), (202504, 40), (202507, 2))
    waves = waves_of(field(*(answers({4: n}, month) for month, n in quarters)), "overall")
    assert "Hidden, as fewer than five answered" in trend_of(waves).reason


def test_what_is_hidden_tells_nothing_on_any_scale() -> None:
    bare = as_shown(hidden(index_of(field(answers({5: 60, 3: 2}), answers({4: 3}, standing="late")), "overall", MARCH)))
    told = {name: getattr(bare, name) for name in bare.__struct_fields__}
    empty = {"n", "late", "left_out", "no_answer", "unplaced", "effective_n", "value", "own", "levels", "interval"}
    assert not any(told[name] for name in empty)


def test_part_of_a_table_hides_until_no_line_gives_another_away() -> None:
    given = table(("a", "x", 3), ("a", "y", 20), ("b", "x", 30), ("b", "y", 40), ("c", "x", 50), ("c", "y", 60))

    def shown(category: str, country: str) -> bool:
        return may_be_shown(given, "overall", MARCH, (("category", category), ("country", country)))

    assert [shown("a", "x"), shown("a", "y")] == [False, False]
    assert [shown("b", "x"), shown("b", "y")] == [False, False], "else column x or y less the others tells a"
    assert [shown("c", "x"), shown("c", "y")] == [True, True]
    assert may_be_shown(given, "overall", MARCH, (("category", "a"),))
    assert may_be_shown(given, "overall", MARCH, ())


@given(st.dictionaries(st.tuples(st.sampled_from("abcd"), st.sampled_from("wxyz")), st.integers(1, 12), min_size=1))
def test_no_line_of_a_table_hides_one_group_alone(sizes: dict[tuple[str, str], int]) -> None:
    given = table(*((category, country, n) for (category, country), n in sizes.items()))
    away = {at: not may_be_shown(given, "overall", MARCH, (("category", at[0]), ("country", at[1]))) for at in sizes}
    assert all(away[at] for at, n in sizes.items() if n < 5)
    lines = [[at for at in sizes if at[place] == name] for place in (0, 1) for name in {at[place] for at in sizes}]
    for line in lines:
        assert sum(away[at] for at in line) != 1 or all(away.values()), "the total of the line would tell it"


def test_before_and_after_are_not_told_of_a_group_beside_a_small_one() -> None:
    cells = [
        cell
        for month in (202501, 202504)
        for name, n in (("a", 3), ("b", 40), ("c", 60))
        for cell in answers({4: n}, month, category=name)
    ]

    def words(name: str) -> str:
        effect = Effect(
            assessment="one",
            action="a1",
            survey="nps",
            question="overall",
            cut=(("category", name),),
            before=(202501, 202503),
            after=(202504, 202506),
            on=dt.date(2026, 1, 1),
        )
        return effect_of(field(cells), effect).words

    assert words("b").startswith("Not told: fewer than five answers in January to March 2025 and April to June 2025")
    assert words("c").startswith("From 4.00 to 4.00")
