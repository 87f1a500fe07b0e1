"""The read side: what the tables say together. Every door asks here."""

from reactions.models.origins import origins_of_pieces
from reactions.overview.accuracy import (
    FEW,
    Reading,
    SavedRun,
    Verdicts,
    editors_verdicts,
    last_reading,
    saved_run,
)
from reactions.overview.amendments import Amendment, amendments_of
from reactions.overview.board import (
    Board,
    BoardRow,
    PlannedAct,
    UnknownCrisisError,
    board,
    find_crisis,
)
from reactions.overview.cells import inert
from reactions.overview.contradictions import Contradiction, contradictions
from reactions.overview.coverage import Coverage, coverage
from reactions.overview.disputes import Dispute, open_disputes
from reactions.overview.duplicates import (
    duplicates_of_act,
    duplicates_of_official,
    likely_duplicates,
)
from reactions.overview.facts import STATES
from reactions.overview.missions import Mission, missions_by_country, missions_of
from reactions.overview.numbers import NumbersOfADay, numbers_told
from reactions.overview.profiles import (
    CountryInCrisis,
    OfficialSpeaking,
    country_profile,
    official_profile,
)
from reactions.overview.proofs import EvidenceRef, with_proofs
from reactions.overview.rendering import board_as_json
from reactions.overview.revisions import Changes, changes_of
from reactions.overview.series import (
    Bound,
    Run,
    Series,
    SeriesRow,
    TooLongError,
    board_series,
)
from reactions.overview.set_aside import SetAside, decided_about, deciding_preference
from reactions.overview.timeline import (
    BadPlaceError,
    Day,
    Place,
    Timeline,
    acts_told,
    reach_of,
    timeline,
)
from reactions.overview.versions import mark_taken_back, standing_in, taken_back
from reactions.overview.waiting import acts_waiting

__all__ = [
    "FEW",
    "STATES",
    "Amendment",
    "BadPlaceError",
    "Board",
    "BoardRow",
    "Bound",
    "Changes",
    "Contradiction",
    "CountryInCrisis",
    "Coverage",
    "Day",
    "Dispute",
    "EvidenceRef",
    "Mission",
    "NumbersOfADay",
    "OfficialSpeaking",
    "Place",
    "PlannedAct",
    "Reading",
    "Run",
    "SavedRun",
    "Series",
    "SeriesRow",
    "SetAside",
    "Timeline",
    "TooLongError",
    "UnknownCrisisError",
    "Verdicts",
    "acts_told",
    "acts_waiting",
    "amendments_of",
    "board",
    "board_as_json",
    "board_series",
    "changes_of",
    "contradictions",
    "country_profile",
    "coverage",
    "decided_about",
    "deciding_preference",
    "duplicates_of_act",
    "duplicates_of_official",
    "editors_verdicts",
    "find_crisis",
    "inert",
    "last_reading",
    "likely_duplicates",
    "mark_taken_back",
    "missions_by_country",
    "missions_of",
    "numbers_told",
    "official_profile",
    "open_disputes",
    "origins_of_pieces",
    "reach_of",
    "saved_run",
    "standing_in",
    "taken_back",
    "timeline",
    "with_proofs",
]
