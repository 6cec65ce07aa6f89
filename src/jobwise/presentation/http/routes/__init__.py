"""All routers with their prefix, in the order of the documentation."""

from fastapi import APIRouter

from jobwise.presentation.http.routes import jobs, operations, profiles

ROUTERS: tuple[tuple[APIRouter, str], ...] = (
    (jobs.router, "/api/v1/jobs"),
    (operations.router, ""),
    # Last, because an address is looked up in order and these are many.
    (profiles.router, "/api/v1/profiles"),
    (profiles.mine, "/api/v1/profile"),
)
