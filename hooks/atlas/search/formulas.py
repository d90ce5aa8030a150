"""Formulas as a line of plain text, for lists that hold no markup."""

from functools import lru_cache
from xml.etree.ElementTree import Element, ParseError, fromstring

RAISED = str.maketrans("0123456789+−-()nitT⊤", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ⁿⁱᵗᵀᵀ")
LOWERED = str.maketrans(
    "0123456789+−-()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ"
)
SPACED = set("=<>≤≥≈≠∼∝+→←⇒∈⊥|∥·×±") | {"≪", "≫", "∝", "↦"}
UNSEEN = {"mphantom", "annotation"}


@lru_cache(maxsize=4096)
def plain(mathml: str) -> str:
    r"""Return a formula's MathML as text: "√dₖ", "1/(n − 1)", "x²"; "" if it is broken.

    >>> plain("<math><mfrac><mn>1</mn><msqrt><mi>n</mi></msqrt></mfrac></math>")
    '1/√n'
    """
    try:
        return " ".join(_text(fromstring(mathml)).split())
    except ParseError:
        return ""


def _text(element: Element) -> str:
    name = element.tag.rpartition("}")[2]
    parts = [_text(child) for child in element]
    if name in UNSEEN:
        return ""
    if name == "mo":
        own = (element.text or "").strip()
        return f" {own} " if own in SPACED else own
    if name == "mfrac" and len(parts) == 2:
        return f"{_grouped(parts[0])}/{_grouped(parts[1])}"
    if name == "msqrt":
        return "√" + _grouped("".join(parts))
    if name in {"msup", "mover"} and len(parts) == 2:
        return parts[0] + _moved(parts[1], RAISED, "^")
    if name in {"msub", "munder"} and len(parts) == 2:
        return parts[0] + _moved(parts[1], LOWERED, "_")
    if name in {"msubsup", "munderover"} and len(parts) == 3:
        low = _moved(parts[1], LOWERED, "_")
        return parts[0] + low + _moved(parts[2], RAISED, "^")
    if name in {"mtr", "mtd"}:
        return "".join(parts) + " "
    return (element.text or "").strip("\n") + "".join(parts)


def _grouped(text: str) -> str:
    text = text.strip()
    return text if len(text) <= 2 or text.isalnum() else f"({text})"


def _moved(text: str, table: dict[int, int], mark: str) -> str:
    """Return raised or lowered text: in small letters where all of it has them."""
    text = "".join(text.split())
    if all(ord(letter) in table for letter in text):
        return text.translate(table)
    return mark + (text if len(text) == 1 else f"({text})")
