"""Missions of nobody in particular: of several states unnamed, or of a company."""

from reactions.actors import (
    Role,
)
from reactions.extraction.actor_nouns import is_voice
from reactions.extraction.agency import (
    agents_of,
    included,
    states_of_agents,
)
from reactions.extraction.passages import (
    Passage,
)
from reactions.extraction.pointing import head_of
from reactions.extraction.predicates import (
    SPEECH,
    subjects,
)
from reactions.extraction.references import named_states_of
from reactions.extraction.rulebook import (
    word_list,
)
from reactions.extraction.tokens import Token

STATES_AND_POSTS = frozenset(
    """embassy mission consulate diplomat country government nation state envoy
    ambassador power capital ally neighbour neighbor partner""".split()
)
POSTS = frozenset({"embassy", "mission", "consulate", "ambassador", "envoy"})
ANYBODYS = frozenset(
    """a an several many some other few foreign western various most more number dozens
    european african arab asian latin nordic baltic gulf neighbouring neighboring
    international handful eu allied nato""".split()
)
POSTED_WORDS = frozenset("embassy consulate diplomat mission ambassador".split())
MISSIONS = frozenset("embassy consulate mission ambassador diplomat staff".split())


def of_anybody(token: Token, theme: Token, passage: Passage) -> bool:
    """ "Several embassies have closed", "Western countries pull out": nobody's."""
    for noun in (theme, *agents_of(token)):
        head = head_of(noun)
        if head.lemma_.lower() not in STATES_AND_POSTS:
            continue
        if noun is theme and _has_named_doer(token, theme, passage):
            continue
        if noun is theme and _are_of_mission_told(head, passage):
            continue
        indefinite = any(c.lower_ in {"a", "an"} for c in head.lefts)
        person = head.lemma_.lower() in {"ambassador", "envoy", "diplomat"}
        if head.tag_ != "NNS" and not (indefinite and person):
            continue
        owned = any(c.dep_ == "poss" for c in head.lefts)
        if owned or named_states_of(head, passage) or included(head):
            continue
        words = {t.lower_ for t in head.lefts} | {noun.lower_}
        if any(c.lower_ == "the" for c in noun.lefts):
            words -= {"number"}  # "the number of diplomats" is that of them all
        if head.lemma_ == "diplomat":
            words -= {"other", "some", "most", "many", "more", "few"}
        post = head.lemma_.lower() in POSTS
        bare = not any(c.dep_ in {"det", "nummod"} for c in head.lefts)
        if words & ANYBODYS or (bare and (post or noun is not theme)):
            return not passage.block.actors or bool(words & ANYBODYS)
    return False


def _are_of_mission_told(head: Token, passage: Passage) -> bool:
    """ "A small number of diplomats are being moved": of the mission just told of."""
    told, at = passage.discourse.act, passage.discourse.act_at
    if head.lemma_.lower() != "diplomat" or told is None or at < passage.offset:
        return False
    alone = len(passage.discourse.act_codes) == 1
    same = passage.block.actors in {(), passage.discourse.act_codes}
    return told.type.is_posture and alone and same


def _has_named_doer(token: Token, theme: Token, passage: Passage) -> bool:
    """ "Italy has a handful of diplomats left"; "BULGARIA: Cut the number of them"."""
    if not agents_of(token):
        return len(passage.block.actors) == 1 and bool(token.is_sent_start)
    return bool(states_of_agents(token, theme, passage))


def by_a_company(token: Token, theme: Token, passage: Passage) -> bool:
    """ "A Kenyan bank flew its staff home": no state, but no vehicle of one either."""
    words = {t.lemma_.lower() for t in theme.subtree}
    for agent in agents_of(token):
        if agent.i == theme.i or agent.pos_ not in {"NOUN", "PROPN"}:
            continue
        if agent.dep_ == theme.dep_ == "nsubj" and agent.head.i == theme.head.i:
            continue  # "Notice: the embassy will", two subjects by the parse
        if theme.dep_ == "conj" and agent.i == theme.head.i and words & POSTED_WORDS:
            continue  # "the clinic and the embassy have stayed"
        mention = passage.mention_of.get(agent.i)
        if mention is not None and mention.role is Role.CARRIER:
            return not words & POSTED_WORDS  # an airline's own staff
        if is_voice(agent, passage) or mention is not None or included(agent):
            continue
        known = word_list("vehicles") | word_list("carriers_of_state") | MISSIONS
        if agent.lemma_.lower() not in known | word_list("posts"):
            return True
    return any(_stands_for_company(a, passage) for a in agents_of(token))


def _stands_for_company(agent: Token, passage: Passage) -> bool:
    """ "Rosneft said it would bring out its staff": by a name that is no state's."""
    if agent.lower_ not in {"it", "they"}:
        return False
    saying = [a for a in agent.ancestors if a.lemma_.lower() in SPEECH]
    named = [s for verb in saying for s in subjects(verb) if s.i < agent.i]
    return bool(named) and all(
        s.pos_ == "PROPN"
        and s.i not in passage.mention_of
        and s.i not in passage.person_of
        and not is_voice(s, passage)
        and not named_states_of(s, passage)
        for s in named
    )
