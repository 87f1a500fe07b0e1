"""Which state a reader has in mind at "the ministry", "officials", "the government".

The heading's, that of a subject before, the last one spoken of, the host's own.
"""

from collections.abc import Iterator

from reactions.actors import ACTORS
from reactions.extraction.actor_nouns import is_voice
from reactions.extraction.home_bodies import of_host_at_home
from reactions.extraction.passages import Passage
from reactions.extraction.references import named_states_of
from reactions.extraction.rulebook import word_list
from reactions.extraction.tokens import Token
from reactions.extraction.voice_owners import (
    is_bare,
    is_domestic,
    missions_before,
    seat_of_officials,
)
from reactions.vocabulary import ActorKind

STATES = frozenset({"state", "country", "nation", "capital", "government"})


def subjects_before(root: Token) -> Iterator[Token]:
    """Subjects in the same sentence before the token, the nearest first."""
    for token in reversed(list(root.sent)):
        if token.i >= root.i or token.dep_ not in {"nsubj", "nsubjpass"}:
            continue
        if token.pos_ != "PRON":
            yield token


def of_ministry_sources(token: Token, passage: Passage) -> tuple[str, ...]:
    """ "The Omani embassy is at work, ministry sources said": of whose it tells.

    Else of the state that the paragraph began with.
    """
    if token.lemma_.lower() != "source" or passage.block.actors:
        return ()
    if not any(c.lower_ in {"ministry", "government"} for c in token.lefts):
        return ()
    host = passage.discourse.host
    for word in token.doc[token.sent.start : token.i]:
        if word.lemma_.lower() in {"embassy", "consulate", "mission"}:
            owner = tuple(c for c in named_states_of(word, passage) if c != host)
            if len(owner) == 1:
                return owner
    opening = passage.mention_of.get(0)
    return (opening.code,) if opening and opening.code else ()


def of_officials(token: Token, passage: Passage) -> tuple[str, ...]:
    """Bare "officials": of the state the heading or the whole story is about."""
    if token.lemma_.lower() in STATES:
        return ()
    discourse = passage.discourse
    there = any(child.lower_ == "there" for child in token.rights)
    if token.lemma_.lower() == "authority" and (there or is_domestic(token)):
        own = passage.block.actors if not there else ()
        return own[:1] or ((discourse.host,) if discourse.host else ())
    if seat := seat_of_officials(token, passage):
        return seat
    if passage.block.actors:
        return passage.block.actors if len(passage.block.actors) == 1 else ()
    only = passage.discourse.only_actor
    return (only,) if only else ()


def state_in_mind(token: Token, passage: Passage) -> tuple[str, ...]:
    """The heading's state, that of a subject before, the last one spoken of."""
    discourse, actors = passage.discourse, passage.block.actors
    if actors:
        return actors if len(actors) == 1 else ()
    if host := of_host_at_home(token, passage):
        return host
    abroad = token.lemma_.lower() in word_list("missions")
    for subject in subjects_before(token):
        found = named_states_of(subject, passage)
        if not is_voice(subject, passage) or (abroad and discourse.host in found):
            continue
        if token.lemma_.lower() in word_list("governing") and all(
            ACTORS[code].kind is ActorKind.ORGANISATION for code in found
        ):
            continue  # "the UN says so; the government disputes it"
        if len(found) == 1:
            forces = token.lemma_.lower() in {"force", "navy", "army", "military"}
            other = discourse.story_actor if not forces else None
            return (other,) if other else found
    for mission in missions_before(token):
        if owner := named_states_of(mission, passage):
            return owner if len(owner) == 1 else ()
    if token.lemma_.lower() in word_list("soldiers"):
        is_host = discourse.topic == (discourse.host,)
        own_army = not discourse.topic and token.lemma_ in word_list("military")
        return (discourse.host,) if discourse.host and (is_host or own_army) else ()
    if token.tag_ == "NNP" and is_bare(token) and discourse.only_actor:
        return (discourse.only_actor,)
    if of_host := _of_government_at_home(token, passage):
        return of_host
    last = discourse.focus if abroad else discourse.topic or discourse.focus
    if abroad and len(last) > 1:
        last = discourse.mission_owner or last
    if last:
        return last if len(last) == 1 else ()
    return (discourse.only_actor,) if discourse.only_actor else ()


def _of_government_at_home(token: Token, passage: Passage) -> tuple[str, ...]:
    """ "The UN says so; the government disputes it": no organisation has one.

    Nor is there another state's where nobody acted before.
    """
    discourse = passage.discourse
    if token.lemma_.lower() not in word_list("governing") or discourse.host is None:
        return ()
    topic = discourse.topic
    told = topic and any(ACTORS[c].kind is not ActorKind.ORGANISATION for c in topic)
    if told or (not topic and (discourse.only_actor or discourse.told_from)):
        return ()
    return (discourse.host,)
