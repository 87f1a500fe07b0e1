"""Whether an act is only one that might be: "if the fighting goes on", "in case of".

Pure grammar over spaCy's dependencies.
"""

from reactions.extraction.kinship import children_of
from reactions.extraction.negation import is_negated
from reactions.extraction.rulebook import word_list
from reactions.extraction.tokens import Token
from reactions.extraction.verb_forms import is_infinitive

CLAUSES = frozenset({"ccomp", "acl", "xcomp", "advcl", "pcomp", "csubj"})
DOUBTING = frozenset({"if", "unless", "whether"})


DECIDING = frozenset("decide consider discuss weigh determine judge".split())
REFUSING = frozenset({"decline", "refuse"})
UNSURE = frozenset("unclear unknown uncertain clear know decline".split())
PERMITTING = frozenset(
    """allow permit improve stabilise stabilize normalise normalize assure restore
    guarantee ensure""".split()
)


def is_conditional(token: Token) -> bool:
    """ "if the fighting goes on": the act is only one that might be."""
    if any(c.dep_ == "mark" and c.lower_ in DOUBTING for c in children_of(token)):
        return True
    above = token.head
    if token.dep_ == "ccomp" and above.i > token.i and _opens_with_should(above):
        return True  # "would send men should the bloc ask", read inside out
    clauses = [c for c in children_of(token) if c.dep_ in {"advcl", "prep"}]
    soon = [c for c in children_of(token) if c.lower_ == "soon"]
    clauses += [c for each in soon for c in children_of(each) if c.dep_ == "advcl"]
    if token.dep_ == "conj":  # "closed at noon and will open if the streets are calm"
        clauses += [c for c in children_of(token.head) if c.dep_ == "advcl"]
        clauses = [c for c in clauses if c.i > token.i or c.head.i == token.i]
    elif token.tag_ == "VBD":
        return False  # what was done on one day was no mere case
    return any(is_case(clause) for clause in clauses)


def is_case(clause: Token) -> bool:
    """ "if", "once the situation allows", "should more be needed", "in case of"."""
    if clause.left_edge.lower_ == "even":
        return False  # "even if the fighting goes on": so or so
    if clause.dep_ == "prep":  # "in the event of", "as a last resort"
        cases = {"in": {"case", "event"}, "as": {"resort"}}.get(clause.lower_, set())
        return any(c.lemma_ in cases for c in children_of(clause))
    marks = {
        c.lower_ for c in children_of(clause) if c.dep_ in {"mark", "advmod", "prep"}
    }
    if marks & {"if", "unless", "provided", "case"}:
        return True
    if marks & {"once", "when", "as"}:
        words = {t.lemma_.lower() for t in clause.subtree}
        if clause.lemma_ in PERMITTING:
            return True
        soon = clause.head.lower_ in {"soon", "long"} or "as" not in marks
        if soon and words & word_list("circumstances"):
            return True
    first = min(children_of(clause), key=lambda c: c.i, default=clause)
    return first.lower_ == "should" and first.dep_ == "aux"


def _opens_with_should(verb: Token) -> bool:
    """ "should the bloc ask for them": a condition without an "if"."""
    subject = next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
    return subject is not None and any(
        c.lower_ == "should" and c.dep_ == "aux" and c.i < subject.i for c in verb.lefts
    )


def _is_open_question(token: Token) -> bool:
    """ "will decide when to leave": nobody has decided yet."""
    first = {c.lower_ for c in token.lefts if c.tag_ == "WRB"}
    to_come = token.head.tag_ in {"VB", "VBG"} and token.head.lemma_ in DECIDING
    return bool(first & {"when", "whether"}) and to_come and is_infinitive(token)


def is_left_open(token: Token) -> bool:
    """ "did not say whether it would close", "unclear if": nobody has answered."""
    head = token.head
    own = any(c.dep_ in {"nsubj", "nsubjpass"} for c in token.lefts)
    if token.dep_ == "conj" and token.tag_ == "VB" and not own:
        return is_left_open(head)  # "asked if it would follow and close"
    if token.dep_ == "xcomp" and not own and head.pos_ == "VERB" and is_left_open(head):
        return True  # "about whether it would keep working"
    if _is_open_question(token):
        return True
    if any(c.lower_ in {"when", "how"} for c in token.lefts):
        unsure = any(
            t.lemma_.lower() in UNSURE - {"know", "decline"} for t in children_of(head)
        )
        silent = head.lemma_ in {"know", "say"} and is_negated(head)
        open_to = head.lemma_ == "ask" or silent
        if unsure or open_to:
            return True  # "It was not clear when the embassy could reopen"
    marks = [c for c in token.lefts if c.dep_ == "mark"]
    if not any(c.lower_ in {"if", "whether"} for c in marks):
        return False
    if token.i < head.i and any(c.lower_ == "if" and c.is_sent_start for c in marks):
        return False  # "If the airport shuts, the embassy will move, he told them"
    if token.dep_ == "pcomp" and not is_infinitive(token):
        return True  # "a question about whether they had been pulled out"
    if head.lemma_.lower() in REFUSING:
        return True
    if head.pos_ in {"VERB", "AUX"} and is_negated(head):
        return True
    around = [head, *children_of(head)]
    if any(t.lower_ == "yet" for t in (*around, *children_of(head.head))):
        return True
    if not UNSURE.isdisjoint(t.lemma_.lower() for t in around):
        return True
    asked = [head, *(c for c in children_of(head) if c.dep_ == "dobj")]
    return token.dep_ in CLAUSES and any(
        word.lemma_.lower() in word_list("unanswered") for word in asked
    )
