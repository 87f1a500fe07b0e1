"""Whose mission it is: its own words first, then the clause, then what was told before.

"Its embassy", "the diplomats", "all 23 staff": a mission is one state's or nobody's.
"""

from collections.abc import (
    Callable,
)

from reactions.actors import (
    Role,
)
from reactions.extraction.actor_nouns import is_voice
from reactions.extraction.agency import (
    agents_of,
    states_of_agents,
)
from reactions.extraction.bodies import of_another_body
from reactions.extraction.joint_owners import joint_before
from reactions.extraction.kinship import SUBJECTS, children_of
from reactions.extraction.listed_owners import of_listed
from reactions.extraction.lists_of_states import named_behind
from reactions.extraction.mission_words import work_there
from reactions.extraction.nobodys import (
    ANYBODYS,
    MISSIONS,
    POSTED_WORDS,
    POSTS,
    by_a_company,
    of_anybody,
)
from reactions.extraction.passages import (
    Passage,
)
from reactions.extraction.pointing import head_of
from reactions.extraction.predicates import SPEECH, agents, complements, subjects
from reactions.extraction.references import (
    default_states,
    named_states_of,
    own_states_of,
    states_of,
)
from reactions.extraction.rulebook import (
    word_list,
)
from reactions.extraction.tokens import Token
from reactions.extraction.verb_forms import is_passive, lemma_of

PAIR = 2
THEIRS = frozenset({"his", "her", "their"})
GOVERNED = frozenset({"xcomp", "ccomp", "acl", "dobj", "nsubjpass"})
HOLY_SEE = ("VA",)
Asking = Callable[[Token, Token, Passage], tuple[str, ...]]


def order_for_missions(
    token: Token, theme: Token, passage: Passage
) -> tuple[Asking, ...]:
    """Whom to ask for the owner of a mission, the surest first."""
    if of_another_body(token, theme, passage):
        return ()
    if _of_whole_regions(head_of(theme), passage) or _of_hosts_post(theme, passage):
        return ()
    if by_a_company(token, theme, passage):
        words = {t.lemma_.lower() for t in theme.subtree}
        return (of_theme,) if words & POSTED_WORDS else ()
    if of_anybody(token, theme, passage):
        return (of_theme, of_listed, of_pronoun)
    asked: tuple[Asking, ...]
    asked = (of_theme, of_listed, of_pronoun, states_of_agents)
    asked = (*asked, of_governors, of_speakers)
    alone = (of_heading, of_focus) if stands_alone(token) else ()
    if any(is_carrier(a) for a in agents_of(token)):
        # "Three diplomats were brought out by French troops, Israel said."
        told = (of_speakers,) if is_passive(token) else ()
        asked = (of_theme, of_pronoun, _of_mission_told, *told)
        asked = (*asked, states_of_agents, of_governors, of_speakers)
    asked = (*asked, _of_people, _of_mission_left, _of_sentence)
    if token.tag_ in {"NNS", "VBZ"} and token.dep_ == "compound":
        asked = (*asked, _of_line)
    if passage.block.actors:
        return (*asked, _of_context, *alone)
    return (*asked, _of_context, *alone, _of_mission_behind)


def _of_mission_left(token: Token, theme: Token, passage: Passage) -> tuple[str, ...]:
    """ "Only the consul remains at the Italian embassy": whose the place is."""
    places = [n for _, n in complements(token)]
    places += [c for c in children_of(token) if c.dep_ == "dobj"]
    places += [t for t in theme.subtree if t.i > theme.i and t.dep_ == "pobj"]
    found = {
        own
        for noun in places
        if noun.i != theme.i
        and head_of(noun).lemma_.lower() in POSTED_WORDS
        and (own := own_states_of(head_of(noun), passage))
    }
    return next(iter(found)) if len(found) == 1 else ()


def _of_line(token: Token, theme: Token, passage: Passage) -> tuple[str, ...]:
    """ "Cyprus relocates embassy": the first word of a headline."""
    return own_states_of(token.doc[token.sent.start], passage)


def _of_mission_behind(token: Token, theme: Token, passage: Passage) -> tuple[str, ...]:
    """ "The embassy is open, she said of Britain's mission": the one named later."""
    if head_of(theme).lemma_.lower() not in MISSIONS:
        return ()
    host = passage.discourse.host
    found = {
        code
        for noun in token.doc[token.i : token.sent.end]
        if noun.lemma_.lower() in POSTED_WORDS
        for code in own_states_of(noun, passage)
        if code != host
    }
    return tuple(found) if len(found) == 1 else ()


def _of_people(token: Token, theme: Token, passage: Passage) -> tuple[str, ...]:
    """ "The Bulgarians reduced their mission": the state's doing."""
    for agent in agents_of(token):
        mention = passage.mention_of.get(agent.i)
        if mention is None or mention.role is not Role.PEOPLE or not mention.code:
            continue
        if agent.i != theme.i and [c.lower_ for c in agent.lefts] == ["the"]:
            return (mention.code,)
    return ()


def _of_sentence(token: Token, theme: Token, passage: Passage) -> tuple[str, ...]:
    """ "Norway's embassy has closed, its diplomats left": the one just named."""
    before = token.doc[token.sent.start : min(token.i, theme.i)]
    head = head_of(theme)
    several = head.tag_ == "NNS" and head.lemma_ in {"embassy", "consulate", "mission"}
    if several and (together := joint_before(head, passage)):
        return together  # "Israel and Greece sent families home; the embassies"
    for noun in reversed(before):
        if noun.lemma_.lower() in MISSIONS:
            found = own_states_of(noun, passage)
            found = tuple(c for c in found if c != passage.discourse.host)
            if found:
                return found[:1] if len(found) == 1 else ()
    about = [c for t in before if t.dep_ in SUBJECTS for c in own_states_of(t, passage)]
    others = tuple(dict.fromkeys(c for c in about if c != passage.discourse.host))
    return others if len(others) == 1 else ()


def _of_mission_told(token: Token, theme: Token, passage: Passage) -> tuple[str, ...]:
    """ "The Thai embassy is to be cleared: a Lao plane will take the staff": Thai."""
    for noun in reversed(token.doc[token.sent.start : min(token.i, theme.i)]):
        if noun.lemma_.lower() in MISSIONS:
            host = passage.discourse.host
            found = own_states_of(noun, passage)
            return tuple(c for c in found if c != host) if len(found) == 1 else ()
    return ()


def of_theme(token: Token, theme: Token, passage: Passage) -> tuple[str, ...]:
    if head_of(theme).lemma_.lower() in {"nuncio", "nunciature"}:
        return HOLY_SEE
    if theme.lower_ in {"theirs", "ours", "hers"}:
        return states_of_agents(token, theme, passage)
    if theme.lower_ in {"we", "i"}:
        host = passage.discourse.host
        return tuple(c for c in states_of(theme, passage) if c != host)
    if any(c.tag_ == "PRP$" for c in head_of(theme).lefts):
        return ()  # "its diplomats from Turkey" are not Turkey's
    if _is_left_capital(token, theme, passage):
        return ()
    found = own_states_of(head_of(theme), passage)
    if theme.lower_ in {"one", "ones", "that", "those"}:
        # "the Emirati embassy and the Saudi one", "and that of Norway"
        found = own_states_of(theme, passage) or found
    found = (*_owner_apart(head_of(theme), passage), *found)
    found = found or own_states_of(theme, passage) or _of_people_posted(theme, passage)
    return found or named_behind(head_of(theme), passage)


def _of_people_posted(theme: Token, passage: Passage) -> tuple[str, ...]:
    """ "three of the nine Swedes who work at the embassy": Sweden's."""
    people = head_of(theme)
    mention = passage.mention_of.get(people.i)
    named = mention is not None and mention.role is Role.PEOPLE and work_there(people)
    return (mention.code,) if named and mention and mention.code else ()


def _is_left_capital(token: Token, theme: Token, passage: Passage) -> bool:
    """ "It brought home all diplomats from Bangkok": they left it, it isn't theirs."""
    people = head_of(theme)
    if theme.dep_ != "dobj" or people.n_lefts and people.lefts[0].dep_ == "amod":
        return False
    home = lemma_of(token).rpartition("_")[2] in {"home", "back", "out"}
    if not home and token.lemma_ not in {"withdraw", "recall", "evacuate"}:
        return False
    places = [noun for word, noun in complements(people) if word == "from"]
    mentions = [passage.mention_of.get(noun.i) for noun in places]
    return bool(mentions) and all(
        m is not None and m.role is Role.CAPITAL for m in mentions
    )


def _owner_apart(missions: Token, passage: Passage) -> tuple[str, ...]:
    """ "Canada's and Mexico's embassies", parsed as Canada and Mexico's embassies."""
    first = missions.head
    apart = missions.dep_ == "conj" and missions.tag_ == "NNS" and first.pos_ == "PROPN"
    if not apart or not any(c.dep_ == "case" for c in first.rights):
        return ()
    return own_states_of(first, passage)


def _of_hosts_post(theme: Token, passage: Passage) -> bool:
    """ "staff at the Syrian embassy in Berlin", of a crisis in Syria."""
    for word, post in complements(head_of(theme)):
        if word in {"at", "of", "from", "in"} and post.lemma_.lower() in POSTS:
            mentions = (passage.mention_of.get(c.i) for c in post.lefts)
            if any(
                m.role is Role.ADJECTIVE and passage.discourse.host in m.codes
                for m in mentions
                if m is not None
            ):
                return True
    return False


def _of_whole_regions(people: Token, passage: Passage) -> bool:
    """ "American and European diplomats": some of them, of states not all named."""
    return people.tag_ == "NNS" and any(
        other.lower_ in ANYBODYS
        for word in people.lefts
        if word.i in passage.mention_of
        for other in word.conjuncts
    )


def of_pronoun(token: Token, theme: Token, passage: Passage) -> tuple[str, ...]:
    noun = head_of(theme)
    theirs = noun.dep_ == "conj" and any(c.lower_ in THEIRS for c in noun.lefts)
    envoys = own_states_of(noun.head, passage) if theirs else ()
    if envoys:
        return envoys  # "brought the German envoy and his staff"
    for child in noun.lefts:
        his = child.lower_ in {"his", "her"} and not is_passive(token)
        if his and any(is_carrier(a) for a in agents_of(token)):
            return _of_mission_told(token, theme, passage)  # "a plane takes his staff"
        if child.dep_ == "poss" and child.tag_ == "PRP$":
            return _owner_of(child, token, passage)
        if child.dep_ == "poss" and child.lemma_ in {"country", "government"}:
            return states_of(child, passage)  # "neither country's embassy"
    for word, complement in complements(noun):
        if word in {"of", "at", "in", "from"}:
            for child in complement.lefts:
                if child.dep_ == "poss" and child.tag_ == "PRP$":
                    return _owner_of(child, token, passage)
    return ()


def _owner_of(pronoun: Token, token: Token, passage: Passage) -> tuple[str, ...]:
    """ "its" is the agent's where the agent is named, else what it points back to."""
    for agent in agents_of(token):
        meant = head_of(agent)
        is_mission = meant.i != agent.i and meant.lemma_.lower() in POSTS
        if meant.lemma_.lower() in {"nuncio", "nunciature"}:
            return HOLY_SEE
        if is_mission and (found := own_states_of(meant, passage)):
            return found  # "The Omani embassy is safe and it continues its work"
    if named := states_of_agents(token, token, passage):
        return named
    owner = passage.discourse.mission_owner
    doers = (a for a in agents_of(token) if not any(c.dep_ == "poss" for c in a.lefts))
    by_mission = any(a.lemma_.lower() in POSTS for a in doers)
    if owner and by_mission and not passage.block.actors:
        return owner  # "The embassy evacuated its staff": the one last told of
    return states_of(pronoun, passage)


def of_speakers(token: Token, theme: Token, passage: Passage) -> tuple[str, ...]:
    """ "Flights were halted, Doha said": the state that reports its own act."""
    for word, noun in complements(token):
        if word == "according to":
            return states_of(noun, passage)
    above = list(token.ancestors)
    if token.tag_ != "VBG":
        # "The embassy is closed, Peru's ministry said, and its staff are safe."
        beside = [token, *above]
        above += [c for a in beside for c in children_of(a) if c.dep_ == "parataxis"]
    for ancestor in above:
        if ancestor.lemma_.lower() in SPEECH and not is_passive(ancestor):
            found: list[str] = []
            for subject in subjects(ancestor):
                found.extend(named_states_of(subject, passage))
            if found:
                return tuple(dict.fromkeys(found))
    return ()


def _of_context(token: Token, theme: Token, passage: Passage) -> tuple[str, ...]:
    owner = passage.discourse.mission_owner
    head = head_of(theme)
    several = head.tag_ == "NNS" and head.lemma_ in {"embassy", "ambassador"}
    if several and not passage.block.actors:
        if any(c.lower_ in {"both", "two"} for c in head.lefts):
            return _both_before(head, passage)
        if [c.lower_ for c in head.lefts] in (["the"], ["these"], ["those"], ["all"]):
            return joint_before(head, passage)  # "Israel and Greece", before them
        return ()  # "the embassies are thinning out": no one state's
    if owner and not passage.block.actors:
        return owner  # "the embassy" is the one last spoken of
    return states_of(head_of(theme), passage) or default_states(passage)


def _both_before(missions: Token, passage: Passage) -> tuple[str, ...]:
    """ "Oman raised its alert, while Iraq told citizens to stay. Both embassies": two.

    Those that act in the sentences before, in the same paragraph.
    """
    found: list[str] = []
    for word in reversed(passage.doc[: missions.sent.start]):
        if word.dep_ in SUBJECTS and is_voice(word, passage):
            found.extend(named_states_of(word, passage))
        if word.is_sent_start and found:
            break
    host = passage.discourse.host
    states = tuple(c for c in dict.fromkeys(reversed(found)) if c != host)
    return states if len(states) == PAIR else ()


def of_governors(token: Token, theme: Token, passage: Passage) -> tuple[str, ...]:
    """ "Bucharest asked its people to leave": the state that has it done."""
    verb = token
    while verb.dep_ in GOVERNED and verb.head.i != verb.i:
        verb = verb.head
        if verb.pos_ in {"VERB", "AUX"} and verb.lemma_.lower() not in SPEECH:
            found = states_of_agents(verb, theme, passage)
            if found:
                return found
    return ()


def stands_alone(token: Token) -> bool:
    """Whether nobody is said to do it: a passive, or a line without a verb."""
    if token.pos_ == "VERB":
        return not agents(token)
    governed = token.dep_ in {"dobj", "pobj"}
    return not governed and not agents_of(token)


def of_heading(token: Token, theme: Token, passage: Passage) -> tuple[str, ...]:
    """ "ESTONIA: Border sealed": what stands under a state's name is its doing."""
    actors = passage.block.actors
    return actors if len(actors) == 1 else ()


def is_carrier(agent: Token) -> bool:
    carriers = word_list("carriers_of_state")
    lemma = agent.lemma_.lower()
    return lemma in carriers or lemma.rstrip("s") in carriers


def of_focus(token: Token, theme: Token, passage: Passage) -> tuple[str, ...]:
    """ "The border remains shut": where nobody acts, the one last spoken of."""
    focus = passage.discourse.focus
    passive = token.pos_ == "VERB" and is_passive(token)
    return focus if len(focus) == 1 and passive and not passage.block.actors else ()
