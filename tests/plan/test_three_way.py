"""What people wrote and what changed elsewhere: nothing is lost on either side, and no clash goes untold."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from cxdna.plan.three_way import three_way


class Thing(msgspec.Struct, frozen=True):
    one: int
    two: int
    three: int


things = st.builds(Thing, *(st.integers(0, 2) for _ in range(3)))


@given(things, things, things)
def test_every_field_is_theirs_ours_or_a_clash(base: Thing, written: Thing, stands: Thing) -> None:
    merged = three_way(base, written, stands)
    clashes = {clash.field: clash for clash in merged.clashes}
    for field in base.__struct_fields__:
        was, wrote, now = (getattr(one, field) for one in (base, written, stands))
        assert getattr(merged.value, field) == (now if wrote == was else wrote)
        assert (field in merged.changed) == (wrote not in {was, now})
        assert (field in clashes) == (len({was, wrote, now}) == 3)
        if field in clashes:
            assert clashes[field][1:] == (wrote, now)


@given(things, things)
def test_where_one_side_did_nothing_the_other_holds(base: Thing, other: Thing) -> None:
    assert three_way(base, base, other).value == other
    assert three_way(base, other, base).value == other
    assert three_way(base, other, other).changed == ()
