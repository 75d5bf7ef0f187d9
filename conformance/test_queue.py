"""Sixteen people empty one queue at once: every task is handed out once and none is lost."""

import os
import threading
import time
from collections import Counter

import pytest
from imerit_ango.models.enums import ProjectRoles

from hub import SCHEMA, Api, box, stage

LABELERS = 16
TASKS = 10_000 if os.environ.get("KALEM_LONG") else 1_000
WORKFLOW = [
    stage("Start", "Start", ["Label"], 0, autoForward=True),
    stage("Label", "Label", ["Complete"], 260),
    stage("Complete", "Complete", [], 520),
]


@pytest.fixture(scope="module")
def labelers(site):
    return [site.person("labeler") for _ in range(LABELERS)]


def test_every_task_is_handed_out_once_and_none_is_lost(site, labelers, capsys):
    admin = site.admin
    project = site.project("Queue", stages=WORKFLOW, schema=SCHEMA)
    admin.sdk.add_members_to_project(project, [p.email for p in labelers], ProjectRoles.Labeler)
    tasks = {task["_id"] for task in site.add_tasks(project, TASKS)}
    handed, waits, faults = [], [], []
    start = threading.Barrier(LABELERS)

    def label(person):
        api = Api(site.url, person.key)
        start.wait()
        try:
            while True:
                asked = time.perf_counter()
                task = api.post(f"/v2/project/{project}/next", {"queue": "label"})["task"]
                waits.append(time.perf_counter() - asked)
                if task is None:
                    return
                assert task["assignee"] == person.email
                handed.append(task["_id"])
                answer = {"objects": [box("b", x=len(handed) % 900)], "classifications": [], "relations": []}
                api.post(
                    f"/v2/annotate/{task['_id']}?nextStage=true", {"answer": answer, "version": task["version"], "duration": 1}
                )
        except BaseException as error:
            faults.append(error)

    began = time.perf_counter()
    threads = [threading.Thread(target=label, args=(person,)) for person in labelers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - began
    assert not faults, faults[:3]
    twice = [task for task, count in Counter(handed).items() if count > 1]
    assert not twice
    assert set(handed) == tasks
    counts = {g["stageId"]: g["count"] for g in admin.api.get(f"/v2/{project}/overview/LabelStageGroups")["LabelStageGroups"]}
    assert counts == {"Start": 0, "Label": 0, "Complete": TASKS}
    waits.sort()
    with capsys.disabled():
        print(
            f"\n{TASKS} tasks, {LABELERS} labelers: {TASKS / seconds:.0f} tasks/s; "
            f"next p50 {waits[len(waits) // 2] * 1000:.1f} ms, "
            f"p99 {waits[int(len(waits) * 0.99)] * 1000:.1f} ms, longest {waits[-1] * 1000:.1f} ms"
        )


def test_people_who_ask_at_once_get_different_tasks(site, labelers):
    project = site.project("Rush", stages=WORKFLOW, schema=SCHEMA)
    site.admin.sdk.add_members_to_project(project, [p.email for p in labelers], ProjectRoles.Labeler)
    site.add_tasks(project, LABELERS - 3)
    got, start = [], threading.Barrier(LABELERS)

    def ask(person):
        start.wait()
        got.append(person.api.post(f"/v2/project/{project}/next", {"queue": "label"})["task"])

    threads = [threading.Thread(target=ask, args=(person,), daemon=True) for person in labelers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    ids = [task["_id"] for task in got if task]
    assert len(got) == LABELERS
    assert len(ids) == len(set(ids)) == LABELERS - 3


def test_a_task_once_claimed_comes_back_until_it_is_released_or_skipped(site, labelers):
    project = site.project("Claims", stages=WORKFLOW, schema=SCHEMA)
    one, two = labelers[:2]
    site.admin.sdk.add_members_to_project(project, [one.email, two.email], ProjectRoles.Labeler)
    first, second = site.add_tasks(project, 2)
    ask = {"queue": "label"}
    claimed = one.api.post(f"/v2/project/{project}/next", ask)["task"]
    assert claimed["_id"] == first["_id"]
    assert claimed["lease"]["expiresAt"]
    assert one.api.post(f"/v2/project/{project}/next", ask)["task"]["_id"] == first["_id"]
    assert two.api.post(f"/v2/project/{project}/next", ask)["task"]["_id"] == second["_id"]
    one.api.post(f"/v2/task/{first['_id']}/release")
    released = site.admin.sdk.get_task(first["_id"])["data"]["task"]
    assert (released["assignee"], released["lease"]) == (None, None)
    two.api.post(f"/v2/task/{second['_id']}/skip", {})
    after = site.admin.sdk.get_task(second["_id"])["data"]["task"]
    assert after["isSkipped"] is True
    assert [e["stageId"] for e in after["stageHistory"]] == ["Start"]
    assert two.api.post(f"/v2/project/{project}/next", ask)["task"]["_id"] == first["_id"]


def test_skipping_can_be_switched_off(site, labelers):
    project = site.project("No skipping", stages=WORKFLOW)
    site.admin.sdk.add_members_to_project(project, [labelers[0].email], ProjectRoles.Labeler)
    site.admin.api.post(f"/v2/project/{project}", {"taskSkipEnabled": False})
    site.add_tasks(project, 1)
    task = labelers[0].api.post(f"/v2/project/{project}/next", {"queue": "label"})["task"]
    labelers[0].api.fails((400, 403, 409), "POST", f"/v2/task/{task['_id']}/skip", {})


def test_a_submit_that_is_repeated_changes_nothing(site, labelers):
    project = site.project("Twice", stages=WORKFLOW, schema=SCHEMA)
    site.admin.sdk.add_members_to_project(project, [labelers[0].email], ProjectRoles.Labeler)
    site.add_tasks(project, 1)
    task = labelers[0].api.post(f"/v2/project/{project}/next", {"queue": "label"})["task"]
    body = {"answer": {"objects": [box("b")], "classifications": [], "relations": []}, "version": task["version"]}
    outcomes, start = [], threading.Barrier(8)

    def submit():
        api = Api(site.url, labelers[0].key)
        start.wait()
        outcomes.append(api.call("POST", f"/v2/annotate/{task['_id']}?nextStage=true", body).status_code)

    threads = [threading.Thread(target=submit) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes.count(200) >= 1
    assert set(outcomes) <= {200, 403, 409}
    after = site.admin.sdk.get_task(task["_id"])["data"]["task"]
    assert after["stage"] == "Complete"
    assert [e["stageId"] for e in after["stageHistory"]] == ["Start", "Label"]


def test_reviewers_are_never_offered_their_own_labels(site, labelers):
    stages = [
        stage("Start", "Start", ["Label"], 0, autoForward=True),
        stage("Label", "Label", ["Review"], 1),
        stage("Review", "Review", ["Complete", "Label"], 2),
        stage("Complete", "Complete", [], 3),
    ]
    project = site.project("Own labels", stages=stages, schema=SCHEMA)
    one, two = labelers[:2]
    site.admin.sdk.add_members_to_project(project, [one.email, two.email], ProjectRoles.Reviewer)
    site.add_tasks(project, 1)
    task = one.api.post(f"/v2/project/{project}/next", {"queue": "label"})["task"]
    one.api.post(f"/v2/annotate/{task['_id']}?nextStage=true", {"answer": {"objects": [box("b")]}})
    assert one.api.post(f"/v2/project/{project}/next", {"queue": "review"})["task"] is None
    assert one.api.get(f"/v2/project/{project}/queues")["queues"]["review"]["available"] == 0
    assert two.api.get(f"/v2/project/{project}/queues")["queues"]["review"]["available"] == 1
    assert two.api.post(f"/v2/project/{project}/next", {"queue": "review"})["task"]["_id"] == task["_id"]
