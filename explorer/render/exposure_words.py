"""Messages of the exposure figures: what the model and the factors say in English, told in a language where it is shown.

A sentence that the model comes to make is added here too; a test draws an asked page and finds what is missing.
"""

from __future__ import annotations

from explorer.messages import form, message

WORDS = (
    message("raises"),
    message("either way"),
    message("lowers"),
    message("places"),
    message("calls"),
    message("crossings"),
    message("changes"),
    message("breaks"),
    message("hours"),
    message("hour"),
    message("triangular"),
    message("uniform"),
    message("log-uniform"),
    message("coast"),
    message("read"),
    message("described"),
    message("recalled"),
    message("gauge break"),
    message("crossing"),
    message("Russian flag"),
    message("DPRK flag"),
    message("flag of a third State"),
    message("nobody else may board"),
    message("only if Russia consents"),
    message("only if the DPRK consents"),
    message("if that State consents"),
    message("a visit is allowed without asking anybody"),
    message("stops not counted"),
    message("no third State has access on either leg"),
    message("neither leg has anything that could be seen, so there is nothing to compare"),
    message("what they share cannot distinguish them"),
    message("the same in every cell of the grid"),
    message("the same in every cell of the grid that has a value"),
    message("less than 95% either way in every cell of the grid"),
    message("less than 95% either way in every cell of the grid that has a value"),
    message("the baseline"),
    message("the flag"),
    message("the port of discharge"),
    message("counting by kilometre or by hour"),
    message("counting the trunk"),
    message("the draws themselves disagree, whatever the structural choice"),
    message("sea above rail in all of the draws"),
    message("sea above rail in none of the draws"),
    message("both chances are nil in 95 % of the draws"),
    message("almost no chance"),
    message("very unlikely"),
    message("unlikely"),
    message("roughly even chance"),
    message("likely"),
    message("very likely"),
    message("almost certain"),
    message("one side is 0 whatever the value"),
    message("both sides change alike"),
    message("outside the judged range"),
    message("the sea side stays higher at any sensible value"),
    message("the rail side stays higher at any sensible value"),
    message("the cards hold no judged ranges"),
    message("the cards hold no judged ranges or reported legs"),
    message("the reported legs join Russia and the DPRK, which neither route does"),
    message("not asked for"),
)
"""Words and sentences that stand alone."""
FORMS = (
    form("under way {low} to {high} h by rail, {first} to {last} h with the sea leg"),
    form("{flag}, government ship"),
    form("beyond the territorial sea: {how}"),
    form("the answer turns on {who}"),
    form(
        "in our judgement, within these ranges: {word} ({low}–{high} %) that the chain with the sea leg "
        "is the more likely to be seen"
    ),
    form(
        "in our judgement, within these ranges: {word} ({low}–{high} %) that the chain with the sea leg "
        "is the more likely to be stopped"
    ),
    form("in our judgement, no practical difference: {how}"),
    form("both chances stay below 1 in {number} in 95 % of the draws"),
    form("sea above rail in {share} of the draws, though {how}"),
    form("sea above rail in {share} of the draws"),
    form("Sea is the more exposed in every cell of {count}"),
    form("Rail is the more exposed in every cell of {count}"),
    form("No cell of {count} decides"),
    form("No practical difference in any cell of {count}"),
    form("Nothing to be seen in any cell of {count}"),
    form("No third State may act in any cell of {count}"),
    form("Sea is the more exposed in {sea} of {count} cells"),
    form("Rail is the more exposed in {rail} of {count} cells"),
    form("{deciding} of {count} cells decide: sea {sea}, rail {rail}"),
    form("both below 1 in {number}"),
    form("ln({only}), the other side being 0"),
)
"""Sentences with figures in them; ``who`` is a list."""
