"""Part two clauses that a parse has made one: "Staff left today but the envoy stays".

The first verb is taken for a participle beside its subject, which then has the second
one's verb above it. Works on tags and dependencies as the parser gives them.
"""

from collections.abc import Iterator

from spacy.attrs import DEP, LOWER, TAG
from spacy.strings import get_string_id
from spacy.tokens import Doc, Token

from reactions.extraction.drawn_nouns import (
    mend_closing,
    mend_goal,
    mend_pair,
    mend_sanctioning,
)
from reactions.extraction.kinship import SUBJECTS
from reactions.extraction.rulebook import word_list
from reactions.extraction.run_together import mend_run_together

PARTING = frozenset({"but", "and", "while"})
TOLD_ASIDE = frozenset(
    """shut closed suspended evacuated emptied abandoned vacated damaged attacked
    looted located based housed led headed set reopened reduced relocated""".split()
)
"""Participles that may be parsed as the verb: "its embassy, shut since May, would"."""
POSTS = frozenset(
    """embassy consulate mission commission legation embassies consulates missions
    commissions""".split()
)
TELLING = frozenset(
    """said says say told tells adding added adds stated reported reports noted wrote
    writes announced confirmed claimed denied denies rejected dismissed refuted disputed
    contradicted considering weighing studying mulling considers asked""".split()
)
"""Verbs that the clause before a semicolon may be the content of. No lemmas: they are
found later."""
ON_THEIR_WAY = frozenset("on by for aboard via overland early late yesterday".split())
OPENING_LINES = frozenset({":", "-", "–", "—", ".", "*", "•"})
HELPING = frozenset({"MD", "VBZ", "VBP", "VBD"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "VBN", "VBG", "VB"})
PURPOSES = frozenset({"xcomp", "advcl", "acl", "ccomp"})
MAIN = frozenset({"ROOT", "ccomp", "parataxis"})
AUXILIARY = frozenset({"aux", "auxpass"})
LOOKED_AT = {
    (get_string_id(tag), get_string_id(role))
    for tag, roles in (
        ("NN", PURPOSES | {"appos"}),
        ("NNS", {"ROOT", "appos", "dep", "nsubj"}),
        ("NNPS", {"nsubj", "ROOT", "appos"}),
        ("VBN", SUBJECTS | {"amod", "ccomp"}),
        ("MD", {"aux"}),
        ("POS", AUXILIARY),
        ("WDT", {"dobj"}),
        ("VBZ", MAIN | AUXILIARY | {"pcomp"}),
        ("VBD", MAIN | AUXILIARY | {"pcomp", "dep"}),
        ("VBP", AUXILIARY),
    )
    for role in roles
} | {(get_string_id("NN"), get_string_id("amod"))}
"""Tags and roles of words that may have to be mended; of most none is."""
WORDS_LOOKED_AT = {
    get_string_id(word)
    for word in PARTING
    | {";", "left", "running", "shelter", "sanction", "close", "sitting", "vice"}
    | {"shut", "closed", "reopened", "suspended", "evacuated", "reduced"}
}


def mend_clauses(doc: Doc) -> None:
    """Gives the first clause its verb back, and hangs the second one on it."""
    for token in _looked_at(doc):
        mend_run_together(token)
        if token.tag_ == "NN" and _is_infinitive(token):
            token.tag_ = "VB"  # "offered to host talks"
        if token.tag_ == "NN" and token.dep_ == "amod":
            _mend_infinitive(token)
        if token.tag_ == "VBN" and token.dep_ in SUBJECTS:
            _mend_aside(token)
        if token.tag_ == "POS" and token.i:
            _mend_owner(token)
        if token.tag_ == "WDT" and token.dep_ == "dobj" and token.lower_ == "that":
            _mend_report(token)
        _mend_by_word(token)
        if token.tag_ in {"VBZ", "VBD"} and token.i:
            _mend_name(token)
            if token.dep_ in {"parataxis", "ccomp"} and token.nbor(-1).tag_ != ",":
                _mend_report_aside(token)
        if token.tag_ == "NNS" and token.dep_ == "ROOT" and _has_subject(token):
            token.tag_ = "VBZ"  # "Oman's stays open"
        if token.tag_ == "NNS" and token.i and token.nbor(-1).tag_ == "NNP":
            _mend_headline(token)
        if token.dep_ in {"appos", "nsubj"} and token.i > 1:
            _mend_list(token)
        if token.tag_ in HELPING:
            _mend_helped(token)
        if token.lower_ in TOLD_ASIDE and token.dep_ == "advcl" and token.i > 1:
            _mend_trailing(token)
        if token.text == ";" and token.head.i > token.i:
            _mend_sentences(token)
        if token.lower_ in PARTING and token.dep_ in {"cc", "mark"}:
            first = _lost_verb(token)
            if first is not None:
                _part(first, token)
            else:
                mend_pair(token)


def _mend_helped(helping: Token) -> None:
    """A verb drawn to an aside, or to the place that stands before it."""
    if helping.dep_ in {"aux", "auxpass"} and helping.i > 1:
        _mend_split(helping)
        if helping.head.dep_ == "pcomp":
            mend_goal(helping.head, helping)
    elif helping.dep_ == "pcomp":
        mend_goal(helping, helping)


def _mend_by_word(token: Token) -> None:
    """Mends what is parsed amiss with this word."""
    if token.lower_ == "shelter" and token.dep_ == "ROOT" and _is_in_place(token):
        token.tag_ = "VB"  # "Shelter in place and avoid crowds"
    if token.lower_ == "sanction" and token.dep_ == "compound" and token.i:
        mend_sanctioning(token)
    if token.lower_ == "close" and token.dep_ == "amod" and token.i:
        mend_closing(token)
    if token.lower_ == "left" and token.dep_ in {"acl", "advcl"} and token.i:
        _mend_unneeded(token)
        _mend_leaving(token)
    if token.lower_ == "running" and token.dep_ == "conj" and token.i > 1:
        up = token.nbor(-2)  # "is up and running again"
        if up.lower_ == "up" and up.head.i == token.head.i:
            token.head = up


def _mend_headline(verb: Token) -> None:
    """ "Peru orders families out of Quito": a verb, taken for a noun."""
    name = verb.nbor(-1)
    if name.dep_ != "compound" or name.head.i != verb.i:
        return
    first = name.left_edge.i
    if first and verb.doc[first - 1].text not in OPENING_LINES:
        return
    if verb.dep_ not in {"ROOT", "appos", "dep"} or verb.i + 1 >= len(verb.doc):
        return
    behind = [c for c in verb.rights if c.dep_ in {"dobj", "appos"}]
    if len(behind) != 1 or any(t.is_punct for t in _between(verb, behind[0])):
        return
    verb.tag_ = "VBZ"
    verb.dep_ = "ROOT" if verb.dep_ == "ROOT" else "parataxis"
    name.dep_, behind[0].dep_ = "nsubj", "dobj"


def _mend_name(verb: Token) -> None:
    """ "Portugal prefers to stay": a name taken for a part of its verb."""
    name = verb.nbor(-1)
    if name.tag_ != "NNP" or name.dep_ != "compound" or name.head.i != verb.i:
        return
    if not any(c.dep_ in SUBJECTS for c in verb.lefts):
        name.dep_ = "nsubj"


def _has_subject(token: Token) -> bool:
    return any(c.dep_ == "nsubj" for c in token.lefts)


def _mend_report_aside(said: Token) -> None:
    """ "The embassy, a spokesman said, remains open": it is the embassy that does."""
    verb = said.head
    if verb.i < said.i or verb.tag_ not in FINITE:
        return
    nouns = [c for c in said.lefts if c.dep_ == "nsubj"]
    if len(nouns) != 1 or any(c.dep_ in SUBJECTS for c in verb.lefts):
        return
    if said.i + 1 >= len(said.doc) or said.nbor().text != ",":
        return
    tellers = [c for c in nouns[0].rights if c.dep_ == "appos" and c.i < said.i]
    if len(tellers) == 1 and tellers[0].right_edge.i == said.i - 1:
        nouns[0].head, nouns[0].dep_ = verb, "nsubj"
        tellers[0].head, tellers[0].dep_ = said, "nsubj"


def _between(first: Token, last: Token) -> list[Token]:
    """The words between two of a pair, but for hyphens."""
    words = first.doc[first.i + 1 : last.left_edge.i]
    return [t for t in words if t.text != "-"]


def _mend_list(noun: Token) -> None:
    """ "the envoy, his staff and 40 citizens": a list, parsed as an aside."""
    first = noun.head
    if noun.dep_ == "appos":
        of_its_own = any(c.dep_ == "poss" for c in noun.lefts)
        theirs = any(c.tag_ == "PRP$" for c in noun.lefts)  # "Ann Roe, her staff and"
        common = first.tag_ == "NN" and noun.tag_ in {"NN", "NNS"}
        if (
            (common or theirs)
            and of_its_own
            and any(c.dep_ == "conj" for c in noun.rights)
        ):
            noun.dep_ = "conj"
        return
    for other in first.lefts:  # "the staff and 40 Greeks landed": two subjects
        joined = other.dep_ == "nsubj" and other.i < noun.i
        if joined and any(c.dep_ == "cc" and c.i > other.i for c in other.rights):
            if first.tag_ in FINITE and noun.left_edge.nbor(-1).dep_ == "cc":
                noun.head, noun.dep_ = other, "conj"
            return


def _looked_at(doc: Doc) -> Iterator[Token]:
    """Found in the numbers, for the words themselves are slow to ask."""
    for i, (tag, role, word) in enumerate(doc.to_array([TAG, DEP, LOWER]).tolist()):
        if (tag, role) in LOOKED_AT or word in WORDS_LOOKED_AT:
            yield doc[i]


def _is_infinitive(noun: Token) -> bool:
    """Whether "to" helps what was taken for a noun, with an object of its own."""
    if noun.i == 0 or noun.dep_ not in PURPOSES:
        return False
    before = noun.nbor(-1)
    return before.tag_ == "TO" and before.head.i == noun.i and before.dep_ == "aux"


def _lost_verb(parting: Token) -> Token | None:
    """The participle before "but", where the verb behind has a subject of its own."""
    subject = parting.head
    if subject.dep_ not in SUBJECTS or subject.i > parting.i:
        return None
    second = subject.head
    if second.tag_ not in {"VBD", "VBZ", "VBP", "VBN", "VBG", "VB", "MD"}:
        return None
    between = [
        c for c in second.lefts if c.dep_ in SUBJECTS and parting.i < c.i < second.i
    ]
    lost = [
        c
        for c in subject.rights
        if c.dep_ == "acl" and c.tag_ in {"VBN", "VBD"} and c.i < parting.i
    ]
    if not between or len(lost) != 1 or any(c.lower_ == "by" for c in lost[0].rights):
        return None
    return lost[0]


def _is_in_place(noun: Token) -> bool:
    after = noun.doc[noun.i + 1 : noun.i + 3].text.lower()
    return noun.tag_ == "NN" and after == "in place"


def _mend_infinitive(verb: Token) -> None:
    """ "promised to blacklist officials", parsed as "promised officials"."""
    noun = verb.head
    before = verb.nbor(-1) if verb.i else verb
    helps = before.tag_ == "TO" and before.head.i == verb.i and before.dep_ == "aux"
    if not helps or noun.dep_ != "dobj" or noun.i < verb.i or noun.head.i > verb.i:
        return
    above = noun.head
    verb.tag_ = "VB"
    verb.head, verb.dep_ = above, "xcomp"
    noun.head = verb


def _part(first: Token, parting: Token) -> None:
    subject = parting.head
    second = subject.head
    above, role = second.head, second.dep_
    first.tag_ = "VBD"
    is_root = above.i == second.i
    first.head = first if is_root else above
    first.dep_ = role
    subject.head = first
    subject.dep_ = "nsubj"
    parting.head = first
    second.head = first
    second.dep_ = "conj"


def _mend_aside(participle: Token) -> None:
    """ "The embassy, shut since May, would reopen": the embassy would, not the shut."""
    verb = participle.head
    nouns = [c for c in participle.lefts if c.dep_ in SUBJECTS]
    before = participle.nbor(-1) if participle.i else participle
    if len(nouns) != 1 or before.text != "," or verb.i < participle.i:
        return
    nouns[0].head, nouns[0].dep_ = verb, participle.dep_
    participle.head, participle.dep_ = nouns[0], "acl"


def _mend_trailing(participle: Token) -> None:
    """ "visited the embassy, closed since May": the embassy is closed, not he."""
    if participle.nbor(-1).text != "," or participle.i < participle.head.i:
        return
    if any(c.dep_ in SUBJECTS | AUXILIARY | {"mark"} for c in participle.lefts):
        return
    last = participle.nbor(-2)
    for noun in (last, *last.ancestors):
        if noun.i <= participle.head.i:
            return
        if noun.lower_ in POSTS:
            participle.head, participle.dep_, participle.tag_ = noun, "acl", "VBN"
            return


def _mend_sentences(mark: Token) -> None:
    """ "Spain has closed its embassy; Chad is expected to": nobody expects Spain to."""
    second = mark.head
    if second.lower_ in TELLING:
        return
    for first in second.lefts:
        if first.dep_ == "ccomp" and first.i < mark.i:
            first.dep_ = "parataxis"


def _mend_split(modal: Token) -> None:
    """ "its embassy, shut since May, would reopen", parsed as "was shut, reopen"."""
    verb = modal.head
    if modal.nbor(-1).text != "," or any(c.dep_ in SUBJECTS for c in verb.lefts):
        return
    for aside in (verb.head, *verb.head.children, *verb.lefts):
        if aside.lower_ not in TOLD_ASIDE or not aside.i < modal.i:
            continue
        nouns = [c for c in aside.lefts if c.dep_ in SUBJECTS]
        if len(nouns) == 1 and aside.i and aside.nbor(-1).text == ",":
            _hang_aside(aside, nouns[0], verb)
            return


def _hang_aside(aside: Token, noun: Token, verb: Token) -> None:
    """The noun becomes the later verb's subject, and the aside hangs on the noun."""
    marks = [c for c in aside.lefts if c.dep_ == "mark" or c.tag_ == "WRB"]
    if verb.head.i == aside.i:
        verb.head = verb if aside.head.i == aside.i else aside.head
        verb.dep_ = aside.dep_
    for word in (*marks, noun):
        word.head = verb
    aside.head, aside.dep_, aside.tag_ = noun, "acl", "VBN"


def _mend_owner(mark: Token) -> None:
    """ "Chad's never left", parsed as "Chad is never left"."""
    owner, verb = mark.nbor(-1), mark.head
    if owner.tag_ != "NNP" or owner.head.i != verb.i or verb.tag_ not in {"VBN", "VBD"}:
        return
    mark.dep_, mark.head = "case", owner
    owner.dep_, verb.tag_ = "nsubj", "VBD"


def _mend_report(that: Token) -> None:
    """ "a rumour that the embassy had closed": no rumour is closed by the embassy."""
    verb = that.head
    report = verb.head.lower_.removesuffix("s") in word_list("reports")
    if verb.dep_ != "relcl" or not report:
        return
    if any(c.dep_ in SUBJECTS and c.i > that.i for c in verb.lefts):
        that.dep_, that.tag_ = "mark", "IN"


def _mend_unneeded(left: Token) -> None:
    """ "Diplomats not needed for the work left by sea": they left; none was needed."""
    needed = left.sent.root
    before = needed.nbor(-1) if needed.i else needed
    if needed.tag_ != "VBN" or before.dep_ != "neg" or needed.i > left.i:
        return
    nouns = [c for c in needed.lefts if c.dep_ in SUBJECTS]
    if len(nouns) != 1 or any(c.dep_ in AUXILIARY for c in needed.lefts):
        return
    left.head, left.dep_, left.tag_ = left, "ROOT", "VBD"
    nouns[0].head, nouns[0].dep_ = left, "nsubj"
    needed.head, needed.dep_ = nouns[0], "acl"


def _mend_leaving(left: Token) -> None:
    """ "closed its embassy and its diplomats left on a plane": they did, on Friday.

    Not "and the two diplomats left in the city", who are still there.
    """
    before = left.nbor(-1)
    noun, verb = before.head, before.head.head
    if left.dep_ == "acl" and left.head.dep_ == "ROOT" and left.head.tag_ == "CD":
        # "Nine of its fourteen diplomats left on Monday": a sentence without a verb
        number = left.head
        left.head, left.dep_, left.tag_ = left, "ROOT", "VBD"
        number.head, number.dep_ = left, "nsubj"
        return
    following = left.nbor() if left.i + 1 < len(left.doc) else left
    joined = before.dep_ == "conj" and noun.dep_ == "dobj"
    joined = joined and left.head.i in {noun.i, verb.i}
    if not joined or following.lower_ not in ON_THEIR_WAY:
        return
    if verb.tag_ not in {"VBD", "VBZ", "VBP", "VBN"}:
        return
    left.head, left.dep_, left.tag_ = verb, "conj", "VBD"
    before.head, before.dep_ = left, "nsubj"
