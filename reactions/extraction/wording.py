"""The words of a claim: its evidence, its destination, its quantity."""

from reactions.extraction.acts import Act, is_time
from reactions.extraction.claims import Span
from reactions.extraction.kinship import children_of
from reactions.extraction.passages import Passage
from reactions.extraction.predicates import SPEECH, complements
from reactions.extraction.quantities import quantity_of
from reactions.extraction.rulebook import Frame
from reactions.extraction.tokens import Token
from reactions.vocabulary import ActionType

WITH_DESTINATION = frozenset({ActionType.EMBASSY_MOVED, ActionType.TROOPS_DEPLOYED})


WITH_QUANTITY = frozenset(
    {
        ActionType.TROOPS_DEPLOYED,
        ActionType.TROOPS_WITHDRAWN,
        ActionType.CITIZENS_EVACUATED,
        ActionType.ALLIES_EVACUATED,
        ActionType.REFUGEES_ADMITTED,
        ActionType.AID_PLEDGED,
        ActionType.AID_SUSPENDED,
        ActionType.DIPLOMATS_EXPELLED,
        ActionType.EMBASSY_EVACUATED,
        ActionType.EMBASSY_REDUCED,
        ActionType.FLIGHTS_SUSPENDED,
    }
)


def destination_of(frame: Frame, act: Act) -> str:
    if frame.type not in WITH_DESTINATION:
        return ""
    wanted = {"to", "into", "onto", "in", "inside", "from", "out of"}
    found = list(complements(act.token))
    if act.theme is not None:
        found += [(w, n) for w, n in complements(act.theme) if n.i > act.token.i]
    for word, noun in found:
        origin = word == "from" and frame.rule in {"moves_mission", "deploys_troops"}
        if word in wanted and not origin and not is_time(noun):
            span = _phrase(noun, act.passage)
            return act.passage.doc.text[
                span.start - act.passage.offset : span.end - act.passage.offset
            ]
    return ""


def _phrase(noun: Token, passage: Passage) -> Span:
    """A noun phrase without its article, relative clauses and what follows a comma."""
    tokens = [t for t in noun.subtree if not _in_clause(t, noun)]
    if tokens and tokens[0].dep_ == "det":
        tokens = tokens[1:]
    run = [tokens[0]] if tokens else [noun]
    for token in tokens[1:]:
        if token.i != run[-1].i + 1 or token.text in {",", "(", ";", "--", "–", "—"}:
            break
        run.append(token)
    return passage.span(run[0], run[-1])


def _in_clause(token: Token, noun: Token) -> bool:
    while token.i != noun.i:
        if token.dep_ in {"relcl", "acl", "advcl", "appos", "conj", "cc"}:
            return True
        if token.head.i == token.i:
            return False
        token = token.head
    return False


def count_of(frame: Frame, act: Act) -> int | None:
    if frame.type not in WITH_QUANTITY or act.theme is None:
        return None
    return quantity_of(act.theme)


def evidence_of(act: Act) -> Span:
    """The clause that says it: from its first to its last word, side clauses cut."""
    keep = {act.token.i}
    _collect(act.token, act.token, keep)
    if act.theme is not None:
        keep |= {t.i for t in act.theme.subtree if not _in_clause(t, act.theme)}
    if act.mood.kept:
        _collect_negation(act.token, keep)
    tokens = sorted(keep)
    doc = act.passage.doc
    first, last = doc[tokens[0]], doc[tokens[-1]]
    while last.i > first.i and (last.is_punct or last.is_space):
        last = doc[last.i - 1]
    while first.i < last.i and (
        first.is_punct or first.is_space or first.tag_ in {"WDT", "WP", "WRB"}
    ):
        first = doc[first.i + 1]
    return act.passage.span(first, _with_closing_mark(first, last))


def _with_closing_mark(first: Token, last: Token) -> Token:
    """Takes in the mark that closes a quotation begun within the words."""
    following = last.doc[last.i + 1] if last.i + 1 < len(last.doc) else last
    marks = sum(t.is_quote for t in last.doc[first.i : last.i + 1])
    return following if marks % 2 and following.is_quote else last


def _collect(token: Token, root: Token, keep: set[int]) -> None:
    for child in children_of(token):
        if child.dep_ in {"punct", "cc", "conj", "advcl", "relcl", "mark", "parataxis"}:
            continue
        if child.dep_ == "ccomp" and child.i < root.i:
            continue
        if child.dep_ == "prep" and child.lower_ == "according":
            continue
        keep.add(child.i)
        _collect(child, root, keep)


def _collect_negation(token: Token, keep: set[int]) -> None:
    """Takes in the "no need" that an infinitive hangs on."""
    head = token.head
    while head.i != token.i and head.lemma_ not in SPEECH:
        keep.add(head.i)
        keep |= {
            c.i for c in children_of(head) if c.dep_ in {"det", "neg", "aux", "nsubj"}
        }
        if head.head.i == head.i or head.pos_ in {"VERB", "AUX"}:
            break
        token, head = head, head.head
