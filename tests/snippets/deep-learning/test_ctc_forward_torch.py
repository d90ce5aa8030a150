import numpy as np
import pytest
import torch
from snippets.deep_learning.ctc_forward import ctc_loss


@pytest.mark.parametrize("target", [[1, 2, 3], [2, 2, 4, 4], [1], [3, 1, 3, 1, 3]])
@pytest.mark.parametrize("blank", [0, 6])
def test_equals_torch(target, blank):
    torch.manual_seed(0)
    frames = torch.randn(11, 1, 7, dtype=torch.float64).log_softmax(-1)
    expected = torch.nn.functional.ctc_loss(
        frames, torch.tensor([target]), [11], [len(target)], blank, reduction="sum"
    )
    assert ctc_loss(frames[:, 0], target, blank) == pytest.approx(
        expected.item(), abs=1e-8
    )


def test_infeasible_targets_are_infinite_there_too():
    frames = torch.zeros(3, 1, 7, dtype=torch.float64).log_softmax(-1)
    theirs = torch.nn.functional.ctc_loss(frames, torch.tensor([[2, 2, 4]]), [3], [3])
    assert theirs == ctc_loss(frames[:, 0].numpy(), [2, 2, 4]) == np.inf
