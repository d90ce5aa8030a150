import numpy as np
import pytest
from snippets.deep_learning.checkpointed_chain import chain_gradients
from snippets.deep_learning.figures.backprop_graph import SEGMENTS, costs, example
from snippets.deep_learning.figures.gradient_signals import (
    STEPS,
    backward_norms,
    check_errors,
)
from snippets.deep_learning.gradient_check import (
    best_step,
    central_difference,
    relative_error,
)
from snippets.deep_learning.training_step_cost import (
    activation_bytes,
    attention_flops,
    state_bytes,
    step_flops,
)

PAGE = "deep-learning/backprop-autodiff"
PEAK_FLOPS = 989e12
MODEL = {"layers": 24, "width": 2048, "heads": 16, "context": 2048, "batch": 8}


def percent(share):
    return f"{share:.0%}".replace("%", " %")


def power(number, digits):
    mantissa, exponent = f"{number:.{digits}e}".split("e")
    return mantissa, int(exponent)


def test_the_worked_example(states):
    nodes = {name.split()[0]: node for name, node in example().items()}
    data = {name: f"{node.data.item():g}" for name, node in nodes.items()}
    grad = {name: f"{node.grad.item():g}" for name, node in nodes.items()}
    states(
        PAGE,
        f"$u = wx = {data['u']}$, $r = u - y = {data['r']}$, $q = r^2 = {data['q']}$, "
        f"the penalty is $p = {data['p']}$, and $L = {data['L']}$",
    )
    assert grad["q"] == grad["p"] == "1"
    states(PAGE, f"passes on $2r = {grad['r']}$")
    states(PAGE, f"hands the {grad['u']} through to $u$")
    states(PAGE, f"and $2 \\cdot w = {grad['x']}$ to $x$")
    states(PAGE, f"$4 + 3 = {grad['w']}$")
    states(PAGE, f"instead of {grad['w']}. The second bug")
    states(PAGE, f"w has value {data['w']} and gradient {grad['w']}, x has 2 and 6")


def test_checkpoints(states):
    peaks, times = costs()
    peak = dict(zip(SEGMENTS, peaks, strict=True))
    time = dict(zip(SEGMENTS, times, strict=True))
    states(PAGE, f"fall from {peak[1]} with one segment to {peak[8]} with eight")
    listed = ", ".join(f"{peak[k]} for {k}" for k in (2, 4, 8, 16, 32))
    states(PAGE, f"$k + 64/k$ units: {listed}")
    assert min(peaks) == peak[8] == 8 + 64 // 8
    states(PAGE, f"64 layers takes {percent(time[8] - 1)} longer instead of 33 %")
    states(PAGE, f"and the step takes {percent(time[8] - 1)} longer")
    weights = [np.eye(2) / 2] * 64
    evaluated = chain_gradients(weights, np.ones((3, 2)), 8)[2]
    states(PAGE, f"{evaluated - 64} of 64 layers are computed again")
    assert percent(8 / 6 - 1) == "33 %"


def test_flops_of_a_step(states):
    flops = step_flops(1.3e9, 1e6)
    mantissa, exponent = power(flops, 1)
    states(PAGE, rf"takes ${mantissa} \times 10^{{{exponent}}}$ FLOPs")
    states(PAGE, rf"\cdot 10^6 = {mantissa} \cdot 10^{{{exponent}}}$")
    mantissa, exponent = power(step_flops(1.3e9, 1e6, recompute=True), 2)
    states(PAGE, rf"the factor is 8: ${mantissa} \cdot 10^{{{exponent}}}$")
    states(PAGE, f"an H100 needs {flops / 0.4 / PEAK_FLOPS:.1f} s")
    states(PAGE, f"10^{{12}}) = {flops / 0.4 / PEAK_FLOPS:.1f}$ s")
    share = attention_flops(24, 2048, 2048, 1e6) / flops
    states(PAGE, f"they add {percent(share)}, about half of it")
    states(PAGE, f"and context $s$: {percent(share)} more for 24 layers")


def test_memory_of_a_step(states):
    states(PAGE, f"here {state_bytes(1.3e9) / 1e9:.1f} GB, whatever the batch")
    states(PAGE, f"| everything | {activation_bytes(**MODEL) / 1e9:.1f} GB | none |")
    fused = activation_bytes(**MODEL, keep="no scores")
    states(PAGE, f"[@dao2022flashattention]) | {fused / 1e9:.1f} GB | scores again")
    inputs = activation_bytes(**MODEL, keep="layer inputs")
    states(
        PAGE, f"input | {inputs / 1e9:.1f} GB, and {fused / 24 / 1e9:.1f} GB for the"
    )


def test_steps_of_a_gradient_check(states):
    errors = {dtype: check_errors(dtype) for dtype in (np.float64, np.float32)}
    best = {dtype: np.nanargmin(error) for dtype, error in errors.items()}
    mantissa, exponent = power(errors[np.float64][best[np.float64]], 1)
    states(
        PAGE,
        rf"reaches an error of ${mantissa} \times 10^{{{exponent}}}$ in float64",
    )
    mantissa, exponent = power(errors[np.float32][best[np.float32]], 1)
    step = STEPS[best[np.float32]]
    states(
        PAGE,
        rf"it reaches ${mantissa} \times 10^{{{exponent}}}$ at a step of {step:.3f}",
    )
    default = errors[np.float32][np.argmin(np.abs(np.log(STEPS / 1e-6)))]
    states(PAGE, f"the error is {percent(default)}. A real loss")
    assert f"{STEPS[best[np.float64]]:.0e}" == "2e-05"
    near = np.abs(np.log(STEPS / best_step(np.float32))).argmin()
    assert errors[np.float32][near] < 1e-4  # "reach 1e-4 or better"
    states(PAGE, rf"${best_step(float) * 1e6:.0f} \times 10^{{-6}}$ in float64")
    states(PAGE, rf"${best_step(np.float32) * 1e3:.0f} \times 10^{{-3}}$ in float32")
    spacing = np.finfo(float).eps * 1e16
    states(PAGE, rf"($u = {spacing:.1f} \times 10^{{-16}}$)")
    noise = np.finfo(np.float32).eps * 2.3 / 5e-3 / 1e-3
    states(PAGE, f"leaves rounding noise of about {percent(noise)} of that entry")
    states(PAGE, rf"In float32, $u = {np.finfo(np.float32).eps * 1e7:.1f} \cdot")


def test_norms_over_depth(states):
    states(PAGE, f"{0.9**64:.4f} for 0.9, {1.1**64:.0f} for 1.1")
    states(PAGE, f"$0.9^{{64}} = {0.9**64:.4f}$, $1.1^{{64}} = {1.1**64:.0f}$")
    small, large = (backward_norms(gain)[-1] for gain in (0.9, 1.1))
    states(PAGE, f"The measured norms are {small:.4f} and {large:.0f}")
    assert small < 0.9**64 and large < 1.1**64
    assert backward_norms(1.0)[-1] == pytest.approx(1, abs=0.4)


def test_gradients_of_the_two_layer_network():
    rng = np.random.default_rng(0)
    x, y = rng.normal(size=(7, 5)), rng.normal(size=(7, 2))
    values = [rng.normal(size=shape) for shape in [(5, 3), (3,), (3, 2), (2,)]]

    def forward(w1, b1, w2, b2):
        z = x @ w1 + b1
        h = np.maximum(z, 0)
        return z, h, h @ w2 + b2

    def loss(*parameters):
        return ((forward(*parameters)[2] - y) ** 2).sum() / (2 * len(x))

    z, h, predicted = forward(*values)
    out = (predicted - y) / len(x)
    hidden = (out @ values[2].T) * (z > 0)
    gradients = [x.T @ hidden, hidden.sum(axis=0), h.T @ out, out.sum(axis=0)]
    for i, gradient in enumerate(gradients):

        def of(value, i=i):
            return loss(*values[:i], value, *values[i + 1 :])

        numeric = central_difference(of, values[i], 6e-6)
        assert relative_error(gradient, numeric) < 1e-8


def test_all_zero_weights_teach_only_the_last_bias():
    x, y = np.ones((3, 2)), np.ones((3, 1))
    h = np.maximum(x @ np.zeros((2, 5)), 0)
    out = (h @ np.zeros((5, 1)) - y) / 3
    assert not (h.T @ out).any() and not (out @ np.zeros((1, 5))).any()
    assert out.sum() == -1


def test_rms_norm_follow_up():
    rng = np.random.default_rng(0)
    x, g = rng.normal(size=(2, 11))

    def normalized(x):
        return x / np.sqrt((x**2).mean() + 1e-5)

    sigma, x_hat = np.sqrt((x**2).mean() + 1e-5), normalized(x)
    gradient = (g - x_hat * (g * x_hat).mean()) / sigma
    numeric = central_difference(lambda x: g @ normalized(x), x, 6e-6)
    assert relative_error(gradient, numeric) < 1e-8


def test_quadratic_form_follow_up():
    rng = np.random.default_rng(0)
    a, x = rng.normal(size=(5, 5)), rng.normal(size=5)
    numeric = central_difference(lambda x: x @ a @ x, x, 6e-6)
    assert relative_error((a + a.T) @ x, numeric) < 1e-8


def test_the_transpose_of_a_gather_is_a_scatter_add():
    index, grad = np.array([2, 0, 2]), np.array([1.0, 10.0, 100.0])
    right, wrong = np.zeros(5), np.zeros(5)
    np.add.at(right, index, grad)
    wrong[index] += grad
    assert right.tolist() == [10, 0, 101, 0, 0]
    assert wrong.tolist() == [10, 0, 100, 0, 0]
