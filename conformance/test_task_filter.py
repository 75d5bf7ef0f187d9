"""TaskFilter: every field with every operator, against the same rule written in Python."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from imerit_ango.models.annotate import AnnotationPayload, Answer
from imerit_ango.models.enums import ProjectRoles, ReviewStatus, TaskStatus, TaskType
from imerit_ango.models.task_filter import DateRange, NumberRange, StringFilter, TaskFilter

from hub import REVIEW_WORKFLOW, SCHEMA, box


@pytest.fixture(scope="module")
def world(site):
    """Eight tasks that differ in every field that a filter can see."""
    admin = site.admin
    project = site.project(stages=REVIEW_WORKFLOW, schema=SCHEMA)
    labeler = site.member(project, ProjectRoles.Labeler)
    tasks = site.add_tasks(project, 8)
    ids = [t["_id"] for t in tasks]
    batches = {name: admin.sdk.create_batch(project, name)["data"]["project"]["_id"] for name in ("A", "B")}
    assets = [t["asset"]["_id"] for t in tasks]
    admin.sdk.assign_batches(project, assets[:3], ["A"])
    admin.sdk.assign_batches(project, assets[2:4], ["B"])
    for n, priority in enumerate((-5, 0, 3, 3, 10, 0, 0, 1000)):
        admin.sdk.update_tasks_priority(project, priority, {"taskIds": [ids[n]]})
    admin.sdk.assign_task(project, ids[:2], "Label", labeler.email)

    def annotate(n, duration, submit=False):
        body = {"answer": {"objects": [box("b")], "classifications": [], "relations": []}, "duration": duration}
        admin.api.post(f"/v2/annotate/{ids[n]}?nextStage={str(submit).lower()}", body)

    annotate(0, 1500)
    annotate(3, 4000, submit=True)
    annotate(4, 2500, submit=True)
    annotate(5, 100, submit=True)
    admin.sdk.review_task(ids[4], ReviewStatus.ACCEPTED)
    admin.sdk.review_task(ids[5], ReviewStatus.REJECTED)
    payload = AnnotationPayload(Answer(objects=[box("b")]))
    labeler.sdk.annotate_task(ids[1], payload, overwrite=True)
    everything = admin.sdk.get_tasks(project, limit=100)["data"]["tasks"]
    assert len(everything) == 8
    return admin, project, everything, labeler, batches


def moment(task, field):
    return datetime.fromisoformat(task[field])


STRING_FIELDS = {
    "external_id": ("externalId", "task-00003", "^task-0000[0-2]$", ["task-00001", "task-00007", "nothing"]),
    "assignee": ("assignee", "@labeler", "^LABELER", ["@labeler"]),
    "status": ("status", "READY", "^READ", ["READY"]),
    "review_status": ("reviewStatus", "Accepted", "^(Acc|Rej)", ["Accepted", "Rejected"]),
    "task_type": ("type", "default", "fault$", ["default", "benchmark"]),
    "stage": ("stage", "Review", "^(Rev|Com)", ["Review", "Complete"]),
    "created_by": ("createdBy", "@admin", "@", ["@admin"]),
    "updated_by": ("updatedBy", "@labeler", "kalem", ["@labeler"]),
}


def check(world, task_filter, predicate):
    admin, project, everything, *_ = world
    reply = admin.sdk.get_tasks(project, limit=100, task_filter=task_filter)["data"]
    expected = sorted(t["externalId"] for t in everything if predicate(t))
    assert sorted(t["externalId"] for t in reply["tasks"]) == expected, task_filter.toDict()
    assert reply["total"] == len(expected)


@pytest.mark.parametrize("operator", ["eq", "ne", "regex", "in_list", "nin", "exists", "not exists"])
@pytest.mark.parametrize("argument", STRING_FIELDS)
def test_text_fields_know_six_operators(world, argument, operator):
    admin, _, _, labeler, _ = world
    field, value, pattern, many = STRING_FIELDS[argument]
    names = {"@labeler": labeler.email, "@admin": admin.email}
    value = names.get(value, value)
    many = [names.get(item, item) for item in many]
    pattern = pattern.replace("LABELER", "labeler")
    matchers = {
        "eq": (StringFilter(eq=value), lambda v: v == value),
        "ne": (StringFilter(ne=value), lambda v: v != value),
        "regex": (StringFilter(regex=pattern), lambda v: v is not None and re.search(pattern, v) is not None),
        "in_list": (StringFilter(in_list=many), lambda v: v in many),
        "nin": (StringFilter(nin=many), lambda v: v not in many),
        "exists": (StringFilter(exists=True), lambda v: v is not None),
        "not exists": (StringFilter(exists=False), lambda v: v is None),
    }
    string_filter, matches = matchers[operator]
    check(world, TaskFilter(**{argument: string_filter}), lambda task: matches(task.get(field)))


@pytest.mark.parametrize("argument", ["priority", "duration", "total_duration", "open_issues_count"])
@pytest.mark.parametrize("operator", ["eq", "ne", "gt", "gte", "lt", "lte"])
def test_numbers_know_six_operators(world, argument, operator):
    field = {"total_duration": "totalDuration", "open_issues_count": "openIssuesCount"}.get(argument, argument)
    value = {"priority": 3, "duration": 1500, "total_duration": 2500, "open_issues_count": 0}[argument]
    compare = {
        "eq": lambda v: v == value,
        "ne": lambda v: v != value,
        "gt": lambda v: v > value,
        "gte": lambda v: v >= value,
        "lt": lambda v: v < value,
        "lte": lambda v: v <= value,
    }[operator]
    check(world, TaskFilter(**{argument: NumberRange(**{operator: value})}), lambda task: compare(task[field]))


@pytest.mark.parametrize("argument", ["created_at", "updated_at"])
@pytest.mark.parametrize("operator", ["gt", "gte", "lt", "lte"])
def test_times_know_four_operators(world, argument, operator):
    field = {"created_at": "createdAt", "updated_at": "updatedAt"}[argument]
    moments = sorted(moment(t, field) for t in world[2])
    value = moments[len(moments) // 2]
    compare = {
        "gt": lambda v: v > value,
        "gte": lambda v: v >= value,
        "lt": lambda v: v < value,
        "lte": lambda v: v <= value,
    }[operator]
    check(world, TaskFilter(**{argument: DateRange(**{operator: value})}), lambda task: compare(moment(task, field)))


@pytest.mark.parametrize("value", [True, False])
@pytest.mark.parametrize("argument", ["is_draft", "is_skipped", "is_benchmark"])
def test_switches_know_equality(world, argument, value):
    field = {"is_draft": "isDraft", "is_skipped": "isSkipped", "is_benchmark": "isBenchmark"}[argument]
    check(world, TaskFilter(**{argument: value}), lambda task: task[field] is value)


def test_a_batch_filter_means_any_overlap(world):
    *_, batches = world

    def check_names(task_filter, predicate):
        check(world, task_filter, lambda task: predicate(set(task["batchNames"])))

    check_names(TaskFilter(batches=["A"]), lambda names: "A" in names)
    check_names(TaskFilter(batches=[batches["A"], "B"]), lambda names: names & {"A", "B"})
    check_names(TaskFilter(batches=StringFilter(eq="B")), lambda names: "B" in names)
    check_names(TaskFilter(batches=StringFilter(ne="B")), lambda names: "B" not in names)
    check_names(TaskFilter(batches=StringFilter(nin=["A"])), lambda names: "A" not in names)
    check_names(TaskFilter(batches=StringFilter(exists=False)), lambda names: not names)
    check_names(TaskFilter(batches=StringFilter(exists=True)), lambda names: bool(names))
    check_names(TaskFilter(batches=StringFilter(regex="^[AB]$")), lambda names: bool(names))


def test_shorthands_are_equality_and_lists_are_any_of(world):
    _, _, _, labeler, _ = world
    check(world, TaskFilter(stage="Label"), lambda t: t["stage"] == "Label")
    check(world, TaskFilter(stage=["Review", "Complete"]), lambda t: t["stage"] in ("Review", "Complete"))
    check(world, TaskFilter(status=TaskStatus.READY), lambda t: True)
    check(world, TaskFilter(status="Completed"), lambda t: t["stage"] == "Complete")
    check(world, TaskFilter(status="TODO"), lambda t: t["stage"] != "Complete")
    check(world, TaskFilter(review_status=ReviewStatus.REJECTED), lambda t: t["reviewStatus"] == "Rejected")
    check(world, TaskFilter(task_type=TaskType.DEFAULT), lambda t: True)
    check(world, TaskFilter(task_type=TaskType.CONSENSUS), lambda t: False)
    check(world, TaskFilter(assignee=labeler.email), lambda t: t["assignee"] == labeler.email)
    check(world, TaskFilter(priority=3), lambda t: t["priority"] == 3)
    check(world, TaskFilter(open_issues_count=0), lambda t: True)


def test_fields_and_operators_are_anded(world):
    check(world, TaskFilter(stage="Label", priority=0), lambda t: t["stage"] == "Label" and t["priority"] == 0)
    check(world, TaskFilter(priority=NumberRange(gte=0, lt=10, ne=3)), lambda t: 0 <= t["priority"] < 10 and t["priority"] != 3)
    both = StringFilter(regex="^task", nin=["task-00001"])
    check(
        world, TaskFilter(external_id=both, stage=["Label"]), lambda t: t["externalId"] != "task-00001" and t["stage"] == "Label"
    )
    future = datetime.now(UTC) + timedelta(days=1)
    check(world, TaskFilter(created_at=DateRange(gt=future)), lambda t: False)


def test_emails_compare_without_case(world):
    labeler = world[3]
    check(world, TaskFilter(assignee=labeler.email.upper()), lambda t: t["assignee"] == labeler.email)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('{"colour": "red"}', "colour"),
        ('{"priority": {"$above": 3}}', "$above"),
        ('{"externalId": {"$where": "1"}}', "$where"),
        ('{"$or": []}', "$or"),
        ('{"priority": {"$eq": "three"}}', "priority"),
        ('{"priority": {"$regex": "3"}}', "priority"),
        ('{"isDraft": {"$eq": "yes"}}', "isDraft"),
        ('{"isDraft": {"$ne": true}}', "isDraft"),
        ('{"createdAt": {"$gt": "yesterday"}}', "createdAt"),
        ('{"createdAt": {"$in": []}}', "createdAt"),
        ('{"externalId": {"$in": "a"}}', "externalId"),
        ('{"externalId": {"$regex": "("}}', "externalId"),
        ('{"externalId": {"$exists": "yes"}}', "externalId"),
        ('{"externalId": {"$regex": "' + "a" * 201 + '"}}', "externalId"),
        ("[]", ""),
        ("5", ""),
        ("{", ""),
    ],
)
def test_a_faulty_filter_is_refused_and_named(world, text, named):
    admin, project, *_ = world
    failure = admin.api.fails(400, "GET", f"/v2/project/{project}/tasks", params={"filter": text})
    assert named in str(failure)


def test_a_hostile_regular_expression_costs_no_time(world):
    admin, project, *_ = world
    reply = admin.sdk.get_tasks(project, task_filter=TaskFilter(external_id=StringFilter(regex="(a+)+$")))
    assert reply["data"]["total"] == 0
    check(world, TaskFilter(external_id=StringFilter(regex="(?i)^TASK-00000$")), lambda t: t["externalId"] == "task-00000")
