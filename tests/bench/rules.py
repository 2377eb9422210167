"""Decisions per second of the pure rules: a refund quote, a retry, a spending of credits.

Beside each stands the least that could be done: making one frozen record of the size that a decision keeps.
"""

import random
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from bot.rules import trying
from bot.rules.charges import Charge
from bot.rules.credits.spending import spend
from bot.rules.ids import AttemptId
from bot.rules.refunds.quote import quote
from tests.bench.figures import Figure, rounded
from tests.rules.credits import lot, utc
from tests.rules.makers import CALENDAR, at, card, unpaid
from tests.rules.policies import OPEN_DAYS, START, asked, policy, purchase

BESIDE = "making one frozen record"
SEED, VARIETY = 1, 1_000

Work = Callable[[int], object]


def quotes() -> Work:
    """A cancellation at any moment of the sixty days before a seminar."""
    pick = random.Random(SEED)
    bought, terms = purchase(), policy("seminar")
    claims = [asked(START - timedelta(minutes=pick.randrange(60 * 24 * 60))) for _ in range(VARIETY)]
    return lambda n: quote(bought, terms, claims[n % VARIETY], OPEN_DAYS)


def retries() -> Work:
    """An unpaid month looked at on any day of it."""
    pick = random.Random(SEED)
    days = CALENDAR.retry_dates(unpaid().month)
    charges = [unpaid(retry_on=pick.choice(days)) for _ in range(VARIETY)]
    moments = [at(11, pick.randint(1, 30), pick.randrange(24)) for _ in range(VARIETY)]
    known, id = card("pm_2"), AttemptId("try_2")

    def decide(n: int) -> object:
        return trying.retry(charges[n % VARIETY], (), known, id, calendar=CALENDAR, now=moments[n % VARIETY])

    return decide


def spendings() -> Work:
    """Credits for one class from four lots that lapse one after another."""
    lots = [lot(f"lot_{number}", 10, utc(3 + number, 28)) for number in range(4)]
    pick = random.Random(SEED)
    wanted = [pick.randint(1, 40) for _ in range(VARIETY)]
    now = utc(2, 10)
    return lambda n: spend(lots, wanted[n % VARIETY], "enr_1", now)


def bare() -> Work:
    known: Charge = unpaid()
    return lambda n: replace(known, failed_at=None)


def per_second(work: Work, times: int) -> float:
    """How often `work` is done in a second of processor time."""
    for n in range(min(times, VARIETY)):
        work(n)  # warm
    began = time.process_time()
    for n in range(times):
        work(n)
    return times / (time.process_time() - began)


def measure(decisions: int) -> list[Figure]:
    """Every kind of decision, made so many times, each with a bare run right before it."""
    figures = []
    for name, work in (("refund_quote", quotes()), ("retry_decision", retries()), ("credit_spend", spendings())):
        least = per_second(bare(), decisions)
        rate = per_second(work, decisions)
        notes = f"a million take {rounded(1_000_000 / rate):g} s"
        figures.append(Figure(name, rounded(rate), "decisions/s", rounded(rate / least), BESIDE, notes))
    return figures
