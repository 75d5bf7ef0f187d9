"""assign_task, annotate_task, review_task, get_task_history, and the drafts beside them."""

import pytest
from imerit_ango.models.annotate import AnnotationPayload, Answer
from imerit_ango.models.enums import ProjectRoles, ReviewStatus

from hub import box, remark


@pytest.fixture
def task(site, project):
    return site.add_tasks(project, 1)[0]


def read(person, task):
    return person.sdk.get_task(task["_id"])["data"]["task"]


def answer_of(person, task):
    return read(person, task)["answer"]


def annotate(person, task, objects=(), classifications=(), relations=(), overwrite=True, submit=False):
    payload = AnnotationPayload(Answer(list(objects), list(classifications), list(relations)))
    return person.sdk.annotate_task(task["_id"], payload, overwrite=overwrite, send_to_next_stage=submit)


def body(*objects, **more):
    return {"answer": {"objects": list(objects), "classifications": [], "relations": []}, "duration": 0, **more}


# --- assign_task


def test_tasks_are_assigned_reassigned_and_released(admin, site, project, join):
    one, two = join(project, ProjectRoles.Labeler, ProjectRoles.Lead)
    tasks = site.add_tasks(project, 2)
    ids = [t["_id"] for t in tasks]
    reply = admin.sdk.assign_task(project, ids, "Label", one.email)["data"]
    assert (reply["tasks"], reply["modified"], reply["skipped"]) == (2, 2, [])
    assert {t["assignee"] for t in admin.tasks(project)} == {one.email}
    admin.sdk.assign_task(project, ids[:1], "Label", two.email)
    assert read(admin, tasks[0])["assignee"] == two.email
    admin.api.post("/v2/task/assign", {"project": project, "tasks": ids, "user": "", "stage": "Label"})
    assert {t["assignee"] for t in admin.tasks(project)} == {None}


def test_tasks_outside_the_stage_are_skipped(admin, site, project, join):
    (labeler,) = join(project, ProjectRoles.Labeler)
    tasks = site.add_tasks(project, 2)
    admin.sdk.requeue_tasks(project, "Complete", {"taskIds": [tasks[0]["_id"]]})
    reply = admin.sdk.assign_task(project, [t["_id"] for t in tasks], "Label", labeler.email)["data"]
    assert (reply["modified"], reply["skipped"]) == (1, [tasks[0]["_id"]])


def test_only_members_whose_role_fits_the_stage_can_be_assigned(admin, site, project, join, task):
    (labeler,) = join(project, ProjectRoles.Labeler)
    outsider = site.person()
    for email in (outsider.email, "nobody@nowhere.example"):
        body = {"project": project, "tasks": [task["_id"]], "user": email, "stage": "Label"}
        admin.api.fails(400, "POST", "/v2/task/assign", body)
    admin.sdk.requeue_tasks(project, "Review")
    body = {"project": project, "tasks": [task["_id"]], "user": labeler.email, "stage": "Review"}
    admin.api.fails(400, "POST", "/v2/task/assign", body)
    assert read(admin, task)["assignee"] is None


# --- annotate_task


def test_overwriting_replaces_and_merging_keeps(admin, task):
    assert annotate(admin, task, [box("a")], [remark("first")]) is True
    annotate(admin, task, [box("b", x=7)], overwrite=False)
    answer = answer_of(admin, task)
    assert sorted(o["objectId"] for o in answer["tools"]) == ["a", "b"]
    assert [c["answer"] for c in answer["classifications"]] == ["first"]
    annotate(admin, task, [], [remark("second", "remark-2")], overwrite=False)
    answer = answer_of(admin, task)
    assert sorted(o["objectId"] for o in answer["tools"]) == ["a", "b"]
    assert [c["answer"] for c in answer["classifications"]] == ["second"]
    annotate(admin, task, [box("c")])
    assert [o["objectId"] for o in answer_of(admin, task)["tools"]] == ["c"]
    assert answer_of(admin, task)["classifications"] == []


def test_saving_makes_a_draft_and_submitting_moves_on(admin, task):
    annotate(admin, task, [box("a")])
    saved = read(admin, task)
    assert (saved["stage"], saved["isDraft"]) == ("Label", True)
    annotate(admin, task, [box("a")], submit=True)
    moved = read(admin, task)
    assert (moved["stage"], moved["isDraft"]) == ("Review", False)
    assert [e["stageId"] for e in moved["stageHistory"]] == ["Start", "Label"]
    assert moved["stageHistory"][1]["completedBy"] == admin.email


def test_an_answer_can_be_written_in_any_stage(admin, project, task):
    for target in ("Review", "Complete"):
        admin.sdk.requeue_tasks(project, target)
        annotate(admin, task, [box(f"in-{target}")])
        assert [o["objectId"] for o in answer_of(admin, task)["tools"]] == [f"in-{target}"]


def test_relations_and_every_number_survive(admin, task):
    objects = [
        box("a", x=12.345678901234567, y=1e-7, width=3, height=0.1),
        {
            "objectId": "p",
            "schemaId": "surface",
            "title": "Surface",
            "polygon": [[0, 0], [99.9, 0.5], [50, 70.25]],
            "classifications": [],
        },
        {"objectId": "q", "schemaId": "landmark", "title": "Landmark", "point": [5, 7.125], "classifications": []},
    ]
    relation = {"objectId": "r", "schemaId": "belongs", "title": "Belongs to", "from": "q", "to": "a", "direction": "straight"}
    annotate(admin, task, objects, relations=[relation | {"classifications": []}])
    answer = answer_of(admin, task)
    for sent, kept in zip(objects, answer["tools"], strict=True):
        assert {key: kept[key] for key in sent} == sent
    assert {key: answer["relations"][0][key] for key in relation} == relation


def test_missing_object_ids_and_authors_are_filled_in(admin, task):
    bare = {"schemaId": "vehicle", "bounding-box": {"x": 1, "y": 2, "width": 3, "height": 4}}
    annotate(admin, task, [bare, dict(bare)])
    first, second = answer_of(admin, task)["tools"]
    assert first["objectId"]
    assert second["objectId"]
    assert first["objectId"] != second["objectId"]
    assert first["title"] == "Vehicle"
    assert first["classifications"] == []
    assert first["metadata"]["createdBy"] == admin.email
    assert first["metadata"]["createdIn"] == "Label"


def test_the_client_may_call_the_list_tools_too(admin, task):
    admin.api.post(f"/v2/annotate/{task['_id']}", {"answer": {"tools": [box("t")], "classifications": [], "relations": []}})
    assert [o["objectId"] for o in answer_of(admin, task)["tools"]] == ["t"]


def test_the_reply_is_the_task_under_label(admin, task):
    reply = admin.api.post(f"/v2/annotate/{task['_id']}?nextStage=true&isPlugin=false", body(box("a")))
    assert reply["label"]["_id"] == task["_id"]
    assert reply["label"]["stage"] == "Review"


def test_durations_add_up_per_stage_and_in_total(admin, task):
    path = f"/v2/annotate/{task['_id']}?nextStage="
    admin.api.post(path + "false", body(box("a"), duration=1000, idleDuration=70, blurDuration=30))
    admin.api.post(path + "false", body(box("a"), duration=500))
    saved = read(admin, task)
    assert (saved["duration"], saved["totalDuration"]) == (1500, 1500)
    assert (saved["idleDuration"], saved["blurDuration"]) == (70, 30)
    admin.api.post(path + "true", body(box("a"), duration=250))
    moved = read(admin, task)
    assert (moved["duration"], moved["totalDuration"], moved["totalIdleDuration"], moved["totalBlurDuration"]) == (
        0,
        1750,
        70,
        30,
    )
    assert moved["stageHistory"][1]["duration"] == 1750


def test_a_stale_version_is_told_and_nothing_is_stored(admin, task):
    version = read(admin, task)["version"]
    admin.api.post(f"/v2/annotate/{task['_id']}", body(box("a"), version=version))
    failure = admin.api.fails(409, "POST", f"/v2/annotate/{task['_id']}", body(box("b"), version=version), code="stale-version")
    assert failure["error"]["version"] == read(admin, task)["version"]
    assert [o["objectId"] for o in answer_of(admin, task)["tools"]] == ["a"]


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"answer": 5}', '{"answer": {"objects": {}}}', '{"answer": {"objects": ["box"]}}']
)
def test_a_malformed_answer_is_refused(admin, task, text):
    annotate(admin, task, [box("kept")])
    response = admin.api.call("POST", f"/v2/annotate/{task['_id']}", text=text)
    if text == "":
        # No body means the saved answer as it is.
        assert response.status_code in (200, 400)
    else:
        assert response.status_code == 400, response.text
    assert [o["objectId"] for o in answer_of(admin, task)["tools"]] == ["kept"]


# --- review_task


@pytest.fixture
def in_review(admin, task):
    annotate(admin, task, [box("a")], submit=True)
    return task


@pytest.mark.parametrize(
    ("decision", "target", "status"),
    [
        (ReviewStatus.ACCEPTED, "Complete", "Accepted"),
        (ReviewStatus.FIXED, "Complete", "Fixed"),
        (ReviewStatus.REJECTED, "Label", "Rejected"),
        (ReviewStatus.TODO, "Review", "Todo"),
    ],
)
def test_a_decision_moves_the_task(admin, in_review, decision, target, status):
    reply = admin.sdk.review_task(in_review["_id"], decision)["data"]["task"]
    assert (reply["stage"], reply["reviewStatus"]) == (target, status)
    assert read(admin, in_review)["stage"] == target


def test_only_tasks_in_review_can_be_reviewed(admin, task):
    admin.api.fails(400, "POST", f"/v2/review/{task['_id']}", {"reviewStatus": "Accepted"})
    assert read(admin, task)["stage"] == "Label"


@pytest.mark.parametrize("body", [{}, {"reviewStatus": "Perfect"}, {"reviewStatus": 1}, {"reviewStatus": None}])
def test_a_decision_must_be_one_of_four(admin, in_review, body):
    admin.api.fails(400, "POST", f"/v2/review/{in_review['_id']}", body)
    assert read(admin, in_review)["stage"] == "Review"


def test_a_reviewer_can_fix_while_accepting(admin, in_review):
    fixed = {"objects": [box("a", x=99)], "classifications": [], "relations": []}
    admin.api.post(f"/v2/review/{in_review['_id']}", {"reviewStatus": "Fixed", "answer": fixed, "duration": 40})
    done = read(admin, in_review)
    assert done["answer"]["tools"][0]["bounding-box"]["x"] == 99
    assert done["totalDuration"] == 40


# --- get_task_history


def test_every_submit_leaves_one_entry_and_nothing_else_does(admin, project, task):
    annotate(admin, task, [box("a", x=1)])
    annotate(admin, task, [box("a", x=2)], submit=True)
    admin.sdk.review_task(task["_id"], ReviewStatus.REJECTED)
    admin.sdk.requeue_tasks(project, "Label", {"taskIds": [task["_id"]]})
    annotate(admin, task, [box("a", x=3)], submit=True)
    items = admin.sdk.get_task_history(task_id=task["_id"])["data"]["taskHistory"]
    human = [item for item in items if item["stage"] != "Start" and item.get("stageId") != "Start"]
    assert [item["stageId"] for item in human] == ["Label", "Review", "Label"]
    assert [item["answer"]["tools"][0]["bounding-box"]["x"] for item in human] == [2, 2, 3]
    assert [item["reviewStatus"] for item in human if item["stageId"] == "Review"] == ["Rejected"]
    assert [item["rework"] for item in human] == [False, False, True]
    for item in human:
        assert item["_id"] == item["id"]
        assert item["labelTaskId"] == task["_id"]
        assert item["project"] == project
        assert item["completedBy"] == admin.email
        assert set(item["answer"]) == {"tools", "classifications", "relations"}
        one = admin.sdk.get_task_history(task_history_id=item["_id"])["data"]["taskHistory"]
        assert one["_id"] == item["_id"]
        assert one["answer"] == item["answer"]
    stamps = [item["completedAt"] for item in items]
    assert stamps == sorted(stamps)


def test_unknown_histories_are_not_found(admin):
    admin.api.fails(404, "GET", f"/v2/task/{'0' * 24}/history")
    admin.api.fails(404, "GET", f"/v2/taskHistory/{'0' * 24}")


# --- drafts


def test_a_draft_is_saved_object_by_object_and_submitted_whole(admin, task):
    path = f"/v2/task/{task['_id']}/draft"
    version = read(admin, task)["version"]
    version = admin.api.ok("PUT", path, {"baseVersion": version, "upserts": [box("a"), box("b"), remark("x")], "deletes": []})[
        "version"
    ]
    version = admin.api.ok("PUT", path, {"baseVersion": version, "upserts": [box("a", x=77)], "deletes": ["b"]})["version"]
    editor = admin.api.get(f"/v2/task/{task['_id']}/editor")
    assert editor["draft"]["present"] is True
    assert [o["objectId"] for o in editor["task"]["answer"]["tools"]] == ["a"]
    admin.api.post(f"/v2/annotate/{task['_id']}?nextStage=true", {"version": version})
    answer = answer_of(admin, task)
    assert [(o["objectId"], o["bounding-box"]["x"]) for o in answer["tools"]] == [("a", 77)]
    assert [c["answer"] for c in answer["classifications"]] == ["x"]


def test_the_same_draft_twice_is_harmless_and_a_stale_one_is_told(admin, task):
    path = f"/v2/task/{task['_id']}/draft"
    version = read(admin, task)["version"]
    change = {"baseVersion": version, "upserts": [box("a")], "deletes": []}
    admin.api.ok("PUT", path, change)
    admin.api.ok("PUT", path, change)
    stale = {"baseVersion": version, "upserts": [box("a", x=1), box("z")], "deletes": []}
    failure = admin.api.fails(409, "PUT", path, stale, code="stale-version")
    assert isinstance(failure["error"]["version"], int)
    kept = admin.api.get(f"/v2/task/{task['_id']}/editor")["task"]["answer"]["tools"]
    assert [o["objectId"] for o in kept] == ["a"]


def test_a_draft_is_nobody_elses(admin, site, project, join, task):
    (labeler,) = join(project, ProjectRoles.Labeler)
    claimed = labeler.api.post(f"/v2/project/{project}/next", {"queue": "label"})["task"]
    labeler.api.ok(
        "PUT", f"/v2/task/{claimed['_id']}/draft", {"baseVersion": claimed["version"], "upserts": [box("mine")], "deletes": []}
    )
    assert answer_of(admin, task)["tools"] == []
