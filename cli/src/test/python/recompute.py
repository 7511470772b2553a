#!/usr/bin/env python3
"""Computes every figure of a backtest anew, from what it wrote event by event, and compares.

    recompute.py --json R.json --scores S.csv --findings F.csv --alerts A.jsonl
        (--csv EVENTS.csv --columns eventId=id,cardRef=card,eventTime=when,amount=amount,label=fraud,scenario=kind
                          --bank bank --currency USD
         | --jsonl EVENTS.jsonl ... --labels LABELS.jsonl)

Files may be gzipped. Knows nothing of Cardwatch but the definitions in docs/backtest.md; needs
Python's own library alone. Ends with 0 where all figures agree to the last digit.
"""
import argparse
import csv
import gzip
import io
import json
import sys
from collections import defaultdict
from datetime import datetime, timedelta, timezone
from decimal import ROUND_FLOOR, ROUND_HALF_EVEN, Decimal, InvalidOperation

EXPONENTS = defaultdict(lambda: 2, {"JPY": 0, "KRW": 0, "CLP": 0, "KWD": 3, "BHD": 3, "JOD": 3, "TND": 3})
EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
FRAUD = {"true", "yes", "y", "t", "fraud", "fraudulent"}
NOT_FRAUD = {"false", "no", "n", "f", "legit", "legitimate", "genuine", "normal", "not fraud", "not_fraud", "non-fraud"}
problems = []


def text(path):
    raw = open(path, "rb").read()
    return io.StringIO((gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw).decode("utf-8-sig"))


def millis(time):
    at = datetime.fromisoformat(time.replace("Z", "+00:00").replace(" ", "T", 1))
    at = at if at.tzinfo else at.replace(tzinfo=timezone.utc)
    return (at - EPOCH) // timedelta(milliseconds=1)


def verdict(cell):
    """Whether a cell says fraud; None where nobody knows, or it cannot be read."""
    word = cell.strip().lower()
    try:
        return {1: True, 0: False}.get(Decimal(word))
    except InvalidOperation:
        pass
    return True if word in FRAUD else False if word in NOT_FRAUD else None


def events_of_csv(path, columns, bank, currency):
    column = dict(pair.split("=", 1) for pair in columns.split(","))
    head = text(path).readline()
    delimiter = max(",;\t|", key=head.count)
    for row in csv.DictReader(text(path), delimiter=delimiter):
        unit = row[column["currency"]] if "currency" in column else currency
        yield row[column["eventId"]], {
            "card": (bank, row[column["cardRef"]]),
            "time": millis(row[column["eventTime"]]),
            "minor": int(Decimal(row[column["amount"]]).scaleb(EXPONENTS[unit]).to_integral_value(ROUND_HALF_EVEN)),
            "currency": unit,
            "fraud": verdict(row[column["label"]]) if "label" in column else None,
            "scenario": row[column["scenario"]].strip() or None if "scenario" in column else None,
        }


def events_of_jsonl(paths, labels):
    known = {}
    for line in text(labels) if labels else ():
        if line.strip():
            label = json.loads(line)
            key = (label["bankId"], label["eventId"])
            if key not in known or known[key][0] <= millis(label["knownAt"]):
                known[key] = (millis(label["knownAt"]), label["fraud"], label.get("scenario"))
    for path in paths:
        for line in text(path):
            try:
                event = json.loads(line)
                said = known.get((event["bankId"], event["eventId"]), (0, None, None))
                yield event["eventId"], {
                    "card": (event["bankId"], event["cardRef"]),
                    "time": millis(event["eventTime"]),
                    "minor": event["amountMinor"],
                    "currency": event["currency"],
                    "fraud": said[1],
                    "scenario": said[2],
                }
            except (ValueError, KeyError, TypeError, AttributeError):
                pass  # A broken record: the backtest has refused it too.


def thousandths(decimal):
    """Whole thousandths, a half rounded up."""
    return int((Decimal(decimal).scaleb(3) + Decimal("0.5")).to_integral_value(ROUND_FLOOR))


def quotient(part, whole):
    return part / whole if whole else None


def counts(said, rows, truth):
    tp = sum(1 for r in rows if truth(r) is True and said(r))
    fp = sum(1 for r in rows if truth(r) is False and said(r))
    fn = sum(1 for r in rows if truth(r) is True and not said(r))
    tn = sum(1 for r in rows if truth(r) is False and not said(r))
    return {
        "truePositives": tp, "falsePositives": fp, "falseNegatives": fn, "trueNegatives": tn,
        "unknownAlerted": sum(1 for r in rows if truth(r) is None and said(r)),
        "unknownSilent": sum(1 for r in rows if truth(r) is None and not said(r)),
        "precision": quotient(tp, tp + fp), "recall": quotient(tp, tp + fn),
        "f1": quotient(2 * tp, 2 * tp + fp + fn),
    }


def by_score(rows, score, truth):
    groups = defaultdict(lambda: [0, 0, 0])
    for row in rows:
        groups[score(row)][{True: 0, False: 1, None: 2}[truth(row)]] += 1
    return groups


def average_precision(rows, score, truth):
    groups = by_score(rows, score, truth)
    found = flagged = 0
    total = 0.0
    for value in sorted(groups, reverse=True):
        fraud, not_fraud, _ = groups[value]
        found += fraud
        flagged += fraud + not_fraud
        if fraud:
            total += fraud * (found / flagged)
    return total / found if found else None


def card_days(rows, truth):
    """Per card and date its known events, or its unknown ones where it has no other."""
    known, unknown = defaultdict(list), defaultdict(list)
    for row in rows:
        (unknown if row["fraud"] is None else known)[(row["day"], row["card"])].append(row)
    return known, {key: value for key, value in unknown.items() if key not in known}


def top_cards(known, score, hit, k):
    """Hits per list, and on how many dates; hit(rows) says what else counts a hit."""
    days = defaultdict(list)
    for (day, card), rows in known.items():
        days[day].append((card, rows))
    detected, hits = set(), 0
    for day in sorted(days):
        cards = [each for each in days[day] if each[0] not in detected]
        cards.sort(key=lambda each: (-max(score(r) for r in each[1]), each[0]))
        for card, rows in cards[:k]:
            if any(r["fraud"] for r in rows):
                detected.add(card)
                hits += 1 if hit(rows) else 0
    return hits, len(days)


def delay(rows, said, frauds):
    first, delays = {}, {}
    for row in rows:
        card = row["card"]
        if frauds(row):
            first.setdefault(card, row["time"])
        if said(row) and card in first and card not in delays:
            delays[card] = max(0, row["time"] - first[card])
    waited = sorted(delays.values())
    n = len(waited)
    return {"fraudCards": len(first), "alertedCards": n,
            "medianMillis": waited[(n + 1) // 2 - 1] if n else None,
            "p90Millis": waited[(9 * n + 9) // 10 - 1] if n else None}


def money(rows, said, truth, known):
    sums = defaultdict(lambda: [0, 0, 0, 0])
    said_on = {key for key, day in known.items() if any(said(r) for r in day)}
    for row in rows:
        s = sums[row["currency"]]
        if truth(row) is True:
            s[0] += row["minor"]
            s[1] += row["minor"] if said(row) else 0
            s[2] += row["minor"] if not said(row) and (row["day"], row["card"]) in said_on else 0
        elif truth(row) is False and said(row):
            s[3] += row["minor"]
    return [{"currency": c, "exponent": EXPONENTS[c], "fraudMinor": s[0], "caughtMinor": s[1],
             "missedMinor": s[0] - s[1], "missedOnAlertedCardDaysMinor": s[2], "falseAlarmMinor": s[3]}
            for c, s in sorted(sums.items()) if s[0] or s[3]]


def figures(rows, said, score, ks, scenario=None):
    """All figures of who speaks of events; against one kind of fraud, others are left out."""
    if scenario is not None:
        part = [r for r in rows if not (r["fraud"] and r["scenario"] != scenario)]
    else:
        part = rows
    truth = lambda r: r["fraud"]
    known, unknown = card_days(rows, truth)
    if scenario is not None:
        kept = {k: v for k, v in known.items()
                if not any(r["fraud"] for r in v) or any(r["fraud"] and r["scenario"] == scenario for r in v)}
    else:
        kept = known
    day_rows = [{"fraud": any(r["fraud"] for r in v), "said": any(said(r) for r in v)} for v in kept.values()]
    day_rows += [{"fraud": None, "said": any(said(r) for r in v)} for v in unknown.values()]
    alerts = sum(1 for r in part if said(r))
    days, cards = len({r["day"] for r in rows}), len({r["card"] for r in rows})
    is_hit = (lambda v: True) if scenario is None else (
        lambda v: any(r["fraud"] and r["scenario"] == scenario for r in v))
    tops = []
    for k in ks:
        hits, ranked = top_cards(known, score, is_hit, k)
        tops.append({"k": k, "hits": hits, "days": ranked, "precision": quotient(hits, k * ranked)})
    is_fraud = lambda r: r["fraud"] is True and (scenario is None or r["scenario"] == scenario)
    return {
        "events": counts(said, part, truth),
        "cardDays": counts(lambda r: r["said"], day_rows, lambda r: r["fraud"]),
        "averagePrecision": average_precision(part, score, truth),
        "topCards": tops,
        "alerts": alerts,
        "alertsPerDay": quotient(alerts, days),
        "alertsPerThousandCards": alerts * 1000.0 / cards if cards else None,
        "alertsPerDayPerThousandCards": alerts * 1000.0 / cards / days if cards and days else None,
        "money": money(part, said, truth, known),
        "firstAlert": delay(rows, said, is_fraud),
    }


def compare(where, expected, actual):
    if isinstance(expected, dict):
        for key in expected.keys() | actual.keys():
            compare(where + "." + key, expected.get(key), actual.get(key))
    elif isinstance(expected, list) and isinstance(actual, list):
        if len(expected) != len(actual):
            problems.append(f"{where}: {len(expected)} here, {len(actual)} there")
        for i, pair in enumerate(zip(expected, actual)):
            compare(f"{where}[{i}]", *pair)
    elif expected != actual:
        problems.append(f"{where}: {expected!r} here, {actual!r} there")


def main():
    options = argparse.ArgumentParser()
    for name in ("--json", "--scores", "--findings", "--alerts"):
        options.add_argument(name, required=True)
    options.add_argument("--csv")
    options.add_argument("--columns", default="")
    options.add_argument("--bank", default="bank")
    options.add_argument("--currency", default="EUR")
    options.add_argument("--jsonl", nargs="+")
    options.add_argument("--labels")
    given = options.parse_args()
    result = json.load(text(given.json))
    events = {}
    for event_id, event in (events_of_csv(given.csv, given.columns, given.bank, given.currency)
                            if given.csv else events_of_jsonl(given.jsonl, given.labels)):
        events.setdefault(event_id, event)  # A later one of the same id is a duplicate.
    rows = []
    for line in csv.DictReader(text(given.scores)):
        row = dict(events[line["eventId"]], id=line["eventId"], score=thousandths(line["score"]),
                   alert=line["alert"] == "1", fired={}, live=0)
        row["day"] = row["time"] // 86_400_000
        rows.append(row)
    by_id = {row["id"]: row for row in rows}
    for line in csv.DictReader(text(given.findings)):
        row = by_id[line["eventId"]]
        row["fired"][line["rule"]] = thousandths(line["score"])
        row["live"] += line["mode"] == "live"
    in_alerts = defaultdict(list)
    for line in text(given.alerts):
        alert = json.loads(line)
        for finding in alert["findings"]:
            in_alerts[finding["ruleId"]].append(alert)

    truth = lambda r: r["fraud"]
    ks = [each["k"] for each in result["total"]["topCards"]]
    compare("total", figures(rows, lambda r: r["alert"], lambda r: r["score"], ks), result["total"])
    live = {rule["id"] for rule in result["rules"] if rule["mode"] == "live"}
    threshold = result["run"]["threshold"]
    compare("flagged",
            counts(lambda r: r["live"] and r["score"] >= thousandths(str(threshold)), rows, truth),
            result["flagged"])
    for rule in result["rules"]:
        id = rule["id"]
        compare(f"rule {id}",
                figures(rows, lambda r: id in r["fired"], lambda r: r["fired"].get(id, 0), ks),
                rule["figures"])
        compare(f"rule {id} in alerts", len(in_alerts[id]), rule["inAlerts"])
        compare(f"rule {id} only it",
                sum(1 for r in rows if r["fraud"] and id in r["fired"] and id in live and r["live"] == 1),
                rule["onlyFrauds"])
    names = sorted({r["scenario"] for r in rows if r["fraud"] and r["scenario"]})
    compare("scenarios", names, [each["name"] for each in result["scenarios"]])
    for each in result["scenarios"]:
        compare("scenario " + each["name"],
                figures(rows, lambda r: r["alert"], lambda r: r["score"], ks, each["name"]),
                each["figures"])

    groups = by_score(rows, lambda r: r["score"], truth)
    points, found, flagged = {}, 0, 0
    frauds = sum(group[0] for group in groups.values())
    for value in sorted(groups, reverse=True):
        found += groups[value][0]
        flagged += groups[value][0] + groups[value][1]
        points[value / 1000] = (quotient(found, flagged), quotient(found, frauds), flagged)
    for point in result["curve"]:
        compare(f"curve at {point['score']}", points[point["score"]],
                (point["precision"], point["recall"], point["flagged"]))
    for bin in result["histogram"]:
        low, high = round(bin["from"] * 1000), round(bin["to"] * 1000)
        inside = [g for v, g in groups.items() if (v == 0 if low == high else v != 0 and low <= v < high)]
        compare(f"histogram from {bin['from']}", [sum(g[i] for g in inside) for i in range(3)],
                [bin["fraud"], bin["notFraud"], bin["unknown"]])
    compare("histogram", sum(sum(g) for g in groups.values()),
            sum(b["fraud"] + b["notFraud"] + b["unknown"] for b in result["histogram"]))
    days = defaultdict(list)
    for row in rows:
        days[(EPOCH + timedelta(days=row["day"])).date().isoformat()].append(row)
    compare("days", [{"date": date, "events": len(of), "cards": len({r["card"] for r in of}),
                      "frauds": sum(1 for r in of if r["fraud"]),
                      "alerts": sum(1 for r in of if r["alert"]),
                      "alertsOnFraud": sum(1 for r in of if r["alert"] and r["fraud"]),
                      "alertsOnNotFraud": sum(1 for r in of if r["alert"] and r["fraud"] is False),
                      "alertsOnUnknown": sum(1 for r in of if r["alert"] and r["fraud"] is None)}
                     for date, of in sorted(days.items())], result["days"])
    for pair in result["overlaps"]:
        both = [r for r in rows if pair["rule"] in r["fired"] and pair["other"] in r["fired"]]
        compare(f"overlap {pair['rule']} {pair['other']}",
                [len(both), sum(1 for r in both if r["fraud"]), sum(1 for r in both if r["fraud"] is False),
                 sum(1 for r in both if r["alert"])],
                [pair["events"], pair["frauds"], pair["notFrauds"], pair["alerts"]])
    counted = result["input"]
    compare("input", [len(rows), frauds, sum(g[1] for g in groups.values()), sum(g[2] for g in groups.values()),
                      len({r["card"] for r in rows}), len(days)],
            [counted[each] for each in ("measured", "fraud", "notFraud", "unknown", "cards", "days")])

    for problem in problems[:50]:
        print(problem)
    print(f"{len(rows)} events, {len(result['rules'])} rules, {len(names)} kinds of fraud: "
          + ("every figure agrees" if not problems else f"{len(problems)} figures differ"))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
