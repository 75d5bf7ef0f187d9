import { replaceAnswers } from '@/engine/commands/edits';
import { useSelected } from '../shell/useSignal';
import classes from '../shell/editor.module.css';
import { useEditor } from './EditorContext';
import { Questions } from './Questions';

/** The questions about the whole image. */
export function QuestionsPanel() {
  const { editor, highlight } = useEditor();
  const readOnly = useSelected(editor.state, (state) => state.readOnly);
  const entries = useSelected(editor.state, () => editor.document.entries('classifications'));
  const { questions } = editor.schema;
  if (questions.length === 0) return null;
  return (
    <section
      className={classes.section}
      aria-label="Classifications"
      style={{ flex: '0 1 auto', minHeight: 130, maxHeight: '48vh' }}
    >
      <div className={classes.sectionHead}>
        <h2 className={classes.sectionTitle}>Classifications</h2>
      </div>
      <div className={classes.scroll} style={{ padding: '2px 12px 14px' }}>
        <Questions
          questions={questions}
          entries={entries}
          readOnly={readOnly}
          highlight={highlight?.objectId === null ? highlight : null}
          onChange={(next, title, mergeKey) =>
            editor.commit(title, replaceAnswers(editor.document, next), mergeKey)
          }
        />
      </div>
    </section>
  );
}
