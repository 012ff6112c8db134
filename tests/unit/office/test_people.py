"""Who an account is at the hub: an administrator says it, and it ends with the account."""

import pytest

from app.errors import KioskError
from app.office import requests as want
from app.office import values as ask
from tests.unit.office.rig import READER, SECRET, Office


def test_who_is_removed_is_linked_no_more_nor_is_whoever_has_the_name_next(office: Office) -> None:
    office.add_reader()
    for wrong in ("ab", "two words", "x" * 255):
        with pytest.raises(KioskError, match="staff_link_invalid"):
            office.desk(want.LinkPerson(READER, wrong))
    with pytest.raises(KioskError, match="staff_unknown"):
        office.desk(want.LinkPerson("nobody", "nobody@example.test"))
    view = office.desk(want.LinkPerson(READER, " Reader@example.test "))
    assert isinstance(view, ask.UsersView)
    assert (view.has_hub, [each.at_hub for each in view.people]) == (True, ["", "reader@example.test"])
    office.desk(want.RemovePerson(READER))
    assert office.journal.reviews.links.of_all() == {}
    office.desk(want.AddPerson(READER, False, SECRET))
    office.desk(want.LinkPerson(READER, "reader@example.test"))
    office.book.remove(READER)  # and the program ended before it told the store
    view = office.desk(want.AddPerson(READER, False, SECRET))
    assert isinstance(view, ask.UsersView)
    assert [each.at_hub for each in view.people] == ["", ""]
