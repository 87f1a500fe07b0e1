"""Say whether a phrase means a part of a staff: "most of them", "a skeleton crew"."""

from reactions.extraction.kinship import children_of
from reactions.extraction.negation import is_negated
from reactions.extraction.pointing import BARE_QUANTITIES, head_of
from reactions.extraction.predicates import complements, objects
from reactions.extraction.rulebook import word_list
from reactions.extraction.tokens import Token

WISHING = frozenset("wish want choose prefer volunteer spare".split())
NEEDING = frozenset(
    """need require deem consider regard class classify judge describe designate list
    label""".split()
)
NEEDFUL = frozenset(
    "essential urgent necessary needed critical vital indispensable required".split()
)
CHILDREN = frozenset({"child", "family", "dependant", "dependent", "kid"})
GROUPS = frozenset({"group", "batch", "wave", "lot"})
NEARLY = frozenset({"nearly", "almost", "virtually", "practically"})
ONLY = frozenset("only just merely alone solely single sole lone".split())
MODIFYING = frozenset({"amod", "nummod", "det", "predet", "advmod", "compound", "nmod"})


def is_few(team: Token) -> bool:
    """ "a reduced team", "limited staff", "a skeleton crew"."""
    words = {t.lower_ for t in team.lefts}
    if any(t.like_num for t in team.lefts) and _instead_of_more(team):
        return True
    if team.lemma_.lower() == "people":
        return "fewer" in words
    if team.lower_ == "numbers":
        return bool(words & {"reduced", "limited", "smaller", "fewer", "lower"})
    if team.lemma_.lower() not in word_list("teams"):
        return False
    if any(t.like_num or t.lower_ == "few" for t in team.lefts) and any(
        t.lower_ == "only" for t in team.subtree
    ):
        return True
    return bool(words & word_list("reduced"))


def _instead_of_more(team: Token) -> bool:
    """ "with three diplomats in place of nine", "six people, down from 20"."""
    behind = [t.lower_ for t in team.doc[team.i + 1 : team.i + 4] if not t.is_punct]
    words = " ".join(behind)
    return words.startswith(("in place of", "instead of", "down from", "rather than"))


def is_share(token: Token, noun: Token) -> bool:
    """ "a third of its strength"."""
    part = noun is not token and token.lemma_.lower() in {"half", "third", "quarter"}
    words = {c.lower_ for c in token.lefts}
    if token.lemma_ == "number" and words & word_list("reduced"):
        part = noun is not token  # "with a reduced number of staff"
    return part and noun.lemma_.lower() in word_list("teams")


def is_partial(token: Token) -> bool:
    """ "non-essential staff", "most of its diplomats", "all but a core"."""
    some = word_list("some")
    noun = head_of(token)
    if any(c.lower_ == "else" for c in token.rights):
        return True  # "everyone else was sent away": but for those just named
    if token.lower_ in BARE_QUANTITIES and noun is token and token.pos_ != "ADJ":
        return True
    if _is_one_of_many(token) or _is_one_of_many(noun):
        return True
    for head in {token.i: token, noun.i: noun}.values():
        if head.lemma_.lower() in some and head is not noun:
            return True
        if head.lemma_ in GROUPS and head is not noun and not _says_all(head):
            return True  # "a first group of embassy employees"
        if head.pos_ == "NUM" and head is not noun and not _says_all(head):
            return True  # "three of its five diplomats"
        if any(c.dep_ in {"relcl", "acl"} and _says_which(c) for c in head.rights):
            return True
        if head.lower_ == "rest" and _others_stay(head):
            return True
        if any(_says_not_needed(c) for _, n in complements(head) for c in n.rights):
            return True  # "officials of the embassy whose work is not urgent"
        behind = head.doc[head.i + 1].lower_ if head.i + 1 < len(head.doc) else ""
        if behind in {"not", "without"} and head.head.pos_ != "AUX":
            return True  # "staff not on duty", "staff without essential tasks"
        if head.dep_ == "nsubj" and _says_not_needed(head.head):
            return True  # "all staff not deemed essential", misread as a clause
        for child in children_of(head):
            if child.lower_ == "other" and _is_beside(token):
                continue  # "the ambassador and other diplomats": the whole of them
            if child.dep_ in MODIFYING and (_says_some(child) or _is_so_many(child)):
                return True
            if child.dep_ in {"prep", "cc"} and child.lower_ in {"but", "except"}:
                return True
            if child.lower_ == "with" and any(
                c.lemma_.lower() in CHILDREN for c in children_of(child)
            ):
                return True  # "staff with small children"
            if head.lower_ == "all" and child.lower_ in NEARLY:
                return True  # "nearly all of its employees"
    return False


def _is_one_of_many(noun: Token) -> bool:
    """ "bringing home another diplomat", "one diplomat": the others stay."""
    if noun.tag_ != "NN" or noun.lemma_.lower() not in {"diplomat", "member"}:
        return False
    words = {c.lower_ for c in noun.lefts}
    return bool(words & {"a", "one", "another"}) and not words & {
        *("last", "only", "sole", "single", "lone", "remaining")
    }


def _others_stay(rest: Token) -> bool:
    """ "The consul is still there; the rest of the staff left": but for the consul."""
    before = rest.doc[rest.sent.start : rest.i]
    return any(t.lower_ == "still" or t.lemma_ in {"remain", "stay"} for t in before)


def _is_beside(noun: Token) -> bool:
    """ "and other diplomats", "along with other staff": with those named before."""
    return noun.dep_ == "conj" or noun.head.lower_ in {"with", "alongside"}


def _says_which(clause: Token) -> bool:
    """ "staff who wish to go", "who can be spared", "deemed dispensable"."""
    if _says_not_needed(clause) or clause.lemma_ in WISHING:
        return True
    some = word_list("some")
    return clause.lemma_ in NEEDING and any(
        t.lower_ in some for t in clause.subtree if t.i > clause.i
    )


def _says_not_needed(clause: Token) -> bool:
    """ "staff who are not urgently needed", "whose work is not essential"."""
    if clause.lemma_ == "be":
        needed = (c for c in clause.rights if c.dep_ in {"acomp", "attr"})
        return is_negated(clause) and any(c.lower_ in NEEDFUL for c in needed)
    return clause.lemma_ in NEEDING and is_negated(clause)


def _says_all(number: Token) -> bool:
    """ "all three of them", "the last two of its staff"."""
    return any(c.lower_ in {"all", "last", "remaining", "the"} for c in number.lefts)


def _is_so_many(number: Token) -> bool:
    """ "five of nine diplomats", with both numbers hung on the noun."""
    parts = [c for c in number.lefts if c.dep_ == "quantmod"]
    of = any(c.lower_ in {"of", "in"} for c in parts)
    return number.dep_ == "nummod" and of and any(c.like_num for c in parts)


def _says_some(modifier: Token) -> bool:
    """ "non-essential", "part"; also the "most" of "most embassy personnel"."""
    some = word_list("some")
    return modifier.lemma_.lower() in some or any(
        t.lower_ in some for t in (modifier, *modifier.lefts)
    )


def is_only(noun: Token, verb: Token) -> bool:
    """ "Only the consul", "has only three diplomats", "the consul alone"."""
    first = noun.head if noun.dep_ == "conj" else noun
    before = [t for c in first.lefts for t in (c, *c.lefts)]
    after = [
        c
        for c in first.rights
        if c.lower_ == "alone" and not any(g.lower_ == "among" for g in c.rights)
    ]
    if any(t.lower_ in ONLY for t in (*before, *after)):
        return not any(c.lower_ == "not" for c in before)
    if not any(o.i == noun.i for o in objects(verb)):
        return False
    beside = noun.doc[max(noun.left_edge.i - 1, 0)]
    return noun.dep_ == "dobj" and beside.lower_ in ONLY and beside.i > verb.i
