"""Finding skills in texts: spellings, everyday words, compounds, families."""

import json

import pytest

from jobwise import resources
from jobwise.domain.jobs.vocabulary import Cues, SkillTerm, Vocabulary
from jobwise.infrastructure.vocabularies import INDEX_FILE, SKILLS_FILE, load_vocabulary, made_index


def found(text: str) -> list[str]:
    return list(dict.fromkeys(mention.name for mention in load_vocabulary().find(text)))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("We build with Python, Go, or Rust.", ["Python", "Go", "Rust"]),
        ("python, go, react", ["Python", "Go", "React"]),
        ("Go to the shop with us and go further.", []),
        ("You are a Go developer.", ["Go"]),
        ("Experience with Go", ["Go"]),
        ("Our C-level sponsors and the R&D team", []),
        ("C/C++ on small boards", ["C", "C++"]),
        ("R, SQL and Tableau", ["R", "SQL", "Tableau"]),
        ("React to change quickly; you react to customers.", []),
        ("You know React well.", ["React"]),
        ("Excel in a fast environment and excel at it", []),
        ("Gute Excel-Kenntnisse und PostgreSQL-Datenbanken", ["Microsoft Excel", "PostgreSQL", "Databases"]),
        ("CI/CD, CI-CD and continuous integration", ["CI/CD"]),
        ("Node or Node.js or NodeJS", ["Node.js"]),
        ("Java/J2EE", ["Java"]),
        ("AWS (EC2, S3)", ["AWS", "EC2", "S3"]),
        ("C#/.NET and ASP.NET Core", ["C#", ".NET", "ASP.NET"]),
        ("Kubernetes-based platform", ["Kubernetes"]),
        ("restful api, RESTful APIs", ["REST"]),
        ("etc.Python3 and Java17", ["Python", "Java"]),
        ("Make sure the word is out and access is given.", []),
        ("an X-ray of the spine", ["Radiology"]),
        ("CompTIA Security+ or Network+", ["CompTIA Security+", "CompTIA Network+"]),
        ("security of the network", []),
        ("OSHA 30 card", ["OSHA 30"]),
        ("OSHA 10", ["OSHA 10"]),
        ("Closing date: 4 May, in Leeds", []),
        ("see https://docker.example/python or ask java@example.org", []),
        ("the R&D centre", []),
        ("Python+", ["Python"]),
        ("load tests with JMeter", ["JMeter"]),
    ],
)
def test_reads_skills_as_a_person_would(text: str, names: list[str]) -> None:
    assert found(text) == names


def test_a_mention_points_at_its_words() -> None:
    text = "Wir nutzen Maschinelles Lernen und PyTorch."
    mentions = load_vocabulary().find(text)
    assert [text[m.span.start : m.span.end] for m in mentions] == ["Maschinelles Lernen", "PyTorch"]


def test_whole_spellings_need_no_context() -> None:
    vocabulary = load_vocabulary()
    assert [vocabulary.name_of(word) for word in ("go", "k8s", "Postgres", "excel", "full-stack", "qwertz")] == [
        "Go",
        "Kubernetes",
        "PostgreSQL",
        "Microsoft Excel",
        "Full-stack development",
        None,
    ]


def test_families_relate_skills() -> None:
    vocabulary = load_vocabulary()
    assert vocabulary.related("PyTorch", "TensorFlow")
    assert vocabulary.related("PyTorch", "Machine learning")
    assert not vocabulary.related("PyTorch", "PyTorch")
    assert not vocabulary.related("PyTorch", "Angular")


def test_longest_spelling_wins_and_the_first_to_claim_it_keeps_it() -> None:
    terms = [SkillTerm("Spring", context=True), SkillTerm("Spring Boot"), SkillTerm("Other", ("spring boot",))]
    vocabulary = Vocabulary.of("test", terms, Cues())
    assert [m.name for m in vocabulary.find("with Spring Boot")] == ["Spring Boot"]


def test_the_index_is_made_from_the_written_file() -> None:
    made = made_index(resources.path(SKILLS_FILE).read_bytes())
    assert json.loads(resources.path(INDEX_FILE).read_bytes()) == made
