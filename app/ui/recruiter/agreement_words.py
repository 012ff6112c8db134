"""The words of the agreement screen: a figure with its interval, or why there is none."""

from collections.abc import Callable, Iterable

from app.agreement.changes import Changed, Pull
from app.agreement.gate import By
from app.agreement.measures import Agreement, Estimate, NotEstimated
from app.agreement.raters import Rater
from app.review.agreement_values import AgreementGroup, AgreementLine

Text = Callable[..., str]


def cell(each: AgreementLine, found: Agreement, column: str, text: Text) -> str:
    """What stands in the column of `found`, which is of `each`."""
    match column:
        case "name":
            return each.name
        case "pairs":
            return str(found.pairs)
        case "icc":
            return figure(found.icc, text)
        case "kappa":
            return figure(found.kappa, text)
        case "bias":
            return figure(found.bias, text, sign="+")
        case "exact":
            return f"{share(found.exact)} / {share(found.adjacent)}"
        case _:
            told = text(f"review.console.standing_{each.standing}")
            return f"{told} (≥\N{NO-BREAK SPACE}{each.least_icc:.2f})"


def people_cell(each: AgreementLine, people: Agreement, column: str, text: Text) -> str:
    """The same of two people; in place of a minimum, whether the program comes near enough to them."""
    if column == "name":
        return text("review.agreement.people")
    if column != "standing":
        return cell(each, people, column, text)
    key = {None: "people_few", True: "behind", False: "not_behind"}[each.is_behind]
    return text(f"review.agreement.{key}")


def more(each: AgreementLine, text: Text) -> str:
    """What no column holds."""
    found = each.agreement
    parts = [
        text("review.agreement.r", value=figure(found.r, text)),
        text("review.agreement.smd", value=figure(found.smd, text, sign="+")),
    ]
    if each.people is not None:
        parts.append(text("review.agreement.of_ceiling", value=figure(each.of_ceiling, text, percent=True)))
    if each.changed is not None:
        parts.append(_changed(each.changed, text))
    if isinstance(each.pull, Pull):
        parts.append(
            text("review.agreement.pull", blind=f"{each.pull.blind:+z.2f}", seen=f"{each.pull.seen:+z.2f}")
        )
    return " · ".join(parts)


def notices(groups: Iterable[AgreementGroup], text: Text) -> list[str]:
    """One sentence for each model version whose scores pull those who see them first."""
    return [
        text(
            "review.agreement.bias",
            version=line.name,
            blind=f"{line.pull.blind:+z.2f}",
            seen=f"{line.pull.seen:+z.2f}",
            ratings=line.pull.ratings,
            shown=line.pull.shown,
        )
        for group in groups
        if group.by is By.MODEL_VERSION
        for line in group.lines
        if isinstance(line.pull, Pull) and line.pull.is_bias
    ]


def rater(each: Rater, text: Text) -> str:
    """How one person rates, beside others and over time."""
    return text(
        "review.agreement.rater",
        name=each.name,
        answers=each.answers,
        program=figure(each.beside_program, text, sign="+"),
        shared=each.shared,
        others=figure(each.beside_others, text, sign="+"),
        earlier=figure(each.earlier, text, sign="+"),
        lately=figure(each.lately, text, sign="+"),
    )


def figure(
    value: Estimate | NotEstimated | float, text: Text, sign: str = "", *, percent: bool = False
) -> str:
    """Value and interval, or the words why there is none."""
    if isinstance(value, NotEstimated):
        return text(f"review.console.{value.reason}")
    if isinstance(value, Estimate):
        return f"{value.value:{sign}z.2f} [{value.low:{sign}z.2f}, {value.high:{sign}z.2f}]"
    return f"{value:.0%}" if percent else f"{value:{sign}z.2f}"


def share(value: NotEstimated | float) -> str:
    """In percent, or a dash."""
    return "–" if isinstance(value, NotEstimated) else f"{value:.0%}"


def _changed(found: Changed, text: Text) -> str:
    """How many of the scores people had before them they changed, and which way."""
    if isinstance(found.share, NotEstimated):
        return text("review.agreement.changed_few", shown=found.shown, up=found.up, down=found.down)
    told = {"share": f"{found.share:.1%}", "shown": found.shown, "up": found.up, "down": found.down}
    return text("review.agreement.changed", **told)
