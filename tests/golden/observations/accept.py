"""Reads the recordings again, shows what changed against the golden files and writes it down.

python -m tests.golden.observations.accept MEDIA_DIR MODEL_DIR
"""

import difflib
import sys
from pathlib import Path

from tests.golden.observations.recordings import RECORDINGS, golden_file, observations, sitting_for, written


def main(media_dir: Path, model_pack_dir: Path) -> None:
    """Prints the differences; git diff and a commit are how a person accepts them."""
    sitting = sitting_for(model_pack_dir)
    try:
        for name in RECORDINGS:
            path = golden_file(name)
            new = written(observations(sitting, media_dir, name))
            old = path.read_text("utf-8") if path.exists() else ""
            sys.stdout.writelines(
                difflib.unified_diff(old.splitlines(True), new.splitlines(True), path.name, path.name, n=0)
            )
            path.write_text(new, "utf-8")
    finally:
        sitting.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
