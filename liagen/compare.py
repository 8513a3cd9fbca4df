"""Municipalities side by side over the six steps of Cox: what is there, and what is proposed (§4.2)."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable
from dataclasses import dataclass

from liagen.blocks import Block, Cell, Chapter, Heading, Paragraph, Row, Table
from liagen.cards import Library
from liagen.choose import Choice, choose, read_facts
from liagen.markdown import fill_for, plain_text, to_spans
from liagen.profile import Profile
from liagen.wording import escape

MOST_SIDE_BY_SIDE = 4
_HEADS = {"is": "vergelijk_is", "voorstel": "vergelijk_voorstel_kop"}


@dataclass(frozen=True)
class Compared:
    """One municipality: per step of Cox what is there and what is proposed (Markdown)."""

    name: str
    present: tuple[str, ...]
    proposed: tuple[str, ...]


@dataclass(frozen=True)
class Comparison:
    """The six steps and the municipalities, in the order given."""

    steps: tuple[str, ...]
    municipalities: tuple[Compared, ...]


def compare(profiles: tuple[Profile, ...], library: Library, date: dt.date) -> Comparison:
    """Compare profiles; every cell of «what is there» comes from fields with fixed answers (§4.2)."""
    steps = tuple(step.name for step in library.steps)
    return Comparison(steps, tuple(_compared(profile, library, date) for profile in profiles))


def _compared(profile: Profile, library: Library, date: dt.date) -> Compared:
    choice = choose(profile, library, date)
    facts = read_facts(profile, library, date, choice.verdicts())
    present = [" ".join(step.text.render(facts).split()) for step in library.steps]
    proposed = [_proposed(number, choice, library) for number in range(1, len(library.steps) + 1)]
    name = profile.gemeente.naam or fill_for("gemeente.naam").text
    unknown, nothing = library.word("vergelijk_onbekend"), library.word("vergelijk_geen_voorstel")
    return Compared(name, tuple(text or unknown for text in present), tuple(text or nothing for text in proposed))


def _proposed(step: int, choice: Choice, library: Library) -> str:
    wanted = [
        (card, choice.options[card.key])
        for card in library.cards.values()
        if card.cox == step and choice.options[card.key].verdict == "voorstel"
    ]
    return " ".join(
        library.word("vergelijk_optie", optie=card.title.source, redenen=" ".join(chosen.reasons))
        for card, chosen in wanted
    )


def comparison_chapter(found: Comparison, library: Library, date: dt.date) -> Chapter:
    """Return the comparison as a document: two tables, or above four municipalities two per step."""
    title = library.word("vergelijk_titel")
    blocks: list[Block] = [
        Heading("vergelijk.titel", 1, to_spans(title)),
        Paragraph("vergelijk.inleiding", to_spans(library.word("vergelijk_inleiding"))),
    ]
    make = _side_by_side if len(found.municipalities) <= MOST_SIDE_BY_SIDE else _step_by_step
    for kind in ("is", "voorstel"):
        blocks += [
            Heading(f"vergelijk.{kind}.titel", 2, to_spans(library.word(_HEADS[kind]))),
            *make(kind, found, library),
        ]
    names = ", ".join(one.name for one in found.municipalities)
    running = library.word("vergelijk_lopend", gemeenten=names if len(names) < 60 else str(len(found.municipalities)))
    return Chapter(
        title=plain_text(title), subject=running, running=running, date=date.isoformat(), blocks=tuple(blocks),
        open_points=0, page_word=library.word("pagina"), page_of=library.word("pagina_van"),
    )  # fmt: skip


def _texts(kind: str, one: Compared) -> tuple[str, ...]:
    return one.present if kind == "is" else one.proposed


def _cells(prefix: str, texts: Iterable[str]) -> tuple[Cell, ...]:
    """Return cells named after their column, counted from 0; texts are Markdown."""
    return tuple(Cell(f"{prefix}.{column}", to_spans(text)) for column, text in enumerate(texts))


def _side_by_side(kind: str, found: Comparison, library: Library) -> list[Block]:
    prefix = f"vergelijk.{kind}"
    caption = Paragraph(f"{prefix}.bijschrift", to_spans(library.word(f"vergelijk_tabel_{kind}")), "bijschrift")
    names = [escape(one.name) for one in found.municipalities]
    header = _cells(f"{prefix}.kop", [library.word("vergelijk_stap"), *names])
    rows = []
    for number, step in enumerate(found.steps):
        ident = f"{prefix}.stap.{number + 1}"
        texts = [escape(step), *(_texts(kind, one)[number] for one in found.municipalities)]
        rows.append(Row(ident, _cells(ident, texts)))
    share = 82 // max(len(names), 1)
    widths = (100 - share * len(names), *(share for _ in names))
    return [Table(prefix, caption, header, tuple(rows), widths)]


def _step_by_step(kind: str, found: Comparison, library: Library) -> list[Block]:
    blocks: list[Block] = []
    for number, step in enumerate(found.steps):
        prefix = f"vergelijk.{kind}.{number + 1}"
        header = _cells(f"{prefix}.kop", (library.word(key) for key in ("vergelijk_gemeente", _HEADS[kind])))
        rows = []
        for index, one in enumerate(found.municipalities, 1):
            ident = f"{prefix}.gemeente.{index}"
            rows.append(Row(ident, _cells(ident, (escape(one.name), _texts(kind, one)[number]))))
        caption = Paragraph(f"{prefix}.bijschrift", to_spans(escape(step)), "bijschrift")
        heading = Heading(f"{prefix}.titel", 3, to_spans(escape(step)))
        blocks += [heading, Table(prefix, caption, header, tuple(rows), (28, 72))]
    return blocks


def comparison_data(found: Comparison) -> dict[str, object]:
    """Return the comparison as plain data, for JSON."""
    return {
        "stappen": list(found.steps),
        "gemeenten": [
            {
                "naam": one.name,
                "is": [plain_text(text) for text in one.present],
                "voorstel": [plain_text(text) for text in one.proposed],
            }
            for one in found.municipalities
        ],
    }


def comparison_csv(found: Comparison, library: Library) -> str:
    """Return the comparison for a Dutch Excel: BOM, semicolons, no text that Excel would run as a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([library.word(f"vergelijk_{key}") for key in ("gemeente", "stap", "is", "voorstel_kop")])
    for one in found.municipalities:
        for step, present, proposed in zip(found.steps, one.present, one.proposed, strict=True):
            writer.writerow([harmless(text) for text in (one.name, step, plain_text(present), plain_text(proposed))])
    return "\ufeff" + out.getvalue()


def harmless(text: str) -> str:
    """Return ``text`` so that a spreadsheet shows it and never runs it."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
