"""Which reported words are no statement of a state: acts, orders, what nobody said yet.

"Announced $40 million", "told its staff to leave", "refused to recognise it", "has not
said that", "may ask for": coded as acts, or not at all. Direct speech is never one.
"""

from reactions.extraction.claims import Attribution, Span
from reactions.extraction.kinship import children_of
from reactions.extraction.passages import Passage
from reactions.extraction.report_frames import DENYING
from reactions.extraction.rulebook import word_list
from reactions.extraction.tokens import TokenSpan
from reactions.vocabulary import Kind

SAYING = frozenset({"say", "tell", "announce", "confirm", "declare", "state", "report"})
ASKING = frozenset({"ask", "request", "call"})
ORDERING = frozenset({"tell", "ask", "instruct", "order"})
MEASURING = frozenset({"announce", "declare"})
NOTHING = frozenset({"PRON", "PUNCT", "DET"})
UNNAMED = frozenset({"named", "identified", "anonymous"})
PERHAPS = frozenset({"may", "might", "could", "can"})
# "Can confirm" is said all the same.
SAID_BY_SAYING = frozenset({"confirm", "say"})
# An addressee stands no farther behind the verb than this many tokens.
ADDRESSEE_REACH = 12


def is_mere_act(said: Attribution, passage: Passage) -> bool:
    """ "Has not said that", "condemned it", a request to meet: nothing to quote."""
    if said.kind is Kind.DIRECT:
        return False
    content = passage.tokens_in(said.content)
    if content is not None and _denies_it(said, passage):
        return False
    if content is None or all(t.pos_ in NOTHING for t in content):
        return True
    return (
        _is_unnamed(content)
        or _calls_home(said, passage)
        or _is_unsaid(said, passage)
        or _asks_for_a_meeting(said, passage)
        or said.rule == "refusal_infinitive"
        or _orders_own_people(said, passage)
        or _is_measure(said, content)
    )


def _denies_it(said: Attribution, passage: Passage) -> bool:
    """ "Chad denied it", "which it rejects": the verb says what is said."""
    if said.cue_lemma not in DENYING or not said.rule.endswith("_object"):
        return False
    cue = passage.tokens_in(said.cue) if said.cue is not None else None
    return cue is not None and not any(
        c.dep_ == "neg" for token in cue for c in children_of(token)
    )


def _is_unnamed(content: TokenSpan) -> bool:
    """ "Asked not to be named": said of how it was told."""
    opens = content[0].lower_ in {"not", "to", "that"}
    return opens and not UNNAMED.isdisjoint(t.lower_ for t in content[:6])


def _orders_own_people(said: Attribution, passage: Passage) -> bool:
    """ "Told its staff to leave", "asked the families of employees to go": an act."""
    if said.cue_lemma not in ORDERING or not said.rule.endswith("infinitive"):
        return False
    cue = passage.tokens_in(said.cue) if said.cue is not None else None
    if cue is None:
        return False
    behind = passage.doc[cue.end : cue.end + ADDRESSEE_REACH]
    to = next((token.i for token in behind if token.tag_ == "TO"), 0)
    addressed = {t.lemma_.lower() for t in passage.doc[cue.end : max(to, cue.end)]}
    return not addressed.isdisjoint(word_list("own_people"))


def _is_measure(said: Attribution, content: TokenSpan) -> bool:
    """ "Announced $40 million", "declared martial law": what is done, not told."""
    if not said.rule.endswith("_object"):
        return False
    head = content.root
    if head.tag_ in {"DT", "PRP"} or head.lemma_.lower() == "anonymity":
        return True
    if said.cue_lemma in MEASURING:
        return True
    if said.rule == "commissive_object":
        return any(token.like_num or token.is_currency for token in content)
    if said.cue_lemma == "welcome":
        return head.lemma_.lower() in word_list("guests")
    return said.cue_lemma == "support" and _is_purpose(said, content)


def _is_purpose(said: Attribution, content: TokenSpan) -> bool:
    """ "Soldiers to support the departure": a purpose, no opinion."""
    before = content.doc[max(content.start - 2, 0) : content.start]
    return any(token.tag_ == "TO" for token in before)


def _calls_home(said: Attribution, passage: Passage) -> bool:
    """ "Recalled its ambassador", "called its envoy home for talks"."""
    cue = passage.tokens_in(said.cue) if said.cue is not None else None
    if cue is None or said.cue_lemma not in {"recall", "call", "summon"}:
        return False
    behind = passage.doc[cue.end : cue.end + 4]
    nouns = [token for token in behind if token.pos_ in {"NOUN", "PROPN"}]
    return bool(nouns) and nouns[0].lemma_.lower() in word_list("missions")


def _asks_for_a_meeting(said: Attribution, passage: Passage) -> bool:
    """ "Asked the Security Council to meet": coded as the act it is."""
    if said.cue is None or said.cue_lemma not in ASKING:
        return False
    span = Span(
        min(said.cue.start, said.content.start), max(said.cue.end, said.content.end)
    )
    words = passage.tokens_in(span)
    return words is not None and "security council" in words.text.casefold()


def _is_unsaid(said: Attribution, passage: Passage) -> bool:
    """ "It has not said that it will", "it may ask for": nothing was said."""
    if said.cue is None or said.rule.startswith("refusal_"):
        return False
    cue = passage.tokens_in(said.cue)
    if cue is not None and said.cue_lemma not in SAID_BY_SAYING:
        helpers = (c for token in cue for c in children_of(token) if c.dep_ == "aux")
        if any(helper.lower_ in PERHAPS for helper in helpers):
            return True
    if said.cue_lemma not in SAYING:
        return False
    return cue is not None and any(
        child.dep_ == "neg" for token in cue for child in children_of(token)
    )
