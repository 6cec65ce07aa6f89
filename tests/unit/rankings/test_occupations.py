"""A posting's occupation is told by its title or its duties, and its daily work is evidence by itself."""

import pytest

from jobwise.domain.jobs.job import Job
from jobwise.domain.profiles.profile import Bullet, Experience, Profile
from jobwise.domain.rankings.lexicon import LANGUAGES, LONGEST_START, parts, plain
from jobwise.domain.rankings.occupations import MOST_KEPT, occupations_of, work_in
from jobwise.domain.rankings.ranking import RankedItem
from jobwise.domain.rankings.scoring import rank
from jobwise.infrastructure.lexicons import load_lexicon
from jobwise.infrastructure.vocabularies import load_vocabulary


def told_by(title: str) -> list[str]:
    return list(occupations_of([word for word, _ in parts(title)], [], load_lexicon()))


def shown(text: str, language: str) -> set[str]:
    run = parts(text)
    found = work_in(run, [word for word, _ in run], language, load_lexicon())
    return {name for work in found for name in work.occupations}


def ranked(posting: str, title: str, *texts: str) -> list[RankedItem]:
    bullets = tuple(Bullet(str(place), text) for place, text in enumerate(texts))
    profile = Profile(experiences=(Experience("e", bullets=bullets),))
    ranking = rank(profile, Job(title=title, text=posting), load_vocabulary(), load_lexicon())
    return [item for item in ranking.items if "/bullets/" in item.path]


@pytest.mark.parametrize(
    ("title", "occupation"),
    [
        ("Senior Registered Nurse - Night Shift", "registered nurse"),
        ("Cloud Solutions Architect", "cloud architect"),
        ("Elektroniker (m/w/d) für Betriebstechnik", "electrician"),
        ("Administrateur(trice) systèmes", "systems administrator"),
        ("Auxiliar contable", "accountant"),
        ("Motorista de caminhão", "driver"),
        ("Panadero/a", "baker and confectioner"),
        ("Landschaftsgärtner (m/w/d)", "gardener and landscaper"),
        ("Collections Registrar", "museum and gallery professional"),
        ("Ingeniero de producción", "process engineer"),
        ("Embedded Software Engineer", "embedded engineer"),
        ("Engenheiro de alimentos", "food technologist"),
    ],
)
def test_titles_tell_the_occupation(title: str, occupation: str) -> None:
    assert told_by(title)[0] == occupation


def test_every_title_is_told_by_its_own_spelling() -> None:
    # Small words that call a gender are taken out of titles before they are looked up, so no spelling may need them.
    for name, occupation in load_lexicon().occupations.items():
        for title in occupation.spellings["titles"].split(";"):
            told = told_by(title)
            assert name in told or len(told) == MOST_KEPT, (name, title)


def test_a_word_of_fewer_fields_tells_more() -> None:
    def weight(text: str) -> float:
        run = parts(text)
        return max(work.weight for work in work_in(run, [word for word, _ in run], "en", load_lexicon()))

    assert weight("sourdough") > weight("customers") > 0


def test_a_name_within_a_longer_name_is_not_meant() -> None:
    assert "architect" not in told_by("Solutions Architect")


def test_unknown_titles_tell_nothing() -> None:
    assert told_by("Zzyzx") == []


@pytest.mark.parametrize(
    ("text", "language", "occupation"),
    [
        ("Hung doors and skirting in twelve new flats", "en", "carpenter"),
        ("Paletten kommissioniert und Lkw verladen", "de", "warehouse worker"),
        ("Rapprochements et lettrage des comptes", "fr", "accountant"),
        ("Setzte Trockenmauern und Zäune", "de", "gardener and landscaper"),
        ("Informes de desamparo para la fiscalía", "es", "social worker"),
        ("Lapidei lentes e reparei hastes", "pt", "optician"),
        ("Curación de heridas y signos vitales en urgencias", "es", "registered nurse"),
        ("Planejamento de aulas para três turmas", "pt", "teacher"),
    ],
)
def test_daily_work_is_found_in_each_language(text: str, language: str, occupation: str) -> None:
    assert occupation in shown(text, language)


def test_daily_work_counts_without_a_shared_word() -> None:
    first, second = ranked(
        "Join our team in the new clinic.",
        "Registered Nurse",
        "Balanced the ledger",
        "Titrated drips for septic adults",
    )
    assert first.text == "Titrated drips for septic adults"
    assert first.score > second.score
    assert first.score == pytest.approx(sum(part.value for part in first.contributions))
    said = [words for part in first.contributions for words in part.words]
    assert said
    assert all(word in first.text for words in said for word in words.split())


def test_every_occupation_is_spelled_plainly() -> None:
    for name, occupation in load_lexicon().occupations.items():
        assert occupation.spellings["titles"], name
        assert occupation.spellings["work en"], name
        for key in ("titles", *(f"work {language}" for language in LANGUAGES)):
            spellings = occupation.spellings.get(key, "")
            assert spellings == plain(spellings), (name, key)
            assert all(len(part.strip(" *")) > 1 for part in spellings.split(";") if spellings), (name, key)


def test_no_start_of_a_word_is_longer_than_is_looked_up() -> None:
    lexicon = load_lexicon()
    for concept in (*lexicon.concepts.values(), *lexicon.occupations.values()):
        for key in ("titles", *LANGUAGES, *(f"work {language}" for language in LANGUAGES)):
            for spelling in concept.spellings.get(key, "").replace("-", " ").split(";"):
                first = (spelling.split() or [""])[0]
                assert not first.endswith("*") or len(first) - 1 <= LONGEST_START, (concept.name, first)
