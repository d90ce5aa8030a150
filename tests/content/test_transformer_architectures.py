"""The numbers of the page come out of its snippets, or of a line of arithmetic."""

import numpy as np
import pytest

from snippets.transformers.decoder_block import block_parameters, model_parameters
from snippets.transformers.objective_masks import supervised

PAGE = "transformers/transformer-architectures"
LLAMA = dict(d=4096, heads=32, kv_heads=8, hidden=14_336)


@pytest.fixture
def says(states):
    return lambda fragment: states(PAGE, fragment)


def millions(value, digits=2):
    return f"{value / 1e6:,.{digits}f}"


def test_counts(says):
    says(f"has {96 * 12 * 12_288**2 / 1e9:.0f} billion, plus embeddings")
    layer, whole = block_parameters(**LLAMA), model_parameters(32, 128_256, **LLAMA)
    says(f"that is {layer / 1e6:.0f} million a layer")
    says(f"make {whole / 1e9:.2f} billion")
    says(f"Total {whole:,}.")
    says(f"Sum {millions(layer)} M, times 32 is {millions(32 * layer, 1)} M")
    parts = 2 * 4096**2, 2 * 4096 * 1024, 3 * 4096 * 14_336
    says(
        "$2 \\cdot 4096^2 = {}$ M; $2 \\cdot 4096 \\cdot 1024 = {}$ M; $3 \\cdot 4096 \\cdot 14336 = {}$ M".format(
            *map(millions, parts)
        )
    )
    says(f"{parts[2] / layer:.0%} of a layer is MLP".replace("%", " %"))
    embeddings = 2 * 128_256 * 4096
    says(f"Embeddings are {embeddings / whole:.0%} of the model".replace("%", " %"))
    says(
        f"would give {12 * 4096**2 / 1e6:.0f} M a layer; grouped heads save {2 * 4096 * 3072 / 1e6:.0f} M and the wide gated MLP adds {(parts[2] - 8 * 4096**2) / 1e6:.0f} M"
    )
    tied = model_parameters(32, 128_256, 4096, 32, 32, 14_336, tied=True)
    says(
        f"= {32 * 2 * 4096 * 3072 / 1e6:.0f}$ M; tying removes {embeddings / 2e6:.0f} M: {tied / 1e9:.2f} billion"
    )


def test_flops(says):
    work = 6 * 7e9 * 2e12
    says("2.4 days. Attention")
    assert work / (1000 * 400e12) == pytest.approx(210_000)
    assert work / (1000 * 400e12) / 86_400 == pytest.approx(2.43, abs=0.01)
    says(
        f"$n$ = 8,192 it is {4 * 8192 * 4096 * 32 / 1e9:.1f} GFLOP, next to $2N$ = {2 * 7:.0f}"
    )


def test_swiglu(says):
    says(f"$8d/3 = {8 * 4096 / 3:,.0f}$".replace(",", "{,}"))
    assert 14_336 / 4096 == 3.5


def test_supervision(says):
    shares = [supervised(o, 512, 256) / 512 for o in ("masked", "causal", "prefix")]
    says("{:.0f}, {:.0f} and {:.0f} percent".format(*(100 * s for s in shares)))


def test_a_healthy_start(says):
    says(f"$\\ln V$, {np.log(128_256):.1f} nats for 128,256 tokens")


def test_legal_corpus(says):
    work = 2 * 400e6 * 10e6 * 3000
    says(
        f"${work / 1e19:.1f} \\cdot 10^{{19}}$ operations, about {work / 200e12 / 3600:.0f} hours at 200 TFLOP/s"
    )
    assert 8e9 / 400e6 == 20
