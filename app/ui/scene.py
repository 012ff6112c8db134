"""A role play's prompt cut into setting, the customer's line, and the task; nothing is lost."""

import re
from dataclasses import dataclass

# Only a bare "the customer says" is taken off, because the bubble says it; more stays in the setting.
_LINE = re.compile(
    r"(?<![^。！？.!?\s])(?:客户(?:接着)?说?|(?:The )?[Cc]ustomer(?: goes on| says)?)[：:]\s*"
    r"[“\"](?P<line>[^”\"]+)[”\"]"
)


@dataclass(frozen=True, slots=True)
class Scene:
    """setting: before the line; line: what the customer says; task: after it. Any of them may be empty."""

    setting: str
    line: str
    task: str


def scene(prompt: str) -> Scene:
    """The parts of `prompt`; all of it is the setting when no customer's line is found."""
    found = _LINE.search(prompt)
    if found is None:
        return Scene(prompt, "", "")
    setting = prompt[: found.start()].strip()
    return Scene(setting, found["line"].strip(), prompt[found.end() :].strip())
