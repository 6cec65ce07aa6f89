"""All routers with their prefix, in the order of the documentation."""

from fastapi import APIRouter

from jobwise.presentation.http.routes import applications, jobs, operations

ROUTERS: tuple[tuple[APIRouter, str], ...] = (
    (jobs.router, "/api/v1/jobs"),
    (applications.of_jobs, "/api/v1/jobs"),
    (applications.router, "/api/v1/applications"),
    (operations.router, ""),
)
