"""Municipalities side by side over the six steps of Cox: what is there, and what is proposed (§4.2)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from liagen.chapter.choose import Choice
from liagen.chapter.decide import decide
from liagen.chapter.markdown import fill_for, plain_text, to_spans
from liagen.document.blocks import Block, Cell, Chapter, Heading, Paragraph, Row, Table
from liagen.files.spreadsheet import sheet_text
from liagen.library.dutch import escape
from liagen.library.model import Library
from liagen.profile.model import Profile

MAX_SIDE_BY_SIDE: Final = 2
MAX_IN_ROWS: Final = 8
_HEADS: Final = {"is": "vergelijk_is", "voorstel": "vergelijk_voorstel_kop"}


@dataclass(frozen=True)
class Proposal:
    """An option that is proposed, and why (Markdown)."""

    title: str
    reasons: str


@dataclass(frozen=True)
class Position:
    """Where a municipality stands at one step: what is there (Markdown, never empty) and what is proposed."""

    present: str
    proposals: tuple[Proposal, ...]


@dataclass(frozen=True)
class Compared:
    """One municipality, with its position at each step of Cox."""

    name: str
    positions: tuple[Position, ...]


@dataclass(frozen=True)
class Comparison:
    """The six steps and the municipalities, in the order given; ``left_out`` are files that could not be read."""

    steps: tuple[str, ...]
    municipalities: tuple[Compared, ...]
    left_out: tuple[str, ...] = ()


def compare(
    profiles: tuple[Profile, ...], library: Library, date: dt.date, left_out: tuple[str, ...] = ()
) -> Comparison:
    """Compare profiles; every cell of «what is there» comes from fields with fixed answers (§4.2)."""
    steps = tuple(step.naam for step in library.steps)
    return Comparison(steps, tuple(_compared(profile, library, date) for profile in profiles), left_out)


def compared_name(profile: Profile) -> str:
    """Return the name of a municipality in a comparison."""
    return profile.gemeente.naam or fill_for("gemeente.naam").text


def left_out_text(files: tuple[str, ...], library: Library) -> str:
    """Return what a comparison says of the files that are not in it (Markdown)."""
    return library.word("vergelijk_weggelaten", bestanden=escape(", ".join(files)))


def _compared(profile: Profile, library: Library, date: dt.date) -> Compared:
    found = decide(profile, library, date)
    facts, choice, library = found.facts, found.choice, found.library
    unknown = library.word("vergelijk_onbekend")
    positions = tuple(
        Position(" ".join(step.is_.render(facts).split()) or unknown, _proposed(number, choice, library))
        for number, step in enumerate(library.steps, 1)
    )
    return Compared(compared_name(profile), positions)


def _proposed(step: int, choice: Choice, library: Library) -> tuple[Proposal, ...]:
    return tuple(
        Proposal(card.titel.source, " ".join(choice.options[card.key].reasons))
        for card in library.cards.values()
        if card.cox == step and choice.options[card.key].verdict == "voorstel"
    )


# --- as a document


def comparison_chapter(found: Comparison, library: Library, date: dt.date) -> Chapter:
    """Return the comparison as a document.

    Two municipalities stand side by side in two tables; up to eight get a row each in a table per step; above that a
    table per step has a row for each answer, with the municipalities that share it.
    """
    title = library.word("vergelijk_titel")
    count = len(found.municipalities)
    blocks: list[Block] = [
        Heading("vergelijk.titel", 1, to_spans(title)),
        Paragraph("vergelijk.inleiding", to_spans(library.word("vergelijk_inleiding"))),
    ]
    if found.left_out:
        blocks.append(Paragraph("vergelijk.weg", to_spans(left_out_text(found.left_out, library))))
    if count > MAX_IN_ROWS:
        blocks.append(Paragraph("vergelijk.veel", to_spans(library.word("vergelijk_veel"))))
    for kind in ("is", "voorstel"):
        blocks += [
            Heading(f"vergelijk.{kind}.titel", 2, to_spans(library.word(_HEADS[kind]))),
            *(_side_by_side(kind, found, library) if count <= MAX_SIDE_BY_SIDE else _by_step(kind, found, library)),
        ]
    names = ", ".join(one.name for one in found.municipalities)
    running = library.word("vergelijk_lopend", gemeenten=names if len(names) < 60 else str(count))
    return Chapter(
        title=plain_text(title), subject=running, running=running, date=date.isoformat(), blocks=tuple(blocks),
        open_points=0, page_word=library.word("pagina"), page_of=library.word("pagina_van"),
    )  # fmt: skip


def _texts(kind: str, one: Compared, library: Library) -> tuple[str, ...]:
    """Return the text of every step (Markdown)."""
    if kind == "is":
        return tuple(position.present for position in one.positions)
    return tuple(_proposal_text(position, library) for position in one.positions)


def _proposal_text(position: Position, library: Library) -> str:
    proposals = [library.word("vergelijk_optie", optie=one.title, redenen=one.reasons) for one in position.proposals]
    return " ".join(proposals) or library.word("vergelijk_geen_voorstel")


def _cells(prefix: str, texts: Iterable[str]) -> tuple[Cell, ...]:
    """Return cells named after their column, counted from 0; texts are Markdown."""
    return tuple(Cell(f"{prefix}.{column}", to_spans(text)) for column, text in enumerate(texts))


def _side_by_side(kind: str, found: Comparison, library: Library) -> list[Block]:
    prefix = f"vergelijk.{kind}"
    caption = Paragraph(f"{prefix}.bijschrift", to_spans(library.word(f"vergelijk_tabel_{kind}")), "bijschrift")
    names = [escape(one.name) for one in found.municipalities]
    header = _cells(f"{prefix}.kop", [library.word("vergelijk_stap"), *names])
    columns = [_texts(kind, one, library) for one in found.municipalities]
    rows = []
    for number, step in enumerate(found.steps):
        ident = f"{prefix}.stap.{number + 1}"
        rows.append(Row(ident, _cells(ident, [escape(step), *(column[number] for column in columns)])))
    share = 82 // max(len(names), 1)
    widths = (100 - share * len(names), *(share for _ in names))
    return [Table(prefix, caption, header, tuple(rows), widths)]


def _by_step(kind: str, found: Comparison, library: Library) -> list[Block]:
    """Return a heading and a table for every step."""
    blocks: list[Block] = []
    many = len(found.municipalities) > MAX_IN_ROWS
    keys = (_HEADS[kind], "vergelijk_gemeenten") if many else ("vergelijk_gemeente", _HEADS[kind])
    for number, step in enumerate(found.steps):
        prefix = f"vergelijk.{kind}.{number + 1}"
        texts = _by_answer(kind, number, found, library) if many else _by_municipality(kind, number, found, library)
        idents = [f"{prefix}.{'antwoord' if many else 'gemeente'}.{index}" for index in range(1, len(texts) + 1)]
        rows = tuple(Row(ident, _cells(ident, pair)) for ident, pair in zip(idents, texts, strict=True))
        header = _cells(f"{prefix}.kop", (library.word(key) for key in keys))
        caption = Paragraph(f"{prefix}.bijschrift", to_spans(escape(step)), "bijschrift")
        widths = (45, 55) if many else (28, 72)
        heading = Heading(f"{prefix}.titel", 3, to_spans(escape(step)))
        blocks += [heading, Table(prefix, caption, header, rows, widths)]
    return blocks


def _by_municipality(kind: str, step: int, found: Comparison, library: Library) -> list[tuple[str, str]]:
    """Return each municipality with its text."""
    return [(escape(one.name), _texts(kind, one, library)[step]) for one in found.municipalities]


def _by_answer(kind: str, step: int, found: Comparison, library: Library) -> list[tuple[str, str]]:
    """Return each answer with the municipalities that share it, most shared first."""
    sharing: dict[str, list[str]] = {}
    for one in found.municipalities:
        for answer in _answers(kind, one.positions[step], library):
            sharing.setdefault(answer, []).append(escape(one.name))
    # A stable sort: answers that are shared equally keep the order of the municipalities.
    ranked = sorted(sharing.items(), key=lambda each: -len(each[1]))
    return [(answer, f"{len(names)}: {', '.join(names)}") for answer, names in ranked]


def _answers(kind: str, position: Position, library: Library) -> Iterator[str]:
    """Yield what a municipality shares with others: what is there as a whole, or each option that is proposed."""
    if kind == "is":
        yield position.present
    elif not position.proposals:
        yield library.word("vergelijk_geen_voorstel")
    else:
        yield from (proposal.title for proposal in position.proposals)


# --- as data


def comparison_data(found: Comparison, library: Library) -> dict[str, object]:
    """Return the comparison as plain data, for JSON."""
    return {
        "stappen": list(found.steps),
        "gemeenten": [
            {
                "naam": one.name,
                "is": [plain_text(text) for text in _texts("is", one, library)],
                "voorstel": [plain_text(text) for text in _texts("voorstel", one, library)],
            }
            for one in found.municipalities
        ],
        "niet_gelezen": list(found.left_out),
    }


def comparison_csv(found: Comparison, library: Library) -> str:
    """Return the comparison for a Dutch Excel, to filter: a row for what is there, and one for each proposal."""
    heads = ("vergelijk_gemeente", "kop_nr", "vergelijk_stap", "vergelijk_soort", "kop_optie", "vergelijk_tekst")
    rows = [row for one in found.municipalities for row in _sheet_rows(one, found.steps, library)]
    return sheet_text([[library.word(key) for key in heads], *rows])


def _sheet_rows(one: Compared, steps: tuple[str, ...], library: Library) -> Iterator[tuple[str, ...]]:
    present, proposed, nothing = (library.word(f"vergelijk_{key}") for key in ("is", "voorstel_kop", "geen_voorstel"))
    for number, (step, position) in enumerate(zip(steps, one.positions, strict=True), 1):
        start = (one.name, str(number), step)
        yield (*start, present, "", plain_text(position.present))
        for each in position.proposals:
            yield (*start, proposed, plain_text(each.title), plain_text(each.reasons))
        if not position.proposals:
            yield (*start, proposed, "", nothing)
