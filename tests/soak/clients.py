"""Clients with something wrong in them, as folder and as zip file, through the commands that take one."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Final

from client_builders import FILES, NORTH, SOUTH
from soak.cases import case_part
from soak.mutated_text import mutated_bytes, mutated_yaml
from soak.profiles import sound
from soak.trial import DAY, Case, Part
from soak.word_files import other_zip
from word_builders import STYLES

_NAMES: Final = (
    *(
        "../zuid.yaml",
        "/etc/passwd",
        "zuid.yaml/x",
        "bureau",
        "huis.docx",
        "niets.yaml",
        ".",
        "..",
        "./zuid.yaml",
        "a" * 300 + ".yaml",
    ),
    *(
        '"a\\0b.yaml"',
        '"\\u202ex.yaml"',
        "zuid.yaml\\\\x",
        "C:\\x.yaml",
        "*.yaml",
        "klant.yaml",
        "ZUID.YAML",
        "zuid.yaml ",
        "~",
        "https://x.nl/x.yaml",
    ),
)


def _case(chance: Random) -> Case:
    text = chance.choice((SOUTH, NORTH))
    if chance.random() < 0.5:
        text = text.replace(
            chance.choice(("zuid.yaml", "noord.yaml", "bureau", "van_noord", "huis.docx")), chance.choice(_NAMES)
        )
        said = text.encode()
    else:
        said = mutated_yaml(text, chance)
    files = {name: body.encode() for name, body in FILES.items() if not name.endswith(".klant.yaml")}
    files["huis.docx"] = STYLES.read_bytes()
    if chance.random() < 0.3:
        name = chance.choice(sorted(files))
        files[name] = mutated_bytes(files[name], chance)
    if chance.random() < 0.3:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            for name, data in {"klant.yaml": said, **files}.items():
                archive.writestr(name, data)
        place, inside = (
            "klant.zip",
            {"klant.zip": other_zip(buffer.getvalue(), chance) if chance.random() < 0.6 else buffer.getvalue()},
        )
    else:
        place, inside = "klant", {f"klant/{name}": data for name, data in {"klant.yaml": said, **files}.items()}
    pack, made = f"klant inpakken {place} -o klaar.zip --datum {DAY}", f"maak {place} -o uit.docx --datum {DAY}"
    return Case(
        inside,
        (f"klant controleer {place} --datum {DAY}", pack, made),
        {pack: _packed, made: lambda f, _p: sound(f / "uit.docx", False)},
    )


def _packed(folder: Path, _printed: str) -> Iterator[str]:
    """Yield when what was packed is no whole zip file."""
    with zipfile.ZipFile(folder / "klaar.zip") as archive:
        if broken := archive.testzip():
            yield f"{broken} is stuk in het ingepakte bestand"


CLIENTS: Final[Part] = case_part("klanten", "Klanten met fouten", _case, 1.0, seconds=60.0)
