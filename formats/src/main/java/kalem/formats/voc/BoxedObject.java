package kalem.formats.voc;

import kalem.annotation.answer.ToolObject;
import kalem.formats.image.Hull;

/** An object with the box around it. */
record BoxedObject(ToolObject object, Hull box) {
  String id() {
    return object.objectId();
  }
}
