"""Scores the demo candidates again, shows what changed against the golden files and writes it down.

python -m tests.golden.scores.accept
"""

import difflib
import sys

from tests.golden.scores.candidates import CANDIDATES, golden_file, scores, written


def main() -> None:
    """Prints the differences; git diff and a commit are how a person accepts them."""
    for language, who in CANDIDATES:
        path = golden_file(language, who)
        new = written(scores(language, who))
        old = path.read_text("utf-8") if path.exists() else ""
        sys.stdout.writelines(
            difflib.unified_diff(old.splitlines(True), new.splitlines(True), path.name, path.name, n=0)
        )
        path.write_text(new, "utf-8")


if __name__ == "__main__":
    main()
