"""The main job: photographs in, labeled, reviewed, out; and the export back in, unchanged."""

import random

import pytest
from imerit_ango.models.annotate import AnnotationPayload, Answer
from imerit_ango.models.enums import ExportFormats, ProjectRoles, ReviewStatus
from imerit_ango.models.export_options import ExportOptions
from PIL import Image

from hub import REVIEW_WORKFLOW, SCHEMA


def labels_for(path):
    """Boxes, polygons, points and nested answers on a photograph, with numbers that are hard to keep."""
    with Image.open(path) as image:
        width, height = image.size
    dice = random.Random(path.name)

    def x(share=1.0):
        return dice.choice(
            [dice.uniform(0, width * share), round(dice.uniform(0, width * share), 2), dice.randrange(int(width * share))]
        )

    def y(share=1.0):
        return dice.choice(
            [dice.uniform(0, height * share), round(dice.uniform(0, height * share), 2), dice.randrange(int(height * share))]
        )

    truck = {
        "objectId": f"kind-{path.stem}",
        "schemaId": "vehicle-kind",
        "tool": "radio",
        "title": "Kind",
        "answer": "Truck",
        "classifications": [
            {
                "objectId": f"load-{path.stem}",
                "schemaId": "vehicle-load",
                "tool": "text",
                "title": "Load",
                "answer": 'Bricks, 3½ t · "fragile" · 石',
                "classifications": [],
            }
        ],
    }
    objects = [
        {
            "objectId": f"box-{n}",
            "schemaId": "vehicle",
            "title": "Vehicle",
            "bounding-box": {"x": x(0.5), "y": y(0.5), "width": 12.345678901234567 + n, "height": 1 + n},
            "classifications": [truck] if n == 0 else [],
        }
        for n in range(3)
    ]
    objects[1]["bounding-box"] |= {"x": 1e-7, "y": 0.1 + 0.2}
    objects.append(
        {
            "objectId": "surface-1",
            "schemaId": "surface",
            "title": "Surface",
            "polygon": [[x(), y()] for _ in range(dice.randint(3, 40))],
            "classifications": [],
        }
    )
    objects += [
        {"objectId": f"point-{n}", "schemaId": "landmark", "title": "Landmark", "point": [x(), y()], "classifications": []}
        for n in range(2)
    ]
    why = {
        "objectId": "why-1",
        "schemaId": "quality-why",
        "tool": "text",
        "title": "Why",
        "answer": "the camera moved",
        "classifications": [],
    }
    classifications = [
        {
            "objectId": "quality-1",
            "schemaId": "quality",
            "tool": "radio",
            "title": "Quality",
            "answer": "Blurred",
            "classifications": [why],
        },
        {
            "objectId": "weather-1",
            "schemaId": "weather",
            "tool": "checkbox",
            "title": "Weather",
            "answer": ["Sun", "Fog"],
            "classifications": [],
        },
        {
            "objectId": "scene-1",
            "schemaId": "scene",
            "tool": "single-dropdown",
            "title": "Scene",
            "answer": "Outside",
            "classifications": [],
        },
        {
            "objectId": "remark-1",
            "schemaId": "remark",
            "tool": "text",
            "title": "Remark",
            "answer": f"{path.name}: two\nlines, a tab\t, a \\ and 日本語",
            "classifications": [],
        },
    ]
    relation = {"objectId": "relation-1", "schemaId": "belongs", "title": "Belongs to", "from": "point-0", "to": "box-0"}
    return objects, classifications, [relation | {"direction": "straight", "classifications": []}]


def same(sent, got, where=""):
    """Every key and value of what was sent, numbers to the last digit; metadata may have been added."""
    kinds = [float if type(value) is int else type(value) for value in (sent, got)]
    assert kinds[0] is kinds[1], f"{where}: {sent!r} became {got!r}"
    if isinstance(sent, dict):
        added = set(got) - set(sent) - {"metadata"}
        assert not added, f"{where}: added {added}"
        for key, value in sent.items():
            assert key in got, f"{where}: lost {key}"
            same(value, got[key], f"{where}.{key}")
    elif isinstance(sent, list):
        assert len(sent) == len(got), where
        for n, (one, two) in enumerate(zip(sent, got, strict=True)):
            same(one, two, f"{where}[{n}]")
    else:
        assert sent == got, f"{where}: {sent!r} became {got!r}"


def without_changing(value):
    """An annotation without what a second hand may add to its metadata."""
    if isinstance(value, dict):
        volatile = {"updatedAt", "updatedBy", "updatedIn", "source"}
        return {key: without_changing(item) for key, item in value.items() if key not in volatile}
    return [without_changing(item) for item in value] if isinstance(value, list) else value


@pytest.fixture(scope="module")
def job(site, photos):
    """Everything through the published client: project, schema, workflow, members, upload, labels, reviews."""
    admin = site.admin.sdk
    project = admin.create_project("Main job", "Real photographs")["data"]["project"]["_id"]
    admin.create_label_set(project, raw_category_schema=SCHEMA)
    admin.update_workflow_stages(project, REVIEW_WORKFLOW)
    labeler, reviewer = site.person("labeler"), site.person("reviewer")
    admin.add_members_to_project(project, [labeler.email], ProjectRoles.Labeler)
    admin.add_members_to_project(project, [reviewer.email], ProjectRoles.Reviewer)
    admin.upload_files(project, [{"data": str(path), "externalId": path.name} for path in photos])
    tasks = {task["externalId"]: task for task in admin.get_tasks(project, limit=1000)["data"]["tasks"]}
    assert len(tasks) == len(photos)
    admin.assign_task(project, [t["_id"] for t in tasks.values()], "Label", labeler.email)
    sent = {}
    for path in photos:
        sent[path.name] = labels_for(path)
        payload = AnnotationPayload(Answer(*[list(part) for part in sent[path.name]]))
        assert labeler.sdk.annotate_task(tasks[path.name]["_id"], payload, overwrite=True, send_to_next_stage=True) is True
    waiting = admin.get_tasks(project, limit=1000, stage="Review")["data"]["tasks"]
    assert len(waiting) == len(photos)
    admin.assign_task(project, [t["_id"] for t in waiting], "Review", reviewer.email)
    for task in waiting:
        reviewer.sdk.review_task(task["_id"], ReviewStatus.ACCEPTED)
    return project, sent, labeler, reviewer


def test_the_export_equals_what_was_put_in_to_the_last_digit(site, photos, job):
    project, sent, labeler, reviewer = job
    rows = site.admin.sdk.export(project)
    assert sorted(row["externalId"] for row in rows) == sorted(path.name for path in photos)
    for row in rows:
        objects, classifications, relations = sent[row["externalId"]]
        task = row["task"]
        same(objects, task["tools"], "tools")
        same(classifications, task["classifications"], "classifications")
        same(relations, task["relations"], "relations")
        for annotation in task["tools"] + task["classifications"] + task["relations"]:
            assert annotation["metadata"]["createdBy"] == labeler.email
        people = {e["stageId"]: e.get("completedBy") for e in task["stageHistory"]}
        assert people == {"Start": None, "Label": labeler.email, "Review": reviewer.email}


def test_ndjson_says_the_same(site, job):
    rows, count = site.admin.sdk.export(job[0], ExportOptions(export_format=ExportFormats.NDJSON))
    found = {row["externalId"]: row["task"]["tools"] for row in rows}
    assert count == len(found)
    for row in site.admin.sdk.export(job[0]):
        assert found[row["externalId"]] == row["task"]["tools"]


def test_the_export_imports_into_a_second_project_and_comes_out_the_same(site, photos, job):
    admin = site.admin.sdk
    first = admin.export(job[0])
    second = admin.create_project("Main job again")["data"]["project"]["_id"]
    admin.create_label_set(second, raw_category_schema=SCHEMA)
    admin.update_workflow_stages(second, REVIEW_WORKFLOW)
    admin.upload_files(second, [{"data": str(path), "externalId": path.name} for path in photos])
    reply = admin.import_labels(second, first)["data"]
    assert reply["project"] == f"{len(photos)} / {len(photos)} tasks are labeled."
    assert (reply["skipped"], reply["warnings"]) == ([], [])
    assert admin.export(second) == []
    admin.requeue_tasks(second, "Complete")
    again = {row["externalId"]: row for row in admin.export(second)}
    assert len(again) == len(first)
    for row in first:
        for part in ("tools", "classifications", "relations"):
            same(without_changing(row["task"][part]), without_changing(again[row["externalId"]]["task"][part]), row["externalId"])
