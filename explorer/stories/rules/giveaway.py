"""Is a question answered by what stands above it? Then it asks for a copy, not for a thought.

The words that tell the right option from the others and from the question itself are looked for in the text above. A question is
given away when more than half of them stand there. Words are compared by their first five letters, counts in figures or words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from explorer.errors import quoted
from explorer.stories.rules.lexicon import COUNTS
from explorer.stories.rules.problem import Problem

_LITTLE = frozenset(
    re.findall(
        r"\w+",
        """a an and any are as at be been both but by can did do does each either for from had has have he her him his in is it
        its neither no none nor not nothing of off on one only or other over own say says said she so some such than that the
        their them then there these they this those to under up was were what when where which who why will with without would yes
        you""",
    )
)
"""Words that tell nothing by themselves."""
_DO = "Ask what follows from the sentences, or let it be asked before they are shown (predict = true)."


def _stems(text: str) -> Iterator[str]:
    for word in re.findall(r"\d[\d,.]*\d|\d|[^\W\d_]+", text.casefold()):
        if word[0].isdigit():
            yield word.replace(",", "")
        elif word in COUNTS:
            yield str(COUNTS[word])
        elif word not in _LITTLE:
            yield word.removesuffix("s")[:5]


def distinguishing(options: Sequence[str], answer: int, ask: str) -> frozenset[str]:
    """What tells the right option (counted from 1) from the others and from the question.

    >>> sorted(distinguishing(["In 1950", "At an airfield, by day"], 2, "Where was it shown by day?"))
    ['airfi']
    """
    others = (option for number, option in enumerate(options, start=1) if number != answer)
    known = {stem for text in (ask, *others) for stem in _stems(text)}
    return frozenset(_stems(options[answer - 1])) - known


def given_away(options: Sequence[str], answer: int, ask: str, above: Iterable[str]) -> Problem | None:
    """The problem of a question whose answer stands in the text above it; None where it does not.

    >>> given_away(["Ten", "64"], 2, "How many?", ["Sixty-four ships ran: 64."]).what
    "the text above it gives the answer away ('64')"
    >>> given_away(["A fact", "An allegation"], 2, "Which is it?", ["The paper asserted it."]) is None
    True
    """
    telling = distinguishing(options, answer, ask)
    found = telling & {stem for text in above for stem in _stems(text)}
    if not telling or 2 * len(found) <= len(telling):
        return None
    words = dict.fromkeys(w for w in re.findall(r"[\w,.]*\w", options[answer - 1]) if set(_stems(w)) & found)
    return Problem(f"the text above it gives the answer away ({', '.join(map(quoted, list(words)[:4]))})", _DO)
