import { useState, type CSSProperties, type Ref } from 'react';
import classes from './CodeArea.module.css';

const LINE_HEIGHT = 18;
const TOP = 8;

export interface CodeAreaProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  readOnly?: boolean;
  placeholder?: string;
  /** Marked in the margin and in the text; counts from 1. */
  faultLine?: number;
  /** Id of the element that tells the fault. */
  describedBy?: string;
  /** Height in CSS; absent = what the parent gives. */
  height?: number | string;
  /** With a border of its own, as a field of a form. */
  framed?: boolean;
  /** Gets the focus when a dialog opens. */
  focused?: boolean;
  className?: string;
  fieldRef?: Ref<HTMLTextAreaElement>;
}

/** Text in mono with line numbers. Tab leaves the field, so that the keyboard is never caught. */
export function CodeArea({ fieldRef, ...props }: CodeAreaProps) {
  const { value, faultLine, framed = false } = props;
  const [scroll, setScroll] = useState(0);
  const [height, setHeight] = useState(600);
  const lines = value.split('\n').length;
  const first = Math.max(0, Math.floor(scroll / LINE_HEIGHT) - 1);
  const last = Math.min(lines, first + Math.ceil(height / LINE_HEIGHT) + 3);
  const top = (line: number): CSSProperties => ({ top: (line - 1) * LINE_HEIGHT - scroll + TOP });
  return (
    <div
      className={[classes.code, framed && classes.framed, props.className]
        .filter(Boolean)
        .join(' ')}
      style={{ height: props.height }}
    >
      <div className={classes.gutter} aria-hidden>
        {Array.from({ length: last - first }, (_, index) => first + index + 1).map((line) => (
          <span key={line} data-fault={line === faultLine || undefined} style={top(line)}>
            {line}
          </span>
        ))}
      </div>
      {faultLine !== undefined && (
        <div className={classes.faultLine} style={top(faultLine)} aria-hidden />
      )}
      <textarea
        ref={fieldRef}
        className={classes.text}
        aria-label={props.label}
        aria-invalid={faultLine !== undefined}
        aria-describedby={faultLine === undefined ? undefined : props.describedBy}
        data-autofocus={props.focused || undefined}
        spellCheck={false}
        autoComplete="off"
        wrap="off"
        readOnly={props.readOnly}
        placeholder={props.placeholder}
        value={value}
        onChange={(event) => props.onChange(event.currentTarget.value)}
        onScroll={(event) => {
          setScroll(event.currentTarget.scrollTop);
          setHeight(event.currentTarget.clientHeight);
        }}
      />
    </div>
  );
}
