"""Interviews as iCalendar files (RFC 5545). Times are written in UTC: they are right in every calendar program."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from jobwise.application.ports.applications import Planned
from jobwise.domain.applications.parts import Interview, InterviewOutcome
from jobwise.domain.shared.errors import MissingHere

_PRODUCT = "-//JobWise//JobWise//EN"
_WARNING = timedelta(hours=-1)


class IcalendarWriter:
    def write(self, planned: Sequence[Planned], *, now: datetime) -> bytes:
        try:
            from icalendar import Calendar
        except (ImportError, OSError) as error:
            raise MissingHere("Calendar files need icalendar; install JobWise again with pip.") from error
        calendar = Calendar()
        for name, value in (("prodid", _PRODUCT), ("version", "2.0"), ("method", "PUBLISH")):
            calendar.add(name, value)
        calendar.add("x-wr-calname", "JobWise")
        for one in planned:
            for interview in one.interviews:
                calendar.add_component(_event(one, interview, now))
        written: bytes = calendar.to_ical()
        return written


class SystemTokens:
    def fresh(self) -> str:
        return secrets.token_urlsafe(32)


def _event(one: Planned, interview: Interview, now: datetime) -> Any:
    from icalendar import Alarm, Event

    event = Event()
    cancelled = interview.outcome is InterviewOutcome.CANCELLED
    event.add("uid", f"{interview.id}@jobwise")
    event.add("sequence", interview.sequence)
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("dtstamp", one.updated_at)
    event.add("last-modified", one.updated_at)
    event.add("dtstart", interview.starts_at)
    event.add("dtend", interview.ends_at)
    event.add("summary", _summary(one, interview))
    if interview.place:
        event.add("location", _line(interview.place))
    if interview.link:
        event.add("url", _line(interview.link))
    event.add("description", _description(interview))
    if not cancelled and interview.starts_at > now:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", _summary(one, interview))
        alarm.add("trigger", _WARNING)
        event.add_component(alarm)
    return event


def _summary(one: Planned, interview: Interview) -> str:
    about = ", ".join(_line(words) for words in (one.title, one.company) if words.strip())
    kind = interview.kind.value.replace("_", " ")
    return f"Interview ({kind}): {about}" if about else f"Interview ({kind})"


def _description(interview: Interview) -> str:
    lines = [f"Time zone of the place: {interview.time_zone}"]
    if interview.link:
        lines.append(_line(interview.link))
    return "\n".join(lines)


def _line(words: str) -> str:
    """One line: a line end inside a value would be a line of the calendar."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in words).split())
