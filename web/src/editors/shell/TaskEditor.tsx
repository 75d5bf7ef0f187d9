import { Button, Group, Loader, Text } from '@mantine/core';
import { IconPhotoOff } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { browserClipStore } from '@/engine/commands/clipboard';
import { ImageEditor } from '@/engine/editor';
import type { ImageSize } from '@/engine/geometry/point';
import type { TaskApi } from '@/engine/sync/taskPort';
import { readSettings } from '@/engine/view/settings';
import { Signal } from '@/engine/view/signal';
import { useImageSize } from '../image/useImageSize';
import type { TaskSession } from '../session/taskSession';
import { useSignal } from './useSignal';
import { Workspace } from './Workspace';

const SETTINGS_KEY = 'kalem.editor.image';

interface TaskEditorProps {
  readonly session: TaskSession;
  readonly api: TaskApi;
  readonly email: string;
  readonly leave: (projectId: string, done: string, skipped?: string) => Promise<void>;
}

/** Loads the image, makes the editor for it, and shows the workspace. */
export function TaskEditor({ session, api, email, leave }: TaskEditorProps) {
  const { asset } = session.data.get();
  const [attempt, setAttempt] = useState(0);
  const image = useImageSize(asset.url, attempt);
  const size = image.kind === 'ready' ? image.size : (sizeIn(asset.metadata) ?? FALLBACK);
  const editor = useImageEditor(session, size);
  if (!editor) return null;
  const notice =
    image.kind === 'loading' ? (
      <Loader size="sm" aria-label="Loading the image" />
    ) : image.kind === 'failed' ? (
      <>
        <IconPhotoOff size={32} stroke={1.4} aria-hidden />
        <Text fw={600}>The image could not be loaded</Text>
        <Text size="sm" c="dimmed" maw={420}>
          The file may have been moved, the link may have expired, or its storage does not let this
          page read it. Your labels are safe.
        </Text>
        <Group gap="xs">
          <Button size="xs" variant="default" onClick={() => setAttempt((count) => count + 1)}>
            Try again
          </Button>
          <Button
            size="xs"
            variant="subtle"
            component="a"
            href={asset.url}
            target="_blank"
            rel="noopener"
          >
            Open the file
          </Button>
        </Group>
      </>
    ) : null;
  return (
    <Workspace
      session={session}
      editor={editor}
      api={api}
      email={email}
      leave={leave}
      url={asset.url}
      notice={notice}
      imageState={image.kind}
    />
  );
}

const FALLBACK: ImageSize = { width: 1000, height: 1000 };

function sizeIn(metadata: Readonly<Record<string, unknown>> | null | undefined): ImageSize | null {
  const { width, height } = metadata ?? {};
  return typeof width === 'number' && typeof height === 'number' && width > 0 && height > 0
    ? { width, height }
    : null;
}

/** An editor lives as long as its session and image; the settings are remembered in the browser. */
function useImageEditor(session: TaskSession, { width, height }: ImageSize): ImageEditor | null {
  const [holder] = useState(() => new Signal<ImageEditor | null>(null));
  useEffect(() => {
    const { rights } = session.data.get();
    const made = new ImageEditor({
      document: session.document,
      schema: session.schema,
      image: { width, height },
      readOnly: !rights.edit,
      mayUnlock: rights.edit,
      clips: browserClipStore,
    });
    made.settings.set(readSettings(localStorage.getItem(SETTINGS_KEY)));
    const stopRemembering = made.settings.subscribe(() =>
      localStorage.setItem(SETTINGS_KEY, JSON.stringify(made.settings.get())),
    );
    const stopRights = session.data.subscribe(() =>
      made.setReadOnly(!session.data.get().rights.edit),
    );
    holder.set(made);
    return () => {
      stopRemembering();
      stopRights();
      made.dispose();
      holder.set(null);
    };
  }, [holder, session, width, height]);
  return useSignal(holder);
}
