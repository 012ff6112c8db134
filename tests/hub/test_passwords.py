"""Which passwords are taken, and how they are kept."""

import pytest

from ehr.people import passwords
from ehr.problems import Problem


@pytest.mark.parametrize(
    "weak",
    [
        "short", "passwordpassword", "P@ssw0rd2024", "Welcome2024!", "qwertyuiop123", "123456789012", "abcdefghijkl",
        "aaaaaaaaaaaa", "iloveyou1234", "woaini5201314", "correcthorsebatterystaple", "someone-2024-x", "adminadmin12",
        "1qaz2wsx3edc",
    ],
)  # fmt: skip
def test_a_password_that_is_easy_to_guess_is_refused(weak: str) -> None:
    with pytest.raises(Problem, match="weak-password"):
        passwords.check_strength(weak, "someone@example.test")


@pytest.mark.parametrize(
    "good",
    ["seven green kettles sing", "nine grey anvils listen", "tR7!mmv-kQ2z", "我们今天下午一起去看海边的灯塔"],
)
def test_a_password_that_nobody_guesses_is_taken(good: str) -> None:
    passwords.check_strength(good, "someone@example.test")


def test_a_password_is_kept_as_argon2id_and_found_again() -> None:
    kept = passwords.kept("seven green kettles sing")
    assert kept.startswith("$argon2id$")
    assert passwords.is_right(kept, "seven green kettles sing")
    assert not passwords.is_right(kept, "seven green kettles sang")
    assert not passwords.is_right(None, "a password that is nobody's")
    assert not passwords.is_right("damaged", "seven green kettles sing")
