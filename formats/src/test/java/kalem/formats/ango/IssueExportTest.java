package kalem.formats.ango;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import kalem.annotation.json.JsonText;
import kalem.formats.ExportedIssue;
import kalem.formats.ExportedIssue.Place;
import kalem.formats.ExportedIssue.Range;
import org.junit.jupiter.api.Test;

class IssueExportTest {
  private static final Instant AT = Instant.parse("2026-05-01T08:00:00Z");

  static ExportedIssue issue(String id, Optional<Place> place, Range range) {
    return new ExportedIssue(
        id,
        new ExportedIssue.Asset("a1", "https://f/a.jpg", "a/b.jpg", List.of("w")),
        "t1",
        "Check",
        "r",
        "ana@t",
        AT,
        Optional.empty(),
        "Open",
        "Loose \"box\"",
        List.of(),
        List.of(),
        place,
        range,
        List.of());
  }

  private static Map<String, String> export(ExportFormat format, ExportedIssue... issues)
      throws IOException {
    return export(ExportOptions.DEFAULT.withFormat(format), issues);
  }

  private static Map<String, String> export(ExportOptions options, ExportedIssue... issues)
      throws IOException {
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    try (IssueExportWriter writer =
        IssueExportWriter.open(target, "Road Signs", Zips.AT, options)) {
      long count = writer.writeAll(List.of(issues).iterator(), ExportProgress.IGNORED);
      assertThat(count).isEqualTo(issues.length);
    }
    return Zips.entries(target.toByteArray());
  }

  private static String plain(String id, String more) {
    return ("{'_id':'%s','asset':{'_id':'a1','asset':'https://f/a.jpg','externalId':'a/b.jpg',"
                + "'batches':['w']},'labelTask':'t1','stage':'Check','stageId':'r','createdBy':'ana@t','createdAt':'2026-05-01T08:00:00.000Z','status':'Open','content':'Loose"
                + " \\\"box\\\"','comments':[]%s}")
        .formatted(id, more)
        .replace('\'', '"');
  }

  @Test
  void issuesAreAListUnderANameOfTheirOwn() throws IOException {
    assertThat(
            export(
                ExportFormat.JSON,
                issue("i1", Optional.empty(), Range.WHOLE),
                issue("i2", Optional.of(new Place.OnObject("o1")), Range.WHOLE)))
        .isEqualTo(
            Map.of(
                "Road_Signs-issue-export-2026-05-04-09_07_31_GMT.json",
                "[" + plain("i1", "") + "," + plain("i2", ",'objectId':'o1'") + "]"));
  }

  @Test
  void linksToAssetsAreLeftOutWhenNobodyWantsThem() throws IOException {
    ExportOptions defaults = ExportOptions.DEFAULT;
    ExportOptions withoutLinks =
        new ExportOptions(
            ExportFormat.NDJSON,
            defaults.version(),
            defaults.videoFormat(),
            false,
            true,
            true,
            false,
            false,
            true,
            false);
    assertThat(export(withoutLinks, issue("i1", Optional.empty(), Range.WHOLE)).values())
        .containsExactly(plain("i1", "").replace("\"asset\":\"https://f/a.jpg\",", "") + "\n");
  }

  @Test
  void noIssuesAreAnEmptyList() throws IOException {
    assertThat(export(ExportFormat.JSON).values()).containsExactly("[]");
    assertThat(export(ExportFormat.NDJSON).values()).containsExactly("");
  }

  @Test
  void linesAndFilesAreWrittenToo() throws IOException {
    ExportedIssue one = issue("i1", Optional.of(new Place.At("[1.5, 2]")), Range.WHOLE);
    assertThat(export(ExportFormat.NDJSON, one))
        .isEqualTo(
            Map.of(
                "Road_Signs-issue-export-2026-05-04-09_07_31_GMT.ndjson",
                plain("i1", ",'position':'[1.5, 2]'") + "\n"));
    assertThat(export(ExportFormat.SPLIT, one)).containsOnlyKeys("a_b.jpg-i1.json");
  }

  @Test
  void everyKeyIsWritten() throws IOException {
    ExportedIssue full =
        new ExportedIssue(
            "i1",
            new ExportedIssue.Asset("a1", "https://f/a.jpg", "a/b.jpg", List.of("w")),
            "t1",
            "Check",
            "r",
            "ana@t",
            AT,
            Optional.of(AT.plusSeconds(1)),
            "Resolved",
            "x",
            List.of("bo@t"),
            List.of(new ExportedIssue.Comment("bo@t", "done", AT)),
            Optional.of(new Place.InPointCloud(new JsonText("{\"frame\":3}"))),
            new Range(OptionalInt.of(0), OptionalInt.of(4), OptionalInt.of(1), Optional.of("A")),
            List.of(
                new ExportedIssue.ErrorCode("Geometry", "Loose", Optional.of("g1")),
                new ExportedIssue.ErrorCode("Class", "Wrong", Optional.empty())));
    String text = export(ExportFormat.NDJSON, full).values().iterator().next();
    assertThat(text.substring(text.indexOf("\"updatedAt\"")).replace('"', '\''))
        .isEqualTo(
            "'updatedAt':'2026-05-01T08:00:01.000Z','status':'Resolved','content':'x',"
                + "'contentMentions':['bo@t'],'comments':[{'createdBy':'bo@t','content':'done',"
                + "'createdAt':'2026-05-01T08:00:00.000Z'}],'pctDetails':{'frame':3},'page':0,"
                + "'pageEnd':4,'dataIndex':1,'plane':'A','errorCodes':[{'category':'Geometry',"
                + "'name':'Loose','key':'g1'},{'category':'Class','name':'Wrong'}],"
                + "'errorType':'Geometry','errorCode':'Loose'}\n");
  }

  @Test
  void anExportStopsWhenItIsCanceled() {
    ExportProgress canceled =
        new ExportProgress() {
          @Override
          public void wrote(long rows) {}

          @Override
          public boolean isCanceled() {
            return true;
          }
        };
    assertThatThrownBy(
            () -> {
              try (IssueExportWriter writer =
                  IssueExportWriter.open(
                      new ByteArrayOutputStream(), "p", Zips.AT, ExportOptions.DEFAULT)) {
                writer.writeAll(
                    List.of(issue("i", Optional.empty(), Range.WHOLE)).iterator(), canceled);
              }
            })
        .isInstanceOf(ExportCanceledException.class);
  }
}
