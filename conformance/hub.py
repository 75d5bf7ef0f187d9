"""A hub under test: its process, when we started it, and plain HTTP beside the published client."""

import contextlib
import itertools
import json
import os
import random
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

import pg8000.native
import pytest
import requests
from imerit_ango.models.enums import OrganizationRoles, ProjectRoles
from imerit_ango.models.invite import Invitation
from imerit_ango.sdk import SDK

ROOT = Path(__file__).resolve().parent.parent
ADMIN_EMAIL = "admin@kalem.example"
ADMIN_KEY = "0e7d7b6c-53f5-4c0e-9a52-7f9f5a6f2b11"
PASSWORD = "correct horse battery"
# The largest request body of the hubs we start: above every photograph's size, small enough to exceed in a test.
MAX_BODY = 16_000_000

_numbers = itertools.count(1)


# Below the ports that systems give to outgoing connections, one of which could take the port of a hub that is down for a moment.
PORTS = range(20_000, 32_000)


def free_port() -> int:
    for port in random.sample(PORTS, 100):
        with socket.socket() as s, contextlib.suppress(OSError):
            s.bind(("127.0.0.1", port))
            return port
    raise AssertionError("none of 100 ports is free")


class Hub:
    """The built server as a process of its own, over a data folder that survives stops and kills."""

    def __init__(self, folder: Path | None = None, **settings: str):
        self.folder = folder or Path(tempfile.mkdtemp(prefix="kalem-conformance."))
        self.data = self.folder / "data"
        self.log = self.folder / "server.log"
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.settings = settings
        self.process: subprocess.Popen | None = None

    def start(self, patience: float = 120) -> float:
        """Starts the server and returns the seconds until its health check answered."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith("KALEM_")}
        environment |= {
            "KALEM_PORT": str(self.port),
            "KALEM_DATA_DIR": str(self.data),
            "KALEM_PUBLIC_URL": self.url,
            "KALEM_ADMIN_EMAIL": ADMIN_EMAIL,
            "KALEM_ADMIN_PASSWORD": PASSWORD,
            "KALEM_ADMIN_API_KEY": ADMIN_KEY,
            "KALEM_ORGANIZATION": "Conformance",
            "KALEM_MAX_BODY": str(MAX_BODY),
        } | self.settings
        started = time.monotonic()
        with self.log.open("ab") as log:
            self.process = subprocess.Popen([ROOT / "scripts" / "start.sh"], env=environment, stdout=log, stderr=log)
        while time.monotonic() - started < patience:
            if self.process.poll() is not None:
                break
            with contextlib.suppress(requests.RequestException):
                if requests.get(self.url + "/health", timeout=2).status_code == 200:
                    return time.monotonic() - started
            time.sleep(0.02)
        raise AssertionError(f"the server did not come up; the end of its log:\n{self.tail()}")

    def tail(self, lines: int = 40) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:]) if self.log.exists() else ""

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(60)
            except subprocess.TimeoutExpired:
                self.kill()
                raise AssertionError("the server did not stop within 60 s of SIGTERM") from None

    def close(self) -> None:
        try:
            self.stop()
        finally:
            self.kill()
            shutil.rmtree(self.folder, ignore_errors=True)

    def database_processes(self) -> list[int]:
        """The embedded PostgreSQL's postmaster and its children: only those that run over our own data folder."""
        found = []
        for file in self.data.rglob("postmaster.pid"):
            lines = file.read_text().splitlines()
            if lines and lines[0].strip().isdigit():
                postmaster = int(lines[0])
                if "postgres" in command_of(postmaster):
                    found += [postmaster, *children_of(postmaster)]
        return found

    def kill(self) -> None:
        """Kills server and database at once, as a power cut would."""
        database = self.database_processes()
        if self.process and self.process.poll() is None:
            self.process.kill()
        for pid in database:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        if self.process:
            self.process.wait(30)
        deadline = time.monotonic() + 30
        while any(alive(pid) for pid in database) and time.monotonic() < deadline:
            time.sleep(0.02)

    def sql(self, statement: str, **values) -> list:
        """Runs one statement in the embedded database, for what no call of the API can bring about."""
        (file,) = self.data.rglob("postmaster.pid")
        password = next(self.data.glob("*password*")).read_text().strip()
        port = int(file.read_text().splitlines()[3])
        with contextlib.closing(pg8000.native.Connection("postgres", "127.0.0.1", port=port, password=password)) as connection:
            return connection.run(statement, **values)

    def resident(self) -> int:
        """Resident bytes of the server's process, the database apart."""
        return resident(self.process.pid)


def command_of(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
    except OSError:
        return ""


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def children_of(pid: int) -> list[int]:
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError, IndexError):
                if int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1]) == pid:
                    found.append(int(entry.name))
    return found


def resident(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+)", status).group(1)) * 1024


class Api:
    """Plain requests against one hub with one key, checking the envelope of every reply."""

    def __init__(self, url: str, key: str | None):
        self.url = url
        self.session = requests.Session()
        if key is not None:
            self.session.headers["apikey"] = key

    def call(self, method: str, path: str, body=None, text: str | bytes | None = None, **options) -> requests.Response:
        headers = {"Content-Type": "application/json", **options.pop("headers", {})}
        data = text if text is not None else None if body is None else json.dumps(body)
        if isinstance(data, str):
            data = data.encode()
        return self.session.request(method, self.url + path, data=data, headers=headers, timeout=120, **options)

    def ok(self, method: str, path: str, body=None, status: int = 200, **options):
        response = self.call(method, path, body, **options)
        assert response.status_code == status, f"{method} {path}: {response.status_code} {response.text[:500]}"
        assert_success(response)
        return response.json()["data"]

    def fails(self, status: int | tuple[int, ...], method: str, path: str, body=None, code: str | None = None, **options):
        response = self.call(method, path, body, **options)
        assert_failure(response, status, code, f"{method} {path}")
        return response.json()

    def get(self, path: str, **options):
        return self.ok("GET", path, **options)

    def post(self, path: str, body=None, **options):
        return self.ok("POST", path, {} if body is None else body, **options)


def assert_json(response: requests.Response) -> None:
    assert response.headers.get("Content-Type", "").replace(" ", "").lower() in (
        "application/json;charset=utf-8",
        "application/json",
    ), response.headers.get("Content-Type")


def assert_success(response: requests.Response) -> None:
    assert_json(response)
    body = response.json()
    assert body["status"] == "success"
    assert "error" not in body
    assert isinstance(body["data"], dict)


def assert_failure(response: requests.Response, status: int | tuple[int, ...], code: str | None = None, what: str = "") -> None:
    """The envelope of every failure: a sentence for people, a slug and an id for programs."""
    expected = (status,) if isinstance(status, int) else status
    assert response.status_code in expected, f"{what}: {response.status_code} {response.text[:500]}"
    assert_json(response)
    body = response.json()
    assert body["status"] == ("fail" if response.status_code < 500 else "error"), body
    assert isinstance(body["message"], str)
    assert body["message"].strip(), body
    error = body["error"]
    assert error["statusCode"] == response.status_code, body
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", error["code"]), body
    assert error["requestId"], body
    assert not re.search(r"Exception|\bat [a-z]+\.[a-z]+\.|SQL", body["message"]), body
    if code is not None:
        assert error["code"] == code, body


class Person:
    """A user with a key of their own, seen through the published client and through plain HTTP."""

    def __init__(self, url: str, key: str | None, email: str, identifier: str = ""):
        self.url = url
        self.key = key
        self.email = email
        self.id = identifier
        self.sdk = SDK(key or "", url)
        self.sdk.logger.disabled = True
        self.api = Api(url, key)

    def tasks(self, project: str, **options) -> list[dict]:
        return self.sdk.get_tasks(project, limit=1000, **options)["data"]["tasks"]


class Site:
    """A hub with its administrator and what the tests make in it."""

    def __init__(self, url: str, admin_key: str, hub: Hub | None):
        self.url = url
        self.hub = hub
        self.anonymous = Api(url, None)
        me = Api(url, admin_key).get("/v2/me")["user"]
        self.admin = Person(url, admin_key, me["email"], me["_id"])
        self.organization = me["organization"]["_id"]
        self.people: dict[str, Person] = {}
        # Names that stay apart from those of an earlier run against the same server.
        self.run = f"{int(time.time()):x}{os.getpid():x}"

    def address(self, word: str) -> str:
        return f"{word}{next(_numbers)}.{self.run}@kalem.example"

    def person(self, word: str = "member", role: OrganizationRoles = OrganizationRoles.Member) -> Person:
        """Invites somebody, accepts the invitation, and makes their API key as the web app would."""
        email = self.address(word)
        reply = self.admin.sdk.invite_members_to_org(self.organization, Invitation([email], role))
        token = reply["data"]["invites"][0]["token"]
        web = Web(self.url)
        user = web.ok("POST", f"/v2/invites/{token}/accept", {"name": word.title(), "password": PASSWORD})["user"]
        key = web.ok("POST", "/v2/me/apiKey", {})["apiKey"]
        self.people[email] = Person(self.url, key, email, user["_id"])
        return self.people[email]

    def foreigner(self) -> Person:
        """The owner of another organization on the same hub."""
        if self.hub is None:
            pytest.skip("a second organization is made in the database of a server that the suite started itself")
        person = self.person("foreigner")
        organization = f"{int(time.time()):08x}{next(_numbers):016x}"
        run, keys = self.hub.sql, {"organization": organization, "email": person.email}
        run("insert into organization values (:organization, 'Elsewhere', :email, now())", **keys)
        account = "account_id = (select id from account where email = :email)"
        run(f"update organization_member set organization_id = :organization, role = 'OWNER' where {account}", **keys)
        for table in ("api_key", "web_session"):
            run(f"update {table} set organization_id = :organization where {account}", **keys)
        return person

    def project(self, name: str = "Project", stages: list[dict] | None = None, schema: dict | None = None) -> str:
        project = self.admin.sdk.create_project(f"{name} {next(_numbers)}")["data"]["project"]["_id"]
        if schema is not None:
            self.admin.sdk.create_label_set(project, raw_category_schema=schema)
        if stages is not None:
            self.admin.sdk.update_workflow_stages(project, stages)
        return project

    def member(self, project: str, role: ProjectRoles) -> Person:
        person = self.person(role.value.lower())
        self.admin.sdk.add_members_to_project(project, [person.email], role)
        return person

    def add_tasks(self, project: str, count: int, prefix: str = "task", **options) -> list[dict]:
        """Tasks on referenced images that nobody fetches, in the order of their names."""
        assets = [
            {
                "data": f"https://photos.example/{prefix}-{n:05}.png",
                "externalId": f"{prefix}-{n:05}",
                "metadata": {"width": 1000, "height": 800},
            }
            for n in range(count)
        ]
        for start in range(0, count, 1000):
            reply = self.admin.sdk.upload_files_cloud(project, assets[start : start + 1000], **options)
            assert reply["status"] == "success", reply
            created = reply["data"]["assets"]
            assert created["tasksCreated"] == len(assets[start : start + 1000]), created
            assert not created["failed"], created
        pages = []
        for page in range(1, count // 1000 + 2):
            pages += self.admin.sdk.get_tasks(project, page=page, limit=1000, sort="createdAt")["data"]["tasks"]
        mine = [task for task in pages if task["externalId"].startswith(prefix + "-")]
        return sorted(mine, key=lambda task: task["externalId"])


class Web:
    """A browser's way in: the session cookie and the CSRF header."""

    def __init__(self, url: str):
        self.url = url
        self.session = requests.Session()
        self.session.get(url + "/v2/setup", timeout=30)

    def call(self, method: str, path: str, body=None) -> requests.Response:
        headers = {"Content-Type": "application/json"}
        token = self.session.cookies.get("XSRF-TOKEN")
        if token:
            headers["X-XSRF-TOKEN"] = token
        data = None if body is None else json.dumps(body)
        return self.session.request(method, self.url + path, data=data, headers=headers, timeout=60)

    def ok(self, method: str, path: str, body=None):
        response = self.call(method, path, body)
        assert response.status_code in (200, 201), f"{method} {path}: {response.status_code} {response.text[:500]}"
        assert_success(response)
        return response.json()["data"]


def stage(identifier: str, kind: str, following: list[str], x: int, **more) -> dict:
    return {"id": identifier, "type": kind, "name": more.pop("name", identifier), "next": following} | {
        "position": {"x": x, "y": 0},
        **more,
    }


REVIEW_WORKFLOW = [
    stage("Start", "Start", ["Label"], 0, autoForward=True),
    stage("Label", "Label", ["Review"], 260, assignedTo=[]),
    stage("Review", "Review", ["Complete", "Label"], 520, assignedTo=[], readOnly=False),
    stage("Complete", "Complete", [], 780, preventRequeue=False),
]


def option(value: str, identifier: str) -> dict:
    return {"value": value, "schemaId": identifier}


def question(tool: str, title: str, identifier: str, options=(), nested=(), parent: str | None = None, **more) -> dict:
    return {
        "tool": tool,
        "title": title,
        "schemaId": identifier,
        "required": False,
        "options": list(options),
        "classifications": list(nested),
        "parentOptionId": parent,
        **more,
    }


def drawing(tool: str, title: str, identifier: str, color: str, nested=()) -> dict:
    return {
        "tool": tool,
        "title": title,
        "schemaId": identifier,
        "required": False,
        "color": color,
        "options": [],
        "classifications": list(nested),
    }


# Box, polygon and point; every kind of question the first version knows; one nested inside another and inside a tool.
SCHEMA = {
    "tools": [
        drawing(
            "bounding-box",
            "Vehicle",
            "vehicle",
            "#FF6B00",
            [
                question(
                    "radio",
                    "Kind",
                    "vehicle-kind",
                    [option("Car", "kind-car"), option("Truck", "kind-truck")],
                    [question("text", "Load", "vehicle-load", parent="kind-truck")],
                )
            ],
        ),
        drawing("polygon", "Surface", "surface", "#00A878"),
        drawing("point", "Landmark", "landmark", "#3D5AFE"),
    ],
    "classifications": [
        question(
            "radio",
            "Quality",
            "quality",
            [option("Sharp", "quality-sharp"), option("Blurred", "quality-blurred")],
            [question("text", "Why", "quality-why", parent="quality-blurred")],
        ),
        question("checkbox", "Weather", "weather", [option("Sun", "w-sun"), option("Rain", "w-rain"), option("Fog", "w-fog")]),
        question("single-dropdown", "Scene", "scene", [option("Inside", "scene-in"), option("Outside", "scene-out")]),
        question("text", "Remark", "remark"),
    ],
    "relations": [{"tool": "one-to-one", "title": "Belongs to", "schemaId": "belongs", "classifications": [], "options": []}],
}


def box(identifier: str, x: float = 10, y: float = 20, width: float = 30, height: float = 40, **more) -> dict:
    return {
        "objectId": identifier,
        "schemaId": "vehicle",
        "title": "Vehicle",
        "bounding-box": {"x": x, "y": y, "width": width, "height": height},
        "classifications": [],
        **more,
    }


def remark(text: str, identifier: str = "remark-1") -> dict:
    return {
        "objectId": identifier,
        "schemaId": "remark",
        "tool": "text",
        "title": "Remark",
        "answer": text,
        "classifications": [],
    }
