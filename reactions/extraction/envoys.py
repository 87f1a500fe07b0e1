"""Conditions on envoys: called home, told to go, declared unwelcome by another state.

The codebook's `envoy_recalled` and `diplomats_expelled`; one's own people are ordered
home, another's are ordered out.
"""

from collections.abc import Callable

from reactions.actors import Role
from reactions.extraction.acts import Act, words_beside
from reactions.extraction.agency import left_place
from reactions.extraction.kinship import children_of
from reactions.extraction.leaving import LEAVE
from reactions.extraction.mission_owners import of_speakers
from reactions.extraction.moods import mood_of
from reactions.extraction.negation import is_negated
from reactions.extraction.orders import fallen_out_with
from reactions.extraction.pointing import head_of
from reactions.extraction.predicates import agents, complements, objects
from reactions.extraction.references import named_states_of, own_states_of
from reactions.extraction.themes import classes_of
from reactions.extraction.tokens import Token
from reactions.extraction.verb_forms import is_infinitive, lemma_of

NON_GRATA = frozenset({"grata", "gratae", "unwelcome", "undesirable", "undesirables"})


def non_grata(act: Act) -> bool:
    return not NON_GRATA.isdisjoint(t.lower_ for t in act.token.sent)


DIPLOMATS = frozenset(
    """diplomat diplomatic embassy ambassador envoy consul attaché attache
    expulsion""".split()
)
SHARES = frozenset(
    "most non nonessential non-essential remaining bulk majority".split()
)


def others_diplomats(act: Act) -> bool:
    """Whether the phrase names another state's people than the one that acts."""
    if act.theme is None:
        return False
    if act.theme.lower_ in {"him", "her", "them"}:
        return bool(set(_envoy_before(act)) - set(act.actors))
    if any(c.tag_ == "PRP$" for c in act.theme.lefts):
        return bool(fallen_out_with(act, act.token))
    owners = own_states_of(act.theme, act.passage) or _come_from(act)
    owners = owners or _posted_at(act)
    actors = [
        code
        for agent in agents(act.token)
        if agent.i != act.theme.i
        for code in named_states_of(agent, act.passage)
    ]
    doers = agents(act.token)
    if act.token.lemma_ == "give" and not owners:
        # "gave the ambassador two weeks to go": none of its own
        definite = any(c.lower_ == "the" for c in act.theme.lefts)
        return definite and bool(actors)
    if doers and all(a.lower_ in {"it", "they"} for a in doers):
        actors = list(act.actors)
    if all(a.i == act.theme.i for a in doers):
        if _are_a_share(act.theme):
            return False  # "Most of the American staff were ordered out": by their own
        speakers = of_speakers(act.token, act.theme, act.passage)
        if set(owners) & set(speakers):
            return False  # "were told to leave Chad, their own ministry said"
        actors = [*(left_place(act.token, act.passage) or speakers or act.actors)]
    return bool(owners) and bool(actors) and not set(owners) & set(actors)


def _envoy_before(act: Act) -> tuple[str, ...]:
    """ "summoned Chad's ambassador and told him to leave": Chad's."""
    for word in reversed(act.token.doc[act.token.sent.start : act.token.i]):
        if word.pos_ == "NOUN" and "diplomats" in classes_of(word, act.passage):
            if any(c.tag_ == "PRP$" for c in word.lefts):
                return ()
            return own_states_of(word, act.passage)
    return ()


def _are_a_share(staff: Token) -> bool:
    """ "most of the remaining staff", "non-essential staff": a host expels men."""
    return any(t.lower_ in SHARES for t in staff.subtree)


def of_a_nation(act: Act) -> bool:
    """ "expelled three Russians", where diplomats are what the text is about."""
    if act.theme is None:
        return False
    people = head_of(act.theme)
    mention = act.passage.mention_of.get(people.i)
    if mention is None or mention.role is not Role.PEOPLE or not mention.code:
        return False
    counted = any(c.dep_ == "nummod" for c in people.lefts)
    near = act.token.doc[: act.token.sent.end]
    about = any(t.lemma_.lower() in DIPLOMATS for t in near)
    return counted and about and mention.code not in act.actors


def _come_from(act: Act) -> tuple[str, ...]:
    """ "told ten diplomats from the Baltic states to go", hung on the telling."""
    for word, noun in (*complements(act.token), *complements(act.theme or act.token)):
        if word == "from" and act.theme is not None and noun.i > act.theme.i:
            named = named_states_of(noun, act.passage)
            if named or noun.lemma_.lower() in {"state", "country", "nation"}:
                return named or ("",)
    return ()


def _posted_at(act: Act) -> tuple[str, ...]:
    """ "staff at the Syrian embassy": whose mission it is."""
    theme = act.theme
    posts = list(complements(theme)) if theme is not None else []
    posts += [(w, n) for w, n in complements(act.token) if w == "at"]
    return tuple(
        code
        for word, noun in posts
        if word in {"at", "of", "from"} and "mission" in classes_of(noun, act.passage)
        for code in own_states_of(noun, act.passage)
    )


def told_to_leave(act: Act) -> bool:
    """ "told to leave", "given 72 hours to leave", "ordered out"."""
    if lemma_of(act.token) == "order_out" or _ordered_out(act.token):
        return True
    if act.token.lemma_ == "give" and _gives_hours(act.token):
        return True
    spans = [c for c in children_of(act.token) if c.dep_ == "npadvmod"]
    holders = (act.token, *objects(act.token), *spans)
    clauses = [c for n in holders for c in children_of(n)]
    kinds = {"xcomp", "ccomp", "relcl", "acl", "advcl"}
    return any(c.dep_ in kinds and _is_to_go(c) and not is_negated(c) for c in clauses)


def _gives_hours(verb: Token) -> bool:
    """ "gave all German diplomats 48 hours": with nothing said that it is for."""
    return any(
        c.dep_ == "dobj"
        and c.lemma_ in {"hour", "day", "week"}
        and not any(t.dep_ in {"prep", "acl", "relcl"} for t in c.rights)
        for c in children_of(verb)
    ) and not any(c.dep_ in {"xcomp", "advcl"} and c.tag_ == "VB" for c in verb.rights)


def _is_to_go(clause: Token) -> bool:
    """ "to leave", "to be gone by Friday"."""
    if clause.lemma_ == "be":
        return any(c.lower_ in {"gone", "out"} for c in children_of(clause))
    return clause.lemma_ in LEAVE - {"come"}


def _ordered_out(verb: Token) -> bool:
    """ "was ordered out of Chad", "ordered the envoy out"."""
    return verb.lemma_ == "order" and any(
        c.lower_ == "out" and c.dep_ in {"prep", "prt", "advmod"}
        for c in children_of(verb)
    )


def lets_none_stay(act: Act) -> bool:
    """ "withdrew the accreditation of seven Chadian diplomats"."""
    if act.theme is None:
        return False
    people = [n for w, n in complements(act.theme) if w in {"of", "from"}]
    people += [n for w, n in complements(act.token) if w in {"of", "from"}]
    return any("diplomats" in classes_of(n, act.passage) for n in people)


def has_to(verb: Token) -> bool:
    """ "will have to go", "has to leave"."""
    above = verb.head
    return verb.dep_ == "xcomp" and above.lemma_ == "have" and is_infinitive(verb)


def must_leave(act: Act) -> bool:
    """ "Chadian diplomats must leave Peru": told to go by the state they leave.

    Or by the one that says so: "Chad's envoy must go, Peru said".
    """
    if not (mood_of(act.token).obliged or has_to(act.token)):
        return False
    told = act.theme is not None and of_speakers(act.token, act.theme, act.passage)
    return bool(told) or bool(left_place(act.token, act.passage))


def for_consultations(act: Act) -> bool:
    """ "home for consultations", also hung on the place: "in the capital for talks"."""
    wanted = {"consultation", "talk"}
    holders = [act.token, *(n for w, n in complements(act.token) if w in {"in", "to"})]
    nouns = [n for h in holders for w, n in complements(h) if w == "for"]
    return any(head_of(n).lemma_ in wanted for n in nouns)


def ordered_home(act: Act) -> bool:
    """ "ordered its ambassador to Peru back home": wherever the words are hung."""
    return any(
        t.lower_ in {"home", "back"} and t.pos_ != "VERB" and t.i > act.token.i
        for t in act.token.subtree
    )


def others_envoy(act: Act) -> bool:
    """ "withdrew the Turkish ambassador's licence": not one's own envoy."""
    if act.theme is None:
        return False
    beside = (act.passage.mention_of.get(c.i) for c in act.theme.lefts)
    return any(m is not None and m.code not in {None, *act.actors} for m in beside)


def given_time(act: Act) -> bool:
    """ "have until Tuesday", "have 48 hours"."""
    words = {t.lemma_.lower() for t in act.token.subtree if t.i > act.token.i}
    return bool(words & {"until", "hour", "day", "week"})


def sent_home(act: Act) -> bool:
    words = words_beside(act.token)
    return bool(words & {"home", "packing", "pack", "back"}) or any(
        t.lower_ == "packing" and t.i > act.token.i for t in act.token.subtree
    )


def called_home(act: Act) -> bool:
    """ "its envoy has been told to come home": recalled, no embassy emptied."""
    return act.token.lemma_ in {"come", "return"} and on_orders(act)


def on_orders(act: Act) -> bool:
    """ "has been told to come home", "ordered its envoy to return"."""
    above = act.token.head
    return (
        act.token.dep_ in {"xcomp", "ccomp"}
        and is_infinitive(act.token)
        and above.lemma_ in {"tell", "order", "instruct", "ask", "direct"}
    )


ENVOYS: dict[str, Callable[[Act], bool]] = {
    "non_grata": non_grata,
    "others_diplomats": others_diplomats,
    "told_to_leave": told_to_leave,
    "lets_none_stay": lets_none_stay,
    "must_leave": must_leave,
    "for_consultations": for_consultations,
    "others_envoy": others_envoy,
    "given_time": given_time,
    "sent_home": sent_home,
    "ordered_home": ordered_home,
    "on_orders": on_orders,
    "called_home": called_home,
    "of_a_nation": of_a_nation,
}
