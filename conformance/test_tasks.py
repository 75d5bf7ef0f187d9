"""get_tasks with its old parameters, fields and sort; get_task."""

import pytest
from imerit_ango.models.annotate import AnnotationPayload, Answer

from hub import box, remark

FIELDS = (
    "_id project asset organization externalId stage stageName stageType status completionStatus type reviewStatus "
    "review assignee batches batchNames priority duration totalDuration idleDuration blurDuration totalIdleDuration "
    "totalBlurDuration createdAt createdBy updatedAt updatedBy openIssuesCount issues isDraft isSkipped isBenchmark "
    "isPreLabeled isFlag isStar sample deleted version"
).split()


@pytest.fixture
def three(admin, site, project):
    return site.add_tasks(project, 3)


def save(person, task, *objects, submit=False):
    payload = AnnotationPayload(Answer(objects=list(objects)))
    person.sdk.annotate_task(task["_id"], payload, overwrite=True, send_to_next_stage=submit)


def test_a_task_has_the_documented_fields(admin, site, project, three):
    for task in (admin.sdk.get_tasks(project)["data"]["tasks"][0], admin.sdk.get_task(three[0]["_id"])["data"]["task"]):
        missing = [field for field in FIELDS if field not in task]
        assert not missing
        assert task["project"] == project
        assert {"_id", "externalId", "data"} <= set(task["asset"])
        assert (task["stage"], task["stageName"], task["stageType"]) == ("Label", "Label", "Label")
        assert (task["status"], task["completionStatus"], task["type"], task["reviewStatus"]) == (
            "READY",
            "TODO",
            "default",
            "Todo",
        )
        assert task["assignee"] is None
        assert task["priority"] == task["duration"] == task["totalDuration"] == task["openIssuesCount"] == 0
        assert task["isDraft"] is task["isSkipped"] is task["isBenchmark"] is task["isPreLabeled"] is False


def test_lists_carry_answers_only_when_asked(admin, project, three):
    save(admin, three[0], box("one"))
    assert all("answer" not in task for task in admin.tasks(project))
    answers = {task["_id"]: task["answer"] for task in admin.tasks(project, include_answer=True)}
    assert [o["objectId"] for o in answers[three[0]["_id"]]["tools"]] == ["one"]
    assert answers[three[1]["_id"]] == {"tools": [], "classifications": [], "relations": []}


@pytest.mark.parametrize("include", ["False", "True", "false", "1", ""])
def test_one_task_always_carries_its_three_lists(admin, three, include):
    task = admin.api.get(f"/v2/task/{three[0]['_id']}?includeAnswer={include}")["task"]
    assert task["answer"] == {"tools": [], "classifications": [], "relations": []}


def test_a_boolean_that_is_none_is_refused(admin, project, three):
    admin.api.fails(400, "GET", f"/v2/project/{project}/tasks?includeAnswer=perhaps")


def test_the_stage_history_comes_with_the_single_task(admin, three):
    history = admin.sdk.get_task(three[0]["_id"])["data"]["task"]["stageHistory"]
    assert [entry["stageId"] for entry in history] == ["Start"]
    assert history[0]["duration"] == 0


def test_the_default_page_holds_ten_newest_first(admin, site, project):
    site.add_tasks(project, 12)
    first = admin.api.get(f"/v2/project/{project}/tasks")
    assert (len(first["tasks"]), first["total"]) == (10, 12)
    stamps = [(task["createdAt"], task["_id"]) for task in first["tasks"]]
    assert [s[0] for s in stamps] == sorted((s[0] for s in stamps), reverse=True)
    second = admin.sdk.get_tasks(project, page=2)["data"]["tasks"]
    assert len({t["_id"] for t in first["tasks"] + second}) == 12


def test_chosen_fields_come_alone_with_id_project_and_asset(admin, project, three):
    task = admin.sdk.get_tasks(project, fields="stage,assignee, priority")["data"]["tasks"][0]
    assert set(task) == {"_id", "project", "asset", "stage", "assignee", "priority"}
    assert task["asset"]["externalId"]
    with_answer = admin.sdk.get_tasks(project, fields="answer,stageHistory")["data"]["tasks"][0]
    assert set(with_answer) == {"_id", "project", "asset", "answer", "stageHistory"}
    assert with_answer["answer"] == {"tools": [], "classifications": [], "relations": []}


def test_tasks_sort_by_several_fields(admin, site, project):
    site.add_tasks(project, 4)
    admin.sdk.update_tasks_priority(project, 5, {"externalIds": ["task-00000", "task-00002"]})
    admin.sdk.update_tasks_priority(project, -5, {"externalIds": ["task-00003"]})
    by = [t["externalId"][-1] for t in admin.tasks(project, sort="-priority,externalId")]
    assert by == ["0", "2", "1", "3"]
    by = [t["externalId"][-1] for t in admin.tasks(project, sort="priority,-externalId")]
    assert by == ["3", "1", "2", "0"]


@pytest.mark.parametrize("query", ["sort=colour", "page=0", "page=x", "limit=x"])
def test_bad_list_parameters_are_refused(admin, project, query):
    admin.api.fails(400, "GET", f"/v2/project/{project}/tasks?{query}")


def test_the_old_parameters_still_filter(admin, site, project):
    tasks = site.add_tasks(project, 3)
    batch = admin.sdk.create_batch(project, "A b")["data"]["project"]["_id"]
    admin.sdk.assign_batches(project, [tasks[0]["asset"]["_id"]], [batch])
    admin.sdk.requeue_tasks(project, "Complete", {"taskIds": [tasks[1]["_id"]]})

    def names(**options):
        return sorted(t["externalId"][-1] for t in admin.sdk.get_tasks(project, **options)["data"]["tasks"])

    assert names(status="Completed") == ["1"]
    assert names(status="TODO") == ["0", "2"]
    assert names(status="READY") == ["0", "1", "2"]
    assert names(stage="Complete") == ["1"]
    assert names(stage="Label") == ["0", "2"]
    assert names(batches=[batch]) == ["0"]
    assert names(batches=["A b"]) == ["0"]
    assert names(batches=["A b"], stage="Complete") == []
    raw = admin.api.get(f"/v2/project/{project}/tasks?status%5Beq%5D=Completed")
    assert raw["total"] == 1


def test_unknown_tasks_are_not_found(admin):
    admin.api.fails(404, "GET", f"/v2/task/{'0' * 24}")
    admin.api.fails(404, "GET", "/v2/task/nonsense")


def test_what_one_client_wrote_the_next_one_reads(admin, site, project, three):
    for n in range(20):
        save(admin, three[0], box("b", x=n))
        other = site.admin.sdk.get_task(three[0]["_id"])["data"]["task"]["answer"]
        assert other["tools"][0]["bounding-box"]["x"] == n


def test_remarks_and_objects_come_back_as_they_were_sent(admin, three):
    sent = box("b", x=1.5, y=2.25, width=1e-7 + 3, height=12.345678901234567)
    payload = AnnotationPayload(Answer(objects=[sent], classifications=[remark('Größe ≥ 3 · 人 · "quoted" · \\ · \n')]))
    admin.sdk.annotate_task(three[0]["_id"], payload, overwrite=True)
    answer = admin.sdk.get_task(three[0]["_id"])["data"]["task"]["answer"]
    assert answer["tools"][0]["bounding-box"] == sent["bounding-box"]
    assert answer["classifications"][0]["answer"] == payload.answer.classifications[0]["answer"]
