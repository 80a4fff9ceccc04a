import pytest

from backend.commands.models.arguments import ArgumentsError, parse
from backend.commands.models.mapping import agreed_mapping, as_argument
from backend.commands.questions import Questions
from backend.core.errors import InvalidInput

NAMES = ("Hardhat", "thing", "Person")


def typed(*answers: str) -> Questions:
    """Somebody at a terminal who types these."""
    left = list(answers)
    return Questions(False, terminal=True, read=lambda _: left.pop(0))


def no_terminal(*, yes: bool = False) -> Questions:
    return Questions(yes, terminal=False)


def test_arguments_are_pairs() -> None:
    words = parse(["FILE= a b.onnx ", "NAME=plant-1", "YES=1", "MAP=a=b,c=d"])
    assert (words.file, words.name, words.yes, words.map) == ("a b.onnx", "plant-1", True, "a=b,c=d")
    assert parse([]).list is False
    assert parse(["YES=0"]).yes is False
    assert parse(["SIZE=416", "FILE=x.onnx"]).overrides.size == "416"


@pytest.mark.parametrize("words", [["x"], ["COLOUR=red"], ["FILE=a", "BACK=1"], ["USE=a", "REMOVE=b"]])
def test_other_arguments_are_refused(words: list[str]) -> None:
    with pytest.raises(ArgumentsError):
        parse(words)


def test_a_person_agrees_to_the_proposal_or_edits_it_until_it_is_right() -> None:
    assert agreed_mapping(NAMES, "", typed("y")) == {"Hardhat": "helmet", "Person": "person"}
    corrections = ["e", "thing=hat", "boots=vest", "thing=vest, hardhat=-", "", "y"]  # no item, no class: asked again
    assert agreed_mapping(NAMES, "", typed(*corrections)) == {"thing": "vest", "Person": "person"}
    again = agreed_mapping(NAMES, "", typed("edit", "Hardhat=-", "", "e", "Hardhat=helmet", "", "yes"))
    assert again == {"Hardhat": "helmet", "Person": "person"}


def test_without_consent_nothing_changes() -> None:
    for answers in (["n"], [""], ["what?"]):
        with pytest.raises(InvalidInput, match="Nothing was changed"):
            agreed_mapping(NAMES, "", typed(*answers))
    with pytest.raises(InvalidInput, match="No class of this model is a person"):
        agreed_mapping(NAMES, "", typed("e", "Person=-", "", "y"))


def test_without_a_terminal_consent_is_given_beforehand_or_not_at_all() -> None:
    assert agreed_mapping(NAMES, "", no_terminal(yes=True)) == {"Hardhat": "helmet", "Person": "person"}
    assert agreed_mapping(NAMES, "thing=person", no_terminal()) == {"thing": "person"}
    with pytest.raises(InvalidInput) as caught:
        agreed_mapping(NAMES, "", no_terminal())
    assert as_argument({"Hardhat": "helmet", "Person": "person"}) in caught.value.hint


def test_questions_are_answered_at_the_terminal_or_by_default() -> None:
    assert typed("y").agree("?") is True
    assert typed("").agree("?") is False
    assert no_terminal().agree("?") is False
    assert no_terminal(yes=True).agree("?") is True
    assert typed("", "x").text("?", "default") == "default"
    assert no_terminal().text("?", "default") == "default"

    def ended(_: str) -> str:
        raise EOFError

    assert Questions(False, terminal=True, read=ended).agree("?") is False
