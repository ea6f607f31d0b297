# The page as one script and one sheet, for old browsers too (docs/notes.md).
FROM node:22-slim AS page

WORKDIR /page
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY tools/build_page.mjs tools/
COPY static static
RUN npm run build

# The next stage installs; the image is what it leaves, in one layer, without what only installs.
FROM python:3.13-slim AS made

WORKDIR /srv
COPY requirements.lock ./
RUN pip install --no-cache-dir --no-compile --require-hashes -r requirements.lock \
    && pip uninstall --yes --no-cache-dir pip \
    && find / -xdev -depth -type d \
        \( -path '*-packages/*/tests' -o -path '*-packages/*/include' -o -path '*/python3*/ensurepip' \
        -o -path '*/python3*/idlelib' -o -path '*/python3*/tkinter' -o -path '*/python3*/turtledemo' \
        -o -path '/usr/share/doc' -o -path '/usr/share/man' \) -exec rm -rf {} + \
    && find / -xdev -path '*-packages/*' \( -name '*.pyi' -o -name '*.a' \) -delete \
    && rm requirements.lock

COPY engine engine
COPY app app
COPY --from=page /page/build/page static
COPY templates templates
# Nothing can be written later, so what a start compiles is compiled here; and it does start.
RUN python -c "from app.main import create_app; create_app()" && chmod -R a+rX /srv

FROM scratch
# All of it: a base image below would bring back what was removed.
# hadolint ignore=DL3067
COPY --from=made / /
ENV PATH=/usr/local/bin:/usr/bin:/bin PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
WORKDIR /srv
USER 65534:65534
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s \
    CMD ["python", "-m", "app.healthcheck", "8000"]
CMD ["python", "-m", "app", "--host", "0.0.0.0", "--port", "8000"]
