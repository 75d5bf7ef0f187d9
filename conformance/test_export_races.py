"""Many exports of one project at once, while people work and while the machine fails under them."""

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

LONG = bool(os.environ.get("KALEM_LONG"))
EXPORTS = 20
LABELERS = 4
TASKS = 3000 if LONG else 600
KILLS = 50 if LONG else 4
EXPORTS_A_KILL = 3
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
    """Submits one task after the other and writes its own count into each, so that a snapshot shows a beginning of it."""

    def __init__(self, url, person, project, ended):
        super().__init__(daemon=True)
        self.api, self.project, self.ended = Api(url, person.key), project, ended
        self.name_of_person = person.email
        self.count = 0
        self.fault = None

    def run(self):
        try:
            while not self.ended.is_set():
                task = self.api.post(f"/v2/project/{self.project}/next", {"queue": "label"})["task"]
                if task is None:
                    return
                answer = {
                    "objects": [box(f"{self.name_of_person}-{self.count}", x=self.count)],
                    "classifications": [],
                    "relations": [],
                }
                self.api.post(f"/v2/annotate/{task['_id']}?nextStage=true", {"answer": answer, "version": task["version"]})
                self.count += 1
        except Exception as error:  # noqa: BLE001 - whatever it was, the test must tell it
            self.fault = error


def rows_of(link: str) -> list[dict]:
    reply = requests.get(link, timeout=120)
    assert reply.status_code == 200, reply.text[:300]
    with zipfile.ZipFile(io.BytesIO(reply.content)) as archive:
        assert archive.testzip() is None
        return json.loads(archive.read(archive.infolist()[0]))


def test_concurrent_exports_are_each_one_moment_of_the_project(site):
    project = site.project("Moments", stages=WORKFLOW, schema=SCHEMA)
    people = [site.member(project, ProjectRoles.Labeler) for _ in range(LABELERS)]
    site.add_tasks(project, TASKS)
    ended = threading.Event()
    labelers = [Labeler(site.url, person, project, ended) for person in people]
    for labeler in labelers:
        labeler.start()
    links, faults = [], []

    def run_export(number):
        try:
            time.sleep(number * 0.05)
            address = f"/v2/export?project={project}&type=task&format=json&doNotNotify=true"
            links.append(Api(site.url, ADMIN_KEY).get(address)["exportPath"])
        except Exception as error:  # noqa: BLE001 - told below
            faults.append(error)

    exports = [threading.Thread(target=run_export, args=(number,)) for number in range(EXPORTS)]
    for thread in exports:
        thread.start()
    for thread in exports:
        thread.join(300)
    ended.set()
    for labeler in labelers:
        labeler.join(60)
        assert labeler.fault is None, labeler.fault
    assert not faults, faults
    assert len(set(links)) == EXPORTS
    sizes = set()
    for link in links:
        rows = rows_of(link)
        sizes.add(len(rows))
        assert len({row["task"]["taskId"] for row in rows}) == TASKS, "every stage was asked for, so every task is there once"
        counts: dict[str, list[int]] = {}
        for row in rows:
            if row["task"]["stage"] != "Complete":
                assert row["task"]["tools"] == []
                continue
            (tool,) = row["task"]["tools"]
            (visit,) = [visit for visit in row["task"]["stageHistory"] if visit["stage"] == "Label"]
            assert visit["tools"] == row["task"]["tools"]
            person, count = tool["objectId"].rsplit("-", 1)
            assert tool["bounding-box"]["x"] == int(count)
            counts.setdefault(person, []).append(int(count))
        for person, found in counts.items():
            assert sorted(found) == list(range(len(found))), f"{person}: a later submit is there without an earlier one"
    assert sizes == {TASKS}


def test_exports_survive_kills(own, capsys):
    site = Site(own.url, ADMIN_KEY, own)
    project = site.project("Killed", stages=WORKFLOW, schema=SCHEMA)
    tasks = site.add_tasks(project, TASKS)
    items = [{"externalId": task["externalId"], "objects": [box(f"o-{n}", x=n % 900) for n in range(20)]} for task in tasks]
    for start in range(0, TASKS, 500):
        site.admin.sdk.import_labels(project, items[start : start + 500])
    started: list[str] = []
    killed_while_running = 0
    for _ in range(KILLS):
        for _ in range(EXPORTS_A_KILL):
            reply = site.admin.api.ok("POST", "/v2/exports", {"project": project, "stage": []}, status=202)
            started.append(reply["export"]["_id"])
        time.sleep(random.uniform(0, 0.4))
        states = [site.admin.api.get(f"/v2/exports/{identifier}")["export"]["state"] for identifier in started[-EXPORTS_A_KILL:]]
        killed_while_running += any(state in ("queued", "running") for state in states)
        own.kill()
        own.start()
    deadline = time.monotonic() + 600
    while time.monotonic() < deadline:
        found = {}
        for page in range(1, len(started) // 100 + 2):
            for export in site.admin.api.get(f"/v2/project/{project}/exports?limit=100&page={page}")["exports"]:
                assert export["_id"] not in found, "the same export is listed twice"
                found[export["_id"]] = export
        assert set(started) == set(found), "a job was lost, or made twice"
        if all(export["state"] == "ready" for export in found.values()):
            break
        failed = [export for export in found.values() if export["state"] in ("failed", "canceled")]
        assert not failed, failed
        time.sleep(0.5)
    else:
        raise AssertionError("the exports did not end")
    for identifier in started:
        rows = rows_of(found[identifier]["exportPath"])
        assert len(rows) == TASKS
        assert all(len(row["task"]["tools"]) == 20 for row in rows)
    with capsys.disabled():
        print(
            f"\n{KILLS} kills, {killed_while_running} of them in the middle of exports; {len(started)} exports ended whole",
            end="",
        )
    # Nothing half-made is left: each zip of the store belongs to one export.
    zips = list(own.data.rglob("*.zip"))
    assert len(zips) == len(started)
