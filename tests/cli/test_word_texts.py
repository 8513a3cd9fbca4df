"""`sjabloon naar-word` and `sjabloon uit-word` on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from own_package import ONE, package
from word_texts_builder import EditedDocument

from liagen.cli import run
from liagen.library.package import shipped_packages

CARD = "---\ntitel: Proef  # noot\n---\n## Bestaat\n\nWij doen dit al, met {{ gemeente.naam }}.\n"
BODY = f"{ONE}#bestaat"


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture()
def zuid(here, capsys) -> Path:
    """A package of one card, with its document `t.docx`."""
    package(here / "zuid", ONE, CARD)
    assert run(["sjabloon", "naar-word", "zuid", "-o", "t.docx"]) == 0
    assert capsys.readouterr() == ("t.docx\n", "Teksten: 2. Daarna: liagen sjabloon uit-word t.docx\n")
    return here / "zuid"


def edit(key: str, old: str, new: str, name: str = "t.docx") -> None:
    path = Path(name)
    path.write_bytes(EditedDocument(path.read_bytes()).with_words(key, old, new).data())


def test_an_own_package_is_changed_in_its_place(zuid, capsys):
    edit(BODY, "Wij doen dit al, met ", "Wij deden dit al, met ")
    assert run(["sjabloon", "uit-word", "t.docx"]) == 0
    assert capsys.readouterr() == (
        f"{Path('zuid') / ONE}\n",
        f"{ONE}, deel bestaat: veranderd\nVeranderd: 1. Kijk na: liagen sjabloon controleer zuid\n",
    )
    assert (zuid / ONE).read_text(encoding="utf-8") == CARD.replace("doen", "deden")


def test_nothing_changed_is_told(zuid, capsys):
    assert run(["sjabloon", "uit-word", "t.docx"]) == 0
    assert capsys.readouterr() == ("", "Er is niets veranderd.\n")
    assert (zuid / ONE).read_text(encoding="utf-8") == CARD


def test_texts_of_liagen_go_to_a_new_package(here, capsys):
    name = "risicos/kennis_blijft_buiten.md"
    title = shipped_packages()["praktijk"].joinpath(name).read_text(encoding="utf-8").split("titel: ")[1].split("\n")[0]
    assert run(["sjabloon", "naar-word", "praktijk"]) == 0
    edit(f"{name}:titel", title, "Kennis blijft buiten staan", "praktijk-teksten.docx")
    assert run(["sjabloon", "uit-word", "praktijk-teksten.docx", "mijn-pakket"]) == 0
    made = {
        path.relative_to(here).as_posix(): path.read_text(encoding="utf-8") for path in here.glob("mijn-pakket/**/*.*")
    }
    assert set(made) == {"mijn-pakket/pakket.yaml", f"mijn-pakket/{name}"}
    assert "basis: praktijk\n" in made["mijn-pakket/pakket.yaml"]
    assert made[f"mijn-pakket/{name}"] == "---\ntitel: Kennis blijft buiten staan\n---\n"
    assert f"{name}, titel: nieuw in uw pakket" in capsys.readouterr().err


def test_what_the_check_refuses_is_not_written(zuid, capsys):
    edit(BODY, "Wij doen dit al, met ", "Wij {{ gemeente.naamm }} met ")
    edit(f"{ONE}:titel", "Proef", "Andere titel")
    assert run(["sjabloon", "uit-word", "t.docx"]) == 1
    assert f"{Path('zuid') / ONE}:6:8: onbekend veld `gemeente.naamm`" in capsys.readouterr().err
    assert (zuid / ONE).read_text(encoding="utf-8") == CARD


def test_a_mistake_that_was_there_already_holds_nothing_up(zuid):
    (zuid / "teksten").mkdir()
    (zuid / "teksten/los.md").write_text("{{ gemeente.naamm }}\n", encoding="utf-8")
    edit(f"{ONE}:titel", "Proef", "Andere titel")
    assert run(["sjabloon", "uit-word", "t.docx"]) == 0
    assert "titel: Andere titel  # noot" in (zuid / ONE).read_text(encoding="utf-8")


def test_a_text_that_is_other_by_now_is_told(zuid, capsys):
    (zuid / ONE).write_text(CARD.replace("dit al", "dit allang"), encoding="utf-8")
    edit(BODY, "Wij doen", "Zij doen")
    assert run(["sjabloon", "uit-word", "t.docx"]) == 1
    told = "Niet overgenomen, want deze tekst is in het pakket intussen anders: "
    assert f"{told}{ONE}, deel bestaat: Zij doen dit al, met ‹naam van de gemeente›." in capsys.readouterr().err
    assert (zuid / ONE).read_text(encoding="utf-8") == CARD.replace("dit al", "dit allang")


def test_what_is_quoted_does_nothing_to_the_screen(zuid, capsys):
    (zuid / ONE).write_text(CARD.replace("dit al", "dit allang"), encoding="utf-8")
    edit(BODY, "Wij doen", "\ue004Zij\u202e doen")
    assert run(["sjabloon", "uit-word", "t.docx"]) == 1
    assert "‹U+E004›Zij‹U+202E› doen" in capsys.readouterr().err


def test_where_texts_cannot_go_is_told(zuid, here, capsys):
    def refusal(*arguments: str) -> str:
        assert run(["sjabloon", *arguments]) == 2
        return capsys.readouterr().err.split("\n")[0]

    named = "noem de map van uw pakket: liagen sjabloon uit-word t.docx MAP"
    zuid.rename(here / "noord")
    assert refusal("uit-word", "t.docx") == named
    shipped = str(shipped_packages()["standaard"])
    assert refusal("uit-word", "t.docx", shipped) == f"{shipped} hoort bij liagen; noem de map van een eigen pakket"
    assert refusal("uit-word", "t.docx", "x.zip") == "x.zip is geen map; noem de map van uw pakket"
    assert refusal("uit-word", "t.docx", "leeg").startswith(
        "deze teksten zijn van het pakket voorbeeld, en daar bouwt "
    )
    assert refusal("naar-word", "noord", "-o", "t.doc") == "de naam t.doc moet eindigen op .docx"
    (here / "kaal").mkdir()
    (here / "kaal/pakket.yaml").write_text('naam: kaal\nversie: "1"\nformaat: 1\nbasis: standaard\n', encoding="utf-8")
    assert refusal("naar-word", "kaal").startswith("het pakket kaal heeft zelf nog geen teksten")
    assert run(["sjabloon", "naar-word", "noord", "-o", "t.docx"]) == 1
    assert not (here / "leeg").exists()


def test_a_card_that_cannot_be_read_is_told(zuid, capsys):
    (zuid / ONE).write_text("---\ntitel: 'Proef\n---\n", encoding="utf-8")
    assert run(["sjabloon", "naar-word", "zuid", "-o", "u.docx"]) == 1
    assert f"{Path('zuid') / ONE}:2:8" in capsys.readouterr().err
    assert run(["sjabloon", "uit-word", "t.docx"]) == 1


def test_a_place_elsewhere_is_not_kept_and_not_followed(here, capsys):
    package(here / "zuid", ONE, CARD)
    (here / "werk").mkdir()
    assert run(["sjabloon", "naar-word", str(here / "zuid"), "-o", "t.docx"]) == 0
    parts = EditedDocument(Path("t.docx").read_bytes()).parts
    assert str(here).encode() not in b"".join(parts.values())
    edited = EditedDocument(Path("t.docx").read_bytes()).with_words(BODY, "Wij", "Zij")
    edited.with_part("customXml/item1.xml", parts["customXml/item1.xml"].replace(b'place=""', b'place="werk/../zuid"'))
    Path("t.docx").write_bytes(edited.data())
    assert run(["sjabloon", "uit-word", "t.docx"]) == 2
    assert "noem de map van uw pakket" in capsys.readouterr().err
