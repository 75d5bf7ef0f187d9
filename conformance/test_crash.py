"""kill -9 of server and database in the middle of work: every acknowledged save is there afterwards."""

import io
import json
import os
import random
import threading
import time
import zipfile

import pytest
import requests
from imerit_ango.models.enums import ProjectRoles

from hub import ADMIN_KEY, SCHEMA, Api, Hub, Site, box, stage

ROUNDS = 12 if os.environ.get("KALEM_LONG") else 3
LABELERS = 8
EXPORTED = 100_000
TASKS = 4000 if os.environ.get("KALEM_LONG") else 700
WORKFLOW = [
    stage("Start", "Start", ["Label"], 0, autoForward=True),
    stage("Label", "Label", ["Complete"], 260),
    stage("Complete", "Complete", [], 520),
]


@pytest.fixture
def own():
    if os.environ.get("KALEM_CONFORMANCE_HOST"):
        pytest.skip("kills the server, so only one that it started itself")
    hub = Hub()
    try:
        hub.start()
        yield hub
    finally:
        hub.close()


class Labeler(threading.Thread):
    """Claims tasks, saves drafts and submits; remembers what the server acknowledged and what was under way."""

    def __init__(self, url, person, project, ledger, dying):
        super().__init__(daemon=True)
        self.api, self.project, self.ledger, self.person = Api(url, person.key), project, ledger, person
        self.dying = dying
        self.fault = None

    def run(self):
        try:
            while (task := self.api.post(f"/v2/project/{self.project}/next", {"queue": "label"})["task"]) is not None:
                self.work(task)
        except requests.RequestException as error:
            if not self.dying.is_set():
                self.fault = error
        except AssertionError as error:
            # A dying server may still answer with a failure of its own, but never with a wrong success.
            if not (self.dying.is_set() and any(text in str(error) for text in (": 500 ", ": 503 "))):
                self.fault = error

    def work(self, task):
        identifier, version = task["_id"], task["version"]
        entry = self.ledger.setdefault(
            identifier, {"holders": set(), "saved": -1, "trying": -1, "submitted": None, "submitting": None}
        )
        entry["holders"].add(self.person.email)
        assert entry["submitted"] is None, f"{identifier} was handed out again after its submit was acknowledged"
        value = max(entry["saved"], entry["trying"])
        for _ in range(random.randint(1, 4)):
            value += 1
            entry["trying"] = value
            change = {"baseVersion": version, "upserts": [box("b", x=value, y=0)], "deletes": []}
            version = self.api.ok("PUT", f"/v2/task/{identifier}/draft", change)["version"]
            entry["saved"] = value
        entry["submitting"] = value
        self.api.post(f"/v2/annotate/{identifier}?nextStage=true", {"version": version, "duration": 5})
        entry["submitted"] = value


def test_acknowledged_work_survives_kills_of_server_and_database(own, capsys):
    site = Site(own.url, ADMIN_KEY, own)
    project = site.project("Crashes", stages=WORKFLOW, schema=SCHEMA)
    labelers = [site.member(project, ProjectRoles.Labeler) for _ in range(LABELERS)]
    tasks = {task["_id"] for task in site.add_tasks(project, TASKS)}
    ledger = {}
    for number in range(ROUNDS):
        dying = threading.Event()
        threads = [Labeler(own.url, person, project, ledger, dying) for person in labelers]
        for thread in threads:
            thread.start()
        time.sleep(random.uniform(0.7, 2.0))
        killed = own.database_processes()
        assert killed, "the embedded database was not found"
        dying.set()
        own.kill()
        for thread in threads:
            thread.join(60)
            assert thread.fault is None, thread.fault
        seconds = own.start()
        acknowledged = check(site, project, ledger)
        assert sum(acknowledged) > 0, "nothing was acknowledged before the kill"
        with capsys.disabled():
            print(
                f"\nround {number + 1}: {acknowledged[0]} submits and {acknowledged[1]} open drafts held; "
                f"up again after {seconds:.1f} s",
                end="",
            )
    # The queue still works: the same people empty it.
    threads = [Labeler(own.url, person, project, ledger, threading.Event()) for person in labelers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(300)
        assert thread.fault is None, thread.fault
    assert set(ledger) == tasks
    check(site, project, ledger)
    counts = {
        g["stageId"]: g["count"] for g in site.admin.api.get(f"/v2/{project}/overview/LabelStageGroups")["LabelStageGroups"]
    }
    assert counts == {"Start": 0, "Label": 0, "Complete": TASKS}


def check(site, project, ledger):
    """Compares every task with what was acknowledged; what was only under way may be there or not."""
    found = {}
    for page in range(1, TASKS // 1000 + 2):
        for task in site.admin.sdk.get_tasks(project, page=page, limit=1000, include_answer=True, sort="createdAt")["data"][
            "tasks"
        ]:
            found[task["_id"]] = task
    assert len(found) == TASKS
    submits = drafts = 0
    for identifier, entry in ledger.items():
        task = found[identifier]
        assert len(entry["holders"]) == 1, f"{identifier} was held by {entry['holders']}"
        if entry["submitted"] is not None:
            assert task["stage"] == "Complete", f"{identifier}: an acknowledged submit is lost"
            assert [o["bounding-box"]["x"] for o in task["answer"]["tools"]] == [entry["submitted"]]
            submits += 1
        elif task["stage"] == "Complete":
            # The submit was stored and its reply got lost.
            assert entry["submitting"] is not None
            assert task["answer"]["tools"][0]["bounding-box"]["x"] == entry["submitting"]
            entry["submitted"] = entry["submitting"]
        elif entry["saved"] >= 0:
            (holder,) = entry["holders"]
            assert task["assignee"] == holder
            editor = draft_of(site, identifier, holder)
            # A save that was under way in an earlier round may have been stored as well.
            assert entry["saved"] <= editor["task"]["answer"]["tools"][0]["bounding-box"]["x"] <= entry["trying"]
            drafts += 1
    return submits, drafts


def draft_of(site, identifier, holder):
    person = site.people[holder]
    return person.api.get(f"/v2/task/{identifier}/editor")


def test_an_export_that_a_kill_broke_off_starts_anew_and_leaves_one_file(own):
    site = Site(own.url, ADMIN_KEY, own)
    project = site.project("Broken off", stages=WORKFLOW)
    key = int(project[8:16], 16)
    own.sql(
        "insert into asset (project_key, id, external_id, kind, content, metadata, attachments, batch_ids, priority,"
        " created_at, created_by, updated_at) select :key, 'a' || n, 'file-' || n, 'LINK', 'https://example.org/' || n,"
        " '{}', '[]', '{}', 0, now(), 'x', now() from generate_series(1, :tasks) n",
        key=key,
        tasks=EXPORTED,
    )
    own.sql(
        "insert into task (project_key, id, asset_id, external_id, batch_ids, stage_id, entered_at, priority, created_at,"
        " created_by, updated_at, updated_by) select :key, 't' || n, 'a' || n, 'file-' || n, '{}', 'Complete', now(), 0,"
        " now() + n * interval '1 microsecond', 'x', now(), 'x' from generate_series(1, :tasks) n",
        key=key,
        tasks=EXPORTED,
    )
    export = site.admin.api.ok("POST", "/v2/exports", {"project": project}, status=202)["export"]["_id"]

    def now():
        return site.admin.api.get(f"/v2/exports/{export}")["export"]

    while (seen := now())["tasksDone"] == 0 and seen["state"] in ("queued", "running"):
        time.sleep(0.01)
    assert seen["state"] == "running", "the export was over before it could be killed"
    own.kill()
    own.start()
    deadline = time.monotonic() + 300
    while (seen := now())["state"] in ("queued", "running") and time.monotonic() < deadline:
        time.sleep(0.2)
    assert seen["state"] == "ready", seen
    assert seen["rows"] == EXPORTED
    assert len([file for file in own.data.glob(f"files/objects/{project}/exports/**/*") if file.is_file()]) == 1
    with zipfile.ZipFile(io.BytesIO(requests.get(seen["exportPath"], timeout=60).content)) as files:
        assert len(json.loads(files.read(files.namelist()[0]))) == EXPORTED


def test_a_server_that_was_killed_alone_takes_its_database_back(own):
    """The database lives on when only the JVM dies; the next start must not be fooled by it."""
    site = Site(own.url, ADMIN_KEY, own)
    project = site.project("Orphan", stages=WORKFLOW)
    own.process.kill()
    own.process.wait(30)
    own.start()
    assert site.admin.sdk.get_project(project)["data"]["project"]["_id"] == project


def test_a_stop_is_clean_and_the_next_start_finds_everything(own):
    site = Site(own.url, ADMIN_KEY, own)
    project = site.project("Kept", stages=WORKFLOW, schema=SCHEMA)
    site.add_tasks(project, 3)
    before = site.admin.sdk.get_project(project)["data"]["project"]
    postgres = own.database_processes()
    own.stop()
    assert own.process.returncode in (0, 143)
    assert not any(alive_postgres(pid) for pid in postgres)
    own.start()
    assert site.admin.sdk.get_project(project)["data"]["project"] == before
    assert site.admin.sdk.get_tasks(project)["data"]["total"] == 3


def alive_postgres(pid):
    from hub import alive, command_of

    return alive(pid) and "postgres" in command_of(pid)
