"""The documentation says what the program does: commands run, examples load, generated pages are up to date."""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import click
import pytest
from every import every
from server_command import fetch, looking

from liagen import cli
from liagen.cli.dutch import DutchGroup
from liagen.files.load import shipped_folder
from liagen.library.condition_parser import ConditionError, Scope, parse_condition
from liagen.library.load import load_library
from liagen.library.model import Library
from liagen.library.wording_parser import parse_wording
from liagen.profile import blank
from liagen.profile.read import parse_profile
from liagen.workshop import reference

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = sorted(DOCS.rglob("*.md"))
AT_THE_TOP = sorted(ROOT.glob("*.md"))
HANDBOOKS = [DOCS / "handleiding" / f"{name}.md" for name in ("ambtenaar", "adviseur", "trainer", "reeks")]


def told_help(width: int) -> str:
    """Return what the command line itself says of liagen in lines of this width."""
    with contextlib.redirect_stdout(io.StringIO()) as told, pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", str(width + 2))
        assert cli.run(["--help"]) == 0
    return told.getvalue()


FIELDS_PAGE = DOCS / "handleiding" / "velden.md"
FIELDS_INTRO = """\
# Alle velden van het profiel

Deze bladzijde is gegenereerd uit het profielmodel (`make docs`). Verander haar niet met de hand.

"""
KEYS_PAGE = DOCS / "handleiding" / "sleutels.md"
KEYS_INTRO = """\
# Alle sleutels van een pakket

Deze bladzijde is gegenereerd uit de modellen van het programma (`make docs`). Verander haar niet met de hand.
Hoe u een pakket maakt, staat in de [handleiding voor de adviseur](adviseur.md).

"""
GENERATED = {
    FIELDS_PAGE: (FIELDS_INTRO, blank.field_table),
    KEYS_PAGE: (KEYS_INTRO, reference.reference),
    # Without a terminal, and in a wide one: what `liagen --help` says without loading the command line.
    **{ROOT / f"liagen/cli/help-{width}.txt": ("", partial(told_help, width)) for width in (78, 98)},
}
GAP = "…"


@dataclass(frozen=True)
class Block:
    """One fenced block: its language, what stands behind it as ``name=value``, and its text."""

    language: str
    label: str
    settings: dict[str, str]
    text: str


def blocks(page: Path) -> list[Block]:
    found = re.finditer(r"^```(\w+) ?([^\n]*)\n(.*?)^```$", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    return [Block(match[1], match[2], dict(re.findall(r"(\w+)=(\S+)", match[2])), match[3]) for match in found]


def labelled(page: Path, label: str) -> list[str]:
    return [row for block in blocks(page) if block.label == label for row in block.text.splitlines() if row]


# ------------------------------------------------------------ commands


def test_every_command_and_switch_stands_in_a_handbook():
    text = "\n".join(page.read_text(encoding="utf-8") for page in HANDBOOKS)
    for name, command in commands(cli.commands):
        assert f"`liagen {name}" in text, name
        for param in command.params:
            if isinstance(param, click.Option):
                for switch in param.opts:
                    assert re.search(rf"`[^`\n]*(?<![\w-]){re.escape(switch)}(?![\w-])", text), (name, switch)


def test_the_consultant_finds_every_switch_of_her_room_in_one_table():
    table = HANDBOOKS[1].read_text(encoding="utf-8").split("## Alle opdrachten")[1]
    rows = dict(re.findall(r"^\| `liagen (sjabloon [\w-]+)[^`]*` \|(.*)$", table, re.MULTILINE))
    room = {name: command for name, command in commands(cli.commands) if name.startswith("sjabloon ")}
    assert set(rows) == set(room)
    for name, command in room.items():
        known = {switch for param in command.params if isinstance(param, click.Option) for switch in param.opts}
        told = set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", rows[name]))
        assert told == known - {"-h", "--help"}, name


def commands(group: click.Group, above: str = "") -> Iterator[tuple[str, click.Command]]:
    """Give every command by its full name, also those within a group."""
    for name, command in group.commands.items():
        yield f"{above}{name}", command
        if isinstance(command, DutchGroup):
            command.complete()
            yield from commands(command, f"{above}{name} ")


class _Tagged(io.StringIO):
    """Keeps what is written, by line, together with where it was written to."""

    def __init__(self, tag: str, rows: list[list[str]]) -> None:
        super().__init__()
        self.tag = tag
        self.rows = rows

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError("text only")  # click tries bytes to see what kind of stream this is
        for part in text.splitlines(keepends=True):
            if self.rows and self.rows[-1][0] == self.tag and not self.rows[-1][1].endswith("\n"):
                self.rows[-1][1] += part
            else:
                self.rows.append([self.tag, part])
        return super().write(text)


def run(line: str) -> tuple[int, str]:
    """Run one ``liagen …`` line here; every line of output comes back with «O» or «E» before it."""
    words = shlex.split(line)
    if words[1:2] == ["venster"] or words[1:3] == ["sjabloon", "kijk"]:
        words.append("--geen-browser")
    target = words[words.index(">") + 1] if ">" in words else ""
    arguments = words[1 : words.index(">")] if target else words[1:]
    rows: list[list[str]] = []
    out, err = _Tagged("O", rows), _Tagged("E", rows)
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), looking(fetch):
        code = cli.run(arguments)
    if target:
        Path(target).write_text("".join(text for tag, text in rows if tag == "O"), encoding="utf-8")
        rows = [row for row in rows if row[0] == "E"]
    return code, "".join(tag + text for tag, text in rows)


def shown_as_pattern(shown: list[str]) -> str:
    """Return what was shown as a pattern: «…» stands for anything, remarks on stderr may be left out."""
    skipped = r"(?:E.*\n)*"
    parts = [
        r"(?:.*\n)*?" if row == GAP else "[OE]" + ".*".join(map(re.escape, row.split(GAP))) + r"\n" for row in shown
    ]
    return skipped + skipped.join(parts) + skipped


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_what_the_page_types_gives_what_it_shows(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    # A day is printed as a Word file here: LibreOffice takes half a minute for its eighty pages.
    monkeypatch.setattr("liagen.cli.training.office_if_there", lambda: None)
    for block in blocks(page):
        if name := block.settings.get("naam"):
            Path(name).parent.mkdir(parents=True, exist_ok=True)
            Path(name).write_text(block.text, encoding="utf-8")
        if name := block.settings.get("in"):
            change(Path(name), block.text)
        if block.language != "console":
            continue
        assert block.text.startswith("$ "), block.text
        for typed in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
            line, *shown = typed.splitlines()
            if not line.startswith("liagen"):
                continue
            code, output = run(line)
            assert code == int(block.settings.get("exit", 0)), f"{line}\n{output}"
            if shown:
                assert re.fullmatch(shown_as_pattern(shown), output), f"{line}\n{output}"


def change(path: Path, diff: str) -> None:
    """Change in a file what a block of language `diff` says: what stands behind «-» becomes what stands behind «+»."""
    old, new = ("".join(re.findall(rf"^\{sign}(.*\n)", diff, re.MULTILINE)) for sign in "-+")
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new), encoding="utf-8")


@every("page", PAGES, ids=lambda page: page.stem)
def test_every_file_that_a_page_shows_is_used_by_it(page):
    """A snippet that is not saved, and so not run, may only be one of the kinds that another test reads."""
    for block in blocks(page):
        read = block.language == "console" or {"naam", "in"} & set(block.settings)
        assert read or page.stem != "adviseur" or block.label in ("voorwaarden", "geweigerd", "tekst", "pakket"), block


def test_messages_that_are_explained_exist():
    source = " ".join(path.read_text(encoding="utf-8") for path in (ROOT / "liagen").rglob("*.py"))
    text = HANDBOOKS[0].read_text(encoding="utf-8").split("## Meldingen en wat u dan doet")[1].split("\n## ")[0]
    messages = re.findall(r"^\| `([^`]+)` \|", text, re.MULTILINE)
    assert len(messages) > 5
    for message in messages:
        for part in message.split(GAP):
            assert part.strip() in source, message


# ------------------------------------------------------------ examples


_NO_PROFILE = ("fout.yaml", "fouten.yaml")  # one with a mistake, and a file of a package


@pytest.mark.parametrize("page", [HANDBOOKS[0], HANDBOOKS[2]], ids=lambda page: page.stem)
def test_examples_of_a_profile_are_accepted(page):
    found = [
        block for block in blocks(page) if block.language == "yaml" and block.settings.get("naam") not in _NO_PROFILE
    ]
    assert found
    for block in found:
        text = block.text if block.text.startswith("gemeente:") else f"gemeente:\n  naam: Zilverdam\n{block.text}"
        parse_profile(text, page.name, load_library().cards)


def scope(library: Library) -> Scope:
    return Scope({key: each.waarde for key, each in library.settings.items()}, frozenset(library.cards))


def test_conditions_that_are_said_to_be_possible_are():
    rows = labelled(HANDBOOKS[1], "voorwaarden")
    assert rows
    for row in rows:
        parse_condition(row, scope(load_library()))


def test_conditions_that_are_said_to_be_refused_are():
    rows = labelled(HANDBOOKS[1], "geweigerd")
    assert rows
    for row in rows:
        with pytest.raises(ConditionError):
            parse_condition(row, scope(load_library()))


def test_the_example_text_is_accepted():
    texts = [block.text for block in blocks(HANDBOOKS[1]) if block.label == "tekst"]
    assert texts
    for text in texts:
        parse_wording(text, scope(load_library()))


def test_the_example_from_the_package_is_in_the_package():
    package = (shipped_folder("templates") / "standaard" / "pakket.yaml").read_text(encoding="utf-8")
    texts = [block.text for block in blocks(HANDBOOKS[1]) if block.label == "pakket"]
    assert texts
    assert all(text in package for text in texts)


# ------------------------------------------------------------ pages


@pytest.mark.parametrize("page", GENERATED, ids=lambda page: page.stem)
def test_a_generated_page_is_up_to_date(page):
    intro, rest = GENERATED[page]
    expected = intro + rest()
    if os.environ.get("LIAGEN_GOLDEN"):
        page.write_text(expected, encoding="utf-8", newline="\n")
    assert page.read_text(encoding="utf-8") == expected, "see `make docs`"


def without_code(page: Path) -> str:
    return re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)


def prose(page: Path) -> str:
    return re.sub(r"`[^`\n]*`", "`x`", without_code(page))


def anchors(page: Path) -> set[str]:
    """Return the anchors that the headings of a page get."""
    text = without_code(page)
    titles = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@every("page", [*PAGES, *AT_THE_TOP], ids=lambda page: page.stem)
def test_links_lead_somewhere(page):
    for mark, tag in re.findall(r"\]\(([^)\s]+)\)|\b(?:src|href)=\"([^\"]+)\"", prose(page)):
        target = mark or tag
        if target.startswith("https://"):
            continue
        name, _, anchor = target.partition("#")
        linked = page.parent / name if name else page
        assert linked.exists(), target
        assert not anchor or anchor in anchors(linked), target


def test_who_opens_the_docs_finds_every_page():
    start = DOCS / "README.md"
    linked = {(DOCS / target).resolve() for target in re.findall(r"\]\(([^)\s]+)\)", prose(start))}
    assert set(PAGES) - {start} <= linked


def test_every_picture_is_rebuilt_shown_and_told():
    """`make pictures` makes each picture; a page shows it, and says what it shows to who cannot see it."""
    shown = set()
    for page in [*PAGES, *AT_THE_TOP]:
        text = prose(page)
        found = re.findall(r'!\[([^\]]*)\]\((\S+)\)|<img src="([^"]+)"[^>]*alt="([^"]*)"', text)
        assert len(found) == text.count("![") + text.count("<img"), page
        for alt, target, source, words in found:
            assert len((alt or words).split()) > 5, target or source
            shown.add((page.parent / (target or source)).resolve())
    assert shown == set((DOCS / "beeld").iterdir())
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8").replace("$(INVENTED)", "lindervaart")
    recipe = makefile.split("\npictures:")[1].split("\n\n")[0]
    assert [picture.stem for picture in shown if picture.stem not in recipe] == []


def test_a_page_that_a_message_names_exists():
    """What the program, its texts and the build point to in the docs is there."""
    sources = [
        path
        for kind in ("py", "yaml", "md")
        for folder in ("liagen", "tools")
        for path in (ROOT / folder).rglob(f"*.{kind}")
    ]
    for path in [*sources, ROOT / "Makefile"]:
        for name in re.findall(r"\bdocs/[\w/-]+\.(?:md|png)\b", path.read_text(encoding="utf-8")):
            assert (ROOT / name).exists(), f"{path}: {name}"


@every("page", [*PAGES, *AT_THE_TOP], ids=lambda page: page.stem)
def test_nothing_is_claimed_and_no_machine_is_named(page):
    text = page.read_text(encoding="utf-8")
    found = re.search(r"beste aanpak|bewezen|dit werkt|garande|/home/|/root/|/tmp/|C:\\|pypi", text, re.IGNORECASE)
    assert not found, found
