"""A queued mail as the text that is sent. Names stay out of it: a mail that goes astray says nothing about anybody."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from jobwise.application.ports.mail import Mail, Message
from jobwise.application.ports.secrets import Secrets


@dataclass(frozen=True, slots=True)
class WriteMail:
    """Makes the message of a mail.

    `words` gives the texts of a language. Every link begins with `public_url`, which is a setting and nothing that a
    request says; the token in it is made here from its id, so that none was ever stored.
    """

    words: Callable[[str], Mapping[str, Any]]
    secrets: Secrets
    public_url: str

    def __call__(self, mail: Mail) -> Message:
        words = self.words(mail.language)
        said = words["mails"][mail.template.value]
        facts = {**(mail.facts or {}), "link": self._link(said["page"], mail)}
        paragraphs = [words["greeting"], *said["body"], words["closing"]]
        body = "\n\n".join(_filled(paragraph, facts) for paragraph in paragraphs) + "\n"
        return Message(mail.recipient, said["subject"], body)

    def _link(self, page: str, mail: Mail) -> str:
        link = f"{self.public_url.rstrip('/')}/{page}"
        return link if mail.token_id is None else f"{link}?token={self.secrets.mailed(mail.token_id)}"


def _filled(text: str, facts: Mapping[str, str]) -> str:
    # Not `format`: a fact that holds braces stays what it is.
    for name, value in facts.items():
        text = text.replace("{" + name + "}", value)
    return text
