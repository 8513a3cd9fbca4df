"""Independent judges of a Word file: schema, package and lint (dev dependencies that know nothing of liagen)."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

TOOLS = Path(sys.executable).parent
# Each numbered list has a w:num of its own: the right way to start again at 1.
ALLOWED = {"direct-numbering-override"}
LINT = ("structure", "headings", "lists", "fields", "references", "captions", "language", "whitespace", "typography")


def run(tool: str, *arguments: str) -> str:
    return subprocess.run(
        [TOOLS / tool, *arguments], capture_output=True, text=True, encoding="utf-8", check=False
    ).stdout


def schema_errors(file: Path) -> list[str]:
    found = json.loads(run("openxml-audit", str(file), "-m", "0", "-o", "json"))
    texts = [error["description"] for error in found[0]["errors"] if error["severity"] == "error"]
    return [text for text in texts if "stylesWithEffects" not in text]  # a left-over of Word 2010 in a host, not ours


def package_errors(file: Path) -> list[str]:
    found = json.loads(run("ooxml-integrity", "check", "--no-config", "--json", str(file)))
    return [one["message"] for each in found["files"] for one in each["findings"] if one["severity"] == "error"]


def lint_errors(file: Path) -> list[str]:
    rules = [part for tag in LINT for part in ("--rule", tag)]
    found = json.loads(run("docx-plus", "lint", "--no-profile", *rules, "--json", str(file)))
    return [one["message"] for one in found if one["severity"] == "error" and one["rule"] not in ALLOWED]


def errors(data: bytes, folder: Path) -> list[str]:
    """Return every error that the judges find in a Word file."""
    file = folder / "beoordeeld.docx"
    file.write_bytes(data)
    return [*schema_errors(file), *package_errors(file), *lint_errors(file)]
