"""Part words that a parse has run together: lists of verbs, sittings, double names.

Each mends one shape that the parser gets wrong in plain prose, by tags and
dependencies as it gives them; `clause_mending` says at which words to look.
"""

from spacy.tokens import Token

from reactions.extraction.kinship import SUBJECTS

PAST = frozenset({"VBD", "VBN"})
SINCE = frozenset({"after", "since", "before", "during"})
SPOKE = frozenset("said read warned stated advised urged".split())
OF_SITTINGS = frozenset("council emergency cabinet extraordinary special".split())
KEEPING = frozenset("keep keeps kept keeping leave leaves left holds held".split())
HYPHEN = "-"


def mend_run_together(token: Token) -> None:
    """Mends what stands at one word, if it is one of the shapes known here."""
    role, tag = token.dep_, token.tag_
    if token.lower_ == "sitting":
        _mend_sitting(token)
    elif token.lower_ == "vice":
        _mend_vice(token)
    elif token.lower_ == "shut" and tag == "NN":
        _mend_kept_shut(token)
    elif role == "ROOT" and tag in {"NNS", "NNPS"}:
        _mend_stranded(token)
    elif role == "dep" and tag == "VBD":
        _mend_listed_verb(token)
    elif role == "amod" and tag == "VBN":
        _mend_verb_before_noun(token)
    elif role == "ccomp" and tag == "VBN":
        _mend_said_by_paper(token)
    elif role == "appos" and tag == "NNPS":
        _mend_second_name(token)


def _mend_sitting(word: Token) -> None:
    """ "asked for a Security Council sitting", "in an emergency sitting": a noun."""
    noun = word.head
    if word.tag_ != "VBG" or word.dep_ != "acl" or noun.i != word.i - 1:
        return
    if noun.lower_ not in OF_SITTINGS:
        return
    word.tag_ = "NN"
    word.dep_, word.head = noun.dep_, noun.head
    for child in list(noun.lefts):
        if child.dep_ == "det":
            child.head = word
    noun.dep_, noun.head = "compound", word


def _mend_kept_shut(shut: Token) -> None:
    """ "has kept its side of the border shut": kept shut, no border shut."""
    owners = [c for c in shut.lefts if c.dep_ == "compound"]
    keeping = next((a for a in shut.ancestors if a.lower_ in KEEPING), None)
    if shut.dep_ not in {"pobj", "dobj"} or len(owners) != 1 or keeping is None:
        return
    noun = owners[0]
    noun.head, noun.dep_ = shut.head, shut.dep_
    for child in list(shut.lefts):
        if child.i < noun.i:
            child.head = noun
    shut.tag_, shut.dep_, shut.head = "JJ", "oprd", keeping


def _mend_vice(word: Token) -> None:
    """ "telephoned Chad's vice-president", parsed as three objects."""
    if word.i + 2 >= len(word.doc):
        return
    hyphen, noun = word.nbor(1), word.nbor(2)
    if hyphen.text != HYPHEN or not word.dep_ == hyphen.dep_ == noun.dep_:
        return
    for child in list(word.lefts):
        child.head = noun
    for part in (word, hyphen):
        part.head, part.dep_ = noun, "compound"


def _mend_stranded(noun: Token) -> None:
    """ "50 Danes stranded after a quake landed in Oslo": it is they who landed."""
    clauses = [c for c in noun.rights if c.dep_ == "acl" and c.tag_ == "VBN"]
    if len(clauses) != 1 or any(
        c.tag_ in PAST for c in noun.rights if c.i > clauses[0].i
    ):
        return
    for verb in clauses[0].rights:
        if verb.dep_ != "advcl" or verb.tag_ != "VBD":
            continue
        marks = [c for c in verb.lefts if c.dep_ == "mark"]
        events = [c for c in verb.lefts if c.dep_ in SUBJECTS]
        if len(marks) != 1 or len(events) != 1 or marks[0].lower_ not in SINCE:
            return
        marks[0].head, marks[0].dep_ = clauses[0], "prep"
        events[0].head, events[0].dep_ = marks[0], "pobj"
        verb.head, verb.dep_ = verb, "ROOT"
        for child in list(noun.rights):
            if child.dep_ == "punct":
                child.head = verb
        noun.head, noun.dep_ = verb, "nsubj"
        return


def _mend_listed_verb(verb: Token) -> None:
    """ "called the council, ordered men to the border and spoke": three acts of one."""
    first = verb.head
    before = verb.nbor(-1) if verb.i else verb
    if first.tag_ not in {"VBD", "VBN"} or first.i > verb.i or before.text != ",":
        return
    if not any(c.dep_ in SUBJECTS for c in verb.lefts):
        verb.dep_ = "conj"


def _mend_verb_before_noun(verb: Token) -> None:
    """ "called a council, massed men at the border and shut it": no massed men."""
    noun, before = verb.head, verb.nbor(-1) if verb.i else verb
    first = noun.head
    if before.lower_ in {"aboard", "board"} and first.i == before.i:
        _mend_craft_arriving(verb)
        return
    if before.text != "," or noun.i < verb.i or noun.dep_ not in {"dep", "appos"}:
        return
    if first.tag_ not in PAST or first.i > verb.i or noun.left_edge.i != verb.i:
        return
    later = [c for c in (*noun.rights, *first.rights) if c.dep_ == "conj"]
    if not any(c.tag_ in PAST for c in later):
        return
    verb.head, verb.dep_, verb.tag_ = first, "conj", "VBD"
    noun.head, noun.dep_ = verb, "dobj"


def _mend_craft_arriving(verb: Token) -> None:
    """ "A frigate with 90 Danes aboard reached Oslo": no Oslo that was reached."""
    place, top = verb.head, verb.head
    while top.head.i != top.i and top.dep_ in {"pobj", "prep"}:
        top = top.head
    if top.dep_ != "ROOT" or top.tag_ not in {"NN", "NNP", "NNS", "CD"}:
        return
    verb.tag_, verb.dep_, verb.head = "VBD", "ROOT", verb
    place.head, place.dep_ = verb, "dobj"
    for child in list(top.rights):
        if child.dep_ == "punct":
            child.head = verb
    top.head, top.dep_ = verb, "nsubj"


def _mend_said_by_paper(verb: Token) -> None:
    """ "Stay at home," said a notice posted on Friday: the notice said it."""
    said = verb.head
    if said.lower_ not in SPOKE or said.i > verb.i:
        return
    nouns = [c for c in verb.lefts if c.dep_ == "nsubj"]
    if len(nouns) != 1 or any(c.dep_ in {"aux", "mark"} for c in verb.lefts):
        return
    if nouns[0].left_edge.i != said.i + 1 or nouns[0].i != verb.i - 1:
        return
    nouns[0].head = said
    verb.head, verb.dep_ = nouns[0], "acl"


def _mend_second_name(name: Token) -> None:
    """ "Chad's carrier Air Chad and state-owned Air Togo": two, no two names of one."""
    noun = name.head
    firsts = [c for c in noun.rights if c.dep_ == "appos" and c.i < name.i]
    if len(firsts) != 1 or name.left_edge.nbor(-1).dep_ != "cc":
        return
    name.dep_ = "conj"
