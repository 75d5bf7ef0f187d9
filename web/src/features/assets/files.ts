import type { UploadItem } from '@/api/uploads';

/** Files the system or version control put there, never assets. */
const IGNORED = /(^|\/)(\.[^/]+|Thumbs\.db|desktop\.ini|__MACOSX)(\/|$)/;

/** Files of a file chooser; with a folder chosen, the path inside it becomes the name. */
export function itemsOfList(files: FileList | File[]): UploadItem[] {
  return [...files]
    .map((file) => ({ file, externalId: file.webkitRelativePath || file.name }))
    .filter((item) => !IGNORED.test(item.externalId));
}

function readAll(reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> {
  return new Promise((resolve, reject) => {
    const all: FileSystemEntry[] = [];
    const step = () =>
      reader.readEntries((entries) => {
        if (entries.length === 0) {
          resolve(all);
        } else {
          all.push(...entries);
          step();
        }
      }, reject);
    step();
  });
}

async function walk(entry: FileSystemEntry, into: UploadItem[]): Promise<void> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject),
    );
    into.push({ file, externalId: entry.fullPath.replace(/^\//, '') });
  } else if (entry.isDirectory) {
    for (const child of await readAll((entry as FileSystemDirectoryEntry).createReader())) {
      await walk(child, into);
    }
  }
}

/** Everything dropped, folders included. */
export async function itemsOfDrop(transfer: DataTransfer): Promise<UploadItem[]> {
  // The entries must be taken before the first await: the list is emptied after the event.
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  const items: UploadItem[] = [];
  for (const entry of entries) {
    await walk(entry, items);
  }
  return items.filter((item) => !IGNORED.test(item.externalId));
}
