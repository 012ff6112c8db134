"""A bare machine for tools/setup.sh: a copy of the set-up files and a PATH of small fake programs."""

import shutil
import stat
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
# What the script itself may use of the real machine.
REAL_PROGRAMS = (
    "awk bash cat chmod cp cut dirname echo env flock grep mkdir mktemp rm sha256sum tail tr true uname xargs"
)

APT_GET = """echo "apt-get $*" >>"$CALLS"
case "$*" in *install*) [ -z "$APT_FAILS" ] || { echo "E: no network" >&2; exit 100; } ;; esac"""
APT_CACHE = """for word; do name=$word; done
case " $OFFERED " in *" $name "*) echo "Package: $name" ;; esac"""
DPKG_QUERY = """for word; do name=$word; done
case " $INSTALLED " in *" $name "*) printf installed ;; *) exit 1 ;; esac"""
PYTHON = """case "$*" in
*'version_info <'*) exit "${TOO_OLD:-0}" ;;
*_base_executable*) echo "$FAKE_BIN/python3" ;;
*'"%d.%d"'*) echo 3.11 ;;
*ensurepip*) case " $INSTALLED " in *" python3.11-venv "*) exit 0 ;; esac; grep -q python3.11-venv "$CALLS" ;;
*'-m venv'*) mkdir -p .venv/bin && cp "$FAKE_BIN/python3" .venv/bin/python ;;
*'-m pip --version'*) ;;
*'-m pip'*) echo "pip ${*:3} index=$PIP_INDEX_URL target=$PIP_TARGET path=$PYTHONPATH" >>"$CALLS"
    exit "${INSTALL_FAILS:-0}" ;;
--version) echo Python 3.11.2 ;;
esac"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run of the set-up ended, what it said, and which programs it called."""

    code: int
    said: str
    calls: tuple[str, ...]


@dataclass
class Machine:
    """Its state is in fields; run() sets it up. user: id of the user; sudo: whether sudo works unasked."""

    folder: Path
    user: int = 0
    sudo: bool = False
    installed: tuple[str, ...] = ()
    offered: tuple[str, ...] = ()
    extra: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in ("requirements.lock", "pyproject.toml", "tools/setup.sh", "tools/native-packages.txt"):
            target = self.checkout / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, target)
        assets = self.checkout / "tools" / "web_assets.sh"  # the real one needs npm and a network
        assets.write_text(f'#!{shutil.which("bash")}\necho "web_assets" >>"$CALLS"\n')
        assets.chmod(0o755)
        self.bin.mkdir()
        for name in REAL_PROGRAMS.split():
            (self.bin / name).symlink_to(str(shutil.which(name)))
        for name, body in {
            "apt-get": APT_GET,
            "apt-cache": APT_CACHE,
            "dpkg-query": DPKG_QUERY,
            "python3": PYTHON,
        }.items():
            self._program(name, body)

    @property
    def checkout(self) -> Path:
        """The copy of the project's set-up files."""
        return self.folder / "a checkout"

    @property
    def bin(self) -> Path:
        """The only folder of PATH."""
        return self.folder / "bin"

    def run(self) -> Outcome:
        """Run the set-up once, without a terminal."""
        self._program("id", f"echo {self.user}")
        self._program("sudo", '[ "$1" = -n ] && shift; exec "$@"' if self.sudo else "exit 1")
        calls = self.folder / "calls"
        calls.write_text("")
        environment = {
            "PATH": str(self.bin),
            "HOME": str(self.folder),
            "FAKE_BIN": str(self.bin),
            "CALLS": str(calls),
            "INSTALLED": " ".join(self.installed),
            "OFFERED": " ".join(self.offered),
            **self.extra,
        }
        done = subprocess.run(
            [str(self.checkout / "tools" / "setup.sh")],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=30,
            check=False,
        )
        return Outcome(done.returncode, done.stdout, tuple(calls.read_text().splitlines()))

    def _program(self, name: str, body: str) -> None:
        path = self.bin / name
        path.write_text(f"#!{shutil.which('bash')}\n{body}\n")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)


def all_natives() -> tuple[str, ...]:
    """The first choice of every line of the list of native packages, for Python 3.11."""
    lines = (ROOT / "tools" / "native-packages.txt").read_text("utf-8").splitlines()
    return tuple(
        line.split()[1].split("|")[0].replace("%V", "3.11")
        for line in lines
        if line and not line.startswith("#")
    )
