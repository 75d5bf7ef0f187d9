package kalem.formats.ango;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import kalem.annotation.json.CompactJson;
import kalem.annotation.ontology.CategorySchema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

class SchemaFinderTest {
  @TempDir private Path folder;

  private SchemaFinder found(String rows) throws IOException {
    Path file = Files.writeString(folder.resolve("rows.json"), rows);
    SchemaFinder finder = new SchemaFinder();
    try (AngoRowReader reader = AngoRowReader.open(file, CategorySchema.EMPTY, true)) {
      reader.forEachRemaining(finder::add);
    }
    return finder;
  }

  @Test
  void classesKeepTheirIdsKindsAndQuestions() throws IOException {
    ObjectNode schema =
        found(
                """
                [{"externalId":"a","tools":[
                  {"objectId":"1","schemaId":"c","title":"Car","bounding-box":{"x":1,"y":1,"width":2,"height":2},
                   "classifications":[{"schemaId":"q","tool":"radio","title":"Load","answer":"Full","classifications":[
                     {"schemaId":"n","tool":"text","title":"What","answer":"sand"}]}]},
                  {"objectId":"2","schemaId":"d","title":"Car","polygon":[[0,0],[1,0],[1,1]]}],
                 "classifications":[{"objectId":"3","schemaId":"w","tool":"checkbox","title":"Weather","answer":["Rain","Fog"]}],
                 "relations":[{"objectId":"4","schemaId":"r","title":"on","from":"1","to":"2"}]},
                 {"externalId":"b","tools":[
                  {"objectId":"1","schemaId":"c","title":"Car","bounding-box":{"x":1,"y":1,"width":2,"height":2},
                   "classifications":[{"schemaId":"q","tool":"radio","title":"Load","answer":"Empty"}]}]}]
                """)
            .found()
            .json();
    assertThat(CompactJson.text(schema).replaceAll("\"schemaId\":\"[0-9a-f]{23}\"", "ID"))
        .isEqualTo(
            "{\"tools\":[{\"tool\":\"bounding-box\",\"title\":\"Car\",\"schemaId\":\"c\",\"options\":[],"
                + "\"classifications\":[{\"tool\":\"radio\",\"title\":\"Load\",\"schemaId\":\"q\","
                + "\"options\":[{\"value\":\"Full\",ID},{\"value\":\"Empty\",ID}],\"classifications\":["
                + "{\"tool\":\"text\",\"title\":\"What\",\"schemaId\":\"n\",\"options\":[],"
                + "\"classifications\":[]}]}]},{\"tool\":\"polygon\",\"title\":\"Car\",\"schemaId\":\"d\","
                + "\"options\":[],\"classifications\":[]}],\"classifications\":[{\"tool\":\"checkbox\","
                + "\"title\":\"Weather\",\"schemaId\":\"w\",\"options\":[{\"value\":\"Rain\",ID},"
                + "{\"value\":\"Fog\",ID}],\"classifications\":[]}],\"relations\":[{\"tool\":\"one-to-one\","
                + "\"title\":\"on\",\"schemaId\":\"r\",\"options\":[],\"classifications\":[]}]}");
  }

  @Test
  void classesWithoutIdsGetTheSameOnesEveryTime() throws IOException {
    String rows =
        "[{\"externalId\":\"a\",\"objects\":[{\"title\":\"Car\",\"point\":[1,2]},{\"title\":\"Car\",\"point\":[3,4]}]}]";
    ObjectNode once = found(rows).found().json();
    assertThat(once.path("tools")).hasSize(1);
    assertThat(once.at("/tools/0/schemaId").stringValue()).matches("[0-9a-f]{23}");
    assertThat(found(rows).found().json()).isEqualTo(once);
  }

  @Test
  void repeatedAndPagedAnswersShowInTheSchema() throws IOException {
    CategorySchema schema =
        found(
                """
                [{"externalId":"a","classifications":[
                  {"schemaId":"m","tool":"text","title":"Name","answer":"x"},{"schemaId":"m","tool":"text","title":"Name","answer":"y"},
                  {"schemaId":"f","tool":"radio","title":"State","answer":"x","page":3},
                  {"schemaId":"t","tool":"tree-dropdown","title":"Plant","answer":["A","A / B"]}]}]
                """)
            .found()
            .schema();
    assertThat(schema.find("m").orElseThrow().multiple()).isTrue();
    assertThat(schema.find("f").orElseThrow().settings().frameSpecific()).isTrue();
    assertThat(schema.find("t").orElseThrow().options())
        .extracting(option -> option.value() + option.ancestors())
        .containsExactly("A[]", "A / B[A]");
  }
}
