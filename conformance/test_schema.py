"""create_label_set: built from the client's categories and raw; every key kept and returned."""

import copy

import pytest
from imerit_ango.models.label_category import (
    Classification,
    ClassificationCategory,
    LabelOption,
    Relation,
    RelationCategory,
    Tool,
    ToolCategory,
    TreeOption,
)

from hub import SCHEMA


def stored(admin, project):
    return admin.sdk.get_project(project)["data"]["project"]["categorySchema"]


def test_built_categories_come_back_with_every_key(admin, site):
    project = site.project()
    yes = LabelOption("Yes")
    nested = ClassificationCategory(Classification.Text, "How much", parentOptionId=yes.schemaId, regex="^[0-9]+$")
    occluded = ClassificationCategory(
        Classification.Radio, "Occluded", required=True, options=[yes, LabelOption("No")], classifications=[nested]
    )
    tools = [
        ToolCategory(Tool.BoundingBox, "Car", required=True, color="#12AB9F", shortcutKey="c", classifications=[occluded]),
        ToolCategory(Tool.Polygon, "Road"),
        ToolCategory(Tool.Point, "Corner", schemaId="a-name-of-my-own"),
        ToolCategory(Tool.Segmentation, "Sky"),
        ToolCategory(Tool.Polyline, "Lane", columnField=True),
        ToolCategory(Tool.RotatedBoundingBox, "Ship"),
    ]
    tree = [TreeOption("Plant", children=[TreeOption("Tree", children=[TreeOption("Oak")])])]
    classifications = [
        ClassificationCategory(Classification.Checkbox, "Weather", options=[LabelOption("Sun"), LabelOption("Rain")]),
        ClassificationCategory(Classification.Single_dropdown, "Scene", options=[LabelOption("Town", "scene-town")]),
        ClassificationCategory(Classification.Multi_dropdown, "Seen", options=[LabelOption("Cat"), LabelOption("Dog")]),
        ClassificationCategory(Classification.Text, "Remark", richText=True, exportName="remark", displayName="A remark"),
        ClassificationCategory(Classification.Boolean, "Night", defaultValue=False, frameSpecific=True),
        ClassificationCategory(Classification.Tree_dropdown, "Kind", treeOptions=tree, showDropdown=True),
    ]
    relations = [RelationCategory(Relation.Single, "Part of"), RelationCategory(Relation.Group, "Together")]
    reply = admin.sdk.create_label_set(project, tools, classifications, relations)["data"]["project"]["categorySchema"]
    sent = {
        "tools": [t.__dict__ for t in tools],
        "classifications": [c.__dict__ for c in classifications],
        "relations": [r.__dict__ for r in relations],
    }
    # toDict of the client turns the nested objects of __dict__ into plain ones while it sends; only tree options stay objects.
    for c in sent["classifications"] + [occluded.__dict__, nested.__dict__]:
        c["treeOptions"] = [option.toDict() if isinstance(option, TreeOption) else option for option in c["treeOptions"]]
    sent = plain(sent)
    assert reply == sent
    assert stored(admin, project) == sent


def plain(value):
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return plain(value.__dict__) if hasattr(value, "__dict__") else value


def test_a_raw_schema_keeps_every_key_order_and_null(admin, site):
    project = site.project()
    raw = copy.deepcopy(SCHEMA)
    raw["tools"][0] |= {"ocr": True, "minimum": 0.1, "note": None, "own": {"deep": [1, "two", None, {"x": 1e-7}]}}
    raw["classifications"][0] |= {"regex": None, "treeOptions": [], "instructions": "Zoom in first. Größe ≥ 3 · 人"}
    raw["relations"][0]["multiple"] = False
    reply = admin.sdk.create_label_set(project, raw_category_schema=raw)["data"]["project"]["categorySchema"]
    assert reply == raw
    assert stored(admin, project) == raw
    assert list(reply["tools"][0]) == list(raw["tools"][0])


@pytest.mark.parametrize("identifier", ["5f8a0c6e1b2d3e4f5a6b7c8", "f" * 32, "1600000000000", "radioOption1SchemaId", "1", "é/ü"])
def test_any_schema_id_is_returned_byte_for_byte(admin, site, identifier):
    project = site.project()
    tool = {"tool": "bounding-box", "title": "Box", "schemaId": identifier, "classifications": [], "options": []}
    admin.sdk.create_label_set(project, raw_category_schema={"tools": [tool]})
    assert stored(admin, project)["tools"][0]["schemaId"] == identifier


def test_the_whole_schema_is_replaced_and_missing_lists_are_empty(admin, project):
    admin.sdk.create_label_set(project, raw_category_schema={"tools": SCHEMA["tools"][:1]})
    assert stored(admin, project) == {"tools": SCHEMA["tools"][:1], "classifications": [], "relations": []}


def test_a_missing_schema_id_is_made(admin, site):
    project = site.project()
    question = {"tool": "radio", "title": "Q", "options": [{"value": "A"}, {"value": "B"}], "classifications": []}
    admin.sdk.create_label_set(project, raw_category_schema={"classifications": [question]})
    made = stored(admin, project)["classifications"][0]
    identifiers = [made["schemaId"], *(o["schemaId"] for o in made["options"])]
    assert all(identifiers)
    assert len(set(identifiers)) == 3


@pytest.mark.parametrize(
    "schema",
    [
        pytest.param([], id="not an object"),
        pytest.param({"tools": {}}, id="a list that is an object"),
        pytest.param({"tools": ["box"]}, id="a class that is text"),
        pytest.param({"tools": [{"title": "no tool", "schemaId": "a"}]}, id="no tool"),
        pytest.param({"tools": [{"tool": "no-such-tool", "title": "x", "schemaId": "a"}]}, id="unknown tool"),
        pytest.param(
            {"tools": [{"tool": "point", "title": "x", "schemaId": "a"}, {"tool": "point", "title": "y", "schemaId": "a"}]},
            id="the same schemaId twice",
        ),
        pytest.param(
            {
                "classifications": [
                    {"tool": "radio", "title": "x", "schemaId": "a", "options": [{"value": "v", "schemaId": "a"}]},
                ]
            },
            id="an option with its class's schemaId",
        ),
        pytest.param({"tools": [{"tool": "point", "title": "x", "schemaId": 5}]}, id="a schemaId that is a number"),
    ],
)
def test_a_faulty_schema_is_refused_and_the_old_one_stays(admin, project, schema):
    admin.api.fails(400, "POST", f"/v2/project/{project}", {"categorySchema": schema})
    assert stored(admin, project) == SCHEMA


def test_the_revision_counts_the_saves(admin, project):
    before = admin.sdk.get_project(project)["data"]["project"]["categorySchemaRevision"]
    admin.sdk.create_label_set(project, raw_category_schema=SCHEMA | {"relations": []})
    assert admin.sdk.get_project(project)["data"]["project"]["categorySchemaRevision"] == before + 1
