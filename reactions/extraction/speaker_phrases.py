"""Find who speaks: from a reporting verb to the phrase that names its subject.

The phrase is given as printed, with what tells the speaker from others ("a spokesman
for the Russian embassy"), without relative clauses and appositions.
"""

from calendar import day_name, month_abbr, month_name
from collections.abc import Sequence

from reactions.extraction.kinship import children_of
from reactions.extraction.tokens import Doc, Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
RELATIVES = frozenset({"who", "which", "that", "whom"})
# Dependencies over which a verb without a subject has that of its head.
SHARED_SUBJECT = frozenset({"conj", "xcomp", "advcl", "pcomp", "dep", "acl", "ccomp"})
# What a speaker phrase leaves out.
LEFT_OUT = frozenset({"relcl", "acl", "appos", "punct", "advcl", "advmod", "parataxis"})
ATTACHED = frozenset(
    {"of", "for", "from", "in", "at", "to", "with", "on", "by", "inside", "within"}
    | {"near", "behind", "among", "under", "outside", "between", "against", "into"}
)
NOMINAL_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS", "PRP", "CD", "DT", "WP", "JJ"})
# Speakers that only stand for whoever made them: "a statement from the ministry said".
NOT_CROSSED = frozenset({",", '"', "“", "”", ":", "''", "—", "–", "--", ")", "]"})
SPEECH_NOUNS = frozenset(
    {"statement", "tweet", "post", "message", "communique", "communiqué", "notice"}
    | {"advisory", "alert", "bulletin"}
)
BODIES = frozenset({"ministry", "embassy", "government", "army", "department"})
TIMES = frozenset(
    name.lower()
    for names in (day_name, month_name, month_abbr)
    for word in names
    for name in (word, word + ".")
    if word
)
FARTHEST = 40


def subject_of(verb: Token) -> Token | None:
    """The head of the noun phrase that is the verb's subject, its own or shared.

    A relative pronoun answers with the noun it stands for.
    """
    for _ in range(8):
        own = nearest_subject(verb)
        if own is not None:
            return _antecedent(own, verb)
        head = verb.head
        if verb.dep_ == "pcomp" and head.dep_ in ("prep", "mark"):
            head = head.head
        if head.i == verb.i or verb.dep_ not in SHARED_SUBJECT:
            return None
        if verb.dep_ == "acl" and not head.tag_.startswith("VB"):
            return _issuer(head) or head
        if verb.dep_ == "ccomp" and verb.tag_ != "VBG":
            return None
        verb = head
    return None


def nearest_subject(verb: Token) -> Token | None:
    """The verb's own subject; of two, the parse took one from another clause."""
    found = [child for child in children_of(verb) if child.dep_ in SUBJECTS]
    before = [child for child in found if child.i < verb.i]
    return before[-1] if before else next(iter(found), None)


def _issuer(noun: Token) -> Token | None:
    """Of "the ministry issued a statement saying" the ministry."""
    if noun.lower_ not in SPEECH_NOUNS or noun.dep_ != "dobj":
        return None
    return next((c for c in children_of(noun.head) if c.dep_ == "nsubj"), None)


def agent_of(verb: Token) -> Token | None:
    """Who acts in a passive: "announced by the ministry"."""
    for child in children_of(verb):
        if child.dep_ in ("agent", "prep") and child.lower_ == "by":
            return object_of(child)
    return None


def object_of(head: Token) -> Token | None:
    for child in children_of(head):
        if child.dep_ in ("dobj", "pobj", "obj", "dative"):
            return child
    return None


def is_passive(verb: Token) -> bool:
    return any(child.dep_ in ("auxpass", "nsubjpass") for child in children_of(verb))


def _antecedent(subject: Token, verb: Token) -> Token:
    if subject.lower_ not in RELATIVES:
        return subject
    while verb.dep_ == "conj":
        verb = verb.head
    return verb.head if verb.dep_ in ("relcl", "acl") else subject


def phrase_of(head: Token) -> tuple[int, int]:
    """Tokens [start, end) of the phrase around `head`, conjuncts included."""
    doc = head.doc
    head = _maker(head)
    start, end = head.i, head.i + 1
    for child in children_of(head):
        if child.dep_ in LEFT_OUT and not _belongs(child, head):
            continue
        left, right = child.left_edge.i, child.right_edge.i + 1
        if child.i < head.i:
            start = min(start, _without_commas(doc, left, start))
        elif child.dep_ == "prep":
            if not _is_attached(child) or right - end > FARTHEST:
                break
            end = max(end, _until_comma(doc, end, right))
        elif child.dep_ == "conj" and child.tag_[:2] in ("NN", "PR"):
            end = max(end, phrase_of(child)[1])
        elif child.dep_ in ("case", "nummod", "amod", "appos"):
            end = max(end, _until_comma(doc, end, right))
    return start, end


def _maker(head: Token) -> Token:
    """From "a statement by the ministry", "a ministry statement" the ministry."""
    if head.lower_ not in SPEECH_NOUNS:
        return head
    for child in children_of(head):
        if child.dep_ == "prep" and child.lower_ in ("from", "by", "of"):
            return object_of(child) or head
        if child.dep_ == "poss":
            return child
        if child.dep_ == "compound" and child.lower_ in BODIES:
            return child
    return head


def _is_attached(preposition: Token) -> bool:
    """Whether it tells who speaks, not when: "the minister on Sunday said"."""
    word = preposition.lower_
    if word in ("on", "in", "by"):
        target = object_of(preposition)
        return target is not None and target.lower_ not in TIMES
    return word in ATTACHED


def _belongs(child: Token, head: Token) -> bool:
    """Modifiers before the noun, and a name that follows its title without a comma."""
    if child.i < head.i:
        return child.dep_ in ("advmod", "appos", "punct")
    return child.dep_ == "appos" and child.left_edge.i == head.i + 1


def _without_commas(doc: Doc, left: int, right: int) -> int:
    """The leftmost token reached from `right` without crossing a comma or mark."""
    at = right
    while at > left and doc[at - 1].text not in NOT_CROSSED:
        at -= 1
    return at


def _until_comma(doc: Doc, left: int, right: int) -> int:
    for at in range(left, right):
        if doc[at].text in {",", ":", "-", "–", "—", "("} or doc[at].dep_ == "relcl":
            return at
    return right


def phrase_before(doc: Doc, at: int, floor: int) -> tuple[int, int] | None:
    """The noun phrase that ends just before token `at`, not below `floor`."""
    for i in range(at - 1, max(floor, at - 8) - 1, -1):
        tag = doc[i].tag_
        if tag in NOMINAL_TAGS or (doc[i].text[0].isupper() and i == at - 1):
            return _grown(doc, i, floor, at)
        if doc[i].text == "," and i == at - 1:
            return _before_apposition(doc, floor, i)
        if not tag.startswith(("RB", "MD", "VB", ",")):
            return None
    return None


def _before_apposition(doc: Doc, floor: int, comma: int) -> tuple[int, int] | None:
    """X, a spokesman for the embassy, said: the phrase before the first comma."""
    for i in range(floor, comma):
        if doc[i].text != "," or i == floor or doc[i - 1].dep_ == "pobj":
            continue
        nominal = doc[i - 1].tag_ in NOMINAL_TAGS
        return _grown(doc, i - 1, floor, i) if nominal else None
    return None


def phrase_after(doc: Doc, at: int, ceiling: int) -> tuple[int, int] | None:
    """The noun phrase that begins at token `at`, below `ceiling`."""
    for i in range(at, min(ceiling, at + 10)):
        token = doc[i]
        if token.tag_[:2] in ("NN", "PR") and token.dep_ not in ("compound", "poss"):
            return _grown(doc, i, at, ceiling)
    return None


def _grown(doc: Doc, at: int, floor: int, ceiling: int) -> tuple[int, int]:
    head = doc[at]
    for _ in range(6):
        up = head.head
        nominal = head.dep_ in ("compound", "pobj", "prep", "nmod", "amod")
        if not nominal or not floor <= up.i < ceiling or up.i == head.i:
            break
        head = up
    if not head.tag_.startswith(("NN", "PR", "CD", "DT", "WP", "JJ")):
        head = doc[at]
    start, end = phrase_of(head)
    return max(start, floor), max(min(end, ceiling), max(start, floor) + 1)


def has_verb(doc: Doc, tokens: Sequence[int]) -> bool:
    return any(doc[i].tag_ in ("VBD", "VBZ", "VBP", "MD") for i in tokens)
