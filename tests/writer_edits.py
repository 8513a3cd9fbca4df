"""LibreOffice Writer driven as an officer would: open a draft, type, cut, split, join, remark, and save it as Word.

Run by a Python that knows UNO, not by the tests' own: ``python3 writer_edits.py PROGRAM JOBS.json``. Each job names a
Word file to open (``source``), the steps, and where it is saved (``result``).
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.text.ControlCharacter import PARAGRAPH_BREAK

BOLD = 150.0


def main(program: str, jobs_file: str) -> None:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        pipe = f"liagen{time.time_ns()}"
        settings = f"-env:UserInstallation={Path(folder, 'lo').as_uri()}"
        options = ["--headless", "--norestore", "--nologo", f"--accept=pipe,name={pipe};urp;"]
        office = subprocess.Popen([program, settings, *options], start_new_session=True)
        try:
            desktop, context = connected(pipe)
            for job in json.loads(Path(jobs_file).read_text(encoding="utf-8")):
                Writer(desktop, context).run(**job)
        finally:
            os.killpg(office.pid, signal.SIGKILL)  # the program that was started starts another
            office.wait()


def connected(pipe: str):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(300):
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:
            time.sleep(0.1)
        else:
            desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
            return desktop, context
    raise SystemExit("LibreOffice does not answer")


def options(**values):
    found = []
    for name, value in values.items():
        each = PropertyValue()
        each.Name, each.Value = name, value
        found.append(each)
    return tuple(found)


class Writer:
    """One document while it is edited."""

    def __init__(self, desktop, context) -> None:
        self.desktop = desktop
        self.dispatcher = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)

    def run(self, source: str, steps: list[list[str]], result: str) -> None:
        self.document = self.desktop.loadComponentFromURL(Path(source).as_uri(), "_blank", 0, options(Hidden=True))
        try:
            for name, *arguments in steps:
                getattr(self, name)(*arguments)
            self.document.storeToURL(Path(result).as_uri(), options(FilterName="MS Word 2007 XML"))
        finally:
            self.document.close(True)

    # ------------------------------------------------------------ where

    def paragraphs(self):
        """Yield every paragraph in the text and in tables."""
        for each in of(self.document.Text):
            if each.supportsService("com.sun.star.text.TextTable"):
                for name in each.CellNames:
                    yield from of(each.getCellByName(name))
            else:
                yield each

    def paragraph(self, words: str):
        found = next((each for each in self.paragraphs() if words in each.String), None)
        if found is None:
            raise SystemExit(f"no paragraph has {words!r}")
        return found

    def cursor(self, words: str):
        """Return a cursor over these words; what stands between characters without being one does not count."""
        wanted = self.document.createSearchDescriptor()
        wanted.SearchString, wanted.SearchCaseSensitive = words, True
        found = self.document.findFirst(wanted)
        if found is None:
            raise SystemExit(f"no text has {words!r}")
        return found.Text.createTextCursorByRange(found)

    def selected(self, words: str):
        """Select a whole paragraph in the window; return where the window is."""
        view = self.document.CurrentController
        paragraph = self.paragraph(words)
        cursor = paragraph.Text.createTextCursorByRange(paragraph.Start)
        cursor.gotoEndOfParagraph(True)
        cursor.goRight(1, True)
        view.select(cursor)
        return view.Frame

    def dispatch(self, command: str, frame=None) -> None:
        frame = frame or self.document.CurrentController.Frame
        self.dispatcher.executeDispatch(frame, f".uno:{command}", "", 0, ())

    # ------------------------------------------------------------ what

    def type_behind(self, words: str, text: str) -> None:
        cursor = self.cursor(words)
        cursor.Text.insertString(cursor.End, text, False)

    def replace(self, words: str, text: str) -> None:
        self.cursor(words).String = text

    def retype(self, words: str, text: str) -> None:
        paragraph = self.paragraph(words)
        cursor = paragraph.Text.createTextCursorByRange(paragraph.Start)
        cursor.gotoEndOfParagraph(True)
        cursor.String = text

    def delete(self, words: str) -> None:
        """Delete a paragraph with its mark."""
        self.dispatch("Delete", self.selected(words))

    def split(self, words: str) -> None:
        """Split a paragraph behind these words."""
        cursor = self.cursor(words)
        cursor.collapseToEnd()
        cursor.Text.insertControlCharacter(cursor, PARAGRAPH_BREAK, False)

    def join(self, words: str) -> None:
        """Join a paragraph with the next."""
        paragraph = self.paragraph(words)
        cursor = paragraph.Text.createTextCursorByRange(paragraph.End)
        cursor.goRight(1, True)
        cursor.String = " "

    def move(self, words: str, before: str) -> None:
        self.dispatch("Cut", self.selected(words))
        self.paste(before)

    def copy(self, words: str, before: str) -> None:
        self.dispatch("Copy", self.selected(words))
        self.paste(before)

    def paste(self, before: str) -> None:
        view = self.document.CurrentController
        view.ViewCursor.gotoRange(self.paragraph(before).Start, False)
        self.dispatch("Paste")

    def move_up(self, words: str) -> None:
        self.dispatch("MoveUp", self.selected(words))

    def own_paragraph(self, behind: str, text: str) -> None:
        paragraph = self.paragraph(behind)
        cursor = paragraph.Text.createTextCursorByRange(paragraph.End)
        cursor.Text.insertControlCharacter(cursor, PARAGRAPH_BREAK, False)
        cursor.Text.insertString(cursor, text, False)

    def remark(self, words: str, text: str) -> None:
        field = self.document.createInstance("com.sun.star.text.textfield.Annotation")
        field.Content, field.Author = text, "Collega"
        cursor = self.cursor(words)
        cursor.Text.insertTextContent(cursor, field, True)

    def footnote(self, words: str, text: str) -> None:
        note = self.document.createInstance("com.sun.star.text.Footnote")
        cursor = self.cursor(words)
        cursor.Text.insertTextContent(cursor.End, note, False)
        note.String = text

    def table(self, behind: str, text: str) -> None:
        table = self.document.createInstance("com.sun.star.text.TextTable")
        table.initialize(2, 2)
        self.own_paragraph(behind, "")
        paragraph = self.paragraph(behind)
        cursor = paragraph.Text.createTextCursorByRange(paragraph.End)
        cursor.goRight(1, False)
        cursor.Text.insertTextContent(cursor, table, False)
        table.getCellByName("A1").String = text

    def bold(self, words: str) -> None:
        self.cursor(words).CharWeight = BOLD

    def track(self) -> None:
        self.document.RecordChanges = True

    def accept_all(self) -> None:
        self.dispatch("AcceptAllTrackedChanges")

    def reject_all(self) -> None:
        self.dispatch("RejectAllTrackedChanges")

    def delete_row(self, words: str) -> None:
        table, row = self.row(words)
        table.Rows.removeByIndex(row, 1)

    def add_row(self, words: str, text: str) -> None:
        """Add a row below the one with these words, with a text in its first cell."""
        table, row = self.row(words)
        table.Rows.insertByIndex(row + 1, 1)
        table.getCellByPosition(0, row + 1).String = text

    def add_column(self, words: str, text: str) -> None:
        table, _ = self.row(words)
        table.Columns.insertByIndex(table.Columns.Count, 1)
        table.getCellByPosition(table.Columns.Count - 1, 0).String = text

    def delete_table(self, words: str) -> None:
        self.row(words)[0].dispose()

    def row(self, words: str):
        for each in of(self.document.Text):
            if each.supportsService("com.sun.star.text.TextTable"):
                for row in range(each.Rows.Count):
                    for column in range(each.Columns.Count):
                        if words in each.getCellByPosition(column, row).String:
                            return each, row
        raise SystemExit(f"no row has {words!r}")


def of(text):
    """Yield what stands in a text, read before anything of it is changed."""
    walk = text.createEnumeration()
    found = []
    while walk.hasMoreElements():
        found.append(walk.nextElement())
    yield from found


if __name__ == "__main__":
    main(*sys.argv[1:])
