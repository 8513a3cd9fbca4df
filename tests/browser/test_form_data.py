"""A form from a browser is read as it was filled in; what no browser sends is refused."""

from __future__ import annotations

import pytest
from every import every
from hypothesis import given
from hypothesis import strategies as st
from toy_page import form_data

from liagen.browser.app.exchange import UploadedFile
from liagen.browser.window import form_data as reading
from liagen.browser.window.form_data import FormDataError, read_form

KIND = "multipart/form-data; boundary=grens"


def part(head: str, data: str = "x") -> bytes:
    return f"--grens\r\n{head}\r\n\r\n{data}\r\n--grens--\r\n".encode()


def test_values_come_in_order_and_may_come_twice():
    fields = [("naam", "Zuid"), ("doe", "antwoord"), ("naam", "Zwolle · «é»")]
    assert list(read_form(*form_data(fields))) == fields


def test_an_empty_form_has_no_values():
    assert list(read_form(KIND, b"--grens--\r\n")) == []


def test_lines_end_as_in_a_page_without_a_server():
    assert read_form(*form_data([("uitleg", "een\r\ntwee")])).value("uitleg") == "een\ntwee"


@given(st.binary(max_size=300).filter(lambda data: b"\r\n--grens" not in data))
def test_a_file_arrives_byte_for_byte(data):
    assert read_form(*form_data([], [("a.docx", data)])).files == (UploadedFile("a.docx", data),)


def test_a_file_that_was_not_chosen_is_left_out():
    assert read_form(*form_data([("doe", "openen")], [("", b"")])).files == ()


@pytest.mark.parametrize(
    ("sent", "name"),
    [("C:\\werk\\a.yaml", "a.yaml"), ("../../a.yaml", "a.yaml"), ("een %22twee%22.yaml", 'een "twee".yaml')],
)
def test_a_file_has_a_name_and_no_place(sent, name):
    assert read_form(*form_data([], [(sent, b"x")])).files[0].name == name


def test_a_boundary_may_stand_between_quotes():
    assert read_form('multipart/form-data; boundary="grens"', form_data([("a", "b")])[1]).value("a") == "b"


@every(
    ("kind", "body"),
    [
        ("", form_data([("a", "b")])[1]),
        ("application/x-www-form-urlencoded", b"a=b"),
        ("multipart/form-data", form_data([("a", "b")])[1]),
        ("multipart/form-data; boundary=", form_data([("a", "b")])[1]),
        (f"multipart/form-data; boundary={'x' * 71}", b"--" + b"x" * 71 + b"--"),
        (f"{KIND}; boundary=anders", form_data([("a", "b")])[1]),
        (KIND, b""),
        (KIND, b"a=b"),
        (KIND, b"--grens"),
        (KIND, b"vooraf\r\n--grens--\r\n"),
        (KIND, b"--grens--\r\nachteraf"),
        (KIND, form_data([("a", "b")])[1].removesuffix(b"--grens--\r\n")),
        (KIND, form_data([("a", "b")])[1].removesuffix(b"--\r\n")),
        (KIND, part("")),
        (KIND, part("Content-Type: text/plain")),
        (KIND, part("Content-Disposition: attachment; name=\"a\"")),
        (KIND, part("Content-Disposition: form-data; name=a")),
        (KIND, part('Content-Disposition: form-data; name="a"\r\nContent-Disposition: form-data; name="b"')),
        (KIND, part(f'Content-Disposition: form-data; name="{"a" * 5000}"')),
        (KIND, b'--grens\r\nContent-Disposition: form-data; name="a"\r\nx\r\n--grens--\r\n'),
        (KIND, b'--grens\r\nContent-Disposition: form-data; name="a"\r\n\r\n\xff\r\n--grens--\r\n'),
        (KIND, b'--grens\r\nContent-Disposition: form-data; name="\xff"\r\n\r\nx\r\n--grens--\r\n'),
        (KIND, b'--grens\nContent-Disposition: form-data; name="a"\n\nx\n--grens--\n'),
    ],
)  # fmt: skip
def test_what_no_browser_sends_is_refused(kind, body):
    with pytest.raises(FormDataError):
        read_form(kind, body)


def test_more_values_than_a_form_can_have_are_refused(monkeypatch):
    monkeypatch.setattr(reading, "MAX_PARTS", 3)
    assert len(read_form(*form_data([("a", "b")] * 3)).fields) == 3
    with pytest.raises(FormDataError):
        read_form(*form_data([("a", "b")] * 4))


@given(st.text(max_size=80), st.binary(max_size=200))
def test_whatever_is_sent_is_a_form_or_refused(kind, body):
    for each in (kind, KIND):
        try:
            read_form(each, body)
        except FormDataError:
            continue
