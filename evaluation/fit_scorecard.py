"""Fits the heights of the scorecard's curves anew, after the trees or the measurements changed.

    cargo run --release -p evaluation --example nodes -- PLANS... --out nodes.jsonl
    python3 evaluation/fit_scorecard.py nodes.jsonl [--folds 6] [--by-source] [--write]

Needs numpy, scipy and numba. The knots are those that stand in scorecard.rs; `--write` puts the new heights there. For a
fit that sees all regions, set LEAST_PLAUSIBILITY in trace.rs to 0.003 while writing the nodes.

Two things are made large at once: the likelihood of every region (so that plausibility is calibrated), and what the best
cut of each tree is expected to hold, rooms counted for and other regions against, under a softened choice. Curves are
held smooth. What scorecard.rs calls a choice, and what a region may be part of, is not fitted. Without `--folds` the
figures are those of the plans that it was fitted on. Rooms do not grow here as they do in cut.rs, and names are not read
anew: the figures that count are those of `roomprint eval`.
"""

import argparse
import json
import pathlib
import re

import numba as nb
import numpy as np
import scipy.optimize

SCORECARD = pathlib.Path(__file__).parent.parent / "shared/src/selection/scorecard.rs"
# Constant in scorecard.rs -> measurement; those ending in _IF_SMALL fade in as regions get smaller.
MEASURED = dict(AREA="area", RADIUS="radius", WEAK="weak", INNER="inner", SOLID="solid", NOT_WALL="not_wall",
                ASPECT="aspect", STREET="street", GREY="grey", THIN="thin", STROKE="stroke", RECTANGULAR="rectangular",
                DRAWN="drawn", PASSAGE="passage", JOINT="joint", BELONGING="belonging", COHERENCE="coherence",
                OPEN_SIDE="open_side", BEYOND="beyond", WEAK_IF_SMALL="weak", NOT_WALL_IF_SMALL="not_wall",
                OPEN_SIDE_IF_SMALL="side")
PRINTED = ["NO_NAME", "NO_NAME_BY_AREA", "ONE_NAME", "FURTHER_NAME", "OUTDOOR_NAME", "WITH_SIZE",
           "WITH_EQUIPMENT", "WITH_LENGTH"]
STRICTNESS, SMALLEST, NEUTRAL = 0.42, np.log(0.0006), 0.5
FADING_IN, NO_NAME_FROM, DOOR = (-3.5, -6.0), -4.5, 0.16
RIDGE, SLOPE, SMOOTH = 2.0, 4.0, 10.0
CUT_WEIGHT, SOFTNESS, PRICE = 20.0, 0.05, 0.39


def curve_pattern(name):
    return re.compile(rf"(const {name}: Curve =\s*Curve \{{\s*at: &\[([^\]]*)\],\s*points: &\[)([^\]]*)(\],?\s*\}};)")


def read_scorecard():
    text = SCORECARD.read_text()
    numbers = lambda s: np.array([float(x) for x in s.replace("\n", " ").split(",") if x.strip()])
    curves = {n: tuple(map(numbers, curve_pattern(n).search(text).group(2, 3))) for n in MEASURED}
    single = {n: float(re.search(rf"const {n}: f64 = ([-\d.]+);", text).group(1)) for n in ["CONSTANT", *PRINTED]}
    return curves, np.concatenate([[single["CONSTANT"]], *[c[1] for c in curves.values()], [single[n] for n in PRINTED]])


def write_scorecard(curves, weights):
    text, at = SCORECARD.read_text(), 1
    tidy = lambda v: f"{v + 0.0:.2f}" if abs(v) > 0.001 else "0.00"
    for name, (knots, _) in curves.items():
        heights = ", ".join(map(tidy, weights[at:at + len(knots)]))
        text = curve_pattern(name).sub(lambda m: m.group(1) + heights + m.group(4), text)
        at += len(knots)
    for name, value in zip(["CONSTANT", *PRINTED], [weights[0], *weights[at:]]):
        text = re.sub(rf"const {name}: f64 = [-\d.]+;", f"const {name}: f64 = {tidy(value)};", text)
    SCORECARD.write_text(text)


def in_ring(ring, x, y):
    b = np.asarray(ring)
    a = np.roll(b, 1, 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        crossing = (b[:, 0] - a[:, 0]) * (y - a[:, 1]) / (b[:, 1] - a[:, 1]) + a[:, 0]
    return bool((((a[:, 1] > y) != (b[:, 1] > y)) & (x < crossing)).sum() % 2)


def hats(values, knots):
    x = np.clip(values, knots[0], knots[-1])
    j = np.clip(np.searchsorted(knots, x, side="right") - 1, 0, len(knots) - 2)
    share = (x - knots[j]) / (knots[j + 1] - knots[j])
    out = np.zeros((len(x), len(knots)))
    out[np.arange(len(x)), j] = 1 - share
    out[np.arange(len(x)), j + 1] += share
    return out


class Tree:
    """The regions of one hypothesis: what is known of each, and which room of the truth it fits."""

    def __init__(self, nodes, plan, curves):
        measured = np.array([n["m"] for n in nodes], float).reshape(len(nodes), len(plan["measurements"]))
        column = dict(zip(plan["measurements"], measured.T))
        is_door = column["door"] < DOOR
        column["side"] = np.maximum(column["open_side"], np.where(is_door, column["door"], 0.0))
        self.up = np.array([-1 if n["up"] is None else n["up"] for n in nodes], np.int64)
        self.area = column["area"]
        self.overlap = np.array([max((o[1] for o in n["overlaps"]), default=0.0) for n in nodes])
        self.room = np.array([max(n["overlaps"], key=lambda o: o[1])[0] if n["overlaps"] else -1 for n in nodes])
        self.right = self.overlap >= 0.5
        self.counts = ~(np.array([n["is_outside"] for n in nodes], bool) & ~self.right)
        small = np.clip((FADING_IN[0] - self.area) / (FADING_IN[0] - FADING_IN[1]), 0, 1)
        bases = [hats(column[MEASURED[c]], knots) * (small[:, None] if c.endswith("_IF_SMALL") else 1)
                 for c, (knots, _) in curves.items()]
        self.basis = np.hstack([np.ones((len(nodes), 1)), *bases])
        holds = lambda rings, at: in_ring(rings[0], *at) and not any(in_ring(hole, *at) for hole in rings[1:])
        inside = lambda places: np.array([sum(holds(n["rings"], at) for at in places) for n in nodes], int)
        self.indoor = inside([n["at"][1] for n in plan["names"] if not n["outdoor"]])
        self.outdoor = inside([n["at"][1] for n in plan["names"] if n["outdoor"]])
        self.sizes = inside([p[0][1] for p in plan["areas"] + plan["dimensions"]])
        self.lengths = inside([p[0][1] for p in plan["lengths"]])
        self.small = small
        self.equipment = inside([p[0][1] for p in plan["other"] if p[1] == "Equipment"])

    def printed(self, trust):
        nameless = (self.indoor == 0) & (self.outdoor == 0)
        outdoor = (self.indoor == 0) & (self.outdoor > 0)
        further = np.where(self.indoor > 1, np.minimum(self.indoor - 1, 3), 0)
        return np.column_stack([trust * nameless, trust * nameless * (self.area - NO_NAME_FROM), self.indoor == 1,
                                trust * further, outdoor, (self.sizes > 0) & ~outdoor,
                                (self.equipment > 0) * (1 - 2 * self.small), self.lengths > 0]) * 1.0


class Plan:
    def __init__(self, line, curves):
        read = json.loads(line)
        self.source, self.rooms = read["source"], len(read["truth"])
        self.trees = [Tree(h["nodes"], read, curves) for h in read["hypotheses"] if h["nodes"]]
        self.trust = 0.0


@nb.njit
def best_cut(up, gains):
    n = len(up)
    below, taken, covered, out = np.zeros(n), np.zeros(n, nb.boolean), np.zeros(n, nb.boolean), np.zeros(n, nb.boolean)
    for i in range(n):
        taken[i] = gains[i] > max(below[i], 0.0)
        if up[i] > i:
            below[up[i]] += gains[i] if taken[i] else below[i]
    for i in range(n - 1, -1, -1):
        above = covered[up[i]] if up[i] > i else False
        out[i] = taken[i] and not above
        covered[i] = above or taken[i]
    return out


@nb.njit
def soft_cut(up, scores, worth, gradient):
    """Expected worth of a cut drawn in proportion to exp(sum of scores), and its gradient by the scores."""
    n = len(up)
    inside, share, expected, partition = np.zeros(n), np.zeros(n), np.zeros(n), 0.0
    total = 0.0
    for i in range(n):
        d = scores[i] - inside[i]
        e = np.exp(-abs(d))
        share[i] = 1 / (1 + e) if d >= 0 else e / (1 + e)
        value = max(scores[i], inside[i]) + np.log1p(e)
        mean = share[i] * worth[i] + (1 - share[i]) * expected[i]
        if up[i] > i:
            inside[up[i]] += value
            # What the children are expected to hold is summed at the parent.
            expected[up[i]] += mean
        else:
            total += mean
    reach, of_inside = np.ones(n), np.zeros(n)
    for i in range(n - 1, -1, -1):
        of_value = 0.0
        if up[i] > i:
            reach[i] = reach[up[i]] * (1 - share[up[i]])
            of_value = of_inside[up[i]]
        g = reach[i] * (worth[i] - expected[i]) * share[i] * (1 - share[i])
        gradient[i] = of_value * share[i] + g
        of_inside[i] = of_value * (1 - share[i]) - g
    return total


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def choose(plan, weights, trust=None):
    best = None
    for tree in plan.trees:
        width = tree.basis.shape[1]
        points = tree.basis @ weights[:width]
        if trust is not None:
            points = points + tree.printed(trust) @ weights[width:]
        likely = sigmoid(points)
        cut = best_cut(tree.up, np.where(tree.area >= SMALLEST, likely - STRICTNESS, -1.0))
        worth = ((likely - NEUTRAL) * np.exp(tree.area / 2))[cut].sum()
        if cut.any() and (best is None or worth > best[0]):
            best = worth, tree, cut, likely
    return best


def trust_of(plan, weights):
    first = choose(plan, weights)
    if first is None:
        return 0.0
    _, tree, cut, _ = first
    return float(((tree.indoor + tree.outdoor)[cut] > 0).mean())


def fit(plans, curves, start):
    trees = [(tree, plan.trust) for plan in plans for tree in plan.trees]
    basis = np.vstack([np.hstack([tree.basis, tree.printed(trust)]) for tree, trust in trees])
    turned = np.ascontiguousarray(basis.T)
    right = np.concatenate([tree.right for tree, _ in trees]) * 1.0
    counts = np.concatenate([tree.counts for tree, _ in trees]) * 1.0
    starts = np.cumsum([0] + [len(tree.up) for tree, _ in trees])
    up = np.concatenate([np.where(tree.up >= 0, tree.up + at, -1) for (tree, _), at in zip(trees, starts)])
    penalty = RIDGE * np.eye(basis.shape[1])
    penalty[0, 0] = 0
    at = 1
    for knots, _ in curves.values():
        for order, factor in ((1, SLOPE), (2, SMOOTH)):
            d = np.diff(np.eye(len(knots)), order, axis=0)
            penalty[at:at + len(knots), at:at + len(knots)] += factor * d.T @ d
        at += len(knots)
    gradient = np.zeros(len(up))

    def loss(weights):
        points = basis @ weights
        likely = sigmoid(points)
        unlikely = (counts * (np.logaddexp(0, points) - right * points)).sum()
        held = soft_cut(up, (likely - STRICTNESS) / SOFTNESS, counts * (right - PRICE), gradient)
        by_points = counts * (likely - right) - CUT_WEIGHT * gradient * likely * (1 - likely) / SOFTNESS
        return (unlikely - CUT_WEIGHT * held + 0.5 * weights @ penalty @ weights, turned @ by_points + penalty @ weights)

    return scipy.optimize.minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 200}).x


def report(plans, weights_of):
    counts, sure = {}, []
    for plan, weights in zip(plans, weights_of):
        found = choose(plan, weights, trust_of(plan, weights))
        row = counts.setdefault(plan.source, [0, 0, 0, 0, 0.0])
        row[2] += plan.rooms
        if found:
            _, tree, cut, likely = found
            row[0] += len(set(tree.room[cut & tree.right]))
            row[1] += int((cut & tree.counts).sum())
            best = {}
            for room, overlap in zip(tree.room[cut & tree.right], tree.overlap[cut & tree.right]):
                best[room] = max(best.get(room, 0.0), overlap)
            row[3] += sum(overlap >= 0.7 for overlap in best.values())
            row[4] += sum(best.values())
            sure += zip(likely[cut & tree.counts], tree.right[cut & tree.counts])
    for source, (matched, predicted, rooms, close, overlaps) in counts.items():
        f1, precision, recall = 2 * matched / (predicted + rooms), matched / max(predicted, 1), matched / rooms
        print(f"{source:<18} F1 {f1:.3f}  at 0.7 {2 * close / (predicted + rooms):.3f}  precision {precision:.3f}  "
              f"recall {recall:.3f}  IoU {overlaps / max(matched, 1):.3f}")
    sure = np.array(sure, float)
    for low in np.arange(0.4, 1.0, 0.1):
        part = sure[(sure[:, 0] >= low) & (sure[:, 0] < low + 0.1)]
        if len(part):
            print(f"confidence {low:.1f}: {part[:, 1].mean():.2f} right of {len(part)}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("nodes", type=pathlib.Path)
    parser.add_argument("--folds", type=int, default=0, help="measure on plans that the fit has not seen")
    parser.add_argument("--by-source", action="store_true", help="measure each source with a fit on the others")
    parser.add_argument("--leave-out", action="append", default=["danmalachi"], help="a source to leave out altogether")
    parser.add_argument("--write", action="store_true", help="put the heights into scorecard.rs")
    arguments = parser.parse_args()
    curves, start = read_scorecard()
    plans = [Plan(line, curves) for line in arguments.nodes.open()]
    plans = [plan for plan in plans if plan.source not in arguments.leave_out]
    for plan in plans:
        plan.trust = trust_of(plan, start)
    if arguments.folds or arguments.by_source:
        sources = sorted({plan.source for plan in plans})
        shuffled = np.random.default_rng(0).permutation(len(plans))
        fold = [sources.index(p.source) for p in plans] if arguments.by_source else shuffled % arguments.folds
        fitted = {k: fit([p for p, f in zip(plans, fold) if f != k], curves, 0 * start) for k in sorted(set(fold))}
        report(plans, [fitted[f] for f in fold])
        return
    weights = np.round(fit(plans, curves, start), 2)
    report(plans, [weights] * len(plans))
    if arguments.write:
        write_scorecard(curves, weights)


if __name__ == "__main__":
    main()
