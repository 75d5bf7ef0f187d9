import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import type { ImportProblem } from '@/api/types';
import { Copy } from '@/ui/bits';
import { codeTitle } from './codes';
import classes from './Imports.module.css';

/** Height of a row with one line, in pixels; longer ones are measured. */
const ROW = 38;

/** Problems one below the other; only the rows in view exist. */
export function ProblemsTable({ problems }: { problems: ImportProblem[] }) {
  const scroller = useRef<HTMLDivElement>(null);
  // The virtualizer's functions change with every render and are not handed to memoized parts.
  // eslint-disable-next-line react-hooks/incompatible-library
  const rows = useVirtualizer({
    count: problems.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 10,
  });
  return (
    <div
      ref={scroller}
      className={classes.problems}
      role="table"
      aria-label="Problems"
      aria-rowcount={problems.length + 1}
      // Scrolls by keyboard too.
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      <div className={classes.problemsHead} role="row" aria-rowindex={1}>
        {['Item', 'External id', 'Problem', 'Place', 'What is wrong'].map((title) => (
          <span key={title} role="columnheader">
            {title}
          </span>
        ))}
      </div>
      <div role="rowgroup" style={{ height: rows.getTotalSize(), position: 'relative' }}>
        {rows.getVirtualItems().map(({ index, key, start }) => {
          const problem = problems[index];
          return (
            problem && (
              <div
                key={key}
                ref={rows.measureElement}
                data-index={index}
                className={classes.problem}
                style={{ transform: `translateY(${start}px)` }}
                role="row"
                aria-rowindex={index + 2}
              >
                <span role="cell" className="num">
                  {problem.item < 0 ? '–' : problem.item}
                </span>
                <span role="cell" title={problem.externalId ?? undefined}>
                  <span className={classes.wrap}>{problem.externalId ?? '–'}</span>
                </span>
                <span role="cell" data-fault={problem.fault}>
                  {codeTitle(problem.code)}
                </span>
                <span role="cell" className={classes.place}>
                  {problem.path ? (
                    <>
                      <span className={`mono ${classes.wrap ?? ''}`}>{problem.path}</span>
                      <Copy value={problem.path} label="Copy place" />
                    </>
                  ) : (
                    '–'
                  )}
                </span>
                <span role="cell">{problem.message}</span>
              </div>
            )
          );
        })}
      </div>
    </div>
  );
}
