"""Say where those stand who talk with one another, and what they talk in.

Pure grammar: roles of `placing` that only talks and visits have.
"""

from collections.abc import Callable, Iterator

from reactions.extraction.kinship import children_of
from reactions.extraction.predicates import complements, objects, subjects
from reactions.extraction.rulebook import word_list
from reactions.extraction.tokens import Token
from reactions.extraction.verb_forms import is_passive

SHARED = frozenset(
    """view concern information assessment opinion thought idea intelligence analysis
    perspective position""".split()
)
MEANS_OF_TALK = frozenset(
    """phone telephone call conversation meeting talk breakfast lunch dinner video
    videolink link videoconference teleconference videocall summit sideline""".split()
)
MEANS_TO = frozenset(
    "phone telephone line video call link videolink face one hour minute".split()
)
SUPPLYING = frozenset("supply provide present equip".split())
PROMISES = frozenset(
    "promise pledge offer cheque check commitment gift donation package".split()
)
PROSPECTS = frozenset(
    "prospect threat possibility option idea spectre specter door".split()
)
OPEN = frozenset("open ready prepared willing available keen".split())
QUESTIONS = frozenset("question issue matter possibility option idea".split())


def _on(verb: Token) -> Iterator[Token]:
    """ "called on the minister"."""
    yield from (n for w, n in complements(verb) if w in {"on", "upon"})


def _partner(verb: Token) -> Iterator[Token]:
    """ "spoke with the minister", "discussed measures with its partners"."""
    if verb.lemma_ == "share" and not any(o.lemma_ in SHARED for o in objects(verb)):
        return  # "shares an island with Haiti"
    for word, noun in complements(verb):
        if word in {"with", "to"} and verb.lemma_ != "go":
            yield noun
            if noun.lower_ in {"both", "two", "each", "all"}:
                yield from (n for w, n in complements(noun) if w == "of")
        if word == "over" and verb.lemma_ in {"go", "run"}:  # "go over it with him"
            yield from (n for w, n in complements(noun) if w == "with")
    for prep in verb.rights:  # "speak with whoever governs in the capital"
        if prep.dep_ == "prep" and prep.lower_ in {"with", "to"}:
            clauses = [c for c in children_of(prep) if c.dep_ == "pcomp"]
            below = (n for c in clauses for n in c.lefts)
            yield from (n for n in below if n.lower_ == "whoever")
    yield from _by_way_of_telephone(verb)
    if verb.lemma_ == "meet":
        yield from objects(verb)
    elif verb.lemma_ == "spend":
        yield from (n for o in objects(verb) for w, n in complements(o) if w == "with")
    elif verb.lemma_ in word_list("verbs_of_talk"):
        holders = (complements(o) for o in objects(verb))
        yield from (n for found in holders for w, n in found if w == "with")


def _received(verb: Token) -> Iterator[Token]:
    """ "was received at the palace", by nobody that is named."""
    if is_passive(verb) and not any(c.dep_ == "agent" for c in children_of(verb)):
        yield from subjects(verb)


def _heard(verb: Token) -> Iterator[Token]:
    """ "heard the army chief", "listened to both sides"."""
    yield from objects(verb)
    if verb.lemma_ == "listen":
        yield from (n for w, n in complements(verb) if w == "to")


def _granted(verb: Token) -> Iterator[Token]:
    """ "was given an audience", "gave the minister an audience": the guest."""
    if is_passive(verb):
        yield from subjects(verb)
    yield from (c for c in children_of(verb) if c.dep_ == "dative")
    holders = (verb, *objects(verb))
    yield from (n for h in holders for w, n in complements(h) if w in {"to", "dative"})


def _open_to(verb: Token) -> Iterator[Token]:
    """ "is open to talks", "declared itself ready for a meeting"."""
    for state in verb.rights:
        if state.lower_ in OPEN:
            yield from (n for w, n in complements(state) if w in {"to", "for"})


def _between(verb: Token) -> Iterator[Token]:
    """ "mediates between the two camps"."""
    yield from (n for w, n in complements(verb) if w in {"between", "among"})


def _in_part(verb: Token) -> Iterator[Token]:
    """ "take part in the sanctions", "participate in them", "be part of them"."""
    for holder in (verb, *(o for o in objects(verb) if o.lower_ == "part")):
        yield from (n for w, n in complements(holder) if w == "in")
    if verb.lemma_ == "join":
        yield from objects(verb)
    for word in children_of(verb):
        if word.lower_ == "part" and verb.lemma_ == "be":
            yield from (n for w, n in complements(word) if w == "of")


def _own_part(verb: Token) -> Iterator[Token]:
    """ "ruled out taking part in an operation", "ruled out participation in it"."""
    for clause in children_of(verb):
        if clause.dep_ in {"xcomp", "advcl", "ccomp", "pcomp"}:
            yield from _in_part(clause)
    for noun in objects(verb):
        if noun.lemma_.lower() in {"participation", "part", "involvement"}:
            yield from (n for w, n in complements(noun) if w == "in")


def _in_contact(verb: Token) -> Iterator[Token]:
    """ "is in contact with the emir"."""
    yield from (
        noun
        for word, state in complements(verb)
        if word == "in" and state.lemma_ in {"contact", "touch", "talk", "dialogue"}
        for w, noun in (*complements(state), *complements(verb))
        if w == "with"
    )


def _attended(verb: Token) -> Iterator[Token]:
    """ "attends the talks", "takes part in them", "sends an envoy to them"."""
    if verb.lemma_ in {"attend", "join", "rejoin"}:
        yield from objects(verb)
    elif verb.lemma_ in {"take", "participate"}:
        yield from _in_part(verb)
    else:
        yield from (n for w, n in complements(verb) if w in {"to", "for"})


def _in_question(verb: Token) -> Iterator[Token]:
    """ "is studying recognition", "the question of recognition"."""
    for noun in objects(verb) if verb.lemma_ != "look" else ():
        yield noun
        if noun.lemma_.lower() in QUESTIONS:
            yield from (n for w, n in complements(noun) if w == "of")
    if verb.lemma_ == "look":
        yield from (n for w, n in complements(verb) if w in {"at", "into"})


def _places(verb: Token) -> Iterator[Token]:
    """ "visited Qatar", "flew to Doha": where a journey leads."""
    if verb.lemma_ in {"visit", "tour"}:
        yield from objects(verb)
    else:
        ways = {"to", "in", "for", "into"}
        due = [c for c in children_of(verb) if c.lower_ == "due"]  # "is due in Doha"
        yield from (n for h in (verb, *due) for w, n in complements(h) if w in ways)


def in_conversation(verb: Token) -> bool:
    """ "discussed the crisis by phone": with one another, not each at home."""
    return any(
        noun.lemma_ in MEANS_OF_TALK
        for holder in (verb, *objects(verb))
        for w, noun in complements(holder)
        if w in {"by", "in", "during", "over", "at", "on"}
    )


def _by_way_of_telephone(verb: Token) -> Iterator[Token]:
    """ "speaks by phone with her counterpart", parsed as a phone with one."""
    aside = (c for c in children_of(verb) if c.dep_ == "npadvmod")  # "one-on-one"
    for means in (*(n for _, n in complements(verb)), *aside):
        if means.lemma_ in MEANS_TO:
            yield from (n for w, n in complements(means) if w in {"with", "to"})


def _given(verb: Token) -> Iterator[Token]:
    """ "gave shoes to them", "supplied the army with tanks": what is given."""
    yield from objects(verb)
    if verb.lemma_ in SUPPLYING:
        yield from (n for w, n in complements(verb) if w == "with")


def _paid_for(verb: Token) -> Iterator[Token]:
    """ "foot the bill for wheat", "fund the vaccination", "pay for doctors"."""
    yield from objects(verb)
    if verb.lemma_ == "pay":
        yield from (n for w, n in complements(verb) if w == "for")


def _with_what(verb: Token) -> Iterator[Token]:
    """ "followed with a grant"."""
    yield from (n for w, n in complements(verb) if w == "with")


def _for_what_thanked(verb: Token) -> Iterator[Token]:
    """ "thanked Egypt for 40 tonnes of medicine"."""
    for holder in (verb, *objects(verb)):
        yield from (n for w, n in complements(holder) if w == "for")


def _joined(verb: Token) -> Iterator[Token]:
    """ "joined in a request", "backed the request"."""
    yield from objects(verb)
    yield from (n for w, n in complements(verb) if w in {"in", "to"})


def _put_in(verb: Token) -> Iterator[Token]:
    """ "would put in 80 million": the particle taken for a preposition."""
    if not any(c.dep_ == "dobj" for c in children_of(verb)):
        yield from (n for w, n in complements(verb) if w == "in")
    elif any(c.dep_ == "prt" and c.lower_ == "in" for c in children_of(verb)):
        yield from objects(verb)


def _promised(verb: Token) -> Iterator[Token]:
    """ "came with a promise of rice", "brought a cheque for a million"."""
    held = (*objects(verb), *(n for w, n in complements(verb) if w == "with"))
    for noun in held:
        if noun.lemma_ in PROMISES:
            yield from (n for w, n in complements(noun) if w in {"of", "for"})


def _on_what(verb: Token) -> Iterator[Token]:
    """ "pulled the plug on aid", "brought its aid to an end"."""
    for holder in (verb, *objects(verb)):
        yield from (n for w, n in complements(holder) if w in {"on", "to", "of"})
    yield from objects(verb)


def _prospect(verb: Token) -> Iterator[Token]:
    """ "raised the prospect of sanctions", "warned of them", "left a door open to"."""
    if verb.lemma_ == "warn":
        yield from (n for w, n in complements(verb) if w in {"of", "about"})
    for noun in objects(verb):
        if noun.lemma_ in PROSPECTS:
            yield from (n for w, n in complements(noun) if w in {"of", "to", "for"})
    for clause in children_of(verb):
        if clause.lemma_ == "open":  # "left the door open to sanctions"
            yield from (n for w, n in complements(clause) if w == "to")


def _what(verb: Token) -> Iterator[Token]:
    """ "amount to recognition", "are not recognition", "there is no recognition"."""
    kinds = {"dobj", "attr"}
    yield from (c for c in children_of(verb) if c.dep_ in kinds)
    yield from (n for w, n in complements(verb) if w in {"to", "of", "with"})
    for noun in (c for c in children_of(verb) if c.dep_ == "attr"):
        yield from (n for w, n in complements(noun) if w == "of")  # "no question of"


OF_TALKS: dict[str, Callable[[Token], Iterator[Token]]] = {
    "received": _received,
    "heard": _heard,
    "what": _what,
    "prospect": _prospect,
    "on_what": _on_what,
    "with_what": _with_what,
    "put_in": _put_in,
    "joined": _joined,
    "for_what": _for_what_thanked,
    "promised": _promised,
    "given": _given,
    "paid_for": _paid_for,
    "granted": _granted,
    "open_to": _open_to,
    "between": _between,
    "in_part": _in_part,
    "own_part": _own_part,
    "in_contact": _in_contact,
    "attended": _attended,
    "in_question": _in_question,
    "with": _partner,
    "place": _places,
    "on": _on,
}
