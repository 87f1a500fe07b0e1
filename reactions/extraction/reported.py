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
from reactions.extraction.reporting_verbs import verbs_by_form
from reactions.extraction.speaker_phrases import (
    agent_of,
    is_passive,
    object_of,
    phrase_after,
    phrase_before,
    phrase_of,
    subject_of,
)

Tokens = tuple[int, int]
PURPOSES = frozenset({"xcomp", "ccomp", "advcl", "acl", "relcl"})
INTRODUCERS = frozenset(
    {"that", "whether", "if", "how", "why", "what", "when", "where", "who", "which"}
)
SUBORDINATE = frozenset({"advcl", "relcl", "acl", "pcomp", "csubj"})
DASHES = frozenset({"-", "--", "–", "—"})
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
    if _is_unsaid(reading.token(cue.at)):
        return None
    for frame, rule in RULES.items():
        if frame not in cue.verb.frames and frame != "as_told":
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


def _is_unsaid(verb: Token) -> bool:
    """declined to say, too soon to say, there is no denying: nobody says it here."""
    head = verb.head
    if verb.tag_ == "VB" and _has_to(verb):
        verb_above = verbs_by_form().get(head.lower_)
        refused = verb_above is not None and verb_above.kind_of_act == "refusal"
        return refused or head.tag_ in ("JJ", "RB")
    return verb.tag_ == "VBG" and any(c.lower_ == "no" for c in verb.children)


def _speaker(reading: Reading, cue: Cue, content: Tokens) -> Tokens | None:
    verb = reading.token(cue.at)
    cited = _cited(verb)
    if cited is not None:
        return phrase_of(cited)
    if is_passive(verb) or _is_participle(verb):
        agent = agent_of(verb)
        return phrase_of(agent) if agent is not None else None
    joined = _joined_to(reading, cue)
    if joined is not None:
        return _speaker(reading, joined, content)
    subject = subject_of(verb)
    if subject is not None and not content[0] <= subject.i < content[1]:
        if subject.dep_ == "expl":
            return None
        return phrase_of(subject)
    if subject is None and content[1] <= cue.at + 1:
        return phrase_after(reading.doc, cue.at + 1, reading.sentence_of(cue.at)[1])
    if subject is None and content[0] > cue.at:
        return phrase_before(reading.doc, cue.at, reading.sentence_of(cue.at)[0])
    return None


def _is_participle(verb: Token) -> bool:
    """Asked whether ..., X said: the one who is asked does not speak there."""
    has_aux = any(child.dep_ == "aux" for child in verb.children)
    return verb.tag_ == "VBN" and verb.dep_ in ("advcl", "acl") and not has_aux


def _joined_to(reading: Reading, cue: Cue) -> Cue | None:
    """The cue that shares its subject with this one: "he said ... and called on"."""
    token = reading.token(cue.at)
    if any(child.dep_ in ("nsubj", "nsubjpass") for child in token.children):
        return None
    start = reading.sentence_of(cue.at)[0]
    earlier = [own for own in reading.cues if start <= own.at < cue.at]
    for own in reversed(earlier):
        verb = reading.token(own.at)
        if _cut(reading, verb, cue, own.at) < cue.at and verb.tag_ == token.tag_:
            return own
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
        if child.i > cue.at and child.dep_ == "ccomp" and _is_finite(child):
            return _reach(reading, cue, child)
    return None


def _is_finite(verb: Token) -> bool:
    if verb.tag_ in FINITE or verb.left_edge.lower_ in INTRODUCERS:
        return True
    return any(child.tag_ in FINITE for child in verb.children)


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


def _that_clause(reading: Reading, cue: Cue) -> Tokens | None:
    """said in a statement [that ...], predicts [that as ...]: the parse lost it."""
    end = reading.sentence_of(cue.at)[1]
    for at in range(cue.at + 1, min(end - 2, cue.at + 14)):
        token = reading.doc[at]
        if token.tag_ in FINITE or reading.words[at] == ",":
            return None
        if reading.words[at] == "that" and token.tag_ in ("IN", "WDT"):
            reach = token.head.right_edge.i + 1
            told = (at, reach if reach > at + 3 else end)
            return told if _is_finite_stretch(reading, (at + 1, told[1])) else None
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
    own = reading.token(cue.at)
    for other in reading.cues:
        if start < other.at < end:
            end = min(end, _cut(reading, own, other, start))
    return start, end


def _cut(reading: Reading, own: Token, other: Cue, start: int) -> int:
    """Where the clause of `own` ends because `other` begins a statement, or far off.

    Either a participle after a comma ("..., adding that"), or a verb in the form of
    `own` that is joined without a subject ("... and called on").
    """
    token = reading.token(other.at)
    before = reading.words[other.at - 1]
    if token.tag_ == "VBG" and before == ",":
        return other.at - 1
    joined = other.at - 1
    while joined > start and reading.doc[joined].tag_ == "RB":
        joined -= 1
    is_joined = reading.words[joined] in ("and", "but") and joined > start + 1
    if is_joined and token.tag_ == own.tag_ and token.tag_ in FINITE:
        return joined
    return len(reading.words)


def _postposed(reading: Reading, cue: Cue) -> Tokens | None:
    """The embassy is open, he said; the embassy, he said, is open."""
    verb = reading.token(cue.at)
    if verb.tag_ not in FINITE and verb.tag_ != "VBN":
        return None
    if verb.dep_ in SUBORDINATE or object_of(verb) is not None:
        return None
    start, end = reading.sentence_of(cue.at)
    left = _left_edge(reading, verb)
    before = reading.words[left - 1] if left > start else ""
    if before != "," and before not in MARKS and before not in DASHES:
        return None
    content = (start, left - 1)
    after = _resumed(reading, cue, end)
    if after is not None and after[1] - after[0] > content[1] - content[0]:
        return after
    told = any(c.dep_ in ("ccomp", "parataxis") and c.i < left for c in verb.children)
    is_main = told or verb.dep_ in ("parataxis", "ccomp", "conj", "dep")
    if not (is_main or _is_finite_stretch(reading, content)):
        return None
    return content


def _left_edge(reading: Reading, verb: Token) -> int:
    """The first token of "he said", "the ministry also said", "said"."""
    left = verb.i
    for child in verb.children:
        if child.dep_ == "nsubj" and child.i < left:
            left = child.left_edge.i
    before = sorted((c for c in verb.children if c.i < left), key=lambda c: -c.i)
    for child in before:
        if child.dep_ in ("advmod", "aux", "mark", "cc") and child.i == left - 1:
            left = child.i
    return left


def _resumed(reading: Reading, cue: Cue, end: int) -> Tokens | None:
    """What follows "..., he said, ..." up to the end of the sentence."""
    comma = cue.at + 1
    while comma < end and comma < cue.at + 6 and reading.words[comma] != ",":
        comma += 1
    if comma >= end - 2 or reading.words[comma] != ",":
        return None
    if reading.doc[comma + 1].tag_ == "VBG":
        return None
    after = (comma + 1, end)
    return after if _is_finite_stretch(reading, after) else None


def _is_finite_stretch(reading: Reading, tokens: Tokens) -> bool:
    """Whether some finite verb in the stretch heads no adverbial clause."""
    for at in range(*tokens):
        token = reading.doc[at]
        if token.tag_ in FINITE and token.dep_ != "aux":
            head = token
        elif token.tag_ in FINITE:
            head = token.head
        else:
            continue
        if head.dep_ not in SUBORDINATE:
            return True
    return False


def _as_told(reading: Reading, cue: Cue) -> Tokens | None:
    """As X noted, the road was cut; the road was cut, as X noted."""
    verb = reading.token(cue.at)
    if verb.dep_ != "advcl" or "clause" not in cue.verb.frames:
        return None
    if object_of(verb) is not None or is_passive(verb):
        return None
    opener = next((c for c in verb.children if c.lower_ == "as" and c.i < cue.at), None)
    if opener is None:
        return None
    start, end = reading.sentence_of(cue.at)
    if opener.i - start > 2:
        apart = reading.words[opener.i - 1] in {",", *DASHES}
        return (start, opener.i) if apart else None
    after = cue.at + 1
    while after < end and reading.words[after] != ",":
        after += 1
    return (after, end) if after < end else None


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
    "as_told": _as_told,
    "clause": _clause,
    "addressee": _clause_after_addressee,
    "clause that": _that_clause,
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
    """Without stops, commas and conjunctions at the edges; a quotation it begins or
    ends with is taken whole."""
    start, end = content
    words = reading.words
    if reading.is_quoted(end - 1):
        end = reading.quotes[reading.quote_of[end - 1]].marked_end
    if reading.is_quoted(start):
        start = reading.quotes[reading.quote_of[start]].marked_start
    while start < end and (words[start] in EDGES or words[start] in STOPS):
        start += 1
    while end > start and (words[end - 1] in EDGES or words[end - 1] in STOPS):
        end -= 1
    return start, end
