"""Questions are found by number, and by the words people ask in."""

from __future__ import annotations

import pytest

from experiments.ask.find_question import (
    alike,
    find_questions,
    listed_questions,
    question_files,
    scored,
)
from sim.errors import InputError

ASKED = {
    "what if Iran restrains its allies": "Q06",
    "Turkey invades": "Q17",
    "do sanctions work": "Q19",
    "does Sadr matter": "Q25",
    "how long can we pause the mission": "Q16",
    "what happens to ISIS if all Americans leave": "Q10",
    "was it just luck": "Q04",
    "wait two weeks before blaming": "Q09",
    "could the guards have held the embassy": "Q15",
    "covid": "Q20",
}


@pytest.mark.parametrize("number", ["Q7", "q07", "7", " Q07 "])
def test_a_number_names_one(number):
    """However it is written."""
    assert [row.id for row in find_questions(number)] == ["Q07"]


@pytest.mark.parametrize("said", ASKED)
def test_words_find_the_question_that_they_mean(said):
    """First among those that may be meant."""
    assert find_questions(said)[0].id == ASKED[said]


def test_every_question_is_found_by_its_own_words():
    """What the list shows can be typed."""
    for name, row in listed_questions().items():
        assert find_questions(row.text)[0].id == name


def test_words_that_several_hold_alike_list_them_all():
    """Rather than choosing for the reader."""
    assert len(find_questions("Iraq")) > 1


@pytest.mark.parametrize("said", ["xyzzy plugh", "", "of the and"])
def test_words_that_none_holds_are_bad_input(said):
    """Nonsense finds nothing."""
    with pytest.raises(InputError, match="a number such as Q7"):
        find_questions(said)


def test_a_number_that_none_has_is_bad_input_and_names_the_nearest():
    """One line that says where the list is."""
    with pytest.raises(InputError, match="ask: got Q99"):
        find_questions("Q99")


def test_rare_words_count_more_than_common_ones():
    """A word that one text holds tells more than one that all hold."""
    texts = {"a": ["iraq", "turkey"], "b": ["iraq", "bill"], "c": ["iraq", "vote"]}
    found = scored(["iraq", "bill"], texts)
    assert found["b"] == 1.0
    assert found["a"] == found["c"] < 0.5


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("restrain", "restrains", True),
        ("blame", "blaming", True),
        ("militia", "militias", True),
        ("vote", "void", False),
        ("iran", "iraq", False),
        ("restart", "restrains", False),
    ],
)
def test_endings_do_not_part_words(a, b, same):
    """Most of the letters in front must be the same."""
    assert alike(a, b) == alike(b, a) == same


def test_files_are_called_by_their_numbers():
    """And come in order."""
    names = list(question_files())
    assert names == sorted(names)
    assert set(names) >= {f"Q{k:02d}" for k in (*range(1, 22), 25)}
