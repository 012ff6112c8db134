"""Files of strangers: read as text with what they had besides, or refused with a reason."""

import io
import re
import zipfile

import pytest
from docx import Document
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, TextStringObject

from ehr.resumes.document import (
    Format,
    Limits,
    Notice,
    PartKind,
    Refusal,
    Refused,
    ResumeText,
    usual_letters,
)  # fmt: skip
from ehr.resumes.reader import child_environment, read_resume
from tests.hub.resumes.samples import EN, ZH, as_docx, as_pdf, english_pdf, pdf_bytes

HELLO = ["Customer service"]


def words_of(found: ResumeText | Refused) -> ResumeText:
    assert isinstance(found, ResumeText), found
    return found


def refused(data: bytes, limits: Limits | None = None) -> Refusal:
    found = read_resume(data, limits or Limits())
    assert isinstance(found, Refused)
    return found.reason


def docx_with(entries: dict[str, bytes], *, without: str = "") -> bytes:
    """A DOCX with further entries; compressed, as bombs are."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(as_docx(HELLO))) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy,
    ):
        for name in source.namelist():
            if name not in entries and name != without:
                copy.writestr(name, source.read(name))
        for name, content in entries.items():
            copy.writestr(name, content)
    return out.getvalue()


def test_a_docx_is_read_paragraph_by_paragraph_and_its_tables_row_by_row() -> None:
    found = words_of(read_resume(as_docx(["一", "二"], table=[["职位", "客服"], ["城市", "甲市"]])))
    assert (found.format, found.part_kind) == (Format.DOCX, PartKind.PARAGRAPH)
    assert [found.text[part.start : part.end] for part in found.parts] == [
        "一",
        "二",
        "职位 | 客服",
        "城市 | 甲市",
    ]
    assert not found.notices


def test_a_chinese_pdf_is_read_with_usual_letters(qapp: object) -> None:
    found = words_of(read_resume(as_pdf(ZH)))
    assert (found.format, found.part_kind) == (Format.PDF, PartKind.PAGE)
    for line in ("工作经历", "打字速度", "在线客服专员", "教育背景"):
        assert line in found.text
    assert not found.notices


def test_an_offset_tells_its_page() -> None:
    found = words_of(read_resume(pdf_bytes(english_pdf(HELLO, pages=3))))
    assert [part.number for part in found.parts] == [1, 2, 3]
    assert found.part_at(found.text.rindex("Customer")) == 3


def test_letters_of_other_shapes_become_usual_ones_one_for_one() -> None:
    odd = "⽤\uff18\uff10字\u3000ﬁ…"
    assert usual_letters(odd) == "用80字 ﬁ…"
    assert len(usual_letters(odd)) == len(odd)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", Refusal.EMPTY),
        (b"just words, named resume.pdf", Refusal.UNKNOWN_FORMAT),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), Refusal.UNKNOWN_FORMAT),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), Refusal.UNKNOWN_FORMAT),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), Refusal.ENCRYPTED),
        (b"%PDF-1.7\nno more than this", Refusal.DAMAGED),
        (b"PK\x03\x04 and then nothing of a zip", Refusal.DAMAGED),
        (docx_with({}, without="word/document.xml"), Refusal.UNKNOWN_FORMAT),
        (docx_with({"word/document.xml": b"<w:document"}), Refusal.DAMAGED),
        (as_docx(["", "  "]), Refusal.NO_WORDS),
        (pdf_bytes(english_pdf([])), Refusal.NO_WORDS),
    ],
)  # fmt: skip
def test_what_is_no_readable_resume_is_refused_with_its_reason(data: bytes, reason: Refusal) -> None:
    assert refused(data) == reason


def test_a_file_above_the_size_is_refused_before_it_is_opened() -> None:
    assert refused(as_docx(HELLO), Limits(file_bytes=100)) == Refusal.TOO_LARGE


def test_an_encrypted_pdf_is_refused_and_one_that_opens_without_a_password_is_read() -> None:
    locked, opens = english_pdf(HELLO), english_pdf(HELLO)
    locked.encrypt("a password", algorithm="AES-256")
    opens.encrypt("", "owner's password", algorithm="AES-256")
    assert refused(pdf_bytes(locked)) == Refusal.ENCRYPTED
    assert "Customer service" in words_of(read_resume(pdf_bytes(opens))).text


def many_pages(kids: int, count: int) -> bytes:
    """A PDF whose one page stands `kids` times in its tree and that says it has `count`."""
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count " + str(count).encode() + b"/Kids[" + b"3 0 R " * kids + b"]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
    )
    data, table = b"%PDF-1.4\n", b"xref\n0 4\n0000000000 65535 f \n"
    for number, written in enumerate(objects, start=1):
        table += b"%010d 00000 n \n" % len(data)
        data += b"%d 0 obj%s endobj\n" % (number, written)
    return data + table + b"trailer<</Root 1 0 R/Size 4>>\nstartxref\n%d\n%%%%EOF\n" % len(data)


def test_ten_thousand_pages_are_refused_whether_they_are_told_or_not() -> None:
    assert refused(many_pages(1, 1)) == Refusal.NO_WORDS
    assert refused(many_pages(10_000, 10_000)) == Refusal.TOO_MANY_PAGES
    assert refused(many_pages(10_000, 1)) == Refusal.TOO_MANY_PAGES


def test_a_zip_bomb_is_refused_whether_its_size_is_told_or_not() -> None:
    bomb = docx_with({"word/media/picture.bin": bytes(80_000_000)})
    assert len(bomb) < 200_000
    assert refused(bomb) == Refusal.UNPACKS_TOO_LARGE
    many = docx_with({f"word/media/{number}": b"" for number in range(2_100)})
    assert refused(many) == Refusal.UNPACKS_TOO_LARGE


def test_a_bomb_of_xml_inside_the_limits_ends_at_the_limit_of_memory_or_time() -> None:
    deep = b"<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body>"
    bomb = docx_with(
        {
            "word/document.xml": deep
            + b"<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 900_000
            + b"</w:body></w:document>"
        }
    )
    found = read_resume(bomb, Limits(memory_bytes=400_000_000, wall_s=30))
    assert isinstance(found, Refused) or Notice.CUT in found.notices


def test_xml_entities_are_not_expanded() -> None:
    entities = (
        b"<!DOCTYPE w:document [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>"
        b"<!ENTITY f SYSTEM 'file:///etc/passwd'>]>"
        b"<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body><w:p><w:r>"
        b"<w:t>shown &b; &f;</w:t></w:r></w:p></w:body></w:document>"
    )
    found = read_resume(docx_with({"word/document.xml": entities}))
    if isinstance(found, ResumeText):
        assert "aaaa" not in found.text
        assert "root:" not in found.text


def test_a_broken_table_of_contents_is_built_again_and_said() -> None:
    data = pdf_bytes(english_pdf(HELLO))
    broken = re.sub(rb"startxref\s+\d+", b"startxref\n7", data)
    found = words_of(read_resume(broken))
    assert "Customer service" in found.text
    assert Notice.REPAIRED in found.notices


def test_scripts_and_files_inside_a_pdf_are_left_alone_and_said() -> None:
    writer = english_pdf(HELLO)
    script = DictionaryObject(
        {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert('x');")}
    )
    writer._root_object[NameObject("/OpenAction")] = script
    writer.add_attachment("inside.exe", b"MZ")
    found = words_of(read_resume(pdf_bytes(writer)))
    assert found.notices == {Notice.ACTIVE_CONTENT, Notice.EMBEDDED_FILES}
    assert "alert" not in found.text


def test_a_pdf_that_says_where_to_open_it_is_no_alarm() -> None:
    writer = english_pdf(HELLO)
    writer._root_object[NameObject("/OpenAction")] = ArrayObject([NumberObject(0), NameObject("/Fit")])
    assert not words_of(read_resume(pdf_bytes(writer))).notices


def test_macros_objects_and_outside_parts_of_a_docx_are_left_alone_and_said() -> None:
    relations = (
        b"<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'><Relationship Id='x' "
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
        b'Target="http://nowhere.invalid/t.dotm" TargetMode="External"/></Relationships>'
    )
    hostile = docx_with(
        {
            "word/vbaProject.bin": b"macro",
            "word/embeddings/o.bin": b"x",
            "word/_rels/settings.xml.rels": relations,
        }
    )
    found = words_of(read_resume(hostile))
    assert found.notices == {Notice.ACTIVE_CONTENT, Notice.EMBEDDED_FILES, Notice.OUTSIDE_LINKS}


def test_a_link_that_a_person_may_follow_is_no_alarm() -> None:
    document = Document()
    document.add_paragraph("Customer service")
    document.part.relate_to("https://example.invalid", "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink", is_external=True)  # noqa: E501  # fmt: skip
    out = io.BytesIO()
    document.save(out)
    assert not words_of(read_resume(out.getvalue())).notices


def test_more_words_than_the_limit_are_cut_and_that_is_said() -> None:
    found = words_of(read_resume(as_docx(["客服" * 50] * 10), Limits(characters=150)))
    assert len(found.text) <= 152
    assert Notice.CUT in found.notices


def test_time_that_runs_out_ends_the_child() -> None:
    assert refused(as_docx(EN), Limits(wall_s=0.001)) == Refusal.TOO_SLOW


def test_the_child_is_told_nothing_of_the_environment() -> None:
    assert set(child_environment()) == {"PYTHONPATH", "PYTHONDONTWRITEBYTECODE", "LC_ALL"}
