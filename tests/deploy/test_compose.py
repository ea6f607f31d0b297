"""`deploy/` agrees with itself and with the app; Caddy accepts its file."""

import ipaddress
import os
import re
import subprocess

import yaml

from app import __version__
from tests.deploy.proxy import DEPLOY, program

COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
LAB, PROXY = (COMPOSE["services"][name] for name in ("lab", "proxy"))


def test_four_replicas_of_this_version_write_nothing_and_may_nothing():
    assert LAB["image"] == f"backprop-lab:${{VERSION:-{__version__}}}"
    assert LAB["deploy"]["replicas"] == 4
    assert LAB["read_only"] is True
    assert LAB["cap_drop"] == ["ALL"]
    assert "ports" not in LAB


def test_the_servers_believe_the_proxys_network_and_no_other():
    (configured,) = COMPOSE["networks"]["inside"]["ipam"]["config"]
    trusted = LAB["environment"]["BACKPROP_LAB_TRUSTED_PROXIES"]
    assert ipaddress.ip_network(trusted) == ipaddress.ip_network(configured["subnet"])
    assert LAB["networks"] == PROXY["networks"] == ["inside"]


def test_what_the_proxy_mounts_is_there():
    mounted = [v.split(":")[0] for v in PROXY["volumes"] if v.startswith("./")]
    assert mounted
    assert all((DEPLOY / name).is_file() for name in mounted)


def test_both_proxies_ask_the_servers_where_they_listen():
    caddy = (DEPLOY / "Caddyfile").read_text("utf-8")
    assert re.search(r"dynamic a \{\$REPLICAS:lab\} 8000", caddy)
    assert "lab" in COMPOSE["services"]


def test_caddy_accepts_its_file(tmp_path):
    command = [program("caddy"), "validate", "--adapter", "caddyfile"]
    command += ["--config", str(DEPLOY / "Caddyfile")]
    home = {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path), "PATH": os.environ["PATH"]}
    said = subprocess.run(command, env=home, check=False, capture_output=True, text=True)
    assert not said.returncode, said.stderr
    assert "Valid configuration" in said.stdout + said.stderr
