"""The numbers of the page come out of its snippets, or of a line of arithmetic."""

import numpy as np
import pytest
from snippets.responsible_ai.exact_shapley import coalition_values, shapley
from snippets.responsible_ai.figures.four_attributions import X, attributions
from snippets.responsible_ai.kernel_shap_wls import weight
from snippets.responsible_ai.lime_weights import lime

PAGE = "responsible-ai/local-explanations-lime-shap-counterfactuals"


@pytest.fixture
def says(states):
    return lambda fragment: states(PAGE, fragment)


def test_two_switches(says):
    coins = [[0, 0], [0, 1], [1, 0], [1, 1]]
    values = coalition_values(lambda r: r[:, 0] * r[:, 1], [1, 1], coins)
    phi = shapley(values, 2)
    says(
        f"each switch gets {phi[0]:.3f}, and together they explain the difference of {phi.sum():.2f}"
    )
    interaction = (
        values[frozenset({0, 1})] - 2 * values[frozenset({0})] + values[frozenset()]
    )
    says(f"= {interaction}$ here")


def test_interaction(says):
    f = lambda r: 2 * r[:, 0] + r[:, 0] * r[:, 1]  # noqa: E731
    phi = shapley(coalition_values(f, [1, 1], [[0, 0]]), 2)
    says("= {}$, $\\phi_2 = \\tfrac12(0 - 0) + \\tfrac12(3 - 2) = {}$".format(*phi))
    assert shapley(coalition_values(f, [1, 1], [[0, 1]]), 2).tolist() == [3, 0]


def test_kernel_weights(says):
    says(f"that is {weight(4, 1)} for sets of one and {weight(4, 2)} for sets of two")
    totals = [weight(4, s) * n for s, n in ((1, 4), (2, 6), (3, 4))]
    says("$: {:g}, {:g}, {:g}. Samplers".format(*totals))


def test_figure(says):
    told = {}
    for (name, conditional), phi in attributions().items():
        told[name, conditional] = ", ".join(f"{v:z.2f}" for v in phi).replace("-", "−")
    says(
        "Against all applicants: interventional {}; conditional {}.".format(
            *(told["all applicants", c] for c in (False, True))
        )
    )
    says(
        "Against approved applicants: interventional {}; conditional {}.](figures".format(
            *(told["approved ones", c] for c in (False, True))
        )
    )
    says(f"that is {0.5 * 0.8 * X[1]:.2f}, as in the figure")


def test_lime(says):
    f = lambda r: np.sin(3 * r[:, 0])  # noqa: E731
    found = {
        w: [lime(f, [0.2], w, 500, np.random.default_rng(s)) for s in range(200)]
        for w in (0.2, 0.5, 1)
    }
    # draws of variance 1 under the kernel are normal with precision 1 + 2 / w², and
    # the slope of a least-squares line under a normal density is the mean derivative
    variances = [1 / (1 + 2 / w**2) for w in found]
    slopes = [3 * np.cos(0.6) * np.exp(-9 * v / 2) for v in variances]
    says(f"where the derivative is {3 * np.cos(0.6):.2f}")
    says(
        "the slope is {:.2f} with width 0.2, {:.2f} with 0.5, {:.2f} with 1".format(
            *slopes
        )
    )
    for slope, runs in zip(slopes, found.values(), strict=True):
        assert np.mean([c[0] for c, _ in runs]) == pytest.approx(slope, abs=0.012)
    fits = [np.mean([fit for _, fit in runs]) for runs in found.values()]
    says("falls from {:.2f} over {:.1f} to {:.1f}".format(*fits))
    scatter = [np.std([c[0] for c, _ in runs]) for runs in found.values()]
    says(f"deviation of {scatter[0]:.2f} around {slopes[0]:.2f} at width 0.2")
    says(f"and of {scatter[2]:.2f} around {slopes[2]:.2f} at width 1")


def test_order_on_two_scales(says):
    f = lambda r: 1 / (1 + np.exp(-r.sum(axis=1)))  # noqa: E731
    first, second = shapley(coalition_values(f, [1, 0.9], [[0, -3], [0, 3]]), 2)
    says(f"the second gets more, {second:.2f} against {first:.2f}")


def test_scales(says):
    p = lambda z: 1 / (1 + np.exp(-z))  # noqa: E731
    base, first, second, both = p(-4), p(-2), p(-3), p(-1)
    says(
        f"{base:.3f} at the base, {first:.3f} with the first, {second:.3f} with the second, {both:.3f} with both"
    )
    one = ((first - base) + (both - second)) / 2
    two = ((second - base) + (both - first)) / 2
    says(f"= {one:.3f}$, second")
    says(f"= {two:.3f}$. The ratio is {one / two:.1f} instead of 2")
    says(f"1,024 subsets times 100 background rows are {1024 * 100:,} evaluations")


def test_scale_at_another_base(says):
    p = lambda z: 1 / (1 + np.exp(-z))  # noqa: E731
    one = p(6) - p(4) + p(7) - p(5)
    two = p(5) - p(4) + p(7) - p(6)
    says(f"with a base of +4 it is {one / two:.1f}")
