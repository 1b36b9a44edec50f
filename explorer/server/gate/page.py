"""Streamlit's page, told where its server is in the way that Streamlit provides for hosts.

Without it a page opened at ``/evidence`` first asks for ``/evidence/_stcore/health``, which fails, before it tries the root. A
page opened at ``/a/b`` looks for its files below ``/a`` and would stay empty, so it is sent on to ``/b``, which says that there
is no such page. The same script says Streamlit's own words in the language of the page, and names the button of the menu.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import file_util

from explorer.server.gate.headers import FRAMES, inline_scripts, page_policy

_WITHOUT = {b"accept-encoding", b"if-none-match", b"if-modified-since", b"range"}
"""A page comes plain, whole and always anew: its script and its policy belong together."""


_MENU = """
addEventListener("click",e=>{if(e.target.closest?.("[data-testid=stSidebarNavLink]"))setTimeout(()=>
document.querySelector("[data-testid=stSidebarCollapseButton] button")?.click())})
"""
"""The menu of a narrow window closes over the page that is chosen in it."""
_WORDS = """
(()=>{const all=%s,own="[data-testid^=stFileUploader],[data-testid=stFileUploader],nav,[data-testid=stSidebarNav],"
+"[data-testid=InputInstructions],[role=listbox],[data-testid=stTooltipContent],[data-testid=stStatusWidget],[data-testid=stSkipToContent]",
names=["aria-label","title","placeholder"];
function say(table,words){if(table.one[words])return table.one[words];
for(const[form,to]of table.form){const found=new RegExp(form+"$").exec(words);if(found)return to.replace("$1",()=>found[1])}
return words}
function text(table,node){const at=node.parentElement;if(!at?.closest(own))return;
const words=node.nodeValue.trim(),told=words&&say(table,words);
if(told!==words)node.nodeValue=node.nodeValue.replace(words,()=>told)}
function marks(table,at){for(const name of names){const words=at.getAttribute(name),told=words&&say(table,words);
if(told!==words)at.setAttribute(name,told)}}
function walk(table,root){if(root.nodeType===3)return text(table,root);if(root.nodeType!==1)return;
const steps=document.createTreeWalker(root,5);
for(let node=root;node;node=steps.nextNode())node.nodeType===3?text(table,node):marks(table,node)}
let told="";
new MutationObserver(changes=>{const lang=new URLSearchParams(location.search).get("lang"),table=all[lang];
document.documentElement.lang=table?lang:"en";
const menu=document.querySelector("[data-testid=stExpandSidebarButton]"),word=table?table.one.Menu:"Menu";
if(menu&&menu.ariaLabel!==word)menu.ariaLabel=word;
if(!table)return void(told="en");
if(told!==lang){told=lang;walk(table,document.documentElement)}
for(const change of changes){if(change.type==="childList")change.addedNodes.forEach(node=>walk(table,node));
else if(change.type==="attributes")marks(table,change.target);else walk(table,change.target)}
}).observe(document,{childList:true,subtree:true,characterData:true,attributes:true,attributeFilter:names})})();
"""
"""Streamlit calls the button of the menu "Expand sidebar", though it opens the menu of pages; the style writes the same word on
it. The page is told its language here, since not every page has a map that would tell it, and Streamlit's own words are put into
that language: words that stand alone wherever they name something, text only where Streamlit writes it and nobody else.
"""


def address_script(base_path: str, words: str = "{}") -> bytes:
    """The script that tells a page where its server is, and in which words it speaks: JSON by language."""
    return f'window.__streamlit={{BACKEND_BASE_URL:location.origin+"{base_path}"}};{_WORDS % words}{_MENU}'.encode()


def policy(base_path: str, words: str = "{}") -> str:
    """What Streamlit's page may load, its own inline scripts and ours among it."""
    page = Path(file_util.get_static_dir(), "index.html").read_bytes()
    return page_policy((address_script(base_path, words), *inline_scripts(page)))


class BaseAddress:
    """Adds the script to pages."""

    def __init__(self, app: ASGIApp, base_path: str = "", words: str = "{}") -> None:
        self._app = app
        self._script = b"<script>" + address_script(base_path, words) + b"</script>"
        self._base_path = base_path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add the script to answers that are pages; let everything else through."""
        if scope["type"] != "http" or "text/html" not in Headers(scope=scope).get("accept", ""):
            await self._app(scope, receive, send)
            return
        plain = [(key, value) for key, value in scope["headers"] if key not in _WITHOUT]
        held: list[Message] = []

        async def hold(message: Message) -> None:
            held.append(message)

        await self._app({**scope, "headers": plain}, receive, hold)
        start = held[0]
        body = b"".join(message.get("body", b"") for message in held[1:])
        headers = MutableHeaders(raw=list(start["headers"]))
        if headers.get("content-type", "").startswith("text/html"):
            if nearer := self._nearer(scope):
                await RedirectResponse(nearer)(scope, receive, send)
                return
            body = body.replace(b"<head>", b"<head>" + self._script, 1)
            headers["content-length"] = str(len(body))
            del headers["etag"], headers["last-modified"]
        await send({**start, "headers": headers.raw})
        await send({"type": "http.response.body", "body": body})

    def _nearer(self, scope: Scope) -> str:
        """The address right below the root for a page asked for deeper down, where nothing of it would be found."""
        path = str(scope["path"]).removeprefix(self._base_path)
        folder, _, name = path.strip("/").rpartition("/")
        if not folder or path.startswith(FRAMES):
            return ""
        query = scope["query_string"].decode("latin-1")
        return f"{self._base_path}/{quote(name, safe='')}{'?' if query else ''}{query}"
