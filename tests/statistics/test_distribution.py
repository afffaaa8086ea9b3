"""Against the tables that every textbook prints, and against simple sums."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxdna.statistics import distribution


def test_normal_quantiles_as_printed() -> None:
    assert distribution.normal_quantile(0.975) == pytest.approx(1.959963984540054, abs=1e-14)
    assert distribution.normal_reach(0.95) == distribution.normal_quantile(0.975)
    assert distribution.normal_reach(0.99) == pytest.approx(2.5758, abs=5e-5)


@pytest.mark.parametrize(("freedom", "printed"), [(1, 12.706), (4, 2.776), (9, 2.262), (30, 2.042), (120, 1.980)])
def test_t_quantiles_as_printed(freedom: int, printed: float) -> None:
    assert distribution.t_reach(0.95, freedom) == pytest.approx(printed, abs=5e-4)
    assert distribution.t_upper(printed, freedom) == pytest.approx(0.025, abs=1e-4)


@pytest.mark.parametrize(("freedom", "printed"), [(1, 3.841), (2, 5.991), (5, 11.070), (10, 18.307)])
def test_chi_square_tails_as_printed(freedom: int, printed: float) -> None:
    assert distribution.chi_square_upper(printed, freedom) == pytest.approx(0.05, abs=2e-5)


def test_far_out_in_the_normal_a_tail_keeps_its_digits() -> None:
    assert distribution.normal_upper(10) == pytest.approx(7.61985e-24, rel=1e-5)
    assert distribution.normal_two_sided(-10) == pytest.approx(2 * 7.61985e-24, rel=1e-5)


def test_far_out_in_the_beta_distribution_a_tail_keeps_its_digits() -> None:
    assert distribution.beta_upper(0.999, 1, 10) == pytest.approx(1e-30, rel=1e-10)
    assert distribution.beta_lower(0.001, 10, 1) == pytest.approx(1e-30, rel=1e-10)


@given(st.floats(0.001, 0.999), st.floats(0.5, 200))
def test_quantile_and_tail_of_t_undo_each_other(p: float, freedom: float) -> None:
    assert distribution.t_upper(distribution.t_quantile(p, freedom), freedom) == pytest.approx(1 - p, abs=1e-8)


@pytest.mark.parametrize("confidence", [0, 1, -0.5, 95])
def test_a_confidence_is_a_share(confidence: float) -> None:
    for refused in (distribution.normal_reach, lambda one: distribution.t_reach(one, 5)):
        with pytest.raises(ValueError, match="between 0 and 1"):
            refused(confidence)


def test_nothing_heavy_is_loaded_before_it_is_used_and_the_heaviest_never() -> None:
    code = (
        "import sys; from cxdna.statistics import compare, distribution, interval, response, sample, trend, weights;"
        "print('scipy' in sys.modules); distribution.t_reach(.95, 9);"
        "print('scipy.special' in sys.modules, 'scipy.stats' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True", "False"]
