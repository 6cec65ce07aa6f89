"""Examples of the fields of a profile's entries, for the OpenAPI document."""

from collections.abc import Mapping
from typing import Any

EXAMPLES: Mapping[str, Mapping[str, Any]] = {
    "experiences": {
        "employer": "Mill & Oven AB",
        "title": "Head baker",
        "location": "Uppsala",
        "url": "https://example.org/mill",
        "start": "2019-04",
        "end": "2023",
        "summary": "Led a team of six.",
        "bullets": [{"text": "Raised output by 30 % without new ovens"}],
    },
    "education": {
        "institution": "University of Uppsala",
        "area": "Food science",
        "study_type": "Bachelor",
        "start": "2014",
        "end": "2017-06",
        "score": "4.5/5.0",
        "courses": ["Fermentation"],
    },
    "projects": {
        "name": "Open recipes",
        "description": "A public collection of recipes.",
        "keywords": ["Python"],
        "start": "2021",
        "url": "https://example.org/recipes",
        "roles": ["Maintainer"],
    },
    "skills": {"name": "Sourdough", "level": "Expert", "keywords": ["Rye", "Wheat"], "kind": "technical"},
    "languages": {"language": "Swedish", "fluency": "Native"},
    "certifications": {"name": "Food safety", "date": "2020-05", "issuer": "Example Board"},
    "volunteering": {"organization": "Red Apron", "title": "Cook", "start": "2018"},
    "awards": {"title": "Loaf of the year", "date": "2022", "awarder": "Bakers' Guild"},
    "publications": {"name": "On rye", "publisher": "Example Press", "date": "2021-11-02"},
    "interests": {"name": "Grain", "keywords": ["Heritage wheat"]},
    "references": {"name": "Jo Berg", "reference": "Mara is the first to arrive."},
    "bullets": {"text": "Raised output by 30 % without new ovens"},
    "online": {"network": "GitHub", "username": "mara", "url": "https://example.org/mara"},
    "location": {"city": "Uppsala", "country_code": "SE"},
}
