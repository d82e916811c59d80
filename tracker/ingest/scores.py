"""What raises and what lowers a score, in log-odds; the prior is the rule's own."""

from collections.abc import Iterable
from functools import lru_cache

from tracker.domain.proposals import Weight, prior

WEIGHTS = {
    "agreement-by-topic": -0.7,
    "agreement-again": -0.2,
    "agreement-by-object": -0.6,
    "subject-again": -0.5,
    "subject-by-topic": -0.9,
    "subject-by-seat": -0.3,
    "subject-before": -0.3,
    "subject-of-relative": 0.0,
    "subject-of-talks": -0.2,
    "as-party": -0.2,
    "hearsay": -0.8,
    "planned": -0.3,
    "wanted": -0.2,
    "wished": 0.0,
    "present": -0.3,
    "takes-effect": -0.3,
    "noun": -0.5,
    "left-open": -0.2,
    "announced": 0.4,
    "denied-by-speaker": -0.2,
    "denied-act": -0.7,
    "emphatic-negation": -0.2,
    "without-verb": -0.4,
    "listed": 0.0,
    "date-named": 0.4,
    "day-of-announcement": -0.2,
    "speaker-named": 0.6,
    "speaker-office": 0.4,
    "speaker-carried": -0.2,
    "speaker-unknown": -1.2,
}


FEATURES = {feature: Weight(feature, log_odds) for feature, log_odds in WEIGHTS.items()}


def weights(rule: str, probability: float, features: Iterable[str]) -> tuple[Weight, ...]:
    """The weights of a proposal: its rule's prior and what was found around it."""
    return (_prior(rule, probability), *[FEATURES[feature] for feature in features])


@lru_cache(maxsize=1024)
def _prior(rule: str, probability: float) -> Weight:
    """The weight of a rule itself; there are some hundreds."""
    return Weight(f"rule {rule}", round(prior(probability), 2))
