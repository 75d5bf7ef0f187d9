"""export and exportV3 in JSON and NDJSON: options, exact keys, the zip, and jobs beside it."""

import io
import json
import re
import threading
import time
import zipfile
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import pytest
import requests
from imerit_ango.models.annotate import AnnotationPayload, Answer
from imerit_ango.models.enums import ExportFormats, ProjectRoles, ReviewStatus
from imerit_ango.models.export_options import ExportOptions, TimeFilter

from hub import REVIEW_WORKFLOW, SCHEMA, box, remark

INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
ROW = {"asset", "assetId", "externalId", "metadata", "batches", "task"}
TASK = {
    "taskId",
    "type",
    "stage",
    "stageId",
    "updatedAt",
    "updatedBy",
    "totalDuration",
    "tools",
    "classifications",
    "relations",
    "stageHistory",
}


@pytest.fixture(scope="module")
def world(site):
    """Six tasks: three went to Complete, one waits in Review, two in Label; two are in a batch."""
    admin = site.admin
    stages = [s | {"name": "First pass"} if s["id"] == "Label" else s for s in REVIEW_WORKFLOW]
    project = site.project("Export of things", stages=stages, schema=SCHEMA)
    labeler = site.member(project, ProjectRoles.Labeler)
    tasks = site.add_tasks(project, 6)
    admin.sdk.create_batch(project, "Week 18")
    admin.sdk.assign_batches(project, [t["asset"]["_id"] for t in tasks[:2]], ["Week 18"])
    admin.sdk.assign_task(project, [t["_id"] for t in tasks[:4]], "Label", labeler.email)
    for n, task in enumerate(tasks[:4]):
        answer = {"objects": [box(f"object-{n}", x=n + 0.1)], "classifications": [remark(f"no. {n}")], "relations": []}
        body = {"answer": answer, "duration": 1000 + n, "idleDuration": 200, "blurDuration": 100}
        labeler.api.post(f"/v2/annotate/{task['_id']}?nextStage=true", body)
    for task in tasks[:3]:
        admin.sdk.review_task(task["_id"], ReviewStatus.ACCEPTED)
    return admin, project, tasks, labeler


def names(rows):
    return [row["externalId"][-1] for row in rows]


def fetch(person, project, **parameters):
    path = person.api.get("/v2/export?" + urlencode({"project": project, **parameters}))["exportPath"]
    answer = requests.get(path, timeout=60)
    assert answer.status_code == 200
    return zipfile.ZipFile(io.BytesIO(answer.content))


def test_the_default_is_everything_complete_in_json(world):
    admin, project, tasks, _ = world
    rows = admin.sdk.export(project)
    assert names(rows) == ["0", "1", "2"]
    assert names(admin.sdk.exportV3(project)) == ["0", "1", "2"]


def test_a_row_has_exactly_the_documented_keys(world):
    admin, project, tasks, labeler = world
    for n, row in enumerate(admin.sdk.export(project)):
        assert set(row) == ROW
        assert row["asset"] == f"https://photos.example/task-0000{n}.png"
        assert row["assetId"] == tasks[n]["asset"]["_id"]
        assert row["metadata"] == {"width": 1000, "height": 800}
        assert row["batches"] == (["Week 18"] if n < 2 else [])
        task = row["task"]
        assert set(task) == TASK
        assert (task["taskId"], task["type"], task["stage"], task["stageId"]) == (
            tasks[n]["_id"],
            "default",
            "Complete",
            "Complete",
        )
        assert INSTANT.fullmatch(task["updatedAt"])
        assert task["updatedBy"] == admin.email
        assert task["totalDuration"] == 1000 + n
        (tool,) = task["tools"]
        assert set(tool) == {"bounding-box", "objectId", "schemaId", "title", "classifications", "metadata"}
        assert tool["bounding-box"] == {"x": n + 0.1, "y": 20, "width": 30, "height": 40}
        (answer,) = task["classifications"]
        assert set(answer) == {"objectId", "schemaId", "tool", "title", "answer", "classifications", "metadata"}
        for metadata in (tool["metadata"], answer["metadata"]):
            assert set(metadata) - {"source"} == {"createdAt", "createdBy", "createdIn"}
            assert INSTANT.fullmatch(metadata["createdAt"])
            assert (metadata["createdBy"], metadata["createdIn"]) == (labeler.email, "Label")


def test_the_stage_history_tells_every_visit_before(world):
    admin, project, tasks, labeler = world
    for row in admin.sdk.export(project):
        start, label, review = row["task"]["stageHistory"]
        assert [e["stageId"] for e in (start, label, review)] == ["Start", "Label", "Review"]
        assert [e["stage"] for e in (start, label, review)] == ["Start", "First pass", "Review"]
        common = {"stage", "stageId", "duration", "completedAt", "tools", "classifications", "relations"}
        extras = {"submittedBy", "taskHistory"}
        assert set(start) - extras == common
        assert set(label) - extras == common | {"completedBy"}
        assert set(review) - extras == common | {"completedBy", "reviewStatus"}
        assert start["duration"] == 0
        assert label["completedBy"] == labeler.email
        assert label["tools"] == review["tools"] == row["task"]["tools"]
        assert start["tools"] == []
        assert review["reviewStatus"] == "Accepted"
        assert start["completedAt"] <= label["completedAt"] <= review["completedAt"]


def test_metadata_and_history_can_be_left_out(world):
    admin, project, *_ = world
    for row in admin.sdk.export(project, ExportOptions(include_metadata=False, include_history=False)):
        assert set(row["task"]) == TASK - {"stageHistory"}
        assert "metadata" not in row["task"]["tools"][0]
        assert "metadata" not in row["task"]["classifications"][0]


def test_idle_and_blur_times_come_when_asked(world):
    admin, project, *_ = world
    extra = {"duration", "idleDuration", "blurDuration", "totalIdleDuration", "totalBlurDuration"}
    for row in admin.sdk.export(project, ExportOptions(include_idle_blur_durations=True)):
        task = row["task"]
        assert set(task) == TASK | extra
        assert (task["duration"], task["totalIdleDuration"], task["totalBlurDuration"]) == (0, 200, 100)
        assert (task["stageHistory"][1]["idleDuration"], task["stageHistory"][1]["blurDuration"]) == (200, 100)


@pytest.mark.parametrize(
    ("stage", "expected"),
    [(["Complete"], "012"), (["Review"], "3"), (["Label", "Review"], "345"), (["First pass"], "45"), ([], "012345")],
)
def test_stages_are_chosen_by_id_or_name_and_none_means_all(world, stage, expected):
    admin, project, *_ = world
    assert "".join(names(admin.sdk.export(project, ExportOptions(stage=stage)))) == expected


def test_batches_are_chosen_by_id_or_name(world):
    admin, project, *_ = world
    batch = admin.sdk.get_batches(project)[0]
    for value in (batch["_id"], batch["name"]):
        assert names(admin.sdk.export(project, ExportOptions(batches=[value]))) == ["0", "1"]
    assert json.loads(first(fetch(admin, project, batches="Week 18"))) != []


def test_times_bound_the_rows(world):
    admin, project, *_ = world
    now = datetime.now(UTC)
    past, future = now - timedelta(days=1), now + timedelta(days=1)
    assert len(admin.sdk.export(project, ExportOptions(created_at=TimeFilter(past, future)))) == 3
    assert admin.sdk.export(project, ExportOptions(created_at=TimeFilter(from_date=future))) == []
    assert admin.sdk.export(project, ExportOptions(updated_at=TimeFilter(to_date=past))) == []
    assert len(admin.sdk.export(project, ExportOptions(updated_at=TimeFilter(from_date=past)))) == 3


def test_ndjson_has_the_same_rows_one_a_line(world):
    admin, project, *_ = world
    iterator, count = admin.sdk.export(project, ExportOptions(export_format=ExportFormats.NDJSON))
    rows = list(iterator)
    assert count == len(rows) == 3
    assert rows == admin.sdk.export(project)
    text = first(fetch(admin, project, format="ndjson", stage='["Complete"]'))
    assert text.endswith(b"\n")
    assert len(text.split(b"\n")) == 4


def first(archive):
    return archive.read(archive.namelist()[0])


def test_the_zip_and_its_entry_are_named_after_the_project(world):
    admin, project, *_ = world
    name = admin.sdk.get_project(project)["data"]["project"]["name"].replace(" ", "_")
    archive = fetch(admin, project)
    assert re.fullmatch(re.escape(name) + r"-task-export-\d{4}-\d\d-\d\d-\d\d_\d\d_\d\d_GMT\.json", archive.namelist()[0])
    assert archive.testzip() is None
    assert re.search(r"-task-export-.*_GMT\.ndjson$", fetch(admin, project, format="ndjson").namelist()[0])


def test_split_makes_one_file_per_row(world):
    admin, project, tasks, _ = world
    archive = fetch(admin, project, format="split", stage='["Complete"]')
    assert sorted(archive.namelist()) == sorted(f"task-0000{n}-{tasks[n]['_id']}.json" for n in range(3))
    assert all(json.loads(archive.read(name))["externalId"] in name for name in archive.namelist())


def test_the_link_works_twice_and_without_a_key(world, tmp_path):
    admin, project, *_ = world
    target = tmp_path / "export.zip"
    assert admin.sdk.export(project, zip_file_path=str(target)) is None
    with zipfile.ZipFile(target) as archive:
        assert len(json.loads(first(archive))) == 3


def test_nothing_to_export_is_an_empty_file(site, admin):
    project = site.project(stages=REVIEW_WORKFLOW)
    assert admin.sdk.export(project) == []
    _, count = admin.sdk.export(project, ExportOptions(export_format=ExportFormats.NDJSON))
    assert count == 0


def test_single_tasks_can_be_chosen(world):
    admin, project, tasks, _ = world
    chosen = json.dumps([tasks[5]["_id"], tasks[1]["_id"]])
    assert names(json.loads(first(fetch(admin, project, tasks=chosen)))) == ["1", "5"]
    assert names(json.loads(first(fetch(admin, project, externalIds='["task-00004"]')))) == ["4"]


@pytest.mark.parametrize(
    "parameters",
    [
        {"format": "xml"},
        {"type": "poem"},
        {"stage": '["Nowhere"]'},
        {"stage": "[1"},
        {"includeMetadata": "perhaps"},
        {"createdAt": "yesterday"},
        {"createdAt": '{"$in": []}'},
        {"taskTypes": '["odd"]'},
    ],
)
def test_bad_options_are_refused(world, parameters):
    admin, project, *_ = world
    admin.api.fails(400, "GET", "/v2/export", params={"project": project, **parameters})


def test_exports_at_once_do_not_mix(site, admin):
    projects = []
    for n in range(4):
        project = site.project(f"Parallel {n}", stages=REVIEW_WORKFLOW)
        site.add_tasks(project, 50 + n, prefix=f"p{n}")
        projects.append(project)
    results, errors = {}, []

    def run(project, key):
        try:
            results[project, key] = admin.sdk.export(project, ExportOptions(stage=[]))
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=run, args=(p, k)) for p in projects for k in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not errors
    for (project, _), rows in results.items():
        n = projects.index(project)
        assert len(rows) == 50 + n
        assert all(row["externalId"].startswith(f"p{n}-") for row in rows)


def test_rows_come_in_the_order_of_creation(site, admin):
    project = site.project(stages=REVIEW_WORKFLOW)
    site.add_tasks(project, 120)
    rows = admin.sdk.export(project, ExportOptions(stage=[]))
    assert [r["externalId"] for r in rows] == [f"task-{n:05}" for n in range(120)]


def test_an_export_job_tells_its_progress_and_stays_in_the_history(world):
    admin, project, *_ = world
    made = admin.api.ok("POST", "/v2/exports", {"project": project, "format": "json", "stage": ["Complete"]}, status=202)[
        "export"
    ]
    deadline = time.monotonic() + 60
    while True:
        export = admin.api.get(f"/v2/exports/{made['_id']}")["export"]
        if export["state"] not in ("queued", "running") or time.monotonic() > deadline:
            break
        time.sleep(0.1)
    assert (export["state"], export["progress"], export["tasksDone"], export["tasksTotal"]) == ("ready", 100, 3, 3)
    archive = zipfile.ZipFile(io.BytesIO(requests.get(export["exportPath"], timeout=30).content))
    assert names(json.loads(first(archive))) == ["0", "1", "2"]
    listed = admin.api.get(f"/v2/project/{project}/exports")
    assert made["_id"] in [e["_id"] for e in listed["exports"]]
    admin.api.ok("DELETE", f"/v2/exports/{made['_id']}")
    assert made["_id"] not in [e["_id"] for e in admin.api.get(f"/v2/project/{project}/exports")["exports"]]
    admin.api.fails(404, "GET", f"/v2/exports/{'0' * 24}")


def test_names_in_an_export_are_todays_names(site, admin):
    project = site.project(stages=REVIEW_WORKFLOW, schema=SCHEMA)
    (task,) = site.add_tasks(project, 1)
    choice = {"objectId": "c", "schemaId": "scene", "tool": "single-dropdown", "title": "Scene", "answer": "Outside"}
    payload = AnnotationPayload(Answer(objects=[box("a")], classifications=[choice | {"classifications": []}]))
    admin.sdk.annotate_task(task["_id"], payload, overwrite=True, send_to_next_stage=True)
    renamed = json.loads(json.dumps(SCHEMA).replace('"Vehicle"', '"Conveyance"').replace('"Outside"', '"Outdoors"'))
    admin.sdk.create_label_set(project, raw_category_schema=renamed)
    (row,) = admin.sdk.export(project, ExportOptions(stage=[]))
    assert row["task"]["tools"][0]["title"] == "Conveyance"
    assert row["task"]["classifications"][0]["answer"] == "Outdoors"
