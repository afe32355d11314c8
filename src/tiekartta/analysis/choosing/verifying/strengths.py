"""Compare what a certificate of comparisons says with what they give."""

from __future__ import annotations

from math import isclose, log, sqrt
from statistics import NormalDist
from typing import Any

from tiekartta.analysis.choosing.verifying.case import at
from tiekartta.analysis.choosing.verifying.duels import (
    EQUAL,
    TOP,
    Duels,
    log_chance,
    number,
    read_duels,
    upper_gamma,
    whole,
)
from tiekartta.analysis.choosing.verifying.votes import Parts, Votes, exactly, origin


def parts(data: Any) -> tuple[Parts, Votes]:
    """(name, what does not hold in it) of everything that is worked out again."""
    duels = read_duels(data)
    more = {"prior": duels.prior, "confidence": duels.confidence}
    return [
        ("seed and order of ties", lambda: origin(data, duels.votes, whole(duels), more)),
        ("strengths", lambda: _top(duels)),
        ("winners and ties", lambda: _winners(data, duels)),
        ("wins and intervals", lambda: _table(data, duels)),
        ("goodness of fit", lambda: _goodness(data, duels)),
    ], duels.votes


def _near(found: float, right: float, name: str, scale: float = 1.0) -> list[str]:
    if isclose(found, right, rel_tol=TOP, abs_tol=TOP * scale):
        return []
    return [f"{name}: {found!r} is said, {right!r} is right"]


def _reached(duels: Duels, start: int, end: int) -> int:
    """How many options chains of wins lead to, from the first; backwards with 1 and 0."""
    steps: dict[int, list[int]] = {}
    for pair in duels.wins:
        steps.setdefault(pair[start], []).append(pair[end])
    seen, left = {0}, [0]
    while left:
        fresh = set(steps.get(left.pop(), [])) - seen
        seen |= fresh
        left += fresh
    return len(seen)


def _top(duels: Duels) -> list[str]:
    size = len(duels.options)
    if not duels.prior and min(_reached(duels, 0, 1), _reached(duels, 1, 0)) < size:
        return ["strengths: chains of wins do not join all options, so there are none"]
    wrong = _near(sum(duels.strengths) / size, 0.0, "strengths, their mean")
    try:
        inverse = duels.inverse
    except ArithmeticError:
        return [*wrong, "strengths: so far apart that the comparisons tell nothing of them"]
    for option, row in zip(duels.options, inverse, strict=True):
        move = sum(a * b for a, b in zip(row, duels.gradient, strict=True))
        if not abs(move) <= TOP:
            wrong.append(f"strength of {option!r}: wins are not as expected, off by {move:.6g}")
    return wrong


def _winners(data: Any, duels: Duels) -> list[str]:
    order = {name: i for i, name in enumerate(duels.votes.order)}
    groups: list[list[str]] = []
    last = 0.0
    pairs = zip(duels.options, duels.strengths, strict=True)
    for name, strength in sorted(pairs, key=lambda each: -each[1]):
        if groups and last - strength < EQUAL:
            groups[-1].append(name)
        else:
            groups.append([name])
        last = strength
    groups = [sorted(group, key=order.__getitem__) for group in groups]
    ranked = [name for group in groups for name in group]
    wrong = exactly([each["option"] for each in data["table"]], ranked, "table, order of options")
    wrong += exactly(at(data, "winners", list), ranked[: duels.votes.wanted], "winners")
    return wrong + exactly(at(data, "ties", list), [g for g in groups if len(g) > 1], "ties")


def _table(data: Any, duels: Duels) -> list[str]:
    try:
        inverse = duels.inverse
    except ArithmeticError:
        return ["intervals: the comparisons give none at these strengths"]
    reach = NormalDist().inv_cdf((1 + duels.confidence) / 2)
    place = {name: i for i, name in enumerate(duels.options)}
    wrong = exactly(at(data, "comparisons", int), sum(duels.wins.values()), "comparisons")
    rows = data["table"]
    for row, after in zip(rows, [*rows[1:], None], strict=True):
        name, i = row["option"], place[row["option"]]
        won = sum(times for (one, _), times in duels.wins.items() if one == i)
        lost = sum(times for (_, other), times in duels.wins.items() if other == i)
        wrong += exactly(at(row, "won", int), won, f"wins of {name!r}")
        wrong += exactly(at(row, "lost", int), lost, f"losses of {name!r}")
        error = sqrt(max(inverse[i][i], 0.0))
        wrong += _near(number(row, "error"), error, f"error of {name!r}")
        for side, sign in (("low", -1), ("high", 1)):
            right = duels.strengths[i] + sign * reach * error
            wrong += _near(number(row, side), right, f"{side} end of {name!r}")
        above = row.get("above_next", "nothing")
        if after is None:
            wrong += exactly(above, None, f"above_next of {name!r}")
            continue
        j = place[after["option"]]
        spread = sqrt(max(inverse[i][i] + inverse[j][j] - 2 * inverse[i][j], 0.0))
        clear = duels.strengths[i] - duels.strengths[j] - reach * spread
        if abs(clear) > TOP or not isinstance(above, bool):
            wrong += exactly(above, clear > 0, f"above_next of {name!r}")
    return wrong


def _goodness(data: Any, duels: Duels) -> list[str]:
    told = at(data, "goodness", dict)
    total, likelihood, best, right = 0, 0.0, 0.0, 0.0
    for i, j, one, other in duels.met:
        games, ahead = one + other, duels.strengths[i] - duels.strengths[j]
        total += games
        likelihood += one * log_chance(ahead) + other * log_chance(-ahead)
        best += sum(wins * log(wins / games) for wins in (one, other) if wins)
        right += games / 2 if abs(ahead) < EQUAL else one if ahead > 0 else other
    deviance, scale = number(told, "deviance"), max(total * 1e-6, 1.0)
    freedom = len(duels.met) - (len(duels.options) - 1)
    wrong = _near(number(told, "likelihood"), likelihood, "likelihood", scale)
    wrong += _near(number(told, "likelihood_of_coin"), -total * log(2), "likelihood_of_coin")
    wrong += _near(deviance, max(0.0, 2 * (best - likelihood)), "deviance", scale)
    wrong += exactly(at(told, "freedom", int), freedom, "freedom")
    wrong += _near(number(told, "foretold"), right / total if total else 0.0, "foretold")
    return wrong + _near(number(told, "chance"), upper_gamma(freedom, deviance / 2), "chance")
