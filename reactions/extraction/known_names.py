"""Let the parser read a name it has never met as one it knows well.

The small models see a word's spelling alone. To them "ECOWAS" is a verb, and a
sentence that opens with it falls apart; "NATO" they know. So the acronyms of
the table of actors look to the network like that one. The text stays as it is.
"""

from spacy.language import Language

from reactions.actors import ACTORS, surfaces
from reactions.vocabulary import ActorKind

SHORTEST = 3
ALLIANCE = "NATO"
"""What an organisation's acronym looks like to the network."""


def introduce_names(nlp: Language) -> None:
    """Makes the acronyms of organisations look familiar."""
    for surface in surfaces():
        word = surface.text
        organisation = ACTORS[surface.code].kind is ActorKind.ORGANISATION
        acronym = word.isalpha() and word.isupper() and len(word) >= SHORTEST
        if organisation and acronym:
            _read_as(nlp, word, ALLIANCE)


def _read_as(nlp: Language, word: str, known: str) -> None:
    """The features that the network is given of a word, and no more than those."""
    lexeme, model = nlp.vocab[word], nlp.vocab[known]
    lexeme.norm, lexeme.shape = model.norm, model.shape
    lexeme.prefix, lexeme.suffix = model.prefix, model.suffix
