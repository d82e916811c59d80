"""People: what their names make, and what cannot be told of them."""

import pytest
from timeline import on

from tracker.domain.people import BadName, BadTerm, person_of


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Kassym-Jomart Tokayev", "kassym-jomart-tokayev"),
        ("Recep Tayyip Erdoğan", "recep-tayyip-erdogan"),
        ("  Gideon   Sa'ar ", "gideon-sa-ar"),
        ("习近平", "习近平"),
    ],
)
def test_a_name_makes_the_key(name: str, key: str) -> None:
    """Case, accents and blanks do not count, so that the same person has the same key."""
    person = person_of(name, "KZ")
    assert person.key == key
    assert person.name == " ".join(name.split())


def test_names_are_each_told_once() -> None:
    """The name that is shown comes first, the others after it, whatever was repeated."""
    also = ("Tokajew", " Tokayev", "Kassym-Jomart Tokayev", "Tokajew")
    person = person_of("Kassym-Jomart Tokayev", "KZ", also=also)
    assert person.names == ("Kassym-Jomart Tokayev", "Tokajew", "Tokayev")


@pytest.mark.parametrize("names", [("",), ("!?",), ("Tokayev", " ")], ids=str)
def test_a_name_has_letters(names: tuple[str, ...]) -> None:
    """A name that no text could have is refused, the other names too."""
    with pytest.raises(BadName, match="has no letters"):
        person_of(names[0], "KZ", also=names[1:])


def test_an_office_ends_after_it_began() -> None:
    """Days in the wrong order are refused; what doubt leaves open is not."""
    with pytest.raises(BadTerm, match="left on 2018 what began on 2019-03-20"):
        person_of("Tokayev", "KZ", since=on("2019-03-20"), until=on("2018"))
    for since, until in (("2019", "2019-03"), ("2019-03-20", "2020"), ("2019~", "2018-12")):
        assert person_of("Tokayev", "KZ", since=on(since), until=on(until)).until == on(until)
