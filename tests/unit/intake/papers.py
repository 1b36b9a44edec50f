"""Documents made for tests: one text in every format, and files that are broken on purpose."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage

import docx
from pypdf import PdfReader, PdfWriter

TITLE = "Two trains seen at Khasan"
BODY = (
    "Two freight trains stood at Khasan station on 4 March 2024, the regional railway said.",
    "A spokesman denied that either of them carried weapons to North Korea.",
    "An analyst in Vladivostok said the wagons probably held coal from Rajin.",
)


def pdf(lines: list[str], pages: int = 1) -> bytes:
    """A PDF with one line of text below another; a blank line leaves a gap."""
    rows, y = [], 780
    for line in lines:
        if line:
            text = line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
            rows.append(f"BT /F1 11 Tf 1 0 0 1 50 {y} Tm ({text}) Tj ET")
        y -= 14
    stream = "\n".join(rows).encode("latin-1")
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(pages))
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>".encode())
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    for number in range(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * number} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)
    return bytes(out)


def locked_pdf() -> bytes:
    """A PDF that needs a password."""
    writer = PdfWriter()
    for page in PdfReader(io.BytesIO(pdf([TITLE]))).pages:
        writer.add_page(page)
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def word() -> bytes:
    """A Word file with a table after the paragraphs."""
    paper = docx.Document()
    for text in (TITLE, *BODY):
        paper.add_paragraph(text)
    table = paper.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Wagons", "42"
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def mail() -> bytes:
    """A message with a signature and an attachment."""
    message = EmailMessage()
    message["Subject"], message["From"] = TITLE, "Press Office <press@example.org>"
    message["Date"] = "Tue, 05 Mar 2024 09:00:00 +1000"
    message.set_content("\n\n".join(BODY) + "\n\n-- \nPress Office\n")
    message.add_attachment(b"x", maintype="application", subtype="pdf", filename="table.pdf")
    return message.as_bytes()


def rich() -> bytes:
    """Rich text."""
    return (r"{\rtf1\ansi\ansicpg1252 " + r"\par ".join((TITLE, *BODY)) + "}").encode("latin-1")


def page(body: str = "") -> bytes:
    """A web page with an article among everything that stands around one."""
    paragraphs = "".join(f"<p>{text}</p>" for text in BODY)
    return f"""<!doctype html><html><head><meta charset="utf-8"><title>{TITLE} | Coast News</title>
    <meta property="og:site_name" content="Coast News">
    <meta property="article:published_time" content="2024-03-05T08:00:00Z">
    <script>document.write("never read")</script></head><body><nav><a href="/">Home</a></nav>
    <article><h1>{TITLE}</h1><p class="byline">By A. Writer</p><time>5 March 2024</time>
    <p class="standfirst">A quiet yard fills up.</p>
    {paragraphs}<h2>The bridge</h2><ul><li>It opened in 1959.</li></ul>
    <blockquote class="pull-quote">{BODY[2]}</blockquote><figure><img src="x"><figcaption>The yard in March.</figcaption></figure>
    <table><tr><th>Wagons</th><td>42</td></tr></table><div class="share">Share this</div>{body}
    <p>Correction: an earlier text said three trains.</p></article>
    <aside><p>Most read: something else entirely.</p></aside>
    <footer><p>Copyright Coast News</p></footer></body></html>""".encode()


def packed(files: dict[str, bytes]) -> bytes:
    """A .zip of files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as box:
        for name, data in files.items():
            box.writestr(name, data)
    return out.getvalue()


FORMATS: dict[str, bytes] = {
    "a.txt": "\n\n".join((TITLE, *BODY)).encode(),
    "a.md": f"# {TITLE}\n\n{BODY[0]}\n\n{BODY[1]}\n\n- {BODY[2]}\n".encode(),
    "a.rtf": rich(),
    "a.eml": mail(),
    "a.docx": word(),
    "a.pdf": pdf([TITLE, "", BODY[0], "", BODY[1], "", BODY[2]]),
    "a.html": page(),
}
