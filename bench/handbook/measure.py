#!/usr/bin/env python3
"""Measures the scores of `cardwatch backtest --scores` on the Fraud Detection Handbook's data.

    measure.py --events 2018-04.csv.gz --events 2018-05-07.csv.gz --scores scores.csv --week 2018-07-25

Per week, the Handbook's way (get_train_test_set with delta_train = delta_delay = delta_test = 7,
average_precision, card_precision_top_k with k = 100): cards with a fraud in the seven days that begin two
weeks before the week are left out, and each day those too whose fraud has become known since; a card
counts by its greatest score of the day, and one that was found is not looked for again. Of equal scores the
lesser card id comes first. Beside it, all events from --from on: what alerted, whole and by scenario.
Plain Python, nothing to install; shares no code with the backtest.
"""
import argparse
import csv
import datetime
import gzip
from collections import defaultdict

DAY = datetime.timedelta(days=1)


def read(event_files, scores_file):
    """Rows of (day, card, fraud, scenario, score, alerted), in the files' order."""
    with open(scores_file, newline="") as file:
        scores = {row["eventId"]: (float(row["score"] or 0), row["alert"] == "1") for row in csv.DictReader(file)}
    rows = []
    for name in event_files:
        with gzip.open(name, "rt", newline="") as file:
            for row in csv.DictReader(file):
                day = datetime.date.fromisoformat(row["event_time"][:10])
                score, alerted = scores.get(row["event_id"], (0.0, False))
                rows.append((day, row["card_id"], row["is_fraud"] == "1", row["fraud_scenario"], score, alerted))
    return rows


def test_days(by_day, start):
    """The events of each of the seven days, without cards of known fraud."""
    def defrauded(day):
        return {card for _, card, fraud, *_ in by_day[day] if fraud}

    known = set().union(*(defrauded(start - n * DAY) for n in range(8, 15)))
    for n in range(7):
        known |= defrauded(start + (n - 8) * DAY)
        yield [row for row in by_day[start + n * DAY] if row[1] not in known]


def average_precision(truth_and_score):
    """Sum of (R_n - R_n-1) P_n over the distinct scores, as scikit-learn defines it."""
    by_score = defaultdict(lambda: [0, 0])
    for fraud, score in truth_and_score:
        by_score[score][0] += fraud
        by_score[score][1] += 1
    frauds = sum(found for found, _ in by_score.values())
    hits = seen = 0
    area = 0.0
    for score in sorted(by_score, reverse=True):
        found, events = by_score[score]
        hits += found
        seen += events
        area += found / frauds * hits / seen
    return area


def card_precision(days, k):
    """Mean share of compromised cards among each day's k highest."""
    detected, shares = set(), []
    for rows in days:
        cards = defaultdict(lambda: (float("-inf"), False))
        for _, card, fraud, _, score, _ in rows:
            if card not in detected:
                cards[card] = (max(cards[card][0], score), cards[card][1] or fraud)
        top = sorted(cards, key=lambda card: (-cards[card][0], card))[:k]
        found = {card for card in top if cards[card][1]}
        shares.append(len(found) / k)
        detected |= found
    return sum(shares) / len(shares)


def alerts(rows):
    alerted = [row for row in rows if row[5]]
    caught, frauds = sum(row[2] for row in alerted), sum(row[2] for row in rows)
    precision, recall = caught / len(alerted), caught / frauds
    days = len({row[0] for row in rows})
    print(f"events {len(rows)}, frauds {frauds}, alerts {len(alerted)}, {len(alerted) / days:.2f} a day, caught {caught}")
    print(f"precision {precision:.6f} recall {recall:.6f} F1 {2 * precision * recall / (precision + recall):.6f}"
          f" AP {average_precision([(row[2], row[4]) for row in rows]):.6f}")
    for scenario in sorted({row[3] for row in rows if row[2]}):
        of_it = [row for row in rows if row[3] == scenario]
        print(f"{scenario}: {len(of_it)} frauds, {sum(row[5] for row in of_it) / len(of_it):.6f} alerted")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", action="append", required=True)
    parser.add_argument("--scores", required=True)
    parser.add_argument("--week", action="append", type=datetime.date.fromisoformat, default=[])
    parser.add_argument("--from", dest="start", type=datetime.date.fromisoformat)
    options = parser.parse_args()
    rows = read(options.events, options.scores)
    by_day = defaultdict(list)
    for row in rows:
        by_day[row[0]].append(row)
    for week in options.week:
        days = list(test_days(by_day, week))
        left = [row for day in days for row in day]
        print(f"{week}: events {len(left)}, frauds {sum(row[2] for row in left)},"
              f" AP {average_precision([(row[2], row[4]) for row in left]):.6f}, CP@100 {card_precision(days, 100):.6f}")
    if options.start:
        alerts([row for row in rows if row[0] >= options.start])


if __name__ == "__main__":
    main()
