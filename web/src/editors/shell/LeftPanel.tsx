import { useState, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import { clamp } from '@/engine/geometry/point';
import classes from './editor.module.css';

const KEY = 'kalem.editor.leftWidth';
const LOW = 220;
const HIGH = 520;

function remembered(): number {
  const width = Number(localStorage.getItem(KEY));
  return Number.isFinite(width) && width > 0 ? clamp(width, LOW, HIGH) : 280;
}

/** The left panel; its right border is dragged, or moved with the arrow keys, and the width remembered. */
export function LeftPanel({ children }: { children: ReactNode }) {
  const [width, setWidth] = useState(remembered);
  const [dragging, setDragging] = useState(false);
  const resize = (next: number): void => {
    const allowed = clamp(next, LOW, HIGH);
    setWidth(allowed);
    localStorage.setItem(KEY, String(allowed));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowRight' ? 16 : event.key === 'ArrowLeft' ? -16 : 0;
    if (step === 0) return;
    event.preventDefault();
    event.stopPropagation();
    resize(width + step);
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>): void => {
    if (!dragging) return;
    const left = event.currentTarget.parentElement?.getBoundingClientRect().left ?? 0;
    resize(event.clientX - left);
  };
  return (
    <aside className={classes.left} style={{ width }} aria-label="Labels">
      <div className={classes.leftBody}>{children}</div>
      {/* A separator that can be moved is a control, whatever the rule thinks of the role. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <div
        className={classes.resizer}
        role="separator"
        aria-orientation="vertical"
        aria-label="Width of the panel"
        aria-valuemin={LOW}
        aria-valuemax={HIGH}
        aria-valuenow={Math.round(width)}
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        data-dragging={dragging || undefined}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          setDragging(true);
        }}
        onPointerMove={onPointerMove}
        onPointerUp={() => setDragging(false)}
        onDoubleClick={() => resize(280)}
      />
    </aside>
  );
}
