"""Say which words of an indirect statement are kept: what is reported, no more.

Without "that" and "for", with whom an appeal is made to, with the verb where it holds
all of the message ("called for calm", "declined to say"), without where it was said
("in a statement").
"""

import re
from dataclasses import replace

from reactions.extraction.claims import Attribution, StatementClaim
from reactions.extraction.kinship import children_of
from reactions.extraction.passages import Passage
from reactions.vocabulary import Kind

# Frames whose content is reported with all that stands between the verb and it.
ADDRESSED = ("infinitive", "object_of", "object_as", "against")
MESSAGE_IN_VERB = (
    "directive_",
    "evaluative_",
    "speech_object",
    "speech_gerund",
    "speech_out",
)
OPENERS = re.compile(r"(?:that|for|on|upon|of)\b[\s,]*", re.IGNORECASE)
MEDIUM = (
    r"statement|communiqu[eé]|tweet|post|message|letter|interview|briefing|speech"
    r"|news conference|press conference|Twitter|X|Facebook|Telegram|social media"
)
AS = re.compile(r"as\s+", re.IGNORECASE)
TO = re.compile(r"to\s+", re.IGNORECASE)
DENIALS = frozenset({"deny", "dispute", "refute"})
SAID_IN = re.compile(
    rf"(?:in|on|via|through)\s+(?:(?:a|an|its|his|her|their)\s+)?"
    rf"(?:[\w-]+\s+){{0,2}}(?:{MEDIUM})\s+(?=that\b|its?\b|the\b|they\b|he\b|she\b)"
)
# What a plea is followed by tells when it was made, not what for.
OCCASION = re.compile(r",\s+(?:after|amid|following|as)\s[^\"“”]*$")
# Fewer words than these say little without their verb.
FEWEST = 3
WHERE_SAID = re.compile(
    rf",?\s+(?:in|on|via|through)\s+(?:(?:a|an|its|his|her|their|the)\s+)?"
    rf"(?:[\w-]+\s+){{0,3}}(?:{MEDIUM})s?\b[^,;:.\"“”]*$"
)


def with_reported_words(
    claim: StatementClaim, said: Attribution, *, passage: Passage, text: str
) -> StatementClaim:
    """The claim with the words a reader would mark as said. Direct ones stay."""
    if said.kind is Kind.DIRECT or said.cue is None:
        return claim
    if said.rule.startswith("refusal_"):
        return _with_refusal(claim, said, passage)
    start, end = claim.start, _end_of_content(text, said, claim.start, claim.end)
    cue = said.cue
    if cue.end <= start and (said.rule.endswith(ADDRESSED) or _is_of_rumour(said)):
        start = cue.end
    start += len(text[start:end]) - len(text[start:end].lstrip())
    start = _past_medium(text, start, end)
    opens = TO if said.rule.endswith("to_infinitive") else OPENERS
    opens = AS if said.rule.endswith("_as") else opens
    opener = opens.match(text, start, end)
    behind = cue.end <= start and not said.rule.endswith("_on")
    if opener is not None and behind:
        start = opener.end()
    in_verb = said.rule.startswith(MESSAGE_IN_VERB)
    if in_verb and cue.end <= start and len(text[start:end].split()) < FEWEST:
        start = cue.start
    return replace(claim, start=start, end=end) if start < end else claim


def _past_medium(text: str, start: int, end: int) -> int:
    """ "said [in a statement] it had downed a drone": the parse may take it in."""
    medium = SAID_IN.match(text, start, end)
    return medium.end() if medium is not None else start


def _is_of_rumour(said: Attribution) -> bool:
    """ "Denied reports that it had sent troops"."""
    return said.cue_lemma in DENIALS and said.rule.endswith("_clause")


def _end_of_content(text: str, said: Attribution, start: int, end: int) -> int:
    words = text[start:end]
    patterns = [WHERE_SAID]
    if said.rule.endswith("infinitive"):
        patterns.append(OCCASION)
    for pattern in patterns:
        found = pattern.search(words)
        if found is not None and found.start():
            words = words[: found.start()]
    return start + len(words)


def _with_refusal(
    claim: StatementClaim, said: Attribution, passage: Passage
) -> StatementClaim:
    """ "Did not say when", "declined to comment": with the verbs that refuse."""
    cue = passage.tokens_in(said.cue) if said.cue is not None else None
    if cue is None or not len(cue):
        return claim
    verb = cue.root
    words = [verb, *(c for c in children_of(verb) if c.dep_ in {"aux", "neg"})]
    first = min(word.idx for word in words) + passage.offset
    if not claim.end - first >= 0:
        return claim
    return replace(claim, start=min(claim.start, first))
