"""`generation.json`: both documents with their traces and reports, and the profile they were made from."""

from typing import TYPE_CHECKING, Any

from jobwise import __version__
from jobwise.application.generations.files import GENERATION_FORMAT
from jobwise.domain.jobs.json_job import to_json as job_json
from jobwise.domain.profiles import json_resume
from jobwise.domain.rankings.json_ranking import ranking_json
from jobwise.domain.shared.codec import to_data

if TYPE_CHECKING:
    from jobwise.application.journeys.tailor import Tailored


def generation_json(made: "Tailored") -> dict[str, Any]:
    """The JSON value of one tailoring."""
    letter = made.letter
    measured = {} if letter is None or letter.style_distance is None else {"style_distance": letter.style_distance}
    return {
        "format": GENERATION_FORMAT,
        "jobwise": __version__,
        "as_of": made.as_of.iso,
        "template": {"name": made.template.name, "version": made.template.version, "paper": made.paper.value},
        "documents": {
            "resume": to_data(made.resume),
            "cover_letter": to_data(letter.document) if letter else None,
        },
        "trace": to_data(letter.verdict) if letter else None,
        **measured,
        "notes": list(made.notes),
        "ats": made.ats.to_json(),
        "ranking": ranking_json(made.ranking),
        "job": job_json(made.job),
        "profile": json_resume.write(made.profile),
    }
