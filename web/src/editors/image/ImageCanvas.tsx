import { useEffect, useRef } from 'react';
import type { ImageEditor } from '@/engine/editor';
import { CanvasHost } from '@/engine/view/canvasHost';
import { useSelected } from '../shell/useSignal';
import classes from '../shell/editor.module.css';

interface ImageCanvasProps {
  readonly editor: ImageEditor;
  readonly url: string;
  readonly name: string;
  /** The image is loading or could not be loaded. */
  readonly missing: boolean;
}

/** The image with the scene drawn over it. The picture is a plain element, so any origin may serve it. */
export function ImageCanvas({ editor, url, name, missing }: ImageCanvasProps) {
  const container = useRef<HTMLDivElement>(null);
  const image = useRef<HTMLImageElement>(null);
  const pixelGrid = useRef<HTMLDivElement>(null);
  const scene = useRef<HTMLCanvasElement>(null);
  const hud = useRef<HTMLCanvasElement>(null);
  const objects = useSelected(editor.state, () => editor.document.size('tools'));

  useEffect(() => {
    if (!container.current || !image.current || !pixelGrid.current) return;
    if (!scene.current || !hud.current) return;
    const host = new CanvasHost(
      {
        container: container.current,
        image: image.current,
        pixelGrid: pixelGrid.current,
        scene: scene.current,
        hud: hud.current,
      },
      editor,
    );
    return () => host.dispose();
  }, [editor]);

  return (
    <div
      ref={container}
      className={classes.canvas}
      role="application"
      aria-label={`Image ${name}, ${objects} ${objects === 1 ? 'object' : 'objects'}`}
      aria-describedby="canvas-status"
      // The canvas is operated with keys: tools, crosshair, moving.
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      <img
        ref={image}
        className={classes.image}
        src={url}
        width={editor.image.width}
        height={editor.image.height}
        alt=""
        draggable={false}
        data-missing={missing || undefined}
      />
      <div ref={pixelGrid} className={classes.pixelGrid} hidden />
      <canvas ref={scene} className={classes.layer} />
      <canvas ref={hud} className={classes.layer} />
    </div>
  );
}
