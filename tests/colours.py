"""How well colours can be told apart, as WCAG reckons it."""

from __future__ import annotations


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, each six hexadecimals, with or without a hash before them."""
    low, high = sorted(map(_luminance, (one, other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = [part / 255 for part in bytes.fromhex(colour.removeprefix("#"))]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
