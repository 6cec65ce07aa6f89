"""Claims of a text file are placed in the file as it stands, whatever reading tidied."""

from jobwise.domain.generations.grounding.claims import Claim, ClaimKind, TracedSentence, Verdict
from jobwise.domain.generations.grounding.places import in_original
from jobwise.domain.generations.readback import ReadKind, ReadLine, ReadText, read_text
from jobwise.domain.shared.values import Span


def read_of(*lines: str) -> ReadText:
    return read_text(ReadKind.TEXT, tuple(ReadLine(line) for line in lines))


def verdict_on(read: ReadText, words: str) -> Verdict:
    start = read.text.index(words)
    span = Span(start, start + len(words))
    claim = Claim(ClaimKind.NUMBER, words, span, supported=False, reason="No.")
    return Verdict("en", (TracedSentence(words, span, (claim,), supported=False),))


def test_blank_lines_and_indents_shift_the_place() -> None:
    original = "Ines\n\n\n   Led 23 teams   \n\n  Saved 45 hours\n"
    read = read_of("Ines", "Led 23 teams", "Saved 45 hours")
    claim = in_original(verdict_on(read, "45 hours"), read, original).claims[0]
    assert original[claim.span.start : claim.span.end] == claim.text == "45 hours"


def test_the_second_of_two_equal_words_keeps_its_line() -> None:
    original = "5 cats\n\n5 dogs\n"
    read = read_of("5 cats", "5 dogs")
    claim = in_original(verdict_on(read, "5 dogs"), read, original).claims[0]
    assert claim.span.start == original.index("5 dogs")


def test_words_over_two_lines_are_the_files_own() -> None:
    original = "Led 23\n\n  teams well"
    read = read_of("Led 23", "teams well")
    claim = in_original(verdict_on(read, "23\nteams"), read, original).claims[0]
    assert claim.text == "23\n\n  teams"


def test_a_line_that_is_not_there_as_it_is_finds_its_words() -> None:
    original = "**Led** 23 teams"
    read = read_of("Led 23 teams")
    claim = in_original(verdict_on(read, "23 teams"), read, original).claims[0]
    assert original[claim.span.start : claim.span.end] == "23 teams"


def test_an_untouched_text_keeps_its_verdict() -> None:
    read = read_of("Led 23 teams")
    verdict = verdict_on(read, "23")
    assert in_original(verdict, read, "Led 23 teams") is verdict
