"""The answer keys: every choice with its reason, rule and section; risks, goals, open points and mistakes."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from liagen.chapter.choose import SHOWN, Choice, Chosen
from liagen.chapter.facts import Facts, fact_of
from liagen.chapter.plan import Goal
from liagen.chapter.sheet import open_points_beside
from liagen.document.blocks import Chapter, Heading, ListBlock, span_text
from liagen.document.changes import Change
from liagen.document.walk import leaves
from liagen.library.cards import Card, Rule
from liagen.library.derived import field_asked
from liagen.library.dutch import enumerate_nl, escape, value_text
from liagen.library.model import Library
from liagen.library.wording import Wording
from liagen.make.chain import Result, material_of
from liagen.profile.fields import field_specs, profile_value
from liagen.training.cases import Contrast, Example
from liagen.training.contrast import VerdictChange, chapter_changes, verdict_changes
from liagen.training.faults import InsertedFault
from liagen.training.handout import without_reasons
from liagen.training.pairs import DIMENSIONS, Combination
from liagen.training.rules import PrintedRule, fields_behind, option_rules
from liagen.training.sheet import SheetBuilder, sources_in_words, title_of
from liagen.training.task import difference, goal_and_level, kind_of_case
from liagen.training.texts import ExerciseTexts

_MAX_QUOTE = 400  # signs of a quoted change; the rest stands in the chapter


def answer_key(example: Example, texts: ExerciseTexts, library: Library, date: dt.date) -> Chapter:
    """Return the answer key of one example."""
    sheet = SheetBuilder(f"antwoord.{example.number}", texts, library)
    name = escape(example.municipality.name)
    sheet.text(f"antwoord_{kind_of_case(example.municipality.profile)}", "kader", gemeente=name)
    goal_and_level(sheet, example, texts.levels[example.level].minuten)
    if example.combination:
        sheet.title("antwoord_situatie")
        sheet.items(_situation(example.combination, texts))
    if example.half and example.open_result:
        _hidden(sheet, example, example.open_result.choice)
    _verdicts(sheet, example.result, example.asked)
    _risks(sheet, example.result)
    _goals(sheet, example.result)
    _open_points(sheet, example.result)
    _mistakes(sheet, example)
    return sheet.chapter(texts.word("antwoord_titel", nummer=str(example.number), gemeente=name), date, contents=True)


def _situation(combination: Combination, texts: ExerciseTexts) -> Iterator[str]:
    for name in DIMENSIONS:
        dimension = texts.municipalities.dimensies[name]
        value = dimension.waarden[combination.value(name)].titel
        yield texts.word("situatie", dimensie=escape(dimension.titel), waarde=escape(value))


# ------------------------------------------------------------ hidden facts


def _hidden(sheet: SheetBuilder, example: Example, half: Choice) -> None:
    """Tell what was hidden, who knows it, and which options it counts for."""
    assert example.half is not None
    sheet.title("antwoord_onbekend")
    sheet.text("antwoord_onbekend_tekst")
    counting = counted_options(example, sheet.library, sheet.texts)
    rows = [
        (
            escape(field_specs()[path].vraag),
            escape(value_text(example.municipality.answers[path], path)),
            sheet.texts.word(f"wie_{field_specs()[path].wie}"),
            "; ".join(title_of(key, sheet.library) for key in options) or sheet.texts.word("telt_niet_mee"),
        )
        for path, options in counting.items()
    ]
    sheet.table("tabel_onbekend", (("gegeven", 34), ("antwoord", 20), ("wie", 18), ("opties", 28)), rows)
    full = example.result.choice.verdicts()
    shifts = [
        sheet.texts.word(
            "verschuift",
            optie=title_of(key, sheet.library),
            eerst=sheet.library.word(f"oordeel_{chosen.verdict}"),
            daarna=sheet.library.word(f"oordeel_{full[key]}"),
        )
        for key, chosen in half.options.items()
        if chosen.verdict != full[key]
    ]
    if shifts:
        sheet.text("verschuift_inleiding")
        sheet.items(shifts)


def counted_options(example: Example, library: Library, texts: ExerciseTexts) -> dict[str, tuple[str, ...]]:
    """Return for every hidden field the options that it counts for.

    It counts where its answer is asked, and where it stands in a rule of an option whose verdict the answers change.
    """
    assert example.half and example.open_result
    half, full = example.open_result.choice, example.result.choice.verdicts()
    rules = option_rules(library, texts)
    read = {key: {name for one in (key, *own.lifted_by) for name in rules[one].names} for key, own in rules.items()}
    return {
        path: tuple(
            key
            for key, chosen in half.options.items()
            if path in chosen.asked or (chosen.verdict != full[key] and path in read[key])
        )
        for path in example.half.hidden
    }


# ------------------------------------------------------------ choices


def _verdicts(sheet: SheetBuilder, result: Result, asked: tuple[str, ...]) -> None:
    """Add the choices by theme, then the options that were not chosen, each with rule and section."""
    library, texts = sheet.library, sheet.texts
    sheet.title("antwoord_oordelen")
    sheet.text("antwoord_oordelen_tekst")
    if len(asked) < len(library.cards):
        sheet.text("antwoord_gevraagd_tekst")
    columns = (("optie", 25), ("oordeel", 12), ("reden", 31), ("regel", 32))
    for theme in library.themes.values():
        rows = [
            (
                _asked_title(card, asked, sheet),
                library.word(f"oordeel_{chosen.verdict}"),
                " ".join(chosen.reasons),
                rule_told(card, chosen, result.facts, sheet),
            )
            for card, chosen in _chosen(result, library)
            if card.theme == theme.key and chosen.verdict in SHOWN
        ]
        if rows:
            sheet.heading(escape(theme.titel), 3)
            sheet.table("tabel_keuzes", columns, rows, thema=escape(theme.titel))
    sheet.title("antwoord_niet_gekozen")
    rejected = [
        (
            _asked_title(card, asked, sheet),
            " ".join((*chosen.reasons, *chosen.would_change)),
            rule_told(card, chosen, result.facts, sheet),
        )
        for card, chosen in _chosen(result, library)
        if chosen.verdict not in SHOWN
    ]
    sheet.table("tabel_niet_gekozen", (("optie", 25), ("reden_verandert", 43), ("regel", 32)), rejected)
    sheet.paragraph(texts.word("geen_enig_antwoord"), "kader")


def _chosen(result: Result, library: Library) -> Iterator[tuple[Card, Chosen]]:
    yield from ((library.cards[key], chosen) for key, chosen in result.choice.options.items())


def _asked_title(card: Card, asked: tuple[str, ...], sheet: SheetBuilder) -> str:
    """Return the title, marked when the participants were asked about it and not about every option."""
    title = title_of(card.key, sheet.library)
    some = len(asked) < len(sheet.library.cards)
    return sheet.texts.word("gevraagd", optie=title) if some and card.key in asked else title


def rule_told(card: Card, chosen: Chosen, facts: Facts, sheet: SheetBuilder) -> str:
    """Return the rule that gave the verdict, by its number on the sheet of rules, with the facts that it reads."""
    of_option = sheet.rules[card.key]
    rules = deciding_rules(card, chosen, facts)
    if not rules:
        told = _told(of_option.names, facts)
        return sheet.texts.word("regel_nergens", gegevens=told) if told else sheet.texts.word("regel_geen")
    if not rules[0].als.answer(facts.lookup):
        return _open_text([of_option.printed(rule) for rule in rules], facts, sheet)
    return " ".join(_rule_text(of_option.printed(rule), facts, sheet) for rule in rules)


def _rule_text(printed: PrintedRule, facts: Facts, sheet: SheetBuilder) -> str:
    """Return a rule that holds, with the facts that it reads."""
    told = _told(fields_behind(printed.rule), facts)
    if not told:
        return sheet.texts.word("regel_altijd", nummer=printed.number, regel=printed.text)
    return sheet.texts.word("regel_klopt", nummer=printed.number, regel=printed.text, gegevens=told)


def _open_text(printed: Sequence[PrintedRule], facts: Facts, sheet: SheetBuilder) -> str:
    """Return the rules that cannot be answered yet, with the facts that they read."""
    numbers = enumerate_nl([each.number for each in printed])
    paths = dict.fromkeys(path for each in printed for path in fields_behind(each.rule))
    return sheet.texts.word("regel_open", nummers=numbers, gegevens=_told(paths, facts))


def _told(paths: Iterable[str], facts: Facts) -> str:
    found = (fact_of(path, facts.lookup) for path in paths)
    return escape("; ".join(f"{fact.label}: {fact.value}" for fact in found))


def deciding_rules(card: Card, chosen: Chosen, facts: Facts) -> tuple[Rule, ...]:
    """Return the rules that gave the verdict, or left it open; none means that no rule of the card held."""
    kinds = {"bestaat": card.bestaat_als, "niet_nu": card.niet_als, "voorstel": card.kies_als}
    held = tuple(rule for rule in kinds.get(chosen.verdict, ()) if rule.als.answer(facts.lookup))
    if held or not chosen.asked:
        return held
    undecided = (rule for rule in (*card.bestaat_als, *card.kies_als) if rule.als.answer(facts.lookup) is None)
    return tuple(undecided)


# ------------------------------------------------------------ what must be there


def _risks(sheet: SheetBuilder, result: Result) -> None:
    sheet.title("antwoord_risicos")
    rows = [
        (risk.title, risk.measure, risk.owner, sources_in_words(risk.sources, sheet.library))
        for risk in result.plan.risks
    ]
    sheet.table("tabel_risicos", (("risico", 32), ("maatregel", 33), ("eigenaar", 18), ("bron", 17)), rows)


def _goals(sheet: SheetBuilder, result: Result) -> None:
    sheet.title("antwoord_doelen")
    sheet.text("antwoord_doelen_tekst")
    rows = [(goal.what, goal.owner, goal.moment, goal.indicator) for goal in result.plan.minimum]
    sheet.table("tabel_doelen", (("doel", 31), ("eigenaar", 23), ("deadline", 19), ("indicator", 27)), rows)


def _open_points(sheet: SheetBuilder, result: Result) -> None:
    """Add the open points of the draft, as the officer would see them."""
    sheet.title("antwoord_open")
    sheet.text("antwoord_open_tekst", aantal=str(result.chapter.open_points))
    for block in open_points_beside(material_of(result, sheet.library), result.chapter):
        match block:
            case Heading(spans=spans):
                sheet.heading(escape(span_text(spans)), 3)
            case ListBlock(items=items):
                sheet.items((item.spans for item in items), ordered=True)


def _mistakes(sheet: SheetBuilder, example: Example) -> None:
    sheet.title("antwoord_fouten")
    sheet.text("antwoord_fouten_tekst")
    columns = (("nr", 6), ("onderdeel", 18), ("fout", 31), ("goed", 31), ("bron", 14))
    sheet.table("tabel_fouten", columns, sown_rows(example.faulty.inserted, sheet))
    sheet.title("antwoord_lokkers")
    sheet.text("antwoord_lokkers_tekst")
    columns = (("nr", 6), ("onderdeel", 18), ("fout", 31), ("klopt", 31), ("bron", 14))
    sheet.table("tabel_lokkers", columns, sown_rows(example.faulty.decoys, sheet))


def sown_rows(found: Iterable[InsertedFault], sheet: SheetBuilder) -> list[tuple[str, ...]]:
    """Return for each sown sentence its number, heading, text, what is right, and source (Markdown)."""
    return [
        (
            str(number),
            escape(one.heading),
            _sown_text(one, sheet),
            _right_told(one, sheet.texts),
            sources_in_words(one.fault.bronnen, sheet.library),
        )
        for number, one in enumerate(found, 1)
    ]


def _right_told(one: InsertedFault, texts: ExerciseTexts) -> str:
    right = escape(one.right)
    if one.beside:
        right = texts.word("fout_naast", goed=right, naast=enumerate_nl([f"«{escape(text)}»" for text in one.beside]))
    return texts.word("fout_punt", goed=right, nummer=texts.rule_number(one.fault.regel)) if one.fault.regel else right


def _sown_text(one: InsertedFault, sheet: SheetBuilder) -> str:
    if one.fault.niet and not one.fault.weg:
        return sheet.texts.word("lokker_niet", titel=escape(one.fault.titel))
    if one.fault.weg or one.fault.klopt:
        key = "fout_weg" if one.fault.weg else "lokker_klopt"
        return sheet.texts.word(key, titel=escape(one.fault.titel), tekst=escape(one.text))
    key = "fout_in_rij" if one.row else "fout"
    return sheet.texts.word(key, titel=escape(one.fault.titel), tekst=escape(one.text), rij=escape(one.row))


# ------------------------------------------------------------ contrast pairs


def contrast_key(pair: Contrast, texts: ExerciseTexts, library: Library, date: dt.date) -> Chapter:
    """Return the answer key of a contrast pair: which verdicts and paragraphs change, and why."""
    sheet = SheetBuilder(f"paarantwoord.{pair.number}", texts, library)
    name = escape(pair.before.municipality.name)
    sheet.text(f"antwoord_{kind_of_case(pair.before.municipality.profile)}", "kader", gemeente=name)
    sheet.text("paar_vraag", vraag=escape(texts.municipalities.paren[pair.dimension].vraag))
    sheet.table("tabel_verschil", (("gegeven", 40), ("a", 30), ("b", 30)), [difference(pair, texts)])
    sheet.title("paar_oordelen")
    before, after = pair.before.result, pair.result
    rows = [
        (
            title_of(one.option, library),
            _verdict_text(before.choice.options[one.option], library),
            _verdict_text(after.choice.options[one.option], library),
        )
        for one in verdict_changes(before, after)
    ]
    sheet.table("tabel_paar_oordelen", (("optie", 26), ("a", 37), ("b", 37)), rows)
    sheet.title("paar_alineas")
    sheet.text("paar_alineas_tekst")
    chapters = without_reasons(before, library), without_reasons(after, library)
    columns = (("onderdeel", 20), ("verandert", 48), ("waarom", 32))
    sheet.table("tabel_alineas", columns, _change_rows(chapters, pair, sheet))
    return sheet.chapter(texts.word("paar_antwoord_titel", nummer=str(pair.number), gemeente=name), date)


def _verdict_text(chosen: Chosen, library: Library) -> str:
    return f"**{library.word(f'oordeel_{chosen.verdict}')}.** {' '.join(chosen.reasons)}"


def _change_rows(
    chapters: tuple[Chapter, Chapter], pair: Contrast, sheet: SheetBuilder
) -> Iterator[tuple[str, str, str]]:
    options_by_text = _joined_options(chapters)
    for change in chapter_changes(*chapters):
        joined = options_by_text[change.section, change.origin.kind, change.origin.key]
        yield escape(change.section), _change_text(change, pair, sheet), _cause_text(change, joined, pair, sheet)


def _joined_options(chapters: Iterable[Chapter]) -> Mapping[tuple[str, str, str], set[str]]:
    """Return the options that a text joins, by its section and what it is told under."""
    found: defaultdict[tuple[str, str, str], set[str]] = defaultdict(set)
    for leaf in (leaf for chapter in chapters for leaf in leaves(chapter).values()):
        first = leaf.origins[0]
        found[leaf.section_title, first.kind, first.key] |= {one.key for one in leaf.origins if one.kind == "optie"}
    return found


def _change_text(change: Change, pair: Contrast, sheet: SheetBuilder) -> str:
    """Return what happens to the thing that changes (Markdown)."""
    values = {"wat": _subject(change, pair, sheet), "eerst": _quoted(change.removed), "daarna": _quoted(change.added)}
    word = sheet.texts.word
    # From what says most to what says least: it came or went, another verdict, another date, other words.
    if change.kind != "anders":
        loose_text = change.origin.kind not in ("optie", "doel", "risico")
        return word(f"verandert_{'tekst_' if loose_text else ''}{change.kind}", **values)
    if change.origin.kind == "optie" and any(
        one.option == change.origin.key for one in verdict_changes(pair.before.result, pair.result)
    ):
        return word("verandert_oordeel", wat=values["wat"])
    if change.origin.kind == "doel" and (moved_goal := _moved_goal(change.origin.key, pair)):
        dates = [goal.moment for goal in moved_goal]
        undated = [goal.quarter is None for goal in moved_goal]
        key = "lang" if undated[1] else "kort" if undated[0] else "datum"
        return word(f"verandert_{key}", wat=values["wat"], eerst=dates[0], daarna=dates[1])
    ways = {(True, True): "beide", (True, False): "eerst", (False, True): "daarna", (False, False): "volgorde"}
    return word(f"verandert_{ways[bool(change.removed), bool(change.added)]}", **values)


def _moved_goal(key: str, pair: Contrast) -> tuple[Goal, Goal] | None:
    """Return a goal before and after, when its date differs."""
    before, after = _goal_of(key, pair.before.result), _goal_of(key, pair.result)
    return (before, after) if before and after and before.moment != after.moment else None


def _goal_of(key: str, result: Result) -> Goal | None:
    return next((goal for goal in (*result.plan.short, *result.plan.long) if goal.key == key), None)


def _quoted(sentences: Iterable[str]) -> str:
    """Return sentences to stand between quotation marks (Markdown), each with an end."""
    text = " ".join(text if text.endswith((".", "!", "?", ":")) else f"{text.removesuffix(';')}." for text in sentences)
    return escape(text if len(text) <= _MAX_QUOTE else f"{text[:_MAX_QUOTE].rpartition(' ')[0]} …")


def _subject(change: Change, pair: Contrast, sheet: SheetBuilder) -> str:
    """Return what a change is about, in words (Markdown)."""
    if change.origin.kind == "optie":
        return sheet.texts.word("wat_optie", optie=title_of(change.origin.key, sheet.library))
    if change.origin.kind == "doel":
        goal = _goal_of(change.origin.key, pair.before.result) or _goal_of(change.origin.key, pair.result)
        return sheet.texts.word("wat_doel", doel=goal.what if goal else "")
    if change.origin.kind == "risico":
        risks = (*pair.before.result.plan.risks, *pair.result.plan.risks)
        return sheet.texts.word(
            "wat_risico", risico=next((risk.title for risk in risks if risk.key == change.origin.key), "")
        )
    return sheet.texts.word("wat_rol" if change.origin.kind == "rol" else "wat_tekst")


def _cause_text(change: Change, joined: Collection[str], pair: Contrast, sheet: SheetBuilder) -> str:
    """Return why something changes: the new verdict of options with its reason, the fact itself, or the planning."""
    path, library, word = pair.after.path, sheet.library, sheet.texts.word
    found = verdict_changes(pair.before.result, pair.result)
    changed_by_name = {f"keuze.{one.option}": one for one in found}
    own, named_in_text = _depends_on(change, library), _worded_by(change, joined, library)
    label = escape(field_specs()[path].label)
    # From the surest cause to the vaguest: its own verdict, those of the options that it joins, the fact itself, the
    # one verdict that its text names, the planning.
    if own_changes := [one for name, one in changed_by_name.items() if name in own]:
        return _verdict_change_text(own_changes[0], pair, sheet)
    if joined_changes := [one for one in found if one.option in joined]:
        return " ".join(_verdict_change_text(one, pair, sheet) for one in joined_changes)
    if not _changed_fields(pair).isdisjoint(map(field_asked, (*own, *named_in_text))):
        return word("waarom_gegeven", gegeven=label)
    if len(named := [one for name, one in changed_by_name.items() if name in named_in_text]) == 1:
        return _verdict_change_text(named[0], pair, sheet)
    if change.origin.kind == "doel":
        return word("waarom_planning" if _is_replanned(change.origin.key, pair) else "waarom_onderdeel")
    return word("waarom_planning" if _is_renumbered(change, pair) else "waarom_afgeleid", gegeven=label)


def _changed_fields(pair: Contrast) -> frozenset[str]:
    """Return the fields with another value: the one that was changed, and what a profile reads it as besides."""
    before, after = pair.before.municipality.profile, pair.after.municipality.profile
    return frozenset(path for path in field_specs() if profile_value(before, path) != profile_value(after, path))


def _is_replanned(key: str, pair: Contrast) -> bool:
    """Say whether a goal has another date, or leaves the table for later or comes from there."""
    later = (goal.key for result in (pair.before.result, pair.result) for goal in result.plan.long)
    return key in later or _moved_goal(key, pair) is not None


def _is_renumbered(change: Change, pair: Contrast) -> bool:
    """Say whether a risk differs in nothing but the number of the goal that it points to."""
    texts = [
        [(risk.title, risk.measure) for risk in result.plan.risks if risk.key == change.origin.key]
        for result in (pair.before.result, pair.result)
    ]
    return change.origin.kind == "risico" and texts[0] == texts[1]


def _verdict_change_text(one: VerdictChange, pair: Contrast, sheet: SheetBuilder) -> str:
    """Return that an option has another verdict, and why."""
    return sheet.texts.word(
        "waarom_oordeel",
        optie=title_of(one.option, sheet.library),
        eerst=sheet.library.word(f"oordeel_{one.before}"),
        daarna=sheet.library.word(f"oordeel_{one.after}"),
        reden=" ".join(pair.result.choice.options[one.option].reasons),
    )


def _worded_by(change: Change, joined: Collection[str], library: Library) -> frozenset[str]:
    """Return the facts and choices that the texts of a thing name, in their conditions or in what they say."""
    wordings: list[Wording] = []
    if change.origin.kind == "optie" and change.origin.key in library.cards:
        card = library.cards[change.origin.key]
        wordings += [*card.parts.values(), *([card.kort_punt] if card.kort_punt else [])]
    elif change.origin.kind == "risico" and change.origin.key in library.risks:
        risk = library.risks[change.origin.key]
        wordings += [risk.description, risk.maatregel, risk.eigenaar]
    elif change.origin.kind == "tekst" and change.origin.key in library.texts:
        wordings += library.texts[change.origin.key].parts.values()
    elif change.origin.kind == "lijst":
        wordings += [text for key in joined if (text := library.cards[key].nu_niet)]
    elif change.origin.kind == "rol":
        wordings += [
            text for role in library.roles if role.sleutel == change.origin.key for text in (role.wie, role.taak)
        ]
    # Names that are printed as well as those in conditions: a sentence can change by the value it prints.
    return frozenset(name for wording in wordings for name in wording.asked)


def _depends_on(change: Change, library: Library) -> tuple[str, ...]:
    """Return the facts and choices that decide whether the thing is there, as conditions name them."""
    if change.origin.kind == "optie":
        return (f"keuze.{change.origin.key}",)
    if change.origin.kind == "risico" and change.origin.key in library.risks:
        risk = library.risks[change.origin.key]
        return (*risk.als.names, *(risk.vangnet.names if risk.vangnet else ()))
    if change.origin.kind == "rol":
        conditions = (role.als for role in library.roles if role.sleutel == change.origin.key)
        return tuple(name for condition in conditions if condition for name in condition.names)
    for card in library.cards.values() if change.origin.kind == "doel" else ():
        for key, goal in card.doelen.items():
            if f"{card.key}.{key}" == change.origin.key:
                texts = (goal.wat, goal.actie, goal.eigenaar, goal.indicator)
                asked = (name for text in texts if text for name in text.asked)
                return (f"keuze.{card.key}", *(goal.als.names if goal.als else ()), *asked)
    return ()
