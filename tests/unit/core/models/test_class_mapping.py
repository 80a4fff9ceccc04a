import pytest

from backend.core.errors import InvalidInput
from backend.core.models.class_mapping import check_mapping, judged_items, parse_mapping, proposal, proposed

# Spellings of public data sets (Roboflow's construction sites, SHWD, SFCHD, GDUT-HWD, Pictor) and of people.
MEANINGS = {
    "helmet": "helmet, Helmet, HELMET, Hardhat, hard-hat, hard_hat, Hard Hat, HardHat, hat, helmets, safety helmet, "
    "Safety-Helmet, with helmet, with_helmet, wearing helmet, helm, SafetyHelmet",
    "no-helmet": "NO-Hardhat, no helmet, no-helmet, no_helmet, nohelmet, NoHelmet, Without Helmet, without_helmet, "
    "head, Head, heads, bare head, no hard hat, missing helmet, tanpa helm, no-hat, not wearing helmet, w/o helmet, "
    "helmet off, no_safety_helmet, NOHardhat",
    "vest": "vest, Vest, Safety Vest, safety-vest, reflective, reflective_vest, Reflective-Jacket, hi-vis, "
    "hi-vis vest, high visibility vest, reflective_clothes, vests, SafetyVest, rompi, safety jacket",
    "no-vest": "NO-Safety Vest, no vest, no-vest, no_vest, NoVest, without vest, novest, other_clothes, tanpa rompi, "
    "no safety vest, no_reflective_vest, No-SafetyVest",
    "person": "person, Person, people, persons, worker, Workers, human, pedestrian, orang, man, construction worker",
    # Who says two things, or something else, is left out: a wrong class accuses people.
    "": ",  , 0, class1, machinery, vehicle, Safety Cone, mask, NO-Mask, goggles, gloves, no person, helmet vest, "
    "helmet and vest, person with helmet, worker without vest, no head, hats off you, no, without, safety, headset, "
    "investor, harvest, noise, t-shirt, phat, red",
}


@pytest.mark.parametrize(
    ("item", "name"), [(item, name) for item, names in MEANINGS.items() for name in names.split(", ")]
)
def test_a_name_is_proposed_as_what_it_means(item: str, name: str) -> None:
    assert proposed(name) == (item or None)


def test_two_classes_may_be_one_item_and_unknown_ones_are_left_out() -> None:
    names = ["Hardhat", "helmet", "NO-Hardhat", "Person", "machinery"]
    assert proposal(names) == {"Hardhat": "helmet", "helmet": "helmet", "NO-Hardhat": "no-helmet", "Person": "person"}


@pytest.mark.parametrize(
    ("items", "judged"),
    [
        (["person"], ()),
        (["person", "helmet"], ("helmet",)),
        (["person", "no-helmet"], ()),  # without the worn class everybody would seem to lack it
        (["person", "vest", "no-vest", "helmet"], ("helmet", "vest")),
    ],
)
def test_an_item_is_judged_only_by_a_model_that_knows_it_worn(items: list[str], judged: tuple[str, ...]) -> None:
    assert judged_items(items) == judged


NAMES = ["Hardhat", "NO-Hardhat", "Person", "a=b"]


@pytest.mark.parametrize(
    ("text", "mapping"),
    [
        ("Hardhat=helmet,NO-Hardhat=no-helmet", {"Hardhat": "helmet", "NO-Hardhat": "no-helmet"}),
        (" hardhat = helmet , person=person ", {"Hardhat": "helmet", "Person": "person"}),
        ("Hardhat=-,Person=person,", {"Person": "person"}),
        ("a=b=vest", {"a=b": "vest"}),
        ("", {}),
    ],
)
def test_a_mapping_is_read_as_people_write_it(text: str, mapping: dict[str, str]) -> None:
    assert parse_mapping(text, NAMES) == mapping


@pytest.mark.parametrize(
    ("text", "message"),
    [("Boots=helmet", "no class 'Boots'"), ("Hardhat", "no class"), ("Hardhat=hat", "no item"), ("=vest", "no class")],
)
def test_a_mapping_that_does_not_fit_names_what_would(text: str, message: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        parse_mapping(text, NAMES)
    assert message in caught.value.message
    assert caught.value.hint


def test_a_mapping_without_a_person_is_refused() -> None:
    check_mapping({"worker": "person"})
    with pytest.raises(InvalidInput) as caught:
        check_mapping({"Hardhat": "helmet"})
    assert "person" in caught.value.message
