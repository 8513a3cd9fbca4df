"""Take from NL Design System's community style sheet what the officer's page uses of it, and nothing else.

The sheet is `dist/index.css` of the npm package `@utrecht/component-library-css`; `dist` stands beside its licence:

    npm pack @utrecht/component-library-css@9.0.4 && tar xzf utrecht-component-library-css-9.0.4.tgz
    python tools/nlds.py package
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

TARGET: Final = Path("liagen/browser/app/nlds")

CLASSES: Final[Mapping[str, tuple[str, ...]]] = {
    "alert": ("error", "info", "ok", "warning"),
    "button": ("primary-action", "secondary-action", "subtle"),
    "checkbox": ("html-input",),
    "form-field": ("invalid",),
    "form-field-description": (),
    "form-field-error-message": (),
    "form-fieldset": ("html-fieldset", "html-legend"),
    "form-label": (),
    "heading-1": (),
    "heading-2": (),
    "heading-3": (),
    "link": (),
    "paragraph": ("lead",),
    "radio-button": ("html-input",),
    "select": ("html-select", "invalid"),
    "skip-link": ("visible-on-focus",),
    "textarea": ("invalid",),
    "textbox": ("html-input", "invalid"),
    "unordered-list": (),
}
"""The components that the page uses, and of each what stands behind ``--`` in its classes."""

_PARTS: Final = ("", "content", "legend")
"""What stands behind ``__`` in them."""

_RULE: Final = re.compile(r"([^{}]+)\{([^{}]*)\}")
_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
_MEDIA: Final = re.compile(r"^@[^{};]*\{.*?^\}", re.MULTILINE | re.DOTALL)
_BETWEEN_SELECTORS: Final = re.compile(r",(?![^(]*\))")
_EXCLUDED: Final = re.compile(r":not\(.*?\)")
_CLASS: Final = re.compile(r"\.utrecht-([a-z0-9-]+?)(?:__([a-z-]+?))?(?:--([a-z0-9-]+))?(?![\w-])")
_PRIVATE: Final = re.compile(r"\s*(--_[a-z0-9-]+):")
_ASKED_WITH_ELSE: Final = re.compile(r"var\(\s*(--_[a-z0-9-]+),")
_UNUSED_STATES: Final = (
    ":disabled",
    ":read-only",
    ":active",
    "placeholder",
    "password",
    "pattern",
    ":visited",
    "[type",
    "[inputMode",
)
_HEAD: Final = """\
/*! NL Design System, @utrecht/component-library-css {version}: the rules that this page uses.
    Copyright (c) 2020-2024 Frameless B.V.; copyright (c) 2021-2024 Gemeente Utrecht. Licensed under the EUPL-1.2. */
"""


def main(package: Path) -> None:
    """Write the style sheet and its licence into the page's folder; ``package`` is the unpacked npm package."""
    version = json.loads((package / "package.json").read_text(encoding="utf-8"))["version"]
    sheet = (package / "dist/index.css").read_text(encoding="utf-8")
    rules = used_rules(_COMMENT.sub("", sheet))
    TARGET.mkdir(exist_ok=True)
    text = f"{_HEAD.format(version=version)}{''.join(rules)}"
    (TARGET / "components.css").write_text(text, encoding="utf-8")
    (TARGET / "LICENSE.md").write_bytes((package / "LICENSE.md").read_bytes())


def used_rules(sheet: str) -> list[str]:
    """Return the rules of a sheet of which every class is one that the page uses; of a list of selectors those."""
    rules = []
    for names, body in _RULE.findall(_MEDIA.sub("", sheet)):
        kept = [name.strip() for name in _BETWEEN_SELECTORS.split(names) if _is_used(name)]
        if kept:
            rules.append((", ".join(kept), [each for each in body.split(";") if each.strip()]))
    return [f"{names} {{{_one_line(lines)}}}\n" for names, lines in _without_idle_values(rules) if lines]


def _one_line(lines: list[str]) -> str:
    """Return the values of a rule without the white space of their layout, of which there is more than of text."""
    return "; ".join(re.sub(r"(?<=\() | (?=\))", "", " ".join(line.split())) for line in lines)


def _is_used(selector: str) -> bool:
    """Say whether a selector is of classes of the page only, in a state in which the page ever shows them."""
    selector = _EXCLUDED.sub("", selector)
    if any(state in selector for state in _UNUSED_STATES):
        return False
    found = _CLASS.findall(selector)
    return bool(found) and all(
        block in CLASSES and part in _PARTS and kind in ("", *CLASSES[block]) for block, part, kind in found
    )


def _without_idle_values(rules: list[tuple[str, list[str]]]) -> list[tuple[str, list[str]]]:
    """Return the rules without the private values of the sheet that no rule sets or asks for any more."""
    while True:
        lines = [line for _names, found in rules for line in found]
        asked = set(re.findall(r"var\(\s*(--_[a-z0-9-]+)", "\n".join(lines)))
        idle = asked - {_private_name(line) for line in lines}
        kept = [
            (names, [_without(idle, line) for line in found if _private_name(line) in ("", *asked)])
            for names, found in rules
        ]
        if kept == rules:
            return rules
        rules = kept


def _private_name(line: str) -> str:
    """Return the name of the private value that a line sets; empty when it sets something else."""
    found = _PRIVATE.match(line)
    return found[1] if found else ""


def _without(idle: set[str], line: str) -> str:
    """Return a line in which what is asked for where a private value is not set stands in place of the asking."""
    for found in _ASKED_WITH_ELSE.finditer(line):
        if found[1] in idle:
            end = _closing(line, found.end())
            return f"{line[: found.start()]}{line[found.end() : end].strip()}{line[end + 1 :]}"
    return line


def _closing(text: str, start: int) -> int:
    """Return where the bracket closes that was opened before ``start``."""
    depth = 1
    for place in range(start, len(text)):
        depth += {"(": 1, ")": -1}.get(text[place], 0)
        if not depth:
            return place
    raise ValueError(f"a bracket is not closed: {text}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
