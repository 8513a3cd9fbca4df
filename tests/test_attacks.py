"""A package from a stranger: it reads no files, runs no code, does not hang and does not eat memory.

Each attack is refused when the package is loaded, with its place; a clean copy passes.
"""

from __future__ import annotations

import io
import json
import os
import struct
import time
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from attacks import CONDITIONS, DEEP_CONDITION, ENDLESS_CONDITIONS, TEXTS
from layered import HEAD, Stack, members_of, refusal, zipped
from toy import CARD, RISK, SHIPPED, TEXT, Package, make_package

from liagen.chapter.markdown import plain_text
from liagen.errors import LibraryError
from liagen.library.load import read_library
from liagen.library.package import MAX_FILES, MAX_TEXT, pack, read_package
from liagen.library.wording import Context

CARD_FILE = "opties/beleggen/werkgroep.md"
TEXT_FILE = "teksten/inleiding.md"
OVERLAY = HEAD.format(name="vreemd", base="standaard")
READABLE = 1_000  # mistakes; the reader stops looking long before
SECONDS = 5  # of this process; by itself each takes one at most

LINK = "een snelkoppeling mag niet in een pakket; zet er het bestand zelf neer"
OUTSIDE = "dit bestand wijst naar een plek buiten het pakket"
UNREADABLE = "dit is geen leesbaar pakket; maak het opnieuw met `liagen sjabloon inpakken`"
TOO_MUCH_TEXT = "de teksten van dit pakket zijn samen groter dan 500 kB; maak er meer pakketten van"
ODD_NAME = "in deze bestandsnaam staat een onzichtbaar teken; geef het bestand een andere naam"


@pytest.fixture()
def package(tmp_path) -> Package:
    return make_package(tmp_path / "pakket")


@pytest.fixture()
def stack(tmp_path) -> Stack:
    return Stack(tmp_path)


@pytest.fixture()
def secret(tmp_path):
    path = tmp_path / "geheim.md"
    path.write_text("---\nbronnen: []\n---\nGeheim.\n")
    return path


@pytest.fixture(autouse=True)
def fast():
    """Every attack ends soon."""
    start = time.process_time()
    yield
    assert time.process_time() - start < SECONDS


def test_a_clean_copy_passes(package):
    assert read_library([package.root])


def test_a_clean_copy_of_the_shipped_texts_passes(tmp_path):
    assert read_library([zipped(tmp_path / "kopie.zip", members_of(SHIPPED, "kopie/"))])


# ------------------------------------------------------------ links


def test_a_link_to_a_file_outside(package, secret):
    (package.root / "teksten/geheim.md").symlink_to(secret)
    assert package.problems() == [f"teksten/geheim.md: {LINK}"]


def test_a_link_in_the_place_of_a_file_that_is_needed(package, secret):
    (package.root / TEXT_FILE).unlink()
    (package.root / TEXT_FILE).symlink_to(secret)
    assert f"{TEXT_FILE}: {LINK}" in package.problems()


def test_a_link_to_a_folder_outside(package, tmp_path):
    (tmp_path / "buiten").mkdir()
    (tmp_path / "buiten" / "a.md").write_text(TEXT)
    (package.root / "opties/training").symlink_to(tmp_path / "buiten")
    assert package.problems() == [f"opties/training: {LINK}"]


def test_a_link_within_the_package(package):
    (package.root / "teksten/twee.md").symlink_to(package.root / TEXT_FILE)
    assert package.problems() == [f"teksten/twee.md: {LINK}"]


def test_a_link_to_itself(package):
    (package.root / "teksten/rond.md").symlink_to("rond.md")
    assert package.problems() == [f"teksten/rond.md: {LINK}"]


def test_a_link_to_nowhere(package):
    (package.root / "teksten/weg.md").symlink_to("/bestaat/niet")
    assert package.problems() == [f"teksten/weg.md: {LINK}"]


def test_a_style_file_that_is_a_link(package):
    (package.root / "stijl.docx").symlink_to(SHIPPED / "stijl.docx")
    assert package.problems() == [f"stijl.docx: {LINK}"]


def test_a_head_that_is_a_link(package, secret):
    (package.root / "pakket.yaml").unlink()
    (package.root / "pakket.yaml").symlink_to(secret)
    assert package.problems() == ["pakket.yaml: dit bestand ontbreekt; zet er naam, versie, formaat en basis in"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_that_never_ends(package):
    os.mkfifo(package.root / "teksten/pijp.md")
    assert package.problems() == ["teksten/pijp.md: dit is geen gewoon bestand; gaf u het goede bestand op?"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_picture_that_is_a_pipe(package):
    (package.root / "beelden").mkdir()
    os.mkfifo(package.root / "beelden/pijp.png")
    assert package.problems() == ["beelden/pijp.png: dit is geen gewoon bestand; gaf u het goede bestand op?"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_zip_file_that_is_a_pipe(tmp_path):
    os.mkfifo(tmp_path / "x.zip")
    assert refusal(tmp_path / "x.zip") == [f"x.zip: {UNREADABLE}"]


# ------------------------------------------------------------ names and sizes


@pytest.mark.parametrize("name", ["x\x1b[2Jy.md", "x\u202ey.md", "x\ny.md"])
def test_a_name_that_plays_with_the_screen(package, name):
    package.write(f"teksten/{name}", TEXT)
    (problem,) = package.problems()
    assert problem == f"teksten/{''.join(char if char.isprintable() else '?' for char in name)}: {ODD_NAME}"


@pytest.mark.parametrize(("key", "found"), [("naam", "vreemd"), ("versie", "1.0.0")])
def test_a_name_or_version_that_fills_the_screen(tmp_path, key, found):
    head = OVERLAY.replace(f"{key}: {found}", f"{key}: {'a' * 61}")
    assert head != OVERLAY
    (tmp_path / "pakket").mkdir()
    (tmp_path / "pakket/pakket.yaml").write_text(head)
    (told,) = refusal(tmp_path / "pakket")
    assert told.endswith(f"{key}: maak dit korter; hoogstens 60 tekens")


def test_too_many_files(package):
    for number in range(MAX_FILES + 1):
        (package.root / f"teksten/{number}.md").write_text("")
    assert refusal(package.root) == [f"pakket: dit pakket heeft meer dan {MAX_FILES} bestanden"]


def test_a_large_file(package):
    package.write(TEXT_FILE, "a" * 1_000_001)
    assert package.problems()[0] == f"{TEXT_FILE}: het bestand is groter dan 1000 kB; gaf u het goede bestand op?"


def test_large_texts_together(package):
    for name in "abcdef":
        package.write(f"teksten/{name}.md", "a" * (MAX_TEXT // 5))
    assert refusal(package.root) == [f"pakket: {TOO_MUCH_TEXT}"]


# ------------------------------------------------------------ zip files


def archive(tmp_path, *members, name="x.zip"):
    """Write a zip file with the head of an overlay and these members: (name or ZipInfo, data)."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("pakket.yaml", OVERLAY)
        for member, text in members:
            file.writestr(member, text, None if isinstance(member, zipfile.ZipInfo) else zipfile.ZIP_DEFLATED)
    path = tmp_path / name
    path.write_bytes(data.getvalue())
    return path


def test_a_clean_zip_file_passes(tmp_path):
    assert read_library([archive(tmp_path, (CARD_FILE, "---\ntitel: Anders\n---\n"))])


@pytest.mark.parametrize(
    "name",
    ["../x.md", "teksten/../../x.md", "/etc/x.md", "..\\x.md", "teksten\\x.md", "C:/x.md", "C:x.md", "teksten//x.md",
     "./teksten/x.md", "teksten/./x.md"],
)  # fmt: skip
def test_a_member_that_points_elsewhere(tmp_path, name):
    assert refusal(archive(tmp_path, (name, TEXT))) == [f"x.zip/{name}: {OUTSIDE}"]


def test_a_member_whose_name_plays_with_the_screen(tmp_path):
    assert refusal(archive(tmp_path, ("teksten/\x1b[2J.md", TEXT))) == [f"x.zip/teksten/?[2J.md: {ODD_NAME}"]


def test_a_member_that_is_a_link(tmp_path):
    info = zipfile.ZipInfo("teksten/x.md")
    info.external_attr = 0o120777 << 16
    assert refusal(archive(tmp_path, (info, "/etc/passwd"))) == [f"x.zip/teksten/x.md: {LINK}"]


def test_a_member_that_is_large(tmp_path):
    assert refusal(archive(tmp_path, ("teksten/x.md", "a" * (MAX_TEXT + 1)))) == [f"x.zip: {TOO_MUCH_TEXT}"]


def test_a_bomb_that_says_so(tmp_path):
    assert refusal(archive(tmp_path, ("bom.bin", b"\0" * 41_000_000))) == [
        "x.zip: dit pakket is uitgepakt groter dan 40 MB"
    ]


def test_a_member_that_is_larger_than_a_style_file_may_be(tmp_path):
    (problem,) = refusal(archive(tmp_path, ("bom.bin", b"\0" * 20_000_001)))
    assert problem.startswith("x.zip/bom.bin: dit bestand is groter dan 20 MB")


def test_a_bomb_that_lies_about_its_size(tmp_path):
    path = archive(tmp_path, ("teksten/x.md", b"a" * 30_000_000))
    data = path.read_bytes().replace(struct.pack("<L", 30_000_000), struct.pack("<L", 10))
    path.write_bytes(data)
    assert refusal(path) == [f"x.zip: {UNREADABLE}"]


def test_too_many_members(tmp_path):
    members = [(f"{number}.bin", "") for number in range(MAX_FILES + 1)]
    assert refusal(archive(tmp_path, *members)) == [f"x.zip: dit pakket heeft meer dan {MAX_FILES} bestanden"]


def test_an_endless_list_of_members(tmp_path):
    members = [(f"{'a' * 200}{number}.bin", "") for number in range(5_000)]
    assert refusal(archive(tmp_path, *members)) == [f"x.zip: {UNREADABLE}"]


def test_an_endless_zip_file(tmp_path):
    path = tmp_path / "x.zip"
    with path.open("wb") as file:
        file.truncate(10_000_000_000)
    assert refusal(path) == ["x.zip: dit pakket is uitgepakt groter dan 40 MB"]


def test_a_member_with_a_password(tmp_path):
    path = archive(tmp_path, ("teksten/x.md", TEXT))
    data = bytearray(path.read_bytes())
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(bytes(data))
    assert refusal(path) == ["x.zip/teksten/x.md: dit bestand heeft een wachtwoord; maak het pakket zonder"]


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_member_that_unpacks_all_at_once(tmp_path, method):
    info = zipfile.ZipInfo("teksten/x.md")
    info.compress_type = method
    (problem,) = refusal(archive(tmp_path, (info, TEXT)))
    assert problem.startswith("x.zip/teksten/x.md: dit bestand is op een ongewone manier ingepakt")


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", ["teksten/x.md", "stijl.docx", "anders.bin"])
def test_a_member_that_is_there_twice(tmp_path, name):
    assert refusal(archive(tmp_path, (name, ""), (name, TEXT))) == [f"x.zip/{name}: dit bestand zit er twee keer in"]


def test_a_member_that_is_broken(tmp_path):
    path = archive(tmp_path, ("teksten/x.md", os.urandom(2_000)))
    data = bytearray(path.read_bytes())
    start = data.index(b"teksten/x.md") + 12
    data[start : start + 100] = b"\xff" * 100
    path.write_bytes(bytes(data))
    assert refusal(path) == [f"x.zip: {UNREADABLE}"]


@pytest.mark.parametrize("data", [b"", b"PK", b"PK\x05\x06" + b"\0" * 18 + b"x", b"<html>", b"\0" * 1000])
def test_a_zip_file_that_is_none(tmp_path, data):
    (tmp_path / "x.zip").write_bytes(data)
    assert refusal(tmp_path / "x.zip")[0].startswith("x.zip")


def test_a_zip_file_within_a_zip_file_stays_closed(tmp_path):
    inner = archive(tmp_path, ("teksten/x.md", "a" * 400_000), name="binnen.zip").read_bytes()
    found = read_package(archive(tmp_path, ("binnen.zip", inner)))
    assert list(found.files) == ["pakket.yaml"]


# ------------------------------------------------------------ YAML


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("a: !!python/object/apply:os.system ['true']\n", "!"),
        ("a: !!python/name:os.system\n", "!"),
        ("a: !!binary aGFsbG8=\n", "!"),
        ("a: !include /etc/passwd\n", "!"),
        ("a: &a [lol]\nb: *a\n", "&"),
        ("a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n", "&"),
        ("a: *a\n", "*"),
        ("<<: *a\n", "*"),
    ],
)
def test_yaml_with_power(package, text, sign):
    package.write("bronnen.yaml", text)
    assert package.problems()[0].split(": ", 1)[1].startswith(f"tekst kan niet beginnen met {sign}; ")


@pytest.mark.parametrize(
    "text",
    ["[" * 100_000, "{a: " * 100_000, "- " * 100_000, "? " * 100_000, "a: " + "9" * 100_000, "a: 1e999999999",
     "---\n" * 50_000, "a: " + '"' + "\\x41" * 50_000, "'" * 100_001, "a:\n" + " " * 100_000 + "b: 1",
     "%YAML 9.9\n---\n",
     "a: |" + " " * 100_000, ": : : " * 50_000, "? a\n" * 50_000],
    ids=lambda text: repr(text[:12]),
)  # fmt: skip
def test_yaml_without_end(package, text):
    package.write("bronnen.yaml", text)
    assert package.problems()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("woorden.yaml", "".join(f"k{number}: v\n" for number in range(5_000))),
        ("bronnen.yaml", "".join(f"k{number}: {{titel: v}}\n" for number in range(5_000)) + "x: y\n"),
        ("pakket.yaml", OVERLAY + "instellingen:\n" + "".join(f"  k{number}: v\n" for number in range(5_000))),
        ("rollen.yaml", "rollen:\n" + "".join("  - {sleutel: k, rol: r, wie: w, taak: t}\n" for _ in range(5_000))),
        ("opbouw.yaml", "onderdelen:\n" + "".join("  - {sleutel: k, titel: t, inhoud: [{}]}\n" for _ in range(5_000))),
        ("opbouw.yaml", "volgorde: [" + ", ".join(f"k{number}" for number in range(5_000)) + "]\n"),
        (CARD_FILE, "---\n" + "".join(f"k{number}: v\n" for number in range(5_000)) + "---\n"),
        (CARD_FILE, "---\nhoort_bij: [" + ", ".join(f"k{number}" for number in range(5_000)) + "]\n---\n"),
        (CARD_FILE, "---\nhoort_bij: [\"" + "a " * 50_000 + "\\x62\"]\n---\n"),
        (CARD_FILE, "---\nkies_als:\n" + "  - {als: zzz, reden: '{{ zzz }}'}\n" * 2_000 + "---\n"),
        (CARD_FILE, "".join(f"# kop {number}\n" for number in range(5_000))),
        (CARD_FILE, "---\nnull\n" * 10_000),
    ],
    ids=["woorden", "bronnen", "instellingen", "rollen", "opbouw", "volgorde", "sleutels", "opties", "lang_woord",
         "regels", "koppen", "null"],
)  # fmt: skip
def test_a_file_of_nothing_but_mistakes(stack, name, text):
    overlay = stack.overlay("vreemd")
    overlay.write(name, text)
    assert 0 < len(stack.problems()) <= READABLE


def ring(count: int, closed: bool) -> str:
    goal = "wat: a, actie: b, eigenaar: c, termijn: 1, indicator: d, podium: e"
    names = ["".join(chr(97 + int(digit)) for digit in str(number)) for number in range(count)]
    rows = [
        f"  {name}: {{{goal}, na: [werkgroep.{names[number - 1]}]}}"
        if number or closed
        else f"  {name}: {{{goal}, na: [werkgroep.zzz]}}"
        for number, name in enumerate(names)
    ]
    return "---\ndoelen:\n" + "\n".join(rows) + "\n---\n"


@pytest.mark.parametrize("closed", [True, False])
def test_an_endless_row_of_goals(stack, closed):
    stack.overlay("vreemd").write(CARD_FILE, ring(700, closed))
    assert len(stack.problems()) <= READABLE


# ------------------------------------------------------------ texts and conditions


@dataclass(frozen=True)
class Door:
    """A place that takes a text or a condition: a row of one file, or a file for each when its name has a key."""

    file: str
    row: str
    before: str = ""
    after: str = ""

    def carry(self, package: Package, attacks: Sequence[str]) -> dict[str, str]:
        """Write every attack here; return place (file and line) → attack."""
        keys = [chr(97 + number // 26) + chr(97 + number % 26) for number in range(len(attacks))]
        rows = [
            self.row.format(key=key, raw=attack, quoted=json.dumps(attack, ensure_ascii=False))
            for key, attack in zip(keys, attacks, strict=True)
        ]
        line = self.before.count("\n") + 1
        if "{key}" not in self.file:
            package.write(self.file, self.before + "".join(f"{row}\n" for row in rows) + self.after)
            return {f"{self.file}:{line + number}": attack for number, attack in enumerate(attacks)}
        files = [self.file.format(key=f"aanval_{key}") for key in keys]
        for file, row in zip(files, rows, strict=True):
            package.write(file, f"{self.before}{row}\n{self.after}")
        return {f"{file}:{line}": attack for file, attack in zip(files, attacks, strict=True)}


def let_in(package: Package, door: Door, attacks: Sequence[str]) -> list[str]:
    """Return the attacks of which the package does not say at their place that they are refused."""
    carried = door.carry(package, attacks)
    refused = {":".join(problem.split(":")[:2]) for problem in package.problems()}
    return [attack for place, attack in carried.items() if place not in refused]


CARD_HEAD, CARD_REST = CARD.split("kies_als:\n")
CARD_BODY = "---\n" + CARD_REST.split("---\n")[1]
RISK_HEAD, RISK_REST = RISK.split("als: ")[0], RISK.split("'ja'\n")[1]
GOAL = "actie: b, eigenaar: c, termijn: 1, indicator: d, podium: e"
SECTION = "  - {{sleutel: {key}, titel: %s, als: %s, inhoud: [{{tekst: inleiding}}]}}"
ROLE = "  - {{sleutel: {key}, rol: Rol, wie: %s, taak: Taak, als: %s}}"
KNOWN = "lia.jaar == 1"
TEXT_DOORS = {
    "text": Door("teksten/{key}.md", "{raw}", "---\nbronnen: []\n---\nGewone regel.\n"),
    "part of a text": Door("teksten/{key}.md", "{raw}", "---\nbronnen: []\n---\nGewone regel.\n\n## Meer\n\n"),
    "card": Door("opties/beleggen/{key}.md", "{raw}", CARD),
    "part of a card": Door("opties/beleggen/{key}.md", "{raw}", f"{CARD}\n## Voorstel\n\n"),
    "title of a card": Door("opties/beleggen/{key}.md", "titel: {quoted}", "---\n", CARD.split("Een werkgroep\n")[1]),
    "reason": Door(CARD_FILE, "  - {{als: lia.jaar == 1, reden: {quoted}}}", f"{CARD_HEAD}kies_als:\n", CARD_BODY),
    "goal": Door(CARD_FILE, f"  {{key}}: {{{{wat: {{quoted}}, {GOAL}}}}}", f"{CARD_HEAD}doelen:\n", CARD_BODY),
    "risk": Door("risicos/{key}.md", "maatregel: {quoted}", RISK.split("maatregel")[0], RISK.split("aan.\n")[1]),
    "outline": Door("opbouw.yaml", SECTION % ("{quoted}", KNOWN), "titel: Hoofdstuk\nonderdelen:\n"),
    "role": Door("rollen.yaml", ROLE % ("{quoted}", KNOWN), "rollen:\n"),
}
CONDITION_DOORS = {
    "rule": Door(CARD_FILE, "  - {{als: {quoted}, reden: Reden.}}", f"{CARD_HEAD}kies_als:\n", CARD_BODY),
    "goal": Door(CARD_FILE, f"  {{key}}: {{{{wat: w, {GOAL}, als: {{quoted}}}}}}", f"{CARD_HEAD}doelen:\n", CARD_BODY),
    "risk": Door("risicos/{key}.md", "als: {quoted}", RISK_HEAD, RISK_REST),
    "outline": Door("opbouw.yaml", SECTION % ("Titel", "{quoted}"), "titel: Hoofdstuk\nonderdelen:\n"),
    "role": Door("rollen.yaml", ROLE % ("Wie", "{quoted}"), "rollen:\n"),
    "text": Door("teksten/{key}.md", "{{% if {raw} %}}x{{% endif %}}", "---\nbronnen: []\n---\n"),
}


# Behind all doors stands one guard: some get all that was thought of, the others enough to see that it stands there.
WHOLE = ("text", "goal", "rule")


@pytest.mark.parametrize("door", TEXT_DOORS)
def test_a_text_with_power_is_refused_at_every_door(package, door):
    assert let_in(package, TEXT_DOORS[door], TEXTS if door in WHOLE else TEXTS[::11]) == []


@pytest.mark.parametrize("door", CONDITION_DOORS)
def test_a_condition_with_power_is_refused_at_every_door(package, door):
    assert let_in(package, CONDITION_DOORS[door], CONDITIONS if door in WHOLE else CONDITIONS[::11]) == []


@pytest.mark.parametrize("door", ["rule", "text"])
def test_a_condition_without_end_is_refused(package, door):
    assert let_in(package, CONDITION_DOORS[door], ENDLESS_CONDITIONS) == []


@pytest.mark.parametrize("door", CONDITION_DOORS)
def test_a_condition_that_is_too_deep_is_refused_at_every_door(package, door):
    assert let_in(package, CONDITION_DOORS[door], [DEEP_CONDITION]) == []


@pytest.mark.parametrize(
    "text",
    [
        "{{" + "(" * 5_000,
        "{{ " + "a." * 5_000 + "a }}",
        "{{ gemeente.naam" + "|hoofdletter" * 5_000 + " }}",
        "{{ " + "-" * 5_000 + "1 }}",
        "{{ " + "9" * 5_000 + " }}",
        "{{ '" + "a" * 400_000 + "' }}",
        "{% if lia.jaar == 1 %}" * 10_000,
        "{% if lia.jaar == 1 %}" * 400 + "x" + "{% endif %}" * 400,
        "{% if lia.jaar == 1 %}a" + "{% elif lia.jaar == 2 %}b" * 10_000 + "{% endif %}",
        "{{ gemeente.naam }}" * 15_000,
        "{% block a %}" * 10_000,
        "{{ hieronder }}" * 5_000,
        "{%" * 100_000 + "%}",
        "{% %}" * 50_000,
        "{#" * 100_000,
        "{% raw %}" * 10_000,
        "{{ zzz }}\n" * 2_500,
        "{{ '" + "\\" * 200_001 + "' }}",
        "{{ " + "gemeente.naam ~ " * 2_500 + "1 }}",
    ],
    ids=lambda text: repr(text[:16]),
)
def test_a_text_without_end(package, text):
    package.write(TEXT_FILE, f"---\nbronnen: []\n---\n{text}\n")
    assert all(problem.startswith(f"{TEXT_FILE}:") for problem in package.problems())


def test_a_tower_of_packages(tmp_path):
    paths = [make_package(tmp_path / "onder").root]
    for name in "abcdefgh":
        overlay = Package(tmp_path / name)
        overlay.write("pakket.yaml", HEAD.format(name=name, base="standaard"))
        overlay.write(TEXT_FILE, "{{ hieronder }}" * 40)
        paths.append(overlay.root)
    assert any("deze tekst wordt te groot" in problem for problem in refusal(*paths))


def test_a_deep_text_that_is_let_in_can_also_be_shown(package):
    for depth in range(20, 400, 60):
        body = "{% if lia.jaar != 1 %}" * depth + "x" + "{% endif %}" * depth
        package.write(TEXT_FILE, f"---\nbronnen: []\n---\n{body}\n")
        try:
            library = read_library([package.root])
        except LibraryError:
            continue
        library.texts["inleiding"].parts["tekst"].render(Context({"lia.jaar": 2024}, {}))


@pytest.mark.parametrize("char", ["\x00", "\x07", "\x1b", "\x7f", "\x9b", "\ufeff", "\ufffe"])
def test_a_text_with_characters_that_play_with_the_screen(package, char):
    package.write(TEXT_FILE, f"---\nbronnen: []\n---\nEen{char}twee.\n")
    assert package.problems()[0].startswith(f"{TEXT_FILE}")


# ------------------------------------------------------------ the style file


def restyled(change=None, add=None) -> bytes:
    """Return the shipped style file with some of its parts changed or added."""
    data = io.BytesIO()
    with zipfile.ZipFile(SHIPPED / "stijl.docx") as old, zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, (change or {}).get(name, lambda same: same)(part))
        for name, part in (add or {}).items():
            new.writestr(name, part)
    return data.getvalue()


def links(kind: str, target: str = "https://vreemd.example/x") -> str:
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{base}/{kind}" Target="{target}" TargetMode="External"/></Relationships>'
    )


def after_head(text: bytes):
    return lambda part: part.replace(b"?>", b"?>" + text, 1)


LAUGHS = b'<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
FILE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
GRAMMAR = "dit deel heeft een eigen grammatica, die Word nooit maakt; bewaar het stijlbestand opnieuw in Word"
FETCHED = "dit stijlbestand haalt iets op van buiten, zoals een sjabloon of een foto; maak dat los in Word"
FIELD = "in dit deel staat een veld dat iets van buiten ophaalt; haal dat veld weg in Word"
HIDDEN = "dit stijlbestand heeft macro's of ingesloten bestanden; haal die eruit"
MEMBER_TOO_LARGE = "dit stijlbestand is uitgepakt te groot; haal er tekst en foto's uit"
NO_XML = "dit deel is geen gewone XML; bewaar het stijlbestand opnieuw in Word"
NO_WORD = "dit is geen Word-bestand (.docx) of het is beschadigd; kies een ander stijlbestand"


def with_field(text: bytes):
    return lambda part: part.replace(b"</w:p>", text + b"</w:p>", 1)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (lambda: restyled({"word/styles.xml": after_head(LAUGHS)}), f"/word/styles.xml: {GRAMMAR}"),
        (lambda: restyled({"word/header1.xml": after_head(FILE)}), f"/word/header1.xml: {GRAMMAR}"),
        (lambda: restyled({"word/settings.xml": after_head(FILE)}), f"/word/settings.xml: {GRAMMAR}"),
        (
            lambda: restyled({"word/styles.xml": lambda part: part.decode().encode("utf-16")}),
            f"/word/styles.xml: {NO_XML}",
        ),
        (
            lambda: restyled({"word/styles.xml": lambda part: part.replace(b"UTF-8", b"UTF-7", 1)}),
            f"/word/styles.xml: {NO_XML}",
        ),
        (
            lambda: restyled(add={"word/_rels/settings.xml.rels": links("attachedTemplate")}),
            f"/word/_rels/settings.xml.rels: {FETCHED}",
        ),
        (
            lambda: restyled(add={"word/_rels/header1.xml.rels": links("image")}),
            f"/word/_rels/header1.xml.rels: {FETCHED}",
        ),
        (
            lambda: restyled(add={"word/_rels/header1.xml.rels": links("image").replace("External", "&#69;xternal")}),
            f"/word/_rels/header1.xml.rels: {FETCHED}",
        ),
        (
            lambda: restyled(add={"word/_rels/header1.xml.rels": links("image", "x/hyperlink")}),
            f"/word/_rels/header1.xml.rels: {FETCHED}",
        ),
        (lambda: restyled(add={"word/vbaProject.bin": b"x"}), f"/word/vbaProject.bin: {HIDDEN}"),
        (lambda: restyled(add={"word/embeddings/oleObject1.bin": b"x"}), f"/word/embeddings/oleObject1.bin: {HIDDEN}"),
        (
            lambda: restyled(
                {"word/header1.xml": with_field(b"<w:r><w:instrText>DDEAUTO c:\\x</w:instrText></w:r>")}
            ),
            f"/word/header1.xml: {FIELD}",
        ),
        (
            lambda: restyled(
                {
                    "word/header1.xml": with_field(
                        b"<w:r><w:instrText>INCLUDE</w:instrText></w:r><w:r><w:instrText>PICTURE x</w:instrText></w:r>"
                    )
                }
            ),
            f"/word/header1.xml: {FIELD}",
        ),
        (
            lambda: restyled({"word/header1.xml": with_field(b'<w:fldSimple w:instr="&#68;DE x"/>')}),
            f"/word/header1.xml: {FIELD}",
        ),
        (lambda: restyled({"word/styles.xml": lambda part: part + b" " * 4_000_000}), f": {MEMBER_TOO_LARGE}"),
        (lambda: restyled(add={"word/media/x.png": b"\0" * 31_000_000}), f": {MEMBER_TOO_LARGE}"),
        (lambda: restyled(add={f"word/{number}.bin": b"" for number in range(600)}), f": {MEMBER_TOO_LARGE}"),
        (lambda: b"x", f": {NO_WORD}"),
    ],
    ids=["laughs", "entity", "entity_settings", "utf16", "utf7", "template", "image", "hidden_image", "false_link",
         "macro", "object", "dde", "cut_up", "simple_field", "large_xml", "large_photo", "parts", "no_word"],
)  # fmt: skip
def test_a_style_file_with_power(package, data, problem):
    (package.root / "stijl.docx").write_bytes(data())
    assert package.problems() == [f"stijl.docx{problem}"]


def test_a_style_file_with_power_in_a_zip_file(tmp_path):
    bad = restyled(add={"word/_rels/settings.xml.rels": links("attachedTemplate")})
    assert refusal(archive(tmp_path, ("stijl.docx", bad))) == [
        f"x.zip/stijl.docx/word/_rels/settings.xml.rels: {FETCHED}"
    ]


def test_a_style_file_that_unpacks_all_at_once(tmp_path):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_LZMA) as file:
        file.writestr("word/styles.xml", "<x/>")
    (problem,) = refusal(archive(tmp_path, ("stijl.docx", data.getvalue())))
    assert problem.startswith("x.zip/stijl.docx: dit stijlbestand is op een ongewone manier ingepakt")


@pytest.mark.parametrize(
    ("change", "add"),
    [
        (None, None),
        (None, {"word/_rels/header1.xml.rels": links("hyperlink", "https://www.example.nl/")}),
        ({"word/header1.xml": with_field(b"<w:r><w:instrText> PAGE </w:instrText></w:r>")}, None),
    ],
    ids=["as_shipped", "with_a_link_to_click", "with_a_page_number"],
)
def test_a_clean_style_file_passes(package, change, add):
    (package.root / "stijl.docx").write_bytes(restyled(change, add))
    assert package.load().style_file == str(package.root / "stijl.docx")


def test_a_style_file_without_end(package):
    with (package.root / "stijl.docx").open("wb") as file:
        file.truncate(20_000_001)
    assert package.problems() == ["stijl.docx: dit bestand is groter dan 20 MB; maak het kleiner"]


def test_what_is_packed_has_no_power_either(tmp_path):
    overlay = Package(tmp_path / "vreemd")
    overlay.write("pakket.yaml", OVERLAY)
    (overlay.root / "stijl.docx").write_bytes(restyled(add={"word/vbaProject.bin": b"x"}))
    with pytest.raises(Exception, match="macro's"):
        pack(overlay.root)


# ------------------------------------------------------------ words of a profile


@pytest.mark.parametrize(
    "text",
    ["{{ 7*7 }}", "{% include '/etc/passwd' %}", "<script>x</script>", "[x](javascript:x)", "![x](http://x)", "# kop",
     "=HYPERLINK(1)", "| a | b |"],
)  # fmt: skip
def test_words_of_a_profile_stay_words(package, text):
    package.write(TEXT_FILE, "---\nbronnen: []\n---\nVoor {{ gemeente.naam }}.\n")
    found = read_library([package.root]).texts["inleiding"].parts["tekst"]
    assert plain_text(found.render(Context({"gemeente.naam": text}, {}))) == f"Voor {text}."
