from itertools import product
from math import comb

import numpy as np
import pytest
from snippets.deep_learning.causal_convolution import receptive_field
from snippets.deep_learning.ctc_forward import collapse, ctc_loss, frames_needed
from snippets.deep_learning.ctc_occupancy import symbol_occupancy
from snippets.deep_learning.figures.ctc_alignments import (
    FRAMES,
    LONG,
    SYMBOLS,
    TARGET,
    THREE,
    UPDATES,
    lattice,
    trained,
)
from snippets.deep_learning.figures.recurrent_gradient_decay import (
    RUNS,
    STEPS,
    UNITS,
    gru_norms,
    lstm_norms,
    tanh_norms,
)
from snippets.deep_learning.lstm_gru_cells import parameter_count, sigmoid
from snippets.deep_learning.recurrent_gradients import lstm_step
from snippets.deep_learning.ssm_three_ways import kernel, scan

PAGE = "deep-learning/sequence-models-rnn"


def percent(share):
    return f"{share:.0%}".replace("%", " %")


def memory(forget):
    return f"{1 / (1 - forget):.1f}"


def test_one_number_as_a_memory(states):
    steps = int(np.ceil(np.log(0.01) / np.log(0.9)))
    states(PAGE, f"after {steps} steps less than 1 % of it is left")
    one, two, three = kernel(3, [0.9], [1.0], [1.0])
    states(PAGE, f"with the weights {one:g}, {two:g}, {three:.2f}, …")
    states(PAGE, f"$h_t = x_t + {two:g}\\,x_{{t-1}} + {three:.2f}\\,x_{{t-2}}")


def test_forget_biases(states):
    assert sigmoid(0) == 0.5 and memory(0.5) == "2.0"
    states(
        PAGE,
        f"bias of 1 gives {sigmoid(1):.2f} and {memory(sigmoid(1))} steps, "
        f"a bias of 2 gives {sigmoid(2):.2f} and {memory(sigmoid(2))}",
    )
    needed = np.log(0.99 / 0.01)
    states(PAGE, f"$f = 0.99$ needs a pre-activation of {needed:.1f}")
    states(PAGE, rf"near $\log 99 = {needed:.1f}$")
    assert memory(0.99) == "100.0"
    states(PAGE, f"$0.5^{{10}} = {0.5**10:.3f}$")
    states(PAGE, f"$0.88^{{10}} = {sigmoid(2) ** 10:.2f}$")


def test_the_derivative_of_a_cell_state():
    rng = np.random.default_rng(0)
    weights = [rng.normal(0, 0.5, size) for size in [(20, 3), (20, 5), (20,)]]
    x, c, o = rng.normal(size=3), rng.normal(size=5), rng.uniform(size=5)

    def step(c):
        state = np.stack([o * np.tanh(c), c])
        return lstm_step(x, state, *weights)[0][1]

    numeric = np.stack([step(c + e) - step(c - e) for e in 6e-6 * np.eye(5)], axis=1)
    w_x, w_h, b = weights
    a_i, a_f, a_g, _ = np.split(w_x @ x + w_h @ (o * np.tanh(c)) + b, 4)
    i, f, g = sigmoid(a_i), sigmoid(a_f), np.tanh(a_g)
    u_i, u_f, u_g, _ = np.split(w_h, 4)
    bracket = (
        np.diag(c * f * (1 - f)) @ u_f
        + np.diag(g * i * (1 - i)) @ u_i
        + np.diag(i * (1 - g**2)) @ u_g
    )
    ours = np.diag(f) + bracket @ np.diag(o * (1 - np.tanh(c) ** 2))
    np.testing.assert_allclose(ours, numeric / 1.2e-5, atol=1e-8)


def test_the_two_forms_of_a_gru_differ():
    rng = np.random.default_rng(0)
    w_h, r, h = rng.normal(size=(5, 5)), rng.uniform(size=5), rng.normal(size=5)
    assert not np.allclose(r * (w_h @ h), w_h @ (r * h))


def test_parameters(states):
    lstm, gru = (parameter_count(gates, 128, 256) for gates in (4, 3))
    states(PAGE, f"For $d = 128$, $h = 256$: {lstm:,} and {gru:,}")
    states(PAGE, f"four such blocks: {lstm:,}. The GRU has three: {gru:,}")
    single = [parameter_count(gates, 128, 256, biases=1) for gates in (4, 3)]
    states(PAGE, f"block they are {single[0]:,} and {single[1]:,}")
    weights = parameter_count(1, 128, 256, biases=0)
    states(PAGE, f"(128 plus 256) weights, {weights:,}")
    block = f"{parameter_count(1, 128, 256):,}".replace(",", "{,}")
    states(PAGE, rf"= {block}$. Four blocks")
    multiplied = f"{4 * weights:,}".replace(",", "{,}")
    states(PAGE, f"= {multiplied}$ for the LSTM and {3 * weights:,} for the GRU")


def test_norms_of_the_figure(states):
    plain, open_gate, half = tanh_norms(0.9), lstm_norms(2), lstm_norms(0)
    states(PAGE, f"60 steps leave at most {0.9**60:.4f}")
    states(PAGE, f"In an experiment with {UNITS} units {plain[60]:.5f} is left")
    states(PAGE, f"residual recurrence grows to about {tanh_norms(0.9, 0.1)[60]:.0f}")
    states(PAGE, f"bias 2 falls to about {open_gate[60]:.3f}, the tanh RNN")
    states(PAGE, f"gain 0.9 to about {plain[60]:.5f}, and LSTM")
    assert f"{half[60]:.0e}" == f"{gru_norms()[60]:.0e}" == "4e-17"
    states(PAGE, "together to about 4e-17")
    assert 13.5 < np.log10(open_gate[60] / half[60]) < 14
    states(PAGE, f"geometric mean over {RUNS} random networks of {UNITS} units")
    states(PAGE, f"backpropagation through {STEPS} steps")
    back = np.arange(1, STEPS + 1)
    for gain in (0.9, 1.1, 1.5):
        assert (tanh_norms(gain)[1:] < gain**back).all()
    assert tanh_norms(1.1)[60] < 1 < tanh_norms(1.5)[60]
    assert (open_gate[20:] > sigmoid(2) ** np.arange(20, STEPS + 1)).all()
    # what lifts the curves above the gate alone is the path through h
    alone = lstm_norms(0, recurrent=0.0)[60]
    states(PAGE, f"bias 0 ends at {alone:.0e}, next to $0.5^{{60}}$ = {0.5**60:.0e}")
    assert half[60] > 30 * alone
    assert lstm_norms(2, recurrent=0.0)[60] < 1.1 * sigmoid(2) ** 60 < open_gate[60]


def test_alignments(states):
    readings = [collapse(path) for path in product(range(3), repeat=FRAMES)]
    states(
        PAGE,
        f'the {readings.count(TARGET)} alignments of "aab" among {len(readings)} paths',
    )
    states(PAGE, f'"aab" in six frames has {readings.count(TARGET)} alignments')
    assert np.exp(-ctc_loss(np.zeros((FRAMES, 3)), TARGET)) == pytest.approx(28)
    for frames, target in product(range(1, 9), ([], [1], [1, 1], [1, 2, 1], TARGET)):
        free = frames + len(target) - (frames_needed(target) - len(target))
        count = comb(max(free, 0), 2 * len(target))
        assert np.exp(-ctc_loss(np.zeros((frames, 3)), target)) == pytest.approx(count)
    assert collapse([1, 1, 0, 1, 2, 2]) == TARGET
    np.testing.assert_allclose(lattice().sum(axis=1), 1)
    states(PAGE, f"A transcript of 60 letters with three double letters needs {63}")
    target = [*[1, 2] * 27, 3, 3, 1, 1, 2, 2]
    assert len(target) == 60 and frames_needed(target) == 63
    states(PAGE, f"Subsampled by 4, {1000 // 4} remain; by 16, {1000 // 16} remain")


def test_peaks(states):
    before = symbol_occupancy(np.full((LONG, SYMBOLS), 1 / SYMBOLS), THREE).mean(axis=0)
    for each in ("of the frames and each label", "of the frames, each label"):
        states(PAGE, f"{percent(before[0])} {each} {percent(before[1])}")
    after = trained()
    assert UPDATES == 50 and (after[:, 0] < 0.5).sum() == 6
    states(PAGE, "After 50 steps, blank wins all frames but six")
    for label in THREE:
        assert (after[:, label] >= 0.9).sum() == 2
    count = np.exp(-ctc_loss(np.zeros((LONG, SYMBOLS)), THREE))
    assert round(count) == comb(LONG + 3, 6)
    states(PAGE, rf"$\binom{{23}}{{6}}$ = {count:,.0f} alignments weigh the same")


def test_independent_frames_split_their_mass():
    # targets ab and cd, each half the time: the likelihood is best at one half each
    grid = np.linspace(0.01, 0.99, 99)
    first, second = np.meshgrid(grid, grid)
    score = np.log(first * second) + np.log((1 - first) * (1 - second))
    best = np.unravel_index(score.argmax(), score.shape)
    assert first[best] == second[best] == pytest.approx(0.5)


def test_long_products_underflow():
    assert 0.3**2000 == 0


def test_receptive_fields(states):
    dilations = [2**i for i in range(10)]
    field = receptive_field(2, dilations)
    states(PAGE, f"{field:,} for $k = 2$, $L = 10$")
    states(PAGE, f"In samples at 16 kHz that is {field / 16:.0f} ms")
    states(PAGE, f"1 plus {sum(dilations):,}, which is {field:,} inputs")
    three = f"{receptive_field(3, dilations):,}".replace(",", "{,}")
    states(PAGE, f"With $k = 3$: {three.replace('{,}', ',')}")
    states(PAGE, f"ten layers of kernel 2 see {receptive_field(2, [1] * 10)} inputs")
    repeated = f"{receptive_field(2, dilations * 3):,}".replace(",", "{,}")
    states(PAGE, rf"$1 + 3 \cdot 1{{,}}023 = {repeated}$ inputs")
    states(PAGE, rf"$3 \cdot 4 \cdot 20 = {3 * 4 * 20}$ ms")


def test_mamba_is_a_gate():
    z = np.linspace(-5, 5, 11)
    np.testing.assert_allclose(np.exp(-np.logaddexp(0, z)), sigmoid(-z))


def test_scan_equals_the_ratio_of_cumulative_products():
    rng = np.random.default_rng(0)
    a, u = rng.uniform(0.5, 1, (17, 3)), rng.normal(size=(17, 3))
    p = np.cumprod(a, axis=0)
    np.testing.assert_allclose(scan(a, u)[0], p * np.cumsum(u / p, axis=0))


def test_state_against_cache(states):
    state, token = 2 * 4096 * 16, 2 * 8 * 128
    states(PAGE, f"16 states a channel, its state has {state:,} numbers")
    states(PAGE, f"a short convolution keeps {2 * 4096 * 3:,} recent inputs")
    states(PAGE, f"Llama 3 8B caches {token:,} numbers per token")
    states(PAGE, f"equal at {state // token} tokens; at 8,192 tokens the cache is")
    states(PAGE, f"the cache is {8192 * token // state} times as large")
    bits = 16 * state
    states(PAGE, f"holds {bits / 1e6:.1f} million bits")
    ceiling = bits / np.log2(128256)
    states(PAGE, f"so {ceiling / 1e3:.0f},000 arbitrary tokens are a hard ceiling")
    assert 16.9 < np.log2(128256) < 17


def test_word_vectors(states):
    states(
        PAGE, rf"\sqrt{{10^{{-5}}/f}}$ = {np.sqrt(1e-5 / 0.01):.1%}".replace("%", " %")
    )
    pair, word, context, total, k = 7.0, 50.0, 30.0, 1000.0, 5
    x = np.linspace(-5, 5, 100001)
    loss = pair * np.log(sigmoid(x)) + k * word * context / total * np.log(sigmoid(-x))
    pmi = np.log(pair * total / (word * context))
    assert x[loss.argmax()] == pytest.approx(pmi - np.log(k), abs=1e-4)


def test_keyword_spotter(states):
    layers, width, features, classes, taps = 5, 64, 40, 12, 3
    weights = features * width + layers * (taps * width + width**2) + width * classes
    biases = width + layers * 2 * width + classes
    states(PAGE, f"{weights + biases:,} parameters, {weights:,} multiply-accumulates")
    states(PAGE, f"a frame, {50 * weights / 1e6:.1f} million a second")
    dilations = [1, 2, 4, 8, 16]
    field = receptive_field(taps, dilations)
    states(PAGE, rf"\cdot 31 = {field}$ frames, {field * 0.02:.2f} s")
    buffers = f"{2 * sum(dilations) * width:,}".replace(",", "{,}")
    states(PAGE, rf"$2 \cdot 31 \cdot 64 = {buffers}$ bytes")
    gru = parameter_count(3, features, 128)
    states(PAGE, f"A GRU of 128 units has {gru:,} parameters")
    states(PAGE, f"50 decisions a second are {50 * 3600:,} an hour")
    states(PAGE, f"one in {50 * 86400 / 1e6:.2f} million frames")
    states(PAGE, f"{(weights + biases) / 1e3:.0f} kB of weights, 4 kB of ring buffers")
