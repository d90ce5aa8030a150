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
        w: [lime(f, [0.2], w, 500, np.random.default_rng(s)) for s in range(4)]
        for w in (0.2, 0.5, 1)
    }
    slopes = [np.mean([c[0] for c, _ in runs]) for runs in found.values()]
    fits = [np.mean([fit for _, fit in runs]) for runs in found.values()]
    says(
        "the slope is {:.1f} with width 0.2, {:.1f} with 0.5, {:.1f} with 1".format(
            *slopes
        )
    )
    says("falls from {:.2f} over {:.1f} to {:.1f}".format(*fits))
    narrow = [c[0] for c, _ in found[0.2]]
    assert max(narrow) - min(narrow) <= 0.06
    wide = [c[0] for c, _ in found[1]]
    says(f"scatter between {min(wide):.1f} and {max(wide):.1f}")


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
