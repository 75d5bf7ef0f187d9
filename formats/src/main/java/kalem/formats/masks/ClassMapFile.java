package kalem.formats.masks;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kalem.annotation.json.CompactJson;
import kalem.formats.FileSink;
import kalem.formats.FileText;
import kalem.formats.Spool;
import kalem.formats.image.RowImage;
import kalem.formats.masks.MaskClasses.MaskClass;

/**
 * The {@code class_map.json} beside masks: {@code {"class_mapping_type", "background", "outline",
 * "classes": [{"schemaId", "title", "tool", "value" or "color"}], "files": {name: {"externalId",
 * "page"}}}}. {@code outline} is there only when outlines are drawn in a value of their own.
 */
final class ClassMapFile implements AutoCloseable {
  private final MaskClasses classes;
  private final MaskOptions options;
  private final Spool files;
  private long count;

  ClassMapFile(MaskClasses classes, MaskOptions options) throws IOException {
    this.classes = classes;
    this.options = options;
    this.files = new Spool();
  }

  /** Titles of classes whose value an earlier class has as well. */
  List<String> ambiguous() {
    Map<Integer, MaskClass> byValue = new HashMap<>();
    return classes.all().stream()
        .filter(each -> byValue.putIfAbsent(each.value(), each) != null)
        .map(each -> each.schemaClass().title())
        .toList();
  }

  void add(String name, RowImage picture) throws IOException {
    try {
      FileText text = files.text();
      text.append(count++ == 0 ? "\n" : ",\n");
      StringBuilder member = new StringBuilder();
      CompactJson json = new CompactJson(member);
      json.object().key(name).object();
      json.key("externalId").string(picture.row().externalId());
      picture.page().ifPresent(page -> json.key("page").number(page));
      json.endObject().endObject();
      text.append(member, 1, member.length() - 1);
    } catch (UncheckedIOException failure) {
      throw failure.getCause();
    }
  }

  void write(FileSink target) throws IOException {
    OutputStream stream = target.begin(MasksFormat.CLASS_MAP);
    try (files;
        FileText text = new FileText(stream)) {
      CompactJson json = new CompactJson(text);
      json.object().key("class_mapping_type").string(options.mapping().key());
      value("background", MaskClasses.BACKGROUND, json);
      if (options.outlineWidth() > 0 && classes.outlineValue() != MaskClasses.BACKGROUND) {
        value("outline", classes.outlineValue(), json);
      }
      json.key("classes").array();
      classes.all().forEach(each -> entry(each, json));
      json.endArray().key("files").object();
      text.flush();
      files.copyTo(stream);
      text.append("}}\n");
    } catch (UncheckedIOException failure) {
      throw failure.getCause();
    }
  }

  @Override
  public void close() throws IOException {
    files.close();
  }

  private void entry(MaskClass each, CompactJson json) {
    json.object().key("schemaId").string(each.schemaClass().schemaId());
    json.key("title").string(each.schemaClass().title());
    json.key("tool").string(each.schemaClass().kind().key());
    value(options.mapping().isGrey() ? "value" : "color", each.value(), json);
    json.endObject();
  }

  private void value(String key, int value, CompactJson json) {
    json.key(key);
    if (options.mapping().isGrey()) {
      json.number(value);
    } else {
      json.string("#%06X".formatted(value));
    }
  }
}
