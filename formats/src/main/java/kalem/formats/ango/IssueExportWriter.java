package kalem.formats.ango;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalInt;
import kalem.annotation.json.CompactJson;
import kalem.annotation.json.Timestamps;
import kalem.formats.ExportedIssue;
import kalem.formats.ExportedIssue.ErrorCode;
import kalem.formats.ExportedIssue.Place;
import kalem.formats.ExportedIssue.Range;
import kalem.formats.deflate.PartStream;
import kalem.formats.deflate.PartZip;

/**
 * Writes the zip of an export of issues (export-format section 15), one at a time, into a stream
 * that stays open. Not for use by several threads.
 */
public final class IssueExportWriter implements AutoCloseable {
  private final PartZip zip;
  private final String projectName;
  private final Instant at;
  private final ExportOptions options;

  private IssueExportWriter(
      OutputStream target, String projectName, Instant at, ExportOptions options) {
    this.zip = new PartZip(target, at);
    this.projectName = projectName;
    this.at = at;
    this.options = options;
  }

  /**
   * Begins an export.
   *
   * @param at the time of the export, part of the name of the data file
   * @param options of which the format counts, and whether links to assets are written
   */
  public static IssueExportWriter open(
      OutputStream target, String projectName, Instant at, ExportOptions options) {
    return new IssueExportWriter(target, projectName, at, options);
  }

  /**
   * Writes all issues and finishes.
   *
   * @return the number of issues
   * @throws ExportCanceledException when asked to stop
   */
  public long writeAll(Iterator<ExportedIssue> source, ExportProgress progress) throws IOException {
    long issues =
        switch (options.format()) {
          case JSON -> writeList(dataFile(), source, progress);
          case NDJSON -> writeLines(dataFile(), source, progress);
          case SPLIT -> writeFiles(source, progress);
        };
    zip.finish();
    return issues;
  }

  private PartStream dataFile() throws IOException {
    return zip.begin(ExportNames.issues(projectName, at, options.format()));
  }

  private long writeList(PartStream file, Iterator<ExportedIssue> source, ExportProgress progress)
      throws IOException {
    long issues = 0;
    file.append('[');
    while (source.hasNext()) {
      file.append(issues == 0 ? "" : ",");
      write(source.next(), file, ++issues, progress);
    }
    file.append(']');
    return issues;
  }

  private long writeLines(PartStream file, Iterator<ExportedIssue> source, ExportProgress progress)
      throws IOException {
    long issues = 0;
    while (source.hasNext()) {
      write(source.next(), file, ++issues, progress);
      file.append('\n');
    }
    return issues;
  }

  private long writeFiles(Iterator<ExportedIssue> source, ExportProgress progress)
      throws IOException {
    long issues = 0;
    while (source.hasNext()) {
      ExportedIssue issue = source.next();
      String name = ExportNames.row(issue.asset().externalId(), issue.id());
      write(issue, zip.begin(name), ++issues, progress);
    }
    return issues;
  }

  /** Gives memory back. */
  @Override
  public void close() throws IOException {
    zip.close();
  }

  private void write(ExportedIssue issue, PartStream target, long count, ExportProgress progress)
      throws IOException {
    if (progress.isCanceled()) {
      throw new ExportCanceledException(count - 1);
    }
    try {
      issue(issue, new CompactJson(target));
    } catch (UncheckedIOException failure) {
      throw failure.getCause();
    }
    progress.wrote(count);
  }

  private void issue(ExportedIssue issue, CompactJson json) {
    json.object().key("_id").string(issue.id());
    json.key("asset").object();
    json.key("_id").string(issue.asset().id());
    if (options.includeAssets()) {
      json.key("asset").string(issue.asset().url());
    }
    json.key("externalId").string(issue.asset().externalId());
    texts("batches", issue.asset().batches(), json);
    json.endObject();
    json.key("labelTask").string(issue.labelTask());
    json.key("stage").string(issue.stage()).key("stageId").string(issue.stageId());
    json.key("createdBy").string(issue.createdBy());
    time("createdAt", issue.createdAt(), json);
    issue.updatedAt().ifPresent(changed -> time("updatedAt", changed, json));
    json.key("status").string(issue.status()).key("content").string(issue.content());
    if (!issue.contentMentions().isEmpty()) {
      texts("contentMentions", issue.contentMentions(), json);
    }
    comments(issue, json);
    issue.place().ifPresent(place -> place(place, json));
    range(issue.range(), json);
    if (!issue.errorCodes().isEmpty()) {
      errorCodes(issue.errorCodes(), json);
    }
    json.endObject();
  }

  private static void comments(ExportedIssue issue, CompactJson json) {
    json.key("comments").array();
    for (ExportedIssue.Comment comment : issue.comments()) {
      json.object().key("createdBy").string(comment.createdBy());
      json.key("content").string(comment.content());
      time("createdAt", comment.createdAt(), json);
      json.endObject();
    }
    json.endArray();
  }

  private static void place(Place place, CompactJson json) {
    switch (place) {
      case Place.OnObject(String objectId) -> json.key("objectId").string(objectId);
      case Place.At(String text) -> json.key("position").string(text);
      case Place.InPointCloud cloud -> json.key("pctDetails").raw(cloud.details().text());
    }
  }

  private static void range(Range range, CompactJson json) {
    whole("page", range.page(), json);
    whole("pageEnd", range.pageEnd(), json);
    whole("dataIndex", range.dataIndex(), json);
    range.plane().ifPresent(plane -> json.key("plane").string(plane));
  }

  /** The older single form repeats the first one. */
  private static void errorCodes(List<ErrorCode> codes, CompactJson json) {
    json.key("errorCodes").array();
    for (ErrorCode code : codes) {
      json.object().key("category").string(code.category()).key("name").string(code.name());
      code.key().ifPresent(key -> json.key("key").string(key));
      json.endObject();
    }
    json.endArray();
    json.key("errorType").string(codes.getFirst().category());
    json.key("errorCode").string(codes.getFirst().name());
  }

  private static void whole(String key, OptionalInt value, CompactJson json) {
    value.ifPresent(present -> json.key(key).number(present));
  }

  private static void texts(String key, List<String> values, CompactJson json) {
    json.key(key).array();
    values.forEach(json::string);
    json.endArray();
  }

  private static void time(String key, Instant at, CompactJson json) {
    json.key(key).string(Timestamps.of(at));
  }
}
