"""A profile as what a finished resume may say: items with their names, dates and texts, each with its path."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from jobwise.domain.generations.checking.lexicon import Lexicon
from jobwise.domain.generations.checking.tokens import Tok
from jobwise.domain.generations.grounding.claims import ClaimKind
from jobwise.domain.generations.resume_reading.words import Section
from jobwise.domain.profiles.profile import Bullet, Profile
from jobwise.domain.shared.values import PartialDate

_ENDS = frozenset(".;!?\n•。")
_PARTS = frozenset(",;()/|:–—-·•")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A name that must be said as it is: title, employer, skill..."""

    kind: ClaimKind
    path: str
    toks: tuple[Tok, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """A running text that may be reworded and shortened, not extended."""

    path: str
    toks: tuple[Tok, ...]
    said: frozenset[str]
    groups: frozenset[int]
    verbs: frozenset[int]
    ends: frozenset[int]
    """Places of the words behind which a sentence ends."""
    commas: frozenset[int]

    @classmethod
    def of(cls, path: str, toks: tuple[Tok, ...], text: str = "") -> "Text":
        said = frozenset(word for tok in toks for word in (tok.norm, tok.value, *tok.stems) if word)
        groups = frozenset(group for tok in toks for group in (*tok.groups, *tok.exact))
        verbs = frozenset(family for tok in toks for family in tok.verbs)
        gaps = [text[one.end : two.start] for one, two in pairwise(toks)] if text else []
        ends = frozenset(place for place, gap in enumerate(gaps) if not _ENDS.isdisjoint(gap))
        commas = frozenset(place for place, gap in enumerate(gaps) if "," in gap)
        return cls(path, toks, said, groups, verbs, ends, commas)

    def says(self, tok: Tok) -> bool:
        """Whether some word of the text says the same as `tok`; a quick test that may take a figure for its word."""
        if tok.value:
            return tok.value in self.said
        held = not tok.stems.isdisjoint(self.said)
        return held or bool(tok.groups & self.groups) or bool(tok.exact & self.groups) or bool(tok.verbs & self.verbs)


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of the profile. Dates of what has one date only are `end`; `open`: it may be called current."""

    section: Section
    path: str
    phrases: tuple[Phrase, ...]
    texts: tuple[Text, ...]
    start: PartialDate | None = None
    end: PartialDate | None = None
    open: bool = False


@dataclass(frozen=True, slots=True)
class ProfileFacts:
    """Everything of a profile, ready to be compared."""

    items: tuple[Item, ...]
    person: tuple[Phrase, ...]
    emails: tuple[str, ...]
    phones: tuple[str, ...]
    links: tuple[str, ...]
    summaries: tuple[Text, ...]
    skills: tuple[Phrase, ...]
    languages: tuple[Item, ...]

    def texts(self) -> Iterator[Text]:
        """Every text and every name of the profile, as evidence."""
        yield from self.summaries
        for item in (*self.items, *self.languages):
            yield from item.texts
            for phrase in item.phrases:
                yield Text.of(phrase.path, phrase.toks)
        for phrase in (*self.skills, *self.person):
            yield Text.of(phrase.path, phrase.toks)


def profile_facts(profile: Profile, lexicon: Lexicon) -> ProfileFacts:
    """The facts of a profile; wording before and after improvement both count."""
    make = _Maker(lexicon)
    me = profile.personal
    at = me.location
    person = [
        *make.phrases(ClaimKind.NAME, "personal/name", me.name, words=True),
        *make.phrases(ClaimKind.TITLE, "personal/label", me.label),
    ]
    for path, said in (("personal/email", me.email), ("personal/url", me.url), ("personal/phone", me.phone)):
        # What is no address by its shape is still what the profile says.
        person += make.phrases(ClaimKind.CONTACT, path, said)[:1]
    for name in ("address", "postal_code", "city", "country_code", "region"):
        person += make.phrases(ClaimKind.NAME, f"personal/location/{name}", getattr(at, name))
    for said in lexicon.places.country(at.country_code):
        person += make.phrases(ClaimKind.NAME, "personal/location/country_code", said)[:1]
    for said in lexicon.places.others(at.region, at.country_code):
        person += make.phrases(ClaimKind.NAME, "personal/location/region", said)[:1]
    for online in me.online:
        for name in ("network", "username", "url"):
            person += make.phrases(ClaimKind.CONTACT, f"personal/online/{online.id}/{name}", getattr(online, name))
    skills = [
        phrase
        for skill in profile.skills
        for number, said in enumerate((skill.name, skill.level, *skill.keywords))
        for phrase in make.phrases(ClaimKind.SKILL, _skill_path(skill.id, number), said)
    ]
    links = [me.url, *(online.url for online in me.online)]
    return ProfileFacts(
        tuple(_items(profile, make)),
        tuple(person),
        (me.email.casefold(),) if me.email else (),
        (me.phone,) if me.phone else (),
        tuple(link for link in (*links, *_urls(profile)) if link),
        make.texts(("summary", profile.summary), ("enhanced_summary", profile.enhanced_summary)),
        tuple(skills),
        tuple(
            Item(Section.LANGUAGES, f"languages/{language.id}",
                 tuple(make.phrases(ClaimKind.LANGUAGE, f"languages/{language.id}/language", language.language)),
                 make.texts((f"languages/{language.id}/fluency", language.fluency)))
            for language in profile.languages
        ),
    )  # fmt: skip


def _skill_path(identity: str, number: int) -> str:
    return f"skills/{identity}/" + ("name" if number == 0 else "level" if number == 1 else f"keywords/{number - 2}")


def _urls(profile: Profile) -> Iterator[str]:
    for room in (profile.experiences, profile.education, profile.projects, profile.certifications,
                 profile.volunteering, profile.publications):  # fmt: skip
        for item in room:
            yield item.url


class _Maker:
    """Turns texts into phrases and texts of one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def phrases(self, kind: ClaimKind, path: str, text: str, words: bool = False) -> list[Phrase]:
        """The whole name and its parts between commas and brackets; with `words`, each word too."""
        whole = self._lexicon.read(text)
        if not whole:
            return []
        out = [Phrase(kind, path, whole)]
        part: list[Tok] = []
        end = whole[0].start
        for tok in whole:
            if part and any(char in _PARTS for char in text[end : tok.start]):
                out.append(Phrase(kind, path, tuple(part)))
                part = []
            part.append(tok)
            end = tok.end
        if len(part) < len(whole):
            out.append(Phrase(kind, path, tuple(part)))
        if words:
            out.extend(Phrase(kind, path, (tok,)) for tok in whole)
        return out

    def place(self, path: str, text: str) -> list[Phrase]:
        """A place with its country or region by other names and by its letters."""
        out = self.phrases(ClaimKind.NAME, path, text)
        for part in text.split(",")[-2:]:
            for said in self._lexicon.places.others(part) if part.strip() else ():
                out += self.phrases(ClaimKind.NAME, path, said)[:1]
        return out

    def texts(self, *pairs: tuple[str, str]) -> tuple[Text, ...]:
        """The texts that are not empty."""
        return tuple(Text.of(path, self._lexicon.read(text), text) for path, text in pairs if text.strip())

    def bullets(self, base: str, bullets: Iterable[Bullet]) -> tuple[Text, ...]:
        """Bullets in both wordings."""
        return tuple(
            text
            for bullet in bullets
            for text in self.texts(
                (f"{base}/bullets/{bullet.id}", bullet.text), (f"{base}/bullets/{bullet.id}", bullet.enhanced)
            )
        )


def _items(profile: Profile, make: _Maker) -> Iterator[Item]:
    kinds = ClaimKind
    for e in profile.experiences:
        base = f"experiences/{e.id}"
        names = [*make.phrases(kinds.TITLE, f"{base}/title", e.title),
                 *make.phrases(kinds.EMPLOYER, f"{base}/employer", e.employer),
                 *make.place(f"{base}/location", e.location)]  # fmt: skip
        texts = make.texts((f"{base}/summary", e.summary), (f"{base}/enhanced_summary", e.enhanced_summary),
                           (f"{base}/description", e.description))  # fmt: skip
        open_end = e.current
        yield Item(Section.WORK, base, tuple(names), texts + make.bullets(base, e.bullets), e.start, e.end, open_end)
    for v in profile.volunteering:
        base = f"volunteering/{v.id}"
        names = [*make.phrases(kinds.TITLE, f"{base}/title", v.title),
                 *make.phrases(kinds.EMPLOYER, f"{base}/organization", v.organization)]  # fmt: skip
        texts = make.texts((f"{base}/summary", v.summary)) + make.bullets(base, v.bullets)
        yield Item(Section.VOLUNTEERING, base, tuple(names), texts, v.start, v.end, v.current)
    for s in profile.education:
        base = f"education/{s.id}"
        names = [*make.phrases(kinds.DEGREE, f"{base}/study_type", s.study_type),
                 *make.phrases(kinds.DEGREE, f"{base}/area", s.area),
                 *make.phrases(kinds.SCHOOL, f"{base}/institution", s.institution),
                 *make.phrases(kinds.NUMBER, f"{base}/score", s.score)]  # fmt: skip
        for number, course in enumerate(s.courses):
            names += make.phrases(kinds.NAME, f"{base}/courses/{number}", course)
        yield Item(Section.EDUCATION, base, tuple(names), (), s.start, s.end, s.current)
    for p in profile.projects:
        base = f"projects/{p.id}"
        names = [*make.phrases(kinds.NAME, f"{base}/name", p.name),
                 *make.phrases(kinds.EMPLOYER, f"{base}/entity", p.entity),
                 *make.phrases(kinds.NAME, f"{base}/type", p.type)]  # fmt: skip
        for number, said in enumerate(p.roles):
            names += make.phrases(kinds.TITLE, f"{base}/roles/{number}", said)
        for number, said in enumerate(p.keywords):
            names += make.phrases(kinds.SKILL, f"{base}/keywords/{number}", said)
        texts = make.texts(
            (f"{base}/description", p.description), (f"{base}/enhanced_description", p.enhanced_description)
        )
        yield Item(Section.PROJECTS, base, tuple(names), texts + make.bullets(base, p.bullets), p.start, p.end,
                   p.current)  # fmt: skip
    yield from _single_dates(profile, make)


def _single_dates(profile: Profile, make: _Maker) -> Iterator[Item]:
    kinds = ClaimKind
    for c in profile.certifications:
        base = f"certifications/{c.id}"
        names = [
            *make.phrases(kinds.NAME, f"{base}/name", c.name),
            *make.phrases(kinds.NAME, f"{base}/issuer", c.issuer),
        ]
        yield Item(Section.CERTIFICATIONS, base, tuple(names), (), None, c.date)
    for a in profile.awards:
        base = f"awards/{a.id}"
        names = [
            *make.phrases(kinds.NAME, f"{base}/title", a.title),
            *make.phrases(kinds.NAME, f"{base}/awarder", a.awarder),
        ]
        yield Item(Section.AWARDS, base, tuple(names), make.texts((f"{base}/summary", a.summary)), None, a.date)
    for p in profile.publications:
        base = f"publications/{p.id}"
        names = [
            *make.phrases(kinds.NAME, f"{base}/name", p.name),
            *make.phrases(kinds.NAME, f"{base}/publisher", p.publisher),
        ]
        yield Item(Section.PUBLICATIONS, base, tuple(names), make.texts((f"{base}/summary", p.summary)), None, p.date)
    for i in profile.interests:
        base = f"interests/{i.id}"
        names = [phrase for said in (i.name, *i.keywords) for phrase in make.phrases(kinds.NAME, base, said)]
        yield Item(Section.INTERESTS, base, tuple(names), ())
    for r in profile.references:
        base = f"references/{r.id}"
        yield Item(Section.REFERENCES, base, tuple(make.phrases(kinds.NAME, f"{base}/name", r.name)),
                   make.texts((f"{base}/reference", r.reference)))  # fmt: skip
