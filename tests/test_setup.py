"""Set-up on a bare machine, played with fake programs: what it installs and says, and nothing twice."""

import re
import tomllib
from pathlib import Path

import pytest

from tests.fakes.machine import ROOT, Machine, all_natives

LOCK = (ROOT / "requirements.lock").read_text("utf-8")


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def _name(requirement: str) -> str:
    word = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert word
    return re.sub(r"[-_.]+", "-", word.group()).lower()


def test_root_gets_every_missing_package_and_loses_none(machine: Machine) -> None:
    outcome = machine.run()
    assert outcome.code == 0, outcome.said
    installs = [call for call in outcome.calls if call.startswith("apt-get") and " install " in call]
    assert all("--no-remove" in call for call in installs)
    asked = {word for call in installs for word in call.split()}
    assert {"libportaudio2", "python3.11-venv", "fonts-noto-cjk", "xvfb", "espeak-ng"} <= asked
    assert {"gcc", "libc6-dev"} <= asked  # the fault tests compile their recorder and never skip
    assert "g++" not in asked  # Python 3.11 has every wheel
    assert "installing native packages" in outcome.said
    assert "web_assets" in outcome.calls


@pytest.mark.parametrize("name", ["libglib2.0-0", "libglib2.0-0t64"])
def test_of_two_names_the_one_the_distribution_offers_is_taken(machine: Machine, name: str) -> None:
    machine.offered = (name,)
    asked = " ".join(machine.run().calls).split()
    assert [word for word in asked if word.startswith("libglib")] == [name]


def test_a_second_run_does_nothing(machine: Machine) -> None:
    assert machine.run().code == 0
    again = machine.run()
    assert (again.code, again.said, again.calls) == (0, "", ())


@pytest.mark.parametrize("name", ["requirements.lock", "pyproject.toml", "tools/native-packages.txt"])
def test_a_change_of_what_is_needed_sets_up_again(machine: Machine, name: str) -> None:
    machine.run()
    with (machine.checkout / name).open("a") as file:
        file.write("\n# changed\n")
    assert any(call.startswith("pip") for call in machine.run().calls)


def test_nothing_is_installed_where_nothing_is_missing(machine: Machine) -> None:
    machine.installed = all_natives()
    outcome = machine.run()
    assert outcome.code == 0, outcome.said
    assert [call for call in outcome.calls if call.startswith("apt-get")] == []


def test_without_root_it_says_what_to_type_and_stops(machine: Machine) -> None:
    machine.user, machine.installed = 1000, ("python3.11-venv",)
    outcome = machine.run()
    assert outcome.code == 1
    assert re.search(r"sudo apt-get update && sudo apt-get install -y .*\blibportaudio2\b", outcome.said)
    assert outcome.calls == ()


def test_without_root_it_goes_on_when_only_helpers_are_missing(machine: Machine) -> None:
    machine.user = 1000
    machine.installed = tuple(name for name in all_natives() if name not in {"xvfb", "espeak-ng"})
    outcome = machine.run()
    assert outcome.code == 0, outcome.said
    assert "sudo apt-get install -y xvfb espeak-ng" in outcome.said


def test_sudo_is_used_where_it_asks_for_no_password(machine: Machine) -> None:
    machine.user, machine.sudo = 1000, True
    outcome = machine.run()
    assert outcome.code == 0, outcome.said
    assert any("install" in call and "libportaudio2" in call for call in outcome.calls)


def test_without_network_it_says_what_failed_and_what_to_type(machine: Machine) -> None:
    machine.extra = {"APT_FAILS": "1"}
    outcome = machine.run()
    assert outcome.code == 1
    assert "E: no network" in outcome.said
    assert "apt-get update && apt-get install -y" in outcome.said


def test_a_failed_installation_leaves_no_stamp(machine: Machine) -> None:
    machine.extra = {"INSTALL_FAILS": "1"}
    failed = machine.run()
    assert failed.code == 1
    assert "PIP_INDEX_URL=" in failed.said
    machine.extra = {}
    assert any(call.startswith("pip") for call in machine.run().calls)


def test_foreign_settings_of_pip_are_left_out_and_the_mirror_is_kept(machine: Machine) -> None:
    machine.extra = {
        "PIP_INDEX_URL": "https://mirror.example/simple",
        "PIP_TARGET": "/nowhere",
        "PYTHONPATH": "/elsewhere",
    }
    pip = [call for call in machine.run().calls if call.startswith("pip")]
    assert pip
    assert all(call.endswith("index=https://mirror.example/simple target= path=") for call in pip)


def test_a_python_that_is_named_is_used_or_refused(machine: Machine) -> None:
    machine.extra = {"PYTHON": str(machine.folder / "no-such-python")}
    refused = machine.run()
    assert (refused.code, refused.calls) == (1, ())
    machine.extra = {"PYTHON": str(machine.bin / "python3")}
    assert machine.run().code == 0


def test_hashes_are_asked_of_every_package(machine: Machine) -> None:
    pip = [call for call in machine.run().calls if call.startswith("pip install")]
    assert "--require-hashes -r requirements.lock" in pip[0]
    assert all("--require-hashes" in call or "--no-deps" in call for call in pip)


def test_a_machine_whose_python_is_too_old_says_so(machine: Machine) -> None:
    machine.extra = {"TOO_OLD": "1"}
    outcome = machine.run()
    assert outcome.code == 1
    assert "needs Python 3.11 or newer" in outcome.said


def test_the_lock_pins_and_hashes_every_package_and_names_no_address() -> None:
    packages = re.split(r"\n(?=[a-z0-9])", LOCK.strip())
    assert len(packages) > 50
    assert [each.split()[0] for each in packages if not re.match(r"[a-z0-9.-]+==\S+", each)] == []
    assert [each.split()[0] for each in packages if "--hash=sha256:" not in each] == []
    assert "://" not in LOCK
    assert not re.search(r"^\s*-(?!-hash)", LOCK, re.MULTILINE)


def test_the_lock_has_every_package_that_the_project_declares() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    declared = {_name(each) for each in (*project["dependencies"], *project["optional-dependencies"]["dev"])}
    locked = set(re.findall(r"^([a-z0-9.-]+)==", LOCK, re.MULTILINE))
    assert declared | {"setuptools", "wheel"} <= locked


def test_the_lock_has_one_version_of_each_package() -> None:
    names = re.findall(r"^([a-z0-9.-]+)==", LOCK, re.MULTILINE)
    assert len(names) == len(set(names))
