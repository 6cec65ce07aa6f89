"""Which pages of other origins may call: the framework's middleware, with its refusals in the one form."""

from starlette.datastructures import Headers
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import Response

from jobwise.presentation.http.errors import answer_error


class Origins(CORSMiddleware):
    """Answers the questions that browsers ask in advance."""

    def preflight_response(self, request_headers: Headers) -> Response:
        told = super().preflight_response(request_headers)
        if told.status_code < 400:
            return told
        refusal = answer_error(400, "ORIGIN_REFUSED", "Pages of this origin may not call with this method or header.")
        refusal.headers["Vary"] = told.headers["Vary"]
        return refusal
