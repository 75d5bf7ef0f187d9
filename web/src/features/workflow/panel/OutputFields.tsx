import { NativeSelect } from '@mantine/core';
import type { Stage } from '@/api/types';
import { connect, drawnStages, outputsOf, targetOf } from '../model';
import type { WorkflowEditor } from '../useWorkflowEditor';

/** Where a way out of a stage leads, as a list to choose from. */
export function OutputField(props: {
  editor: WorkflowEditor;
  stage: Stage;
  index: number;
  label: string;
}) {
  const { editor, stage, index } = props;
  return (
    <NativeSelect
      label={props.label}
      value={targetOf(stage, index) ?? ''}
      data={[
        { value: '', label: 'Nowhere' },
        ...drawnStages(editor.stages)
          .filter((each) => each.type !== 'Start' && each.id !== stage.id)
          .map((each) => ({ value: each.id, label: each.name || 'Unnamed' })),
      ]}
      onChange={(event) =>
        editor.change(connect(editor.stages, stage.id, index, event.currentTarget.value || null))
      }
    />
  );
}

/** All ways out of a stage, one below the other. */
export function OutputFields({ editor, stage }: { editor: WorkflowEditor; stage: Stage }) {
  return outputsOf(stage).map((output, index) => (
    <OutputField key={output} editor={editor} stage={stage} index={index} label={output} />
  ));
}
