package kalem.server.storage;

import java.util.Arrays;
import java.util.Optional;
import kalem.server.access.Action;

/** What a file is for (api.md 4.2, StorageFileTypes); a part of its key. */
public enum FileType {
  ASSETS("assets", Action.MANAGE_ASSETS, Action.VIEW_TASKS),
  BRUSHES("brushes", Action.LABEL, Action.VIEW_TASKS),
  MEDICAL_BRUSHES("medicalBrushes", Action.LABEL, Action.VIEW_TASKS),
  EXPORTS("exports", Action.EXPORT, Action.EXPORT),
  IMPORTS("imports", Action.IMPORT_LABELS, Action.IMPORT_LABELS),
  INSTRUCTIONS("instructions", Action.EDIT_PROJECT, Action.VIEW_TASKS),
  SEGMENTATION_MODELS("segmentationModels", Action.EDIT_PROJECT, Action.VIEW_TASKS);

  private final String wireName;
  private final Action toWrite;
  private final Action toRead;

  FileType(String wireName, Action toWrite, Action toRead) {
    this.wireName = wireName;
    this.toWrite = toWrite;
    this.toRead = toRead;
  }

  public String wireName() {
    return wireName;
  }

  /** What somebody must be allowed to do to upload such a file. */
  Action toWrite() {
    return toWrite;
  }

  /** What somebody must be allowed to do to get a link to such a file. */
  Action toRead() {
    return toRead;
  }

  static Optional<FileType> of(String wireName) {
    return Arrays.stream(values()).filter(type -> type.wireName.equals(wireName)).findFirst();
  }
}
