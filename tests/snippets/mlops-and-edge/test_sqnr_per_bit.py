import numpy as np
import pytest
from snippets.mlops_and_edge.sqnr_per_bit import (
    best_clip,
    gaussian_noise,
    uniform_sqnr,
)

# Max 1960, table 2: step and mean squared error of the best equally spaced levels
MAX = {2: (0.9957, 0.1188), 3: (0.5860, 0.03744), 4: (0.3352, 0.01154)}


@pytest.mark.parametrize("bits", MAX)
def test_published_optimal_quantizers(bits):
    clip, decibels = best_clip(bits)
    step, noise = MAX[bits]
    assert 2 * clip / 2**bits == pytest.approx(step, abs=1e-4)
    assert 10 ** (-decibels / 10) == pytest.approx(noise, rel=1e-3)


def test_six_decibels_a_bit_on_uniform_data():
    steps = np.diff([uniform_sqnr(bits) for bits in range(2, 9)])
    assert steps == pytest.approx(20 * np.log10(2))


def test_uniform_noise_is_that_of_a_simulation():
    values = np.random.default_rng(0).uniform(-1, 1, 200_003)
    step = 2 / 2**5
    rounded = (np.floor(values / step) + 0.5) * step
    noise = ((rounded - values) ** 2).mean()
    assert noise == pytest.approx(step**2 / 12, rel=0.01)
    assert uniform_sqnr(5) == pytest.approx(
        10 * np.log10(values.var() / noise), abs=0.05
    )


def test_gaussian_noise_is_that_of_a_simulation():
    values = np.random.default_rng(1).normal(size=400_009)
    clip, step = 1.7, 2 * 1.7 / 2**3
    rounded = (np.floor(values / step).clip(-4, 3) + 0.5) * step
    noise, outside = (values - rounded) ** 2, np.abs(values) > clip
    rounding, saturation = gaussian_noise(clip, 3)
    assert rounding == pytest.approx((noise * ~outside).mean(), rel=0.02)
    assert saturation == pytest.approx((noise * outside).mean(), rel=0.02)


def test_the_best_clip_is_below_the_maximum_and_five_decibels_a_bit():
    clips, decibels = zip(*[best_clip(bits) for bits in range(2, 9)], strict=True)
    assert list(clips) == sorted(clips)
    assert max(clips) < np.abs(np.random.default_rng(2).normal(size=100_003)).max()
    assert 5.0 < min(np.diff(decibels)) < max(np.diff(decibels)) < 5.41


def test_bad_input_is_told():
    with pytest.raises(ValueError, match="positive clip and bits, got 0 and 4"):
        gaussian_noise(0, 4)
