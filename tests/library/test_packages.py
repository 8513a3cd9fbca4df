"""Where packages are found, in what order they lie on each other, and what makes a folder or zip file one."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest
from layered import HEAD, Stack, members_of, refusal, zipped
from toy import CARD, SHIPPED, Package, make_package, open_folder, ordinary_user

from liagen.errors import LibraryError, OutputError
from liagen.library.load import load_library, read_library
from liagen.library.package import meant_name, pack, read_package, shipped_packages
from liagen.library.packages import find_packages, stack_packages, without_practice

NO_HEAD = "{}/pakket.yaml: dit bestand ontbreekt; zet er naam, versie, formaat en basis in"
CARD_FILE = "opties/beleggen/werkgroep.md"


@pytest.fixture()
def stack(tmp_path) -> Stack:
    return Stack(tmp_path)


def overlay(root, name=None, base="standaard"):
    """Return an empty package in ``root`` that lies on another."""
    package = Package(root)
    package.write("pakket.yaml", HEAD.format(name=name or root.name, base=base))
    return package


def names(*paths) -> list[str]:
    return [package.name for package in stack_packages(paths)]


PRACTICE = shipped_packages()["praktijk"]


def own_packages(named=(), here=None, own=None) -> tuple[Path, ...]:
    """Return the packages that the user has, besides the options from practice that are always there."""
    practice, *others = find_packages(named, here, own)
    assert practice == PRACTICE
    return tuple(others)


def found(named=(), here=None, own=None) -> list[str]:
    return [path.name for path in own_packages(named, here, own)]


def digest(path: Path) -> str:
    return read_package(path).digest()


# ------------------------------------------------------------ where packages are found


def test_nothing_is_found_where_nothing_is(tmp_path):
    assert own_packages((), tmp_path / "sjablonen", tmp_path / "eigen") == ()


def test_no_folder_at_all_is_no_package():
    assert own_packages((), None, None) == ()


def test_a_named_package_lies_above_the_folder_here_above_the_users_own(tmp_path):
    for place in ("genoemd", "sjablonen", "eigen"):
        overlay(tmp_path / place)
    assert found([tmp_path / "genoemd"], tmp_path / "sjablonen", tmp_path / "eigen") == [
        "eigen",
        "sjablonen",
        "genoemd",
    ]


def test_the_package_that_is_named_later_lies_above(tmp_path):
    assert found([tmp_path / "b", tmp_path / "a"]) == ["b", "a"]


def test_the_package_that_is_named_later_wins(stack):
    for name in ("een", "twee"):
        stack.overlay(name).write(CARD_FILE, f"---\ntitel: {name}\n---\n")
    assert stack.load().cards["werkgroep"].titel.source == "twee"


def test_a_folder_may_hold_packages(tmp_path):
    for name in ("b", "a"):
        overlay(tmp_path / "sjablonen" / name)
    assert found(here=tmp_path / "sjablonen") == ["a", "b"]


def test_a_package_in_a_folder_comes_after_its_base(tmp_path):
    place = tmp_path / "sjablonen"
    for name, base in (("a", "d"), ("b", "standaard"), ("c", "praktijk"), ("d", "e"), ("e", "standaard")):
        overlay(place / name, base=base)
    assert found(here=place) == ["e", "d", "a", "b", "c"]
    assert names(*find_packages((), place, None)) == ["standaard", "praktijk", "e", "d", "a", "b", "c"]


def test_a_base_in_the_folder_here_goes_below_a_package_of_the_user(tmp_path):
    overlay(tmp_path / "eigen" / "a", base="b")
    overlay(tmp_path / "sjablonen" / "b")
    assert found(here=tmp_path / "sjablonen", own=tmp_path / "eigen") == ["b", "a"]


def test_a_base_in_a_zip_file_comes_first(tmp_path):
    overlay(tmp_path / "sjablonen" / "a", base="zuid")
    head = HEAD.format(name="zuid", base="standaard")
    zipped(tmp_path / "sjablonen" / "z.zip", {"map/pakket.yaml": head, "map/teksten/pakket.yaml": "x"})
    assert found(here=tmp_path / "sjablonen") == ["z.zip", "a"]


def test_packages_that_build_on_each_other_or_cannot_be_read_are_told_later(tmp_path):
    place = tmp_path / "sjablonen"
    overlay(place / "a", base="b")
    overlay(place / "b", base="a")
    (place / "c.zip").write_bytes(b"x")
    (place / "d").mkdir()
    (place / "d" / "pakket.yaml").write_bytes(b"\xff")
    assert sorted(found(here=place)) == ["a", "b", "c.zip", "d"]
    assert refusal(*find_packages((), place, None)[1:2])


def test_a_folder_may_be_a_package(tmp_path):
    overlay(tmp_path / "sjablonen")
    overlay(tmp_path / "sjablonen" / "teksten")
    assert found(here=tmp_path / "sjablonen") == ["sjablonen"]


def test_a_folder_may_hold_zip_files(tmp_path):
    zipped(tmp_path / "sjablonen.zip", {"pakket.yaml": HEAD})
    assert found(here=tmp_path) == ["sjablonen.zip"]


def test_another_file_in_the_folder_is_no_package(tmp_path):
    (tmp_path / "notitie.txt").write_text("x")
    (tmp_path / "leeg").mkdir()
    assert found(here=tmp_path) == []


@pytest.mark.parametrize("name", [".verborgen", "__MACOSX"])
def test_a_hidden_folder_is_no_package(tmp_path, name):
    overlay(tmp_path / name)
    assert found(here=tmp_path) == []


def test_the_shadow_of_a_zip_file_on_a_mac_is_no_package(tmp_path):
    (tmp_path / "._pakket.zip").write_bytes(b"x")
    assert found(here=tmp_path) == []


@pytest.mark.parametrize("inside", ["opties", "teksten", "risicos", "opbouw.yaml", "woorden.yaml"])
def test_a_folder_without_its_head_is_told_and_not_passed_over(tmp_path, inside):
    (tmp_path / "sjablonen" / "eigen" / inside).mkdir(parents=True)
    (path,) = own_packages((), tmp_path / "sjablonen", None)
    assert refusal(path) == [NO_HEAD.format("eigen")]


def test_a_closed_folder_with_packages_is_told():
    with open_folder() as folder:
        place = folder / "sjablonen"
        place.mkdir()
        place.chmod(0o311)
        with ordinary_user(), pytest.raises(LibraryError) as caught:
            find_packages((), place, None)
        assert str(caught.value) == f"{place}: u mag deze map niet lezen; vraag om leesrechten"


def test_the_shipped_packages_have_names():
    assert set(shipped_packages()) >= {"standaard", "praktijk"}


def test_a_shipped_package_goes_by_its_name(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert own_packages([Path("standaard")], None, None) == (SHIPPED,)


@pytest.mark.parametrize("named", [[], [Path("praktijk")], [PRACTICE], [PRACTICE, Path("praktijk")]])
def test_the_options_from_practice_are_there_once_named_or_not(tmp_path, monkeypatch, named):
    monkeypatch.chdir(tmp_path)
    assert find_packages(named, None, None) == (PRACTICE,)


def test_the_options_from_practice_lie_below_what_the_user_has(tmp_path):
    own = overlay(tmp_path / "boven").root
    assert find_packages([own, Path("praktijk")], None, None) == (PRACTICE, own)
    assert without_practice(find_packages([own], None, None)) == (own,)


def test_a_folder_here_goes_before_a_shipped_package(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "praktijk").mkdir()
    assert own_packages([Path("praktijk")], None, None) == (Path("praktijk"),)


def test_a_name_with_a_folder_is_no_shipped_package(tmp_path):
    assert own_packages([tmp_path / "praktijk"], None, None) == (tmp_path / "praktijk",)


def test_an_endless_name_is_no_package():
    name = Path("x" * 5000)
    assert own_packages([name], None, None) == (name,)


# ------------------------------------------------------------ what lies on what


def test_without_packages_there_is_the_built_in_one():
    assert names() == ["standaard"]


def test_a_package_lies_on_its_base(tmp_path):
    assert names(overlay(tmp_path / "boven").root) == ["standaard", "boven"]


def test_the_chapter_can_name_every_package_with_its_version(tmp_path):
    library = read_library([overlay(tmp_path / "boven").root])
    assert [(each.name, each.version, each.shipped) for each in library.packages][1:] == [("boven", "1.0.0", False)]


def test_a_shipped_base_is_fetched(tmp_path):
    assert names(overlay(tmp_path / "boven", base="praktijk").root) == ["standaard", "praktijk", "boven"]


def test_a_chain_of_bases(tmp_path):
    below, above = overlay(tmp_path / "midden"), overlay(tmp_path / "boven", base="midden")
    assert names(below.root, above.root) == ["standaard", "midden", "boven"]


def test_a_base_need_not_lie_right_below(tmp_path):
    paths = [overlay(tmp_path / name).root for name in ("een", "twee")]
    assert names(*paths, overlay(tmp_path / "drie", base="een").root) == ["standaard", "een", "twee", "drie"]


def test_a_package_without_base_stands_alone(stack):
    stack.overlay("weg")
    stack.packages.append(make_package(stack.root / "alleen"))
    assert [package.place for package in stack.load().packages] == [str(stack.root / "alleen")]


def test_a_package_can_lie_on_one_that_stands_alone(stack):
    stack.overlay("boven")
    assert [package.name for package in stack.load().packages] == ["standaard", "boven"]


def test_the_same_place_twice_is_one_package(tmp_path):
    root = overlay(tmp_path / "boven").root
    assert names(root, tmp_path / "x" / ".." / "boven") == ["standaard", "boven"]


def test_a_package_that_is_found_and_then_named_wins(tmp_path):
    one, two = overlay(tmp_path / "een").root, overlay(tmp_path / "twee").root
    assert names(one, two, one) == ["standaard", "twee", "een"]


def test_what_another_package_stands_on_stays_below_it(tmp_path):
    one, two = overlay(tmp_path / "een").root, overlay(tmp_path / "twee", base="een").root
    assert names(one, two, one) == ["standaard", "een", "twee"]


def test_the_built_in_package_may_be_named(tmp_path):
    assert names(SHIPPED) == ["standaard"]


def test_a_base_that_is_not_there_is_told(tmp_path):
    root = overlay(tmp_path / "boven", base="weg").root
    assert refusal(root) == [
        "boven/pakket.yaml:4:8: basis: onbekend pakket; geef dat pakket eerst mee met --pakket of in klant.yaml"
    ]


def test_a_base_with_nearly_this_name_is_suggested(tmp_path):
    root = overlay(tmp_path / "boven", base="standard").root
    assert refusal(root) == ["boven/pakket.yaml:4:8: basis: onbekend pakket, bedoelde u `standaard`?"]


def test_a_base_that_comes_later_is_told(tmp_path):
    above, below = overlay(tmp_path / "boven", base="onder"), overlay(tmp_path / "onder")
    assert refusal(above.root, below.root) == [
        "boven/pakket.yaml:4:8: basis: onbekend pakket; geef dat pakket eerst mee met --pakket of in klant.yaml"
    ]


def test_the_same_name_twice_is_told(tmp_path):
    first, second = overlay(tmp_path / "een"), overlay(tmp_path / "twee", name="een")
    assert refusal(first.root, second.root) == [
        f"twee/pakket.yaml:1:7: naam: er is al een pakket `een`: {first.root}; kies een andere naam".replace(
            f"{tmp_path}/", ""
        )
    ]


def test_a_package_that_builds_on_itself_is_told(tmp_path):
    root = overlay(tmp_path / "boven", base="boven").root
    assert refusal(root) == [
        "boven/pakket.yaml:4:8: basis: onbekend pakket; geef dat pakket eerst mee met --pakket of in klant.yaml"
    ]


def test_a_base_that_stands_alone_cannot_lie_on_another_that_does(tmp_path):
    alone = make_package(tmp_path / "alleen")
    alone.swap("pakket.yaml", "naam: standaard", "naam: alleen")
    root = overlay(tmp_path / "boven", base="praktijk").root
    (problem,) = refusal(alone.root, root)
    assert problem.endswith(
        "basis: `standaard` staat op zichzelf, en `alleen` ook; geef dit pakket niet samen met `alleen` mee"
    )


def test_an_overlay_that_forgets_its_base_is_told_once(tmp_path):
    package = overlay(tmp_path / "boven")
    package.write("pakket.yaml", "naam: boven\nversie: 1.0.0\nformaat: 1\n")
    assert refusal(package.root) == [
        "boven/pakket.yaml:1:1: basis: noem het pakket waar dit op voortbouwt, bijvoorbeeld basis: standaard"
    ]


# ------------------------------------------------------------ the head


@pytest.mark.parametrize("key", ["naam", "versie", "formaat"])
def test_every_package_says_for_itself_what_it_is(tmp_path, key):
    package = overlay(tmp_path / "boven")
    rows = (package.root / "pakket.yaml").read_text().split("\n")
    package.write("pakket.yaml", "\n".join(row for row in rows if not row.startswith(f"{key}:")))
    assert refusal(package.root) == [f"boven/pakket.yaml:1:1: {key}: dit veld ontbreekt; vul het in"]


@pytest.mark.parametrize("number", [0, 1])
def test_a_wrong_name_is_told_also_below_another_package(tmp_path, number):
    layers = [overlay(tmp_path / name) for name in ("onder", "boven")]
    name = layers[number].root.name
    layers[number].swap("pakket.yaml", f"naam: {name}", "naam: Mijn pakket")
    (problem,) = refusal(*(layer.root for layer in layers))
    assert problem == (
        f'{name}/pakket.yaml:1:7: naam: "Mijn pakket" past hier niet; gebruik alleen kleine letters en _'
    )


def test_a_newer_format_is_refused(tmp_path):
    package = overlay(tmp_path / "boven")
    package.swap("pakket.yaml", "formaat: 1", "formaat: 2")
    assert refusal(package.root) == [
        "boven/pakket.yaml:3:10: formaat: dit pakket heeft formaat 2 en is te nieuw: deze liagen leest tot en met 1; "
        "installeer een nieuwere liagen"
    ]


def test_an_older_format_tells_how_to_mend(tmp_path):
    package = overlay(tmp_path / "boven")
    package.swap("pakket.yaml", "formaat: 1", "formaat: 0")
    (problem,) = refusal(package.root)
    assert "formaat 0 en is te oud; maak er formaat: 1 van" in problem


@pytest.mark.parametrize(
    ("found", "message"),
    [
        ("een", 'kies uit: 1; hier staat "een"'),
        ("[1]", "kies uit: 1; hier staat een lijst"),
        ("1.0", "kies uit: 1; hier staat 1.0"),
        ("true", "schrijf formaat: 1"),
    ],
)
def test_a_format_that_is_no_whole_number_is_told(tmp_path, found, message):
    package = overlay(tmp_path / "boven")
    package.swap("pakket.yaml", "formaat: 1", f"formaat: {found}")
    assert refusal(package.root) == [f"boven/pakket.yaml:3:10: formaat: {message}"]


def test_a_head_that_cannot_be_read_is_one_problem(tmp_path):
    package = overlay(tmp_path / "boven")
    package.write("pakket.yaml", "naam: [x\n")
    assert refusal(package.root) == ["boven/pakket.yaml:1:7: deze haak wordt niet gesloten, of er ontbreekt een komma"]


def test_a_head_that_is_no_text_is_one_problem(tmp_path):
    package = overlay(tmp_path / "boven")
    (package.root / "pakket.yaml").write_bytes(b"naam: \xff\n")
    assert refusal(package.root) == ["boven/pakket.yaml:1:7: dit teken is geen UTF-8; bewaar het bestand als UTF-8"]


def test_a_head_without_fields_is_told(tmp_path):
    package = overlay(tmp_path / "boven")
    package.write("pakket.yaml", "- naam\n")
    assert any(line.startswith("boven/pakket.yaml:1:1: ") for line in refusal(package.root))


def test_a_file_is_no_package(tmp_path):
    (tmp_path / "x.txt").write_text("x")
    assert refusal(tmp_path / "x.txt") == ["x.txt: dit is geen pakket; noem een map met pakket.yaml of een zip-bestand"]


def test_a_shipped_name_with_a_mistake_is_suggested(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(LibraryError) as caught:
        read_library(find_packages([Path("praktijkk")], None, None))
    assert str(caught.value) == "praktijkk: deze map is er niet, bedoelde u `praktijk`?"


# ------------------------------------------------------------ a folder


def test_hidden_files_stay_hidden(tmp_path):
    package = overlay(tmp_path / "boven")
    for name in (".git/x.md", "__pycache__/x.md", ".DS_Store", "opties/.x.md"):
        package.write(name, "x")
    assert list(read_package(package.root).files) == ["pakket.yaml"]


def test_other_files_are_left_alone(tmp_path):
    package = overlay(tmp_path / "boven")
    package.write("licentie.txt", "x")
    assert list(read_package(package.root).files) == ["pakket.yaml"]


def test_a_closed_folder_is_told():
    with open_folder() as folder:
        package = overlay(folder / "boven")
        (package.root / "teksten").mkdir()
        (package.root / "teksten").chmod(0)
        with ordinary_user():
            problems = refusal(package.root)
        (package.root / "teksten").chmod(0o755)
        assert problems == ["boven/teksten: u mag deze map niet lezen; vraag om leesrechten"]


def test_the_style_file_of_the_highest_package_wins(stack):
    for name in ("een", "twee"):
        (stack.overlay(name).root / "stijl.docx").write_bytes((SHIPPED / "stijl.docx").read_bytes())
    stack.overlay("drie")
    assert stack.load().style_file == str(stack.root / "twee" / "stijl.docx")


def test_without_any_style_file_the_lowest_package_should_have_it(stack):
    assert stack.load().style_file == f"{stack.root / 'onder'}/stijl.docx"


def test_the_built_in_style_file_serves_an_overlay(tmp_path):
    assert read_library([overlay(tmp_path / "boven").root]).style_file == str(SHIPPED / "stijl.docx")


# ------------------------------------------------------------ a zip file


def test_a_zip_file_is_a_package(tmp_path):
    package = make_package(tmp_path / "alles")
    path = zipped(tmp_path / "alles.zip", members_of(package.root))
    assert list(read_library([path]).cards) == ["werkgroep"]


@pytest.mark.parametrize("name", ["alles.zip", "ALLES.ZIP"])
def test_a_zip_file_may_have_one_folder_at_the_top(tmp_path, name):
    package = make_package(tmp_path / "alles")
    path = zipped(tmp_path / name, members_of(package.root, "mijn pakket/"))
    assert list(read_library([path]).cards) == ["werkgroep"]


def test_a_zip_file_from_a_mac_is_a_package(tmp_path):
    members = {**members_of(make_package(tmp_path / "alles").root, "alles/"), "__MACOSX/alles/._pakket.yaml": b"\0"}
    path = zipped(tmp_path / "alles.zip", {**members, ".DS_Store": b"\0"})
    assert list(read_library([path]).cards) == ["werkgroep"]


def test_a_zip_file_may_name_its_folders(tmp_path):
    package = make_package(tmp_path / "alles")
    path = zipped(tmp_path / "alles.zip", {"opties/": "", **members_of(package.root)})
    assert list(read_library([path]).cards) == ["werkgroep"]


def test_a_zip_file_with_two_folders_is_no_package(tmp_path):
    path = zipped(tmp_path / "x.zip", {"a/pakket.yaml": HEAD, "b/pakket.yaml": HEAD})
    assert refusal(path) == [NO_HEAD.format("x.zip")]


def test_an_empty_zip_file_is_no_package(tmp_path):
    assert refusal(zipped(tmp_path / "x.zip", {})) == [NO_HEAD.format("x.zip")]


def test_a_zip_file_that_is_not_there_is_told(tmp_path):
    assert refusal(tmp_path / "x.zip") == ["x.zip: dit bestand bestaat niet; kijk naar de naam en de map"]


def test_a_folder_that_calls_itself_a_zip_file_is_told(tmp_path):
    (tmp_path / "x.zip").mkdir()
    assert refusal(tmp_path / "x.zip") == [
        "x.zip: dit is geen leesbaar pakket; maak het opnieuw met `liagen sjabloon inpakken`"
    ]


def test_a_problem_in_a_zip_file_has_its_place(tmp_path):
    members = {"pakket.yaml": HEAD.format(name="boven", base="standaard"), CARD_FILE: "---\ncox: 9\n---\n"}
    assert refusal(zipped(tmp_path / "x.zip", members)) == [
        f"x.zip/{CARD_FILE}:2:6: cox: het getal 9 is te groot; het hoogste is 6"
    ]


def test_the_style_file_in_a_zip_file_counts(tmp_path):
    style = (SHIPPED / "stijl.docx").read_bytes()
    members = {"pakket.yaml": HEAD.format(name="boven", base="standaard"), "stijl.docx": style}
    library = read_library([zipped(tmp_path / "x.zip", members)])
    assert Path(library.style_file).read_bytes() == style


# ------------------------------------------------------------ packing


def test_a_folder_packed_is_the_same_package(tmp_path):
    package = make_package(tmp_path / "alles")
    path = tmp_path / "alles.zip"
    path.write_bytes(pack(package.root))
    assert {name: file.text for name, file in read_package(path).files.items()} == {
        name: file.text for name, file in read_package(package.root).files.items()
    }


def test_packing_gives_the_same_bytes(tmp_path):
    first, second = make_package(tmp_path / "een"), make_package(tmp_path / "twee")
    assert pack(first.root) == pack(second.root)


def test_packing_keeps_the_style_file(tmp_path):
    package = overlay(tmp_path / "boven")
    (package.root / "stijl.docx").write_bytes((SHIPPED / "stijl.docx").read_bytes())
    path = tmp_path / "boven.zip"
    path.write_bytes(pack(package.root))
    with zipfile.ZipFile(path) as file:
        assert file.read("stijl.docx") == (SHIPPED / "stijl.docx").read_bytes()


def test_packing_tells_what_it_leaves(tmp_path):
    package = overlay(tmp_path / "boven")
    package.write("licentie.txt", "x")
    (package.root / "stijl.docx").write_bytes(b"")
    assert read_package(package.root).unused == ("licentie.txt",)


def test_what_a_zip_file_holds_besides_is_told(tmp_path):
    members = {**members_of(overlay(tmp_path / "boven").root, "boven/"), "boven/teksten/a.txt": "x", ".DS_Store": b"\0"}
    assert read_package(zipped(tmp_path / "x.zip", members)).unused == ("teksten/a.txt",)


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("teksten/a.md.txt", "a.md"),
        ("teksten/a.MD", "a.md"),
        ("teksten/a.markdown", "a.md"),
        ("woorden.yaml.txt", "woorden.yaml"),
        ("Stijl.DOCX", "stijl.docx"),
        ("LEESMIJ.MD", ""),
        ("teksten/a.txt", ""),
        ("huisstijl.docx", ""),
        ("notitie.md.bak", ""),
    ],
)
def test_a_name_that_is_nearly_read_is_refused_with_the_right_one(tmp_path, name, meant):
    package = overlay(tmp_path / "boven")
    package.write(name, "x")
    assert meant_name(name) == meant
    if meant:
        assert refusal(package.root) == [f"boven/{name}: zo leest liagen dit bestand niet; geef het de naam {meant}"]
    else:
        read_library([package.root])


def test_a_head_with_a_hidden_ending_is_pointed_at(tmp_path):
    package = overlay(tmp_path / "boven")
    (package.root / "pakket.yaml").rename(package.root / "pakket.yaml.txt")
    assert refusal(package.root) == ["boven/pakket.yaml: dit bestand ontbreekt; pakket.yaml.txt moet zo heten"]


def test_packing_refuses_what_is_too_large_together(tmp_path, monkeypatch):
    monkeypatch.setattr("liagen.library.package.MAX_TOTAL", 10)
    with pytest.raises(OutputError, match="uitgepakt groter dan"):
        pack(overlay(tmp_path / "boven").root)


def test_packing_refuses_a_link(tmp_path):
    package = overlay(tmp_path / "boven")
    (tmp_path / "geheim.md").write_text(CARD)
    (package.root / "geheim.md").symlink_to(tmp_path / "geheim.md")
    with pytest.raises(OutputError, match="een snelkoppeling mag niet in een pakket"):
        pack(package.root)


def test_packing_refuses_a_file_that_cannot_be_read(tmp_path):
    package = overlay(tmp_path / "boven")
    (package.root / "woorden.yaml").write_bytes(b"\xff")
    with pytest.raises(OutputError, match="geen UTF-8"):
        pack(package.root)


def test_packing_refuses_a_folder_that_is_no_package(tmp_path):
    with pytest.raises(LibraryError, match="ontbreekt"):
        pack(tmp_path)


# ------------------------------------------------------------ read once


def test_the_same_packages_are_read_once_per_process(stack):
    paths = [package.root for package in stack.packages]
    assert load_library(*paths) is load_library(*paths)


def test_reading_afresh_sees_what_was_saved(stack):
    above = stack.overlay()
    stack.load()
    above.write(CARD_FILE, "---\ntitel: Nieuw\n---\n")
    assert stack.load().cards["werkgroep"].titel.source == "Nieuw"


# ------------------------------------------------------------ the digest of what is read


def test_a_folder_and_its_zip_file_have_the_same_digest(tmp_path):
    package = overlay(tmp_path / "boven")
    (tmp_path / "boven.zip").write_bytes(pack(package.root))
    assert digest(package.root) == digest(tmp_path / "boven.zip")
    assert load_library(package.root).packages[1].digest == digest(package.root)


def test_a_change_of_anything_that_is_read_changes_the_digest(tmp_path):
    package = overlay(tmp_path / "boven")
    found = [digest(package.root)]
    package.write("teksten/a.md", "Een.\n")
    found.append(digest(package.root))
    (package.root / "teksten/a.md").rename(package.root / "teksten/b.md")
    found.append(digest(package.root))
    shutil.copy(SHIPPED / "stijl.docx", package.root / "stijl.docx")
    found.append(digest(package.root))
    assert len(set(found)) == len(found)


def test_what_is_not_read_and_the_ends_of_lines_do_not_change_it(tmp_path):
    package = overlay(tmp_path / "boven")
    before = digest(package.root)
    package.write("lees mij.txt", "x")
    head = package.root / "pakket.yaml"
    head.write_bytes(head.read_bytes().replace(b"\n", b"\r\n"))
    assert digest(package.root) == before


def test_a_package_with_problems_has_none(tmp_path):
    package = overlay(tmp_path / "boven")
    package.write("stijl.docx", "geen Word")
    assert digest(package.root) == ""
