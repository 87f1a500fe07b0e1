"""Grammar of a predicate: its subjects, objects, agents and complements.

Works on spaCy's dependencies alone (ClearNLP labels) and knows no act by name.
"""

from collections.abc import Iterator

from reactions.extraction.kinship import children_of, has_child
from reactions.extraction.loads import MEANS, carried
from reactions.extraction.lost_objects import (
    before_adverb,
    of_participle,
    on_board,
    swallowed,
)
from reactions.extraction.lost_subjects import (
    before_aside,
    before_verb,
    behind_aside,
    behind_place,
    doer_before,
    drawn_away,
    each_of,
    listed_before,
    named_craft,
    of_headline,
)
from reactions.extraction.memory import remembered
from reactions.extraction.tokens import Token
from reactions.extraction.verb_forms import (
    WEEKDAYS,
    first_joined,
    is_infinitive,
    is_passive,
    is_past_tense,
)

SPEECH = frozenset(
    """say tell add state announce report note write tweet post confirm claim explain
    stress insist warn reveal declare acknowledge disclose indicate emphasise
    emphasize maintain mention suggest""".split()
)
TIMES = WEEKDAYS | frozenset(
    """january february march april may june july august september october november
    december today tomorrow yesterday weekend week month year end morning evening
    time""".split()
)
CARRYING = frozenset({"fly", "bring", "send", "ship", "airlift", "ferry", "call"})
ON_ERRANDS = frozenset("use leave reach enter visit cross".split())
NO_CLAUSE = frozenset({"JJ", "NNP", "NNS", "NN"})
"""What is no clause for all that it is parsed as one: "ECOWAS heads of state"."""
LAWS = frozenset({"law", "statute", "default", "accident", "mistake"})
BOUND = frozenset({"expect", "await", "head", "bind", "slate", "poise"})
NEXT_BUT_ONE = 2
TELLING = frozenset("tell order ask advise urge instruct direct warn force".split())
ANYONE = frozenset({"one", "nobody", "anyone", "anybody", "none"})
JUDGING = frozenset(
    """thank praise commend congratulate applaud blame criticise criticize condemn
    accuse rebuke fault denounce chide""".split()
)
DECLARING = frozenset({"declare", "name", "brand", "deem", "call", "label"})


@remembered
def subjects(verb: Token) -> list[Token]:
    """Who acts (or, in a passive, who is acted on), inherited where grammar says so.

    A coordinated verb shares the first one's subject; an infinitive takes that of
    the verb above, or its object ("ordered staff to leave"); a participle's is the
    noun it stands by; a noun's clause ("plans to close") belongs to the noun's owner.
    """
    seen: set[int] = set()
    current = verb
    while current.i not in seen:
        seen.add(current.i)
        own = _own_subjects(current)
        if own:
            return own if current is verb or _inherits(verb, current) else []
        above = _above(current)
        if above is None:
            return []
        if isinstance(above, tuple):
            return [above[0]]
        current = above
    return []


def _own_subjects(verb: Token) -> list[Token]:
    """Its subjects, also those that the parse hung on its auxiliary."""
    found = [c for c in children_of(verb) if c.dep_ in {"nsubj", "nsubjpass"}]
    if found:
        found = [named_craft(each_of(s), verb) for s in found]
        return [*listed_before(verb, found[0]), *found]
    if (doer := doer_before(verb)) is not None:
        return [doer]
    found = [c for c in children_of(verb) if c.dep_ == "csubj" and c.tag_ in NO_CLAUSE]
    found = found or [
        s
        for c in children_of(verb)
        if c.dep_ in {"auxpass", "aux"}
        for s in children_of(c)
        if s.dep_ in {"nsubj", "nsubjpass"}
    ]
    # "Luanda has called home its envoy": a name taken for an adverb.
    found = found or [
        c
        for c in children_of(verb)
        if c.dep_ in {"advmod", "npadvmod"} and c.i < verb.i
        if c.lower_ not in TIMES
        if c.tag_ == "NNP" or (c.text.isupper() and len(c.text) > NEXT_BUT_ONE)
    ]
    found = found or drawn_away(verb) or of_headline(verb) or before_aside(verb)
    return found or before_verb(verb) or behind_aside(verb) or behind_place(verb)


def _inherits(verb: Token, holder: Token) -> bool:
    return verb.i != holder.i


def _above(verb: Token) -> Token | tuple[Token] | None:
    """The verb whose subject is shared, or (noun,) when a noun itself is meant."""
    head = verb.head
    if head.i == verb.i or has_child(verb, "expl"):
        return None  # "told MPs there was no plan to": the MPs plan nothing
    if verb.dep_ == "conj":
        return _of_same_tense(verb)
    if verb.dep_ in {"xcomp", "ccomp"}:
        return _above_complement(verb)
    if verb.dep_ in {"acl", "relcl"}:
        return _above_noun_clause(verb)
    if verb.dep_ in {"pcomp", "pobj"} and head.dep_ == "prep":
        return _judged(head.head, before=verb) or _owner_clause(head.head)
    if verb.dep_ in {"advcl", "pcomp", "prep"}:
        return _owner_clause(head)
    return None


def _above_complement(verb: Token) -> Token | tuple[Token] | None:
    """ "ordered staff to leave": the staff; "wants to leave": as the verb above."""
    head = verb.head
    if has_child(verb, "mark"):
        return None
    for child in children_of(head):
        errand = child.dep_ == "dobj" and head.lemma_ in ON_ERRANDS
        if errand and is_infinitive(verb):
            continue  # "to use its airspace to fly out nationals"
        if child.dep_ in {"dobj", "nsubj"} and head.i < child.i < verb.i:
            return (child,)
    if verb.dep_ == "ccomp" and not has_child(verb, "aux") and verb.tag_ != "VBG":
        return None
    if head.pos_ == "ADJ":  # "is getting the embassy ready to reopen"
        for child in head.lefts:
            if child.dep_ == "nsubj":
                return (child,)
    return head if head.pos_ in {"VERB", "AUX"} else _owner_clause(head)


def _above_noun_clause(verb: Token) -> Token | tuple[Token] | None:
    """The noun that a clause stands by, where it does what the clause says."""
    head = verb.head
    participle = verb.tag_ in {"VBN", "VBG"} or is_past_tense(verb)
    if participle and verb.dep_ == "acl":
        past = verb.tag_ == "VBN" and is_past_tense(verb)
        return (first_joined(head) if past else head,)
    told = is_infinitive(verb) and head.dep_ == "dobj" and head.lower_ in ANYONE
    if told and head.head.lemma_ in TELLING:
        return (head,)  # "told no one to leave", parsed as one to leave
    line = head.dep_ == "ROOT" and not has_child(head, "poss")
    if line and has_child(verb, "aux"):
        return (head,)  # "Embassy staff to leave", a line without a verb
    labelled = head.dep_ == "appos" and head.head.dep_ == "ROOT"
    if labelled and head.head.is_sent_start and is_infinitive(verb):
        return (head,)  # "Cyprus: embassy to close"
    top = _top_noun(head)
    if verb.tag_ == "VBD" and verb.dep_ == "acl" and top is not None:
        return (top,)  # "The ambassador called on the minister", misread
    return _owner_clause(head)


def _top_noun(noun: Token) -> Token | None:
    """ "A contingent of 200 police landed": the noun that stands for the sentence."""
    while noun.dep_ == "pobj" and noun.head.dep_ == "prep":
        noun = noun.head.head
    if noun.dep_ != "ROOT" or has_child(noun, "conj"):
        return None
    return noun if noun.pos_ in {"NOUN", "PROPN", "NUM"} else None


def _of_same_tense(verb: Token) -> Token:
    """The verb whose subject a coordinated one shares.

    In "ordered the envoy to leave and recalled its own" it is the ordering that goes
    on, though the parse hangs the second verb on the leaving.
    """
    head = verb.head
    if verb.tag_ not in {"VBD", "VBZ", "VBP"} or has_child(verb, "aux"):
        return head
    if head.dep_ == "ccomp" and head.head.lemma_ in DECLARING:
        return head.head  # "declared six men undesirable and barred them"
    while head.tag_ == "VB" and head.dep_ in {"xcomp", "ccomp", "advcl", "acl"}:
        if not any(c.lower_ == "to" for c in children_of(head)):
            break
        head = head.head
    return head if head.pos_ in {"VERB", "AUX"} else verb.head


def _owner_clause(noun: Token) -> Token | tuple[Token] | None:
    """For "plans to close": the owner of the plans, else whose verb governs them."""
    if noun.pos_ in {"VERB", "AUX"}:
        return noun
    for child in children_of(noun):
        if child.dep_ == "poss":
            return (child,)
    for word, owner in complements(noun):
        if word == "by" and owner.pos_ == "PROPN":
            return (owner,)  # "the decision by Chad to close its embassy"
    for ancestor in noun.ancestors:
        if ancestor.pos_ in {"VERB", "AUX"}:
            return _judged(ancestor, before=noun) or ancestor
    return None


def _judged(verb: Token, *, before: Token) -> tuple[Token] | None:
    """ "thanked Chad for the decision to stay": it is the one thanked that stays."""
    if verb.lemma_ not in JUDGING:
        return None
    for child in children_of(verb):
        if child.dep_ == "dobj" and verb.i < child.i < before.left_edge.i:
            return (child,)
    return None


@remembered
def objects(verb: Token) -> list[Token]:
    """What is acted on: direct objects, passive subjects, the noun of a participle."""
    found = [
        c for c in children_of(verb) if c.dep_ in {"dobj", "nsubjpass", "obj", "oprd"}
    ]
    if not found and not is_passive(verb):
        found = [c for c in children_of(verb) if _is_count_of(c)]
    named = has_child(verb, "nsubj")  # "reports that its diplomats had fled"
    participle = verb.dep_ == "acl" and verb.tag_ == "VBN"
    if participle and not (found or named or is_past_tense(verb)):
        found.append(verb.head)
    if not found and not is_passive(verb):
        lost = (swallowed(verb), before_adverb(verb))
        found.extend(noun for noun in lost if noun is not None)
    if not found and verb.lemma_.lower() in CARRYING and not is_passive(verb):
        found.extend(carried(verb))
    named = named and verb.tag_ == "VBD"
    if not found and verb.dep_ == "amod" and (named or doer_before(verb) is not None):
        found.append(verb.head)  # "imposed asset freezes", misread as a clause
    if not found and is_passive(verb):
        found.extend(subjects(verb))
    if not found:
        found.extend(of_participle(verb))
    if not found and verb.dep_ == "conj" and not has_child(verb, "dobj"):
        shared = [c for c in children_of(verb) if c.dep_ in {"nsubj", "nsubjpass"}]
        if not shared and is_passive(verb.head) and verb.tag_ == "VBN":
            found.extend(subjects(verb.head))
    if not found:
        found.extend(_shared_objects(verb))
    return [*found, *(t for head in found for t in head.conjuncts if t.i > head.i)]


def _is_count_of(noun: Token) -> bool:
    """ "to fly home 5,000 of its people", "pledged £5m", taken for a distance."""
    signs = (c.tag_ for n in (noun, *noun.lefts) for c in n.lefts)
    if noun.dep_ == "npadvmod" and noun.i > noun.head.i and "$" in signs:
        return True
    number = noun.pos_ == "NUM" or noun.lower_ in {"first", "last"}
    counted = noun.dep_ == "npadvmod" and number
    return counted and any(word == "of" for word, _ in complements(noun))


def _shared_objects(verb: Token) -> list[Token]:
    """ "recognises and supports the council": what both verbs are about."""
    if is_passive(verb) or has_child(verb, "prep"):
        return []
    for other in children_of(verb):
        if other.dep_ != "conj" or other.i < verb.i:
            continue
        commas = sum(t.text == "," for t in verb.doc[verb.i : other.i])
        near = NEXT_BUT_ONE + commas + (other.nbor(-1).lower_ == "to")
        if other.i - verb.i <= near:
            return [c for c in children_of(other) if c.dep_ == "dobj"]
    return []


@remembered
def agents(verb: Token) -> list[Token]:
    """Who does it: the subject of an active verb, the by-phrase of a passive."""
    if not is_passive(verb):
        return subjects(verb)
    if verb.lemma_ in BOUND and not has_child(verb, "agent"):
        return subjects(verb)  # "is expected in Doha", "is headed there": will do it
    held = {"oprd", "dobj"} if has_child(verb, "nsubjpass") else {"oprd"}
    holders = [verb, *(c for c in children_of(verb) if c.dep_ in held)]
    holders += [d for c in holders[1:] for d in children_of(c) if d.lower_ == "grata"]
    return [
        pobj
        for holder in holders  # "declared persona non grata by", "given an hour by"
        for prep in children_of(holder)
        if prep.dep_ == "agent" or (prep.dep_ == "prep" and prep.lower_ == "by")
        for pobj in children_of(prep)
        if pobj.dep_ == "pobj" and pobj.lemma_.lower() not in MEANS | TIMES | LAWS
    ] or list(_drawn_to_complement(verb))


def _drawn_to_complement(verb: Token) -> Iterator[Token]:
    """ "were imposed on two generals by Chad": whose doing it is, hung on them."""
    for prep in children_of(verb):
        if prep.dep_ != "prep" or prep.i < verb.i:
            continue
        for noun in children_of(prep):
            if noun.dep_ == "pobj":
                yield from (
                    n for w, n in complements(noun) if w == "by" and n.pos_ == "PROPN"
                )


@remembered
def complements(token: Token) -> tuple[tuple[str, Token], ...]:
    """(preposition, noun) pairs that hang on a token, chains like "out of" included."""
    return tuple(_complements(token))


def _chained(first: str, second: str) -> str:
    """ "out of" is one way, "from Kyiv to Lviv" two."""
    alone = not first or (first, second) == ("from", "to")
    return second if alone else f"{first} {second}"


def _complements(token: Token) -> Iterator[tuple[str, Token]]:
    for prep in children_of(token):
        if prep.dep_ not in {"prep", "dative", "agent", "advmod", "prt"} and not (
            prep.dep_ == "oprd" and prep.lower_ in {"back", "home"}
        ):  # "called its diplomats back from Amman"
            continue
        word = prep.lower_
        for child in children_of(prep):
            if child.lower_ == "board" and word == "on":
                yield from (("aboard", craft) for craft in on_board(child))
            if child.dep_ == "pobj":
                yield word, child
            elif child.dep_ == "prep" or (
                child.dep_ == "conj" and child.pos_ == "ADP"
            ):  # "out of the zone and into a hotel"
                if child.dep_ == "conj":
                    word = ""
                for pobj in children_of(child):
                    if pobj.dep_ == "pobj":
                        yield _chained(word, child.lower_), pobj
