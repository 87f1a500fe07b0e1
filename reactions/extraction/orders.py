"""Who tells whom to leave: a state its own people, or a host those of others."""

from reactions.actors import ACTORS, Role
from reactions.extraction.acts import Act
from reactions.extraction.agency import left_place
from reactions.extraction.mission_owners import of_speakers
from reactions.extraction.predicates import agents, complements
from reactions.extraction.references import named_states_of, own_states_of
from reactions.extraction.rulebook import word_list
from reactions.extraction.themes import classes_of
from reactions.extraction.tokens import Token
from reactions.extraction.verb_forms import is_passive
from reactions.vocabulary import ActionType, ActorKind

ORDERS = frozenset("order tell ask give instruct want urge force compel".split())
EXPELLING = frozenset({"expel", "eject", "oust", "deport", "banish"})
RULERS = frozenset("junta regime putschist rebel court".split())
FORCING = frozenset({"force", "compel"})


TIES = frozenset({"relation", "tie", "link"})
HOUSES = frozenset({"embassy", "consulate", "mission"})
DEADLINES = frozenset({"hour", "day", "week", "deadline"})


def _given_time(verb: Token) -> bool:
    """ "have until Friday to leave", "has 48 hours to go": a host's order."""
    if verb.lemma_ in {"hour", "day", "week"}:
        verb = verb.head
    if verb.lemma_ not in {"have", "give"}:
        return False
    times = [n for w, n in complements(verb) if w in {"until", "till", "by"}]
    return bool(times) or any(o.lemma_ in {"hour", "day", "week"} for o in verb.rights)


def _of_other_states(act: Act, verb: Token) -> bool:
    """ "told ten diplomats from the three states to leave": not its own.

    A state calls its own people "its diplomats"; those "from Norway" are somebody
    else's, unless Norway itself gives the order or tells of it.
    """
    if act.theme is None or "diplomats" not in classes_of(act.theme, act.passage):
        return False
    told = verb.lemma_ in ORDERS or act.mood.obliged
    around = (*complements(act.theme), *complements(verb), *complements(act.token))
    for word, noun in around:
        if word not in {"from", "of"}:
            continue
        if noun.lemma_ in {"state", "country", "nation"} and noun.tag_ == "NNS":
            return not set(named_states_of(noun, act.passage)) & set(act.actors)
        mention = act.passage.mention_of.get(noun.i)
        if word != "from" or mention is None or mention.role is not Role.NAME:
            continue
        if act.passage.discourse.host not in mention.codes:
            return told and not _told_by_own(act, verb, mention.codes)
    return False


def _told_by_own(act: Act, verb: Token, own: tuple[str, ...]) -> bool:
    """Whether the state whose people they are gives the order, or tells of it."""
    theme = act.theme or verb
    by = [n for w, n in complements(act.token) if w == "by"]
    for agent in (*agents(verb), *by):
        if any(c.tag_ == "PRP$" for c in agent.lefts):
            return True  # "were told to leave by their ministry"
        if set(named_states_of(agent, act.passage)) & set(own):
            return True
    return bool(set(of_speakers(act.token, theme, act.passage)) & set(own))


def _is_told_by_others(act: Act, verb: Token) -> bool:
    """ "Chadian diplomats were told to leave, the Peruvian ministry said"."""
    theme = act.theme or verb
    if "diplomats" not in classes_of(theme, act.passage):
        return False
    speakers = set(of_speakers(verb, theme, act.passage))
    states = {c for c in speakers if ACTORS[c].kind is ActorKind.STATE}
    return bool(states) and not speakers & set(act.actors)


def _are_expelled(act: Act) -> bool:
    """ "expelled four diplomats and told them to leave by Friday": the same men."""
    told = act.passage.discourse.act
    begun = act.passage.discourse.act_at - act.passage.offset
    if act.theme is not None and any(
        c.dep_ in {"acl", "relcl"} and c.lemma_ in EXPELLING for c in act.theme.rights
    ):
        return True  # "The ambassador, expelled on Friday, flew home"
    clause = act.token.head if act.token.dep_ == "relcl" else None
    if clause is not None and clause.dep_ in {"dobj", "nsubjpass"}:
        return clause.head.lemma_ in EXPELLING  # "expelled four envoys, who left"
    return (
        act.theme is not None
        and act.theme.lower_ in {"they", "them"}
        and told is not None
        and told.type is ActionType.DIPLOMATS_EXPELLED
        and begun >= act.token.sent[0].idx
    )


def fallen_out_with(act: Act, verb: Token) -> tuple[str, ...]:
    """ "broke off ties with Mali and gave its diplomats a day to go": Mali's.

    One's own are told to leave as well; a time set in the same breath and no place
    of the other's ("to leave Bamako") show that those of the other are meant.
    """
    if act.theme is None or not any(c.tag_ == "PRP$" for c in act.theme.lefts):
        return ()
    if DEADLINES.isdisjoint(t.lemma_.lower() for t in verb.subtree if t.i > verb.i):
        return ()
    for word in reversed(verb.doc[verb.sent.start : verb.i]):
        if word.lemma_ in HOUSES and word.dep_ == "dobj":
            return tuple(
                c
                for c in own_states_of(word, act.passage)
                if c not in {n for a in agents(verb) for n in _named(a, act)}
            )  # "shut Qatar's embassy and gave its staff ten days to leave"
        if word.lemma_ not in TIES:
            continue
        found = [n for h in (word, word.head) for w, n in complements(h) if w == "with"]
        codes = tuple(c for n in found for c in named_states_of(n, act.passage))
        return () if set(codes) & set(left_place(verb, act.passage)) else codes
    return ()


def _named(agent: Token, act: Act) -> tuple[str, ...]:
    return named_states_of(agent, act.passage)


def done_by_host(act: Act) -> bool:
    """ "The junta suspended the embassy's work", "ordered it to close": not its own."""
    verb = act.token
    if verb.pos_ == "NOUN":
        return False
    told = verb.dep_ in {"xcomp", "ccomp"} and verb.head.lemma_ in ORDERS | FORCING
    for agent in agents(verb.head if told else verb):
        if act.theme is not None and agent.i in {act.theme.i, act.theme.head.i}:
            continue
        named = named_states_of(agent, act.passage)
        if set(named) & set(act.actors):
            return False
        if act.passage.discourse.host in named:
            return True
        if not named and agent.lemma_.lower() in RULERS:
            return True
    return False


def ordered_by_other(act: Act) -> bool:
    """ "The junta ordered the French ambassador to leave": it's not France's order."""
    verb = act.token if act.token.lemma_ == "order" else act.token.head
    if _of_other_states(act, verb) or _are_expelled(act):
        return True
    if act.mood.obliged and _is_told_by_others(act, act.token):
        return True
    if act.token.dep_ in {"xcomp", "acl", "advcl", "relcl"} and _given_time(verb):
        return True
    if verb.lemma_ in ORDERS and fallen_out_with(act, verb):
        return True
    inner = verb is act.token or act.token.dep_ in {"xcomp", "ccomp"}
    if not inner or verb.lemma_ not in ORDERS:
        return False
    by = [n for w, n in complements(act.token) if w == "by"]
    orderers = [*agents(verb), *by] if is_passive(verb) else agents(verb)
    if not orderers:
        if is_passive(verb) and _is_told_by_others(act, verb):
            return True
        envoy = act.theme and "envoy" in classes_of(act.theme, act.passage)
        return is_passive(verb) and (verb.lemma_ in FORCING or bool(envoy))
    for agent in orderers:
        named = named_states_of(agent, act.passage)
        if named and set(named) & set(act.actors):
            return False
        if named or agent.lemma_.lower() in word_list("rulers"):
            return True
    return False
