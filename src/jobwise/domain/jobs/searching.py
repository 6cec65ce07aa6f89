"""The words by which kept jobs and postings are found: folded once when they are stored, and the same way when asked.

A term is a folded word of the whole thing (`backend`), of one field (`c=acme`, `l=berlin`), or a whole skill
(`s=c_2b_2b`). Terms hold letters, digits, `=` and `_` alone, so that no database reads anything else into them.
"""

import re
import unicodedata
from collections.abc import Iterable

from jobwise.domain.jobs.job import Job

MAX_TERMS = 3_000
_WORD_CHARS = 50
_SKILL_CHARS = 400
# A longer word is found by its beginning: indexes of words refuse what no dictionary holds.
_WORD = re.compile(r"[^\W_]+")
# Scripts that put no space between words: each sign is a word of its own.
_UNSPACED = re.compile(r"([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff])")


def folded(text: str) -> str:
    """The text without case, accents and width."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in plain if not unicodedata.category(sign).startswith("M")).casefold()


def words_of(text: str) -> tuple[str, ...]:
    """The folded words of a text, each once, in the order they come."""
    found = _WORD.findall(_UNSPACED.sub(r" \1 ", folded(text)))
    return tuple(dict.fromkeys(word[:_WORD_CHARS] for word in found))


def skill_term(skill: str) -> str:
    """A whole skill as one term: signs are spelled out, so that C, C# and C++ are three."""
    squeezed = " ".join(folded(skill).split())
    spelled = "".join(sign if sign.isalnum() else f"_{ord(sign):x}" for sign in squeezed)
    return "s=" + spelled[:_SKILL_CHARS]


def terms_of(job: Job) -> str:
    """Every term of a job once, with a space before and after each; what lists filter by comes first."""
    skills = (*job.required_skills, *job.preferred_skills)
    found = [
        *_tagged("c=", words_of(job.company)),
        *_tagged("l=", words_of(job.location)),
        *(skill_term(skill) for skill in skills),
        *words_of(" ".join((job.title, job.company, job.location, *skills, job.text))),
    ]
    terms = tuple(dict.fromkeys(found))[:MAX_TERMS]
    return f" {' '.join(terms)} " if terms else ""


def _tagged(tag: str, words: Iterable[str]) -> Iterable[str]:
    return (tag + word for word in words)
