"""All routers with their prefix, in the order of the documentation."""

from fastapi import APIRouter

from jobwise.presentation.http.routes import jobs, operations, postings

ROUTERS: tuple[tuple[APIRouter, str], ...] = (
    (postings.router, "/api/v1/jobs"),
    (postings.saved_router, "/api/v1/saved-jobs"),
    (jobs.router, "/api/v1/jobs"),
    (operations.router, ""),
)
