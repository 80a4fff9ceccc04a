import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.core.errors import InvalidInput
from backend.core.models.class_name_list import LONGEST_NAME, parse_names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("{0: 'Hardhat', 1: 'NO-Hardhat'}", ("Hardhat", "NO-Hardhat")),
        ("{1: 'b', 0: 'a'}", ("a", "b")),
        ("{0: \"driver's helmet\", 1: 'x'}", ("driver's helmet", "x")),
        (r"{0: 'driver\'s helmet'}", ("driver's helmet",)),
        ("{0: helmet, 1: hi-vis vest}", ("helmet", "hi-vis vest")),
        ("{0: 'a, b', 1: 'c: d'}", ("a, b", "c: d")),
        ('["helmet", "vest"]', ("helmet", "vest")),
        ("['helmet', \"driver's\"]", ("helmet", "driver's")),
        ("helmet,no-helmet, vest ", ("helmet", "no-helmet", "vest")),
        ("person", ("person",)),
        ("{0: 'a\x1b[2Jb'}", ("a?[2Jb",)),  # nothing that a terminal would obey
        ("x" * 500, ("x" * LONGEST_NAME,)),
    ],
)
def test_names_are_read_as_files_and_people_write_them(text: str, names: tuple[str, ...]) -> None:
    assert parse_names(text) == names


@pytest.mark.parametrize("text", ["", " ", "{}", "[]", "a,,b", "{1: 'b'}", "{0: 'a', 2: 'c'}", "{0: ''}", "{oops}"])
def test_what_leaves_a_class_out_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        parse_names(text)
    assert "NAMES" in caught.value.hint


@given(st.text(max_size=300))
def test_any_text_is_either_names_or_refused(text: str) -> None:
    try:
        names = parse_names(text)
    except InvalidInput:
        return
    assert all(name and name.isprintable() for name in names)


@given(st.lists(st.text("abcXYZ '\"-_", min_size=1, max_size=20).map(str.strip).filter(bool), min_size=1, max_size=30))
def test_what_ultralytics_writes_comes_back(names: list[str]) -> None:
    assert parse_names(str(dict(enumerate(names)))) == tuple(names)
