"""Grammar of a predicate: its lemma, subjects, objects, agents and complements.

Works on spaCy's dependencies alone (ClearNLP labels) and knows no act by name.
"""

from collections.abc import Iterator

from spacy.tokens import Token

from reactions.extraction.kinship import children_of
from reactions.extraction.loads import MEANS, carried
from reactions.extraction.lost_subjects import (
    before_aside,
    drawn_away,
    each_of,
    listed_before,
    of_headline,
)
from reactions.extraction.memory import remembered
from reactions.extraction.misreadings import (
    before_adverb,
    doer_before,
    first_joined,
    named_craft,
    of_participle,
    on_board,
    swallowed,
)

SPEECH = frozenset(
    """say tell add state announce report note write tweet post confirm claim explain
    stress insist warn reveal declare acknowledge disclose indicate emphasise
    emphasize maintain mention suggest""".split()
)
WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
PARTICLES = frozenset("home back out down away together up aside".split())
WITH_ON = frozenset({"go", "carry", "call"})
TIMES = WEEKDAYS | frozenset(
    """january february march april may june july august september october november
    december today tomorrow yesterday weekend week month year end morning evening
    time""".split()
)
POSTS = frozenset({"ambassador", "embassy", "consulate", "envoy", "mission", "consul"})
CARRYING = frozenset({"fly", "bring", "send", "ship", "airlift", "ferry", "call"})
ON_ERRANDS = frozenset("use leave reach enter visit cross".split())
LEAVING = frozenset("leave depart return arrive fly go flee".split())
NO_CLAUSE = frozenset({"JJ", "NNP", "NNS", "NN"})
"""What is no clause for all that it is parsed as one: "ECOWAS heads of state"."""
NEXT_BUT_ONE = 2
INTRANSITIVE = frozenset(
    """arrive return leave depart head travel remain stay meet work operate resume go
    come speak talk agree fly sail gather move close open reopen continue land vote
    say withdraw pull dock anchor disembark steam cross sit huddle confer shuttle
    mediate negotiate""".split()
)
DECLARING = frozenset({"declare", "name", "brand", "deem", "call", "label"})
CALLING = frozenset("call press push sign look appeal insist decide agree".split())
"""Verbs that tell of no passive where their preposition follows."""


@remembered
def lemma_of(token: Token) -> str:
    """The lemma in lower case, with its particle: "pull_out", "scale_back"."""
    lemma = token.lemma_.lower()
    for child in children_of(token):
        if child.dep_ == "dobj" and child.lower_ == "home":
            other = any(c.dep_ == "dobj" and c.i > child.i for c in children_of(token))
            if child.n_lefts or other:
                return f"{lemma}_home"  # "called its envoy home", "called home its"
        if child.dep_ == "prt" and _opens_a_phrase(child, token):
            continue
        if child.dep_ == "prt" or (
            child.dep_ == "advmod" and child.i > token.i and child.lower_ in PARTICLES
        ):
            return f"{lemma}_{child.lower_}"
        if child.dep_ == "oprd" and child.lower_ == "home":
            return f"{lemma}_home"
        if child.dep_ == "dobj" and any(
            c.lower_ == "home" and c.dep_ == "appos" for c in child.subtree
        ):
            return f"{lemma}_home"  # "summoned its ambassador in Lima home"
        if child.dep_ == "prep" and child.lower_ == "on" and lemma in WITH_ON:
            if any(c.lower_ in WEEKDAYS for c in children_of(child)):
                continue  # "went on Thursday"
            return f"{lemma}_on"
    for child in children_of(token):
        if child.dep_ == "prep" and child.lower_ == "out" and child.i > token.i:
            return f"{lemma}_out"
    return lemma


def _opens_a_phrase(particle: Token, verb: Token) -> bool:
    """ "were taken in three convoys", "bring up to 180": no particle, whatever read."""
    at = particle.i
    if particle.lower_ == "up" and at + 2 < len(particle.doc):
        return particle.nbor(1).lower_ == "to" and particle.nbor(2).like_num
    return (
        particle.lower_ in {"in", "on"}
        and has_child(verb, "auxpass")
        and has_child(verb, "dobj")
    )


@remembered
def is_passive(verb: Token) -> bool:
    if any(c.dep_ in {"auxpass", "nsubjpass"} for c in children_of(verb)):
        return True
    if doer_before(verb) is not None:
        return False
    if _is_past_tense(verb):
        return False
    return (
        verb.tag_ == "VBN"
        and verb.dep_ in {"acl", "advcl", "amod"}
        and not has_child(verb, "aux")
    ) or _is_passive_of_headlines(verb)


def _is_past_tense(verb: Token) -> bool:
    """ "The ambassador, Jan Roe, and others left for Baku": no participle, the verb.

    A sentence that ends up without a verb of its own has one of these.
    """
    noun = first_joined(verb.head)
    return (
        verb.dep_ == "acl"
        and (verb.head.dep_ == "ROOT" or noun.dep_ == "conj")
        and verb.head.pos_ in {"NOUN", "PROPN"}
        and verb.lemma_.lower() in LEAVING
        and not any(c.dep_ == "agent" and not _is_means(c) for c in children_of(verb))
    )


def _is_means(prep: Token) -> bool:
    return any(c.lemma_.lower() in MEANS for c in children_of(prep))


def _is_passive_of_headlines(verb: Token) -> bool:
    """ "Border sealed", "Ambassador recalled": a line that leaves out the auxiliary."""
    if verb.dep_ != "ROOT" or verb.tag_ not in {"VBN", "VBD"}:
        return False
    if verb.tag_ == "VBD" and verb.lemma_.lower() in INTRANSITIVE:
        return False
    if verb.tag_ == "VBD" and verb.lemma_.lower() in CALLING:
        after = verb.doc[verb.i + 1].lower_ if verb.i + 1 < len(verb.doc) else ""
        if after in {"for", "on", "upon", "off", "at"}:
            return False  # "EU governments signed off on the measures"
    subject: Token | None = None
    for child in children_of(verb):
        if child.dep_ == "nsubj":
            subject = child
        elif child.dep_ in {"aux", "dobj", "ccomp", "obj", "mark"}:
            return False
    if subject is None or not (
        subject.pos_ in {"NOUN", "NUM"} or subject.lower_ in POSTS
    ):
        return False
    if any(c.dep_ in {"det", "poss"} for c in children_of(subject)):
        return False
    return bool(subject.left_edge.is_sent_start) or verb.tag_ == "VBN"


def has_child(token: Token, dep: str) -> bool:
    return any(child.dep_ == dep for child in children_of(token))


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
        if c.dep_ == "advmod" and c.tag_ == "NNP" and c.i < verb.i
    ]
    return found or drawn_away(verb) or of_headline(verb) or before_aside(verb)


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
        if has_child(verb, "mark"):
            return None
        for child in children_of(head):
            if (
                child.dep_ == "dobj"
                and head.lemma_ in ON_ERRANDS
                and is_infinitive(verb)
            ):
                continue  # "to use its airspace to fly out nationals"
            if child.dep_ in {"dobj", "nsubj"} and head.i < child.i < verb.i:
                return (child,)
        if verb.dep_ == "ccomp" and not has_child(verb, "aux") and verb.tag_ != "VBG":
            return None
        return head if head.pos_ in {"VERB", "AUX"} else _owner_clause(head)
    if verb.dep_ in {"acl", "relcl"}:
        participle = verb.tag_ in {"VBN", "VBG"} or _is_past_tense(verb)
        if participle and verb.dep_ == "acl":
            past = verb.tag_ == "VBN" and _is_past_tense(verb)
            return (first_joined(head) if past else head,)
        if (
            head.dep_ == "ROOT"
            and has_child(verb, "aux")
            and not has_child(head, "poss")
        ):
            return (head,)  # "Embassy staff to leave", a line without a verb
        labelled = head.dep_ == "appos" and head.head.dep_ == "ROOT"
        if labelled and head.head.is_sent_start and is_infinitive(verb):
            return (head,)  # "Cyprus: embassy to close"
        top = _top_noun(head)
        if verb.tag_ == "VBD" and verb.dep_ == "acl" and top is not None:
            return (top,)  # "The ambassador called on the minister", misread
        return _owner_clause(head)
    if verb.dep_ in {"pcomp", "pobj"} and head.dep_ == "prep":
        return _owner_clause(head.head)
    if verb.dep_ in {"advcl", "pcomp", "prep"}:
        return _owner_clause(head)
    return None


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
    for ancestor in noun.ancestors:
        if ancestor.pos_ in {"VERB", "AUX"}:
            return ancestor
    return None


@remembered
def objects(verb: Token) -> list[Token]:
    """What is acted on: direct objects, passive subjects, the noun of a participle."""
    found = [
        c for c in children_of(verb) if c.dep_ in {"dobj", "nsubjpass", "obj", "oprd"}
    ]
    named = has_child(verb, "nsubj")  # "reports that its diplomats had fled"
    if verb.dep_ == "acl" and verb.tag_ == "VBN" and not (found or named):
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


def _shared_objects(verb: Token) -> list[Token]:
    """ "recognises and supports the council": what both verbs are about."""
    if is_passive(verb) or has_child(verb, "prep"):
        return []
    for other in children_of(verb):
        if other.dep_ != "conj" or other.i < verb.i:
            continue
        near = NEXT_BUT_ONE + (other.nbor(-1).lower_ == "to")
        if other.i - verb.i <= near:
            return [c for c in children_of(other) if c.dep_ == "dobj"]
    return []


@remembered
def agents(verb: Token) -> list[Token]:
    """Who does it: the subject of an active verb, the by-phrase of a passive."""
    if not is_passive(verb):
        return subjects(verb)
    holders = (verb, *(c for c in children_of(verb) if c.dep_ == "oprd"))
    return [
        pobj
        for holder in holders  # "declared persona non grata by Benin"
        for prep in children_of(holder)
        if prep.dep_ == "agent" or (prep.dep_ == "prep" and prep.lower_ == "by")
        for pobj in children_of(prep)
        if pobj.dep_ == "pobj" and pobj.lemma_.lower() not in MEANS | TIMES
    ]


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
        if prep.dep_ not in {"prep", "dative", "agent", "advmod", "prt"}:
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


def is_infinitive(token: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in children_of(token))
