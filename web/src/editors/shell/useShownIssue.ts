import { useCallback, useEffect, useState } from 'react';
import { useSearchParams } from 'react-router';
import { type Issue, useIssue } from '@/api/issues';
import type { ImageEditor } from '@/engine/editor';

/** A spot in image pixels from the text of an issue's position; `null` where it is none. */
export function spotOf(
  position: string | null | undefined,
): { readonly x: number; readonly y: number } | null {
  const numbers = (position ?? '').match(/-?\d+(?:\.\d+)?(?:e[+-]?\d+)?/gi)?.map(Number) ?? [];
  const [x, y] = numbers;
  return numbers.length === 2 && x !== undefined && y !== undefined ? { x, y } : null;
}

/** Half the width of what is shown around a spot, in image pixels. */
const AROUND = 120;

/** The issue that the address names, `?issue=`; brought into view once, when the image is there. */
export function useShownIssue(
  editor: ImageEditor,
  isReady: boolean,
): readonly [Issue | null, () => void] {
  const [search, setSearch] = useSearchParams();
  const { data: issue = null } = useIssue(search.get('issue'));
  const [shown, setShown] = useState<string | null>(null);

  useEffect(() => {
    if (issue === null || !isReady || shown === issue._id) return undefined;
    // The canvas has its size after the next frame.
    const timer = requestAnimationFrame(() => {
      setShown(issue._id);
      const spot = spotOf(issue.position);
      if (issue.objectId) editor.focusObject(issue.objectId, true);
      else if (spot) {
        const bounds = {
          minX: spot.x - AROUND,
          minY: spot.y - AROUND,
          maxX: spot.x + AROUND,
          maxY: spot.y + AROUND,
        };
        editor.viewport.show(bounds, Math.max(2, editor.viewport.transform.scale));
        editor.viewChanged();
      }
    });
    return () => cancelAnimationFrame(timer);
  }, [issue, isReady, shown, editor]);

  const close = useCallback(
    () =>
      setSearch(
        (current) => {
          const next = new URLSearchParams(current);
          next.delete('issue');
          return next;
        },
        { replace: true },
      ),
    [setSearch],
  );
  return [search.get('issue') === null ? null : issue, close];
}
