"""Say which noun a phrase points back to, by its sentence alone.

"Most of the staff" are the staff, "theirs" those last told of, "some had gone" the
staff named just before. Pure grammar over spaCy's dependencies.
"""

from reactions.extraction.kinship import children_of
from reactions.extraction.memory import remembered
from reactions.extraction.negation import is_negated
from reactions.extraction.predicates import SPEECH, complements
from reactions.extraction.tokens import Token

QUANTIFIERS = frozenset(
    """some most part half all number majority dozen hundred thousand group handful
    bulk rest third quarter score batch member remainder couple lot side any none each
    several many few all tonne ton planeload shipload truckload consignment shipment
    cargo pallet worth round series busload boatload last hour flurry next whole
    entirety""".split()
)
ORDINALS = frozenset("first last second third fourth latest".split())
GOING_ON = frozenset("stop cease continue go carry keep remain".split())
AT = frozenset({"in", "at"})
POSTS = frozenset({"embassy", "consulate", "mission"})
BARE_QUANTITIES = frozenset("some others most many several few rest".split())
ADVERBS = frozenset({"home", "open", "shut", "overland", "abroad"})
ON_MISSIONS = frozenset(
    """reopen close shut shutter vacate evacuate move relocate transfer shift abandon
    set re-establish reestablish""".split()
)
BORDERS = frozenset({"border", "crossing", "frontier"})
"""What is closed too: "was watching the border, had no plans to close it"."""
MAKING = frozenset("force compel oblige allow enable lead cause".split())
TEAMS = frozenset(
    "staff personnel diplomat employee officer official team crew".split()
)
INTENTS = frozenset({"plan", "intention", "reason", "need", "cause", "wish"})
"""What "it" has, or sees none of, to leave or to close."""
OWNERLESS = frozenset({"theirs", "ours", "hers"})


@remembered
def head_of(token: Token) -> Token:
    """The noun that is meant: "staff" in "most of the staff", "dozens of troops"."""
    if token.lower_ in ADVERBS:
        # "flew its staff home" is often parsed as if the home were staff's.
        for child in token.lefts:
            if child.dep_ in {"compound", "nmod"}:
                return child
            if child.dep_ == "amod":  # "to bring stranded Indians home"
                for noun in children_of(child):
                    if noun.dep_ == "dobj":
                        return noun
    # "the sanctions that Chad imposed": tagged as the other "that"
    gap = token.lower_ == "that" and token.dep_ in {"dobj", "nsubjpass"}
    if (gap or token.tag_ in {"WDT", "WP"}) and token.head.dep_ == "relcl":
        return _antecedent(token.head)
    if (meant := meant_in_sentence(token)) is not None:
        return meant
    if any(c.lemma_.lower() == "family" for c in token.lefts):
        return token  # "family members of the staff" are not the staff
    if token.pos_ == "NUM" and (meant := _fronted(token)) is not None:
        return meant
    ordinal = token.lower_ in ORDINALS and token.dep_ != "amod"
    those = token.lower_ == "those"  # "told those of its nationals who could to go"
    if token.lemma_.lower() in QUANTIFIERS or token.pos_ == "NUM" or ordinal or those:
        for word, noun in complements(token):
            if word == "of":
                return head_of(noun) if noun.lower_ == "home" else noun
        if (kept_apart := _all_but(token)) is not None:
            return kept_apart
        for other in token.conjuncts:  # "all but three of them", "the most senior of"
            counted = (
                other.tag_.startswith("JJ")
                or other.pos_ == "NUM"
                or other.lemma_.lower() in QUANTIFIERS
            )
            if counted and other.i > token.i:
                return next((n for w, n in complements(other) if w == "of"), token)
            if other.lemma_ in TEAMS and token.lower_ in {"all", "everyone"}:
                return other  # "all but essential staff"
    return token


def _fronted(number: Token) -> Token | None:
    """ "Of 22 diplomats, 15 have left": the diplomats."""
    if number.dep_ not in {"nsubj", "nsubjpass"} or number.n_rights:
        return None
    ways = [c for c in number.head.lefts if c.lower_ == "of" and c.i < number.i]
    nouns = (c for way in ways for c in children_of(way) if c.dep_ == "pobj")
    return next(nouns, None)


def _antecedent(clause: Token) -> Token:
    """What "which" stands for: not the town of "the embassy in Kyiv, which moved"."""
    noun = clause.head
    if noun.head.lower_ in {"among", "amongst"} and noun.head.head.lemma_ == "be":
        for subject in noun.head.head.lefts:  # "Togo's is among those that closed"
            negated = is_negated(noun.head.head)
            if subject.dep_ == "nsubj" and subject.lemma_ in POSTS and not negated:
                return subject
    if noun.dep_ == "pobj" and noun.pos_ == "PROPN":
        above, way = noun.head.head, noun.head.lower_
        owned = way == "of" and above.lemma_ in POSTS  # "the missions of Peru, which"
        return above if above.pos_ == "NOUN" and (owned or way in AT) else noun
    return noun


def _all_but(token: Token) -> Token | None:
    """ "all but four of its diplomats", as the parser hangs it."""
    for word in children_of(token):
        if word.lower_ in {"but", "except"}:
            for number in children_of(word):
                for of, noun in complements(number):
                    if of == "of":
                        return noun
    return None


@remembered
def is_the_rest(token: Token) -> bool:
    """ "The rest were sent home", "all others have left": of those last told of."""
    if token.dep_ not in {"nsubj", "nsubjpass"} or complements(token):
        return False
    if token.lower_ == "rest":
        return True
    if token.lower_ in {"everyone", "everybody", "all"}:  # "everyone else has left"
        return any(c.lower_ == "else" for c in token.rights)
    if token.pos_ == "NUM":  # "the last five", "the other two"
        return any(c.lower_ in {"last", "other", "remaining"} for c in token.lefts)
    return token.lower_ == "others" and any(
        c.lower_ in {"the", "all"} for c in token.lefts
    )


@remembered
def meant_in_sentence(token: Token) -> Token | None:
    """ "some had gone", "it would work": the staff, the mission named just before."""
    if token.lower_ in {"one", "ones"} and token.pos_ != "PRON":
        earlier = reversed(token.doc[token.sent.start : token.i])
        return next((t for t in earlier if t.lemma_ in POSTS), None)
    if token.lower_ in {"that", "those"} and token.tag_ == "DT":
        return _same_of_another(token)
    acted_on = token.lower_ == "it" and token.dep_ == "dobj"
    if acted_on and (first := _acted_on_before(token.head)) is not None:
        return first
    held = token.pos_ == "NUM" and token.dep_ == "dobj"
    # "has only two now", "left three at the embassy"
    held = held and token.head.lemma_ in {"have", "keep", "retain", "leave"}
    if token.dep_ not in {"nsubj", "nsubjpass"} and not (acted_on or held):
        return None
    if token.lower_ == "it" and stands_for_last(token):
        wanted = {"embassy", "consulate", "commission", "mission"}
        wanted |= BORDERS if acted_on else set()
    elif (token.lower_ in BARE_QUANTITIES or token.pos_ == "NUM") and not complements(
        token
    ):
        wanted = {"staff", "personnel", "diplomat", "employee", "staffer"}
    else:
        return None
    before = [
        t
        for t in token.doc[token.sent.start : token.i]
        if t.pos_ == "NOUN" or t.lower_ in {"embassy", "consulate"}
    ]
    if token.lower_ == "it" and _another_speaks(token):
        return None
    return next((t for t in reversed(before) if t.lemma_.lower() in wanted), None)


def _acted_on_before(verb: Token) -> Token | None:
    """ "sealed the road and reopened it": the road, which is no mission's."""
    if verb.dep_ != "conj" or verb.lemma_ not in ON_MISSIONS:
        return None
    if verb.head.pos_ == "VERB":
        for child in children_of(verb.head):
            if child.dep_ == "dobj":
                return child
    before = reversed(verb.doc[verb.sent.start : verb.i])
    objects = (t for t in before if t.dep_ == "dobj")
    return next((o for o in objects if o.head.lemma_ in ON_MISSIONS), None)


def _same_of_another(that: Token) -> Token | None:
    """ "Oman's embassy has shut and that of Chad will": the embassy."""
    if not any(w == "of" and n.tag_ == "NNP" for w, n in complements(that)):
        return None
    earlier = reversed(that.doc[that.sent.start : that.i])
    return next((t for t in earlier if t.lemma_ in POSTS | {"ambassador"}), None)


def _another_speaks(pronoun: Token) -> bool:
    """ "The French embassy is shut, while Italy's said it was open": Italy's."""
    said = pronoun.head.head
    if pronoun.dep_ == "dobj" and said.lemma_ not in SPEECH:
        return False
    return any(
        c.dep_ == "nsubj" and c.pos_ == "PROPN" and c.i < pronoun.i
        for c in children_of(said)
        if said.i != pronoun.head.i
    )


@remembered
def stands_for_last(token: Token) -> bool:
    """ "theirs", "Qatar's will resume work", "it will open": the last theme."""
    subject = token.dep_ in {"nsubj", "nsubjpass"}
    if token.lower_ in OWNERLESS or (token.lower_ == "his" and subject):
        return True
    if token.lower_ in {"them", "they"} and token.dep_ != "nsubj":
        return True
    if token.lower_ == "it" and token.dep_ == "dobj":
        return token.head.lemma_ in ON_MISSIONS or _is_made_to(token)
    if token.lower_ in {"it", "they", "them"} and token.dep_ in {"nsubj", "nsubjpass"}:
        verb = token.head
        if verb.lemma_ in GOING_ON:
            return True
        return token.dep_ == "nsubjpass" or not any(
            c.dep_ in {"dobj", "ccomp", "xcomp"}
            and not (_is_left_place(c) or _is_intent_to_go(c))
            for c in children_of(verb)
        )
    return token.dep_ in {"nsubj", "nsubjpass", "dobj", "pobj"} and any(
        c.dep_ == "case" for c in children_of(token)
    )


def _is_made_to(it: Token) -> bool:
    """ "gunfire forced it to shut": what is made to shut, as in "has not closed it"."""
    made = it.head.lemma_ in MAKING
    return made and any(
        c.dep_ in {"xcomp", "ccomp"} and c.lemma_ in ON_MISSIONS for c in it.head.rights
    )


def _is_intent_to_go(noun: Token) -> bool:
    """ "it has no plan to leave", "sees no reason to close": itself, nothing else."""
    return noun.lemma_ in INTENTS and any(
        clause.dep_ in {"acl", "xcomp"}
        and not any(c.dep_ == "dobj" and not _is_left_place(c) for c in clause.rights)
        for clause in noun.rights
    )


def _is_left_place(noun: Token) -> bool:
    """ "They left Tehran", "it left the country"."""
    return noun.head.lemma_ in {"leave", "flee", "quit"} and (
        noun.pos_ == "PROPN" or noun.lemma_ in {"country", "capital", "city", "town"}
    )
