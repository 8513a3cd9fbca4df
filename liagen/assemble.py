"""Choice and plan to a chapter of blocks, along the outline. No sentence of its own: words come from the library."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import get_args

from liagen.blocks import (
    Block,
    Cell,
    Chapter,
    Fill,
    Heading,
    Item,
    Link,
    ListBlock,
    Note,
    Paragraph,
    Row,
    Span,
    Table,
    Text,
    span_text,
)
from liagen.cards import LENGTHS, Card, Content, Library, LibraryText, Section, Source
from liagen.choose import SHOWN, UNKNOWN, Choice, Chosen, Fact, fact_of, read_facts
from liagen.conditions import holds
from liagen.markdown import fill_for, plain_text, to_blocks, to_spans
from liagen.plan import Goal, Plan, Quarter, deadline_text
from liagen.profile import Profile, Wie, field_specs
from liagen.wording import Facts, Wording, dutch_number, escape, sentence, value_text

Sources = tuple[str, ...]
SECTION_LEVEL = 2
_DRAFT_LINE = "titelpagina.concept"

_TABLES: dict[str, tuple[tuple[str, int], ...]] = {
    "doelen": (("nr", 6), ("doel", 31), ("eigenaar", 18), ("deadline", 17), ("indicator", 28)),
    "risicos": (("risico", 44), ("maatregel", 32), ("eigenaar", 24)),
    "keuzes": (("optie", 28), ("oordeel", 17), ("reden", 55)),
    "niet_gekozen": (("optie", 26), ("reden", 37), ("verandert", 37)),
    "aannames": (("aanname", 80), ("waarde", 20)),
    "wie_doet_wat": (("rol", 24), ("wie", 34), ("taak", 42)),
}
"""Columns of each table with their share of the width."""


@dataclass(frozen=True)
class _Work:
    """Everything the sections are made from."""

    library: Library
    profile: Profile
    facts: Facts
    choice: Choice
    plan: Plan

    def word(self, key: str, **values: str) -> str:
        return self.library.word(key, **values) if values else self.library.words[key]

    def render(self, wording: Wording) -> str:
        return wording.render(self.facts)

    @cached_property
    def order(self) -> Mapping[str, int]:
        """Return the place of every option in the library."""
        return {key: place for place, key in enumerate(self.library.cards)}

    @cached_property
    def refused(self) -> Mapping[str, tuple[Chosen, ...]]:
        """Return, for each theme, the options that were not chosen."""
        found: dict[str, tuple[Chosen, ...]] = {}
        for card, chosen in _by_verdict(self):
            if chosen.verdict == "niet_nu":
                found[card.theme] = (*found.get(card.theme, ()), chosen)
        return found

    @cached_property
    def municipality(self) -> Fact:
        """Return the fact that is always known, for an option of which no other is."""
        return fact_of("gemeente.naam", self.facts.lookup)

    @property
    def length(self) -> str:
        return self.profile.stijl.lengte


@dataclass(frozen=True)
class _Place:
    """Where a fill-in stands: the section's title and the id of the block."""

    section: str
    anchor: str


def assemble(profile: Profile, library: Library, choice: Choice, plan: Plan, date: dt.date) -> Chapter:
    """Return the whole chapter for this choice and plan; ``date`` is the date of the draft."""
    facts = read_facts(profile, library, date, choice.verdicts())
    work = _Work(library, profile, facts, choice, plan)
    title = to_spans(work.render(library.title))
    sections = [section for section in library.outline if _included(section, work)]
    filled = {"vooraf": _contents(library.preamble, work)} | {
        section.key: _section(section, work) for section in sections
    }
    points = _open_points(work, _fill_places(filled))
    blocks: list[Block] = [Heading("hoofdstuk.titel", 1, title)]
    for found in filled.values():
        for block in found:
            blocks += points if block is None else [block]
    name = profile.gemeente.naam or fill_for("gemeente.naam").text
    plain_title = span_text(title)
    return Chapter(
        title=plain_title,
        subject=library.word("document_titel", document=profile.document.naam or "", gemeente=name),
        running=library.word("lopende_titel", titel=plain_title, gemeente=name),
        date=date.isoformat(),
        blocks=tuple(blocks),
        open_points=sum(len(block.items) for block in points if isinstance(block, ListBlock)),
        contents_title="" if work.length == "kort" else library.word("inhoud"),
        page_word=library.word("pagina"),
        page_of=library.word("pagina_van"),
    )


def with_title_page(chapter: Chapter, profile: Profile, library: Library) -> Chapter:
    """Return the chapter with a page before it: what it is, of which document and municipality, and of which day."""
    title = next(block.spans for block in chapter.blocks if isinstance(block, Heading))
    period = profile.document.periode
    years = ""
    if period.van and period.tot:
        years = library.word("titelpagina_periode", van=str(period.van), tot=str(period.tot))
    name = to_spans(escape(profile.document.naam)) if profile.document.naam else (fill_for("document.naam"),)
    town = escape(profile.gemeente.naam) if profile.gemeente.naam else fill_for("gemeente.naam").text
    whose = to_spans(library.word("titelpagina_gemeente", gemeente=town))
    day = value_text(dt.date.fromisoformat(chapter.date))
    page = (
        Paragraph("titelpagina.titel", title, "titel"),
        Paragraph("titelpagina.document", (*name, *_kept(years)), "ondertitel"),
        Paragraph("titelpagina.gemeente", whose, "titelgegevens"),
        Paragraph(_DRAFT_LINE, to_spans(library.word("titelpagina_concept")), "titelgegevens"),
        Paragraph("titelpagina.datum", to_spans(day), "titelgegevens"),
    )
    return replace(chapter, title_page=page)


def end_product(chapter: Chapter, library: Library) -> Chapter:
    """Return the chapter without what only an officer at work needs: the sections marked `concept: ja`.

    ``open_points`` then counts the fill-ins that remain.
    """
    working = {f"onderdeel.{section.key}.titel" for section in library.outline if section.draft_only}
    kept: list[Block] = []
    drop = False
    for block in chapter.blocks:
        if isinstance(block, Heading) and block.level <= SECTION_LEVEL:
            drop = block.id in working
        if not drop:
            kept.append(_without_notes(block))
    page = tuple(line for line in chapter.title_page if line.id != _DRAFT_LINE)
    fills = sum(isinstance(span, Fill) for block in (*page, *kept) for _, spans in _leaves(block) for span in spans)
    return replace(chapter, blocks=tuple(kept), title_page=page, open_points=fills)


def _without_notes(block: Block) -> Block:
    """Return a block without remarks in the margin."""
    if isinstance(block, ListBlock) and any(item.note for item in block.items):
        return replace(block, items=tuple(replace(item, note=None) for item in block.items))
    return replace(block, note=None) if isinstance(block, Heading | Paragraph) and block.note else block


def _included(part: Section | Content, work: _Work) -> bool:
    """Return whether a row of the outline stands in this chapter: long enough, and its condition, if any, is ja."""
    order: tuple[str, ...] = LENGTHS
    long_enough = order.index(part.since) <= order.index(work.length)
    return long_enough and holds(part.condition, work.facts.lookup)


# ------------------------------------------------------------ sections


def _section(section: Section, work: _Work) -> list[Block | None]:
    """Return the blocks of one section; None stands where the open points come, which need all other blocks first."""
    title = to_spans(work.render(section.title))
    return [Heading(f"onderdeel.{section.key}.titel", 2, title), *_contents(section.content, work)]


def _contents(contents: tuple[Content, ...], work: _Work) -> list[Block | None]:
    return [block for content in contents if _included(content, work) for block in _content(content, work)]


def _content(content: Content, work: _Work) -> list[Block | None]:
    if (content.kind, content.name) == ("lijst", "open_punten"):
        return [None]
    if content.kind == "tekst":
        return [*_library_text(work.library.texts[content.name], work)]
    if content.kind == "opties":
        return [*_options(content.name, work)]
    makers: dict[str, Callable[[_Work], list[Block]]] = {
        "tabel.doelen": _goal_table,
        "tabel.risicos": _risk_table,
        "tabel.keuzes": _choice_table,
        "tabel.niet_gekozen": _refused_table,
        "tabel.aannames": _assumption_table,
        "tabel.planning": _planning_table,
        "tabel.wie_doet_wat": _role_table,
        "lijst.doelen_toelichting": _goal_details,
        "lijst.lange_termijn": _long_term,
        "lijst.minimum": _minimum_list,
        "lijst.podium": _podium_list,
        "lijst.bronnen": _source_list,
        "lijst.pakketten": _package_list,
    }
    return [*makers[f"{content.kind}.{content.name}"](work)]


def _library_text(text: LibraryText, work: _Work) -> list[Block]:
    short = work.length == "kort" and "kort" in text.parts
    names = ["kort" if short else "tekst", *(["meer"] if work.length == "uitgebreid" else [])]
    return _parts(f"tekst.{text.key}", names, text.parts, text.sources, work)


def _parts(prefix: str, names: list[str], parts: Mapping[str, Wording], sources: Sources, work: _Work) -> list[Block]:
    found: list[Block] = []
    for name in names:
        if name in parts:
            found += to_blocks(work.render(parts[name]), f"{prefix}.{name}", sources=sources)
    return found


def _options(theme: str, work: _Work) -> list[Block]:
    cards = [card for card in work.library.cards.values() if card.theme == theme]
    shown = [card for card in cards if work.choice.options[card.key].verdict in SHOWN]
    if shown and work.length == "kort":
        proposed = [card for card in shown if work.choice.options[card.key].verdict == "voorstel"]
        others = [card for card in shown if card not in proposed]
        return [*(block for card in proposed for block in _option(card, work)), *_brief_options(theme, others, work)]
    if shown:
        return [block for card in shown for block in _option(card, work)]
    title = escape(work.library.themes[theme].title)
    text = work.word("thema_uitgesloten", thema=title) if theme in work.plan.ruled_out else work.word("geen_opties")
    return [Paragraph(f"thema.{theme}.geen_opties", to_spans(text))]


def _brief_options(theme: str, cards: list[Card], work: _Work) -> list[Block]:
    """Return, for the short version, one line for every option that is there already or still to be considered."""
    if not cards:
        return []
    items = tuple(_option_line(card, work.choice.options[card.key], work) for card in cards)
    heading = Heading(f"thema.{theme}.overige.titel", 3, to_spans(work.word("optie_overige")))
    return [heading, ListBlock(f"thema.{theme}.overige", False, items)]


def _option_line(card: Card, chosen: Chosen, work: _Work) -> Item:
    """Return an option as one line; what does not come from the report says so, with its source."""
    text = work.word(
        "optie_regel",
        optie=work.render(card.title),
        oordeel=_verdict_word(chosen, work),
        reden=chosen.reasons[0],
    )
    if not card.report_ids:
        text = f"{text} {work.word('optie_regel_bron', bronnen=escape(_card_sources(card, work)))}"
    return Item(f"optie.{card.key}.regel", to_spans(text), card.sources, _note(card, chosen, work))


def _option(card: Card, work: _Work) -> list[Block]:
    chosen = work.choice.options[card.key]
    prefix = f"optie.{card.key}"
    return [
        Heading(f"{prefix}.titel", 3, to_spans(work.render(card.title)), _note(card, chosen, work), card.sources),
        _verdict_paragraph(card, chosen, work),
        *_parts(prefix, _part_names(card, chosen, work), card.parts, card.sources, work),
        *_practice(card, work),
    ]


def _part_names(card: Card, chosen: Chosen, work: _Work) -> list[str]:
    """Return the parts of a card that print: only a proposal needs its full lead, an open question its question."""
    brief = "kort" if "kort" in card.parts else "tekst"
    if work.length == "kort":
        return [brief]
    if work.length == "uitgebreid":
        return ["tekst", chosen.verdict, "meer"]
    if chosen.verdict == "te_overwegen":
        return ["te_overwegen" if "te_overwegen" in card.parts else brief]
    return ["tekst" if chosen.verdict == "voorstel" else brief, chosen.verdict]


def _note(card: Card, chosen: Chosen, work: _Work) -> Note:
    """Return the remark in the margin: why, on which fact and section, and what was not chosen instead."""
    known = [fact for fact in chosen.facts if fact.value != UNKNOWN]
    fact = known[0] if known else work.municipality
    told = "opmerking_feit" if known else "opmerking_feit_onbekend" if chosen.facts else "opmerking_feit_altijd"
    other = _alternative(card, chosen, work)
    words = {
        "optie": work.render(card.title),
        "oordeel": _verdict_word(chosen, work),
        "reden": chosen.reasons[0],
        "feit": work.word(told, veld=escape(fact.label), waarde=escape(fact.value)),
        "bronnen": escape(_card_sources(card, work)),
    }
    instead = work.word("opmerking_geen_alternatief")
    if other:
        title = work.render(work.library.cards[other.key].title)
        instead = work.word("opmerking_alternatief", optie=title, verandert=other.would_change[0])
    return Note(plain_text(f"{work.word('opmerking', **words)} {instead}"))


def _alternative(card: Card, chosen: Chosen, work: _Work) -> Chosen | None:
    """Return the option of this theme that was not chosen and looks at most of the same facts; the nearest wins."""
    order = work.order
    asked = {fact.path for fact in chosen.facts}

    def likeness(other: Chosen) -> tuple[int, int]:
        shared = sum(fact.path in asked for fact in other.facts)
        return shared, -abs(order[other.key] - order[card.key])

    return max(work.refused.get(card.theme, ()), key=likeness, default=None)


def _verdict_paragraph(card: Card, chosen: Chosen, work: _Work) -> Paragraph:
    text = work.word(
        "optie_oordeel",
        oordeel=_verdict_word(chosen, work),
        redenen=" ".join(chosen.reasons),
        bronnen=escape(_card_sources(card, work)),
    )
    return Paragraph(f"optie.{card.key}.oordeel", to_spans(text), "inleiding", None, card.sources)


def _verdict_word(chosen: Chosen, work: _Work) -> str:
    word = work.word(f"oordeel_{chosen.verdict}")
    return work.word("oordeel_eigen_keuze", oordeel=word) if chosen.by_officer else word


def _practice(card: Card, work: _Work) -> list[Block]:
    """Return an example with a proposal, never from the municipality itself; two in the long version."""
    proposed = work.choice.options[card.key].verdict == "voorstel"
    if work.length == "kort" or (not proposed and work.length == "standaard"):
        return []
    own = (work.profile.gemeente.naam or "").casefold()
    others = [example for example in card.practice if example.municipality.casefold() != own]
    wanted = others[: 2 if work.length == "uitgebreid" else 1]
    return [
        Paragraph(
            f"optie.{card.key}.praktijk.{card.practice.index(example) + 1}",
            to_spans(
                work.word(
                    "optie_praktijk",
                    tekst=work.render(example.text),
                    bron=escape(_source_words((example.source,), work)),
                )
            ),
            "tekst",
            None,
            (example.source,),
        )
        for example in wanted
    ]


def _card_sources(card: Card, work: _Work) -> str:
    """Return the sources of an option in words; one without ids of the report is marked as coming from outside it."""
    found = _source_words(card.sources, work)
    return found if card.report_ids else work.word("bron_buiten_rapport", bronnen=found)


def _source_words(sources: Sources, work: _Work) -> str:
    """Return sources in words: «rapport, §4.1.1.3 en §5.1; Handreiking … (2023)»."""
    sections = [source for source in sources if source.startswith("§")]
    words = [work.word("bron_rapport", paragrafen=value_text(tuple(sections)))] if sections else []
    named = [work.library.sources[source] for source in sources if not source.startswith("§")]
    return "; ".join([*words, *(_named_source(source, work) for source in named)])


def _named_source(source: Source, work: _Work) -> str:
    if not source.year:
        return work.word("bron_overig", titel=source.title)
    return work.word("bron_met_jaar", titel=source.title, jaar=str(source.year))


# ------------------------------------------------------------ tables


def _table(name: str, rows: list[tuple[str, dict[str, str], Sources]], work: _Work) -> list[Block]:
    """Return one table; each row is its id, its cells (Markdown) by column, and its sources."""
    columns = _TABLES[name]
    prefix = f"tabel.{name}"
    caption = Paragraph(f"{prefix}.bijschrift", to_spans(work.word(prefix.replace(".", "_"))), "bijschrift")
    header = tuple(Cell(f"{prefix}.kop.{column}", to_spans(work.word(f"kop_{column}"))) for column, _ in columns)
    body = tuple(
        Row(ident, tuple(Cell(f"{ident}.{column}", to_spans(cells[column]), sources) for column, _ in columns))
        for ident, cells, sources in rows
    )
    return [Table(prefix, caption, header, body, tuple(width for _, width in columns))]


def _nothing(name: str, work: _Work) -> list[Block]:
    return [Paragraph(f"geen.{name}", to_spans(work.word(f"geen_{name}")))]


def _goal_table(work: _Work) -> list[Block]:
    if not work.plan.short:
        return _nothing("doelen", work)
    rows = [
        (
            f"doel.{goal.key}",
            {
                "nr": str(number),
                "doel": goal.what,
                "eigenaar": goal.owner,
                "deadline": deadline_text(goal, work.library),
                "indicator": goal.indicator,
            },
            goal.sources,
        )
        for number, goal in enumerate(work.plan.short, 1)
    ]
    return _table("doelen", rows, work)


def _risk_table(work: _Work) -> list[Block]:
    if not work.plan.risks:
        return _nothing("risicos", work)
    rows = [
        (
            f"risico.{risk.key}",
            {
                "risico": work.word("risico", titel=risk.title, tekst=risk.description),
                "maatregel": risk.measure,
                "eigenaar": risk.owner,
            },
            risk.sources,
        )
        for risk in work.plan.risks
    ]
    return _table("risicos", rows, work)


def _choice_table(work: _Work) -> list[Block]:
    rows = [
        (
            f"keuze.{card.key}",
            {
                "optie": work.render(card.title),
                "oordeel": _verdict_word(chosen, work),
                "reden": " ".join(chosen.reasons),
            },
            card.sources,
        )
        for card, chosen in _by_verdict(work)
        if chosen.verdict in SHOWN
    ]
    return _table("keuzes", rows, work) if rows else _nothing("opties", work)


def _refused_table(work: _Work) -> list[Block]:
    rows = [
        (
            f"niet_gekozen.{card.key}",
            {
                "optie": work.render(card.title),
                "reden": " ".join(chosen.reasons),
                "verandert": " ".join(chosen.would_change),
            },
            card.sources,
        )
        for card, chosen in _by_verdict(work)
        if chosen.verdict == "niet_nu"
    ]
    return _table("niet_gekozen", rows, work) if rows else _nothing("niet_gekozen", work)


def _by_verdict(work: _Work) -> Iterator[tuple[Card, Chosen]]:
    for key, chosen in work.choice.options.items():
        yield work.library.cards[key], chosen


def _assumption_table(work: _Work) -> list[Block]:
    rows: list[tuple[str, dict[str, str], Sources]] = [
        (f"aanname.{setting.key}", {"aanname": escape(setting.label), "waarde": dutch_number(setting.value)}, ())
        for setting in work.library.settings.values()
        if setting.assumption
    ]
    return _table("aannames", rows, work)


def _planning_table(work: _Work) -> list[Block]:
    """Return the planning to look at: a row per goal, a column per quarter, a marked cell where it is due."""
    if not work.plan.short:
        return _nothing("doelen", work)
    quarters = sorted({goal.quarter for goal in work.plan.short if goal.quarter})
    prefix = "tabel.planning"
    names = [work.word("kwartaal", nummer=str(one.number), jaar=str(one.year)) for one in quarters]
    header = [
        ("doel", work.word("kop_doel")),
        *((f"{one.year}.{one.number}", name) for one, name in zip(quarters, names, strict=True)),
    ]
    rows = tuple(_planning_row(number, goal, quarters, work) for number, goal in enumerate(work.plan.short, 1))
    share = 56 // len(quarters)
    return [
        Table(
            prefix,
            Paragraph(f"{prefix}.bijschrift", to_spans(work.word("tabel_planning")), "bijschrift"),
            tuple(Cell(f"{prefix}.kop.{column}", to_spans(text)) for column, text in header),
            rows,
            (100 - share * len(quarters), *(share for _ in quarters)),
        )
    ]


def _planning_row(number: int, goal: Goal, quarters: list[Quarter], work: _Work) -> Row:
    ident = f"planning.{goal.key}"
    name = work.word("doel_kop_kort", nummer=str(number), onderwerp=_subject(goal, work))
    cells = [Cell(f"{ident}.doel", to_spans(name), goal.sources)]
    for one in quarters:
        due = one == goal.quarter
        text = work.word("planning_klaar" if due else "planning_niets")
        cells.append(Cell(f"{ident}.{one.year}.{one.number}", to_spans(text), goal.sources, mark=due))
    return Row(ident, tuple(cells))


def _role_table(work: _Work) -> list[Block]:
    rows: list[tuple[str, dict[str, str], Sources]] = [
        (
            f"rol.{role.key}",
            {"rol": work.render(role.name), "wie": work.render(role.who), "taak": work.render(role.task)},
            (),
        )
        for role in work.library.roles
        if holds(role.condition, work.facts.lookup)
    ]
    return _table("wie_doet_wat", rows, work)


# ------------------------------------------------------------ lists


def _goal_details(work: _Work) -> list[Block]:
    """Return, below the table, what else domein.md §7.4 asks of each goal."""
    blocks: list[Block] = []
    for number, goal in enumerate(work.plan.short, 1):
        prefix = f"doel.{goal.key}.toelichting"
        head = to_spans(work.word("doel_kop_kort", nummer=str(number), onderwerp=_subject(goal, work)))
        blocks.append(Heading(f"{prefix}.kop", 3, head, sources=goal.sources))
        items = tuple(
            _goal_item(goal, f"toelichting.{name}", work.word(f"doel_{name}", tekst=text))
            for name, text in _goal_lines(goal, work)
        )
        blocks.append(ListBlock(prefix, False, items))
    return blocks


def _goal_lines(goal: Goal, work: _Work) -> Iterator[tuple[str, str]]:
    yield "doel", goal.what
    yield "waarom", _why(goal, work)
    yield "actie", goal.action
    yield "ervaringsdeskundigen", goal.experts
    if goal.start:
        yield "start", value_text(goal.start)
    yield "uren", goal.hours
    yield "meten", work.word("doel_meetmoment", indicator=goal.indicator, deadline=deadline_text(goal, work.library))
    yield "podium", goal.podium


def _why(goal: Goal, work: _Work) -> str:
    if goal.own:
        return work.word("doel_waarom_eigen")
    if not goal.option:
        return work.word("doel_waarom_thema", thema=escape(work.library.themes[goal.theme].title))
    return work.word("doel_waarom_optie", stap=work.word(f"cox_{goal.cox}"))


def _subject(goal: Goal, work: _Work) -> str:
    """Return what the goal belongs to: its option, its theme, or the municipality's own list."""
    if goal.own:
        return work.word("doel_eigen")
    if goal.option:
        return work.render(work.library.cards[goal.option].title)
    return escape(work.library.themes[goal.theme].title)


def _long_term(work: _Work) -> list[Block]:
    if not work.plan.long:
        return _nothing("lange_termijn", work)
    items = tuple(_goal_item(goal, "lang", _long_text(goal, work)) for goal in work.plan.long)
    return [
        Paragraph("lijst.lange_termijn.inleiding", to_spans(work.word("lange_termijn_inleiding"))),
        ListBlock("lijst.lange_termijn", False, items),
    ]


def _goal_item(goal: Goal, part: str, text: str) -> Item:
    """Return a list item about a goal, named after what it tells of it."""
    return Item(f"doel.{goal.key}.{part}", to_spans(text), goal.sources)


def _long_text(goal: Goal, work: _Work) -> str:
    if goal.own:
        deadline = deadline_text(goal, work.library)
        return work.word("lange_termijn_deadline", doel=goal.what, eigenaar=goal.owner, deadline=deadline)
    return work.word("lange_termijn", doel=goal.what, eigenaar=goal.owner)


def _minimum_list(work: _Work) -> list[Block]:
    """Return the fewest steps: the first internal goal of every core theme, with its hours."""
    if not work.plan.minimum:
        return _nothing("doelen", work)
    items = []
    for goal in work.plan.minimum:
        deadline = deadline_text(goal, work.library)
        text = work.word("minimum_doel", doel=goal.what, deadline=deadline, uren=goal.hours)
        items.append(_goal_item(goal, "minimum", text))
    return [ListBlock("lijst.minimum", True, tuple(items))]


def _podium_list(work: _Work) -> list[Block]:
    if not work.plan.short:
        return _nothing("podium", work)
    items = []
    for number, goal in enumerate(work.plan.short, 1):
        deadline = deadline_text(goal, work.library)
        text = work.word("podium_doel", nummer=str(number), podium=goal.podium, deadline=deadline)
        items.append(_goal_item(goal, "podium", text))
    return [ListBlock("lijst.podium", False, tuple(items))]


def _source_list(work: _Work) -> list[Block]:
    """Return every source of the package that the chapter can rest on, the report with the sections used."""
    used = _used_sources(work)
    sections = sorted({source for source in used if source.startswith("§")}, key=_section_order)
    items: list[Item] = []
    for source in work.library.sources.values():
        if source.key not in used and not (source.key == "rapport" and sections):
            continue
        text = work.word(
            "bron_jaar" if source.year else "bron_overig", titel=escape(source.title), jaar=str(source.year)
        )
        spans: tuple[Span, ...] = (Link(plain_text(text), source.url),) if source.url else to_spans(text)
        if source.key == "rapport" and sections:
            used_sections = work.word("bron_paragrafen", paragrafen=value_text(tuple(sections)))
            spans = (*spans, Text(" "), *to_spans(escape(used_sections)))
        items.append(Item(f"bron.{source.key}", spans, (source.key,)))
    return [ListBlock("lijst.bronnen", False, tuple(items))]


def _package_list(work: _Work) -> list[Block]:
    """Return which packages the texts came from besides liagen's own; nothing when there are none."""
    packages = work.library.packages
    others = [each for each in packages if each is not packages[0] or not each.shipped]
    if not others:
        return []
    items = tuple(
        Item(f"pakket.{each.name}", to_spans(work.word("pakket", naam=escape(each.name), versie=escape(each.version))))
        for each in others
    )
    opening = Paragraph("lijst.pakketten.inleiding", to_spans(work.word("pakketten_inleiding")))
    return [opening, ListBlock("lijst.pakketten", False, items)]


def _section_order(section: str) -> tuple[int, ...]:
    return tuple(int(part) for part in section.removeprefix("§").split(".") if part.isdigit())


def _used_sources(work: _Work) -> set[str]:
    used: set[str] = set()
    for section in work.library.outline:
        for content in section.content:
            if content.kind == "tekst" and _included(section, work) and _included(content, work):
                text = work.library.texts[content.name]
                used.update(text.sources)
                used.update(text.more_sources if work.length == "uitgebreid" else ())
    for card in work.library.cards.values():
        if work.choice.options[card.key].verdict in SHOWN:
            used.update(card.sources)
    used.update(source for risk in work.plan.risks for source in risk.sources)
    return used


# ------------------------------------------------------------ open points


def _fill_places(filled: Mapping[str, list[Block | None]]) -> dict[Fill, list[_Place]]:
    """Return every fill-in of the chapter with the places where it stands, in order of reading."""
    found: dict[Fill, list[_Place]] = {}
    for section, blocks in filled.items():
        for block in blocks:
            for anchor, spans in _leaves(block) if block else ():
                for span in spans:
                    if isinstance(span, Fill):
                        found.setdefault(span, []).append(_Place(section, anchor))
    return found


def _leaves(block: Block) -> Iterator[tuple[str, tuple[Span, ...]]]:
    if isinstance(block, ListBlock):
        yield from ((item.id, item.spans) for item in block.items)
    elif isinstance(block, Table):
        yield from ((cell.id, cell.spans) for row in block.rows for cell in row.cells)
    else:
        yield block.id, block.spans


def _open_points(work: _Work, fills: Mapping[Fill, list[_Place]]) -> list[Block]:
    """Return what is still open, by who can answer: fields, loose fill-ins, lost themes, goals past their date."""
    groups: dict[str, list[Item]] = {who: [] for who in get_args(Wie)}
    for path, item in _field_points(work, fills):
        spec = field_specs().get(path)
        groups[spec.wie if spec else "uitvoerder"].append(item)
    groups["schrijver"] = [*_loose_points(work, fills), *_theme_points(work), *_overdue_points(work)]
    blocks: list[Block] = []
    for who, items in groups.items():
        if items:
            heading = Heading(f"open.groep.{who}", 3, to_spans(work.word(f"open_groep_{who}")))
            blocks += [heading, ListBlock(f"lijst.open_punten.{who}", True, tuple(items))]
    return blocks or _nothing("open_punten", work)


def _theme_points(work: _Work) -> Iterator[Item]:
    for theme in work.plan.ruled_out:
        text = work.word("open_thema", thema=escape(work.library.themes[theme].title))
        yield Item(f"open.thema.{theme}", to_spans(text))


def _overdue_points(work: _Work) -> Iterator[Item]:
    for goal in work.plan.long:
        if goal.key in work.plan.overdue:
            text = work.word("open_verlopen", doel=goal.what, deadline=deadline_text(goal, work.library))
            yield Item(f"open.doel.{goal.key}", to_spans(text))


def _field_points(work: _Work, fills: Mapping[Fill, list[_Place]]) -> Iterator[tuple[str, Item]]:
    places = {fill.field: where for fill, where in fills.items() if fill.field}
    options: dict[str, list[str]] = {}
    for card, chosen in _by_verdict(work):
        for path in chosen.unknown:
            options.setdefault(path, []).append(work.render(card.title))
    specs = field_specs()
    rows = [path for path in places if path not in specs]
    for path in [*(path for path in specs if path in places or path in options), *rows]:
        label = specs[path].vraag if path in specs else _as_point(next(f.title for f in fills if f.field == path))
        kind = "beide" if path in places and path in options else "veld" if path in places else "keuze"
        values = {"vraag": escape(label), "opties": "; ".join(f"«{title}»" for title in options.get(path, ()))}
        yield path, Item(f"open.veld.{path}", _with_places(f"open_{kind}", values, places.get(path, []), work))


def _loose_points(work: _Work, fills: Mapping[Fill, list[_Place]]) -> Iterator[Item]:
    loose = [(fill, where) for fill, where in fills.items() if not fill.field]
    for fill, where in loose:
        values = {"titel": escape(_as_point(fill.title))}
        yield Item(f"open.los.{fill.title}", _with_places("open_los", values, where, work))


def _as_point(title: str) -> str:
    return sentence(title[:1].upper() + title[1:])


def _with_places(key: str, values: dict[str, str], places: list[_Place], work: _Work) -> tuple[Span, ...]:
    """Return the words of one open point, with a link to each place: the first in a section has the section's name."""
    before, _, after = work.word(key, **values).partition("{plaatsen}")
    titles = {"vooraf": work.library.title} | {section.key: section.title for section in work.library.outline}
    links: list[Span] = []
    for section in dict.fromkeys(place.section for place in places):
        here = [place for place in places if place.section == section]
        title = plain_text(work.render(titles[section]))
        name = title if len(here) == 1 else work.word("open_plaats", onderdeel=title, aantal=str(len(here)))
        links += [Text("; ")] if links else []
        first, *others = dict.fromkeys(place.anchor for place in here)
        links.append(Link(name, f"#{first}"))
        for number, anchor in enumerate(others, 2):
            links += [Text(", "), Link(work.word("open_plek", nummer=str(number)), f"#{anchor}")]
    return (*_kept(before), *links, *_kept(after))


def _kept(text: str) -> tuple[Span, ...]:
    """Return the spans of part of a sentence, keeping the spaces at its ends."""
    spans = to_spans(text)
    if text.startswith(" "):
        spans = (Text(" "), *spans)
    return (*spans, Text(" ")) if text.endswith(" ") and text.strip() else spans
