"""Say with what stance a state speaks: by the reporting verb first, then the words.

Verbs that tell are rows of `tables/reporting_verbs.csv`, cues in the words rows of
`tables/stances.toml`, in order of precedence; nothing found means plain information.
"""

from reactions.extraction.reporting_verbs import stance_hint
from reactions.extraction.rulebook import stance_cues
from reactions.vocabulary import Stance

# What these verbs suggest holds only where the words themselves say nothing more.
YIELDING = frozenset({Stance.COMMITMENT, Stance.CONCERN, Stance.APPEAL})
STRONGER = {
    Stance.COMMITMENT: frozenset(
        {Stance.WARNING, Stance.CONDEMNATION, Stance.SUPPORT, Stance.SYMPATHY}
    ),
    Stance.CONCERN: frozenset({Stance.SYMPATHY, Stance.CONDEMNATION, Stance.SUPPORT}),
    Stance.APPEAL: frozenset(),
}
# "Voiced hope", "expressed readiness": the first words say what is expressed.
EXPRESSING = frozenset({"express", "voice", "convey"})
FIRST_WORDS = 5
ADVISING = frozenset({"advise", "counsel", "recommend"})
AGAINST_REACH = 60
# "Called it a disgrace", "called for calm", "calling the sea closed".
NAMING = frozenset({"call", "describe"})


def stance_of(
    content: str, cue: str, *, lemma: str = "", instructs: bool = False
) -> Stance:
    """The stance of a statement from its words and its reporting words.

    The reporting verb decides where it tells ("warned", "condemned"); "said" does not.
    `lemma` is the verb's table entry; `instructs` that its words are an instruction
    ("told them to stay", "Stay at home").
    """
    hint = None if lemma in NAMING else stance_hint(lemma) or _by_cues(cue)
    words = _by_cues(content)
    if lemma in EXPRESSING:
        named = _by_cues(" ".join(content.split()[:FIRST_WORDS]))
        return named or words or hint or Stance.INFORMATION
    if lemma in ADVISING and " against " in f" {content} "[:AGAINST_REACH]:
        return Stance.WARNING
    if hint is not None and (hint not in YIELDING or words not in STRONGER[hint]):
        return hint
    if words is None and instructs:
        return Stance.APPEAL
    return words or Stance.INFORMATION


def _by_cues(words: str) -> Stance | None:
    small = words.lower()
    for stance, pattern in stance_cues():
        if pattern.search(small):
            return stance
    return None
