"""The words by which :mod:`explorer.stories.wording` tells report from allegation, hedge from fact, stance from stance.

Every table is a list to be read and argued with; nothing here understands anything.
"""

from __future__ import annotations

import re

from explorer.ledger.vocabulary import Flow, Stance


def words(*stems: str) -> re.Pattern[str]:
    """A pattern of whole words, in any case."""
    return re.compile(rf"(?<![\w-])(?:{'|'.join(stems)})(?![\w-])", re.IGNORECASE)


SAYING = ("say|says|said|saying", "tells?|told", "states?|stated", "writes?|wrote", "according to", "puts?", "calls?|called",
           "describes?|described", "mentions?|mentioned", "speaks?|spoke", "lists?|listed", "in the words of",
           "repeats?|repeated", "adds?|added", "passes on|passed on")  # fmt: skip
VERBS: dict[Stance, re.Pattern[str]] = {
    Stance.REPORTED_FACT: words(
        *SAYING, "reports?|reported|reporting", "records?|recorded", "notes?|noted", "gives?|gave", "dates?|dated"
    ),
    Stance.ASSERTED: words(
        *SAYING, "asserts?|asserted", "claims?|claimed", "maintains?|maintained", "announces?|announced", "pledges?|pledged",
        "declares?|declared", "acknowledges?|acknowledged",
    ),
    Stance.ASSESSED: words(
        "assess|assesses|assessed|assessment", "judges?|judged", r"(?:holds?|held)(?! (?:an?|talks)\b)", "thinks?|thought",
        "believes?|believed|belief", "sees?|saw|seen", "reads?",
        "considers?|considered", "estimates?|estimated", "concludes?|concluded", "finds?|found",
        "suggests?|suggested", "counts?|counted", "viewed", "expects?|expected", "argues?|argued",
        "doubts?|doubted", "ranks?|ranked", "attributes?|attributed", "traces?|traced", "regards?|regarded",
    ),
    Stance.ALLEGED: words("alleges?|alleged|allege|allegedly", "accuses?|accused", "charged"),
    Stance.DENIED: words("den(?:y|ies|ied|ial|ials|ying)", "rejects?|rejected|rejection"),
    Stance.CONDITIONAL: words(*SAYING, "expects?|expected", "holds?|held", "reckons?|reckoned", "suggests?|suggested",
                               "thinks?|thought", "warns?|warned", "forecasts?", "sees?|saw"),
    Stance.CONCERN: words("concerns?|concerned", "worr(?:y|ies|ied|ying)", "troubl(?:ed|ing|es?)", "alarm(?:ed|ing)?",
                           "uneas(?:e|y)", "fears?|feared"),
}  # fmt: skip

HEDGES: dict[str, re.Pattern[str]] = {
    "may, might or could": words(
        r"may|might|could(?! not be\b)", "possibl[ey]|possibility|possibilities",
        "perhaps", "potential(?:ly)?", "not exclude", "excluded?",
        "rules? out|ruled out", "not clear|unclear", "whether",
    ),
    "likely or probably": words("likely|likelihood", "probabl[ey]", "presumably"),
    "believed": words("believe[sd]?|belief|beliefs", "thought|thinks?", "on (?:one|a|this|that) view", "views?"),
    "reportedly": words("reportedly", "(?:is|are|was|were) said"),
    "expected": words("expect(?:s|ed|ation|ations)?"),
    "if or would": words("if", "would", "provided that", "in case", "once"),
    "suspected": words("suspect(?:s|ed)?|suspicions?", "alleged|allegations?"),
    "like or nearly": words("like|likeness|alike", "similar(?:ly)?|similarity", "resembl(?:es?|ed|ance)", "nearly|almost"),
}  # fmt: skip
LIKELIHOOD = words("likely|likelihood", "probabl[ey]", "almost certain(?:ly)?", "unlikely", "improbabl[ey]", "remote chance")
SURE = words(
    "reveal(?:s|ed|ing)?", "expos(?:es|ed|ing)", "admit(?:s|ted|ting)?|admissions?", "acknowledg(?:es?|ed|ement)",
    "confirm(?:s|ed|ing|ation)?", "prov(?:es?|ed|en|ing)", "proof", "establish(?:es|ed)?", "uncover(?:s|ed)?",
    "discover(?:s|ed)?", "demonstrat(?:es?|ed)", "shows? that|showed that", "knows?|knew|known", "in fact", "the truth",
    "undeniabl[ey]", "clearly", "certain(?:ly)?", "definite(?:ly)?", "undoubted(?:ly)?", "no doubt", "of course",
    "obvious(?:ly)?", "indeed", "lays? bare|laid bare", "rightly|correctly|truly|really|actually|evidently", "documented",
    "verif(?:y|ies|ied)", "point(?:s|ed)? out", "recogni[sz](?:es?|ed)", "conced(?:es?|ed)", "indisputabl[ey]|unquestionabl[ey]",
    "(?:everyone|everybody|nobody doubts)(?: agrees| knows)?",
)  # fmt: skip
LOADED = words(
    "false(?:ly)?|wrongly|untruthful(?:ly)?", "(?:im|un)?plausibl[ey]|unconvincing(?:ly)?", "absurd(?:ly)?|laughabl[ey]",
    "illegal(?:ly)?|illicit(?:ly)?|unlawful(?:ly)?|criminal(?:ly)?", "secret(?:ly)?|covert(?:ly)?|clandestine(?:ly)?",
    "notorious(?:ly)?|brazen(?:ly)?|blatant(?:ly)?|shameless(?:ly)?", "so-called", "sham|bogus|pretext|propaganda",
    "explain(?:s|ed)", "lied|lying|liars?", "predictabl[ey]|unsurprising(?:ly)?",
)  # fmt: skip
"""Words that judge who speaks or what is told of, for the reader."""
EXTENT = words(
    "all|every|whole|wholly|entire(?:ly)?|complete(?:ly)?|total(?:ly)?", "only|sole(?:ly)?|alone", "always|at all",
    "identical(?:ly)?|exact(?:ly)?", "massive(?:ly)?|huge(?:ly)?|vast(?:ly)?|enormous(?:ly)?",
)  # fmt: skip
"""Words that make a statement larger than it was."""
CARGO = words("arms", "weapons?|weaponry", "munitions?|ammunition", "shells", "missiles?", "rockets?", "artillery", "tanks")
CAUSE = words(
    "because(?: of)?", "therefore|thus|hence", "in order to", "which is why|that is why", "as a result", "due to|thanks to",
    "led to|leads to|causes?|caused", "and so",
)  # fmt: skip
TAKEN_BACK = words("but", "yet", "although|though", "however", "nevertheless|nonetheless", "despite|in spite of", "what happened")
COUNTS = {
    "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
    "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
AT_LEAST = re.compile(
    rf"\b(more than|fewer than|less than|at least|at most|up to|over|under|nearly|almost) (?=\d|(?:two|{'|'.join(COUNTS)})\b)",
    re.IGNORECASE,
)
GREAT_COUNTS = words("dozens?|scores", "hundreds?|thousands?|millions?|billions?")
NOT = words(
    r"not|(?-i:no)|(?-i:No)(?!\s[A-Z][a-z]+\s[A-Z])|without|never|neither|nor|none|nothing|nobody|hardly|cannot", r"\w+n['’]t"
)
NOT_NEAR = re.compile(
    r"(?:\b(?:not|no|never|neither|nor|without|nothing|nobody|hardly|cannot|short of|un)|n['’]t)\W+(?:\w+\W+){0,4}$",
    re.IGNORECASE,
)
INFERRED = words("infers?|inferred|inference|inferring", "name[sd]? (?:no|none|neither)", "not named?")
NAMING = words("names?|named|naming")
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
ABBREVIATIONS = re.compile(r"\b(?:Jr|Sr|Dr|Gen|Mr|Mrs|Ms|St|No|nos|vs|e\.g|i\.e|U\.S|[A-Z])\.(?=\s)")

_RUSSIA, _DPRK = r"(?:Russia|Moscow)", r"(?:the DPRK|DPRK|North Korea|Pyongyang)"
_GIVES = r"\b[^,;:]{0,40}\b(?:provid|suppl|sent|send|gave|giv|deliver|ship|hand)\w*\b[^,;:]{0,30}\b"
WRONG_WAY = {
    Flow.PRK_TO_RUS: re.compile(rf"\bfrom {_RUSSIA} to {_DPRK}|\b{_RUSSIA}{_GIVES}{_DPRK}"),
    Flow.RUS_TO_PRK: re.compile(rf"\bfrom {_DPRK} to {_RUSSIA}|\b{_DPRK}{_GIVES}{_RUSSIA}"),
}
"""Giver and taker turned round, by the way in which goods are said to move."""

COMPARED = words("more|greater|larger|bigger|higher|longer|stronger", "fewer|less|smaller|lower|shorter|weaker")
_PAIRS = (
    ("more|greater|larger|bigger|higher|longer|stronger", "fewer|less|smaller|lower|shorter|weaker"),
    ("most", "fewest|(?<!at )least"),
    (
        "rises?|rose|risen|rising|increas(?:es?|ed|ing)|gr[eo]ws?|grown|growing",
        "falls?|fell|fallen|falling|decreas(?:es?|ed|ing)|declin(?:es?|ed|ing)|shr[ai]nks?|shrinking",
    ),
    ("at least|no fewer than|no less than", "at most|no more than"),
    ("up", "down"),
    ("before|prior to|ahead of", "after|since|following"),
    ("earlier", "later"),
    ("early", "late"),
    ("first", "last"),
    ("beg[aiu]ns?|beginning|starts?|started|starting", "ends?|ended|ending|stops?|stopped|finish(?:es|ed)?|ceas(?:es?|ed)"),
    ("resum(?:es?|ed|ing)|reopen(?:s|ed|ing)?|opens?|opened", "clos(?:es?|ed|ing)|shut"),
    (
        "arriv(?:es?|ed|al)|enter(?:s|ed|ing)?|reach(?:es|ed)?|came|comes",
        "leaves?|left|leaving|depart(?:s|ed|ure)?|exit(?:s|ed)?",
    ),
    ("go(?:es|ing)? on|went on|continu(?:es?|ed|ing)|ongoing|under way", "ends?|ended|stops?|stopped|ceas(?:es?|ed)|finished"),
    ("loads?|loaded|loading", "unloads?|unloaded|unloading|discharg(?:es?|ed)"),
    ("full", "empty"),
    ("exports?|exported|exporting", "imports?|imported|importing"),
    ("sells?|sold|selling", "buys?|bought|buying"),
    (
        "gives?|gave|given|provid(?:es?|ed)|suppl(?:y|ies|ied)|sends?|sent|deliver(?:s|ed)?",
        "takes? from|receiv(?:es?|ed)|gets|got from",
    ),
    ("north|northern|northward", "south|southern|southward"),
    ("east|eastern", "west|western"),
    ("morning", "evening|afternoon|night"),
    ("near|close to|beside", "far from"),
    ("inside|within", "outside"),
    ("new|newest|modern|latest", "old|oldest|outdated"),
    ("great|large|huge|big", "small|tiny|little"),
    ("builds?|built|building|mak(?:es?|ing)", "destroy(?:s|ed|ing)?|dismantl(?:es?|ed|ing)"),
    ("rare|rarely", "common|commonly|frequent|frequently|often"),
    ("possible", "impossible"),
    ("likely", "unlikely"),
    ("hard|difficult", "easy|easily"),
    ("able", "unable"),
    ("lawful|legitimate|legal", "unlawful|illegitimate|illegal"),
    ("same", "different|another"),
    ("like|alike|similar", "unlike|different"),
    ("accepts?|accepted|approv(?:es?|ed)|welcom(?:es?|ed)", "rejects?|rejected|refus(?:es?|ed)|condemn(?:s|ed)?"),
    ("supports?|supported|backs?|backed", "oppos(?:es?|ed)"),
    ("agrees?|agreed", "disagrees?|disagreed"),
    ("allows?|allowed|permits?|permitted", "forbids?|forbidden|bans?|banned|bars?|barred|prohibit(?:s|ed)?"),
    ("succeed(?:s|ed)?|success|successful(?:ly)?", "fails?|failed|failure|unsuccessful(?:ly)?"),
    ("wins?|won", "los(?:es?|t)"),
    ("grave|serious|seriously", "slight|slightly|trivial|minor|small"),
    ("broad|broadly|wide|widely", "narrow|narrowly"),
    ("firm|firmly|lasting|enduring", "loose|loosely|brief|passing|weak"),
    ("dramatic|considerable|considerably", "slight|negligible"),
    ("public|publicly|open|openly", "secret|secretly|hidden|private"),
    ("joint|jointly|together", "separate|separately|alone"),
    ("direct|directly|straight", "indirect|indirectly"),
    ("silent|silence", "outspoken|loud"),
    ("confirm(?:s|ed)?", "den(?:y|ies|ied)"),
    ("war", "peace"),
    ("advanced", "primitive|crude|backward"),
    ("heavy", "light"),
    ("stable|stability", "unstable|instability"),
    ("harmful|harm", "harmless|helpful|beneficial"),
    ("trouble|troubl(?:ed|ing)|worr(?:y|ied|ying)", "relief|pleas(?:ed|ing)|reassur(?:ed|ing)"),
    ("rail|trains?|railways?", "roads?|lorr(?:y|ies)|trucks?"),
    ("past", "coming|next|future"),
    ("deepen(?:s|ed|ing)?|strengthen(?:s|ed|ing)?", "weaken(?:s|ed|ing)?|loosen(?:s|ed|ing)?"),
    ("with", "without"),
    ("long", "short"),
    ("named", "unnamed"),
    ("known", "unknown"),
    ("clear", "unclear"),
    ("both", "neither"),
    ("kept?|keeps?|keeping", "los(?:es?|t)|g[ia]ves? up"),
    ("help(?:s|ed|ing)?", "hinder(?:s|ed|ing)?|hamper(?:s|ed)?"),
)
OPPOSITES = tuple((words(one), words(other)) for one, other in _PAIRS)
"""Words and their opposites. The one must not stand where the ledger has the other."""
OPPOSED = re.compile(rf"(?<![\w-])(?=(?:{'|'.join(word for pair in _PAIRS for word in pair)})(?![\w-]))", re.IGNORECASE)
"""Where any of them begins: most sentences hold none, and most words are none."""
