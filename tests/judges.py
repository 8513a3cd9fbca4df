"""Independent judges of a Word file: schema, package and lint (dev dependencies that know nothing of liagen).

They work in this process, which loads their rules once, and judge the same bytes once.
"""

from __future__ import annotations

import io
import tempfile
import zipfile
from functools import cache
from pathlib import Path

import docx
from docx.oxml.ns import qn
from docx_plus.lint import Profile, lint
from lxml import etree
from ooxml_integrity import check
from openxml_audit import OpenXmlValidator

# Each numbered list has a w:num of its own: the right way to start again at 1.
ALLOWED = {"direct-numbering-override"}
LINT = ("structure", "headings", "lists", "fields", "references", "captions", "language", "whitespace", "typography")


@cache
def errors(data: bytes) -> tuple[str, ...]:
    """Return every error that the judges find in a Word file."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "beoordeeld.docx")
        file.write_bytes(data)
        return (*_schema_errors(file), *_package_errors(file), *_lint_errors(data))


def constructs(data: bytes) -> set[tuple[str, ...]]:
    """Return what stands in a Word file: each element by its place and attributes, each style by the one before it.

    They judge a file with nothing new in it as they judged those before.
    """
    found: set[tuple[str, ...]] = set()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
        for name in parts:
            root, style = etree.fromstring(archive.read(name)), ""
            for element in root.iter(etree.Element):
                near = (element.getparent(), element.getprevious())
                found.add(
                    (name, *(str(getattr(each, "tag", "")) for each in (*near, element)), *sorted(element.attrib))
                )
                if element.tag == qn("w:pStyle"):
                    found.add((name, style, style := str(element.get(qn("w:val")))))
    return found


def _schema_errors(file: Path) -> list[str]:
    # A new one for each file (its rules are loaded once): it remembers parts by the address of the file in memory,
    # which the next file may get.
    found = OpenXmlValidator(max_errors=0).validate(file).errors
    texts = [error.description for error in found if error.severity.value == "error"]
    return [text for text in texts if "stylesWithEffects" not in text]  # a left-over of Word 2010 in a host, not ours


def _package_errors(file: Path) -> list[str]:
    return [one.message for one in check(str(file)) if one.severity == "error"]


def _lint_errors(data: bytes) -> list[str]:
    found = lint(docx.Document(io.BytesIO(data)), select=LINT, profile=Profile())
    return [one.message for one in found if one.severity == "error" and one.rule not in ALLOWED]
