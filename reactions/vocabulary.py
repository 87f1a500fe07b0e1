"""The closed lists of coded values, as the project's codebook defines them.

Every part of the project may import this module; it imports nothing of ours. The
definitions are the codebook's own words, shown beside every choice an editor makes.
CAMEO and PLOVER equivalents follow the codebook's tables.
"""

import re
from datetime import date
from enum import StrEnum

CODEBOOK_VERSION = "1.0"


class ActorKind(StrEnum):
    STATE = "state"
    ORGANISATION = "organisation"


class ActionType(StrEnum):
    EMBASSY_CLOSED = "embassy_closed"
    EMBASSY_SUSPENDED = "embassy_suspended"
    EMBASSY_MOVED = "embassy_moved"
    EMBASSY_EVACUATED = "embassy_evacuated"
    EMBASSY_REDUCED = "embassy_reduced"
    EMBASSY_KEPT = "embassy_kept"
    EMBASSY_REOPENED = "embassy_reopened"
    CITIZENS_EVACUATED = "citizens_evacuated"
    ALLIES_EVACUATED = "allies_evacuated"
    REFUGEES_ADMITTED = "refugees_admitted"
    TROOPS_DEPLOYED = "troops_deployed"
    TROOPS_WITHDRAWN = "troops_withdrawn"
    FLIGHTS_SUSPENDED = "flights_suspended"
    BORDER_CLOSED = "border_closed"
    TRAVEL_ADVICE = "travel_advice"
    EMERGENCY_MEETING = "emergency_meeting"
    UN_MEETING_REQUESTED = "un_meeting_requested"
    TALKS_HELD = "talks_held"
    AID_PLEDGED = "aid_pledged"
    AID_SUSPENDED = "aid_suspended"
    SANCTIONS_IMPOSED = "sanctions_imposed"
    RECOGNITION_GRANTED = "recognition_granted"
    RECOGNITION_WITHHELD = "recognition_withheld"
    RELATIONS_CUT = "relations_cut"
    ENVOY_RECALLED = "envoy_recalled"
    DIPLOMATS_EXPELLED = "diplomats_expelled"
    OTHER = "other"

    @property
    def is_posture(self) -> bool:
        """Whether the act says what became of a mission."""
        return self.startswith("embassy_")

    @property
    def answer(self) -> "Answer | None":
        """The answer the act gives about a mission; None for any other act."""
        if not self.is_posture:
            return None
        return Level(self.value.removeprefix("embassy_")).answer


class Stage(StrEnum):
    CONSIDERED = "considered"
    ANNOUNCED = "announced"
    UNDERWAY = "underway"
    DONE = "done"
    DENIED = "denied"


class Kind(StrEnum):
    DIRECT = "direct"
    INDIRECT = "indirect"


class Stance(StrEnum):
    SUPPORT = "support"
    SYMPATHY = "sympathy"
    APPEAL = "appeal"
    DEMAND = "demand"
    CONCERN = "concern"
    CONDEMNATION = "condemnation"
    REJECTION = "rejection"
    WARNING = "warning"
    COMMITMENT = "commitment"
    INFORMATION = "information"
    NO_COMMENT = "no_comment"


class Answer(StrEnum):
    """The board's answers: which nations closed, moved or kept their embassies."""

    CLOSED = "closed"
    MOVED = "moved"
    KEPT = "kept"
    UNKNOWN = "unknown"


class Level(StrEnum):
    """What became of a mission, finer than the answer."""

    CLOSED = "closed"
    SUSPENDED = "suspended"
    MOVED = "moved"
    EVACUATED = "evacuated"
    REDUCED = "reduced"
    REOPENED = "reopened"
    KEPT = "kept"
    UNKNOWN = "unknown"

    @property
    def answer(self) -> Answer:
        return LEVEL_ANSWERS[self]


LEVEL_ANSWERS: dict[Level, Answer] = {
    Level.CLOSED: Answer.CLOSED,
    Level.SUSPENDED: Answer.CLOSED,
    Level.EVACUATED: Answer.CLOSED,
    Level.MOVED: Answer.MOVED,
    Level.KEPT: Answer.KEPT,
    Level.REDUCED: Answer.KEPT,
    Level.REOPENED: Answer.KEPT,
    Level.UNKNOWN: Answer.UNKNOWN,
}


class Precision(StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class Basis(StrEnum):
    STATED = "stated"
    RELATIVE = "relative"
    PUBLICATION = "publication"


class ReviewState(StrEnum):
    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


ACTION_DEFINITIONS: dict[ActionType, str] = {
    ActionType.EMBASSY_CLOSED: "The mission is closed or shut, also temporarily.",
    ActionType.EMBASSY_SUSPENDED: (
        "The mission's operations, or all its services, are suspended."
    ),
    ActionType.EMBASSY_MOVED: (
        "The mission, its work, or its staff as a working team goes to another"
        " place: the airport, another city, another country."
    ),
    ActionType.EMBASSY_EVACUATED: (
        "Its diplomats, or its staff as a whole, leave, are flown out or are"
        " brought home. “Most staff” or “all but a core” is reduced."
    ),
    ActionType.EMBASSY_REDUCED: (
        "Part of the staff, families or the non-essential leave; a drawdown; a"
        " minimum presence."
    ),
    ActionType.EMBASSY_KEPT: (
        "It stays open, keeps working, the ambassador stays, no plan and no need"
        " to leave."
    ),
    ActionType.EMBASSY_REOPENED: "It opens again, or its staff return.",
    ActionType.CITIZENS_EVACUATED: "The state brings its own citizens out.",
    ActionType.ALLIES_EVACUATED: (
        "The state brings out local staff, interpreters or people of the host at risk."
    ),
    ActionType.REFUGEES_ADMITTED: "The state takes in people who fled the host.",
    ActionType.TROOPS_DEPLOYED: "The state sends forces.",
    ActionType.TROOPS_WITHDRAWN: "The state takes its forces home.",
    ActionType.FLIGHTS_SUSPENDED: (
        "Flights are suspended, cancelled or diverted by the state or its airline."
    ),
    ActionType.BORDER_CLOSED: "The state closes its border with the host.",
    ActionType.TRAVEL_ADVICE: (
        "The state tells its citizens not to travel, to leave or to take shelter."
    ),
    ActionType.EMERGENCY_MEETING: (
        "A cabinet, a parliament, a crisis committee or an alliance is called together."
    ),
    ActionType.UN_MEETING_REQUESTED: "The state asks the United Nations to meet.",
    ActionType.TALKS_HELD: (
        "A call, a visit or contact with another state or with those in power."
    ),
    ActionType.AID_PLEDGED: "Money, goods or relief are promised or sent.",
    ActionType.AID_SUSPENDED: "Aid is stopped or frozen.",
    ActionType.SANCTIONS_IMPOSED: "Sanctions, asset freezes or travel bans.",
    ActionType.RECOGNITION_GRANTED: "Those in power are recognised as the government.",
    ActionType.RECOGNITION_WITHHELD: "Those in power are not recognised, or not yet.",
    ActionType.RELATIONS_CUT: "Diplomatic relations are broken off.",
    ActionType.ENVOY_RECALLED: "The state calls its ambassador home.",
    ActionType.DIPLOMATS_EXPELLED: "The state sends another's diplomats away.",
    ActionType.OTHER: "A reaction that none of the other types names.",
}

STAGE_DEFINITIONS: dict[Stage, str] = {
    Stage.CONSIDERED: "Under review, possible or conditional.",
    Stage.ANNOUNCED: "Decided, ordered or promised.",
    Stage.UNDERWAY: "Being carried out.",
    Stage.DONE: "In effect.",
    Stage.DENIED: "Said not to be so.",
}

KIND_DEFINITIONS: dict[Kind, str] = {
    Kind.DIRECT: "The words inside quotation marks.",
    Kind.INDIRECT: "A clause reported with a verb or “according to”.",
}

STANCE_DEFINITIONS: dict[Stance, str] = {
    Stance.SUPPORT: "Backs an actor or a course.",
    Stance.SYMPATHY: "Shares grief, offers condolences or thanks.",
    Stance.APPEAL: "Asks or calls for something.",
    Stance.DEMAND: "Requires something.",
    Stance.CONCERN: "Is worried or follows closely with worry.",
    Stance.CONDEMNATION: "Condemns or denounces.",
    Stance.REJECTION: "Refuses, denies or rules out.",
    Stance.WARNING: "Warns or threatens.",
    Stance.COMMITMENT: "Promises or declares what it will do.",
    Stance.INFORMATION: "Plain news of one's own acts.",
    Stance.NO_COMMENT: "Declined to say, or did not respond.",
}

LEVEL_DEFINITIONS: dict[Level, str] = {
    Level.CLOSED: "The mission is closed.",
    Level.SUSPENDED: "The mission's work is suspended.",
    Level.MOVED: "The mission works from another place.",
    Level.EVACUATED: "The mission's staff as a whole have left.",
    Level.REDUCED: "The mission works with fewer people.",
    Level.REOPENED: "The mission has opened again.",
    Level.KEPT: "The mission is said to stay open.",
    Level.UNKNOWN: "Nothing is known. Never taken for open.",
}

CAMEO_ACTIONS: dict[ActionType, str] = {
    ActionType.EMBASSY_CLOSED: "161",
    ActionType.EMBASSY_SUSPENDED: "160",
    ActionType.EMBASSY_EVACUATED: "160",
    ActionType.EMBASSY_REDUCED: "161",
    ActionType.EMBASSY_REOPENED: "054",
    ActionType.CITIZENS_EVACUATED: "160",
    ActionType.ALLIES_EVACUATED: "075",
    ActionType.REFUGEES_ADMITTED: "0333",
    ActionType.TROOPS_DEPLOYED: "154",
    ActionType.TROOPS_WITHDRAWN: "087",
    ActionType.FLIGHTS_SUSPENDED: "160",
    ActionType.BORDER_CLOSED: "160",
    ActionType.TRAVEL_ADVICE: "160",
    ActionType.EMERGENCY_MEETING: "026",
    ActionType.UN_MEETING_REQUESTED: "026",
    ActionType.TALKS_HELD: "040",
    ActionType.AID_PLEDGED: "033",
    ActionType.AID_SUSPENDED: "162",
    ActionType.SANCTIONS_IMPOSED: "163",
    ActionType.RECOGNITION_GRANTED: "054",
    ActionType.RECOGNITION_WITHHELD: "120",
    ActionType.RELATIONS_CUT: "161",
    ActionType.ENVOY_RECALLED: "161",
    ActionType.DIPLOMATS_EXPELLED: "174",
}

PLOVER_ACTIONS: dict[ActionType, str] = {
    ActionType.EMBASSY_CLOSED: "SANCTION/withdraw",
    ActionType.EMBASSY_SUSPENDED: "SANCTION/discontinue",
    ActionType.EMBASSY_EVACUATED: "SANCTION/withdraw",
    ActionType.EMBASSY_REDUCED: "SANCTION/withdraw",
    ActionType.EMBASSY_REOPENED: "SUPPORT",
}

CAMEO_STANCES: dict[Stance, str] = {
    Stance.SUPPORT: "051",
    Stance.SYMPATHY: "018",
    Stance.APPEAL: "020",
    Stance.DEMAND: "100",
    Stance.CONCERN: "012",
    Stance.CONDEMNATION: "111",
    Stance.REJECTION: "120",
    Stance.WARNING: "130",
    Stance.COMMITMENT: "030",
    Stance.INFORMATION: "010",
    Stance.NO_COMMENT: "011",
}

HAPPEN_ONCE: frozenset[ActionType] = frozenset(
    {
        ActionType.EMBASSY_CLOSED,
        ActionType.EMBASSY_SUSPENDED,
        ActionType.EMBASSY_MOVED,
        ActionType.EMBASSY_EVACUATED,
        ActionType.EMBASSY_REOPENED,
        ActionType.BORDER_CLOSED,
        ActionType.RELATIONS_CUT,
        ActionType.ENVOY_RECALLED,
        ActionType.RECOGNITION_GRANTED,
    }
)
"""Acts that happen once until they are undone: told with two days, one is wrong. A
mission is reduced, citizens are flown out and talks are held again and again."""

PHASES: dict[Stage, str] = {
    Stage.CONSIDERED: "planned",
    Stage.ANNOUNCED: "planned",
    Stage.UNDERWAY: "in force",
    Stage.DONE: "in force",
    Stage.DENIED: "denied",
}
"""One act at one phase is one Action: planned, in force and denied stay apart."""


def day_it_counts(
    stage: Stage, *, announced_on: date | None, effective_on: date | None
) -> date | None:
    """The day from which an act counts towards a posture, None for never.

    The effective day, else the day it was said when underway or done (codebook,
    rule 1). What is considered, denied, or announced without a day never counts.
    """
    if stage in (Stage.CONSIDERED, Stage.DENIED):
        return None
    if effective_on is not None:
        return effective_on
    return announced_on if stage in (Stage.UNDERWAY, Stage.DONE) else None


ENGLISH = frozenset({"", "en", "eng", "english"})


def is_english(language: str) -> bool:
    """Whether a language tag ("en", "en-GB") or name says English; none says so too."""
    return re.split(r"[-_ ]", language.strip().lower())[0] in ENGLISH


def not_english(language: str) -> str:
    """What is told of a text in another language, "" of an English one."""
    if is_english(language):
        return ""
    return f"not English ({language}): text kept, no claims read"
