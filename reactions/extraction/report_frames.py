"""Where a reporting verb's content stands: one finder for each frame of the table.

A finder gets the cue and gives the tokens of what it reports, or None. It trusts the
parse as far as the parse goes, and knows where it usually goes wrong.
"""

from collections.abc import Callable

from reactions.extraction.kinship import children_of
from reactions.extraction.paragraph_reading import (
    DASHES,
    FINITE,
    STOPS,
    Cue,
    Reading,
    Tokens,
)
from reactions.extraction.postposed import find_postposed
from reactions.extraction.reporting_verbs import telling_verbs
from reactions.extraction.rulebook import word_list
from reactions.extraction.speaker_phrases import (
    agent_of,
    is_passive,
    object_of,
)
from reactions.extraction.tokens import Token

PURPOSES = frozenset({"xcomp", "ccomp", "advcl", "acl", "relcl"})
INTRODUCERS = frozenset(
    {"that", "whether", "if", "how", "why", "what", "when", "where", "who", "which"}
)
NAMINGS = frozenset({"oprd", "xcomp", "npadvmod"})
# A reported clause without "that" begins with one of these, and is no shorter.
OPENS_CLAUSE = frozenset({"DT", "NN", "NNS", "NNP", "NNPS", "PRP$", "CD", "JJ", "JJR"})
MANY_WORDS = 8
THINGS = frozenset({"something", "nothing", "anything", "that", "this", "it"})
TERMS = frozenset({"for", "if", "unless"})
DENYING = frozenset("deny reject dispute contradict refute rebut dismiss".split())
"""Of these a pronoun says enough: "Chad denied it", "sent arms, which it denies"."""
ANSWERING = frozenset(
    {"respond", "comment", "reply", "answer", "elaborate", "say"} | {"confirm"}
)


def _clause(reading: Reading, cue: Cue) -> Tokens | None:
    verb = reading.token(cue.at)
    for child in children_of(verb):
        if child.i > cue.at and child.dep_ == "ccomp" and _is_finite(child):
            if _told_before(reading, verb, child):
                return None
            return _reach(reading, cue, child)
    return None


def _told_before(reading: Reading, verb: Token, clause: Token) -> bool:
    """The embassy is shut, he said, a step [they had resisted]: told in front."""
    left = clause.left_edge.i
    apart = "," in reading.words[left - 1 : left + 1]
    return apart and any(
        c.dep_ == "ccomp" and c.i < verb.i and _is_finite(c) for c in children_of(verb)
    )


def _is_finite(verb: Token) -> bool:
    if verb.tag_ in FINITE or verb.left_edge.lower_ in INTRODUCERS:
        return True
    return any(child.tag_ in FINITE for child in children_of(verb))


def _clause_after_addressee(reading: Reading, cue: Cue) -> Tokens | None:
    """told reporters [that the road was cut]; the parse may hang it on "reporters"."""
    addressee = object_of(reading.token(cue.at))
    if addressee is None or addressee.i < cue.at:
        return None
    for child in children_of(addressee):
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
            if reading.doc[at + 1].tag_ in FINITE:
                return None
            reach = token.head.right_edge.i + 1
            told = (at, reach if reach > at + 3 else end)
            finite = any(reading.doc[i].tag_ in FINITE for i in range(*told))
            return told if finite else None
    return None


def _unparsed_clause(reading: Reading, cue: Cue) -> Tokens | None:
    """said [more than 500 of its nationals live there, and that ...]: read as a thing
    that is said, which this verb does not take."""
    verb = reading.token(cue.at)
    end = reading.sentence_of(cue.at)[1]
    if cue.verb.lemma != "say" or verb.tag_ not in FINITE or end - cue.at < MANY_WORDS:
        return None
    following = reading.doc[cue.at + 1]
    said = object_of(verb)
    if following.tag_ not in OPENS_CLAUSE or said is None or said.lemma_ in THINGS:
        return None
    told = (cue.at + 1, end)
    return told if any(reading.doc[i].tag_ in FINITE for i in range(*told)) else None


def _has_subject(verb: Token) -> bool:
    return any(
        child.dep_ in ("nsubj", "nsubjpass") and child.lower_ != "that"
        for child in children_of(verb)
    )


def _reach(reading: Reading, cue: Cue, clause: Token) -> Tokens:
    start = max(clause.left_edge.i, cue.at + 1)
    if reading.words[cue.at + 1] == "that":
        start = cue.at + 1
    return start, _past_swallowed(reading, cue, clause.right_edge.i + 1)


def _past_swallowed(reading: Reading, cue: Cue, end: int) -> int:
    """said that, had it failed, [it would have tried again]: where the parse hangs
    the reporting verb itself under the verb of what follows."""
    verb = reading.token(cue.at)
    over = verb.head
    stop = reading.sentence_of(cue.at)[1]
    if verb.dep_ != "ccomp" or not end < over.i < stop:
        return end
    between = reading.words[end : over.i]
    if STOPS.isdisjoint(between) and reading.words[end] == ",":
        return end if reading.cues_between(end, over.i + 1) else stop
    return end


def _as_told(reading: Reading, cue: Cue) -> Tokens | None:
    """As X noted, the road was cut; the road was cut, as X noted."""
    verb = reading.token(cue.at)
    if verb.dep_ != "advcl" or "clause" not in cue.verb.frames:
        return None
    if object_of(verb) is not None or is_passive(verb):
        return None
    opener = next(
        (c for c in children_of(verb) if c.lower_ == "as" and c.i < cue.at), None
    )
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
    for child in children_of(verb):
        if child.i > cue.at and child.dep_ in ("xcomp", "ccomp") and has_to(child):
            return max(child.left_edge.i, cue.at + 1), child.right_edge.i + 1
    return None


def has_to(verb: Token) -> bool:
    return any(c.lower_ == "to" and c.i < verb.i for c in children_of(verb))


def _object_infinitive(reading: Reading, cue: Cue) -> Tokens | None:
    """urged the rebels [to lay down their arms]; the parse hangs it on either."""
    verb = reading.token(cue.at)
    addressee = object_of(verb)
    heads = [verb] if addressee is None else [verb, addressee]
    heads += [c for c in children_of(heads[-1]) if c.dep_ == "relcl"]
    for head in heads:
        for child in children_of(head):
            if child.i > cue.at and child.dep_ in PURPOSES and has_to(child):
                start = _to_of(child) if child.dep_ != "ccomp" else child.left_edge.i
                return max(start, cue.at + 1), child.right_edge.i + 1
    return None


def _to_of(verb: Token) -> int:
    return next(c.i for c in children_of(verb) if c.lower_ == "to")


def _preposition_infinitive(word: str) -> Callable[[Reading, Cue], Tokens | None]:
    def find(reading: Reading, cue: Cue) -> Tokens | None:
        verb = reading.token(cue.at)
        for child in children_of(verb):
            if child.lower_ == word and child.i > cue.at:
                found = _infinitive(reading, cue)
                return (
                    found or _purpose(verb, child) if child.i == cue.at + 1 else found
                )
        return None

    return find


def _purpose(verb: Token, preposition: Token) -> Tokens | None:
    """called on [both sides to stop], where the parse has a purpose of the call."""
    addressee = object_of(preposition)
    for head in (verb, addressee) if addressee is not None else ():
        for child in children_of(head):
            if child.i > preposition.i and child.dep_ in PURPOSES and has_to(child):
                return preposition.i + 1, child.right_edge.i + 1
    return None


def _object(reading: Reading, cue: Cue) -> Tokens | None:
    verb = reading.token(cue.at)
    for child in children_of(verb):
        if child.dep_ == "ccomp" and child.left_edge.lower_ == "what":
            return max(child.left_edge.i, cue.at + 1), child.right_edge.i + 1
        if child.lower_ == "of" and child.i > cue.at and agent_of(verb) is not None:
            return child.i + 1, child.right_edge.i + 1
        if child.tag_ == "WDT" and child.dep_ == "dobj" and verb.dep_ == "relcl":
            return (child.i, cue.at + 1) if cue.verb.lemma in DENYING else None
        if child.dep_ == "dobj" and child.i > cue.at:
            end = max(c.right_edge.i for c in (child, *_tails(verb, child))) + 1
            return child.left_edge.i, end
    return None


def _tails(verb: Token, target: Token) -> list[Token]:
    tails = []
    for child in children_of(verb):
        if child.i < target.i:
            continue
        if child.dep_ in ("prep", "xcomp"):
            tails.append(child)
        follows = child.left_edge.i == target.right_edge.i + 1
        if child.dep_ == "advcl" and follows and child.left_edge.lower_ in TERMS:
            tails.append(child)  # "repeated its call for all to leave"
    return tails


def _complement(reading: Reading, cue: Cue) -> Tokens | None:
    """described [the talks as useful], called [it a farce]."""
    verb = reading.token(cue.at)
    for child in children_of(verb):
        if child.dep_ == "ccomp" and child.i > cue.at:
            return child.left_edge.i, child.right_edge.i + 1
    parts = [c for c in children_of(verb) if c.i > cue.at]
    named = [c for c in parts if c.dep_ in NAMINGS or c.lower_ == "as"]
    if not named:
        return None
    content = _object(reading, cue)
    if content is None:
        return None
    return content[0], max(content[1], *(c.right_edge.i + 1 for c in named))


def _good_office(reading: Reading, cue: Cue) -> Tokens | None:
    """offered [its mediation], offered [any help needed]: no number, no thing."""
    verb = reading.token(cue.at)
    thing = object_of(verb)
    if any(c.dep_ == "mark" for c in children_of(verb)):
        return None  # "asked whether it would offer help"
    if thing is None or thing.lemma_.lower() not in word_list("good_offices"):
        return None
    return _object(reading, cue)


def _out(reading: Reading, cue: Cue) -> Tokens | None:
    """ruled out [a ban], ruled out [sending troops], ruled [it] out."""
    verb = reading.token(cue.at)
    if not any(c.dep_ == "prt" and c.lower_ == "out" for c in children_of(verb)):
        return None
    return _gerund(reading, cue) or _object(reading, cue)


def _gerund(reading: Reading, cue: Cue) -> Tokens | None:
    verb = reading.token(cue.at)
    for child in children_of(verb):
        if child.dep_ in ("xcomp", "ccomp") and child.i > cue.at and _is_gerund(child):
            return child.left_edge.i, child.right_edge.i + 1
    return None


def _is_gerund(verb: Token) -> bool:
    """ "shelling the town", "having sent arms", "being behind it"."""
    helpers = [c for c in children_of(verb) if c.dep_ in ("aux", "auxpass")]
    return "VBG" in (verb.tag_, *(c.tag_ for c in helpers)) and not any(
        c.tag_ in FINITE for c in helpers
    )


def _refusal(reading: Reading, cue: Cue) -> Tokens | None:
    content = _infinitive(reading, cue)
    if content is None:
        return None
    told = reading.words[content[0] : content[0] + 4]
    return content if any(word in telling_verbs() for word in told) else None


def _unanswered(reading: Reading, cue: Cue) -> Tokens | None:
    """did not respond to questions, would not comment."""
    verb = reading.token(cue.at)
    if cue.verb.lemma not in ANSWERING or verb.tag_ not in ("VB", "VBN"):
        return None
    negation = next((c for c in children_of(verb) if c.dep_ == "neg"), None)
    if negation is None:
        return None
    return negation.i, max(verb.right_edge.i, cue.at) + 1


def _see(reading: Reading, cue: Cue) -> Tokens | None:
    content = _object(reading, cue)
    if content and reading.words[content[0]] in ("no", "little", "every"):
        return content
    return None


def _with_goal(preposition: Token) -> int:
    """advised against all travel [to the capital], where the verb has the goal."""
    end = preposition.right_edge.i + 1
    for child in children_of(preposition.head):
        if child.dep_ == "prep" and child.lower_ == "to" and child.left_edge.i == end:
            return child.right_edge.i + 1
    return end


def _preposition(word: str) -> Callable[[Reading, Cue], Tokens | None]:
    def find(reading: Reading, cue: Cue) -> Tokens | None:
        verb = reading.token(cue.at)
        if word == "for" and cue.verb.lemma == "call" and _is_convened(verb):
            return None
        for child in children_of(verb):
            if child.lower_ == word and child.i > cue.at and child.dep_ == "prep":
                return child.i, _with_goal(child)
            opens = child.left_edge.lower_ == word == "for"
            if opens and child.i > cue.at and child.dep_ in PURPOSES and has_to(child):
                return child.left_edge.i, child.right_edge.i + 1
        return None

    return find


def _is_convened(call: Token) -> bool:
    """ "called a summit for Friday", "a meeting was called for Monday"."""
    return is_passive(call) or object_of(call) is not None


# In the order they are tried: the first that finds content decides.
FRAME_FINDERS: dict[str, Callable[[Reading, Cue], Tokens | None]] = {
    "as_told": _as_told,
    "clause": _clause,
    "addressee": _clause_after_addressee,
    "clause, lost": _that_clause,
    "clause, unparsed": _unparsed_clause,
    "refusal": _refusal,
    "out": _out,
    "good_office": _good_office,
    "quote, unanswered": _unanswered,
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
    "postposed": find_postposed,
}
