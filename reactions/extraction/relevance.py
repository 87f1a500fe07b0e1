"""Say cheaply whether a paragraph can hold a claim at all, before it is parsed.

A claim needs a word of speech or quotation, or a verb or noun of an act. The words
are those of the tables, so that a new row of a frame is looked for at once.
"""

import re
from functools import cache

from reactions.extraction.parsing import NO_WORD
from reactions.extraction.reporting_verbs import verbs_by_form
from reactions.extraction.rulebook import frames, word_list
from reactions.extraction.tokens import TokenSpan

QUOTES = re.compile(r"[\"“”„«»‹›]|''|``|(?<!\w)[‘']\w")
WORD = re.compile(r"[a-z]+(?:-[a-z]+)?")
PLAIN = frozenset({"be", "have", "go", "get", "want", "need"})
DEEPEST = 150
MISSION = re.compile(
    r"embass|consul|diplomat|ambassador|high commission|\bstaff|personnel|envoy", re.I
)


def can_hold_claims(words: str, *, all_speakers: bool) -> bool:
    """Whether the paragraph has any word that a rule of ours begins with."""
    del all_speakers
    if NO_WORD.search(words):
        return False
    if QUOTES.search(words) or MISSION.search(words) or "mission" in words:
        return True
    known = _forms()
    return any(word in known for word in WORD.findall(words.lower()))


def is_prose(sentence: TokenSpan) -> bool:
    """Whether the sentence's tree is no deeper than a writer's.

    A chain of a hundred states joined by commas passes. Deeper trees are what a parser
    makes of tables and hostile text; the rules that walk them would run out of stack.
    """
    if len(sentence) <= DEEPEST:
        return True
    depths: dict[int, int] = {}
    for token in sentence:
        path = []
        while token.i not in depths and token.head.i != token.i:
            path.append(token.i)
            token = token.head
        depth = depths.setdefault(token.i, 0)
        for place in reversed(path):
            depth += 1
            depths[place] = depth
        if depth > DEEPEST:
            return False
    return True


@cache
def _forms() -> frozenset[str]:
    forms: set[str] = {"according"}
    forms.update(verbs_by_form())
    forms.update(word_list("states_of_acts"))
    for frame in frames():
        for verb in frame.verbs:
            base = verb.split("_")[0]
            if base not in PLAIN:
                forms.update(_inflected(base))
        for noun in frame.nouns:
            forms.update((noun, f"{noun}s"))
    return frozenset(forms)


def _inflected(verb: str) -> set[str]:
    """Spellings a regular verb may take; too many do no harm here."""
    irregular = IRREGULAR.get(verb, ())
    stem = verb[:-1] if verb.endswith("e") else verb
    doubled = verb + verb[-1]
    forms = {verb, f"{verb}s", f"{verb}es", f"{verb}d", f"{stem}ed", f"{stem}ing"}
    forms |= {f"{doubled}ed", f"{doubled}ing"}
    if verb.endswith("y"):
        forms |= {f"{verb[:-1]}ies", f"{verb[:-1]}ied"}
    return forms | set(irregular)


IRREGULAR = {
    "make": ("made",),
    "pay": ("paid",),
    "lend": ("lent",),
    "send": ("sent",),
    "bring": ("brought",),
    "fly": ("flew", "flown"),
    "leave": ("left",),
    "keep": ("kept",),
    "withdraw": ("withdrew", "withdrawn"),
    "freeze": ("froze", "frozen"),
    "hold": ("held",),
    "meet": ("met",),
    "speak": ("spoke", "spoken"),
    "spend": ("spent",),
    "tell": ("told",),
    "break": ("broke", "broken"),
    "give": ("gave", "given"),
    "draw": ("drew", "drawn"),
    "throw": ("threw", "thrown"),
    "take": ("took", "taken"),
    "stand": ("stood",),
    "run": ("ran",),
    "flee": ("fled",),
    "come": ("came",),
    "begin": ("began", "begun"),
    "ring": ("rang", "rung"),
    "seek": ("sought",),
    "set": ("set",),
    "sit": ("sat",),
    "drive": ("drove", "driven"),
    "lead": ("led",),
    "get": ("got",),
    "fall": ("fell", "fallen"),
    "see": ("saw", "seen"),
    "lay": ("laid",),
    "find": ("found",),
    "build": ("built",),
    "forbid": ("forbade", "forbidden"),
    "swim": ("swam", "swum"),
    "rise": ("rose", "risen"),
    "buy": ("bought",),
    "wind": ("wound",),
    "undertake": ("undertook", "undertaken"),
    "overthrow": ("overthrew", "overthrown"),
    "go": ("went", "gone"),
    "shrink": ("shrank",),
    "hear": ("heard",),
    "shake": ("shook", "shaken"),
    "hang": ("hung",),
    "wear": ("wore", "worn"),
    "tear": ("tore", "torn"),
    "sell": ("sold",),
    "slide": ("slid",),
    "stick": ("stuck",),
    "write": ("wrote", "written"),
    "catch": ("caught",),
    "teach": ("taught",),
    "think": ("thought",),
    "feed": ("fed",),
    "lose": ("lost",),
    "win": ("won",),
    "choose": ("chose", "chosen"),
    "become": ("became",),
    "know": ("knew", "known"),
    "swear": ("swore", "sworn"),
    "strike": ("struck",),
    "be": ("is", "are", "was", "were", "been"),
    "have": ("has", "had"),
}
