"""Web pages: the article's own blocks in the order of the page, without what stands around it; scripts are never run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Any

import lxml.etree
import lxml.html
from htmldate import find_date
from trafilatura import bare_extraction

from explorer.errors import DocumentError
from explorer.intake.files.decode import declared_in, decoded
from explorer.intake.files.source import Block, Source, blocks_of, dated, tidy
from explorer.intake.tables import table
from explorer.intake.values import Published

_BLOCKS = frozenset(
    {"h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "figcaption", "caption", "blockquote", "dt", "dd", "pre", "table"}
)
_GONE = frozenset(
    {"script", "style", "noscript", "template", "nav", "aside", "footer", "form", "iframe", "svg", "button", "select", "input",
     "textarea", "object", "embed", "video", "audio", "canvas", "head", "time", "menu", "dialog", "math"}
)  # fmt: skip
MOST_ELEMENTS = 200_000


@lru_cache
def _marks(key: str) -> re.Pattern[str]:
    return re.compile(table("marks")["page"][key], re.IGNORECASE if key == "around" else 0)


def read_page(data: bytes) -> Source:
    """The article of a web page.

    Raises
    ------
    DocumentError
        No text in it, or a tree too large to be an article's.
    """
    text, note = decoded(data, declared_in(data))
    tree = _tree(text)
    title = _title(tree)
    container = _container(tree)
    rows = _without_repeats(list(_walk(container)) if container is not None else list(_by_extraction(tree, text)))
    if title and all(_same(title, row) < 1 for row in rows[:3]):
        rows = [title, *rows]
    blocks = blocks_of((row, 0) for row in rows)
    return Source("text/html", _titled(blocks, title), title, _publisher(tree), _published(tree), (note,) if note else ())


def _titled(blocks: tuple[Block, ...], title: str) -> tuple[Block, ...]:
    return tuple(Block(b.text, b.line, title=b.text == tidy(title)) for b in blocks)


def _tree(text: str) -> Any:
    parser = lxml.html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        tree = lxml.html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text), parser=parser)
    except (lxml.etree.ParserError, lxml.etree.XMLSyntaxError, ValueError) as error:
        raise DocumentError("there is no text in the page. Save the page again, or paste its text.") from error
    if sum(1 for _ in tree.iter()) > MOST_ELEMENTS:
        raise DocumentError(
            f"the page has more than {MOST_ELEMENTS:,} elements, so it is not an article. Save the article alone."
        )
    return tree


def _container(tree: Any) -> Any:
    """The element that holds the article: the one with most words in paragraphs of those that say so."""
    found = tree.xpath("//article | //main | //*[@role='main'] | //*[@itemprop='articleBody']")
    found = [element for element in found if not _left_out(element) and not any(_left_out(a) for a in element.iterancestors())]
    sized = [(sum(len(p.text_content()) for p in element.iter("p", "li", "h1", "h2")), element) for element in found]
    size, best = max(sized, key=lambda row: row[0], default=(0, None))
    if size < 80:
        return None
    wider = [element for length, element in sized if length <= size * 1.25 and best in element.iterdescendants()]
    return wider[0] if wider else best


def _left_out(element: Any) -> bool:
    if not isinstance(element.tag, str) or element.tag in _GONE:
        return True
    if (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or re.search(r"display\s*:\s*none|visibility\s*:\s*hidden", element.get("style") or "")
    ):
        return True
    if element.tag in {"article", "main", "body", "html"}:
        return False
    named = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('role') or ''} {element.get('rel') or ''}"
    return (
        bool(_marks("around").search(named))
        or element.get("role") in {"navigation", "complementary", "contentinfo", "search"}
        or element.get("itemprop") in {"author", "datePublished"}
    )


def _walk(element: Any, depth: int = 0) -> Iterator[str]:
    """Texts of blocks, in order; loose text between blocks is a block as well."""
    if depth > 150:
        return
    loose = element.text or ""
    for child in element:
        if not isinstance(child.tag, str) or _left_out(child):
            loose += " " + (child.tail or "")
            continue
        if child.tag == "br":
            loose += "\n" + (child.tail or "")
        elif child.tag in _BLOCKS or _has_blocks(child):
            yield from _kept(loose)
            loose = child.tail or ""
            yield from _block(child, depth)
        else:
            loose += _inline(child) + (child.tail or "")
    yield from _kept(loose)


def _block(child: Any, depth: int) -> Iterator[str]:
    if child.tag == "table":
        cells = [tidy(_inline(cell)) for cell in child.iter("th", "td")]
        yield from _kept(" | ".join(cell for cell in cells if cell))
    elif child.tag in _BLOCKS and not _has_blocks(child):
        yield from _kept(_inline(child))
    else:
        yield from _walk(child, depth + 1)


def _has_blocks(element: Any) -> bool:
    return any(
        isinstance(inner.tag, str) and (inner.tag in _BLOCKS or inner.tag in {"div", "section", "ul", "ol"})
        for inner in element.iterdescendants()
    )


def _inline(element: Any) -> str:
    if not isinstance(element.tag, str) or _left_out(element):
        return ""
    inner = (("\n" if child.tag == "br" else _inline(child)) + (child.tail or "") for child in element)
    return "".join((element.text or "", *inner))


def _kept(text: str) -> Iterator[str]:
    for line in re.split(r"\n\s*\n", text) if "\n" in text else [text]:
        words = tidy(line)
        if words and not _marks("byline").match(words) and re.search(r"\w", words):
            yield words


def _by_extraction(tree: Any, text: str) -> Iterator[str]:
    """For a page that marks no article: those of its blocks that the extraction of main text keeps."""
    found = bare_extraction(text, include_comments=False, include_tables=True, favor_recall=True, with_metadata=False)
    kept = _letters(str(getattr(found, "text", "") or ""))
    body = tree.find("body")
    for row in _walk(body if body is not None else tree):
        if not kept or _letters(row) in kept:
            yield row


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()


def _without_repeats(rows: list[str]) -> list[str]:
    """Without pull quotes and captions that only say again what a longer block says."""
    forms = [_letters(row) for row in rows]
    everything = "\n".join(forms)

    def repeats(number: int) -> bool:
        return forms[number] in forms[:number] or (len(forms[number]) > 20 and everything.count(forms[number]) > 1)

    return [row for number, row in enumerate(rows) if not repeats(number)]


def _same(title: str, row: str) -> int:
    return int(_letters(title) == _letters(row))


def _title(tree: Any) -> str:
    heads = [tidy(_inline(h)) for h in tree.iter("h1")]
    told = tree.xpath("string(//meta[@property='og:title']/@content)") or tree.xpath("string(//title)")
    best = next((head for head in heads if head and (_letters(head) in _letters(told) or len(heads) == 1)), "")
    return best or next((head for head in heads if head), "") or tidy(re.split(r"\s[|–—-]\s", told)[0])


def _publisher(tree: Any) -> str:
    for path in (
        "//meta[@property='og:site_name']/@content",
        "//meta[@name='publisher']/@content",
        "//meta[@name='application-name']/@content",
    ):
        if found := tidy(tree.xpath(f"string({path})")):
            return found
    parts = re.split(r"\s[|–—]\s", tidy(tree.xpath("string(//title)")))
    return parts[-1] if len(parts) > 1 else ""


def _published(tree: Any) -> Published | None:
    told = find_date(
        lxml.html.tostring(tree, encoding="unicode"), original_date=True, extensive_search=False, outputformat="%Y-%m-%d"
    )
    if not told:
        return None
    year, month, day = map(int, told.split("-"))
    return dated(date(year, month, day), "stated", "the publishing date in the page's own data")
