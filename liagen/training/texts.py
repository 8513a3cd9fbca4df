"""The words of an exercise set: `templates/oefenset`, read and checked, all problems of all files at once."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal, TypeVar, get_args

from pydantic import BaseModel, BeforeValidator, Field

from liagen.errors import LibraryError, Problem, suggest
from liagen.files.check import check_model
from liagen.files.load import read_text, shipped_folder
from liagen.files.yaml_in import Path as YamlPath
from liagen.files.yaml_in import Tree, dotted, parse_yaml
from liagen.library.cards import Verdict
from liagen.library.condition_parser import Scope
from liagen.library.field_types import CardModel, JaNee, Known, ProfielVoorwaarde, Sleutel, Zin, Zinnen
from liagen.library.package import TextFile
from liagen.library.size import SIZE_LIMITS
from liagen.profile.choices import Length
from liagen.profile.fields import field_specs
from liagen.training.cut_texts import BesideModel, CutModel, DemandModel, FaultClass, tuples
from liagen.training.day_texts import DayModel, RealCasesModel, day_problems, real_case_problems
from liagen.training.pairs import DIMENSIONS

Model = TypeVar("Model", bound=BaseModel)
Level = Literal["basis", "gevorderd", "expert"]
_FORMS = {False: "`zet`, `vervang` of `weg`", True: "`zet`, `vervang`, `klopt` of `niet`"}
LEVELS: tuple[Level, ...] = ("basis", "gevorderd", "expert")
_NAME = re.compile(r"\{([a-z_]+)\}")


Waarde = Annotated[int | str | tuple[str, ...] | tuple[int, ...], BeforeValidator(tuples)]


class RangeModel(CardModel):
    """Two whole numbers; both count."""

    van: Annotated[int, Field(ge=1)]
    tot: Annotated[int, Field(ge=1)]


class FactsModel(CardModel):
    """Profile fields with their value, and fields that hold a year, counted from the year of the set."""

    feiten: dict[str, Waarde] = Field(default={})
    jaren: dict[str, int] = Field(default={})


class TrainingSource(FactsModel):
    """Facts, and groups of which chance takes one row each."""

    een_van: Annotated[tuple[tuple[FactsModel, ...], ...], BeforeValidator(tuples)] = ()


class ValueModel(TrainingSource):
    """One value of a dimension: its name, its learning goal and its facts; only `fte` has the two ranges."""

    titel: Zin
    leerdoel: Zin
    fte: RangeModel | None = None
    afdelingen: RangeModel | None = None


class DimensionModel(CardModel):
    """One dimension of §11.1."""

    titel: Zin
    vraag: Zin
    waarden: dict[Sleutel, ValueModel]


class NamesModel(CardModel):
    """Parts of invented names; `erbij` makes more of them when all are taken."""

    begin: Annotated[Zinnen, Field(min_length=1)]
    eind: Annotated[Zinnen, Field(min_length=1)]
    erbij: Annotated[Zinnen, Field(min_length=1)]


class ChangeModel(CardModel):
    """One fact made different, for a contrast pair."""

    veld: Zin
    van: Waarde
    naar: Waarde


class ContrastModel(CardModel):
    """The contrast pair of one dimension; the first change that fits counts."""

    vraag: Zin
    veranderingen: Annotated[tuple[ChangeModel, ...], BeforeValidator(tuples)] = ()


class MunicipalitiesModel(CardModel):
    """`gemeenten.yaml`: from what municipalities are invented."""

    namen: NamesModel
    inwoners_per_fte: RangeModel
    afdelingen: Annotated[Zinnen, Field(min_length=1)]
    altijd: TrainingSource
    dimensies: dict[Sleutel, DimensionModel]
    te_verbergen: Zinnen
    paren: dict[Sleutel, ContrastModel]


class LevelModel(CardModel):
    """What a participant does at one level; a short chapter has room for fewer mistakes."""

    titel: Zin
    onbekend: Annotated[int, Field(ge=0, le=30)]
    opties: Annotated[int, Field(ge=0, le=100)]
    fouten: RangeModel
    fouten_kort: RangeModel
    lastig: Annotated[int, Field(ge=0, le=100)]
    soorten: dict[FaultClass, Annotated[int, Field(ge=0, le=100)]] = Field(default={})
    minuten: Annotated[int, Field(ge=1, le=1000)]
    uitleg: Zin
    taken: Annotated[Zinnen, Field(min_length=1)]

    def faults_in(self, length: Length | None) -> RangeModel:
        """Return how many mistakes a chapter of this length holds."""
        return self.fouten_kort if length == "kort" else self.fouten


class RubricModel(CardModel):
    """One row of the rubric: what gives no, one or two points."""

    sleutel: Sleutel
    titel: Zin
    nul: Zin
    een: Zin
    twee: Zin


class LevelsModel(CardModel):
    """`niveaus.yaml`: how hard an exercise is, and how it is judged."""

    niveaus: dict[Level, LevelModel]
    rubriek: Annotated[tuple[RubricModel, ...], BeforeValidator(tuples), Field(min_length=1)]


class SwapModel(CardModel):
    """Words of the chapter and what may wrongly take their place, under a condition if there is one.

    An asterisk is anything within one sentence, `{getal}` a number.
    """

    van: Annotated[Zinnen, Field(min_length=1)]
    door: Annotated[Zinnen, Field(min_length=1)]
    als: ProfielVoorwaarde | None = None


class FaultModel(CardModel):
    """One mistake that can be sown into a chapter, or a decoy: something that only looks like one.

    ``veld`` is the fact that tells what is right; ``over`` is what it is about when that is no fact: of two kinds about
    the same a chapter holds one. ``regel`` is the rule for a good chapter by which it is one. ``anders`` is what is
    added to a number to get a wrong one.

    ``soort`` says in what way it is wrong. ``weg`` is what falls away, ``eis`` what asks for it; ``naast`` is what must
    stand elsewhere, ``niet`` what may be nowhere any more. Of a decoy ``klopt`` is a sentence that stays as it is, and
    ``niet`` what rightly is nowhere.
    """

    sleutel: Sleutel
    titel: Zin
    onderdeel: Sleutel
    soort: FaultClass = "staat"
    lastig: JaNee = "nee"
    regel: Sleutel | None = None
    over: Sleutel | None = None
    veld: Zin | None = None
    als: ProfielVoorwaarde | None = None
    kolom: Sleutel | None = None
    rij: Zinnen = ()
    zet: Zinnen = ()
    bedragen: Annotated[tuple[int, ...], BeforeValidator(tuples)] = ()
    anders: Annotated[tuple[int, ...], BeforeValidator(tuples)] = ()
    vervang: Annotated[tuple[SwapModel, ...], BeforeValidator(tuples)] = ()
    weg: Annotated[tuple[CutModel, ...], BeforeValidator(tuples)] = ()
    eis: Sleutel | None = None
    naast: Annotated[tuple[BesideModel, ...], BeforeValidator(tuples)] = ()
    klopt: Zinnen = ()
    niet: Zinnen = ()
    goed: Zin
    bronnen: Annotated[Zinnen, Field(min_length=1)]

    @property
    def forms(self) -> tuple[object, ...]:
        """Return what it does to a chapter, each way in its place; of one kind one of them is there."""
        return self.zet, self.vervang, self.weg, self.klopt, () if self.weg else self.niet

    @property
    def subject(self) -> str:
        """Return what it is about: no two about the same go into one chapter."""
        return self.over or self.veld or self.sleutel

    @property
    def fields(self) -> tuple[str, ...]:
        """Return the fields by which participants can tell what it is."""
        conditions = (condition for condition in (self.als, *(swap.als for swap in self.vervang)) if condition)
        named = (name for condition in conditions for name in condition.names)
        return tuple(dict.fromkeys((*([self.veld] if self.veld else []), *named)))


class ChapterRuleModel(CardModel):
    """One rule that a good chapter keeps, by which participants can tell what is a mistake; what it asks for is told
    with it where the whole chapter has it."""

    sleutel: Sleutel
    tekst: Zin
    eisen: Annotated[tuple[DemandModel, ...], BeforeValidator(tuples)] = ()

    def told(self, demands: Collection[str]) -> str:
        """Return the rule with those of its demands that hold for a chapter (Markdown)."""
        return " ".join((self.tekst, *(each.tekst for each in self.eisen if each.sleutel in demands)))


class FaultsModel(CardModel):
    """`fouten.yaml`: the rules for a good chapter, the mistakes and the decoys."""

    regels: Annotated[tuple[ChapterRuleModel, ...], BeforeValidator(tuples)] = ()
    fouten: Annotated[tuple[FaultModel, ...], BeforeValidator(tuples)] = ()
    lokkers: Annotated[tuple[FaultModel, ...], BeforeValidator(tuples)] = ()


class SentenceModel(CardModel):
    """A sentence of a chapter to check: whether it is right, by which rule for a good chapter, and why."""

    zin: Zin
    klopt: JaNee
    regel: Sleutel
    uitleg: Zin


class WorkedModel(CardModel):
    """`voorbeeld.yaml`: the small case that all groups do together."""

    naam: Zin
    feiten: dict[str, Waarde]
    zinnen: Annotated[tuple[SentenceModel, ...], BeforeValidator(tuples), Field(min_length=1)]


class WordsModel(CardModel):
    """`woorden.yaml`: every other text of the documents."""

    woorden: dict[Sleutel, Zin]


@dataclass(frozen=True)
class ExerciseTexts:
    """Everything `templates/oefenset` says, checked."""

    municipalities: MunicipalitiesModel
    levels: Mapping[Level, LevelModel]
    rubric: tuple[RubricModel, ...]
    chapter_rules: tuple[ChapterRuleModel, ...]
    faults: tuple[FaultModel, ...]
    decoys: tuple[FaultModel, ...]
    words: Mapping[str, str]
    day: DayModel
    real: RealCasesModel
    example: WorkedModel

    def rule_number(self, key: str) -> str:
        """Return the number of a rule for a good chapter, as participants see it."""
        return str([rule.sleutel for rule in self.chapter_rules].index(key) + 1)

    def word(self, key: str, **values: str) -> str:
        """Return a text with its values filled in (Markdown; values already escaped)."""
        return fill(self.words[key], **values)


def fill(text: str, **values: str) -> str:
    """Return ``text`` with ``{name}`` replaced, in one go: braces in a value are left alone."""
    return _NAME.sub(lambda match: values.get(match[1], match[0]), text)


@dataclass
class _TextReader:
    """Reads the files and collects every problem."""

    root: Path
    problems: list[Problem]

    def read(self, name: str, model: type[Model]) -> tuple[Model | None, str, Tree]:
        text, problems = read_text(self.root / name)
        file = TextFile(str(self.root / name), text, tuple(problems))
        found, tree = read_model(file, model, self.problems)
        return found, file.name, tree


def read_model(file: TextFile, model: type[Model], problems: list[Problem]) -> tuple[Model | None, Tree]:
    """Return what one file says, with its tree; adds to ``problems`` what is wrong with it."""
    tree = Tree(problems=list(file.problems)) if file.problems else parse_yaml(file.text, file.name)
    problems += tree.problems
    if tree.problems:
        return None, tree
    if tree.value is None:
        tree.value = {}
    found, wrong = check_model(model, tree, file.name, context=Known(Scope(settings=None)))
    problems += wrong
    return found, tree


@lru_cache(maxsize=4)
def load_texts(root: Path | None = None) -> ExerciseTexts:
    """Read `templates/oefenset` (or ``root``), once per process. Raises LibraryError with every problem."""
    folder = _TextReader(root or shipped_folder("templates") / "oefenset", [])
    municipalities, municipalities_file, municipalities_tree = folder.read("gemeenten.yaml", MunicipalitiesModel)
    levels, levels_file, levels_tree = folder.read("niveaus.yaml", LevelsModel)
    faults, faults_file, faults_tree = folder.read("fouten.yaml", FaultsModel)
    day, day_file, day_tree = folder.read("dag.yaml", DayModel)
    real, real_file, real_tree = folder.read("gevallen.yaml", RealCasesModel)
    example, example_file, example_tree = folder.read("voorbeeld.yaml", WorkedModel)
    words, words_file, words_tree = folder.read("woorden.yaml", WordsModel)
    if municipalities:
        folder.problems += problems_at(municipalities_file, municipalities_tree, _municipality_problems(municipalities))
    if levels:
        missing: list[PlacedMessage] = [
            ((), f"het niveau `{name}` ontbreekt") for name in LEVELS if name not in levels.niveaus
        ]
        missing += [
            (("niveaus", name, "soorten"), "dit is samen meer dan 100")
            for name, level in levels.niveaus.items()
            if sum(level.soorten.values()) > 100
        ]
        folder.problems += problems_at(levels_file, levels_tree, missing)
    if faults:
        folder.problems += problems_at(faults_file, faults_tree, fault_problems(faults))
    if day:
        folder.problems += problems_at(day_file, day_tree, day_problems(day))
    if real:
        folder.problems += problems_at(real_file, real_tree, real_case_problems(real))
    if words:
        folder.problems += problems_at(words_file, words_tree, _word_problems(words.woorden))
    if example:
        known = [rule.sleutel for rule in faults.regels] if faults else [each.regel for each in example.zinnen]
        folder.problems += problems_at(example_file, example_tree, _example_problems(example, known))
    if folder.problems or not (municipalities and levels and faults and words and day and real and example):
        raise LibraryError(folder.problems)
    return ExerciseTexts(
        municipalities,
        levels.niveaus,
        levels.rubriek,
        faults.regels,
        faults.fouten,
        faults.lokkers,
        words.woorden,
        day,
        real,
        example,
    )


PlacedMessage = tuple[YamlPath, str]
"""What is wrong in a file, with the place in its tree."""


def problems_at(file: str, tree: Tree, found: Iterable[PlacedMessage]) -> list[Problem]:
    """Return messages as problems of a file, each with its place in it."""
    return [Problem(file, message, place=tree.place(path), field=dotted(path)) for path, message in found]


def _municipality_problems(head: MunicipalitiesModel) -> Iterator[PlacedMessage]:
    for group, known in (("dimensies", head.dimensies), ("paren", head.paren)):
        yield from _same_keys((group,), known, DIMENSIONS)
    for name, dimension in head.dimensies.items():
        if name in DIMENSIONS:
            yield from _same_keys(("dimensies", name, "waarden"), dimension.waarden, DIMENSIONS[name])
        for key, value in dimension.waarden.items():
            place: YamlPath = ("dimensies", name, "waarden", key)
            yield from _field_problems(place, value)
            if name == "fte" and not (value.fte and value.afdelingen):
                yield place, "hier horen `fte` en `afdelingen` bij, elk met van en tot"
    yield from _field_problems(("altijd",), head.altijd)
    names = {*field_specs(), *(path.rpartition(".")[0] for path in field_specs())}
    yield from (
        (("te_verbergen", number), _unknown(path, names))
        for number, path in enumerate(head.te_verbergen)
        if path not in names
    )
    for name, pair in head.paren.items():
        for number, change in enumerate(pair.veranderingen):
            if change.veld not in field_specs():
                yield ("paren", name, "veranderingen", number, "veld"), _unknown(change.veld, field_specs())


def _same_keys(place: YamlPath, found: Iterable[str], wanted: Iterable[str]) -> Iterator[PlacedMessage]:
    found, wanted = list(found), list(wanted)
    yield from ((place, f"`{key}` ontbreekt") for key in wanted if key not in found)
    yield from (((*place, key, ""), f"onbekend{suggest(key, wanted)}: {key}") for key in found if key not in wanted)


def _field_problems(place: YamlPath, head: TrainingSource) -> Iterator[PlacedMessage]:
    rows: list[tuple[YamlPath, FactsModel]] = [(place, head)]
    for group, row in enumerate(head.een_van):
        rows += [((*place, "een_van", group, number), facts) for number, facts in enumerate(row)]
        if not row:
            yield (*place, "een_van", group), "deze groep is leeg; noem minstens één rij"
    for path, facts in rows:
        for part, names in (("feiten", facts.feiten), ("jaren", facts.jaren)):
            for name in names:
                if name not in field_specs():
                    yield (*path, part, name), _unknown(name, field_specs())


def _unknown(name: str, known: Iterable[str]) -> str:
    return f"onbekend veld `{name}`{suggest(name, known)}"


def fault_problems(head: FaultsModel, rules: Iterable[ChapterRuleModel] = ()) -> Iterator[PlacedMessage]:
    """Give what is wrong with mistakes that each by itself is well formed.

    ``rules`` are the rules for a good chapter that are there besides those of the file.
    """
    all_rules = (*rules, *head.regels)
    known_rules = [rule.sleutel for rule in all_rules]
    demands = [each.sleutel for rule in all_rules for each in rule.eisen]
    keys = [fault.sleutel for fault in (*head.fouten, *head.lokkers)]
    for group, faults in (("fouten", head.fouten), ("lokkers", head.lokkers)):
        for number, fault in enumerate(faults):
            place: YamlPath = (group, number)
            decoy = group == "lokkers"
            if (
                sum(map(bool, fault.forms)) != 1
                or (decoy and fault.weg)
                or (not decoy and fault.klopt)
                or (fault.niet and not (decoy or fault.weg))
            ):
                yield place, f"hier hoort {_FORMS[decoy]} bij, en niet meer dan één daarvan"
            if bool(fault.weg) != (fault.soort == "weg"):
                yield (*place, "soort"), "`soort: weg` en `weg` horen bij elkaar"
            if keys.count(fault.sleutel) > 1:
                yield (*place, "sleutel"), f"`{fault.sleutel}` staat er twee keer; kies een andere sleutel"
            if fault.veld and fault.veld not in field_specs():
                yield (*place, "veld"), _unknown(fault.veld, field_specs())
            if fault.regel and fault.regel not in known_rules:
                yield (*place, "regel"), f"onbekende regel `{fault.regel}`{suggest(fault.regel, known_rules)}"
            if fault.eis and fault.eis not in demands:
                yield (*place, "eis"), f"onbekende eis `{fault.eis}`{suggest(fault.eis, demands)}"


def _example_problems(head: WorkedModel, rules: Collection[str]) -> Iterator[PlacedMessage]:
    for name in head.feiten:
        if name not in field_specs():
            yield ("feiten", name), _unknown(name, field_specs())
    for number, each in enumerate(head.zinnen):
        if each.regel not in rules:
            yield ("zinnen", number, "regel"), f"onbekende regel `{each.regel}`{suggest(each.regel, rules)}"


def _word_problems(words: Mapping[str, str]) -> Iterator[PlacedMessage]:
    for key in sorted(set(WORDS) - set(words)):
        yield ("woorden",), f"het woord `{key}` ontbreekt"
    for key, text in words.items():
        if key not in WORDS:
            yield ("woorden", key, ""), f"onbekend woord `{key}`{suggest(key, WORDS)}"
        elif wrong := set(_NAME.findall(text)) - set(WORDS[key]):
            known = ", ".join(f"{{{name}}}" for name in WORDS[key]) or "geen enkele naam"
            yield ("woorden", key), f"tussen accolades kan hier alleen: {known}; niet {', '.join(sorted(wrong))}"


_PLAIN = """
tabel_gegevens onderwerp_dag eigen_leerdoel eigen_geval eigen_woorden gids_eigen vul_verandert_iets werkblad_deelnemer
antwoord_lokkers antwoord_lokkers_tekst tabel_lokkers kop_klopt kop_leestijd
regel_en regel_of regel_steeds regels_titel regels_inleiding regels_hoe regels_onbekend regels_veilig
onderwerp onbekend niets alle overige_gegevens opdracht_taken opdracht_half opdracht_vragen
opdracht_oordelen opdracht_risicos opdracht_doelen opdracht_fouten waarschuwing opdracht_invullen
opdracht_fouten_tekst vul_gegeven vul_wie vul_antwoord vul_oordeel vul_reden vul_risico vul_maatregel vul_eigenaar
vul_doel vul_deadline vul_indicator vul_onderdeel vul_fout vul_goed vul_verandert vul_waarom vul_deelnemer
vul_oefening vul_punten vul_opmerking antwoord_situatie antwoord_onbekend antwoord_onbekend_tekst telt_niet_mee
verschuift_inleiding antwoord_oordelen antwoord_oordelen_tekst antwoord_gevraagd_tekst antwoord_niet_gekozen
geen_enig_antwoord regel_geen antwoord_risicos antwoord_doelen antwoord_doelen_tekst antwoord_open
antwoord_fouten antwoord_fouten_tekst paar_taak_lees paar_taak_voorspel paar_taak_vergelijk paar_taak_leg_uit
paar_verschil paar_voorspelling paar_oordelen paar_alineas paar_alineas_tekst wat_rol wat_tekst waarom_planning
waarom_onderdeel wie_uitvoerder wie_college wie_griffie wie_directie wie_personeelszaken wie_ervaringsdeskundigen
gids_titel gids_verzonnen gids_mappen map_deelnemers map_antwoorden map_profielen map_overzicht gids_gebruik
stap_kies stap_deel_uit stap_bespreek stap_fouten stap_hoofdstuk stap_paar stap_beoordeel gids_speel gids_niveaus
gids_voorbeelden gids_paren gids_paren_tekst gids_dekking gids_beoordelen gids_opnieuw geen_voorbeeld
formulier_titel formulier_wie formulier_punten formulier_uitleg tabel_vragen tabel_oordelen tabel_eigen_risicos
tabel_eigen_doelen tabel_eigen_fouten tabel_verschil tabel_voorspelling tabel_onbekend tabel_niet_gekozen
tabel_risicos tabel_doelen tabel_fouten tabel_paar_oordelen tabel_alineas tabel_niveaus tabel_voorbeelden
tabel_paren tabel_dekking tabel_rubriek tabel_punten kop_nr kop_gegeven kop_waarde kop_wie kop_antwoord kop_optie
kop_opties kop_oordeel kop_reden kop_regel kop_verandert kop_waarom kop_risico kop_maatregel kop_eigenaar kop_doel
kop_reden_verandert
kop_deadline kop_indicator kop_onderdeel kop_fout kop_goed kop_bron kop_a kop_b kop_niveau kop_uitleg kop_fouten
kop_minuten kop_gemeente kop_leerdoel kop_dimensie kop_voorbeelden kop_waarop kop_nul kop_een kop_twee kop_punten
kop_opmerking soort_voorbeeld soort_paar kolom_nr kolom_soort kolom_gemeente kolom_niveau kolom_leerdoel kolom_fte
kolom_lia kolom_draagvlak kolom_beleggen kolom_training kolom_start kolom_bestaat kolom_voorstel kolom_te_overwegen
kolom_niet_nu kolom_doelen kolom_risicos kolom_onbekend kolom_fouten kolom_verschil kolom_deelnemers
kolom_antwoorden kolom_optie kolom_meeste
kolom_profielen kolom_dimensie kolom_waarde kolom_met_dimensie kolom_met_waarde kolom_voorbeelden
dag_titel dag_programma dag_groepen dag_klaarleggen dag_klaar_afdrukken dag_klaar_mappen
score_eigen_tekst dag_klaar_spelen dag_klaar_paar dag_klaar_punten dag_rollen dag_rollen_verdelen dag_nabespreken
opdracht_tekst tabel_eigen_tekst kop_eigen_tekst vul_eigen_tekst tabel_programma
tabel_groepen kop_tijd kop_deel kop_u_doet kop_groep_doet kop_groep kop_ronde echt_titel echt_inleiding echt_bronnen
echt_rapport druk_titel druk_uitleg druk_dagplan druk_echt score_samen score_oordelen score_doelen
score_doelen_tekst score_fouten score_aftrek score_totaal score_alle tabel_score
tabel_score_oordelen tabel_score_doelen tabel_score_fouten tabel_score_lokkers kop_hoogste kop_nummer_regel
kop_aftrek kolom_groep kolom_ronde kolom_oordelen_hoogste kolom_oordelen kolom_doelen_hoogste kolom_punten_doelen
kolom_fouten_hoogste kolom_punten_fouten kolom_aftrek kolom_hoogste kolom_samen
opdracht_regels tabel_intussen score_stap_anders score_hoort_bij
samen_titel samen_antwoord_titel samen_trainer samen_zinnen samen_zinnen_tekst samen_ja samen_nee samen_geen
samen_verder vul_klopt kop_zin kop_klopt_dit kop_punt tabel_zinnen druk_samen_antwoord druk_overzicht
overzicht_titel overzicht_uitleg tabel_overzicht_oordelen tabel_overzicht_fouten raad_titel raad_uitleg
dag_klaar_samen dag_klaar_overzicht
"""

_VERDICT_NAMES = tuple(f"oordeel_{key}" for key in get_args(Verdict))

_NAMED = {
    **dict.fromkeys(("verzonnen", "uit_rapport", "eigen"), ("gemeente",)),
    **dict.fromkeys(("antwoord_verzonnen", "antwoord_uit_rapport", "antwoord_eigen"), ("gemeente",)),
    "eigen_woord": ("gegeven", "tekst"),
    "bedrag": ("getal",),
    "van_tot": ("van", "tot"),
    "opdracht_titel": ("nummer", "gemeente"),
    "opdracht_doel": ("leerdoel",),
    "opdracht_niveau": ("niveau", "minuten"),
    "opdracht_gegevens": ("gemeente",),
    "uitleg_bestaat": ("oordeel",),
    "uitleg_voorstel": ("oordeel",),
    "uitleg_te_overwegen": ("oordeel",),
    "uitleg_niet_nu": ("oordeel",),
    "antwoord_titel": ("nummer", "gemeente"),
    "situatie": ("dimensie", "waarde"),
    "verschuift": ("optie", "eerst", "daarna"),
    "gevraagd": ("optie",),
    **dict.fromkeys(("regel_is", "regel_is_niet", "regel_bevat", "regel_bevat_niet"), ("veld", "waarden")),
    **dict.fromkeys(("regel_minstens", "regel_meer", "regel_hoogstens", "regel_minder"), ("veld", "getal")),
    "regel_aantal": ("veld",),
    "regel_ontkend": ("regel",),
    "regels_omvang": tuple(key for pair in SIZE_LIMITS for key in pair),
    **{f"regels_stap_{step}": _VERDICT_NAMES for step in ("bestaat", "niet_nu", "voorstel", "onbekend", "anders")},
    "regels_optie": ("nummer", "optie", "bronnen"),
    "regels_hoort_bij": ("nummers",),
    "regels_oordeel": ("oordeel", "regels"),
    "optie_met_nummer": ("nummer", "optie"),
    "regel_klopt": ("nummer", "regel", "gegevens"),
    "regel_open": ("nummers", "gegevens"),
    "regel_altijd": ("nummer", "regel"),
    "regel_nergens": ("gegevens",),
    "antwoord_open_tekst": ("aantal",),
    **dict.fromkeys(("fout", "fout_weg", "lokker_klopt"), ("titel", "tekst")),
    "lokker_niet": ("titel",),
    "fout_naast": ("goed", "naast"),
    "fout_in_rij": ("titel", "tekst", "rij"),
    "paar_titel": ("nummer", "gemeente"),
    "paar_antwoord_titel": ("nummer", "gemeente"),
    "paar_vraag": ("vraag",),
    "verandert_erbij": ("wat",),
    "verandert_weg": ("wat",),
    "verandert_tekst_erbij": ("wat", "daarna"),
    "verandert_tekst_weg": ("wat", "eerst"),
    "verandert_beide": ("wat", "eerst", "daarna"),
    "verandert_eerst": ("wat", "eerst"),
    "verandert_daarna": ("wat", "daarna"),
    "verandert_datum": ("wat", "eerst", "daarna"),
    "verandert_lang": ("wat", "eerst"),
    "verandert_kort": ("wat", "daarna"),
    "verandert_oordeel": ("wat",),
    "verandert_volgorde": ("wat",),
    "wat_optie": ("optie",),
    "wat_doel": ("doel",),
    "wat_risico": ("risico",),
    "waarom_oordeel": ("optie", "eerst", "daarna", "reden"),
    "waarom_gegeven": ("gegeven",),
    "waarom_afgeleid": ("gegeven",),
    "gids_inleiding": ("voorbeelden", "paren"),
    "gids_dekking_tekst": ("totaal", "gedekt", "procent"),
    "gids_spreiding_tekst": ("procent",),
    "gids_leestijd_tekst": ("woorden",),
    "leestijd": ("minuten",),
    "gids_beoordelen_tekst": ("punten",),
    "gids_opnieuw_tekst": ("zaad", "datum", "versie"),
    "formulier_tekst": ("punten",),
    "tabel_keuzes": ("thema",),
    "verschil": ("gegeven", "eerst", "daarna"),
    "dag_begin": ("duur", "groepen", "zaad", "datum"),
    "dag_schatting": ("woorden",),
    "dag_met_lezen": ("minuten", "lezen"),
    "dag_in_ronde": ("deel", "ronde"),
    "dag_rol": ("rol", "taak"),
    "dag_blad_titel": ("groep",),
    **dict.fromkeys(("dag_groepen_tekst", "dag_groepen_vol"), ("opties", "onbekend")),
    "dag_gemeente": ("ronde", "gemeente"),
    "dag_welkom": ("gemeenten",),
    "echt_voorbeeld": ("gemeente",),
    "echt_mis": ("gemeente",),
    "echt_feit": ("feit", "bron"),
    "echt_vraag": ("vraag",),
    "echt_bron": ("titel", "url"),
    "druk_score": ("groep", "ronde", "gemeente"),
    "druk_paar_antwoord": ("nummer",),
    "druk_dagblad": ("groep",),
    "druk_opdracht": ("groep", "ronde", "gemeente"),
    "druk_regels": ("groep", "ronde", "gemeente"),
    "druk_fouten": ("groep", "ronde", "gemeente"),
    "druk_hoofdstuk": ("groep", "ronde", "gemeente"),
    "druk_werkblad": ("groep", "ronde", "gemeente"),
    "druk_paar": ("groep",),
    "druk_ronde": ("ronde",),
    "fout_punt": ("goed", "nummer"),
    "regel_met_nummer": ("nummer", "regel"),
    "score_stap_onbekend": ("nummers",),
    "samen_uitleg": ("gemeente",),
    "samen_stap": ("oordeel", "regels", "dus"),
    "samen_dus": ("oordeel",),
    "samen_onbekend": ("regels", "oordeel"),
    "samen_anders": ("oordeel",),
    "samen_met_feiten": ("regel", "gegevens"),
    **dict.fromkeys(("samen_regel_ja", "samen_regel_nee", "samen_regel_onbekend"), ("nummer",)),
    "overzicht_ronde": ("ronde",),
    "overzicht_verschil": ("opties",),
    "kop_van_groep": ("groep", "gemeente"),
    "druk_samen": ("groep",),
    "druk_raad": ("groep", "ronde", "gemeente"),
    "score_titel": ("groep", "ronde", "gemeente"),
    "score_uitleg": ("oordeel", "regel", "doel", "fout", "lokker"),
    "score_zonder_antwoord": ("oordeel", "eerst"),
}

WORDS: Mapping[str, tuple[str, ...]] = {**dict.fromkeys(_PLAIN.split(), ()), **_NAMED}
"""The words that `woorden.yaml` must hold, each with the names it may hold between braces."""
