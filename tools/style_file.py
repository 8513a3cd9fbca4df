"""Build our own lean Word style file anew: ``python tools/style_file.py templates/standaard/stijl.docx``.

The Word file is what liagen reads and what a designer changes; this module is only how the first one is made. It uses
nothing of ours: names that the Word writer looks for are proved equal by the tests, not by an import. After building
or changing the file, ``python tools/style_data.py`` renews what is kept of it.
"""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from lxml import etree

# Every colour of text stands at 7:1 or more on the shading it meets; the lines are quiet.
_DARK = "1F3B4D"
_GREY = "404040"
_LINK = "0B5394"
_LINE = "B4C0C8"
_HEADER_FILL = "E6ECF0"
_BOX_FILL = "F2F5F7"
_FILL_IN = "FFF1CC"
_FILL_IN_LINE = "B38600"
_PROPOSAL = "E3F0E6"
_FONT = "Calibri"
_FALLBACK = "Carlito"
_LANG = "nl-NL"
_LINE_SPACING = 247  # in 240ths of a line: of headings, lists and running text

# A4 in twentieths of a point; 2.2 cm beside the text leaves lines of some 85 characters.
_PAGE = (
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1247" w:right="1247" w:bottom="1134" w:left="1247" w:header="624" w:footer="567" w:gutter="0"/>'
)

_BULLETS, _NUMBERS = "1", "2"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WML = "application/vnd.openxmlformats-officedocument.wordprocessingml"


@dataclass(frozen=True)
class _Style:
    """One Word style; ``looks`` is the XML after the style's naming, in schema order."""

    kind: Literal["paragraph", "character", "table"]
    id: str
    name: str
    looks: str = ""
    based_on: str = ""
    next: str = ""
    custom: bool = False
    sample: str = ""


def _looks(paragraph: str = "", run: str = "") -> str:
    """Return paragraph and run properties as a style holds them."""
    return (f"<w:pPr>{paragraph}</w:pPr>" if paragraph else "") + (f"<w:rPr>{run}</w:rPr>" if run else "")


def _spacing(before: int, after: int, line: int = _LINE_SPACING) -> str:
    """Return spacing in twentieths of a point; ``line`` in 240ths of a line."""
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="auto"/>'


def _size(points: float) -> str:
    """Return a font size."""
    return f'<w:sz w:val="{points * 2:.0f}"/><w:szCs w:val="{points * 2:.0f}"/>'


def _border(side: str, size: int, space: int, colour: str) -> str:
    """Return a single line; ``size`` in eighths of a point."""
    return f'<w:{side} w:val="single" w:sz="{size}" w:space="{space}" w:color="{colour}"/>'


def _shade(colour: str) -> str:
    """Return plain shading."""
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{colour}"/>'


def _heading(level: int, points: float, before: int, after: int) -> _Style:
    """Return a heading that never ends a page and never breaks over one."""
    paragraph = f'<w:keepNext/><w:keepLines/>{_spacing(before, after)}<w:outlineLvl w:val="{level - 1}"/>'
    run = f'<w:b/><w:bCs/><w:color w:val="{_DARK}"/>{_size(points)}'
    return _Style(
        "paragraph",
        f"Heading{level}",
        f"heading {level}",
        _looks(paragraph, run),
        "Normal",
        "Normal",
        sample=f"Kop {level}",
    )


def _list(style_id: str, name: str, number: str, sample: str) -> _Style:
    """Return a list style that takes its marks and indents from the numbering."""
    paragraph = f'<w:numPr><w:numId w:val="{number}"/></w:numPr>{_spacing(0, 30)}'
    return _Style("paragraph", style_id, name, _looks(paragraph), "Normal", sample=sample)


def _table_style() -> _Style:
    """Return the table style: shaded header row, light horizontal lines, air in the cells."""
    borders = _border("top", 8, 0, _DARK) + _border("bottom", 8, 0, _DARK) + _border("insideH", 4, 0, _LINE)
    margins = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in (("top", 34), ("left", 85), ("bottom", 34), ("right", 60))
    )
    header = (
        '<w:tblStylePr w:type="firstRow"><w:tblPr/><w:tcPr><w:tcBorders>'
        f'{_border("bottom", 8, 0, _DARK)}</w:tcBorders>{_shade(_HEADER_FILL)}<w:vAlign w:val="bottom"/>'
        "</w:tcPr></w:tblStylePr>"
    )
    looks = (
        f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>'
        f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>{header}"
    )
    return _Style("table", "LiagenTabel", "Liagen tabel", looks, "TableNormal", custom=True)


def _box_style() -> _Style:
    """Return the notice box: a bar on the left and light shading, kept inside the margins."""
    paragraph = (
        f"<w:keepLines/><w:pBdr>{_border('top', 4, 6, _BOX_FILL)}{_border('left', 24, 8, _DARK)}"
        f"{_border('bottom', 4, 6, _BOX_FILL)}{_border('right', 4, 8, _BOX_FILL)}</w:pBdr>{_shade(_BOX_FILL)}"
        f'{_spacing(200, 200)}<w:ind w:left="220" w:right="180"/>'
    )
    return _Style(
        "paragraph", "Kader", "Kader", _looks(paragraph), "Normal", "Normal", True, "Kader: een opmerking vooraf."
    )


def _body_styles() -> tuple[_Style, ...]:
    """Return the styles of running text, headings and lists."""
    title = f"<w:keepNext/><w:keepLines/>{_spacing(0, 200)}"
    title_run = f'<w:b/><w:bCs/><w:color w:val="{_DARK}"/>{_size(30)}'
    subtitle = f"<w:keepNext/><w:keepLines/><w:pBdr>{_border('bottom', 8, 14, _DARK)}</w:pBdr>{_spacing(0, 480)}"
    subtitle_run = f'<w:color w:val="{_DARK}"/>{_size(16)}'
    lead = f'<w:color w:val="{_DARK}"/>'
    return (
        _Style("paragraph", "Normal", "Normal", sample="Lopende tekst"),
        _Style("paragraph", "Title", "Title", _looks(title, title_run), "Normal", "Normal", sample="Titel"),
        _Style(
            "paragraph",
            "Subtitle",
            "Subtitle",
            _looks(subtitle, subtitle_run),
            "Normal",
            "Normal",
            sample="Ondertitel",
        ),
        _Style(
            "paragraph",
            "Titelgegevens",
            "Titelgegevens",
            _looks(_spacing(0, 60), _size(12)),
            "Normal",
            "Normal",
            True,
            "Titelgegevens",
        ),
        _heading(1, 22, 0, 120),
        _heading(2, 15, 210, 60),
        _heading(3, 12.5, 300, 80),
        _Style(
            "paragraph",
            "Inleiding",
            "Inleiding",
            _looks(f"<w:keepNext/>{_spacing(0, 160)}", lead),
            "Normal",
            "Normal",
            True,
            "Inleiding",
        ),
        _Style(
            "paragraph",
            "TekstNaTabel",
            "Tekst na tabel",
            _looks(_spacing(140, 120)),
            "Normal",
            "Normal",
            True,
            "Tekst na tabel",
        ),
        _box_style(),
        _list("ListBullet", "List Bullet", _BULLETS, "Opsomming"),
        _list("ListNumber", "List Number", _NUMBERS, "Genummerde opsomming"),
    )


def _contents_styles() -> tuple[_Style, ...]:
    """Return the styles of a table of contents: its title is no heading, its lines look like the links they are."""
    title = f"<w:keepNext/><w:keepLines/>{_spacing(280, 80)}"
    title_run = f'<w:b/><w:bCs/><w:color w:val="{_DARK}"/>{_size(12.5)}'
    # Room below the last line only: above the next style, not between lines of the same one.
    lines = f"{_spacing(0, 200, 300)}<w:contextualSpacing/>"
    run = f'<w:color w:val="{_LINK}"/>'
    return (
        _Style("paragraph", "TOCHeading", "TOC Heading", _looks(title, title_run), "Normal", "Normal", sample="Inhoud"),
        _Style("paragraph", "TOC1", "toc 1", _looks(lines, run), "Normal", "Normal"),
        _Style("paragraph", "TOC2", "toc 2", _looks(lines, run), "Normal", "Normal", sample="Onderdeel"),
    )


def _comment_styles() -> tuple[_Style, ...]:
    """Return the styles of a remark in the margin and of its sign; Word asks for them by name."""
    text = _looks(_spacing(0, 80, 240), _size(10))
    return (
        _Style("paragraph", "CommentText", "annotation text", text, "Normal"),
        _Style("character", "CommentReference", "annotation reference", _looks(run=_size(9)), "DefaultParagraphFont"),
    )


def _page_styles() -> tuple[_Style, ...]:
    """Return the styles of captions, tables, header and footer."""
    caption = f"<w:keepNext/><w:keepLines/>{_spacing(160, 80, 240)}"
    cell = _spacing(0, 0, 240)
    small = f'<w:color w:val="{_GREY}"/>{_size(9)}'
    head = f"<w:pBdr>{_border('bottom', 4, 5, _LINE)}</w:pBdr>{_spacing(0, 0, 240)}"
    foot = f'{_spacing(0, 0, 240)}<w:jc w:val="right"/>'
    return (
        _Style(
            "paragraph",
            "Caption",
            "caption",
            _looks(caption, f'<w:b/><w:bCs/><w:color w:val="{_DARK}"/>{_size(11)}'),
            "Normal",
            "Normal",
            sample="Bijschrift",
        ),
        _Style("paragraph", "Tabeltekst", "Tabeltekst", _looks(cell), "Normal", custom=True),
        _Style(
            "paragraph",
            "Tabelkop",
            "Tabelkop",
            _looks("<w:keepNext/>", f'<w:b/><w:bCs/><w:color w:val="{_DARK}"/>'),
            "Tabeltekst",
            custom=True,
        ),
        _Style("paragraph", "Header", "header", _looks(head, small), "Normal"),
        _Style("paragraph", "Footer", "footer", _looks(foot, small), "Normal"),
    )


def _other_styles() -> tuple[_Style, ...]:
    """Return the character styles, the table styles and the defaults that Word leans on."""
    margins = '<w:left w:w="108" w:type="dxa"/>', '<w:right w:w="108" w:type="dxa"/>'
    normal_table = f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>{"".join(margins)}</w:tblCellMar></w:tblPr>'
    link = f'<w:color w:val="{_LINK}"/><w:u w:val="single"/>'
    fill_in = f"{_border('bdr', 4, 0, _FILL_IN_LINE)}{_shade(_FILL_IN)}"
    proposal = f'<w:u w:val="dotted"/>{_shade(_PROPOSAL)}'
    return (
        _Style("character", "DefaultParagraphFont", "Default Paragraph Font"),
        _Style("character", "Hyperlink", "Hyperlink", _looks(run=link), "DefaultParagraphFont"),
        _Style("character", "Invulveld", "Invulveld", _looks(run=fill_in), "DefaultParagraphFont", custom=True),
        _Style("character", "Voorzet", "Voorzet", _looks(run=proposal), "DefaultParagraphFont", custom=True),
        _Style("table", "TableNormal", "Normal Table", normal_table),
        _table_style(),
    )


_HIDDEN = frozenset({"DefaultParagraphFont", "TableNormal", "CommentText", "CommentReference"})
_DEFAULTS = frozenset({"Normal", "DefaultParagraphFont", "TableNormal"})


def _style_xml(style: _Style, rank: int) -> str:
    """Return one ``w:style``; ``rank`` orders Word's list of styles."""
    default = ' w:default="1"' if style.id in _DEFAULTS else ""
    custom = ' w:customStyle="1"' if style.custom else ""
    based_on = f'<w:basedOn w:val="{style.based_on}"/>' if style.based_on else ""
    following = f'<w:next w:val="{style.next}"/>' if style.next else ""
    show = "<w:semiHidden/><w:unhideWhenUsed/>" if style.id in _HIDDEN else "<w:qFormat/>"
    return (
        f'<w:style w:type="{style.kind}"{default}{custom} w:styleId="{style.id}"><w:name w:val="{style.name}"/>'
        f'{based_on}{following}<w:uiPriority w:val="{rank}"/>{show}{style.looks}</w:style>'
    )


def _all_styles() -> tuple[_Style, ...]:
    """Return every style in the order of Word's list."""
    return _body_styles() + _contents_styles() + _page_styles() + _other_styles() + _comment_styles()


def _styles() -> str:
    """Return styles.xml: defaults, a list without Word's 370 sleeping styles, and ours."""
    run = (
        f'<w:rFonts w:ascii="{_FONT}" w:hAnsi="{_FONT}" w:eastAsia="{_FONT}" w:cs="{_FONT}"/>{_size(11)}'
        f'<w:lang w:val="{_LANG}" w:eastAsia="{_LANG}" w:bidi="ar-SA"/>'
    )
    # Broken words read slower; the Word writer allows them again in cells too narrow for a word.
    paragraph = f"<w:widowControl/><w:suppressAutoHyphens/>{_spacing(0, 120)}"
    no_list = (
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/></w:style>'
    )
    return (
        f"<w:styles {_W}><w:docDefaults><w:rPrDefault><w:rPr>{run}</w:rPr></w:rPrDefault>"
        f"<w:pPrDefault><w:pPr>{paragraph}</w:pPr></w:pPrDefault></w:docDefaults>"
        '<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="1" w:defUnhideWhenUsed="1" '
        'w:defQFormat="0" w:count="376"/>'
        f"{''.join(_style_xml(style, rank) for rank, style in enumerate(_all_styles(), 1))}{no_list}</w:styles>"
    )


def _abstract_number(number: str, style: str, style_format: str, text: str) -> str:
    """Return one numbering definition of one level, tied to its paragraph style."""
    return (
        f'<w:abstractNum w:abstractNumId="{number}"><w:nsid w:val="4C49410{number}"/>'
        f'<w:multiLevelType w:val="singleLevel"/><w:tmpl w:val="4C49420{number}"/>'
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{style_format}"/><w:pStyle w:val="{style}"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="397" w:hanging="397"/></w:pPr>'
        f'<w:rPr><w:rFonts w:ascii="{_FONT}" w:hAnsi="{_FONT}" w:cs="{_FONT}" w:hint="default"/>'
        f'<w:color w:val="{_DARK}"/></w:rPr></w:lvl></w:abstractNum>'
    )


def _numbering() -> str:
    """Return numbering.xml: one bulleted and one numbered definition."""
    return (
        f"<w:numbering {_W}>{_abstract_number(_BULLETS, 'ListBullet', 'bullet', '•')}"
        f"{_abstract_number(_NUMBERS, 'ListNumber', 'decimal', '%1.')}"
        + "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in (_BULLETS, _NUMBERS))
        + "</w:numbering>"
    )


def _settings() -> str:
    """Return settings.xml: current Word, hyphenation only where it saves more than 1.5 cm."""
    compat = (
        ("compatibilityMode", "15"),
        ("overrideTableStyleFontSizeAndJustification", "1"),
        ("enableOpenTypeFeatures", "1"),
        ("doNotFlipMirrorIndents", "1"),
        ("differentiateMultirowTableHeaders", "1"),
        ("useWord2013TrackBottomHyphenation", "0"),
    )
    settings = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>'
        for name, value in compat
    )
    return (
        f'<w:settings {_W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="708"/><w:autoHyphenation/>'
        '<w:consecutiveHyphenLimit w:val="2"/><w:hyphenationZone w:val="850"/><w:doNotHyphenateCaps/>'
        f'<w:characterSpacingControl w:val="doNotCompress"/><w:compat>{settings}</w:compat>'
        f'<w:themeFontLang w:val="{_LANG}"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>'
    )


def _fonts() -> str:
    """Return fontTable.xml with the fallback for machines without the font."""
    known = f'<w:altName w:val="{_FALLBACK}"/><w:panose1 w:val="020F0502020204030204"/><w:charset w:val="00"/>'
    kind = '<w:family w:val="swiss"/><w:pitch w:val="variable"/>'
    return f'<w:fonts {_W}><w:font w:name="{_FONT}">{known}{kind}</w:font></w:fonts>'


def _theme() -> str:
    """Return the smallest theme that Word takes for whole; our styles name their own colours and font."""
    names = ("dk1", "lt1", "dk2", "lt2", *(f"accent{n}" for n in range(1, 7)), "hlink", "folHlink")
    values = (
        "000000",
        "FFFFFF",
        _DARK,
        _BOX_FILL,
        _DARK,
        _LINK,
        _GREY,
        _LINE,
        _FILL_IN_LINE,
        "7A3E48",
        _LINK,
        "5B3A6E",
    )
    colours = "".join(f'<a:{n}><a:srgbClr val="{v}"/></a:{n}>' for n, v in zip(names, values, strict=True))
    font = f'<a:latin typeface="{_FONT}"/><a:ea typeface=""/><a:cs typeface=""/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="6350">{fill}</a:ln>'
    return (
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="liagen"><a:themeElements>'
        f'<a:clrScheme name="liagen">{colours}</a:clrScheme><a:fontScheme name="liagen">'
        f"<a:majorFont>{font}</a:majorFont><a:minorFont>{font}</a:minorFont></a:fontScheme>"
        f'<a:fmtScheme name="liagen"><a:fillStyleLst>{fill * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{line * 3}</a:lnStyleLst>"
        f"<a:effectStyleLst>{'<a:effectStyle><a:effectLst/></a:effectStyle>' * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )


def _paragraph(style: str, text: str) -> str:
    """Return one paragraph of plain text."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'


def _sample_row(style: str, texts: Sequence[str], properties: str) -> str:
    """Return a row of the sample table."""
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="4592" w:type="dxa"/></w:tcPr>{_paragraph(style, text)}</w:tc>' for text in texts
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{properties}</w:trPr>{cells}</w:tr>"


def _document() -> str:
    """Return document.xml: a line in every style, for the designer; the Word writer drops it."""
    lines = "".join(_paragraph(style.id, style.sample) for style in _all_styles() if style.sample)
    fill_in = (
        '<w:p><w:pPr><w:pStyle w:val="TekstNaTabel"/></w:pPr><w:r><w:t xml:space="preserve">Tekst met een </w:t></w:r>'
        '<w:r><w:rPr><w:rStyle w:val="Invulveld"/></w:rPr><w:t>[invulveld]</w:t></w:r>'
        '<w:r><w:t xml:space="preserve"> en een </w:t></w:r>'
        '<w:r><w:rPr><w:rStyle w:val="Voorzet"/></w:rPr><w:t>[voorzet]</w:t></w:r><w:r><w:t>.</w:t></w:r></w:p>'
    )
    table = (
        '<w:tbl><w:tblPr><w:tblStyle w:val="LiagenTabel"/><w:tblW w:w="9184" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="0620" w:firstRow="1" w:lastRow="0" w:firstColumn="0" '
        'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr>'
        '<w:tblGrid><w:gridCol w:w="4592"/><w:gridCol w:w="4592"/></w:tblGrid>'
        f"{_sample_row('Tabelkop', ('Tabelkop', 'Tabelkop'), '<w:tblHeader/>')}"
        f"{_sample_row('Tabeltekst', ('Tabeltekst', 'Tabeltekst'), '')}</w:tbl>"
    )
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId5"/><w:footerReference w:type="default" r:id="rId6"/>'
        f"{_PAGE}</w:sectPr>"
    )
    return f"<w:document {_W} {_R}><w:body>{lines}{table}{fill_in}{section}</w:body></w:document>"


def _relations(*targets: tuple[str, str]) -> str:
    """Return a relationships part; ids count from rId1."""
    rows = "".join(
        f'<Relationship Id="rId{n}" Type="{kind}" Target="{target}"/>' for n, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'


def _core() -> str:
    """Return the core properties of the style file itself."""
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>Stijlbestand van liagen</dc:title>'
        "<dc:subject>Opmaak van het hoofdstuk interne implementatie</dc:subject><dc:creator>liagen</dc:creator>"
        f"<cp:lastModifiedBy>liagen</cp:lastModifiedBy><dc:language>{_LANG}</dc:language>"
        '<dcterms:created xsi:type="dcterms:W3CDTF">2025-01-01T00:00:00Z</dcterms:created>'
        '<dcterms:modified xsi:type="dcterms:W3CDTF">2025-01-01T00:00:00Z</dcterms:modified></cp:coreProperties>'
    )


def _content_types() -> str:
    """Return [Content_Types].xml."""
    kinds = (
        ("word/document.xml", f"{_WML}.document.main+xml"),
        *((f"word/{name}.xml", f"{_WML}.{name}+xml") for name in ("styles", "settings", "numbering", "fontTable")),
        ("word/header1.xml", f"{_WML}.header+xml"),
        ("word/footer1.xml", f"{_WML}.footer+xml"),
        ("word/theme/theme1.xml", "application/vnd.openxmlformats-officedocument.theme+xml"),
        ("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
        ("docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml"),
    )
    overrides = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in kinds)
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _parts() -> dict[str, str]:
    """Return the parts of the package in the order of the zip file."""
    names = ("styles", "settings", "numbering", "fontTable", "header", "footer", "theme")
    files = ("styles", "settings", "numbering", "fontTable", "header1", "footer1", "theme/theme1")
    return {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(
            (f"{_OFFICE}/officeDocument", "word/document.xml"),
            (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            (f"{_OFFICE}/extended-properties", "docProps/app.xml"),
        ),
        "word/document.xml": _document(),
        "word/_rels/document.xml.rels": _relations(
            *((f"{_OFFICE}/{name}", f"{file}.xml") for name, file in zip(names, files, strict=True))
        ),
        "word/styles.xml": _styles(),
        "word/settings.xml": _settings(),
        "word/numbering.xml": _numbering(),
        "word/fontTable.xml": _fonts(),
        "word/header1.xml": f"<w:hdr {_W}>{_paragraph('Header', '[koptekst]')}</w:hdr>",
        "word/footer1.xml": f"<w:ftr {_W}>{_paragraph('Footer', '[paginanummer]')}</w:ftr>",
        "word/theme/theme1.xml": _theme(),
        "docProps/core.xml": _core(),
        "docProps/app.xml": (
            '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
            "<Application>liagen</Application></Properties>"
        ),
    }


def build() -> bytes:
    """Return the style file; the same bytes every time."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in _parts().items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            xml = etree.tostring(etree.fromstring(text), xml_declaration=True, encoding="UTF-8", standalone=True)
            package.writestr(entry, xml)
    return buffer.getvalue()


def main(arguments: Sequence[str]) -> int:
    """Write the style file to the one path given; return the exit code."""
    if len(arguments) != 1:
        return 2
    Path(arguments[0]).write_bytes(build())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
