"""The OpenAPI document is true: its examples run, its schemas fit, its errors are declared."""

import json
import re

import pytest

from app.api.openapi import EVERYWHERE
from app.schemas import responses
from engine import registry
from engine.data import datasets
from engine.ops import BUILT_IN


@pytest.fixture(scope="module")
def openapi(client):
    return client.get("/openapi.json").json()


def test_every_posted_example_runs_as_it_stands(client, openapi):
    ran = 0
    for path, methods in openapi["paths"].items():
        for method, route in methods.items():
            for kind, content in route.get("requestBody", {}).get("content", {}).items():
                for example in content["examples"].values():
                    value = example["value"]
                    body = value if isinstance(value, str) else json.dumps(value)
                    headers = {"Content-Type": kind}
                    response = client.request(method.upper(), path, content=body, headers=headers)
                    assert response.status_code == 200, response.text
                    ran += 1
    assert ran


def test_every_example_of_a_parameter_is_found(client, openapi):
    route = openapi["paths"]["/api/v1/examples/{id}"]["get"]
    for name in route["parameters"][0]["schema"]["examples"]:
        assert client.get(f"/api/v1/examples/{name}").status_code == 200


def test_every_route_says_how_any_request_can_end(openapi):
    for methods in openapi["paths"].values():
        for route in methods.values():
            assert {str(status) for status in EVERYWHERE} <= route["responses"].keys()


def test_every_reference_leads_somewhere(openapi):
    for name in re.findall(r'"#/components/schemas/(\w+)"', json.dumps(openapi)):
        assert name in openapi["components"]["schemas"], name


def test_posted_and_answered_models_do_not_share_a_name(openapi):
    schemas = openapi["components"]["schemas"]
    assert schemas["Step"]["properties"].keys() == responses.Step.model_fields.keys()
    for op in registry.values():
        if op.family not in BUILT_IN:
            settings = schemas[f"{op.__name__}Settings"]["properties"]
            assert op.schema()["properties"].keys() <= settings.keys()


def test_the_query_of_each_kind_of_data_is_described(openapi):
    for kind, of in datasets.items():
        parameters = openapi["paths"][f"/api/v1/datasets/{kind}"]["get"]["parameters"]
        assert {p["name"] for p in parameters} == {*of.schema()["properties"], "seed"} - {"kind"}
        assert all(p["in"] == "query" for p in parameters)


@pytest.mark.parametrize(
    ("path", "method", "statuses"),
    [
        ("/api/v1/kinds", "get", {"200", "500"}),
        ("/api/v1/examples", "get", {"200", "500"}),
        ("/api/v1/examples/{id}", "get", {"200", "404", "422", "500"}),
        ("/api/v1/datasets", "get", {"200", "500"}),
        ("/api/v1/datasets/moons", "get", {"200", "400", "422", "500"}),
        ("/api/v1/datasets/csv", "post", {"200", "400", "413", "415", "422", "500", "501"}),
        ("/api/v1/traces", "post", {"200", "400", "413", "415", "422", "500"}),
        ("/api/v1/runs", "post", {"200", "400", "413", "415", "422", "500", "503"}),
        ("/api/v1/surfaces", "post", {"200", "400", "413", "415", "422", "500"}),
        ("/api/v1/answers", "post", {"200", "400", "413", "415", "422", "500"}),
        ("/api/v1/gradings", "post", {"200", "400", "413", "415", "422", "500"}),
        ("/api/v1/exports", "post", {"200", "400", "413", "415", "422", "500"}),
        ("/api/v1/weights", "post", {"200", "400", "413", "415", "422", "500"}),
        ("/api/v1/lessons", "post", {"200", "400", "413", "415", "422", "500"}),
        ("/healthz", "get", {"200"}),
    ],
)
def test_every_error_is_declared_as_a_problem(openapi, path, method, statuses):
    responses = openapi["paths"][path][method]["responses"]
    assert responses.keys() == statuses | {str(status) for status in EVERYWHERE}
    for status in statuses - {"200"}:
        assert responses[status]["content"].keys() == {"application/problem+json"}
        assert responses[status]["description"]


def test_a_trace_is_offered_as_json_and_as_bytes(openapi):
    content = openapi["paths"]["/api/v1/traces"]["post"]["responses"]["200"]["content"]
    assert content.keys() == {"application/json", "application/octet-stream"}
    either = content["application/json"]["schema"]["anyOf"]
    assert either == [{"$ref": f"#/components/schemas/{name}"} for name in ("Trace", "BareTrace")]


def test_frames_are_offered_as_lines_and_as_events(openapi):
    content = openapi["paths"]["/api/v1/runs"]["post"]["responses"]["200"]["content"]
    assert content.keys() == {"application/jsonl", "text/event-stream"}
    for kind in content.values():
        assert kind["itemSchema"] == {"$ref": "#/components/schemas/Frame"}
    assert openapi["components"]["schemas"]["Frame"]["properties"]["end"]


def test_the_schema_says_that_data_are_needed(openapi):
    needed = openapi["components"]["schemas"]["Experiment"]["anyOf"]
    in_full, named = needed
    assert in_full == {
        "required": ["inputs", "targets"],
        "properties": {"data": {"type": "null"}},
    }
    assert named == {
        "required": ["data"],
        "properties": {"data": {"type": "object"}, "inputs": False, "targets": False},
    }


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        ({"inputs": [[1.0]], "targets": [[1.0]]}, True),
        ({"inputs": [[1.0]], "targets": [[1.0]], "data": None}, True),
        ({"data": {"kind": "moons"}}, True),
        ({"data": None}, False),
        ({"inputs": [[1.0]]}, False),
        ({"data": {"kind": "moons"}, "inputs": None, "targets": None}, False),
        ({"data": {"kind": "moons"}, "inputs": [[1.0, 1.0]], "targets": [[1.0]]}, False),
    ],
)
def test_what_it_says_of_data_is_what_is_taken(client, given, taken):
    layers = [{"kind": "dense", "units": 1, "activation": "sigmoid"}]
    answer = client.trace({"layers": layers, "loss": "mse", **given})
    assert answer.status_code == (200 if taken else 422)
