"""The forms of a verb: its lemma with its particle, passive or not, an infinitive.

Works on spaCy's dependencies (ClearNLP labels, as the English pipelines use them).
"""

from reactions.extraction.kinship import children_of, has_child
from reactions.extraction.loads import MEANS
from reactions.extraction.lost_subjects import doer_before
from reactions.extraction.memory import remembered
from reactions.extraction.tokens import Token

WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
AWAY_ON = frozenset(
    "leave holiday vacation trip tour visit strike trial air sale record".split()
)
PARTICLES = frozenset("home back out down away together up aside".split())
SET_OUT = frozenset({"sail", "foot"})
ADMITTING = frozenset({"allow", "let", "wave", "permit", "take"})
WITH_ON = frozenset({"go", "carry", "call"})
POSTS = frozenset({"ambassador", "embassy", "consulate", "envoy", "mission", "consul"})
GONE = frozenset("leave depart arrive go flee remain stay".split())
LEAVING = frozenset(
    """leave depart return arrive fly go flee confer convene gather speak talk negotiate
    huddle vote travel cross""".split()
)
INTRANSITIVE = frozenset(
    """arrive return leave depart head travel remain stay meet work operate resume go
    come speak talk agree fly sail gather move close open reopen continue land vote
    say withdraw pull dock anchor disembark steam cross sit huddle confer shuttle
    mediate negotiate touch berth moor taxi march patrol fight roll rumble stream pour
    flee escape walk drive camp shelter protest rally""".split()
)
OF_TWO_OBJECTS = frozenset(
    """give offer grant send show award deny ask allow promise pay teach owe name elect
    appoint declare say make""".split()
)
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
        if lemma == "set" and child.lower_ in SET_OUT and child.dep_ == "dobj":
            return f"set_{child.lower_}"  # "set sail for Haifa", "set foot in Mali"
        if child.dep_ == "prt" and _opens_a_phrase(child, token):
            continue
        if child.dep_ == "prt" or (
            child.dep_ == "advmod" and child.i > token.i and child.lower_ in PARTICLES
        ):
            return f"{lemma}_{child.lower_}"
        if child.dep_ == "oprd" and child.lower_ in {"home", "back"}:
            return f"{lemma}_{child.lower_}"
        if child.dep_ == "dobj" and any(
            c.lower_ == "home" and c.dep_ == "appos" for c in child.subtree
        ):
            return f"{lemma}_home"  # "summoned its ambassador in Lima home"
        if child.dep_ == "prep" and child.lower_ == "on" and lemma in WITH_ON:
            if any(c.lower_ in WEEKDAYS | AWAY_ON for c in children_of(child)):
                continue  # "went on Thursday", "went on leave"
            return f"{lemma}_on"
    for child in children_of(token):
        if child.dep_ == "prep" and child.lower_ == "out" and child.i > token.i:
            return f"{lemma}_out"
        bare = child.lower_ == "in" and not child.n_rights and child.i > token.i
        if bare and child.dep_ == "prep" and lemma in ADMITTING:
            return f"{lemma}_in"  # "allowed 200 people in at the bridge"
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
    if is_past_tense(verb) or _tells_with_subject(verb):
        return False
    return (
        verb.tag_ == "VBN"
        and verb.dep_ in {"acl", "advcl", "amod"}
        and not has_child(verb, "aux")
    ) or _is_passive_of_headlines(verb)


def _tells_with_subject(verb: Token) -> bool:
    """ "after the envoy and all staff left": a clause, whatever tag its verb got."""
    children = {c.dep_ for c in children_of(verb)}
    return verb.dep_ == "advcl" and {"mark", "nsubj"} <= children


def is_past_tense(verb: Token) -> bool:
    """ "The ambassador, Jan Roe, and others left for Baku": no participle, the verb.

    A sentence that ends up without a verb of its own has one of these.
    """
    noun = first_joined(verb.head)
    return (
        verb.dep_ == "acl"
        and (_stands_alone(verb.head) or noun.dep_ == "conj")
        and verb.head.pos_ in {"NOUN", "PROPN"}
        and (verb.lemma_.lower() in LEAVING or _has_object(verb))
        and not any(c.dep_ == "agent" and not _is_means(c) for c in children_of(verb))
    )


def _stands_alone(noun: Token) -> bool:
    """A noun that is hung on no verb: "Envoy and staff crossed, it says"."""
    return noun.dep_ == "ROOT" or (noun.dep_ == "dep" and bool(noun.is_sent_start))


def _has_object(verb: Token) -> bool:
    """ "The envoy called Chad's president": a participle would have no object."""
    if verb.head.dep_ != "ROOT" or verb.lemma_.lower() in OF_TWO_OBJECTS:
        return False
    return any(
        c.dep_ == "dobj"
        or (c.dep_ == "oprd" and c.pos_ == "NOUN" and has_child(c, "poss"))
        for c in verb.rights
    )


def first_joined(noun: Token) -> Token:
    """The first of "its staff and their families", though a verb may stand above it.

    In "shut its embassy and its staff left" a noun is coordinated with a verb.
    """
    while noun.dep_ == "conj" and noun.head.pos_ not in {"VERB", "AUX"}:
        noun = noun.head
    return noun


def _is_means(prep: Token) -> bool:
    means = MEANS | {"phone", "telephone", "video", "videolink", "link"}
    return any(c.lemma_.lower() in means for c in children_of(prep))


def _is_passive_of_headlines(verb: Token) -> bool:
    """ "Border sealed", "Ambassador recalled": a line that leaves out the auxiliary."""
    if verb.dep_ != "ROOT" or verb.tag_ not in {"VBN", "VBD"}:
        return False
    if verb.tag_ == "VBD" and verb.lemma_.lower() in INTRANSITIVE:
        return False
    if verb.lemma_.lower() in GONE or verb.lemma_ == "be":
        return False  # "Ambassador and staff left on Friday", tagged as a participle
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


def is_infinitive(token: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in children_of(token))


def is_bare_participle(token: Token) -> bool:
    """ "followed by Mali"; not "has followed suit"."""
    return token.tag_ == "VBN" and not has_child(token, "aux")
