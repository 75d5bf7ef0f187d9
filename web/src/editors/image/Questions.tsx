import { ActionIcon, Tooltip } from '@mantine/core';
import { IconLock, IconPlus, IconTrash } from '@tabler/icons-react';
import { useId, type KeyboardEvent } from 'react';
import {
  answered,
  anotherAnswer,
  entriesOf,
  isMultiChoice,
  nestedAnswered,
  revealedUnder,
} from '@/engine/answers/answers';
import type { AnswerEntry } from '@/engine/model/annotation';
import type { ClassDefinition } from '@/engine/model/schema';
import classes from '../shell/editor.module.css';
import type { Highlight } from './EditorContext';
import { QuestionControl } from './QuestionControl';

/** How answers leave a list of questions; `mergeKey` joins typing to one step. */
export type AnswersChange = (
  next: readonly AnswerEntry[],
  title: string,
  mergeKey?: string,
) => void;

interface QuestionsProps {
  readonly questions: readonly ClassDefinition[];
  readonly entries: readonly AnswerEntry[];
  readonly readOnly: boolean;
  readonly highlight: Highlight | null;
  readonly depth?: number;
  readonly onChange: AnswersChange;
}

/** Questions with their answers; the questions an answer reveals follow it, indented. */
export function Questions({ depth = 0, questions, ...rest }: QuestionsProps) {
  return (
    <div className={classes.questions}>
      {questions.map((question) => (
        <Question key={question.schemaId} depth={depth} question={question} {...rest} />
      ))}
    </div>
  );
}

interface QuestionProps extends Omit<QuestionsProps, 'questions' | 'depth'> {
  readonly question: ClassDefinition;
  readonly depth: number;
}

function Question({ question, entries, readOnly, highlight, depth, onChange }: QuestionProps) {
  const labelId = useId();
  const own = entriesOf(entries, question);
  const shown: readonly (AnswerEntry | undefined)[] = own.length === 0 ? [undefined] : own;
  const title = `Answer ${question.title}`;
  return (
    <fieldset
      className={classes.question}
      data-question={question.schemaId}
      data-highlight={highlight?.schemaId === question.schemaId || undefined}
      aria-labelledby={labelId}
    >
      <div className={classes.questionTitle}>
        <span id={labelId}>
          {question.title}
          {question.required === true && (
            <span className={classes.required}>
              {' '}
              *<span className="visually-hidden"> required</span>
            </span>
          )}
        </span>
        {question.shortcutKey && (
          <kbd className={classes.key}>{question.shortcutKey.toUpperCase()}</kbd>
        )}
        {question.multiple === true && !readOnly && own.length > 0 && (
          <Tooltip label="Add another answer">
            <ActionIcon
              size="sm"
              variant="subtle"
              color="gray"
              aria-label={`Add another answer to ${question.title}`}
              onClick={() =>
                onChange(
                  [...entries, anotherAnswer(question, isMultiChoice(question) ? [] : '')],
                  title,
                )
              }
            >
              <IconPlus size={14} />
            </ActionIcon>
          </Tooltip>
        )}
      </div>
      {question.description && (
        <p className={classes.hint} style={{ padding: '0 0 6px' }}>
          {question.description}
        </p>
      )}
      {shown.map((entry) => (
        <AnswerBlock
          key={entry?.objectId ?? 'new'}
          {...{ question, entries, entry, labelId, readOnly, highlight, depth, onChange, title }}
          removable={question.multiple === true && own.length > 1}
        />
      ))}
    </fieldset>
  );
}

interface AnswerBlockProps extends QuestionProps {
  readonly entry: AnswerEntry | undefined;
  readonly labelId: string;
  readonly title: string;
  readonly removable: boolean;
}

function AnswerBlock({
  question,
  entries,
  entry,
  labelId,
  readOnly,
  highlight,
  depth,
  onChange,
  title,
  removable,
}: AnswerBlockProps) {
  const locked = entry?.lock === true;
  const nested = revealedUnder(question, entry);
  const answer = (value: unknown, typing = false): void =>
    onChange(
      answered(entries, question, value, entry?.objectId ?? null),
      title,
      typing ? `type:${question.schemaId}` : undefined,
    );
  const byNumber = (event: KeyboardEvent): void => {
    const option = question.options?.[Number(event.key) - 1];
    const typing =
      event.target instanceof HTMLElement && event.target.matches('[type="text"], textarea');
    if (!/^[1-9]$/.test(event.key) || !option || typing || readOnly || locked) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    if (!isMultiChoice(question)) answer(option.value);
    else answer(toggled(entry?.answer, option.value));
  };
  return (
    // Keys bubble up from the controls inside; the block itself takes no focus.
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions
    <div onKeyDown={byNumber} style={{ display: 'flow-root' }}>
      <div style={{ display: 'flex', gap: 4, alignItems: 'flex-start' }}>
        <div style={{ flex: 1, minWidth: 0 }}>
          <QuestionControl
            question={question}
            value={entry?.answer}
            labelId={labelId}
            disabled={readOnly || locked}
            onAnswer={answer}
          />
        </div>
        {locked && <IconLock size={14} aria-label="Locked" />}
        {removable && !readOnly && !locked && entry && (
          <ActionIcon
            size="sm"
            variant="subtle"
            color="gray"
            aria-label={`Remove this answer to ${question.title}`}
            onClick={() =>
              onChange(
                entries.filter((each) => each !== entry),
                title,
              )
            }
          >
            <IconTrash size={14} />
          </ActionIcon>
        )}
      </div>
      {entry && nested.length > 0 && (
        <div className={classes.nested} data-odd={depth % 2 === 0 || undefined}>
          <Questions
            questions={nested}
            entries={entry.classifications}
            readOnly={readOnly || locked}
            highlight={highlight}
            depth={depth + 1}
            onChange={(next, nestedTitle, mergeKey) =>
              onChange(nestedAnswered(entries, entry.objectId, next), nestedTitle, mergeKey)
            }
          />
        </div>
      )}
    </div>
  );
}

function toggled(answer: unknown, value: string): string[] {
  const chosen = Array.isArray(answer) ? (answer as string[]) : [];
  return chosen.includes(value) ? chosen.filter((each) => each !== value) : [...chosen, value];
}
