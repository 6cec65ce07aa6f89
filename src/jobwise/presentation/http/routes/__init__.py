"""All routers with their prefix, in the order of the documentation."""

from fastapi import APIRouter

from jobwise.presentation.http.routes import admin, auth, jobs, operations, plans, sessions, users

ROUTERS: tuple[tuple[APIRouter, str], ...] = (
    (auth.router, "/api/v1/auth"),
    (auth.secret_router, "/api/v1/auth"),
    (sessions.router, "/api/v1/auth/sessions"),
    (users.router, "/api/v1/users"),
    (plans.plans_router, "/api/v1/plans"),
    (plans.usage_router, "/api/v1/usage"),
    (jobs.router, "/api/v1/jobs"),
    (admin.router, "/api/v1/admin"),
    (operations.router, ""),
)
