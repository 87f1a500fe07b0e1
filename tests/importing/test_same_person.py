"""Which names may be one person: what must not be proposed first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reactions.importing.same_person import may_be_one_person
from reactions.models.official import fold_name, spelling_key

OTHERS = [
    ("John Smith", "Jane Smith"),
    ("Hussein Karimi", "Hassan Karimi"),
    ("Maria Silva", "Mario Silva"),
    ("Ivan Petrov", "Ivana Petrova"),
    ("Li Wei", "Liu Wei"),
    ("Kim Jong Un", "Kim Jong Il"),
    ("Anna Lindqvist", "Anna Lindberg"),
    ("John Gates", "John Yates"),
    ("Peter Brown", "Paul Brown"),
    ("Ruiz", "Ana Ruiz"),
    ("Omar Haddad", "Amir Haddad"),
    ("Abdul Rahman", "Abdul Rahim"),
    ("George H. Bush", "George W. Bush"),
    ("Ana Ruiz", "Ana Ruiz"),
]
SAME = [
    ("Mohammad Zahir Aghbar", "Mohammed Zaher Aghbar"),
    ("Volodymyr Zelensky", "Volodymyr Zelenskyy"),
    ("Volodymyr Zelenskiy", "Vladimir Zelensky"),
    ("Sergei Lavrov", "Sergey Lawrow"),
    ("Antony Blinken", "Anthony Blinken"),
    ("Antony Blinken", "Antony J. Blinken"),
    ("Ann Linde", "Anne Linde"),
    ("Dmytro Kuleba", "Dmitry Kuleba"),
    ("Hossein Amir-Abdollahian", "Hossein Amirabdollahian"),
    ("Jean-Yves Le Drian", "Jean Yves Ledrian"),
    ("Zabihullah Mujahid", "Zabiullah Mujahed"),
    ("Recep Tayyip Erdoğan", "Tayyip Erdogan"),
    ("Yusuf Nasir", "Yousuf Nasser"),
    ("Heinz Müller", "Heinz Mueller"),
    ("A. Rahmani", "Ashraf Rahmani"),
    ("Faisal Al Saud", "Faysal Saud"),
    ("Shah Mahmood Qureshi", "Shah Mehmood Quraishi"),
]


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_these_are_two_persons(one, other):
    assert not may_be_one_person(fold_name(one), fold_name(other))


@pytest.mark.parametrize(("one", "other"), SAME)
def test_these_may_be_one_person_and_share_a_key(one, other):
    assert may_be_one_person(fold_name(one), fold_name(other))
    assert spelling_key(one) == spelling_key(other)


NAMES = st.text("abdehiklmorsuyz '-", max_size=30)


@given(NAMES, NAMES)
def test_it_is_mutual_and_never_breaks(one, other):
    here, there = fold_name(one), fold_name(other)
    assert may_be_one_person(here, there) is may_be_one_person(there, here)
