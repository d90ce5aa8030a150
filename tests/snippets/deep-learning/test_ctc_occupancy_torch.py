import numpy as np
import torch
from snippets.deep_learning.ctc_occupancy import symbol_occupancy


def test_gradient_of_the_loss_is_probability_minus_occupancy():
    torch.manual_seed(0)
    logits = torch.randn(11, 1, 7, dtype=torch.float64, requires_grad=True)
    log_probs = logits.log_softmax(-1)
    loss = torch.nn.functional.ctc_loss(
        log_probs, torch.tensor([[2, 2, 4]]), [11], [3], reduction="sum"
    )
    (expected,) = torch.autograd.grad(loss, logits)
    p = log_probs.detach().exp()[:, 0].numpy()
    ours = p - symbol_occupancy(p, [2, 2, 4])
    np.testing.assert_allclose(ours, expected[:, 0], atol=1e-12)
