"""Verbs of headlines that are taken for nouns: "Greek embassy relocates to hotel".

The tagger has learnt from running text, where an s behind a noun makes a plural.
"""

from collections.abc import Iterator
from dataclasses import replace

from reactions.extraction.kinship import has_child
from reactions.extraction.moods import NO_MOOD, Mood
from reactions.extraction.rulebook import Frame, frames_by_verb, word_list
from reactions.extraction.tokens import Token
from reactions.vocabulary import Stage

BEFORE = frozenset({"compound", "nmod", "nsubj", "amod"})
PLACES = BEFORE | {"ROOT"}
PLACED = frozenset({"object", "subject", "any"})


def is_headline_verb(token: Token) -> bool:
    """A plural that is the root of its line, is a verb of an act, and has a mission."""
    if token.tag_ not in {"NNS", "NNPS", "VBZ"} or token.dep_ not in PLACES:
        return False
    if token.lemma_.lower() not in frames_by_verb():
        return False
    if token.dep_ == "ROOT":
        spoken = token.tag_ == "VBZ" and has_child(token, "nsubj")
        return not spoken and any(_missions(token))
    return (_is_second_verb(token) or _is_first_verb(token)) and any(_missions(token))


def _is_first_verb(token: Token) -> bool:
    """ "Portugal reopens embassy in Yangon": the second word of the line."""
    opens = token.i == token.sent.start + 1
    return opens and token.doc[token.i - 1].text.istitle() and token.head.i > token.i


def _is_second_verb(token: Token) -> bool:
    """ "Bahamas recalls staff, shuts mission": read as a compound."""
    before = token.doc[token.i - 1] if token.i else token
    joined = before.text in {",", ";"} or before.lower_ == "and"
    return joined and token.dep_ in BEFORE and token.head.i == token.i + 1


def _missions(verb: Token) -> Iterator[Token]:
    posts = word_list("posts") | {"mission"}
    if verb.dep_ != "ROOT" and verb.head.lemma_.lower() in posts:
        yield verb.head
    for child in verb.lefts:
        if child.dep_ in BEFORE and child.lemma_.lower() in word_list("posts"):
            yield child


def themes_before(frame: Frame, verb: Token) -> Iterator[Token]:
    """The mission that the line is about."""
    if frame.role in PLACED and frame.type.is_posture:
        yield from _missions(verb)


def mood_of_headline(verb: Token) -> Mood:
    """The present tense of headlines tells what is done."""
    del verb
    return replace(NO_MOOD, stage=Stage.DONE)
