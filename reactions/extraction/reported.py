"""Indirect statements: the clause or phrase that a reporting verb reports.

Every cue of the paragraph is asked its frames in turn (reporting_verbs.csv says which
it takes); the first that fits the parse gives content and speaker.
"""

from collections.abc import Callable
from dataclasses import dataclass

from spacy.tokens import Token

from reactions.extraction.paragraph_reading import (
    MARKS,
    STOPS,
    Cue,
    Reading,
)
from reactions.extraction.speaker_phrases import (
    agent_of,
    is_passive,
    object_of,
    phrase_after,
    phrase_of,
    subject_of,
)

Tokens = tuple[int, int]
PURPOSES = frozenset({"xcomp", "ccomp", "advcl", "acl", "relcl"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
NAMINGS = frozenset({"oprd", "xcomp", "npadvmod"})
EDGES = frozenset({",", ":", ";", "-", "--", "–", "—", "(", ")", "and", "but", "or"})


@dataclass(frozen=True, slots=True)
class Reported:
    content: Tokens
    speaker: Tokens | None
    cue: Tokens
    lemma: str
    rule: str


def hear_reports(reading: Reading) -> list[Reported]:
    """What is reported in the paragraph's own words, in the order of the cues."""
    if not reading.doc.has_annotation("DEP"):
        return []
    reports = [_according(reading, at) for at in reading.according]
    reports += [_of_cue(reading, cue) for cue in reading.cues]
    return [report for report in reports if report is not None]


def _of_cue(reading: Reading, cue: Cue) -> Reported | None:
    for frame, rule in RULES.items():
        if frame not in cue.verb.frames:
            continue
        content = rule(reading, cue)
        if content is None:
            continue
        content = _trimmed(reading, content)
        if content[0] >= content[1]:
            continue
        speaker = _speaker(reading, cue, content)
        name = f"{cue.verb.kind_of_act}_{frame}"
        return Reported(content, speaker, (cue.at, cue.at + 1), cue.verb.lemma, name)
    return None


def _speaker(reading: Reading, cue: Cue, content: Tokens) -> Tokens | None:
    verb = reading.token(cue.at)
    cited = _cited(verb)
    if cited is not None:
        return phrase_of(cited)
    if is_passive(verb) and cue.verb.lemma not in ("say",):
        agent = agent_of(verb)
        return phrase_of(agent) if agent is not None else None
    subject = subject_of(verb)
    if subject is not None and not content[0] <= subject.i < content[1]:
        if subject.dep_ == "expl":
            return None
        return phrase_of(subject)
    if subject is None and content[1] <= cue.at + 1:
        return phrase_after(reading.doc, cue.at + 1, reading.sentence_of(cue.at)[1])
    return None


def _cited(verb: Token) -> Token | None:
    """The source behind an agency: "reported, citing X", "quoted X as saying"."""
    for child in verb.children:
        if child.lower_ in ("citing", "quoting"):
            return object_of(child)
    head = verb.head
    if verb.dep_ == "pcomp" and head.lower_ == "as":
        quoting = head.head
        if is_passive(quoting):
            return next((c for c in quoting.children if c.dep_ == "nsubjpass"), None)
        return object_of(quoting)
    return None


def _clause(reading: Reading, cue: Cue) -> Tokens | None:
    verb = reading.token(cue.at)
    for child in verb.children:
        if child.i > cue.at and child.dep_ == "ccomp":
            return _reach(reading, cue, child)
    return None


def _clause_after_addressee(reading: Reading, cue: Cue) -> Tokens | None:
    """told reporters [that the road was cut]; the parse may hang it on "reporters"."""
    addressee = object_of(reading.token(cue.at))
    if addressee is None or addressee.i < cue.at:
        return None
    for child in addressee.children:
        opens = child.left_edge.lower_ in ("that", "if", "whether")
        if child.dep_ in ("relcl", "acl", "ccomp") and opens and _has_subject(child):
            return child.left_edge.i, child.right_edge.i + 1
    return None


def _has_subject(verb: Token) -> bool:
    return any(
        child.dep_ in ("nsubj", "nsubjpass") and child.lower_ != "that"
        for child in verb.children
    )


def _reach(reading: Reading, cue: Cue, clause: Token) -> Tokens:
    """The clause's subtree, cut where another reporting verb of the same speaker
    begins ("..., adding that", "... and called on")."""
    start = max(clause.left_edge.i, cue.at + 1)
    if reading.words[cue.at + 1] == "that":
        start = cue.at + 1
    end = clause.right_edge.i + 1
    for other in reading.cues:
        if not start < other.at < end:
            continue
        token = reading.token(other.at)
        if token.tag_ == "VBG" and reading.words[other.at - 1] == ",":
            end = other.at - 1
    return start, end


def _postposed(reading: Reading, cue: Cue) -> Tokens | None:
    """The embassy is open, he said."""
    verb = reading.token(cue.at)
    start = reading.sentence_of(cue.at)[0]
    left = cue.at
    subject = next((c for c in verb.children if c.dep_ in ("nsubj",)), None)
    if subject is not None and subject.i < cue.at:
        left = subject.left_edge.i
    for child in verb.children:
        if child.dep_ in ("advmod", "aux", "mark", "prep") and child.i < left:
            if child.i == left - 1:
                left = child.left_edge.i
    if (
        left <= start
        or reading.words[left - 1] != ","
        and (reading.words[left - 1] not in MARKS)
    ):
        return None
    content = (start, left - 1)
    if not any(reading.doc[i].tag_ in FINITE for i in range(*content)):
        return None
    return content


def _infinitive(reading: Reading, cue: Cue) -> Tokens | None:
    verb = reading.token(cue.at)
    for child in verb.children:
        if child.i > cue.at and child.dep_ in ("xcomp", "ccomp") and _has_to(child):
            return max(child.left_edge.i, cue.at + 1), child.right_edge.i + 1
    return None


def _has_to(verb: Token) -> bool:
    return any(c.lower_ == "to" and c.i < verb.i for c in verb.children)


def _object_infinitive(reading: Reading, cue: Cue) -> Tokens | None:
    """urged the rebels [to lay down their arms]; the parse hangs it on either."""
    verb = reading.token(cue.at)
    addressee = object_of(verb)
    heads = [verb] if addressee is None else [verb, addressee]
    for head in heads:
        for child in head.children:
            if child.i > cue.at and child.dep_ in PURPOSES and _has_to(child):
                start = _to_of(child) if child.dep_ != "ccomp" else child.left_edge.i
                return max(start, cue.at + 1), child.right_edge.i + 1
    return None


def _to_of(verb: Token) -> int:
    return next(c.i for c in verb.children if c.lower_ == "to")


def _preposition_infinitive(word: str) -> Callable[[Reading, Cue], Tokens | None]:
    def find(reading: Reading, cue: Cue) -> Tokens | None:
        verb = reading.token(cue.at)
        if not any(c.lower_ == word and c.i > cue.at for c in verb.children):
            return None
        return _infinitive(reading, cue)

    return find


def _object(reading: Reading, cue: Cue) -> Tokens | None:
    verb = reading.token(cue.at)
    for child in verb.children:
        if child.dep_ == "dobj" and child.i > cue.at:
            end = max(c.right_edge.i for c in (child, *_tails(verb, child))) + 1
            return child.left_edge.i, end
    return None


def _tails(verb: Token, target: Token) -> list[Token]:
    return [c for c in verb.children if c.i > target.i and c.dep_ in ("prep", "xcomp")]


def _complement(reading: Reading, cue: Cue) -> Tokens | None:
    """described [the talks as useful], called [it a farce]."""
    verb = reading.token(cue.at)
    for child in verb.children:
        if child.dep_ == "ccomp" and child.i > cue.at:
            return child.left_edge.i, child.right_edge.i + 1
    parts = [c for c in verb.children if c.i > cue.at]
    named = [c for c in parts if c.dep_ in NAMINGS or c.lower_ == "as"]
    if not named:
        return None
    content = _object(reading, cue)
    if content is None:
        return None
    return content[0], max(content[1], *(c.right_edge.i + 1 for c in named))


def _gerund(reading: Reading, cue: Cue) -> Tokens | None:
    verb = reading.token(cue.at)
    for child in verb.children:
        if child.dep_ == "xcomp" and child.tag_ == "VBG" and child.i > cue.at:
            return child.left_edge.i, child.right_edge.i + 1
    return None


def _refusal(reading: Reading, cue: Cue) -> Tokens | None:
    content = _infinitive(reading, cue)
    if content is None:
        return None
    told = {"comment", "say", "answer", "discuss", "provide", "give", "confirm"}
    told |= {"respond", "elaborate", "speculate", "disclose", "specify", "identify"}
    return content if told & set(reading.words[content[0] : content[1]]) else None


def _see(reading: Reading, cue: Cue) -> Tokens | None:
    content = _object(reading, cue)
    if content and reading.words[content[0]] in ("no", "little", "every"):
        return content
    return None


def _preposition(word: str) -> Callable[[Reading, Cue], Tokens | None]:
    def find(reading: Reading, cue: Cue) -> Tokens | None:
        for child in reading.token(cue.at).children:
            if child.lower_ == word and child.i > cue.at and child.dep_ == "prep":
                return child.i, child.right_edge.i + 1
        return None

    return find


RULES: dict[str, Callable[[Reading, Cue], Tokens | None]] = {
    "clause": _clause,
    "addressee": _clause_after_addressee,
    "refusal": _refusal,
    "infinitive": _infinitive,
    "object_infinitive": _object_infinitive,
    "on_infinitive": _preposition_infinitive("on"),
    "to_infinitive": _preposition_infinitive("to"),
    "object_as": _complement,
    "object_of": _object,
    "see": _see,
    "object": _object,
    "gerund": _gerund,
    "to_gerund": _preposition("to"),
    **{
        word: _preposition(word)
        for word in ("of", "about", "against", "for", "on", "to", "with", "as")
    },
    "postposed": _postposed,
}


def _according(reading: Reading, at: int) -> Reported | None:
    """According to X, ...; ..., according to X."""
    start, end = reading.sentence_of(at)
    speaker = phrase_after(reading.doc, at + 2, end)
    if speaker is None:
        return None
    content = (speaker[1], end) if at - start <= 2 else (start, at)
    content = _trimmed(reading, content)
    if content[0] >= content[1]:
        return None
    return Reported(content, speaker, (at, at + 2), "according to", "according_to")


def _trimmed(reading: Reading, content: Tokens) -> Tokens:
    """Without stops, commas and conjunctions at the edges, and without half a pair
    of marks."""
    start, end = content
    words = reading.words
    while start < end and (words[start] in EDGES or words[start] in STOPS):
        start += 1
    while end > start and (words[end - 1] in EDGES or words[end - 1] in STOPS):
        end -= 1
    return start, end
