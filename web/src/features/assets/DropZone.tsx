import { IconUpload } from '@tabler/icons-react';
import { useRef, useState, type DragEvent, type ReactNode } from 'react';
import { toast } from '@/ui/toast';
import { itemsOfDrop } from './files';
import { useUpload } from './useUpload';
import classes from './Assets.module.css';

/** Takes files and folders dropped anywhere on the page. */
export function DropZone({ enabled, children }: { enabled: boolean; children: ReactNode }) {
  const upload = useUpload();
  const depth = useRef(0);
  const [over, setOver] = useState(false);
  const carriesFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files');

  const onDrop = async (event: DragEvent) => {
    event.preventDefault();
    depth.current = 0;
    setOver(false);
    try {
      upload(await itemsOfDrop(event.dataTransfer), []);
    } catch (error) {
      toast.failed(error);
    }
  };
  if (!enabled) {
    return <div className={classes.drop}>{children}</div>;
  }
  return (
    <div
      className={classes.drop}
      onDragEnter={(event) => {
        if (carriesFiles(event)) {
          depth.current += 1;
          setOver(true);
        }
      }}
      onDragLeave={(event) => {
        if (carriesFiles(event)) {
          depth.current -= 1;
          setOver(depth.current > 0);
        }
      }}
      onDragOver={(event) => {
        if (carriesFiles(event)) {
          event.preventDefault();
        }
      }}
      onDrop={(event) => {
        if (carriesFiles(event)) {
          void onDrop(event);
        }
      }}
    >
      {children}
      {over && (
        <div className={classes.dropHint}>
          <IconUpload size={28} stroke={1.5} />
          Drop files or folders to import them
        </div>
      )}
    </div>
  );
}
