"""Who acts: the agents of a predicate, and the states that they stand for."""

from collections.abc import Iterator

from reactions.actors import (
    ACTORS,
    Role,
)
from reactions.extraction.actor_nouns import is_voice
from reactions.extraction.joint_owners import PAIR, joint_before, stands_for_both
from reactions.extraction.kinship import children_of
from reactions.extraction.memory import remembered
from reactions.extraction.passages import (
    Passage,
)
from reactions.extraction.pointing import ORDINALS, head_of
from reactions.extraction.predicates import (
    agents,
    complements,
    subjects,
)
from reactions.extraction.references import named_states_of, states_of
from reactions.extraction.rulebook import (
    word_list,
)
from reactions.extraction.themes import (
    classes_of,
)
from reactions.extraction.tokens import Token
from reactions.vocabulary import ActorKind

NEAR = 8
GROUPS = frozenset("neighbour neighbor ally partner state country nation".split())
"""What may be named right behind: "its neighbours Chad and Mali"."""
VAGUE = frozenset("several many some most other western numerous various".split())
NAMES = frozenset({"NNP", "NNPS"})
WITH = {"with": 1, "together": 2, "along": 2, "jointly": 2, "as": 3}
"""Words that open a companion set off by commas, and how many they are."""
INCLUDING = frozenset({"including", "such as", "like"})
LISTS = frozenset({"list", "group", "number", "rank", "chorus", "string", "series"})
LEADING = frozenset({"lead", "head", "chair"})
ISSUING = frozenset("sign issue approve pass adopt publish enact decree".split())
SENDING = frozenset(
    """charter hire send provide operate dispatch lay organise organize arrange lease
    requisition supply run pay fund finance commission book contract lend own""".split()
)


def states_of_agents(token: Token, theme: Token, passage: Passage) -> tuple[str, ...]:
    found: list[str] = []
    doers = [a for agent in agents_of(token) for a in (joining(agent) or [agent])]
    if doers:
        doers += _in_company(token, passage)
    listed = [
        a
        for agent in doers
        for a in (
            agent,
            *included(agent),
            *(_companions(agent, token) if agent.tag_ in NAMES else ()),
            *_flying_along(agent, passage),
        )
    ]
    for agent in listed:
        if agent.i == theme.i:
            continue
        if stands_for_both(agent):
            found.extend(joint_before(agent, passage, exactly=PAIR))
            continue
        if agent.lower_ in ORDINALS:
            agent = head_of(agent)  # "the last of four French flights"
        if agent.lemma_.lower() in word_list("instruments"):
            found.extend(_who_issued(agent, token, passage))
            continue
        if sender := sender_above(agent):
            found.extend(named_states_of(sender, passage))
        elif whole := _whole_body(agent, passage):
            found.append(whole)
        elif agent.pos_ == "PRON" or _possessed(agent):
            found.extend(states_of(agent, passage))
        elif sender := _sender_of(agent, passage):
            found.extend(named_states_of(sender, passage))
        elif (
            is_voice(agent, passage)
            or "carrier" in classes_of(agent, passage)
            or is_ship(agent, passage)
            or is_operation(agent)
        ):
            found.extend(named_states_of(agent, passage))
    return tuple(dict.fromkeys(found)) or _by_adjective(token, theme, passage)


def _in_company(verb: Token, passage: Passage) -> list[Token]:
    """ "has asked, with Togo, for a meeting", "joined Togo in asking": both ask."""
    found = []
    above = verb.head.head
    if verb.dep_ == "pcomp" and verb.head.lower_ == "in" and above.lemma_ == "join":
        found = [c for c in above.rights if c.dep_ == "dobj"]  # "joined Togo in asking"
    for prep in verb.rights if verb.pos_ == "VERB" else ():
        if prep.lower_ != "with" or prep.nbor(-1).text != ",":
            continue
        for other in children_of(prep):
            mention = passage.mention_of.get(other.i)
            named = mention is not None and mention.role in {Role.NAME, Role.CAPITAL}
            end = other.right_edge.i + 1
            if named and end < len(verb.doc) and verb.doc[end].text == ",":
                found.append(other)
    return found


def _whole_body(agent: Token, passage: Passage) -> str:
    """ "The European Union's 27 members": all of them are the union."""
    if agent.lemma_.lower() != "member" or agent.tag_ != "NNS":
        return ""
    if not any(c.pos_ == "NUM" or c.lower_ == "all" for c in agent.lefts):
        return ""
    mentions = (passage.mention_of.get(c.i) for c in agent.lefts if c.dep_ == "poss")
    bodies = (m.code for m in mentions if m is not None and m.code)
    return next(
        (c for c in bodies if ACTORS[c].kind is ActorKind.ORGANISATION),
        "",
    )


def _flying_along(first: Token, passage: Passage) -> list[Token]:
    """ "Lufthansa, Ryanair and Kuwait Airways": the states' airlines of a list."""
    if first.i in passage.mention_of:
        return []
    mentions = ((t, passage.mention_of.get(t.i)) for t in first.conjuncts)
    return [t for t, m in mentions if m is not None and m.role is Role.CARRIER]


def is_ship(agent: Token, passage: Passage) -> bool:
    """ "HMS Cumberland": a name behind a navy's prefix."""
    beside = (passage.mention_of.get(c.i) for c in agent.lefts)
    return agent.tag_ == "NNP" and any(
        m is not None and m.role is Role.OFFICE for m in beside
    )


def is_operation(agent: Token) -> bool:
    """ "India's Operation Ganges", "Britain's mission": what a state runs."""
    named = agent.tag_ == "NNP" and any(c.lower_ == "operation" for c in agent.lefts)
    return named or agent.lemma_.lower() in {"operation", "mission"}


def _who_issued(paper: Token, token: Token, passage: Passage) -> tuple[str, ...]:
    """ "signed a decree freezing the assets", "Chad's order": whose paper it is."""
    if named := named_states_of(paper, passage):
        return named
    signed = (c for c in children_of(paper) if c.dep_ in {"acl", "relcl"})
    signers = [a for c in signed if c.lemma_ in ISSUING for a in agents(c)]
    if found := [c for a in signers for c in states_of(a, passage)]:
        return tuple(found)  # "a decree issued by the emir bars"
    verb = verb_above(paper)
    if verb is None and paper.dep_ == "nsubjpass":
        verb = paper.head  # "a decree was signed by the emir"
    issuers = agents(verb) if verb is not None and verb.i != token.i else []
    found = [c for a in issuers for c in states_of(a, passage) if a.i != paper.i]
    if not found and paper.lemma_.lower() == "resolution" and token.lemma_ != "be":
        return ("UN",)  # what binds states is the Security Council's
    return tuple(found)


def _sender_of(agent: Token, passage: Passage) -> Token | None:
    """Who sent it, or leads it where its own name tells no state."""
    led = any(c.lemma_ in LEADING for c in children_of(agent))
    return None if led and named_states_of(agent, passage) else sent_by(agent)


def sent_by(carrier: Token) -> Token | None:
    """ "two jets chartered by Beijing", "a team led by its minister": whose it is."""
    for clause in children_of(carrier):
        if clause.dep_ in {"acl", "relcl"} and clause.lemma_ in SENDING | LEADING:
            return next((a for a in agents(clause) if a.i != carrier.i), None)
    return None


def sender_above(carrier: Token) -> Token | None:
    """ "Greece sent a ship, which is to bring 200 people": who sent it."""
    if carrier.lower_ not in {"which", "that"}:
        return None
    clause = next((t for t in carrier.ancestors if t.dep_ == "relcl"), None)
    if clause is None or clause.head.dep_ != "dobj":
        return None
    verb = clause.head.head
    if verb.lemma_ not in SENDING:
        return None
    return next((a for a in agents(verb) if a.i != carrier.i), None)


def left_place(token: Token, passage: Passage) -> tuple[str, ...]:
    """ "was given 72 hours to leave Chad": the state that one has to leave."""
    for leaving in token.subtree:
        if leaving.pos_ != "VERB" or leaving.i < token.i:
            continue
        places = [c for c in children_of(leaving) if c.dep_ == "dobj"]
        ways = {"from", "out of", "of"}
        places += [n for w, n in complements(leaving) if w in ways]
        for place in places:
            mention = passage.mention_of.get(place.i)
            if mention is not None and mention.code:
                return (mention.code,)
    return ()


def _by_adjective(token: Token, theme: Token, passage: Passage) -> tuple[str, ...]:
    """ "the U.S. request", "a French call": whose a noun of asking is."""
    asked = word_list("requests") | word_list("conversations") | {"recall", "channel"}
    if token.lemma_.lower() not in asked | {"contact"}:
        return ()
    if token.pos_ != "NOUN":
        return ()
    beside = (passage.mention_of.get(c.i) for c in token.lefts if c.i != theme.i)
    found = [m.code for m in beside if m is not None and m.code]
    return tuple(c for c in dict.fromkeys(found) if c != passage.discourse.host)


def included(noun: Token) -> list[Token]:
    """ "Eight countries, including Egypt and Iraq": those that are named."""
    found = [n for w, n in complements(noun) if w in INCLUDING]
    if noun.n_rights and (further := [t for t in noun.conjuncts if t.i > noun.i]):
        found += [n for g in further for w, n in complements(g) if w in INCLUDING]
    if noun.tag_ == "NNS":
        found.extend(_named_among(noun))
    if noun.tag_ == "NNS" and noun.lemma_.lower() in GROUPS:
        found += [c for c in noun.rights if c.dep_ == "appos" and c.tag_ == "NNP"]
    return [t for head in found for t in (head, *head.conjuncts)]


def _companions(agent: Token, verb: Token) -> Iterator[Token]:
    """ "Norway, together with Chile, asked", "has asked, with Chile, for a meeting"."""
    doc, at = verb.doc, agent.i + 1
    last = min(len(doc) - 2, max(agent.i, verb.i) + 2)
    while at < last and doc[at].text != ",":
        at += 1
    words = [t.lower_ for t in doc[at + 1 : at + 4]]
    if at >= last or not words or words[0] not in WITH:
        return
    first = at + WITH[words[0]]
    if words[0] != "with" and "with" not in words and "as" not in words[1:]:
        return
    for word in doc[first + 1 : first + 4]:
        if word.dep_ == "poss":
            return  # "France, with Germany's support": France alone
        if word.tag_ == "NNP" and word.dep_ != "compound":
            yield from (word, *(t for t in word.conjuncts if t.i > word.i))
            return
        if word.lower_ != "the" and word.dep_ != "compound":
            return


def _named_among(noun: Token) -> list[Token]:
    """ "Six members of the Council, among them Japan and Malta, asked"."""
    doc = noun.doc
    for at in range(noun.i + 1, min(noun.sent.end - 2, noun.i + NEAR)):
        if doc[at].lower_ == "among" and doc[at + 1].lower_ in {"them", "which"}:
            first = doc[at + 2]
            while first.dep_ in {"compound", "det"} and first.head.i > first.i:
                first = first.head
            return [first] if first.pos_ == "PROPN" else []
    return []


def _is_nobody(agent: Token) -> bool:
    """ "No state has recognised them": nobody did; not "neither Chad nor Mali has"."""
    nobody = {"no", "neither"} if agent.pos_ != "PROPN" else {"no"}
    return any(c.lower_ in nobody and c.dep_ == "det" for c in agent.lefts)


def joining(group: Token) -> list[Token]:
    """ "joined the list of countries telling citizens to go": those who joined."""
    if group.lower_ in {"who", "that", "which"} and group.head.dep_ == "relcl":
        group = group.head.head  # "Among those who have closed it are Chad and Togo"
    whole = group.head.head
    if group.dep_ == "pobj" and group.head.lower_ in {"among", "amongst"}:
        if whole.lemma_ != "be":
            return []
        behind = [c for c in whole.rights if c.dep_ == "attr" and c.tag_ == "NNP"]
        return behind or subjects(whole)
    if group.dep_ != "pobj" or whole.lemma_ not in LISTS or whole.dep_ != "dobj":
        return []
    return subjects(whole.head) if whole.head.lemma_ == "join" else []


def is_unnamed_group(agent: Token, passage: Passage) -> bool:
    """ "The Gulf states suspended aid": several states, and the text says not which."""
    agent = head_of(agent)
    if _is_vague(agent) and not joining(agent) and not included(agent):
        return not named_states_of(agent, passage)
    return (
        agent.tag_ in {"NNS", "NNPS"}
        and not joining(agent)
        and agent.lemma_.lower()
        in {"state", "country", "nation", "government", "power", "other"}
        and not any(c.tag_ == "PRP$" for c in agent.lefts)
        and not included(agent)
        and not (named_states_of if _of_many(agent) else states_of)(agent, passage)
    )


def _of_many(group: Token) -> bool:
    """ "Western countries", "other states": never those of whom one has in mind."""
    if group.dep_ == "pobj":
        return False  # "joining a string of other Arab countries"
    return any(
        c.lower_ in {"western", "european", "arab", "gulf", "african", "other", "many"}
        for c in group.lefts
    )


def _is_vague(agent: Token) -> bool:
    """ "several European governments", "Western countries"."""
    return (
        agent.tag_ == "NNS"
        and agent.lemma_.lower() in {"state", "country", "nation", "government"}
        and any(c.lower_ in VAGUE for c in agent.lefts)
    )


def _possessed(agent: Token) -> bool:
    """ "his country", "their governments"."""
    return agent.lemma_.lower() in {"country", "government", "nation", "side"} and any(
        c.tag_ == "PRP$" for c in agent.lefts
    )


@remembered
def agents_of(token: Token) -> list[Token]:
    """Who does what a verb or a noun of an act tells."""
    if token.pos_ != "NOUN":
        return [a for a in agents(token) if not _is_nobody(a)]
    owners = [c for c in children_of(token) if c.dep_ == "poss"]
    owners += [n for w, n in complements(token) if w == "by"]
    owners += [  # "the expulsion of two officers by Chad"
        n
        for w, theme in complements(token)
        if w == "of"
        for by, n in complements(theme)
        if by == "by"
    ]
    if token.lemma_.lower() in word_list("requests"):
        owners += [n for w, n in complements(token) if w in {"of", "from"}]
        if token.dep_ == "nsubj" and token.head.lemma_ == "come":
            owners += [n for w, n in complements(token.head) if w == "from"]
    if owners:
        return owners
    verb = verb_above(token)
    return agents(verb) if verb is not None else []


def verb_above(noun: Token) -> Token | None:
    """The verb whose object or adjunct the noun is: "began the evacuation of staff"."""
    for _ in range(4):
        head = noun.head
        if head.pos_ in {"VERB", "AUX"}:
            return head if noun.dep_ in {"dobj", "prep", "attr", "oprd"} else None
        if noun.dep_ not in {"pobj", "prep", "compound"} or head.lower_ in {
            "as",
            "like",
        }:
            return None
        noun = head
    return None
