# The image of Quotedesk: `docker build -t quotedesk .`; docs/running.md tells how to run it.
FROM python:3.13-slim AS build
WORKDIR /source
RUN python -m venv /opt/quotedesk
ENV PATH=/opt/quotedesk/bin:$PATH PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
COPY requirements/run.txt requirements/run.txt
RUN pip install --require-hashes -r requirements/run.txt
COPY . .
RUN pip install --no-deps --no-build-isolation .

FROM python:3.13-slim
RUN useradd --uid 10001 --home-dir /data --create-home --shell /usr/sbin/nologin quotedesk
COPY --from=build /opt/quotedesk /opt/quotedesk
ENV PATH=/opt/quotedesk/bin:$PATH QUOTEDESK_ARCHIVE=/data/archive.db PORT=8000
USER quotedesk
WORKDIR /data
VOLUME /data
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
    CMD ["python", "-c", "import os, urllib.request as ask; ask.urlopen('http://127.0.0.1:' + os.environ['PORT'] + '/healthz', timeout=4)"]
CMD ["quotedesk", "serve", "--host", "0.0.0.0"]
