"""Quantiles and tails of the distributions that intervals and tests rest on.

The only file that knows SciPy, and of it only `scipy.special`: `scipy.stats` takes three times as long to load.
"""

from __future__ import annotations

import math
from statistics import NormalDist
from typing import Any

from cxdna.errors import MissingOnMachine


def _special() -> Any:  # noqa: ANN401 - SciPy has no types
    """Return the functions of SciPy. Raises `MissingOnMachine` where it is not installed."""
    try:
        from scipy import special  # noqa: PLC0415 - a quarter of a second: only for who asks for an interval or a test
    except ModuleNotFoundError:
        raise MissingOnMachine(
            "SciPy is not installed, from which intervals and tests of surveys come",
            "install it with: pip install 'cxdna[survey]'",
        ) from None
    return special


def normal_quantile(p: float) -> float:
    """Return the point below which a share p of the standard normal lies. Raises ValueError outside 0 < p < 1."""
    return NormalDist().inv_cdf(p)


def normal_upper(z: float) -> float:
    """Return the share of the standard normal above z; erfc keeps its digits far out, where 1 minus cdf has none."""
    return math.erfc(z / math.sqrt(2)) / 2


def normal_two_sided(z: float) -> float:
    """Return the share of the standard normal that is at least as far from nothing as z, on both sides."""
    return math.erfc(abs(z) / math.sqrt(2))


def normal_reach(confidence: float) -> float:
    """Return how many standard errors a two-sided normal interval reaches: 1.959964 for 0.95.

    Raises ValueError for a confidence that is not between 0 and 1.
    """
    return normal_quantile((1 + _checked(confidence)) / 2)


def t_quantile(p: float, freedom: float) -> float:
    """Return the point below which a share p of Student's t lies; degrees of freedom need not be whole."""
    return float(_special().stdtrit(freedom, p))


def t_reach(confidence: float, freedom: float) -> float:
    """Return how many standard errors a two-sided t interval reaches: 2.022691 for 0.95 and 39 degrees of freedom.

    Raises ValueError for a confidence that is not between 0 and 1.
    """
    return t_quantile((1 + _checked(confidence)) / 2, freedom)


def t_upper(t: float, freedom: float) -> float:
    """Return the share of Student's t above t."""
    return float(_special().stdtr(freedom, -t))


def chi_square_upper(x: float, freedom: float) -> float:
    """Return the share of the chi-square distribution above x."""
    return float(_special().chdtrc(freedom, x))


def beta_lower(x: float, a: float, b: float) -> float:
    """Return the share of the beta distribution below x: the regularised incomplete beta function I_x(a, b)."""
    return float(_special().betainc(a, b, x))


def beta_upper(x: float, a: float, b: float) -> float:
    """Return the share of the beta distribution above x, with its digits where it is close to nothing."""
    return float(_special().betaincc(a, b, x))


def _checked(confidence: float) -> float:
    if not 0 < confidence < 1:
        raise ValueError("a confidence lies between 0 and 1")
    return confidence
