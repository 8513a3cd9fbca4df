"""What was written for a file of its own, made to fit in a draft: its styles, lists, links, remarks and numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

from liagen.document.blocks import Chapter, Note
from liagen.document.carried import Basis, Carried
from liagen.word.parts import relations
from liagen.word.parts.measure import length, whole_number
from liagen.word.parts.scan import Node, Patch, patched
from liagen.word.parts.xml import ID, OFFICE, VAL, W, word
from liagen.word.readback.carried import carried_in
from liagen.word.readback.draft_file import DraftFile, open_draft
from liagen.word.readback.edited import PROPERTIES, EditedParagraph, EditedText, read_edited
from liagen.word.styles.roles import StyleRole, normalized_name
from liagen.word.styles.standard import own_stationery
from liagen.word.write.comments import MADE_BY, close_comment, comment, comments_bytes, open_comment
from liagen.word.write.draft import DraftBody
from liagen.word.write.package import write_package

AUTHOR: Final = "liagen bijwerken"
"""Who puts remarks and tracked changes in a draft that is brought up to date; the remarks of a draft are by liagen."""

_INITIALS: Final = "lb"
_MARKER: Final = "lia-"
_MARKED: Final = re.compile(rb'<w:(pStyle|rStyle|tblStyle) w:val="lia-(\w+)"/>')
_BOOKMARK: Final = re.compile(rb'(<w:bookmark(?:Start|End) w:id=")(\d+)"')
_REMARK: Final = re.compile(rb'(<w:comment(?:RangeStart|RangeEnd|Reference) w:id=")(\d+)"')
_CONTROL: Final = re.compile(rb'(<w:sdtPr>(?:(?!</w:sdtPr>).)*?<w:id w:val=")(\d+)"', re.DOTALL)
_LINK: Final = re.compile(rb'<w:hyperlink r:id="(\w+)"')
_PICTURE: Final = re.compile(rb'(<a:blip r:embed=")(\w+)"')
_LINK_TAG: Final = re.compile(rb"(</?w:hyperlink(?: [^>]*)?>)")
_NUMBERED: Final = re.compile(rb'<w:numId w:val="(\d+)"/>')
_EMPTY_RUN_PROPERTIES: Final = b"<w:rPr></w:rPr>"
_COMMENTS_KIND: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_STYLES: Final = f"{OFFICE}/styles"
_NUMBERING: Final = f"{OFFICE}/numbering"
_HIGHEST: Final = 2**31 - 1


@dataclass(eq=False)
class RenewedDraft:
    """The chapter as liagen makes it now, as a Word file whose styles are named for their roles."""

    file: DraftFile
    carried: Carried
    text: EditedText

    @cached_property
    def remarks(self) -> Mapping[str, Node]:
        """Return the remarks by their number."""
        return _remarks(self.file)

    def properties(self, paragraph: EditedParagraph) -> bytes:
        """Return the properties of a paragraph of it, as they are written; empty without."""
        node = paragraph.node.find(PROPERTIES)
        return self.file.document[node.start : node.end] if node else b""

    def role(self, key: str) -> StyleRole | None:
        """Return the role of a text, by its id; None when it is none of its texts, or has no style."""
        unit = self.text.units.get(key)
        return _role_of(self.properties(unit.paragraphs[0])) if unit else None


def write_renewed(chapter: Chapter, basis: Basis, text_width: int, tables_before: int = 0) -> RenewedDraft:
    """Return a chapter as a draft to take parts from; ``text_width`` in twentieths of a point.

    Its first table is numbered as the one after ``tables_before``.
    """
    ours = own_stationery()
    styles = {role: f"{_MARKER}{role.name}" for role in ours.styles}
    stationery = replace(ours, styles=styles, text_width=text_width)
    body = DraftBody(stationery, chapter, {}, basis)
    body.start_after_tables(tables_before)
    data = write_package(stationery, chapter, body.story())
    file = open_draft(data, "")
    carried = carried_in(file.parts, "")
    if carried is None:
        raise ValueError("a draft with a basis carries it")
    return RenewedDraft(file, carried, read_edited(file.body, carried))


def text_width_of(body: Node) -> int:
    """Return the width of the text on the last page of a draft; that of our own when it does not say."""
    section = next((child for child in reversed(body.children) if child.tag == f"{W}sectPr"), None)
    size, margins = (section.find(W + tag) if section else None for tag in ("pgSz", "pgMar"))
    if size is None or margins is None:
        return own_stationery().text_width
    page, left, right = (
        length(node.get(W + key)) for node, key in ((size, "w"), (margins, "left"), (margins, "right"))
    )
    width = (page or 0) - (left or 0) - (right or 0)
    return width if width > 0 else own_stationery().text_width


@dataclass(eq=False)
class Grafter:
    """Makes parts of a renewed draft fit in an edited one; what that one needs besides is added to its file."""

    file: DraftFile
    text: EditedText
    renewed: RenewedDraft
    date: str
    _patches: dict[str, list[Patch]] = field(default_factory=dict)
    _lists: dict[str, str] = field(default_factory=dict)
    _new_remarks: list[bytes] = field(default_factory=list)
    _next_control: int = 0
    _marks: int = 0

    def graft(self, data: bytes) -> bytes:
        """Return a part of the renewed text as it fits in the draft."""
        data = _MARKED.sub(self._style, data).replace(_EMPTY_RUN_PROPERTIES, b"")
        data = _BOOKMARK.sub(lambda match: match[1] + b'%d"' % (self._first_bookmark + int(match[2])), data)
        data = _CONTROL.sub(lambda match: match[1] + b'%d"' % self._control_number(), data)
        data = _REMARK.sub(self._remark_number, data)
        data = _PICTURE.sub(self._picture, data)
        return _LINK.sub(self._link, data)

    def properties(self, paragraph: EditedParagraph) -> bytes:
        """Return the properties of a new paragraph: those of the nearest of its kind in the draft, or else its own."""
        own = self.renewed.properties(paragraph)
        role, number = _role_of(own), _number_of(own)
        example, in_list = self._example(paragraph, role, number)
        if example is None:
            return self._numbered(self.graft(own), number)
        like = _plain_properties(self.file.document, example)
        return like if in_list else self._numbered(like, number)

    def remark(self, text: str) -> tuple[bytes, bytes]:
        """Add a remark about the update; return what stands before and after the words that it is about."""
        number = self._free_remark()
        sign = self.style(StyleRole.COMMENT_MARK)
        look = self.style(StyleRole.COMMENT)
        self._new_remarks.append(comment(Note(text), number, self.date, look, sign, AUTHOR, _INITIALS))
        return open_comment(number), close_comment(number, "")

    def mark(self, kind: str, runs: bytes) -> bytes:
        """Return runs as a tracked change; a link holds its change, and not the other way round."""
        parts = _LINK_TAG.split(runs)
        return b"".join(
            part if _LINK_TAG.fullmatch(part) else word(kind, part, **self.change()) for part in parts if part
        )

    def change(self) -> dict[str, str]:
        """Return who made a tracked change and when; each has a number of its own."""
        self._marks += 1
        number = self._first_bookmark + len(self.renewed.carried.paragraphs) * 3 + 1000 + self._marks
        return {"id": str(number), "author": AUTHOR, "date": f"{self.date}T00:00:00Z"}

    def style(self, role: StyleRole) -> str:
        """Return the style of the draft for a role, empty when it has none."""
        return self._styles.get(role, "")

    def has_role(self, key: str, role: StyleRole) -> bool:
        """Say whether a text, of the draft or renewed, has this role."""
        unit = self.text.units.get(key)
        if key in self.renewed.text.units or unit is None:
            return self.renewed.role(key) is role
        return _style_of(unit.paragraphs[0].node) == self.style(role) != ""

    def finish(self) -> None:
        """Put what the new text needs besides into the file."""
        if self._new_remarks:
            self._add_remarks()
        for name, patches in self._patches.items():
            self.file.change(name, patched(self.file.parts[name], patches))

    # ------------------------------------------------------------ styles

    def _style(self, match: re.Match[bytes]) -> bytes:
        style = self.style(StyleRole[match[2].decode()])
        return word(match[1].decode(), val=style) if style else b""

    @cached_property
    def _styles(self) -> Mapping[StyleRole, str]:
        """Return the style of each role: as most paragraphs of ours have it now, and else by its name."""
        votes: dict[StyleRole, Counter[str]] = {}
        for key, unit in self.text.units.items():
            role = self.renewed.role(key)
            if role and not unit.joined:
                votes.setdefault(role, Counter())[_style_of(unit.paragraphs[0].node)] += 1
        found = {role: count.most_common(1)[0][0] for role, count in votes.items()}
        tables = Counter(_table_style(table) for each in self.text.units.values() for table in _tables(each.paragraphs))
        if tables:
            found[StyleRole.TABLE] = tables.most_common(1)[0][0]
        return self._by_name | found

    @cached_property
    def _by_name(self) -> dict[StyleRole, str]:
        name = self.file.related(_STYLES)
        known: dict[tuple[str, str], str] = {}
        for node in self.file.root(name).children if name else []:
            label = node.find(f"{W}name")
            if node.tag == f"{W}style" and label is not None:
                known.setdefault((node.get(f"{W}type"), normalized_name(label.get(VAL))), node.get(f"{W}styleId"))
        named = {
            role: next(
                (known[role.kind, each] for each in map(normalized_name, role.names) if (role.kind, each) in known), ""
            )
            for role in StyleRole
        }
        return {role: style for role, style in named.items() if style}

    def _example(self, paragraph: EditedParagraph, role: StyleRole | None, number: str) -> tuple[Node | None, bool]:
        """Return the properties of a paragraph of ours near a new one that is of the same kind; is it in its list?"""
        order = list(self.renewed.text.units)
        place = order.index(paragraph.ids[0])
        near = [*reversed(order[:place]), *order[place + 1 :]]
        found: Node | None = None
        for key in near:
            unit, ours = self.text.units.get(key), self.renewed.text.units[key]
            raw = self.renewed.properties(ours.paragraphs[0])
            if unit is None or unit.joined or _role_of(raw) is not role:
                continue
            properties = unit.paragraphs[0].node.find(PROPERTIES)
            if number and _number_of(raw) == number and properties is not None:
                return properties, True
            found = found or properties
        return found, False

    # ------------------------------------------------------------ lists

    def _numbered(self, properties: bytes, number: str) -> bytes:
        """Return properties in a new list of the draft, when they are of a numbered list that it does not have yet."""
        if not number:
            return properties
        if number not in self._lists:
            self._lists[number] = self._new_list(_number_of(properties))
        if not self._lists[number]:
            return re.sub(rb"<w:numPr>.*?</w:numPr>", b"", properties, flags=re.DOTALL)
        return _NUMBERED.sub(word("numId", val=self._lists[number]), properties)

    def _new_list(self, like: str) -> str:
        """Add a list that counts as another one does, from 1; return its number, empty when there is no such list."""
        name = self.file.related(_NUMBERING)
        rows = [node for node in self.file.root(name).children if node.tag == f"{W}num"] if name else []
        row = next((node for node in rows if node.get(f"{W}numId") == like), None)
        shape = row.find(f"{W}abstractNumId") if row else None
        if row is None or shape is None:
            return ""
        number = str(max(whole_number(node.get(f"{W}numId")) or 0 for node in rows) + 1 + len(self._lists))
        restart = word("lvlOverride", word("startOverride", val="1"), ilvl="0")
        data = word("num", word("abstractNumId", val=shape.get(VAL)), restart, numId=number)
        self._patches.setdefault(name, []).append(Patch(rows[-1].end, rows[-1].end, data))
        return number

    # ------------------------------------------------------------ numbers and links

    @cached_property
    def _first_bookmark(self) -> int:
        used = (whole_number(node.get(ID)) for node in self.file.root(self.file.document_name).walk())
        highest = max((number for number in used if number is not None), default=0)
        return highest + 1 if highest < _HIGHEST // 2 else _HIGHEST // 2

    def _control_number(self) -> int:
        if not self._next_control:
            self._next_control = max(self._controls, default=0)
            self._next_control = 0 if self._next_control > _HIGHEST // 2 else self._next_control
        self._next_control += 1
        while self._next_control in self._controls:
            self._next_control += 1
        return self._next_control

    @cached_property
    def _controls(self) -> frozenset[int]:
        nodes = (node for node in self.file.root(self.file.document_name).walk() if node.tag == f"{W}sdtPr")
        numbers = (whole_number(each.get(VAL)) for node in nodes if (each := node.find(f"{W}id")) is not None)
        return frozenset(number for number in numbers if number is not None)

    def _link(self, match: re.Match[bytes]) -> bytes:
        source = self.renewed.file
        rows = source.root(relations.relations_name(source.document_name)).children
        target = next(row.get("Target") for row in rows if row.get("Id") == match[1].decode())
        key = self.file.relate(relations.HYPERLINK, target, external=True)
        return f'<w:hyperlink xmlns:r="{OFFICE}" r:id="{key}"'.encode()

    def _picture(self, match: re.Match[bytes]) -> bytes:
        source = self.renewed.file
        rows = source.root(relations.relations_name(source.document_name)).children
        target = next(row.get("Target") for row in rows if row.get("Id") == match[2].decode())
        name = relations.target_name(source.document_name, target)
        if name not in self.file.parts:
            self.file.add(name, source.parts[name], f"image/{name.rpartition('.')[2]}")
        # From the root, as the document part of an edited draft may stand in another folder.
        key = self.file.relate(relations.IMAGE, f"/{name}")
        return match[1] + f'{key}"'.encode()

    # ------------------------------------------------------------ remarks

    def own_remarks(self, node: Node) -> list[Node]:
        """Return the remarks of liagen at a paragraph of the draft."""
        found = (self._remarks[key] for key in _remark_keys(node) if key in self._remarks)
        return [remark for remark in found if remark.get(f"{W}author") == MADE_BY]

    def renewed_remark(self, node: Node) -> Node | None:
        """Return the remark at a paragraph of the renewed draft, or None."""
        return next((self.renewed.remarks[key] for key in _remark_keys(node)), None)

    def rewrite_remark(self, remark: Node, patches: Iterable[Patch]) -> None:
        """Keep patches of a remark of the draft; where more paragraphs share it, those of the first."""
        if remark.start not in self._rewritten:
            self._rewritten.add(remark.start)
            self._patches.setdefault(self.remarks_name, []).extend(patches)

    @cached_property
    def _rewritten(self) -> set[int]:
        return set()

    @property
    def renewed_remarks(self) -> bytes:
        """Return the part with the remarks of the renewed draft."""
        return self.renewed.file.parts[self.renewed.file.related(relations.COMMENTS)]

    @property
    def remarks_name(self) -> str:
        """Return the name of the part with the remarks of the draft, empty when it has none."""
        return self.file.related(relations.COMMENTS)

    @cached_property
    def _remarks(self) -> Mapping[str, Node]:
        return _remarks(self.file)

    def _remark_number(self, match: re.Match[bytes]) -> bytes:
        """Return a place of a remark with the number it gets in the draft; the remark itself comes along."""
        key = match[2].decode()
        if key not in self._taken:
            self._taken[key] = self._free_remark()
            node = self.renewed.remarks[key]
            data = self.renewed_remarks[node.start : node.end]
            numbered = re.sub(rb' w:id="\d+"', b' w:id="%d"' % self._taken[key], data, count=1)
            self._new_remarks.append(_MARKED.sub(self._style, numbered).replace(_EMPTY_RUN_PROPERTIES, b""))
        return match[1] + b'%d"' % self._taken[key]

    @cached_property
    def _taken(self) -> dict[str, int]:
        return {}

    def _free_remark(self) -> int:
        """Return the number of the next new remark."""
        return self._first_remark + len(self._new_remarks)

    @cached_property
    def _first_remark(self) -> int:
        used = (whole_number(key) for key in self._remarks)
        return max((number for number in used if number is not None), default=-1) + 1

    def _add_remarks(self) -> None:
        name = self.remarks_name
        if name:
            root = self.file.root(name)
            data = b"".join(self._new_remarks)
            if root.close == root.end:  # a part without remarks
                self.file.change(name, comments_bytes(self._new_remarks))
            else:
                self._patches.setdefault(name, []).append(Patch(root.close, root.close, data))
            return
        folder = self.file.document_name.rpartition("/")[0]
        name = f"{folder}/liagen-comments.xml" if folder else "liagen-comments.xml"
        self.file.relate(relations.COMMENTS, name.rpartition("/")[2])
        self.file.add(name, comments_bytes(self._new_remarks), _COMMENTS_KIND)


def _remarks(file: DraftFile) -> dict[str, Node]:
    name = file.related(relations.COMMENTS)
    return {node.get(ID): node for node in file.root(name).children} if name else {}


def _remark_keys(node: Node) -> Iterator[str]:
    for each in node.walk():
        if each.tag == f"{W}commentReference":
            yield each.get(ID)


def _role_of(properties: bytes) -> StyleRole | None:
    match = _MARKED.search(properties)
    return StyleRole[match[2].decode()] if match else None


def _number_of(properties: bytes) -> str:
    match = _NUMBERED.search(properties)
    return match[1].decode() if match else ""


def _style_of(paragraph: Node) -> str:
    style = paragraph.find(PROPERTIES, f"{W}pStyle")
    return style.get(VAL) if style else ""


def _tables(paragraphs: Iterable[EditedParagraph]) -> Iterator[Node]:
    for each in paragraphs:
        table = each.within(f"{W}tbl")
        if table is not None:
            yield table


def _table_style(table: Node) -> str:
    style = table.find(f"{W}tblPr", f"{W}tblStyle")
    return style.get(VAL) if style else ""


def _plain_properties(data: bytes, properties: Node) -> bytes:
    """Return the properties of a paragraph without what belongs to that one only."""
    left_out = {W + tag for tag in ("sectPr", "pPrChange", "rPr", "pageBreakBefore", "framePr")}
    cuts = [
        Patch(child.start - properties.start, child.end - properties.start)
        for child in properties.children
        if child.tag in left_out
    ]
    return patched(data[properties.start : properties.end], cuts)
