"""What others only want, fear or foretell of a mission: no act of the state it is of.

"Protesters demanded that the embassy be shut", "many fear that it will close", "the
embassy must go, said a student": who decides has said nothing of the kind.
"""

import re
from collections.abc import Iterable, Iterator

from reactions.extraction.actor_nouns import is_voice
from reactions.extraction.acts import Act
from reactions.extraction.agency import agents_of
from reactions.extraction.claims import Attribution, Span
from reactions.extraction.insurgency import is_insurgent
from reactions.extraction.kinship import children_of
from reactions.extraction.moods import OBLIGING
from reactions.extraction.passages import Passage
from reactions.extraction.predicates import SPEECH, agents
from reactions.extraction.references import named_states_of
from reactions.extraction.rulebook import word_list
from reactions.extraction.tokens import Token, TokenSpan
from reactions.vocabulary import Kind, Stage

AGE = re.compile(r"[\w’' -]{0,30}, ?[1-9]\d\b(?!,\d)")
TO_COME = frozenset({Stage.ANNOUNCED, Stage.CONSIDERED})
HAVING_TO = frozenset({"have", "need", "ought", "got"})
FEARING = frozenset({"fear", "worry", "dread", "suspect", "doubt"})
OPINION = frozenset({"should", "ought"})
OF_MISSIONS = frozenset({"mission", "staff", "personnel", "delegation", "post"})


def is_only_wished(act: Act) -> bool:
    """Whether nobody but others, who do not decide it, speaks of an act to come."""
    if act.mood.stage is Stage.DENIED:
        return False
    if act.mood.stage in TO_COME and act.passage.in_strangers_words(act.token):
        return True
    for above in _governors(act.token):
        lemma = above.lemma_.lower()
        if above.pos_ == "NOUN" and lemma in word_list("wishes"):
            if not _of_own(_with_owners(above), act):
                return True
        elif above.pos_ in {"VERB", "AUX"} and _is_wish(lemma, above, act):
            return True
    return False


def told_by_strangers(act: Act) -> bool:
    """ "They leave," a resident says: words that name no state are of none."""
    passage = act.passage
    if not passage.in_strangers_words(act.token):
        return False
    told = (t for t in act.token.sent if passage.in_strangers_words(t))
    named = (passage.mention_of.get(t.i) for t in told)
    spoken_of = {c for m in named if m is not None for c in m.codes}
    return spoken_of.isdisjoint(act.actors)


def _governors(token: Token) -> Iterator[Token]:
    """The words above an act within its clause: no neighbour, no noun it describes."""
    while token.dep_ not in {"relcl", "advcl", "ROOT"} and token.head.i != token.i:
        if token.dep_ == "parataxis" and token.i < token.head.i:
            return  # "Spain has closed its embassy; Chad is expected to follow"
        joined = token.dep_ == "conj"
        token = token.head
        if not joined:
            yield token


def _is_wish(lemma: str, verb: Token, act: Act) -> bool:
    if lemma in FEARING:
        return True
    if lemma in word_list("wishing") | word_list("demanding"):
        wishing = agents_of(verb) if lemma in word_list("wishing") else agents(verb)
        return bool(wishing) and not (
            _of_own(wishing, act) or any(_may_know(a, act.passage) for a in wishing)
        )
    if lemma not in SPEECH | {"shout", "chant"}:
        return False
    speaking = agents(verb)
    if _is_duty(act) and any(is_insurgent(s, act.passage) for s in speaking):
        return True  # "had to leave within a day, the junta said": its order
    if act.mood.stage not in TO_COME:
        return False
    if not speaking or _of_own(speaking, act):
        return False
    if all(is_private(s, act.passage) for s in speaking):
        return True
    if any(t.lower_ in OPINION for t in (act.token.head, *act.token.lefts)):
        return not any(s.pos_ == "PRON" for s in speaking)
    return _is_duty(act) and not any(_may_know(s, act.passage) for s in speaking)


def _is_duty(act: Act) -> bool:
    """ "must close", "has to close": what somebody holds to be right."""
    above = act.token.head
    return act.mood.obliged or (
        act.token.dep_ == "xcomp"
        and (above.lemma_.lower() in HAVING_TO or above.lower_ in OBLIGING)
    )


def _may_know(speaker: Token, passage: Passage) -> bool:
    """A pronoun, or someone in office whose state is not said."""
    if speaker.pos_ == "PRON":
        return True
    if named_states_of(speaker, passage):
        return False
    return is_voice(speaker, passage) and not is_insurgent(speaker, passage)


def is_private(speaker: Token, passage: Passage) -> bool:
    """A crowd, a cleric, "Jan Roe, 34, a student", an armed movement."""
    if is_insurgent(speaker, passage):
        return True
    lemma = speaker.lemma_.lower()
    words = word_list("bystanders") | word_list("critics")
    if lemma in words:
        return not named_states_of(speaker, passage) or lemma not in {"leader"}
    if speaker.pos_ != "PROPN" or speaker.i in passage.mention_of:
        return False
    person = passage.person_of.get(speaker.i)
    if person is not None and person.in_office:
        return False
    beside = [c for c in speaker.rights if c.dep_ == "appos"]
    beside += [c for b in beside for c in children_of(b) if c.dep_ == "appos"]
    private = words | word_list("people")
    return any(b.lemma_.lower() in private or b.like_num for b in beside)


def strangers_words(said: Iterable[Attribution], passage: Passage) -> tuple[Span, ...]:
    """What is quoted of those who act and speak for nobody."""
    found = []
    for words in said:
        if words.kind is not Kind.DIRECT or words.speaker is None:
            continue
        speaker = passage.tokens_in(words.speaker)
        if speaker is None:
            continue
        if _has_an_age(speaker) or is_private(speaker.root, passage):
            found.append(words.content)
    return tuple(found)


def _has_an_age(speaker: TokenSpan) -> bool:
    """ "Jan Roe, 34, a driver": no paper prints a minister's age."""
    after = speaker.doc[speaker.end : speaker.end + 5].text
    return AGE.match(after) is not None


def _of_own(nouns: Iterable[Token], act: Act) -> bool:
    """Whether the state itself speaks, or the mission that is meant."""
    own = set(act.actors)
    return any(
        n.lemma_.lower() in word_list("posts") | OF_MISSIONS
        or set(named_states_of(n, act.passage)) & own
        for n in nouns
        if not _is_critic(n)
    )


def _is_critic(noun: Token) -> bool:
    """ "the opposition leader in Stockholm": of the state, and not its voice."""
    named = {noun.lemma_.lower(), *(c.lemma_.lower() for c in noun.lefts)}
    return not named.isdisjoint(word_list("critics"))


def _with_owners(noun: Token) -> Iterator[Token]:
    """ "Norway's demand", "demands by Norway", "Norway made a call for"."""
    for child in children_of(noun):
        if child.dep_ in {"poss", "amod", "compound"}:
            yield child
        elif child.lower_ in {"by", "from"}:
            yield from children_of(child)
    if noun.dep_ == "dobj":
        yield from agents(noun.head)
