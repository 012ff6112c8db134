"""Résumés made for the tests: neutral placeholders, no invented people. As lines, and as files of each format."""

import io

from docx import Document
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, NumberObject
from PySide6.QtCore import QBuffer, QIODevice, QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter, QTextDocument

ZH = """个人简历
性别：女 | 年龄：28岁 | 民族：汉族 | 婚姻状况：已婚 | 政治面貌：共青团员
身份证号：110101199001011234
出生年月：1990年1月 现居住地：某市某区某路1号
3年以上客服工作经验，熟悉投诉处理
教育背景
2015.09 - 2018.06 甲市职业技术学院 大专 电子商务专业
工作经历
2021.03 - 至今 甲方科技有限公司 在线客服专员
负责店铺在线客服，同时接待 20 位客户，处理投诉和退换货，跟进工单
2019年7月—2021年2月 乙方呼叫中心 电话客服
接听客户来电，平均满意度 95%
2018.07-2019.06 丙方超市 收银员
收银和理货
语言能力
普通话（二级甲等）、英语 CET-4、粤语流利
技能特长
打字速度 80 字/分钟，熟练使用 Excel、CRM
证书
大学英语四级、普通话二级甲等、电子商务师资格证
""".splitlines()

EN = """Resume
Gender: female | Date of birth: 01/01/1990 | Marital status: single | Nationality: none of these
Home address: 1 Some Street
Profile
5 years of experience in customer service, no experience with livestream sales.
Education
Bachelor of Arts in English Literature, Example University, Sep 2013 - Jun 2017
Work Experience
Example Retail Ltd | Customer Service Representative | Mar 2020 – Present
Handled customer complaints by live chat with four concurrent chats; escalated difficult cases.
Sample Telecom Inc, Call Centre Agent, 07/2017 - 02/2020
Inbound calls, order tracking and refunds; coached two new colleagues.
Languages
English (native), Mandarin: fluent
Skills
Zendesk, typing 65 wpm
Certificates
Certified Customer Service Professional
""".splitlines()


def as_docx(lines: list[str], *, table: list[list[str]] | None = None) -> bytes:
    """`lines` as paragraphs, then `table` row by row, of a DOCX file."""
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    if table:
        drawn = document.add_table(rows=len(table), cols=len(table[0]))
        for row, cells in zip(drawn.rows, table, strict=True):
            for cell, words in zip(row.cells, cells, strict=True):
                cell.text = words
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_pdf(lines: list[str]) -> bytes:
    """`lines` printed by Qt into a PDF, with Chinese glyphs embedded. Needs a QGuiApplication (fixture qapp)."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageLayout(
        QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF())
    )
    page = QTextDocument()
    page.setHtml('<body style="font-family: Noto Sans CJK SC">' + "".join(f"<p>{line}</p>" for line in lines))
    page.print_(writer)
    del writer
    return bytes(buffer.data().data())


def english_pdf(lines: list[str], pages: int = 1) -> PdfWriter:
    """A small PDF of `pages` pages, each with `lines` in Helvetica; Latin letters only."""
    writer = PdfWriter()
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    for _ in range(pages):
        page = writer.add_blank_page(595, 842)
        drawn = " ".join(f"({line}) Tj T*" for line in lines)
        stream = DecodedStreamObject()
        stream.set_data(f"BT /F1 10 Tf 12 TL 40 800 Td {drawn} ET".encode("latin-1"))
        page[NameObject("/Contents")] = writer._add_object(stream)
        page[NameObject("/Resources")] = DictionaryObject(
            {
                NameObject("/Font"): DictionaryObject({NameObject("/F1"): font}),
                NameObject("/Rotate"): NumberObject(0),
            }
        )
    return writer


def pdf_bytes(writer: PdfWriter) -> bytes:
    """What `writer` writes."""
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
