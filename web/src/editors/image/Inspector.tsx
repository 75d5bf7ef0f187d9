import { Select, Text } from '@mantine/core';
import { Copy } from '@/ui/bits';
import { geometryKind, type ToolObject } from '@/engine/model/annotation';
import { isBox, pointsOf } from '@/engine/model/outline';
import { ringArea } from '@/engine/geometry/rings';
import { useSelected } from '../shell/useSignal';
import { toolName } from '../shell/toolLook';
import classes from '../shell/editor.module.css';
import { useEditor } from './EditorContext';
import { Questions } from './Questions';

/** The selected object: its class, its questions and its numbers. */
export function Inspector() {
  const { editor, highlight } = useEditor();
  const selection = useSelected(editor.state, (state) => state.selection);
  const readOnly = useSelected(editor.state, (state) => state.readOnly);
  useSelected(editor.state, (state) => state.version);
  const [only] = selection;
  if (only === undefined) return null;
  if (selection.size > 1) {
    return (
      <section className={classes.inspector} aria-label="Selection">
        <div className={classes.sectionHead}>
          <h2 className={classes.sectionTitle}>{selection.size} objects selected</h2>
        </div>
      </section>
    );
  }
  const object = editor.document.get('tools', only);
  if (!object) return null;
  const definition = editor.schema.toolClass(object.schemaId);
  const kind = geometryKind(object) ?? '';
  const others = editor.schema.classesOfKind(kind);
  const questions = definition?.classifications ?? [];
  const fixed = readOnly || object.lock === true;
  return (
    <section className={classes.inspector} aria-label="Selected object">
      <div className={classes.sectionHead}>
        <h2 className={classes.sectionTitle}>
          {definition?.title ?? (object.title || 'Unknown class')}
        </h2>
        <span className={classes.count}>{toolName(kind)}</span>
        <Copy value={object.objectId} label="Copy object id" />
      </div>
      <div className={classes.inspectorBody}>
        {!definition && (
          <Text size="xs" c="var(--k-warning-text)">
            This class is not in the schema any more. Choose another one, or leave it as it is.
          </Text>
        )}
        {others.length > (definition ? 1 : 0) && (
          <Select
            size="xs"
            label="Class"
            data={others.map((each) => ({ value: each.schemaId, label: each.title }))}
            value={definition ? object.schemaId : null}
            placeholder="Choose a class"
            allowDeselect={false}
            disabled={fixed}
            searchable={others.length > 8}
            onChange={(schemaId) => {
              if (schemaId !== null) editor.changeClass([object.objectId], schemaId);
            }}
          />
        )}
        {questions.length > 0 && (
          <Questions
            questions={questions}
            entries={object.classifications}
            readOnly={fixed}
            highlight={highlight?.objectId === object.objectId ? highlight : null}
            onChange={(next, title, mergeKey) =>
              editor.putObject(title, { ...object, classifications: next }, mergeKey)
            }
          />
        )}
        <Facts object={object} />
      </div>
    </section>
  );
}

function Facts({ object }: { object: ToolObject }) {
  return (
    <dl className={classes.facts}>
      {factsOf(object).map(([name, value]) => (
        <div key={name} style={{ display: 'contents' }}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function factsOf(object: ToolObject): [string, string][] {
  const kind = geometryKind(object);
  const value = kind ? object[kind] : null;
  if (kind === 'bounding-box' && isBox(value)) {
    return [
      ['Position', `${px(value.x)}, ${px(value.y)} px`],
      ['Size', `${px(value.width)} × ${px(value.height)} px`],
    ];
  }
  if (kind === 'point') {
    const [point] = pointsOf([value]);
    return point ? [['Position', `${px(point.x)}, ${px(point.y)} px`]] : [];
  }
  const points = pointsOf(value);
  if (points.length === 0) return [];
  const area = ringArea(Float64Array.from(points.flatMap((point) => [point.x, point.y])));
  return [
    ['Vertices', String(points.length)],
    ...(kind === 'polygon'
      ? ([['Area', `${Math.round(area).toLocaleString('en')} px²`]] as [string, string][])
      : []),
  ];
}

/** Shown with one decimal; the data keep all of them. */
function px(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: 1 });
}
