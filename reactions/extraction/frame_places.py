"""The frames of a word by the places where they look for a theme, and by its classes.

A verb like "be" has some ninety frames, and of a theme that stands beside it hardly
one; so the few are looked up by the classes of the theme, instead of asking each.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from operator import itemgetter

from reactions.extraction.passages import Passage
from reactions.extraction.rulebook import LEAVING, OF_PASSENGERS, Frame
from reactions.extraction.themes import classes_of
from reactions.extraction.tokens import Token

BY_MORE_THAN_CLASS = frozenset(
    """anyone changed_mission citizens them work doors_of_mission embassy_actor
    acting_state carrier_services power host_power foreign_place state_person
    house_of_mission mission_stop nobody nothing a_few_of_them""".split()
)
"""Themes that are more than a class of noun: `fitting` asks what they are."""

IN_ORDER = itemgetter(0, 1)
"""By the frame's number, then by where its theme was found."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Frames by their numbers: those of a class, and those that any noun may fit.
    `frame` is one of them, for all look at one place."""

    frame: Frame
    of_class: dict[str, tuple[int, ...]]
    of_any: tuple[int, ...]


@cache
def _places_of(frames: tuple[Frame, ...]) -> tuple[_Place, ...]:
    by_place: dict[tuple[str, bool, bool, bool], list[int]] = {}
    for number, frame in enumerate(frames):
        told = frame.rule == "tells_citizens"
        aboard = frame.type in OF_PASSENGERS
        place = (frame.role, told, frame.type in LEAVING, aboard)
        by_place.setdefault(place, []).append(number)
    return tuple(_place(frames, numbers) for numbers in by_place.values())


def _place(frames: Sequence[Frame], numbers: Sequence[int]) -> _Place:
    of_class: dict[str, list[int]] = {}
    of_any = []
    for number in numbers:
        theme = frames[number].theme
        if not theme.isdisjoint(BY_MORE_THAN_CLASS):
            of_any.append(number)
            continue
        for name in theme:
            of_class.setdefault(name, []).append(number)
    known = {name: tuple(found) for name, found in of_class.items()}
    return _Place(frames[numbers[0]], known, tuple(of_any))


def frames_with_themes(
    token: Token,
    frames: tuple[Frame, ...],
    themes: Callable[[Frame, Token], Iterable[Token]],
    passage: Passage,
) -> list[tuple[Frame, Token, frozenset[str]]]:
    """The frames that may fit, in their order, each with a theme and its classes."""
    found = sorted(_numbered(token, frames, themes, passage), key=IN_ORDER)
    return [(frames[number], theme, classes) for number, _, theme, classes in found]


def _numbered(
    token: Token,
    frames: tuple[Frame, ...],
    themes: Callable[[Frame, Token], Iterable[Token]],
    passage: Passage,
) -> Iterator[tuple[int, int, Token, frozenset[str]]]:
    known: dict[int, frozenset[str]] = {}
    for place in _places_of(frames):
        for at, theme in enumerate(themes(place.frame, token)):
            if theme.i not in known:
                known[theme.i] = classes_of(theme, passage)
            classes = known[theme.i]
            if not place.of_any and place.of_class.keys().isdisjoint(classes):
                continue
            numbers = set(place.of_any)
            for name in classes:
                numbers.update(place.of_class.get(name, ()))
            for number in numbers:
                yield number, at, theme, classes
