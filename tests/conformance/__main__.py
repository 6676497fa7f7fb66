"""`python -m tests.conformance [--stock] [--on play|oracle] [--only TEXT]`: the table of features and surroundings."""

import argparse
import sys
import time
from collections import Counter

from tests.conformance.contexts import MEANINGS
from tests.conformance.feature import PLACES, Feature
from tests.conformance.features import CHAPTERS
from tests.conformance.kinds import KNOWN, kind
from tests.conformance.runner import Kind, outcome
from tests.conformance.stock_agrees import WHY_STOCK_AGREES
from tests.conformance.verdicts import LETTERS, Verdict, verdict_on_stock

MARKS = {(True, True): "ok", (True, False): "SAVED", (False, True): "STRAIGHT", (False, False): "BOTH"}
WIDTH = 9


def main() -> int:
    """Print the table; 1 if anything of ours differs."""
    options = _options()
    ours = kind(options.on)
    begun = time.monotonic()
    counts: Counter[str] = Counter()
    faults: list[str] = []
    stock_counts: Counter[str] = Counter()
    print(" " * 34 + "".join(f"{place:{WIDTH}}" for place in PLACES) + ("stock" if options.stock else ""))
    for chapter, features in CHAPTERS.items():
        chosen = [feature for feature in features if options.only in feature.id]
        if chosen:
            print(f"\n{chapter}")
        for feature in chosen:
            marks = [_mark(ours, feature, place, counts, faults) for place in PLACES]
            stock = ""
            if options.stock:
                verdict = verdict_on_stock(feature)
                stock_counts.update(found.word for found in verdict.values())
                stock = _stock_line(feature, verdict, faults)
            print(f"  {feature.id:32}" + "".join(f"{mark:{WIDTH}}" for mark in marks) + stock, flush=True)
    _print_reasons(options.only)
    if options.stock:
        print("Stock: " + ", ".join(f"{letter} {word}" for word, letter in LETTERS.items()) + "\n")
    for fault in faults:
        print(f"FAULT {fault}")
    print(_summary(counts, stock_counts, time.monotonic() - begun))
    return 1 if faults else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.conformance", description=__doc__)
    parser.add_argument("--stock", action="store_true", help="also run on stock SpiffWorkflow")
    parser.add_argument("--on", choices=sorted(KNOWN), default="play", help="the driver that is judged")
    parser.add_argument("--only", default="", help="features whose id contains this")
    return parser.parse_args()


def _mark(ours: Kind, feature: Feature, place: str, counts: Counter[str], faults: list[str]) -> str:
    """Run one combination straight and saved."""
    if place in feature.but:
        counts["means nothing"] += 1
        return "-"
    results = {save: outcome(ours, feature, place, save=save) for save in (False, True)}
    for save, result in results.items():
        counts["ok" if result == "ok" else "differ"] += 1
        if result != "ok":
            faults.append(f"{feature.id} × {place} × {'saved' if save else 'straight'}: {result}")
    return MARKS[results[False] == "ok", results[True] == "ok"]


def _stock_line(feature: Feature, verdicts: dict[str, Verdict], faults: list[str]) -> str:
    """A letter for each of the surroundings, and why: where stock fails and, where it agrees, why it can."""
    letters = "".join(verdicts[place].letter if place in verdicts else "-" for place in PLACES)
    others = [verdict for verdict in verdicts.values() if verdict.word != "agrees"]
    reason = WHY_STOCK_AGREES.get(feature.id)
    told = [str(others[0])] if others else []
    if len(others) < len(verdicts):
        told.append(f"agrees: {reason or 'NO REASON GIVEN'}")
        if not reason:
            faults.append(f"{feature.id}: stock agrees and the feature does not say why")
    elif reason:
        faults.append(f"{feature.id}: says why stock agrees, but it does not")
    return f"{letters}  " + "; ".join(told)


def _print_reasons(only: str) -> None:
    print("\nSurroundings")
    for place, meaning in MEANINGS.items():
        print(f"  {place:8}{meaning}")
    print("\nLeft out")
    for features in CHAPTERS.values():
        for feature in features:
            if only in feature.id:
                for reason in sorted(set(feature.but.values())):
                    places = ", ".join(place for place in PLACES if feature.but.get(place) == reason)
                    print(f"  {feature.id}: {places}: {reason}")
    print()


def _summary(counts: Counter[str], stock: Counter[str], seconds: float) -> str:
    total = counts["ok"] + counts["differ"]
    features = sum(len(features) for features in CHAPTERS.values())
    text = f"{features} features, {total} combinations: {counts['ok']} ok, {counts['differ']} differ"
    text += f" ({counts['means nothing']} mean nothing); {seconds:.0f} s"
    if stock:
        told = ", ".join(f"{word} {count}" for word, count in stock.most_common())
        text += f"\nstock SpiffWorkflow over {sum(stock.values())} models: {told}"
    return text


if __name__ == "__main__":
    sys.exit(main())
