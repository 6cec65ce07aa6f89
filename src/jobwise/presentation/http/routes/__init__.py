"""All routers with their prefix, in the order of the documentation."""

from collections.abc import Mapping
from types import MappingProxyType

from fastapi import APIRouter

from jobwise.application.ports.throttle import Rate
from jobwise.presentation.http import throttles
from jobwise.presentation.http.routes import (
    admin,
    application_parts,
    applications,
    auth,
    calendar,
    data_exports,
    documents,
    enhancements,
    exports,
    generations,
    jobs,
    operations,
    plans,
    postings,
    profiles,
    rankings,
    samples,
    sessions,
    styles,
    users,
)

ROUTERS: tuple[tuple[APIRouter, str], ...] = (
    (auth.router, "/api/v1/auth"),
    (auth.secret_router, "/api/v1/auth"),
    (sessions.router, "/api/v1/auth/sessions"),
    (users.router, "/api/v1/users"),
    (data_exports.router, "/api/v1/users"),
    (plans.plans_router, "/api/v1/plans"),
    (plans.usage_router, "/api/v1/usage"),
    (postings.router, "/api/v1/jobs"),
    (postings.saved_router, "/api/v1/saved-jobs"),
    (jobs.router, "/api/v1/jobs"),
    (admin.router, "/api/v1/admin"),
    (applications.of_jobs, "/api/v1/jobs"),
    (applications.router, "/api/v1/applications"),
    (application_parts.router, "/api/v1/applications"),
    (calendar.router, "/api/v1/calendar"),
    (documents.router, "/api/v1/documents"),
    (documents.files, "/api/v1/files"),
    (data_exports.files, "/api/v1/files"),
    (rankings.router, "/api/v1/rankings"),
    (generations.router, "/api/v1/generations"),
    (exports.router, "/api/v1/exports"),
    (exports.files, "/api/v1/files"),
    (enhancements.router, "/api/v1/enhancements"),
    (samples.router, "/api/v1/samples"),
    (styles.router, "/api/v1/writing-style"),
    (operations.router, ""),
    # Last, because an address is looked up in order and these are many.
    (profiles.router, "/api/v1/profiles"),
    (profiles.mine, "/api/v1/profile"),
)

RATES: Mapping[str, Rate] = MappingProxyType(
    {"/api/v1/calendar": throttles.PUBLIC, "/api/v1/files": throttles.PUBLIC, "/api/v1/jobs": throttles.JOBS}
)
"""Rooms whose every route is counted for its address; elsewhere a route says so itself."""
