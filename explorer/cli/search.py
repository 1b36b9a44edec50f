"""``tumen search``: full text over documents, claims, dated facts and the features of own layers."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from explorer.cli.source import known_world
from explorer.cli.terminal import print_json, print_lines, say
from explorer.workspace.search import Hit, Index, snippet, words_in
from explorer.world.own_search import found
from explorer.world.world import World


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--format", "form", type=click.Choice(["json", "text"]), default="text", show_default=True)
@click.option(
    "--limit", default=20, show_default=True, type=click.IntRange(1, 1000), help="Show at most this many, the best first."
)
@click.pass_obj
def search(seeds: Path | None, words: tuple[str, ...], form: str, limit: int) -> None:
    """Search documents, claims, facts and own data for all of WORDS, in any script.

    "Words in quotes" stand together.
    """
    asked = " ".join(words if len(words) == 1 else (f'"{word}"' if " " in word else word for word in words))
    if not words_in(asked):
        raise click.UsageError("There is no word to search for. Give letters or digits.")
    world = known_world(seeds)
    hits = (*Index().find(world.cards, asked, limit, world.own), *_own(world, asked, limit))[:limit]
    if form == "json":
        print_json([asdict(hit) for hit in hits])
        return
    print_lines(hits, _line)
    if not hits:
        say("tumen: nothing contains all of these words.", err=True)


def _own(world: World, asked: str, limit: int) -> list[Hit]:
    """Features of own layers, after all others: nobody has verified them."""
    wanted = words_in(asked)
    hits = found(world, wanted, limit)
    return [Hit("own", one.id, one.title, snippet(one.words, wanted), 0.0, f"in {one.layer}") for one in hits]


def _line(hit: Hit) -> str:
    return f"{hit.kind:9} {hit.id:40} {hit.title} | {hit.snippet}"
