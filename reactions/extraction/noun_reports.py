"""Indirect statements that a noun carries: condolences sent, legality questioned,
no comment given. The verb beside it reports nothing by itself.

Nouns and verbs are lists of `tables/words.toml`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from reactions.extraction.kinship import children_of
from reactions.extraction.paragraph_reading import OUTSIDE, Reading, Tokens
from reactions.extraction.rulebook import word_list
from reactions.extraction.speaker_phrases import is_passive, phrase_of, subject_of
from reactions.extraction.tokens import Token


@dataclass(frozen=True, slots=True)
class Reported:
    content: Tokens
    speaker: Tokens | None
    cue: Tokens
    lemma: str
    rule: str


def reports_by_nouns(reading: Reading) -> Iterator[Reported]:
    """What nouns of the paragraph's own words report, in the order of the text."""
    for token in reading.doc:
        if token.lemma_ not in _carriers() or reading.quote_of[token.i] != OUTSIDE:
            continue
        found = None
        if _carries(token):
            found = _sent(token)
        elif token.lemma_ in word_list("feelings"):
            found = _viewed(token)
        elif token.lemma_ in word_list("answers"):
            found = _not_given(token) or _withheld(token) or _avoided(token)
        elif token.pos_ == "VERB":
            found = _estimated(token)
        if found is not None:
            yield found


@cache
def _carriers() -> frozenset[str]:
    """Lemmas that may report; asked of every word, so one look-up each."""
    nouns = word_list("messages") | word_list("doubted") | word_list("answers")
    return nouns | word_list("pleas_made") | word_list("feelings") | {"put"}


def _carries(token: Token) -> bool:
    """Whether the noun and the verb it belongs to say something together."""
    noun, verb = token.lemma_.lower(), token.head.lemma_
    if noun in word_list("messages"):
        return verb in word_list("senders")
    if noun in word_list("pleas_made"):
        # "raised its travel warning" is an act, "issued no call to leave" nothing
        other = any(c.lower_ in {"travel", "no", "security"} for c in token.lefts)
        return verb in word_list("pleaders") and not other
    return noun in word_list("doubted") and verb == "question"


def _sent(message: Token) -> Reported | None:
    """ "Peru sent its condolences", "Chile questioned the legality of the vote"."""
    verb = message.head
    speaker = subject_of(verb)
    if message.dep_ != "dobj" or speaker is None or is_passive(verb):
        return None
    content = message.left_edge.i, message.right_edge.i + 1
    cue = verb.i, verb.i + 1
    return Reported(
        content, phrase_of(speaker), cue, verb.lemma_.lower(), "evaluative_message"
    )


def _viewed(feeling: Token) -> Reported | None:
    """ "The Department views with utmost concern the fighting", "learned with sadness
    of his death"."""
    verb = feeling.head.head
    if feeling.dep_ != "pobj" or feeling.head.lower_ != "with":
        return None
    speaker = subject_of(verb)
    if verb.lemma_ not in word_list("viewing") or speaker is None:
        return None
    for thing in verb.rights:
        of = thing.lower_ == "of" and thing.dep_ == "prep"
        if thing.i > feeling.i and (thing.dep_ == "dobj" or of):
            content = thing.left_edge.i + of, thing.right_edge.i + 1
            cue = verb.i, verb.i + 1
            return Reported(
                content, phrase_of(speaker), cue, verb.lemma_, "evaluative_message"
            )
    return None


def _estimated(put: Token) -> Reported | None:
    """ "The army put the toll at 40"."""
    speaker, end = subject_of(put), put.right_edge.i + 1
    things = [c for c in put.rights if c.dep_ == "dobj"]
    numbers = [t for t in put.doc[put.i : end] if t.like_num and _is_at(t)]
    if not things or not numbers or speaker is None or is_passive(put):
        return None
    content, cue = (things[0].left_edge.i, end), (put.i, put.i + 1)
    return Reported(content, phrase_of(speaker), cue, "put", "speech_estimate")


def _is_at(number: Token) -> bool:
    return any(a.lower_ == "at" for a in (*number.ancestors,)[:3])


def _is_none(answer: Token) -> bool:
    return any(c.dep_ == "det" and c.lower_ == "no" for c in answer.lefts)


def _not_given(answer: Token) -> Reported | None:
    """ "The ministry gave no details", "Peru offered no explanation for the move"."""
    verb = answer.head
    if answer.dep_ != "dobj" or not _is_none(answer):
        return None
    speaker = subject_of(verb)
    opens = verb.left_edge.i == verb.sent.start and verb.tag_ in {"VBN", "VBD", "VBZ"}
    if verb.lemma_ not in word_list("givers") or is_passive(verb):
        return None
    if speaker is None and not opens:  # under a heading: "Has made no statement"
        return None
    content = verb.i, max(verb.right_edge.i, answer.right_edge.i) + 1
    cue = verb.i, verb.i + 1
    teller = phrase_of(speaker) if speaker is not None else None
    return Reported(content, teller, cue, verb.lemma_, "refusal_not_given")


def _avoided(comment: Token) -> Reported | None:
    """ "Taiwan has avoided comment"."""
    verb = comment.head
    if comment.lemma_.lower() != "comment" or comment.dep_ != "dobj":
        return None
    speaker = subject_of(verb)
    if verb.lemma_ not in word_list("avoiding") or speaker is None:
        return None
    content = verb.i, verb.right_edge.i + 1
    cue = verb.i, verb.i + 1
    return Reported(content, phrase_of(speaker), cue, verb.lemma_, "refusal_avoided")


def _withheld(comment: Token) -> Reported | None:
    """ "There was no immediate comment from the ministry"."""
    if comment.lemma_.lower() != "comment" or not _is_none(comment):
        return None
    for child in (*comment.rights, *comment.head.rights):
        if child.lower_ != "from" or child.i < comment.i:
            continue
        for source in children_of(child):
            if source.dep_ == "pobj":
                start = comment.head.left_edge.i if comment.i else comment.i
                content = start, child.right_edge.i + 1
                cue = comment.i, comment.i + 1
                return Reported(
                    content, phrase_of(source), cue, "comment", "refusal_comment"
                )
    return None
