"""All routers with their prefix, in the order of the documentation."""

from fastapi import APIRouter

from jobwise.presentation.http.routes import application_parts, applications, calendar, documents, jobs, operations

ROUTERS: tuple[tuple[APIRouter, str], ...] = (
    (jobs.router, "/api/v1/jobs"),
    (applications.of_jobs, "/api/v1/jobs"),
    (applications.router, "/api/v1/applications"),
    (application_parts.router, "/api/v1/applications"),
    (calendar.router, "/api/v1/calendar"),
    (documents.router, "/api/v1/documents"),
    (documents.files, "/api/v1/files"),
    (operations.router, ""),
)
