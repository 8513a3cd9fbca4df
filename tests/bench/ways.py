"""The five ways that are compared: each writes one chapter to one file. What is prepared here is not timed."""

from __future__ import annotations

import datetime as dt
import subprocess
import zipfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

import docx
import pypandoc
from docxtpl import DocxTemplate

from liagen.files.save import write_files
from liagen.library.model import Library
from liagen.make import chain
from liagen.make.order import Order
from liagen.profile.read import load_profile
from tests.bench.lines import FILL, Grid, Line, Run

DAY = dt.date(2027, 1, 4)
_ORDER = Order("docx", DAY, date=DAY)
REFERENCE = Path(docx.__file__).parent / "templates" / "default.docx"
_LEVEL = 3  # as in liagen.word.package
_SPECIAL = str.maketrans({sign: f"\\{sign}" for sign in r"""\`*_{}[]()<>#+-.!|~^$@"':;&%/=?,"""})


def by_liagen(profile: Path, library: Library, target: Path) -> None:
    """(a) The whole chain: read the profile, choose, plan, assemble, write chapter and work sheet to disk."""
    write_files({each.place(target): each.data for each in documents_of(profile, library)}, overwrite=False)


def documents_of(profile: Path, library: Library) -> tuple[chain.WrittenDocument, ...]:
    """Return chapter and work sheet of a profile, as `liagen maak` makes them."""
    return chain.make_documents(load_profile(profile, library.cards), library, _ORDER).documents


def by_python_docx(lines: tuple[Line | Grid, ...], target: Path) -> None:
    """(b) python-docx as its documentation shows it, on its default template, styles by name."""
    document = docx.Document()
    for line in lines:
        if isinstance(line, Grid):
            _add_table(document, line)
            continue
        paragraph = document.add_heading("", line.level) if line.level else document.add_paragraph(style=line.style)
        _add_runs(paragraph, line.runs)
        if line.note:
            document.add_comment(paragraph.runs, text=line.note, author="liagen", initials="li")
    document.save(str(target))


def _add_table(document: Any, grid: Grid) -> None:
    table = document.add_table(rows=1, cols=len(grid.widths), style="Table Grid")
    for number, row in enumerate(grid.rows):
        cells = table.add_row().cells if number else table.rows[0].cells
        for cell, runs in zip(cells, row, strict=True):
            _add_runs(cell.paragraphs[0], runs)


def _add_runs(paragraph: Any, runs: tuple[Run, ...]) -> None:
    for run in runs:
        added = paragraph.add_run(run.text, style=run.style or None)
        if run.bold:
            added.bold = True
        if run.italic:
            added.italic = True


def by_docxtpl(template: Path, context: dict[str, Any], target: Path) -> None:
    """(c) docxtpl: load the template, render it, save it. It has no way to make comments."""
    document = DocxTemplate(str(template))
    document.render(context, autoescape=True)
    document.save(str(target))


def docxtpl_context(lines: tuple[Line | Grid, ...]) -> dict[str, Any]:
    """Return the chapter as the plain values that the template loops over."""
    return {"lines": [{"kind": _kind(line), **asdict(line)} for line in lines]}


def _kind(line: Line | Grid) -> str:
    return f"table{len(line.widths)}" if isinstance(line, Grid) else line.style


def make_template(path: Path, columns: set[int]) -> None:
    """Write the Word template for (c): one loop, and in it a branch per style and per width of table."""
    document = docx.Document()
    document.add_paragraph("{%p for line in lines %}")
    styles = ("Heading 1", "Heading 2", "Heading 3", "Body Text", "Intense Quote", "Caption")
    for number, style in enumerate((*styles, "List Bullet", "List Number")):
        document.add_paragraph(f"{{%p {'elif' if number else 'if'} line.kind == '{style}' %}}")
        _loop_over_runs(document.add_paragraph(style=style), "line.runs")
    for count in sorted(columns):
        document.add_paragraph(f"{{%p elif line.kind == 'table{count}' %}}")
        table = document.add_table(rows=3, cols=count, style="Table Grid")
        table.rows[0].cells[0].text = "{%tr for row in line.rows %}"
        for index, cell in enumerate(table.rows[1].cells):
            _loop_over_runs(cell.paragraphs[0], f"row[{index}]")
        table.rows[2].cells[0].text = "{%tr endfor %}"
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p endfor %}")
    document.save(str(path))


def _loop_over_runs(paragraph: Any, runs: str) -> None:
    paragraph.add_run(f"{{%r for run in {runs} %}}")
    paragraph.add_run("{%r if run.bold %}")
    paragraph.add_run("{{ run.text }}").bold = True
    paragraph.add_run("{%r elif run.italic %}")
    paragraph.add_run("{{ run.text }}").italic = True
    paragraph.add_run("{%r elif run.style %}")
    paragraph.add_run("{{ run.text }}", style=FILL)
    paragraph.add_run("{%r else %}")
    paragraph.add_run("{{ run.text }}")
    paragraph.add_run("{%r endif %}")
    paragraph.add_run("{%r endfor %}")


def by_pandoc(markdown: Path, target: Path) -> None:
    """(d) pandoc, one process a document, with python-docx's default template as the reference document."""
    subprocess.run(pandoc_command(markdown, target), check=True)


def pandoc_command(markdown: Path, target: Path) -> list[str]:
    """Return the command that turns the Markdown into a Word file."""
    form = "markdown-smart-auto_identifiers-tex_math_dollars"
    reference = f"--reference-doc={REFERENCE}"
    return [pypandoc.get_pandoc_path(), "-f", form, "-t", "docx", reference, "-o", str(target), str(markdown)]


def pandoc_markdown(lines: tuple[Line | Grid, ...]) -> str:
    """Return the chapter in pandoc's Markdown, comments included."""
    pieces: list[str] = []
    number = 0
    for line in lines:
        if isinstance(line, Grid):
            pieces.append(_pipe_table(line))
            continue
        number = number + 1 if line.style == "List Number" else 0
        pieces.append(_paragraph(line, number, len(pieces)))
    return "\n\n".join(pieces) + "\n"


def _paragraph(line: Line, number: int, key: int) -> str:
    text = "".join(_marked(run) for run in line.runs)
    if line.note:
        start = f'[{_escaped(line.note)}]{{.comment-start id="{key}" author="liagen" date="{DAY}T00:00:00Z"}}'
        text = f'{start}{text}[]{{.comment-end id="{key}"}}'
    if line.level:
        return f"{'#' * line.level} {text}"
    if line.style.startswith("List"):
        return f"{number}. {text}" if number else f"- {text}"
    return text if line.style == "Body Text" else f'::: {{custom-style="{line.style}"}}\n{text}\n:::'


def _pipe_table(grid: Grid) -> str:
    rows = [" | ".join("".join(map(_marked, cell)) for cell in row) for row in grid.rows]
    ruler = "|".join("-" * max(width, 3) for width in grid.widths)
    return "\n".join([f"| {rows[0]} |", f"|{ruler}|", *(f"| {row} |" for row in rows[1:])])


def _marked(run: Run) -> str:
    text = _escaped(run.text)
    if run.style:
        return f'[{text}]{{custom-style="{run.style}"}}'
    sign = "**" * run.bold + "*" * run.italic
    return f"{sign}{text}{sign}"


def _escaped(text: str) -> str:
    return text.translate(_SPECIAL)


def parts_of(document: Path) -> dict[str, bytes]:
    """Return the finished parts of a Word file, for the floor."""
    with zipfile.ZipFile(document) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def by_zip(parts: dict[str, bytes], target: Path) -> None:
    """(e) The floor: only zip the finished parts, as hard as liagen does."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
