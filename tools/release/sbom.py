"""What is in a file of a release, for who must know: a bill of materials by CycloneDX 1.6, as JSON."""

from __future__ import annotations

import datetime as dt
import json
import re
import tomllib
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from liagen import __version__
from tools.notices import LICENCE, ROOT, VENDORED
from tools.page.contents import Content, read_pyodide, read_wheel
from tools.page.lock import Lock, sha256_of

_REQUIREMENT: Final = re.compile(r"([A-Za-z0-9._-]+)(.*)")
_LIAGEN: Final = f"pkg:pypi/liagen@{__version__}"


@dataclass(frozen=True)
class Contents:
    """What a file holds, and by name, with the versions that will do, what is installed beside it."""

    inside: tuple[Content, ...]
    beside: tuple[tuple[str, str], ...] = ()


def wheel_contents() -> Contents:
    """Return what the wheel holds of others, and what it needs beside it, as pyproject.toml says."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = [_REQUIREMENT.fullmatch(each) for each in project["dependencies"]]
    return Contents(_vendored(), tuple((each[1], each[2]) for each in needed if each))


def page_contents(lock: Lock, folder: Path) -> Contents:
    """Return what the page holds of others; what was fetched for it lies in ``folder``."""
    wheels = [read_wheel(each, folder) for each in lock.wheels]
    return Contents((*read_pyodide(lock, folder), *wheels, *_vendored()))


def write_bom(file: Path, contents: Contents, moment: int) -> str:
    """Return the bill of materials of a file; ``moment`` is its date, in seconds since 1970."""
    whole = _component(Content("liagen", __version__, LICENCE, True, _LIAGEN, sha256_of(file)), "application")
    whole["description"] = file.name
    parts = [_component(each, "library") for each in contents.inside] + [_needed(*each) for each in contents.beside]
    said = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"timestamp": dt.datetime.fromtimestamp(moment, dt.UTC).isoformat(), "component": whole},
        "components": parts,
        "dependencies": [{"ref": _LIAGEN, "dependsOn": sorted(part["bom-ref"] for part in parts)}],
        # Not in it: what the requirements require in turn, and the C libraries in Pyodide.
        "compositions": [{"aggregate": "incomplete", "assemblies": [_LIAGEN]}],
    }
    return f"{json.dumps(_numbered(said), indent=2, ensure_ascii=False)}\n"


def _numbered(said: dict[str, Any]) -> dict[str, Any]:
    """Return a bill with a serial number that follows from what it says."""
    return {**said, "serialNumber": uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(said)).urn}


def _vendored() -> tuple[Content, ...]:
    return tuple(
        Content(each.package, each.version, each.terms().licence, True, f"pkg:npm/{quote(each.package)}@{each.version}")
        for each in VENDORED
    )


def _component(content: Content, kind: str) -> dict[str, Any]:
    licence = {"expression": content.licence} if content.spdx else {"license": {"name": content.licence}}
    said: dict[str, Any] = {
        "type": kind,
        "bom-ref": content.purl,
        "name": content.name,
        "version": content.version,
        "licenses": [licence],
        "purl": content.purl,
    }
    if content.sha256:
        said["hashes"] = [{"alg": "SHA-256", "content": content.sha256}]
    if content.built_in:
        said["components"] = [_component(each, "library") for each in content.built_in]
    return said


def _needed(name: str, versions: str) -> dict[str, Any]:
    """Return what is installed beside the wheel: which version is for who installs it."""
    purl = f"pkg:pypi/{name}"
    wanted = [{"name": "liagen:versions", "value": versions}]
    return {"type": "library", "bom-ref": purl, "name": name, "purl": purl, "scope": "required", "properties": wanted}
