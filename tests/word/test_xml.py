"""XML written as text: the bytes are those that lxml writes of the same elements."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from liagen.word.parts.tree import xml_bytes
from liagen.word.parts.xml import OFFICE, WORD, element, escaped, part, word

SPACES = {"w": WORD, "r": OFFICE, "xml": "http://www.w3.org/XML/1998/namespace"}
DECLARED = {"xmlns:w": WORD, "xmlns:r": OFFICE}

TEXTS = st.text(
    st.one_of(st.sampled_from("&<>\"' \n\t\rë€😀\ufffd\x85\u2028\x7f"), st.characters(codec="utf-8"))
).filter(lambda text: all(sign in "\t\n\r" or sign >= " " for sign in text) and not {"\ufffe", "\uffff"} & set(text))
ATTRIBUTES = st.dictionaries(st.sampled_from(["w:val", "w:id", "r:id", "xml:space", "plain"]), TEXTS, max_size=3)
TREES = st.recursive(
    st.tuples(st.sampled_from(["w:t", "w:p", "plain"]), ATTRIBUTES, st.lists(TEXTS, max_size=1)),
    lambda inner: st.tuples(st.sampled_from(["w:r", "plain"]), ATTRIBUTES, st.lists(TEXTS | inner, max_size=4)),
    max_leaves=8,
)


def ours(tree, declared=()) -> bytes:
    name, attributes, content = tree
    inside = (escaped(each) if isinstance(each, str) else ours(each) for each in content)
    return element(name, dict(declared) | attributes, *inside)


def theirs(tree, parent=None):
    name, attributes, content = tree
    values = {qualified(key): value for key, value in attributes.items()}
    spaces = {prefix: SPACES[prefix] for prefix in ("w", "r")}
    made = etree.Element(qualified(name), nsmap=spaces) if parent is None else etree.SubElement(parent, qualified(name))
    for key, value in values.items():
        made.set(key, value)
    for each in content:
        if not isinstance(each, str):
            theirs(each, made)
        elif len(made):
            made[-1].tail = (made[-1].tail or "") + each
        else:
            made.text = (made.text or "") + each
    return made


def qualified(name: str) -> str:
    prefix, _, local = name.rpartition(":")
    return f"{{{SPACES[prefix]}}}{local}" if prefix else local


@settings(max_examples=40)
@given(TREES)
def test_the_bytes_are_those_of_lxml(tree):
    assert part(ours(tree, DECLARED)) == xml_bytes(theirs(tree))


@given(TEXTS)
def test_what_is_written_is_read_back(text):
    root = etree.fromstring(part(element("a", {"b": text}, escaped(text))))
    assert (root.text or "", root.get("b")) == (text, text)


@pytest.mark.parametrize("sign", ["\0", "\x08", "\x0b", "\x1f", "\ud800", "\ufffe", "\uffff"])
def test_what_no_xml_may_have_is_refused_as_lxml_does(sign):
    with pytest.raises(ValueError):
        etree.Element("a").text = sign
    with pytest.raises(ValueError):
        escaped(f"a{sign}b")
    with pytest.raises(ValueError):
        element("a", {"b": sign})


def test_an_element_of_word_has_its_prefix():
    assert word("p", word("t", escaped("a & b")), val="1") == b'<w:p w:val="1"><w:t>a &amp; b</w:t></w:p>'
