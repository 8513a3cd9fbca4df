"""A picture in running text: its drawing, as large as its dots say and the page allows, and the part that holds it."""

from __future__ import annotations

import hashlib
from typing import Final

from liagen.document.blocks import Picture
from liagen.word.parts.xml import OFFICE, element
from liagen.word.write.package import AddedPart

_DRAWING: Final = "http://schemas.openxmlformats.org/drawingml/2006"
_SPACES: Final = {
    "xmlns:wp": f"{_DRAWING}/wordprocessingDrawing",
    "xmlns:a": f"{_DRAWING}/main",
    "xmlns:pic": f"{_DRAWING}/picture",
    "xmlns:r": OFFICE,
}
_PER_DOT: Final = 9525  # of 96 to an inch, as a screen shows them
_PER_TWIP: Final = 635
_FIRST_NUMBER: Final = 900_000_000  # far above what programs give their own drawings


def picture_part(picture: Picture) -> AddedPart:
    """Return the part of a picture; the same picture has the same name."""
    digest = hashlib.sha256(picture.data).hexdigest()[:16]
    return AddedPart(f"word/media/liagen-{digest}.{picture.kind}", picture.data, kind=f"image/{picture.kind}")


def drawing(picture: Picture, relation: str, number: int, most_wide: int, most_high: int) -> bytes:
    """Return the run of a picture; ``number`` counts the pictures, the most are in twentieths of a point.

    It is never made larger than its dots, and keeps its shape.
    """
    share = min(
        1.0, most_wide * _PER_TWIP / (picture.width * _PER_DOT), most_high * _PER_TWIP / (picture.height * _PER_DOT)
    )
    size = {"cx": str(int(picture.width * _PER_DOT * share)), "cy": str(int(picture.height * _PER_DOT * share))}
    named = {"id": str(_FIRST_NUMBER + number), "name": f"Beeld {number}", "descr": picture.text}
    shape = element(
        "pic:pic",
        {},
        element("pic:nvPicPr", {}, element("pic:cNvPr", named), element("pic:cNvPicPr", {})),
        element(
            "pic:blipFill",
            {},
            element("a:blip", {"r:embed": relation}),
            element("a:stretch", {}, element("a:fillRect", {})),
        ),
        element(
            "pic:spPr",
            {},
            element("a:xfrm", {}, element("a:off", {"x": "0", "y": "0"}), element("a:ext", size)),
            element("a:prstGeom", {"prst": "rect"}, element("a:avLst", {})),
        ),
    )
    inline = element(
        "wp:inline",
        _SPACES | dict.fromkeys(("distT", "distB", "distL", "distR"), "0"),
        element("wp:extent", size),
        element("wp:docPr", named),
        element("wp:cNvGraphicFramePr", {}, element("a:graphicFrameLocks", {"noChangeAspect": "1"})),
        element("a:graphic", {}, element("a:graphicData", {"uri": f"{_DRAWING}/picture"}, shape)),
    )
    return element("w:r", {}, element("w:drawing", {}, inline))
