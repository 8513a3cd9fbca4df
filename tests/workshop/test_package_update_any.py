"""Whatever she and the new version changed: nothing of hers is lost, and the rest is the new version."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from update_builders import after, below, hers, planned

from liagen.errors import LibraryError
from liagen.files.yaml_in import parse_yaml
from liagen.files.yaml_out import write_in_flow, write_tree
from liagen.library.compile import compile_library
from liagen.library.layers import Layers, parse_card
from liagen.library.package import TextFile
from liagen.workshop.own_edits import rows_by_key

NAME = "opties/beleggen/werkgroep.md"
RULE = [{"als": "organisatie.fte >= 400", "reden": "Groot."}]
NEEDED = {"titel": ["Groep", "Werkgroep", "Team"], "cox": [1, 2, 3], "bronnen": [["§4.1.1.1"], ["§4.1.1.2"]]}
FREE = {
    "rapport": [["U3"], ["U4"], ["U3", "U4"]],
    "kort_punt": ["een groep", "a: b # c", "'s avonds"],
    "opmerking": ["Een regel.", "Een\n\ntekst.\n", "- geen lijst"],
    "kies_als": [RULE, [{**RULE[0], "reden": "Klein."}]],
    "bij_onbekend": ["voorstel"],
}
GOAL = {"wat": ["A.", "B.", "C."], "eigenaar": ["zij", "hij"], "indicator": ["verslag", "lijst"]}
PARTS = {"tekst": ["Een.", "Twee.", "Drie."], "voorstel": ["Wij doen dit.", "Wij doen dat."], "werkblad": ["Lees."]}
GOALS = ("bijeen", "later")
WORDS = ("kop_doel", "kop_nr", "planning_niets")


def one_of(draw: Any, values: list[Any]) -> Any:
    return draw(st.sampled_from(values))


@st.composite
def goal(draw: st.DrawFn, name: str) -> dict[str, Any]:
    """Return a goal, worded as no other."""
    found = {key: one_of(draw, values) for key, values in GOAL.items()}
    return (
        found
        | {"wat": f"{name} {found['wat']}"}
        | ({"termijn": draw(st.integers(1, 4))} if draw(st.booleans()) else {})
    )


@st.composite
def cards(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the keys and parts of a whole card."""
    keys = {key: one_of(draw, values) for key, values in NEEDED.items()}
    keys |= {key: one_of(draw, values) for key, values in FREE.items() if draw(st.booleans())}
    goals = {name: draw(goal(name)) for name in GOALS if draw(st.booleans())}
    parts = {name: one_of(draw, values) for name, values in PARTS.items() if name == "tekst" or draw(st.booleans())}
    return keys | ({"doelen": goals} if goals else {}), parts


@st.composite
def edited(draw: st.DrawFn, card: tuple[dict[str, Any], dict[str, str]]) -> tuple[dict[str, Any], dict[str, str]]:
    """Return what she has of a card: of each key and part nothing, the same, or something of her own."""
    other = draw(cards())

    def mix(mine: dict[str, Any], theirs: dict[str, Any]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key in dict.fromkeys([*mine, *theirs]):
            if isinstance(mine.get(key), dict) and isinstance(theirs.get(key), dict):
                found[key] = mix(mine[key], theirs[key])
            elif (choice := draw(st.sampled_from(["niets", "zelfde", "zelfde", "eigen", "weg"]))) == "zelfde":
                found[key] = mine.get(key)
            elif choice == "eigen":
                found[key] = theirs.get(key)
            elif choice == "weg" and key in mine and (key in FREE or key in GOALS):
                found[key] = None
        return {key: each for key, each in found.items() if each not in ({},) and (each is not None or key in mine)}

    keys, parts = mix(card[0], other[0]), mix(card[1], other[1])
    return keys, {name: text if text is not None else "null" for name, text in parts.items() if text or name != "tekst"}


def typed(draw: st.DrawFn, keys: dict[str, Any], parts: dict[str, str]) -> tuple[str, list[str]]:
    """Return a card as someone types it, with her remarks anywhere among the keys."""
    rows, remarks = [], []
    for key, value in keys.items():
        flow = isinstance(value, dict) and draw(st.booleans())
        block = f"{key}: {write_in_flow(value)}\n" if flow else write_tree({key: value})
        for row in block.splitlines():
            if draw(st.integers(0, 4)) == 0 and "|" not in block:
                remarks.append(f"# van haar {len(remarks)}.")
                indent = row[: len(row) - len(row.lstrip())]
                rows += [f"{indent}{remarks[-1]}", row] if draw(st.booleans()) else [f"{row}  {remarks[-1]}"]
            else:
                rows.append(row)
    body = "".join(f"{heading(name)}{text}\n\n" for name, text in parts.items())
    front = "".join(f"{row}\n" for row in rows)
    return (f"---\n{front}---\n{body}" if rows or draw(st.booleans()) else body), remarks


def heading(part: str) -> str:
    return "" if part == "tekst" else f"## {part.capitalize()}\n\n"


def leaves(value: dict[str, Any], path: tuple[str, ...] = ()) -> dict[tuple[str, ...], Any]:
    found: dict[tuple[str, ...], Any] = {}
    for key, each in value.items():
        found |= leaves(each, (*path, key)) if isinstance(each, dict) else {(*path, key): each}
    return found


def said(text: str) -> dict[tuple[str, ...], Any]:
    """Return each key and part of a card with its value."""
    card = parse_card(TextFile(NAME, text))
    assert not card.problems
    return leaves(card.tree.mapping) | {("##", name): part.text.strip() for name, part in card.parts.items()}


def merged(*packages: Any) -> dict[tuple[str, ...], Any]:
    (card,) = Layers(packages).cards("opties/beleggen")
    assert not card.problems
    return leaves(card.tree.mapping) | {("##", name): part.text.strip() for name, part in card.parts.items()}


def expected(
    own: dict[tuple[str, ...], Any], old: dict[tuple[str, ...], Any], new: dict[tuple[str, ...], Any]
) -> dict[tuple[str, ...], Any]:
    """Return what must count: hers where she changed it, and else the new version; a goal that is gone is one part."""
    found = dict(new)
    for path, value in own.items():
        goal = path[:2] if path[0] == "doelen" and len(path) == 3 else path
        beside = [each for each in own if each[: len(goal)] == goal]
        was, still = (any(each[: len(goal)] == goal for each in low) for low in (old, new))
        gone = goal != path and was and not still
        changed = [each for each in (beside if gone else [path]) if own[each] not in (None, old.get(each, "geen"))]
        removed = value in (None, "null")
        if removed:
            found = {each: kept for each, kept in found.items() if each[: len(path)] != path}
            found |= {path: None} if gone and changed else {}  # within a goal that she keeps whole
        elif changed:
            found[path] = value
    return found


@settings(
    max_examples=25,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(st.data())
def test_an_update_keeps_what_is_hers_and_takes_the_rest(data):
    old_card, new_card = data.draw(cards()), data.draw(cards())
    own_text, remarks = typed(data.draw, *data.draw(edited(old_card)))
    words = {key: data.draw(st.sampled_from(["X", "Y", "Z"])) for key in WORDS if data.draw(st.booleans())}
    head = parse_yaml(below("1").files["woorden.yaml"].text, "").value
    versions = []
    for number, (keys, parts) in (("1", old_card), ("2", new_card)):
        changed = head | {key: data.draw(st.sampled_from(["X", "Y"])) for key in WORDS}
        text = f"---\n{write_tree(keys)}---\n" + "".join(f"{heading(name)}{text}\n\n" for name, text in parts.items())
        versions.append(below(number, {NAME: text, "woorden.yaml": write_tree(changed)}))
    old, new = versions
    mine = hers({NAME: own_text, **({"woorden.yaml": write_tree(words)} if words else {})})

    update = planned(mine, old, new)
    then = after(mine, update)

    # What counts now is hers where she changed something, and else the new version.
    own = said(own_text)
    assert merged(new, then) == expected(own, merged(old), merged(new))
    counted = [Layers(stack).table("woorden.yaml").tree.value for stack in ((old,), (new,), (new, then))]
    for key in WORDS:
        hers_counts = key in words and words[key] != counted[0][key]
        assert counted[2][key] == (words[key] if hers_counts else counted[1][key])
    # Every remark of hers is there still, once.
    left = then.files[NAME].text if NAME in then.files else ""
    assert [left.count(remark) for remark in remarks] == [1] * len(remarks)
    # A second time changes nothing more.
    again = planned(then, old, new)
    assert again.files == {}
    assert again.choices == (() if update.head_raised else update.choices)
    # It can be read when both could, unless something is left for her to choose.
    if loads(old, mine) and not update.choices:
        assert update.problems == ()
        assert loads(new, then)


def loads(*packages: Any) -> bool:
    try:
        compile_library(packages)
    except LibraryError:
        return False
    return True


ROLE = {"rol": ["Trekker", "Lid"], "wie": ["iemand", "a: b"], "taak": ["Trekt.", "Helpt. # echt"], "als": ["altijd"]}


@st.composite
def roles(draw: st.DrawFn) -> list[dict[str, str]]:
    """Return a list of roles, each with some of its fields."""
    keys = draw(st.lists(st.sampled_from(["a", "b", "c", "d"]), unique=True, min_size=1))
    return [
        {"sleutel": key}
        | {name: one_of(draw, each) for name, each in ROLE.items() if name == "rol" or draw(st.booleans())}
        for key in keys
    ]


@settings(max_examples=60, deadline=None)
@given(roles(), roles(), st.booleans())
def test_a_list_of_rows_by_their_key_says_the_same(low, own, in_flow):
    under = below("1", {"rollen.yaml": write_tree({"rollen": low})})
    typed = (
        f"rollen: {write_in_flow(own)}\n"
        if in_flow
        else "rollen:\n" + "".join(f"  {row}\n" for row in write_tree(own).splitlines())
    )
    by_key = {row["sleutel"]: {name: each for name, each in row.items() if name != "sleutel"} for row in low}
    found = Layers((under, hers({"rollen.yaml": rows_by_key(typed, "rollen", by_key)}))).table("rollen.yaml")
    assert found.problems == []
    assert found.tree.value == {"rollen": own}
