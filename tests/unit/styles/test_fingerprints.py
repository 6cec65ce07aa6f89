"""Fingerprints: figures of texts whose figures can be counted by hand, and distances that content does not move."""

from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jobwise.domain.shared.errors import InvalidInput
from jobwise.domain.styles.distance import distance
from jobwise.domain.styles.fingerprint import Fingerprint, Person, fingerprint
from jobwise.domain.styles.style import Trait
from jobwise.domain.styles.text import masked, plain, sentences
from jobwise.infrastructure.style_reading import measured
from jobwise.infrastructure.styles import STYLE_LANGUAGES, style_words

EN = style_words("en")
CASUAL = (
    "Hi Sam,\n\nI've fixed bikes for ten years. It's fun, and I don't get tired of it. However, I'm slow on Mondays.\n"
    "My bench is tidy. I don't lose screws.\n\nCheers,\nJo"
)
STIFF = (
    "Dear Sir or Madam,\n\nI hereby enclose the certificates which you requested regarding the position; furthermore, "
    "I have had the opportunity to serve upon the committee of the guild, whose members consider accuracy to be of "
    "the greatest importance. We shall therefore endeavour to meet the expectations of our customers.\n\n"
    "Yours faithfully,\nA. Example"
)


def of(*texts: str, language: str = "en") -> Fingerprint:
    return fingerprint(texts, style_words(language))


def test_counts_what_can_be_counted_by_hand() -> None:
    found = of("I bake bread. We sell it daily, you know!")
    assert (found.words, found.sentences, found.sentence_words, found.sentence_spread) == (9, 2, 4.5, 1.5)
    assert (found.one, found.many, found.you) == (0.111111, 0.111111, 0.111111)
    assert found.person is Person.ONE
    assert found.punctuation == {",": 0.111111, ".": 0.111111, "!": 0.111111}
    assert found.richness == 1.0
    assert found.formality == 0.5


def test_tells_stiff_from_casual() -> None:
    casual, stiff = of(CASUAL), of(STIFF)
    assert casual.formality < 0.3
    assert stiff.formality > 0.7
    assert casual.sentence_words < stiff.sentence_words
    assert casual.contractions > 0.1
    assert stiff.contractions == 0
    assert (casual.openings, casual.closings) == (("hi",), ("cheers",))
    assert (stiff.openings, stiff.closings) == (("dear sir or madam",), ("yours faithfully",))
    assert casual.connectives[0] == "however"
    assert "furthermore" in stiff.connectives


@pytest.mark.parametrize(
    ("language", "text", "opening", "closing", "person"),
    [
        ("de", "Sehr geehrte Frau Beispiel,\n\nich backe Brot für mein Dorf.\n\nBeste Grüße", "sehr geehrte",
         "beste grüße", Person.ONE),
        ("fr", "Bonjour,\n\nNous cuisons notre pain chaque matin.\n\nBien cordialement,", "bonjour",
         "bien cordialement", Person.MANY),
        ("es", "Hola a todos:\n\nHorneo mi pan cada mañana.\n\nUn saludo,", "hola", "un saludo", Person.ONE),
        ("pt", "Bom dia,\n\nO forno está quente desde cedo.\n\nCumprimentos,", "bom dia", "cumprimentos", Person.NONE),
    ],
)  # fmt: skip
def test_reads_the_courtesies_of_five_languages(
    language: str, text: str, opening: str, closing: str, person: Person
) -> None:
    found = of(text, language=language)
    assert (found.openings, found.closings, found.person) == ((opening,), (closing,), person)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Jo Lind\nHIGHLIGHTS\nHiring and training of bakers\nHi-tech ovens\nBest practice award"),
        ("en", "I have worked for years in a bakery known for the\nbest bread of all, and for a\ndear old oven"),
        ("fr", "Lina Moreau\nChercheuse en boulangerie\nSalutaire pour tous"),
        ("pt", "Carlos Silva\nCarta de apresentação\nOitenta pães por hora"),
        ("es", "Estimación de costes\nQueridísima masa"),
        ("de", "Lieberose 12\nHilfe beim Backen\nHimbeeren"),
    ],
)  # fmt: skip
def test_a_line_that_only_begins_like_a_courtesy_is_none(language: str, text: str) -> None:
    found = of(text, language=language)
    assert (found.openings, found.closings) == ((), ())


@pytest.mark.parametrize(
    ("language", "line", "begins"),
    [
        ("de", "Sehr geehrter Herr Lind,", "sehr geehrter"), ("de", "Lieber Jo,", "lieber"),
        ("es", "Estimada Ana:", "estimada"), ("fr", "Chers tous,", "chers"), ("pt", "Caro Rui,", "caro"),
        ("pt", "Prezado(a) recrutador(a),", "prezado"), ("en", "Dear Ms Lind:", "dear"), ("en", "HI ALL!", "hi"),
    ],
)  # fmt: skip
def test_courtesies_are_known_in_each_of_their_forms(language: str, line: str, begins: str) -> None:
    assert of(f"{line}\n\nTexto, Text, texte.", language=language).openings == (begins,)


@pytest.mark.parametrize("line", ["Best,", "Best", "Best, Jo Lind", "best – Jo"])
def test_a_word_that_stands_alone_is_a_closing(line: str) -> None:
    assert of(f"Dear all,\n\nI bake bread.\n\n{line}").closings == ("best",)


def test_a_letter_opens_below_its_subject_and_ends_above_what_is_enclosed() -> None:
    head = (
        "Jo Lind\n1 Mill Lane\nOxford\n\nApplication for the place of head baker that is in your window\nDear Ms Day,"
    )
    foot = "Yours sincerely,\nJo Lind\n\nEnclosed: references\nA certificate\n1 Mill Lane\nOxford\njo@example.org\n0123"
    found = of(f"{head}\n\nI bake bread.\n\n{foot}")
    assert (found.openings, found.closings) == (("dear",), ("yours sincerely",))


def test_a_point_after_a_short_form_ends_no_sentence() -> None:
    first = "I worked for Mr. J. R. Day at Baker St. from 9 a.m. to noon, e.g. on Sundays."
    assert sentences(f"{first} It was fun, i.e. I sang.") == [first, "It was fun, i.e. I sang."]
    first = "Ich kenne z. B. Frau Dr. Lind."
    assert sentences(f"{first} Wir backen, d. h. wir kneten.") == [first, "Wir backen, d. h. wir kneten."]


def test_sentences_are_found_across_wrapped_lines() -> None:
    wrapped = (
        "The oven has to be hot before the first loaf goes in, and it\nstays hot until noon. We open at six.\nRead more"
    )
    assert sentences(wrapped) == [
        "The oven has to be hot before the first loaf goes in, and it stays hot until noon.",
        "We open at six.",
    ]


def test_what_a_text_is_about_does_not_move_it() -> None:
    one = "I have mended the clocks of our town, and I know that they are slow. But they are loved by all of us here."
    other = one.replace("clocks", "violin").replace("town", "band").replace("mended", "tuned").replace("slow", "loud")
    assert masked(plain(one), frozenset(EN.function_words)) == masked(plain(other), frozenset(EN.function_words))
    near, far = distance(of(one), of(other), EN), distance(of(one), of(STIFF), EN)
    assert near < far


def test_typographers_quotes_and_dashes_do_not_move_it() -> None:
    assert of("I don’t stop — it’s “fun” for us.") == of("I don't stop – it's \"fun\" for us.")


def test_halves_of_one_writer_lie_nearer_than_two_writers() -> None:
    first = "I don't like fuss. It's a small shop, and I'm glad of it. We're open late. I've got keys."
    second = "I'm up early. It's cold, and I don't mind. We've got coffee. I'll stay till it's done."
    assert distance(of(first), of(second), EN) < min(distance(of(one), of(STIFF), EN) for one in (first, second))


@given(st.lists(st.sampled_from([*"abc,. !?'\n", "the ", "and ", "I'm ", "Ελένη ", "林 "]), min_size=1, max_size=60))
@settings(max_examples=60)
def test_any_text_is_measured_the_same_each_time_and_lies_at_nothing_from_itself(parts: list[str]) -> None:
    text = "x " + "".join(parts)
    found = of(text)
    assert found == of(text)
    assert 0 <= found.formality <= 1
    assert 0 < found.richness <= 1
    other = of(STIFF)
    assert 0 <= distance(found, found, EN) <= distance(found, other, EN) == distance(other, found, EN) <= 1


def test_without_a_word_there_is_no_fingerprint() -> None:
    with pytest.raises(InvalidInput):
        of("1234 ... !!")
    with pytest.raises(InvalidInput):
        measured([(UUID(int=1), " \n")])


def test_each_language_has_a_fingerprint_of_its_own_and_evidence() -> None:
    german = "Sehr geehrte Damen und Herren,\n\nich bewerbe mich um die Stelle und freue mich auf Sie."
    found = measured([(UUID(int=1), CASUAL), (UUID(int=2), german), (UUID(int=3), CASUAL)])
    assert [one.language for one in found.prints] == ["en", "de"]
    shown = {(one.language, one.trait): one for one in found.evidence}
    assert shown["en", Trait.OPENING].text == "Hi Sam,"
    assert shown["en", Trait.CONTRACTION].text == "I've fixed bikes for ten years."
    assert shown["en", Trait.CONNECTIVE].text.startswith("However, I'm")
    assert shown["de", Trait.PERSON].sample_id == UUID(int=2)


@pytest.mark.parametrize("language", STYLE_LANGUAGES)
def test_shipped_words_are_as_they_are_looked_up(language: str) -> None:
    known = style_words(language)
    assert 0.4 < sum(known.function_words.values()) < 1
    for words in (known.function_words, known.formal, known.informal, known.one, known.many, known.you):
        assert all(word == plain(word).lower() for word in words)
    for ways in (known.openings, known.closings):
        begins = [one.begins for one in ways]
        assert all(one == plain(one).lower() for one in begins)
        # What begins with an earlier one would never be found.
        assert not [later for at, one in enumerate(begins) for later in begins[at + 1 :] if later.startswith(one)]


def test_a_language_without_words_is_measured_all_the_same() -> None:
    known = style_words("fi")
    found = fingerprint(["Leivon leipää joka aamu. Uuni on kuuma."], known)
    assert (found.language, found.words, found.person) == ("fi", 7, Person.NONE)
    assert distance(found, found, known) < 0.5
