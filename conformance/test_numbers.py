"""The client's calls for metrics and performance, and what they count."""

from datetime import UTC, datetime, timedelta

import pytest
from imerit_ango.models.enums import Metrics, ProjectRoles

from hub import SCHEMA, box, stage

WORKFLOW = [
    stage("Start", "Start", ["Label"], 0, autoForward=True),
    stage("Label", "Label", ["Complete"], 260),
    stage("Complete", "Complete", [], 520),
]


@pytest.fixture
def labeled(site, crew):
    """A project with three tasks, of which a labeler did one in five seconds."""
    project = site.project("Numbers", stages=WORKFLOW, schema=SCHEMA)
    labeler = crew[ProjectRoles.Labeler]
    site.admin.sdk.add_members_to_project(project, [labeler.email], ProjectRoles.Labeler)
    task = site.add_tasks(project, 3)[0]["_id"]
    site.admin.sdk.assign_task(project, [task], "Label", labeler.email)
    answer = {"objects": [box("a"), box("b")], "classifications": [], "relations": []}
    labeler.api.post(f"/v2/annotate/{task}?nextStage=true", {"answer": answer, "duration": 5000})
    return project, labeler


@pytest.mark.parametrize("metric", list(Metrics))
def test_every_metric_of_the_client_is_answered_under_its_name(site, labeled, metric):
    project, _ = labeled
    answer = site.admin.sdk.get_metrics(project, metric)
    assert answer["status"] == "success"
    assert list(answer["data"]) == [metric.value]


def test_tasks_are_counted_by_stage(site, labeled):
    project, _ = labeled
    groups = site.admin.sdk.get_metrics(project, Metrics.LabelStageGroups)["data"]["LabelStageGroups"]
    assert [(group["stage"], group["count"]) for group in groups] == [("Start", 0), ("Label", 2), ("Complete", 1)]


def test_performance_tells_what_a_member_did(site, labeled):
    project, labeler = labeled
    performance = site.admin.sdk.get_project_performance(project)["data"]["performance"]
    row = next(user for user in performance["users"] if user["user"] == labeler.email)
    assert row["labels"]["completed"] == 1
    assert row["labelingTime"] == 5000
    assert row["annotations"]["total"] == 2


def test_performance_of_an_interval(site, labeled):
    project, _ = labeled
    now = datetime.now(UTC).replace(tzinfo=None)

    def completed(start, end):
        found = site.admin.sdk.get_project_performance(project, interval=[start, end])["data"]["performance"]
        return sum(user["labels"]["completed"] for user in found["users"])

    assert completed(now - timedelta(days=2), now + timedelta(days=1)) == 1
    assert completed(now - timedelta(days=2), now - timedelta(days=1)) == 0


def test_a_labeler_gets_only_the_own_row(labeled):
    project, labeler = labeled
    users = labeler.sdk.get_project_performance(project)["data"]["performance"]["users"]
    assert [user["user"] for user in users] == [labeler.email]
