"""Who speaks at a cue: its own subject, that of the verb it is joined to, or a source.

"The minister said ..., adding that", "the agency reported, citing a spokesman", "the
agency quoted the ministry as saying", "it was announced by the court".
"""

from reactions.extraction.kinship import children_of
from reactions.extraction.paragraph_reading import (
    FINITE,
    MARKS,
    Cue,
    Reading,
    Tokens,
)
from reactions.extraction.speaker_phrases import (
    agent_of,
    is_passive,
    nearest_subject,
    phrase_after,
    phrase_before,
    phrase_of,
    subject_of,
)
from reactions.extraction.tokens import Token

QUOTING = frozenset({"quoted", "cited", "quotes", "cites", "quoting", "citing"})
AUXILIARIES = frozenset({"was", "were", "is", "are", "been", "being"})
# "X as saying": how far before "saying" the quoting verb stands.
QUOTING_REACH = 16
CITING_REACH = 10
EARLIER_CUES = 6
# A teller's phrase, or what is told of him between commas, has no more tokens.
LONGEST_NAME = 14
OPENS_NAME = frozenset({"DT", "NNP", "NNPS", "NN", "NNS", "PRP$", "JJ", "CD"})


def speaker_of(reading: Reading, cue: Cue, content: Tokens) -> Tokens | None:
    """Tokens of who speaks at `cue`, never inside `content`."""
    verb = reading.token(cue.at)
    quoting = head_of_quoting(reading, cue.at)
    if quoting is not None:
        return _quoted_source(reading, quoting, cue.at)
    cited = _cited(reading, cue.at) if cue.verb.lemma == "report" else None
    if cited is not None:
        return cited
    if is_passive(verb) or _is_participle(verb):
        agent = agent_of(verb)
        return phrase_of(agent) if agent is not None else None
    apart = _teller(reading, cue, content)
    if apart is not None:
        return apart
    joined = _joined_to(reading, cue)
    if joined is not None:
        return speaker_of(reading, joined, content)
    return _subject(reading, cue, content)


def _subject(reading: Reading, cue: Cue, content: Tokens) -> Tokens | None:
    subject = subject_of(reading.token(cue.at))
    start, end = reading.sentence_of(cue.at)
    if subject is not None and subject.i >= start:
        told = content[0] <= subject.i < content[1]
        whole = content[0] <= cue.at < content[1]  # "which it denies"
        if subject.dep_ == "expl" or (told and not whole):
            return None
        return phrase_of(subject)
    if content[1] <= cue.at + 1:
        return phrase_after(reading.doc, cue.at + 1, end)
    return phrase_before(reading.doc, cue.at, start) if content[0] > cue.at else None


def _teller(reading: Reading, cue: Cue, content: Tokens) -> Tokens | None:
    """The phrase between what is told and its verb, where the parse lost it."""
    own = nearest_subject(reading.token(cue.at))
    if content[1] >= cue.at - 1 or (own is not None and own.i >= content[1]):
        return None
    teller = told_by(reading, cue.at, reading.sentence_of(cue.at)[0])
    if teller is None or teller <= content[1]:
        return None
    return phrase_before(reading.doc, _end_of_name(reading, teller, cue.at), teller)


def told_by(reading: Reading, verb: int, start: int) -> int | None:
    """..., [a spokesman for its agency] said; ..., [Sweden], which chairs it, said.

    The first token of the phrase before a verb whose subject the parse lost, as the
    commas tell it.
    """
    if verb <= start + 2 or reading.token(verb).tag_ not in (*FINITE, "VBN"):
        return None
    at = verb
    if reading.words[verb - 1] == ",":
        at = _comma_before(reading, verb - 1, start) or start
        relative = reading.doc[at + 1].tag_ in ("WDT", "WP", "WP$")
        if not relative and _has_finite(reading, at, verb - 1):
            return None
    elif reading.token(verb).tag_ == "VBN":
        return None
    comma = _comma_before(reading, at, start)
    if comma is None or at - comma < 2 or _has_finite(reading, comma, at):
        return None
    return comma + 1 if reading.doc[comma + 1].tag_ in OPENS_NAME else None


def _comma_before(reading: Reading, at: int, start: int) -> int | None:
    for i in range(at - 1, max(start, at - LONGEST_NAME), -1):
        if reading.words[i] == ",":
            return i
    return None


def _has_finite(reading: Reading, start: int, end: int) -> bool:
    return any(reading.doc[i].tag_ in FINITE for i in range(start, end))


def _end_of_name(reading: Reading, start: int, verb: int) -> int:
    commas = (i for i in range(start, verb) if reading.words[i] == ",")
    return next(commas, verb)


def head_of_quoting(reading: Reading, at: int) -> Token | None:
    """The verb "quoted" or "cited" of "quoted X as saying", "was quoted as saying"."""
    before = at - 1
    if before > 0 and reading.words[before] == "having":
        before -= 1
    if before < 1 or reading.words[before] != "as":
        return None
    for i in range(before - 1, max(-1, before - QUOTING_REACH), -1):
        if reading.words[i] in QUOTING:
            return reading.token(i)
    return None


def _quoted_source(reading: Reading, quoting: Token, cue_at: int) -> Tokens | None:
    start = reading.sentence_of(quoting.i)[0]
    if quoting.i > start and reading.words[quoting.i - 1] in AUXILIARIES:
        subject = subject_of(quoting)
        if subject is not None:
            return phrase_of(subject)
        return phrase_before(reading.doc, quoting.i - 1, start)
    return phrase_after(reading.doc, quoting.i + 1, cue_at - 1)


def _cited(reading: Reading, at: int) -> Tokens | None:
    """The source behind an agency: "reported on Sunday, citing X"."""
    end = min(reading.sentence_of(at)[1], at + CITING_REACH)
    for i in range(at + 1, end - 1):
        if reading.words[i] in ("citing", "quoting"):
            return phrase_after(reading.doc, i + 1, len(reading.words))
    return None


def _is_participle(verb: Token) -> bool:
    """Asked whether ..., X said: the one who is asked does not speak there."""
    has_aux = any(child.dep_ == "aux" for child in children_of(verb))
    return verb.tag_ == "VBN" and verb.dep_ in ("advcl", "acl") and not has_aux


def _joined_to(reading: Reading, cue: Cue) -> Cue | None:
    """The cue that shares its subject with this one: "he said ... and called on"."""
    token = reading.token(cue.at)
    if any(child.dep_ in ("nsubj", "nsubjpass") for child in children_of(token)):
        return None
    if token.tag_ == "VBG" and token.dep_ == "acl":
        return None
    start = reading.sentence_of(cue.at)[0]
    earlier = reading.cues_between(start, cue.at)[-EARLIER_CUES:]
    for own in reversed(earlier):
        verb = reading.token(own.at)
        if verb.tag_ in FINITE and cut_before(reading, verb, cue) is not None:
            return own
    return None


def _contrast(reading: Reading, verb: Token) -> int | None:
    """..., while others said: the comma before the other speaker."""
    subject = next((c for c in children_of(verb) if c.dep_ == "nsubj"), None)
    if subject is None or subject.i > verb.i or verb.tag_ not in FINITE:
        return None
    link = subject.left_edge.i - 1
    if link < 1 or reading.words[link] not in ("while", "and", "but", "whereas"):
        return None
    return link - 1 if reading.words[link - 1] in (",", ";") else None


def cut_before(reading: Reading, own: Token, other: Cue) -> int | None:
    """Where what `own` reports ends because `other` begins a statement, or None.

    Either a participle after a comma ("..., adding that"), or a verb in the form of
    `own` that is joined without a subject ("... and called on").
    """
    token = reading.token(other.at)
    before = reading.words[other.at - 1]
    if token.tag_ == "VBG" and (before == "," or before in MARKS):
        return other.at - 1
    contrast = _contrast(reading, token)
    if contrast is not None and token.tag_ == own.tag_ and contrast > own.i + 2:
        return contrast
    joined = other.at - 1
    while joined > own.i and reading.doc[joined].tag_ == "RB":
        joined -= 1
    is_joined = reading.words[joined] in ("and", "but") and joined > own.i + 2
    if is_joined and token.tag_ == own.tag_ and token.tag_ in FINITE:
        return joined
    return None
