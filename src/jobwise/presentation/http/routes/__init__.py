"""All routers with their prefix, in the order of the documentation."""

from fastapi import APIRouter

from jobwise.presentation.http.routes import jobs, operations

ROUTERS: tuple[tuple[APIRouter, str], ...] = (
    (jobs.router, "/api/v1/jobs"),
    (operations.router, ""),
)
