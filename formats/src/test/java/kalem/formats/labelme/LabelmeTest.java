package kalem.formats.labelme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import kalem.annotation.json.JsonText;
import kalem.annotation.ontology.CategorySchema;
import kalem.formats.LabelWriter;
import kalem.formats.testing.FolderSink;
import kalem.formats.testing.Items;
import kalem.formats.testing.Rows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelmeTest {
  private static final LabelmeFormat LABELME = new LabelmeFormat();

  @TempDir private Path folder;

  @Test
  void aFileOfLabelmeItselfIsRead() throws IOException {
    Files.createDirectories(folder.resolve("day1"));
    Files.writeString(
        folder.resolve("day1/0001.json"),
        """
        {"version":"5.5.0","flags":{"night":true},"imageData":"aGVsbG8=","imageHeight":10,"imageWidth":20,
         "shapes":[
          {"label":"car","points":[[5,4],[1,2]],"group_id":3,"description":"red","shape_type":"rectangle","flags":{"parked":false}},
          {"label":"wheel","points":[[5,4],[8,8]],"group_id":3,"shape_type":"circle","flags":{},"description":null},
          {"label":"lane","points":[[0,0],[1,1]],"group_id":null,"shape_type":"line","flags":{}},
          {"label":"lane","points":[[0,0],[1,1],[2,0]],"shape_type":"linestrip","flags":{}},
          {"label":"sign","points":[[0,0],[4,0],[4,4]],"flags":{},"score":0.5,"kie_linking":[]},
          {"label":"nose","points":[[3,3]],"shape_type":"point","flags":{}},
          {"label":"box","points":[[0,0],[0,1],[2,1],[2,0]],"shape_type":"oriented_rectangle","flags":{}},
          {"label":"x","points":[[3,3]],"shape_type":"cuboid"},{"points":[[3,3]]},{"label":"y","points":[[3,3]]}],
         "imagePath":"..\\\\images\\\\0001.jpg"}
        """);
    Files.writeString(folder.resolve("notes.json"), "{\"a\":1}");
    Items items = Items.of(LABELME, folder);
    assertThat(items.only())
        .isEqualTo(
            "{'objects':[{'title':'car','bounding-box':{'x':1,'y':2,'width':4,'height':2},'objectId':'shape-1',"
                + "'classifications':[{'title':'parked','answer':false},{'title':'description','answer':'red'}]},"
                + "{'title':'wheel','circle':{'x':5,'y':4,'radius':5},'objectId':'shape-2'},"
                + "{'title':'lane','polyline':[[0,0],[1,1]]},{'title':'lane','polyline':[[0,0],[1,1],[2,0]]},"
                + "{'title':'sign','polygon':[[0,0],[4,0],[4,4]],'score':0.5},{'title':'nose','point':[3,3]},"
                + "{'title':'box','rotated-bounding-box':{'x':0,'y':0,'width':2,'height':1,'rotation':0,"
                + "'corners':[[0,0],[0,1],[2,1],[2,0]]}}],"
                + "'classifications':[{'title':'night','answer':true}],"
                + "'relations':[{'title':'group','group':['shape-1','shape-2']}],"
                + "'metadata':{'width':20,'height':10},'externalId':'day1/images/0001.jpg'}");
    assertThat(items.left())
        .containsExactlyInAnyOrder(
            "1 An unknown member of a shape.",
            "1 A shape of a kind that has no counterpart.",
            "1 A shape without a label.",
            "1 A shape whose points make none.",
            "1 A JSON file without shapes.");
  }

  @Test
  void aFileHoldsWhatLabelmeShowsAndCarriesTheRest() throws IOException {
    CategorySchema schema =
        Rows.schema(
            "{'tools':[{'tool':'bounding-box','title':'Car','schemaId':'c'},{'tool':'segmentation','title':'Road','schemaId':'r'}]}");
    LabelWriter writer = LABELME.write(new FolderSink(folder), schema, JsonText.parse("{}"));
    writer.write(
        Rows.of(
            "cam/1.jpg",
            "u",
            "{'width':20,'height':10}",
            Rows.answer(
                """
                {'tools':[{'objectId':'o','schemaId':'c','title':'Car','bounding-box':{'x':1,'y':2.5,'width':4,'height':2},
                  'classifications':[{'tool':'radio','title':'Load','answer':'Full'},{'tool':'boolean','title':'Parked','answer':true}]}],
                 'classifications':[{'tool':'checkbox','title':'Weather','answer':['Rain']},{'tool':'boolean','title':'Wet','answer':true}]}
                """)));
    assertThat(writer.finish().left()).isEmpty();
    assertThat(Files.readString(folder.resolve("cam/1.json")).replace('"', '\''))
        .isEqualTo(
            "{'version':'5.5.0','flags':{'Wet':true},'attributes':{'Weather':['Rain']},'shapes':["
                + "{'label':'Car','points':[[1,2.5],[5,4.5]],'shape_type':'rectangle','group_id':null,'description':'',"
                + "'flags':{'Parked':true},'attributes':{'Load':'Full'},'objectId':'o'}],"
                + "'imagePath':'1.jpg','imageData':null,'imageHeight':10,'imageWidth':20}");
    assertThat(Items.of(LABELME, folder).only()).contains("'externalId':'cam/1.jpg'");
  }
}
