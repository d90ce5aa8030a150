"""Formulas as plain text."""

import pytest

from atlas.search.formulas import plain


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<msqrt><msub><mi>d</mi><mi>k</mi></msub></msqrt>", "√dₖ"),
        ("<mfrac><mn>1</mn><mi>n</mi></mfrac>", "1/n"),
        (
            "<mfrac><mn>1</mn><mrow><mi>n</mi><mo>−</mo><mn>1</mn></mrow></mfrac>",
            "1/(n−1)",
        ),
        ("<msup><mi>x</mi><mn>2</mn></msup>", "x²"),
        ("<msup><mi>e</mi><mi>z</mi></msup>", "e^z"),
        ("<msub><mi>C</mi><mtext>in</mtext></msub>", "Cᵢₙ"),
        ("<msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup>", "xᵢ²"),
        ("<mi>a</mi><mo>=</mo><mi>b</mi>", "a = b"),
        ("<mphantom><mi>d</mi></mphantom><mi>e</mi>", "e"),
        ("<mi>a</mi><mo>&lt;</mo><mi>b</mi>", "a < b"),
    ],
)
def test_formulas_read_as_a_line(markup, text):
    assert plain(f"<math>{markup}</math>") == text


def test_broken_markup_is_left_out():
    assert plain("<math><mi>x</math>") == ""
