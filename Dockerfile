# One image for everything JobWise runs: `jobwise serve` unless another command is given.
#   docker build -t jobwise .            (for Chinese, Japanese and Korean: --build-arg CJK=true; for traces: --build-arg TRACING=true)

FROM python:3.11-slim AS build
ARG TRACING=false
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/jobwise
WORKDIR /build
COPY requirements.lock requirements-tracing.lock ./
RUN /opt/jobwise/bin/pip install --require-hashes -r requirements.lock \
    && if [ "$TRACING" = true ]; then /opt/jobwise/bin/pip install --require-hashes -r requirements-tracing.lock; fi
COPY pyproject.toml README.md LICENSE ./
COPY src ./src
COPY data ./data
COPY migrations ./migrations
RUN /opt/jobwise/bin/pip install --no-deps --no-build-isolation . \
    && /opt/jobwise/bin/python -m compileall -q /opt/jobwise/lib

FROM python:3.11-slim
ARG CJK=false
# What WeasyPrint draws with; the fonts of the shipped templates come with JobWise.
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && if [ "$CJK" = true ]; then apt-get install -y --no-install-recommends fonts-noto-cjk; fi \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /var/lib/jobwise --create-home jobwise
COPY --from=build /opt/jobwise /opt/jobwise
COPY deploy/healthcheck.py /opt/jobwise/healthcheck.py
ENV PATH=/opt/jobwise/bin:$PATH PYTHONUNBUFFERED=1 \
    JOBWISE_HOME=/var/lib/jobwise JOBWISE_HOST=0.0.0.0 JOBWISE_PORT=8000
USER 10001
WORKDIR /var/lib/jobwise
VOLUME /var/lib/jobwise
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "/opt/jobwise/healthcheck.py"]
ENTRYPOINT ["jobwise"]
CMD ["serve"]
