"""requeue_tasks and update_tasks_priority."""

import pytest
from imerit_ango.models.annotate import AnnotationPayload, Answer
from imerit_ango.models.enums import ProjectRoles

from hub import box


@pytest.fixture
def tasks(site, project):
    return site.add_tasks(project, 4)


def stages(person, project):
    return {t["externalId"][-1]: t["stage"] for t in person.tasks(project)}


def test_without_filters_every_task_moves(admin, project, tasks):
    reply = admin.sdk.requeue_tasks(project, "Review")["data"]
    assert reply["modifiedCount"] == {"modified": 4, "toStageId": "Review"}
    assert set(stages(admin, project).values()) == {"Review"}


def test_filters_are_anded_and_empty_lists_do_not_restrict(admin, project, tasks):
    admin.sdk.create_batch(project, "A")
    admin.sdk.assign_batches(project, [t["asset"]["_id"] for t in tasks[:2]], ["A"])
    filters = {"batches": ["A"], "externalIds": ["task-00001", "task-00002"], "taskIds": []}
    assert admin.sdk.requeue_tasks(project, "Review", filters)["data"]["modifiedCount"]["modified"] == 1
    assert stages(admin, project)["1"] == "Review"
    filters = {"assetIds": [tasks[3]["asset"]["_id"]], "fromStageIds": ["Label"]}
    assert admin.sdk.requeue_tasks(project, "Complete", filters)["data"]["modifiedCount"]["modified"] == 1
    filters = {"fromStageIds": ["Complete", "Review"]}
    assert admin.sdk.requeue_tasks(project, "Label", filters)["data"]["modifiedCount"]["modified"] == 2
    assert set(stages(admin, project).values()) == {"Label"}


def test_a_stage_that_does_not_exist_moves_nothing(admin, site, project, tasks):
    for stage in ("Nowhere", "", None, 5):
        admin.api.fails(400, "POST", f"/v2/project/{project}/requeueTasks", {"toStageId": stage, "filters": {}, "options": {}})
    assert set(stages(admin, project).values()) == {"Label"}


@pytest.mark.parametrize("filters", [[], {"taskIds": "x"}, {"taskIds": [5]}, {"colour": ["red"]}])
def test_malformed_filters_move_nothing(admin, project, tasks, filters):
    response = admin.api.call("POST", f"/v2/project/{project}/requeueTasks", {"toStageId": "Review", "filters": filters})
    # A mistyped key must not select every task, so unknown ones are no exception here.
    assert response.status_code == 400, response.text
    assert set(stages(admin, project).values()) == {"Label"}


def test_answers_assignees_and_history_stay_unless_told_otherwise(admin, project, join, tasks):
    (labeler,) = join(project, ProjectRoles.Labeler)
    task = tasks[0]["_id"]
    admin.sdk.assign_task(project, [task], "Label", labeler.email)
    labeler.sdk.annotate_task(task, AnnotationPayload(Answer(objects=[box("a")])), overwrite=True, send_to_next_stage=True)
    admin.sdk.requeue_tasks(project, "Label", {"taskIds": [task]})
    back = admin.sdk.get_task(task)["data"]["task"]
    assert back["assignee"] == labeler.email
    assert [o["objectId"] for o in back["answer"]["tools"]] == ["a"]
    assert [e["stageId"] for e in back["stageHistory"]] == ["Start", "Label"]
    options = {"removeAnnotations": True, "removeAssignee": True, "removeStageHistory": True}
    admin.sdk.requeue_tasks(project, "Label", {"taskIds": [task]}, options)
    bare = admin.sdk.get_task(task)["data"]["task"]
    assert bare["assignee"] is None
    assert bare["answer"] == {"tools": [], "classifications": [], "relations": []}
    assert bare["stageHistory"] == []


def test_the_older_option_words_work(admin, project, join, tasks):
    (labeler,) = join(project, ProjectRoles.Labeler)
    task = tasks[0]["_id"]
    admin.sdk.assign_task(project, [task], "Label", labeler.email)
    admin.sdk.annotate_task(task, AnnotationPayload(Answer(objects=[box("a")])), overwrite=True)
    admin.sdk.requeue_tasks(project, "Label", {"taskIds": [task]}, {"resetAnswer": True, "unassign": True})
    bare = admin.sdk.get_task(task)["data"]["task"]
    assert (bare["assignee"], bare["answer"]["tools"]) == (None, [])


def test_the_next_save_of_somebody_still_in_the_task_is_refused(admin, project, join, tasks):
    (labeler,) = join(project, ProjectRoles.Labeler)
    claimed = labeler.api.post(f"/v2/project/{project}/next", {"queue": "label"})["task"]
    admin.sdk.requeue_tasks(project, "Label", {"taskIds": [claimed["_id"]]}, {"removeAssignee": True})
    change = {"baseVersion": claimed["version"], "upserts": [box("late")], "deletes": []}
    labeler.api.fails((403, 409), "PUT", f"/v2/task/{claimed['_id']}/draft", change)


def test_priorities_are_set_by_filter_within_their_limits(admin, project, tasks):
    reply = admin.sdk.update_tasks_priority(project, 1000, {"externalIds": ["task-00002"]})["data"]["result"]
    assert reply["modified"] == reply["modifiedCount"] == 1
    assert admin.sdk.update_tasks_priority(project, -1000, {"taskIds": [tasks[0]["_id"]]})["data"]["result"]["modified"] == 1
    found = {t["externalId"][-1]: t["priority"] for t in admin.tasks(project)}
    assert found == {"0": -1000, "1": 0, "2": 1000, "3": 0}
    for priority in (1001, -1001, 1.5, "5", None):
        admin.api.fails(400, "POST", f"/v2/project/{project}/updatePriority", {"priority": priority, "filters": {}})
    assert {t["externalId"][-1]: t["priority"] for t in admin.tasks(project)} == found
    assert admin.sdk.update_tasks_priority(project, 4)["data"]["result"]["modified"] == 4


def test_the_queue_follows_priority_then_age(admin, project, join, tasks):
    (labeler,) = join(project, ProjectRoles.Labeler)
    admin.sdk.update_tasks_priority(project, 5, {"externalIds": ["task-00002"]})
    admin.sdk.update_tasks_priority(project, -5, {"externalIds": ["task-00000"]})
    order = []
    while task := labeler.api.post(f"/v2/project/{project}/next", {"queue": "label"})["task"]:
        order.append(task["externalId"][-1])
        labeler.sdk.annotate_task(
            task["_id"], AnnotationPayload(Answer(objects=[box("a")])), overwrite=True, send_to_next_stage=True
        )
    assert order == ["2", "1", "3", "0"]
