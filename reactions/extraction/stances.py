"""Say with what stance a state speaks: by the reporting verb first, then the words.

Cues are rows of `tables/stances.toml`, in order of precedence; nothing found means
plain information.
"""

from reactions.extraction.rulebook import stance_cues
from reactions.vocabulary import Stance


def stance_of(content: str, cue: str) -> Stance:
    """The stance of a statement from its words and its reporting words.

    The reporting verb decides where it tells ("warned", "condemned"); "said" does not.
    """
    for words in (cue, content):
        for stance, pattern in stance_cues():
            if pattern.search(words):
                return stance
    return Stance.INFORMATION
