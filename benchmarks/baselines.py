"""The plain rankings that ours is shown beside: BM25 and TF-IDF over words."""

import math
import re
from collections import Counter


def words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9+#.]+", text.lower())


def bm25(items: list[str], posting: str) -> list[int]:
    """Indices of `items`, best first, by rank-bm25."""
    from rank_bm25 import BM25Okapi

    scores = BM25Okapi([words(item) for item in items]).get_scores(words(posting))
    return sorted(range(len(items)), key=lambda place: -scores[place])


def tfidf(items: list[str], posting: str) -> list[int]:
    """Indices of `items`, best first, by cosine of TF-IDF vectors (weights from the items and the posting)."""
    bags = [Counter(words(text)) for text in (*items, posting)]
    frequency = Counter(word for bag in bags for word in bag)
    rarity = {word: math.log((1 + len(bags)) / (1 + count)) + 1 for word, count in frequency.items()}
    vectors = [{word: count * rarity[word] for word, count in bag.items()} for bag in bags]
    asked = vectors.pop()

    def cosine(vector: dict[str, float]) -> float:
        dot = sum(value * asked.get(word, 0.0) for word, value in vector.items())
        norm = math.hypot(*vector.values()) * math.hypot(*asked.values())
        return dot / norm if norm else 0.0

    scores = [cosine(vector) for vector in vectors]
    return sorted(range(len(items)), key=lambda place: -scores[place])
