"""The shipped library over hundreds of random municipalities: nothing claimed, nothing doubled, nothing in the past."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

import pytest
import shipped
from random_profiles import NAME, random_profiles
from shipped import CLAIMS, DAY, NAMES

from liagen.document.blocks import Chapter, Heading, Item, ListBlock, Note, Paragraph, Table, span_text
from liagen.document.walk import by_section, passages
from liagen.library.size import with_size
from liagen.library.wording import CARD_PARTS
from liagen.make import chain
from liagen.profile.blank import blank_profile
from liagen.profile.fields import field_specs, find_field, profile_value
from liagen.profile.model import Profile
from liagen.profile.parsing import MONTHS
from liagen.profile.read import parse_profile

LIBRARY = shipped.LIBRARY
OPTION_IDS = [f"U{n}" for n in range(1, 33) if n != 8]  # U8 is combining them: a text, no card
# R1, R6/R7, R17 and R18 ask for these always; only the officer leaves them out.
ALWAYS = {
    "individuele_uitvoerder", "plan_autoriseren", "intern_in_lia", "testen_door_ervaringsdeskundigen",
    "kortetermijndoelen", "successen_podium", "contact_gemeenten",
}  # fmt: skip
RARE = [
    {"organisatie": {"fte": 300}, "gedaan": {"training": ["training_bewonerscontact"]}, "knelpunten": ["geld"]},
    {
        "structuren": {
            "medewerkersbijeenkomst": "geen", "borrelpraat": "nee", "teamoverleg": "nee", "intranet": "ja",
        },
        "collega_met_affiniteit": "nee",
        "gedaan": {"communicatie": ["intranet"]},
    },
    {"beleggen": {"groep": {"aanwezig": "ja"}}, "ervaringsdeskundigen": {"vormen": ["fysiek"]}},
    {"beleggen": {"groep": {"aanwezig": "ja"}}, "ervaringsdeskundigen": {"vormen": ["sociaal"]}},
    {"structuren": {"evenement": "geen"}},
    {"organisatie": {"aantal_afdelingen": 40}, "beleggen": {"uitvoerder": {"titel_ambassadeur": "nee"}}},
]  # fmt: skip
"""What chance hardly ever makes: only the first teams trained, only intranet there, one kind of barrier, no event."""


@pytest.fixture(scope="module")
def profiles() -> list[Profile]:
    rare = [Profile.model_validate({"gemeente": {"naam": "Zeldendam"}, **groups}) for groups in RARE]
    return [*random_profiles(20270104, 400), *rare]


@pytest.fixture(scope="module")
def results(profiles) -> list[chain.Result]:
    return [chain.make(profile, LIBRARY, DAY) for profile in profiles]


@dataclass(frozen=True)
class Line:
    """One text of a chapter: of which kind, in which section, and in which column when it is a cell."""

    kind: str
    section: str
    text: str
    column: str = ""
    id: str = ""


@cache
def lines(chapter: Chapter) -> tuple[Line, ...]:
    return tuple(_lines(chapter))


def _lines(chapter: Chapter) -> Iterator[Line]:
    for key, _, block in by_section(chapter):
        if isinstance(block, Table):
            heads = [span_text(cell.spans) for cell in block.header]
            for row in block.rows:
                for head, cell in zip(heads, row.cells, strict=True):
                    yield Line("cel", key, span_text(cell.spans), head, cell.id)
            continue
        kind = {Heading: "kop", Paragraph: "tekst", ListBlock: "punt"}[type(block)]
        for passage in passages(block):
            yield Line(kind, key, span_text(passage.spans), id=passage.id)


def own(chapter: Chapter) -> Iterator[Line]:
    """Give what the chapter itself says: no sources, and no note that it is a draft or an example."""
    yield from (line for line in lines(chapter) if line.section not in ("", "bronnen"))


@cache
def running(chapter: Chapter) -> str:
    return "\n".join(line.text for line in own(chapter) if line.kind != "kop")


def sentences(text: str) -> list[str]:
    shown = re.sub(r"\[(?:invullen|[Vv]oorzet): ([^\]]*)\]", r"\1", text)
    return [found for found in re.split(r"(?<=[.!?:;])\s+(?=[A-ZÉ«])", shown) if re.search(r"\w", found)]


def faults(results, find: Callable[[chain.Result], Iterator[str]]) -> dict[str, int]:
    """Return everything that ``find`` finds, with the number of the first result that shows it."""
    found: dict[str, int] = {}
    for number, result in enumerate(results):
        for fault in find(result):
            found.setdefault(fault, number)
    return found


# ------------------------------------------------------------ what can be chosen


def test_every_option_of_the_report_has_its_own_card():
    carried = [(ident, card.key) for card in LIBRARY.cards.values() for ident in card.rapport if ident in OPTION_IDS]
    assert sorted({ident for ident, _ in carried}) == sorted(OPTION_IDS)
    assert len({key for _, key in carried}) >= len(OPTION_IDS)


REPORT = [key for key in LIBRARY.cards if key not in LIBRARY.practice]
"""The options of the report; `test_praktijk.py` asks the same of the others, which chance hardly ever makes."""


@pytest.mark.parametrize("key", REPORT)
def test_every_card_is_chosen_somewhere_and_left_out_somewhere(key, results):
    verdicts = {one.verdict for result in results if not (one := result.choice.options[key]).by_officer}
    assert verdicts & {"bestaat", "voorstel"}, "never chosen"
    assert "niet_nu" in verdicts or key in ALWAYS, "never left out"


@pytest.mark.parametrize("key", REPORT)
def test_every_condition_holds_somewhere(key, profiles):
    card = LIBRARY.cards[key]
    for rule in (*card.bestaat_als, *card.niet_als, *card.kies_als):
        assert any(
            rule.als.answer(lambda name, profile=profile: value(profile, name)) is True for profile in profiles
        ), rule.als.text


def value(profile, name):
    return with_size(lambda asked: stated(profile, asked))(name)


def stated(profile, name):
    if name.startswith("instelling."):
        return LIBRARY.settings[name.removeprefix("instelling.")].waarde
    return profile_value(profile, name)


@pytest.mark.parametrize("key", LIBRARY.risks)
def test_every_risk_applies_somewhere_and_not_everywhere(key, results):
    hits = sum(LIBRARY.risks[key].applies(result.facts.lookup) for result in results)
    follows_always = all(name.removeprefix("keuze.") in ALWAYS for name in LIBRARY.risks[key].als.names)
    assert hits > 0
    assert hits < len(results) or follows_always


def test_every_text_of_a_card_stands_in_some_chapter(results):
    told = {
        (origin.key, origin.part)
        for result in results
        for block in result.chapter.blocks
        for passage in passages(block)
        for origin in passage.origins
    }
    written = {
        (card.key, part)
        for card in map(LIBRARY.cards.__getitem__, REPORT)
        for part in CARD_PARTS
        if part in card.parts and card.parts[part].source.strip()
    }
    assert sorted(written - told) == []


def test_the_choice_is_the_same_every_time(profiles, results):
    assert chain.make(profiles[3], LIBRARY, DAY) == results[3]


# ------------------------------------------------------------ how it reads

BADLY_JOINED = re.compile(
    r"  |\.\.|,,|;;| [,;:.!?](?!\w)|^\s|\s$|\ben [.,]|: \.|«»|\(\)|\bNone\b|\{|\}|[a-zë]\.[A-ZÉ]|[.,;][;,.]|"
    r"\b(?:de|het|een) (?:de|het|een) |\bin in |\[invullen: [^\]]*\] [A-ZÉ]|[\ue000-\uf8ff]"
)
LOWER_CASE = re.compile(r"(?:^|[.!?] )[a-zé]")


def test_no_text_is_empty_or_badly_joined(results):
    def find(result):
        for line in lines(result.chapter):
            if not line.text.strip():
                yield f"empty: {line.id}"
            for hit in BADLY_JOINED.finditer(line.text):
                yield f"{line.id}: {line.text[max(hit.start() - 50, 0) : hit.end() + 30]}"

    assert faults(results, find) == {}


def test_a_sentence_begins_with_a_capital(results):
    def find(result):
        for line in lines(result.chapter):
            for hit in LOWER_CASE.finditer(line.text) if line.kind == "tekst" else ():
                yield f"{line.id}: {line.text[max(hit.start() - 50, 0) : hit.end() + 30]}"

    assert faults(results, find) == {}


def test_a_paragraph_ends_as_a_sentence_does(results):
    def find(result):
        for line in own(result.chapter):
            if line.kind == "tekst" and not re.search(r"[.!?:»\]]$", line.text):
                yield f"{line.id}: {line.text[-60:]}"

    assert faults(results, find) == {}


def test_no_heading_stands_alone(results):
    for result in results:
        blocks = result.chapter.blocks
        for block, after in itertools.pairwise(blocks):
            if getattr(block, "level", 0) >= 2:
                assert getattr(after, "level", 9) > block.level, block.id
        assert isinstance(blocks[-1], ListBlock | Table | Paragraph)


def test_no_sentence_stands_twice_in_a_chapter(results):
    def find(result):
        counted = Counter(
            " ".join(re.findall(r"\w+", sentence.lower()))
            for line in own(result.chapter)
            if line.kind != "kop" and line.column not in ("Wie", "Wanneer")
            for sentence in sentences(line.text)
        )
        yield from (text for text, times in counted.items() if times > 1 and len(text.split()) >= 6)

    assert faults(results, find) == {}


def test_numbers_and_nouns_agree(results):
    wrong = re.compile(
        r"\b(?:1|één) (afdelingen|aanjagers|ambtenaren|groepen|teams|collega's)\b|"
        r"\b(?:[02-9]|\d\d+|twee|vijf) (afdeling|aanjager|ambtenaar|groep|team)\b|\bzijn (?:er )?(?:1|één) "
    )
    assert faults(results, lambda result: wrong.findall(running(result.chapter))) == {}


def test_ids_are_unique_in_every_chapter(results):
    for result in results:
        ids = [each.id for block in result.chapter.blocks for each in (block, *passages(block)) if each is not block]
        ids += [block.id for block in result.chapter.blocks]
        repeated = [ident for ident, times in Counter(ids).items() if times > 1]
        headings = {block.id for block in result.chapter.blocks if not isinstance(block, ListBlock | Table)}
        assert [ident for ident in repeated if ident not in headings] == []


def test_the_name_is_spelled_as_given():
    for name in ("'s-Hertogenbosch", "Súdwest-Fryslân", "Bergen (NH.)"):
        profile = Profile.model_validate({"gemeente": {"naam": name}})
        shown = " ".join(line.text for line in lines(chain.make(profile, LIBRARY, DAY).chapter))
        assert name in shown
        assert name.lower() not in shown


def test_the_same_facts_under_another_name_give_the_same_sentences(profiles, results):
    other = "'s-Gravenveen"
    for profile, result in zip(profiles[:40], results, strict=False):
        renamed = profile.model_copy(update={"gemeente": profile.gemeente.model_copy(update={"naam": other})})
        told = [line.text.replace(other, NAME) for line in lines(chain.make(renamed, LIBRARY, DAY).chapter)]
        assert told == [line.text for line in lines(result.chapter)]


# ------------------------------------------------------------ who speaks, and of what

ADVICE = re.compile(
    r"(?:Ga na|Denk aan|(?:Vraag|Kijk|Houd|Spreek|Zorg|Leg|Kies|Zoek|Loop|Herhaal|Geef|Noteer|Bespreek|Neem|Bepaal|"
    r"Controleer|Lees|Vul|Overweeg|Betrek|Wijs|Organiseer|Regel|Maak|Schrijf|Beschrijf|Bekijk|Bedenk|Haal|Toets|"
    r"Onderzoek(?! (?:van|naar|laat|liet|toont|door))|Nodig(?! (?:is|zijn))|Stel(?! dat)|Plan(?! en)|Gebruik(?! van)|"
    r"Begin(?! (?:\d|volgend|dit|van))|Laat(?! in))) (?!wij\b|we\b)[a-zé]"
)
ABOUT_THE_PROGRAMME = re.compile(r"\bliagen\b|\bprofiel\b|\brapport(?:en)?\b|§|\bu\b|\buw\b|nog niet bekend", re.I)


def test_no_sentence_tells_the_officer_what_to_do(results):
    def find(result):
        told = (sentence for line in own(result.chapter) for sentence in sentences(line.text))
        yield from (sentence for sentence in told if ADVICE.match(sentence))

    assert faults(results, find) == {}


def test_the_chapter_does_not_speak_of_the_programme_or_the_report(results):
    def find(result):
        yield from (line.text for line in own(result.chapter) if ABOUT_THE_PROGRAMME.search(line.text))

    assert faults(results, find) == {}


def remarks(chapter: Chapter) -> Iterator[Note]:
    for block in chapter.blocks:
        for passage in passages(block):
            if isinstance(passage, Heading | Paragraph | Item) and passage.note:
                yield passage.note


def test_remarks_are_few_short_and_each_told_once(results):
    for result in results:
        notes = [note.text for note in remarks(result.chapter)]
        assert len(notes) == len(set(notes)) <= LIBRARY.settings["opmerkingen_hoogstens"].waarde
        assert not [note for note in notes if not note.strip() or BADLY_JOINED.search(note)]


def test_every_remark_of_a_card_is_at_most_sixty_words(results):
    def find(result):
        for card in LIBRARY.cards.values():
            told = card.opmerking.render(result.facts) if card.opmerking else ""
            if len(told.split()) > 60:
                yield f"{card.key}: {len(told.split())}"

    assert faults(results, find) == {}


# ------------------------------------------------------------ what is claimed


def rows(profile: Profile, path: str) -> list:
    return list(profile_value(profile, path) or ())


def known(path: str, *answers: object) -> Callable[[Profile], bool]:
    """Return whether a field is known, as one of these answers when there are any."""
    return lambda profile: (found := profile_value(profile, path)) is not None and (not answers or found in answers)


def any_of(*holds: Callable[[Profile], bool]) -> Callable[[Profile], bool]:
    return lambda profile: any(each(profile) for each in holds)


def has(path: str, *wanted: str) -> Callable[[Profile], bool]:
    return lambda profile: bool(set(profile_value(profile, path) or ()) & set(wanted))


def motion(*outcomes: str | None) -> Callable[[Profile], bool]:
    def holds(profile: Profile) -> bool:
        told = [row for row in rows(profile, "aanleidingen") if row.soort == "motie"]
        return any(row.uitkomst in outcomes for row in told) or (not told and "motie" in (profile.aanleiding or ()))

    return holds


def running_groups(profile: Profile) -> list:
    return [row for row in rows(profile, "beleggen.groepen") if row.gestopt is None]


NEEDS: list[tuple[str, Callable[[Profile], bool]]] = [
    # support
    (r"(?:De raad|Raad en college) staa[nt] achter", known("draagvlak.raad", "ja")),
    (r"(?<!deel van )[Hh]et college staat achter|Raad en college staan achter", known("draagvlak.college", "ja")),
    (r"[Dd]e directie (?:steunt|staat)", known("draagvlak.directie", "ja")),
    (r"trekt het onderwerp in het college", known("draagvlak.wethouder_trekt", "ja")),
    # how it began
    (r"nam (?:de raad )?een motie(?! niet aan)", motion("aangenomen")),
    (r"een toezegging", motion("toezegging")),
    (r"kwam de vraag ook van buiten", has("draagvlak.bron", "lobby")),
    (r"coalitieakkoord", has("aanleiding", "coalitieakkoord")),
    (r"[Rr]ekenkamer", any_of(has("aanleiding", "rekenkamer"), known("terugblik.bron", "rekenkamer"))),
    (r"koploper", has("aanleiding", "koploper")),
    (r"Belangenorganisaties", any_of(has("aanleiding", "lobby"), has("draagvlak.bron", "lobby"))),
    (r"Een raadslid (?!die)", has("aanleiding", "raadslid")),
    (r"een wethouder (?:die|vroeg|vond)", has("aanleiding", "wethouder")),
    # documents
    (r"nieuwe (?:versie|Lokale)", known("lia.status", "herijking")),
    (r"heeft nog geen ", known("lia.status", "geen")),
    (r"schrijft aan een", known("lia.status", "in_ontwikkeling")),
    (r"als aanvulling op", known("lia.status", "vastgesteld", "in_uitvoering")),
    (r"staat nog niets over|nog niets over zegt", known("lia.intern_deel", "nee")),
    (r"over de eigen organisatie zegt|over ons als organisatie zegt", known("lia.intern_deel", "ja")),
    (r"Er ligt een nulmeting", known("gedaan.nulmeting", "ja")),
    (r"werken al met doelen per jaar", has("gedaan.doelen_kort", "per_jaar")),
    # people
    (r"trekker voor inclusie is er nog niet", known("beleggen.uitvoerder.aanwezig", "nee")),
    (r"ingehuurd", known("beleggen.uitvoerder.soort", "ingehuurd")),
    (r"werk voor inclusie ligt bij", known("beleggen.uitvoerder.aanwezig", "ja")),
    (r"houdt de regie", known("beleggen.uitvoerder.rol", "regie")),
    (r"groepen (?:die met inclusie bezig|voor inclusie)", lambda profile: len(running_groups(profile)) >= 2),
    (r"Eerder was er een", known("beleggen.groep.eerder")),
    (r"groep mee, met|denkt een (?:werk|kern|project)groep mee", lambda profile: bool(running_groups(profile))),
    (r"groep\*{0,2} blijft bestaan", lambda profile: bool(running_groups(profile))),
    (r"ambtenaren zitten er niet in", lambda profile: any(row.ambtenaren == 0 for row in running_groups(profile))),
    (r"Er zitten raadsleden bij", has("beleggen.groep.leden", "raadsleden")),
    (r"Op elke afdeling houdt een collega", known("beleggen.aanjagers.per_afdeling", "ja")),
    (r"geen aparte titel", known("beleggen.aanjagers.titel", "nee")),
    (r"Wij werken samen met ervaringsdeskundigen", known("ervaringsdeskundigen.aanwezig", "ja")),
    # what was done
    (r"gaven wij", any_of(known("gedaan.trainingen"), known("gedaan.training"))),
    (r"plaatsen bleef leeg|weinig collega's\.", known("gedaan.trainingen")),
    (r"testten bij ons al", any_of(known("gedaan.tests"), known("gedaan.testen"))),
    (r"\btestte\b", known("gedaan.testen")),
    (r"spraken wij met collega's|is één voor één gesproken", has("gedaan.communicatie", "individuele_gesprekken")),
    (r"(?:onze|een) eerdere campagne|eerder een campagne", has("gedaan.communicatie", "campagne")),
    (r"zet communicatie het logo", has("gedaan.communicatie", "logo_en_slogan")),
    (r"zien wat lukte, maar dat verwaterde", known("gedaan.podium")),
    (r"contact met andere gemeenten houden wij aan", known("gedaan.contact_gemeenten", "ja")),
    (r"Het ervaringsparcours (?:houden|gebruiken)", has("gedaan.training", "ervaringsparcours")),
    (r"introductieprogramma", known("structuren.introductie", "ja")),
    (r"dezelfde vijf vragen|wat de terugblik laat zien", any_of(
        known("terugblik.bevindingen"), known("terugblik.oorzaken"), known("terugblik.gelukt"),
        known("terugblik.verwachting"), known("terugblik.doelen"), known("terugblik.onvoorzien"),
        lambda profile: any(row.stand for row in profile.terugblik.uitkomsten.values()))),
    (r"als oorzaak", known("terugblik.oorzaken")),
    (r"ingehuurde kracht", known("beleggen.uitvoerder.soort", "ingehuurd")),
    (r"is er, maar is nu niet bezet|laat de vacature", known("beleggen.uitvoerder.soort", "vacature")),
    (r"een motie niet aan", motion("verworpen")),
    # what holds it up
    (r"te weinig tijd|Tijd is schaars|zijn tijd en kennis", any_of(
        has("knelpunten", "tijdgebrek"), has("terugblik.bevindingen", "te_weinig_tijd"),
        has("terugblik.oorzaken", "te_weinig_tijd"))),
    (r"het geld is krap|te weinig geld", any_of(
        has("knelpunten", "geld"), has("terugblik.bevindingen", "te_weinig_geld"),
        has("terugblik.oorzaken", "te_weinig_geld"))),
    (r"Niet iedereen is al overtuigd", has("knelpunten", "weerstand")),
    # money
    (r"€|Wij vragen € ", lambda profile: bool(rows(profile, "capaciteit.budget"))),
    (r"beschikbaar te stellen", lambda profile: any(
        row.voor == "hoofdstuk" and row.in_begroting != "ja" for row in rows(profile, "capaciteit.budget"))),
    (r"Voor de hele agenda is er", lambda profile: any(
        row.voor == "agenda" for row in rows(profile, "capaciteit.budget"))),
    (r"Niet alles past binnen", known("capaciteit.binnen_bestaande_middelen", "nee")),
    (r"(?<!Voorzet: )Al het andere doen wij binnen", known("capaciteit.binnen_bestaande_middelen", "ja")),
]  # fmt: skip
"""What a chapter may say only of a municipality of which it is known: words, and the fact that they need."""


@pytest.fixture(scope="module")
def said_by(results) -> dict[str, set[int]]:
    """Return each line once, with the numbers of the municipalities that say it: most say much the same."""
    found: dict[str, set[int]] = {}
    for number, result in enumerate(results):
        for line in own(result.chapter):
            if line.kind != "kop":
                found.setdefault(line.text, set()).add(number)
    return found


@pytest.mark.parametrize(("words", "holds"), NEEDS, ids=[words for words, _ in NEEDS])
def test_a_claim_stands_on_its_fact(words, holds, profiles, said_by):
    claim = re.compile(words)
    false = {
        number: line
        for line, numbers in said_by.items()
        if claim.search(line)
        for number in numbers
        if not holds(profiles[number])
    }
    assert false == {}


def test_most_of_these_claims_are_made_somewhere(said_by):
    whole = "\n".join(said_by)
    silent = [words for words, _ in NEEDS if not re.search(words, whole)]
    assert len(silent) <= len(NEEDS) // 6, f"the texts do not say these any more, take them away: {silent}"


def test_nothing_is_promised_that_the_report_did_not_find(results):
    def find(result):
        yield from (line.text for line in lines(result.chapter) if CLAIMS.search(line.text))

    assert faults(results, find) == {}


def test_a_decision_that_was_taken_is_not_asked_for(results):
    asked = re.compile(
        r"[Ww]ij vragen (?:de raad|het college|\[)|voordat het besluit valt|vóór het besluit|Het besluit valt"
    )

    def find(result):
        if result.facts.calendar.state == "genomen":
            yield from asked.findall(running(result.chapter))

    assert faults(results, find) == {}


def test_money_of_the_whole_agenda_is_not_money_of_this_chapter(profiles, results):
    for profile, result in zip(profiles, results, strict=True):
        budget = rows(profile, "capaciteit.budget")
        if budget and all(row.voor == "agenda" for row in budget):
            assert "beschikbaar te stellen" not in running(result.chapter)
            text = running(result.chapter)
            assert text.count("€") == len(
                re.findall(
                    r"Voor de hele agenda is|€\s\S+ voor de hele agenda|Die €\s\S+ staat nog niet|€\s\S+ van de agenda",
                    text,
                )
            )


def test_an_unknown_answer_never_reads_as_a_no():
    chapter = chain.make(Profile.model_validate({"gemeente": {"naam": "Niets"}}), LIBRARY, DAY).chapter
    for line in lines(chapter):
        assert not re.search(
            r"er (is|zijn|was) (nog )?geen (uitvoerder|trekker|(werk)?groep|aanjager|intranet|training|test)|nog niet",
            line.text,
            re.IGNORECASE,
        ), line.text


# ------------------------------------------------------------ numbers, blanks and proposals


def numbers_in(value) -> set[int]:
    """Return every number that a profile holds, also inside its texts."""
    return {int(found.replace(".", "")) for found in re.findall(r"\d[\d.]*\d|\d", str(value.model_dump()))}


@cache
def sourced_numbers() -> frozenset[int]:
    """Return the numbers of settings, sources and texts; the first ones, and the years of the plan."""
    always = {setting.waarde for setting in LIBRARY.settings.values()} | {*range(32), *range(2026, 2031)}
    parts = [source.titel for source in LIBRARY.sources.values()]
    parts += [str(source.jaar) for source in LIBRARY.sources.values()]
    parts += [fact.tekst for source in LIBRARY.sources.values() for fact in source.feiten]
    parts += [part.source for text in LIBRARY.texts.values() for part in text.parts.values()]
    return frozenset(always | {int(found) for part in parts for found in re.findall(r"\d+", part)})


def unexplained(chapter: Chapter, profile: Profile, *summed: int | None) -> list[str]:
    """Return the numbers in a chapter that are in no profile, source, setting or planning rule, nor ``summed``."""
    allowed = sourced_numbers() | numbers_in(profile) | set(summed)
    return [
        f"{number}: {line.text}"
        for line in lines(chapter)
        for number in re.findall(r"\d[\d.]*\d|\d", line.text)
        if int(number.replace(".", "")) not in allowed
    ]


def test_numbers_come_from_somewhere(profiles, results):
    for profile, result in zip(profiles, results, strict=True):
        assert unexplained(result.chapter, profile, *sums(result)) == []


def sums(result: chain.Result) -> Iterator[int | None]:
    """Return what is added up of what is known and what is proposed."""
    names = ("uren_per_maand", "uren_met_voorzet", "uren_alles", "uren_twee", "keren", "keren_bekend")
    return (result.facts.lookup(f"plan.{name}") for name in names)


def test_every_fill_in_names_a_field_that_can_hold_its_answer(results):
    def find(result):
        for place in result.chapter.fills:
            if find_field(place.fill.field) is None:
                yield f"{place.fill.text} -> {place.fill.field!r}"

    assert faults(results, find) == {}


def test_a_chapter_has_at_most_twelve_blanks_and_asks_nothing_twice(results):
    for number, result in enumerate(results):
        blanks = [place.fill for place in result.chapter.fills if not place.fill.proposal]
        asked = [fill.text for fill in blanks if not field_specs()[fill.field].has_rows]  # a row asks of itself
        assert len(asked) == len(set(asked)), (number, asked)
        assert len(blanks) <= 12, (number, blanks)


def test_a_blank_profile_invents_nothing():
    profile = parse_profile(blank_profile(), "leeg.yaml", LIBRARY.cards)
    result = chain.make(profile, LIBRARY, DAY)
    assert unexplained(result.chapter, profile, *sums(result)) == []
    assert not any("€" in line.text for line in lines(result.chapter))
    assert not [words for words, _ in NEEDS if re.search(words, running(result.chapter))]


# ------------------------------------------------------------ goals


def test_goal_sentences_are_all_different():
    goals = [goal.wat.source for card in LIBRARY.cards.values() for goal in card.doelen.values()]
    goals += [theme.terugval.wat.source for theme in LIBRARY.themes.values() if theme.terugval]
    assert sorted(goals) == sorted(set(goals))


def test_there_are_four_to_eight_goals(results):
    counts = Counter(len(result.plan.short) for result in results)
    assert set(counts) <= set(range(4, 9)), counts


def test_no_goal_only_finds_out_or_sets_a_goal(results):
    def find(result):
        goals = [goal.what for goal in result.plan.short if not goal.own]
        yield from (goal for goal in goals if re.search(r"\bweten\b|bekijk|nagaan|nagegaan|uitgezocht|bekend of", goal))

    assert faults(results, find) == {}


PROMISED = {
    r"neemt (?:er minstens één|een drempel|enkele drempels) weg": r"weggenomen",
    r"elke afdeling laat ervaringsdeskundigen plannen of brieven testen": r"getest voordat",
}
"""What «In het kort» promises that has a date, and the goal that says so."""


def test_what_is_promised_with_a_number_has_its_goal(results):
    def find(result):
        (points,) = (block for block in result.chapter.blocks if block.id == "lijst.in_het_kort")
        told = "\n".join(span_text(item.spans) for item in points.items)
        goals = "\n".join(goal.what for goal in result.plan.short)
        for said, goal in PROMISED.items():
            if re.search(said, told) and not re.search(goal, goals):
                yield f"{said} without {goal}: {told}"

    assert faults(results, find) == {}


def test_no_goal_lies_in_the_past_and_they_stand_in_order(results):
    for result in results:
        assert not [goal.key for goal in result.plan.short if goal.order < DAY]
        first, plan = result.plan.before, result.plan
        for part in (slice(first), slice(first, first + plan.of_college), slice(first + plan.of_college, None)):
            orders = [goal.order for goal in plan.short[part]]
            assert orders == sorted(orders)


def test_goals_stand_on_their_side_of_the_decision(profiles, results):
    when = {f"{card.key}.{goal.key}": goal.wanneer for card in LIBRARY.cards.values() for goal in card.doelen.values()}
    seen: Counter[str] = Counter()
    for profile, result in zip(profiles, results, strict=True):
        decision = result.facts.calendar.decision
        for goal in result.plan.short if decision else ():
            hers = profile.doelen_kiezen.get(goal.key)
            if goal.own or (hers and hers.deadline) or goal.key not in when:
                continue
            seen[when[goal.key]] += 1
            before = when[goal.key] != "na_besluit"
            assert (goal.deadline <= decision) if before else (goal.deadline > decision), (goal.key, decision)
            assert goal.start <= goal.deadline
    assert min(seen["na_besluit"], seen["voor_besluit"] + seen["bij_besluit"]) > 20


def test_someone_responsible_comes_before_the_group(results):
    for result in results:
        order = {goal.key: goal.order for goal in result.plan.short}
        if {"individuele_uitvoerder.aanwijzen", "werkgroep.instellen"} <= set(order):
            assert order["individuele_uitvoerder.aanwijzen"] <= order["werkgroep.instellen"]


def test_never_more_goals_in_a_quarter_than_the_library_says(results):
    most = LIBRARY.settings["doelen_per_kwartaal"].waarde
    for result in results:
        assert max(Counter(goal.quarter for goal in result.plan.short).values()) <= most


def test_dates_told_in_a_sentence_are_still_to_come(results):
    told = re.compile(rf"(?:tot en met|na|vóór|op) (\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}})")

    def find(result):
        for hit in told.finditer(running(result.chapter)):
            day = dt.date(int(hit[3]), MONTHS.index(hit[2]) + 1, int(hit[1]))
            if day < DAY:
                yield hit[0]

    assert faults(results, find) == {}


# ------------------------------------------------------------ the shipped profiles


@pytest.mark.parametrize("name", NAMES)
def test_shipped_profiles_make_a_chapter_marked_as_example(name):
    assert shipped.profile(name).stand.herkomst == "rapport"
    marked = [block.id for block in shipped.result(name).chapter.blocks[:4]]
    assert any(ident.startswith("tekst.voorbeeld.") for ident in marked)


MAIN = ("hardenberg", "meierijstad", "reusel-de-mierden", "utrecht")
MOST_ALIKE = 0.6
"""What part of the sentences of the shorter of two chapters may stand in the other too."""


@pytest.mark.parametrize(("one", "other"), tuple(itertools.combinations(MAIN, 2)))
def test_chapters_differ_where_the_municipalities_differ(one, other):
    found = [{sentence for sentence in told_of(name) if len(sentence.split()) >= 5} for name in (one, other)]
    assert len(found[0] & found[1]) <= MOST_ALIKE * min(map(len, found))


def told_of(name: str) -> Iterator[str]:
    chapter, town = shipped.result(name).chapter, shipped.profile(name).gemeente.naam
    texts = (line.text.replace(town, NAME) for line in own(chapter) if line.kind != "kop")
    return (sentence for text in texts for sentence in sentences(text))
