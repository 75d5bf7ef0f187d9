"""update_workflow_stages, and how tasks move through Start, Label, Review and Complete."""

import copy

import pytest
from imerit_ango.models.annotate import AnnotationPayload, Answer
from imerit_ango.models.enums import ProjectRoles, ReviewStatus

from hub import REVIEW_WORKFLOW, box, stage


def stages(admin, project):
    return admin.sdk.get_project(project)["data"]["project"]["stages"]


def submit(person, task, *objects):
    payload = AnnotationPayload(Answer(objects=list(objects) or [box("b")]))
    return person.sdk.annotate_task(task["_id"], payload, overwrite=True, send_to_next_stage=True)


def where(admin, task):
    return admin.sdk.get_task(task["_id"])["data"]["task"]["stage"]


def test_stages_are_kept_with_their_unknown_keys(admin, site):
    project = site.project()
    sent = copy.deepcopy(REVIEW_WORKFLOW)
    sent[1] |= {"color": "#123456", "description": "First pass", "own": {"a": [1, 2.5, None]}}
    reply = admin.sdk.update_workflow_stages(project, sent)["data"]["project"]["stages"]
    for kept in (reply, stages(admin, project)):
        assert [s["id"] for s in kept] == [s["id"] for s in sent]
        for ours, theirs in zip(sent, kept, strict=True):
            assert {key: theirs.get(key) for key in ours} == ours


def without(identifier):
    return [s for s in REVIEW_WORKFLOW if s["id"] != identifier]


def changed(identifier, **keys):
    return [s | keys if s["id"] == identifier else s for s in REVIEW_WORKFLOW]


@pytest.mark.parametrize(
    ("faulty", "stage_id"),
    [
        pytest.param([], None, id="no stages"),
        pytest.param(without("Start"), None, id="no Start"),
        pytest.param(without("Complete"), None, id="no Complete"),
        pytest.param([*REVIEW_WORKFLOW, stage("Start2", "Start", ["Label"], 9)], None, id="two Starts"),
        pytest.param([*REVIEW_WORKFLOW, stage("Label", "Label", ["Complete"], 9)], "Label", id="a doubled id"),
        pytest.param(changed("Label", next=["Nowhere"]), "Label", id="next names no stage"),
        pytest.param(changed("Review", next=["Complete"]), "Review", id="Review with one output"),
        pytest.param(changed("Label", type="Oracle"), "Label", id="an unknown type"),
        pytest.param(changed("Label", assignedTo=["ghost@nowhere.example"]), "Label", id="an unknown member"),
    ],
)
def test_a_faulty_workflow_is_refused_with_the_stage_and_nothing_changes(admin, project, faulty, stage_id):
    before = stages(admin, project)
    failure = admin.api.fails(400, "POST", f"/v2/project/{project}", {"stages": faulty}, code="invalid-workflow")
    details = failure["error"]["details"]
    assert all(detail["message"] for detail in details)
    if stage_id is not None:
        assert stage_id in [detail.get("stageId") for detail in details]
    assert stages(admin, project) == before


def test_all_faults_of_a_workflow_are_told_at_once(admin, project):
    faulty = [s | {"next": ["Nowhere"]} if s["id"] in ("Start", "Label") else s for s in REVIEW_WORKFLOW]
    failure = admin.api.fails(400, "POST", f"/v2/project/{project}", {"stages": faulty}, code="invalid-workflow")
    assert {detail.get("stageId") for detail in failure["error"]["details"]} >= {"Start", "Label"}


def test_an_unreachable_stage_is_a_warning(admin, project):
    reply = admin.api.post(f"/v2/project/{project}", {"stages": [*REVIEW_WORKFLOW, stage("Island", "Label", ["Complete"], 9)]})
    assert "Island" in [w.get("stageId") for w in reply["warnings"]]
    assert "Island" in [s["id"] for s in stages(admin, project)]


def test_a_stage_that_holds_tasks_is_not_dropped_unless_told_where_they_go(admin, site, project):
    (task,) = site.add_tasks(project, 1)
    shorter = [
        stage("Start", "Start", ["Second"], 0, autoForward=True),
        stage("Second", "Label", ["Complete"], 1),
        stage("Complete", "Complete", [], 2),
    ]
    admin.api.fails(409, "POST", f"/v2/project/{project}", {"stages": shorter})
    assert where(admin, task) == "Label"
    admin.api.post(f"/v2/project/{project}", {"stages": shorter, "moveTasksTo": "Second"})
    assert where(admin, task) == "Second"


def test_tasks_enter_at_start_and_auto_forward_empties_it(admin, site, project):
    tasks = site.add_tasks(project, 3)
    assert {t["stage"] for t in tasks} == {"Label"}
    waiting = changed("Start", autoForward=False)
    held = site.project(stages=waiting)
    (kept,) = site.add_tasks(held, 1)
    assert kept["stage"] == "Start"


def test_a_task_goes_from_label_over_review_to_complete(admin, site, project, join):
    labeler, reviewer = join(project, ProjectRoles.Labeler, ProjectRoles.Reviewer)
    (task,) = site.add_tasks(project, 1)
    admin.sdk.assign_task(project, [task["_id"]], "Label", labeler.email)
    submit(labeler, task)
    assert where(admin, task) == "Review"
    claimed = reviewer.api.post(f"/v2/project/{project}/next", {"queue": "review"})["task"]
    assert claimed["_id"] == task["_id"]
    reviewer.sdk.review_task(task["_id"], ReviewStatus.ACCEPTED)
    done = admin.sdk.get_task(task["_id"])["data"]["task"]
    assert (done["stage"], done["stageType"], done["completionStatus"]) == ("Complete", "Complete", "Completed")
    assert done["completedAt"]


def test_a_rejected_task_returns_to_the_same_labeler(admin, site, project, join):
    labeler, reviewer = join(project, ProjectRoles.Labeler, ProjectRoles.Reviewer)
    other = site.member(project, ProjectRoles.Labeler)
    (task,) = site.add_tasks(project, 1)
    assert labeler.api.post(f"/v2/project/{project}/next", {"queue": "label"})["task"]["_id"] == task["_id"]
    submit(labeler, task)
    assert reviewer.api.post(f"/v2/project/{project}/next", {"queue": "review"})["task"]["_id"] == task["_id"]
    reviewer.api.post(f"/v2/review/{task['_id']}", {"reviewStatus": "Rejected", "comment": "The box is too wide."})
    back = admin.sdk.get_task(task["_id"])["data"]["task"]
    assert (back["stage"], back["assignee"], back["reviewStatus"]) == ("Label", labeler.email, "Rejected")
    assert back["review"]["comment"] == "The box is too wide."
    assert back["review"]["by"] == reviewer.email
    assert other.api.post(f"/v2/project/{project}/next", {"queue": "label"})["task"] is None
    assert labeler.api.post(f"/v2/project/{project}/next", {"queue": "label"})["task"]["_id"] == task["_id"]
