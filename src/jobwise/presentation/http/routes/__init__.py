"""All routers with their prefix, in the order of the documentation."""

from collections.abc import Mapping
from types import MappingProxyType

from fastapi import APIRouter

from jobwise.application.ports.throttle import Rate
from jobwise.presentation.http import throttles
from jobwise.presentation.http.routes import admin, auth, jobs, operations, plans, profiles, sessions, users

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
    # Last, because an address is looked up in order and these are many.
    (profiles.router, "/api/v1/profiles"),
    (profiles.mine, "/api/v1/profile"),
)

RATES: Mapping[str, Rate] = MappingProxyType({"/api/v1/jobs": throttles.JOBS})
"""Rooms whose every route is counted for its address; elsewhere a route says so itself."""
