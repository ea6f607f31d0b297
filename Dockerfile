FROM python:3.13-slim

ENV PYTHONUNBUFFERED=1
WORKDIR /srv

COPY requirements.lock ./
RUN pip install --no-cache-dir --require-hashes -r requirements.lock

COPY engine engine
COPY app app
COPY static static
COPY templates templates
RUN python -m compileall -q engine app

USER 65534
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
CMD ["python", "-m", "app", "--host", "0.0.0.0", "--port", "8000"]
