"""Acts that never came to be, or of which nobody knows: "should have closed".

Pure grammar over spaCy's dependencies.
"""

from reactions.extraction.kinship import children_of
from reactions.extraction.tokens import Token
from reactions.extraction.verb_forms import is_infinitive, lemma_of

MODALS = frozenset("should must ought may might could can would 'd".split())
OBLIGING = frozenset({"should", "must", "ought"})
TELLING = frozenset("ask say confirm tell disclose reveal comment specify".split())
REFUSING = frozenset({"decline", "refuse"})
PLANNING = frozenset("plan schedule call announce promise request prepare".split())
CALLED_OFF = frozenset("call_off cancel drop scrap postpone put_off shelve".split())
HOPES = frozenset("hope rumour rumor speculation fear gossip illusion".split())
HOPING = frozenset({"hope", "plan", "intend", "want", "mean", "wish"})


def is_counterfactual(verb: Token) -> bool:
    """ "should have closed", "ought to have shut": it did not, or nobody knows."""
    if is_supposed(verb):
        return True
    helping = {c.lower_ for c in children_of(verb) if c.dep_ == "aux"}
    if not helping & {"have", "'ve", "’ve"} or verb.tag_ not in {"VBN", "VBD"}:
        return False
    ought = verb.dep_ == "xcomp" and verb.head.lower_ in OBLIGING
    return ought or bool(helping & MODALS)


def is_only_asked(verb: Token) -> bool:
    """ "Asked whether it was considering closing, he said": only a question.

    Nor is it an answer that somebody "would not say whether" it was so.
    """
    below = verb
    for above in verb.ancestors:
        clause = below.dep_ in {"ccomp", "advcl"} and above.lemma_ in TELLING
        if clause and _opens_a_question(below):
            if above.lemma_ != "ask":
                return _is_left_unsaid(above)
            return not any(c.dep_ in {"nsubj", "aux"} for c in children_of(above))
        below = above
    return False


def _opens_a_question(clause: Token) -> bool:
    """ "whether he went", "whether to go", "if he went"."""
    return any(
        c.dep_ in {"mark", "advmod"} and c.lower_ in {"whether", "if"}
        for c in children_of(clause)
    )


def _is_left_unsaid(verb: Token) -> bool:
    """ "would not say", "declined to say", "refused to confirm"."""
    negated = any(c.dep_ == "neg" for c in children_of(verb))
    return negated or (verb.dep_ == "xcomp" and verb.head.lemma_ in REFUSING)


def is_vainly_hoped(verb: Token) -> bool:
    """ "Hopes that Chad would host talks faded": what is hoped for is not so."""
    noun = verb.head
    if verb.dep_ not in {"acl", "relcl"} or is_infinitive(verb):
        return False
    return noun.pos_ == "NOUN" and noun.lemma_.lower() in HOPES


def is_supposed(verb: Token) -> bool:
    """ "If Chad were to close its border": nobody says that it may."""
    above = verb.head
    were = verb.dep_ == "xcomp" and above.lower_ == "were" and above.dep_ == "advcl"
    return were and any(c.lower_ == "if" for c in children_of(above))


def is_called_off(verb: Token) -> bool:
    """ "The meeting that Chad had planned was called off": it is not to be."""
    if verb.dep_ not in {"relcl", "acl"} or verb.lemma_ not in PLANNING:
        return False
    above = verb.head.head
    return verb.head.dep_ == "nsubjpass" and lemma_of(above) in CALLED_OFF


def was_to_be(verb: Token) -> bool:
    """ "which was to move": whether it still will is not said."""
    above = verb.head
    if above.lower_ == "last" and above.head.lemma_ == "be" and is_infinitive(verb):
        return above.head.tag_ not in {"VBD", "VBN"}  # "will be the last to leave"
    if above.lemma_ in HOPING:
        had = any(c.dep_ == "aux" and c.lower_ == "had" for c in children_of(above))
        if verb.dep_ == "xcomp" and had:
            return True  # "had hoped to hold out"
    if verb.dep_ == "xcomp" and above.lower_ in {"due", "supposed"}:
        return any(
            c.dep_ == "aux" and c.lower_ == "had" for c in children_of(above.head)
        )  # "had been due to close this summer"
    return (
        verb.dep_ == "xcomp"
        and is_infinitive(verb)
        and (above.lemma_, above.tag_, above.dep_) == ("be", "VBD", "relcl")
        and not any(c.dep_ == "acomp" for c in above.rights)
    )
