"""Letters in somebody's manner: other courtesies and wordings, the same facts, and as before without samples."""

import pytest

from jobwise.application.journeys.tailor import TailorOptions
from jobwise.bootstrap.one_shot import OneShot
from jobwise.domain.exports.layout import Format
from jobwise.domain.generations.letter.manner import in_manner
from jobwise.domain.generations.letter.phrases import slots_of
from jobwise.domain.shared.errors import InvalidInput
from jobwise.domain.styles.fingerprint import fingerprint
from jobwise.infrastructure.phrases import letter_phrases
from jobwise.infrastructure.styles import STYLE_LANGUAGES, style_words
from jobwise.resources import text
from tests.unit.styles.test_fingerprints import CASUAL, STIFF

EN = style_words("en")


def salutation_and_farewell(sample: str) -> tuple[str, str]:
    phrases = in_manner(letter_phrases("en"), fingerprint([sample], EN), EN)
    return phrases.say("salutation"), phrases.say("farewell")


def test_courtesies_are_those_of_the_samples() -> None:
    assert salutation_and_farewell(STIFF) == ("Dear Sir or Madam,", "Yours faithfully,")
    assert salutation_and_farewell("Hello all,\n\nI bake.\n\nBest regards,\nJo") == ("Hello,", "Best regards,")
    assert salutation_and_farewell("I bake bread.") == ("Dear hiring team,", "Kind regards,")


def test_wordings_follow_formality_contractions_and_connectives() -> None:
    phrases = letter_phrases("en")
    casual = in_manner(phrases, fingerprint([CASUAL], EN), EN)
    stiff = in_manner(phrases, fingerprint([STIFF], EN), EN)
    assert casual.say("closing") == "I'd be happy to talk."
    assert stiff.say("opening", title="Baker", at="at Mill").startswith("I hereby submit")
    assert stiff.say("also_listed_one", skills="Rye") == "Furthermore, I can offer Rye."
    assert casual.templates["subject"] == phrases.templates["subject"]


def test_another_language_changes_nothing() -> None:
    assert in_manner(letter_phrases("de"), fingerprint([CASUAL], EN), EN) == letter_phrases("de")


@pytest.mark.parametrize("language", STYLE_LANGUAGES)
def test_wordings_of_a_manner_are_of_known_sentences_and_slots(language: str) -> None:
    """A wording can neither drop a fact of its sentence nor ask for one more."""
    templates = letter_phrases(language).templates
    for manner, sentences in style_words(language).letter.items():
        for key, wordings in sentences.items():
            for wording in wordings:
                assert slots_of(wording) in [slots_of(one) for one in templates[key]], (manner, key)


@pytest.mark.parametrize("sample", [CASUAL, STIFF])
def test_a_letter_in_style_is_as_true_and_the_same_each_time(sample: str) -> None:
    profile, job = text("data/demo/profile.json").encode(), text("data/demo/posting.txt").encode()
    tailor = OneShot().tailor
    style = (fingerprint([sample], EN),)
    made = tailor(profile, job, TailorOptions(formats=(Format.TXT,), styles=style))
    again = tailor(profile, job, TailorOptions(formats=(Format.TXT,), styles=style))
    before = tailor(profile, job, TailorOptions(formats=(Format.TXT,)))
    assert made.letter is not None
    assert before.letter is not None
    assert made.files == again.files
    assert made.files["resume.txt"] == before.files["resume.txt"]
    assert made.files["cover_letter.txt"] != before.files["cover_letter.txt"]
    assert made.letter.verdict.supported
    assert not [note for note in made.letter.notes if note.startswith("Taken out")]
    assert before.letter.style_distance is None
    assert made.letter.style_distance is not None
    assert 0 < made.letter.style_distance < 1
    said = [{path for line in one.document.lines for path in line.sources} for one in (made.letter, before.letter)]
    assert said[0] <= said[1]


def test_of_several_samples_the_one_that_is_none_is_named() -> None:
    styles_of = OneShot().styles_of
    assert [one.language for one in styles_of([("a.txt", CASUAL.encode()), ("b.txt", STIFF.encode())])] == ["en"]
    for name, data in (("b.txt", b" "), ("b.pdf", b"%PDF-"), ("b.png", b"x"), ("b", b"x")):
        with pytest.raises(InvalidInput, match=f"^{name}: ") as refused:
            styles_of([("a.txt", CASUAL.encode()), (name, data)])
        assert "PNG" not in refused.value.message
