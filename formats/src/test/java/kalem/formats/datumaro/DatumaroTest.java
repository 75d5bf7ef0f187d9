package kalem.formats.datumaro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import kalem.annotation.json.JsonText;
import kalem.formats.FoundClass;
import kalem.formats.LabelWriter;
import kalem.formats.testing.FolderSink;
import kalem.formats.testing.Items;
import kalem.formats.testing.Rows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatumaroTest {
  private static final DatumaroFormat DATUMARO = new DatumaroFormat();

  @TempDir private Path folder;

  private Items read(String json) throws IOException {
    Files.createDirectories(folder.resolve("annotations"));
    Files.writeString(folder.resolve("annotations/train.json"), json);
    return Items.of(DATUMARO, folder);
  }

  private static final String CATEGORIES =
      """
      "categories":{"label":{"labels":[{"name":"cat","parent":"animal","attributes":[]},{"name":"Rain","parent":""},
        {"name":"Weather: Sun","parent":"Weather"},{"name":"Dry","parent":""}],
        "label_groups":[{"name":"Weather","group_type":"exclusive","labels":["Rain","Weather: Sun"]}],"attributes":[]}}
      """;

  @Test
  void everyAnnotationHasItsCounterpart() throws IOException {
    Items items =
        read(
            """
            {"dm_format_version":"1.0","media_type":2,"infos":{},"items":[{"id":"a/1","attr":{"frame":4,"city":"Bern"},
              "image":{"path":"/data/a_1.png","size":[10,20]},"annotations":[
               {"id":0,"type":"bbox","attributes":{"Load":"Full","id":7},"group":2,"label_id":0,"z_order":0,"bbox":[1,2,3,4]},
               {"id":0,"type":"polygon","attributes":{},"group":2,"label_id":0,"points":[0,0,4,0,4,4]},
               {"id":0,"type":"polyline","attributes":{},"group":0,"label_id":0,"points":[0,0,4,0]},
               {"id":0,"type":"points","attributes":{},"group":0,"label_id":0,"points":[1,1,2,2,3,3],"visibility":[2,0,1]},
               {"id":0,"type":"mask","attributes":{},"group":0,"label_id":0,"rle":{"counts":"12f2","size":[10,20]}},
               {"id":0,"type":"ellipse","attributes":{},"group":0,"label_id":0,"points":[1,1,5,5]},
               {"id":0,"type":"label","attributes":{},"group":0,"label_id":2},
               {"id":0,"type":"label","attributes":{"answer":false},"group":0,"label_id":3},
               {"id":0,"type":"caption","attributes":{},"group":0,"caption":"a cat"},
               {"id":0,"type":"caption","attributes":{"question":"Note"},"group":0,"caption":"wet"},
               {"id":0,"type":"cuboid_3d","attributes":{},"label_id":0},{"type":"bbox","label_id":9,"bbox":[1,2,3,4]},
               {"type":"bbox","label_id":0,"bbox":[1,2,"x",4]},{"type":"mask","label_id":0,"rle":{"counts":"@@","size":[10,20]}}]}],
            """
                + CATEGORIES
                + "}");
    assertThat(items.only())
        .isEqualTo(
            "{'objects':[{'title':'cat','bounding-box':{'x':1,'y':2,'width':3,'height':4},'classifications':["
                + "{'title':'id','answer':'7'},{'title':'Load','answer':'Full'}],'objectId':'shape-1'},"
                + "{'title':'cat','polygon':[[0,0],[4,0],[4,4]],'objectId':'shape-2'},"
                + "{'title':'cat','polyline':[[0,0],[4,0]]},"
                + "{'title':'cat','point':[1,1],'objectId':'shape-4'},{'title':'cat','point':[3,3],'objectId':'shape-5'},"
                + "{'title':'cat','segmentation':{'zones':[{'region':[[0,1],[1,1],[1,3],[0,3]],'holes':[]}]}},"
                + "{'title':'cat','circle':{'x':3,'y':3,'radius':2}}],"
                + "'classifications':[{'title':'Dry','answer':false},{'title':'Note','answer':'wet'},{'title':'city','answer':'Bern'},{'title':'Weather','answer':'Sun'},{'title':'caption','answer':'a"
                + " cat'}],"
                + "'relations':[{'title':'cat','group':['shape-4','shape-5']},{'title':'group','group':['shape-1','shape-2']}],"
                + "'metadata':{'width':20,'height':10},'externalId':'a/1.png'}");
    assertThat(items.left())
        .containsExactly(
            "1 An annotation of a kind without a counterpart.",
            "1 An annotation without a label.",
            "1 An annotation whose numbers are missing or none.",
            "1 An annotation whose numbers make no shape.");
    assertThat(items.classes())
        .extracting(FoundClass::title, found -> found.kind().key(), FoundClass::options)
        .contains(
            tuple("Weather", "radio", List.of("Rain", "Sun")),
            tuple("caption", "text", List.of()),
            tuple("Dry", "boolean", List.of()));
  }

  @Test
  void aFileIsLaidOutAsDatumaroWantsIt() throws IOException {
    LabelWriter writer =
        DATUMARO.write(
            new FolderSink(folder),
            Rows.schema(
                """
                {'tools':[{'tool':'bounding-box','title':'Car','schemaId':'c','color':'#0A0B0C'},
                   {'tool':'rotated-bounding-box','title':'Yes','schemaId':'p'}],
                 'classifications':[{'tool':'radio','title':'Wet','schemaId':'w','options':[{'value':'Yes'},{'value':'No'}]}]}
                """),
            JsonText.parse("{\"subset\":\"train\"}"));
    writer.write(
        Rows.of(
            "cam/1.jpg",
            "u",
            "{'width':20,'height':10}",
            Rows.answer(
                """
                {'tools':[{'objectId':'o','schemaId':'c','title':'Car','bounding-box':{'x':1,'y':2.5,'width':4,'height':2},
                  'classifications':[{'tool':'checkbox','title':'Damage','answer':['Dent']}]},
                 {'objectId':'p','schemaId':'p','title':'Yes','rotated-bounding-box':{'x':2,'y':2,'width':2,'height':2,'rotation':90}},
                 {'objectId':'q','schemaId':'gone','title':'Gone','point':[1,1]}],
                 'classifications':[{'schemaId':'w','tool':'radio','title':'Wet','answer':'Yes'}]}
                """)));
    assertThat(writer.finish().left())
        .extracting(left -> left.reason() + left.places())
        .containsExactly("An object whose class is not in the schema.[cam/1.jpg: q]");
    assertThat(Files.readString(folder.resolve("annotations/train.json")).replace('"', '\''))
        .isEqualTo(
            "{'dm_format_version':'1.0','media_type':2,'infos':{},'categories':{'label':{'labels':["
                + "{'name':'Car','parent':'','attributes':[]},{'name':'Yes','parent':'','attributes':[]},{'name':'Wet:"
                + " Yes','parent':'Wet','attributes':[]},{'name':'No','parent':'Wet','attributes':[]}],'label_groups':[{'name':'Wet','group_type':'exclusive','labels':['Wet:"
                + " Yes','No']}],'attributes':[]},'mask':{'colormap':[{'label_id':0,'r':10,'g':11,'b':12}]}},'items':[\n"
                + "{'id':'cam/1','annotations':[{'id':0,'type':'bbox','label_id':0,'attributes':{'Damage':['Dent'],'object_id':'o'},'group':0,'bbox':[1,2.5,4,2],'z_order':0},{'id':1,'type':'polygon','label_id':1,'attributes':{'rotation':90,'object_id':'p'},'group':0,'points':[4,2,2,2,2,4,4,4],'z_order':0},{'id':2,'type':'label','label_id':2,'attributes':{},'group':0,'z_order':0}],'image':{'path':'cam/1.jpg','size':[10,20]}}]}\n");
  }

  @Test
  void aSubsetIsAPlainName() {
    assertThatThrownBy(
            () ->
                DATUMARO.write(
                    new FolderSink(folder),
                    Rows.schema("{}"),
                    JsonText.parse("{\"subset\":\"../x\"}")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("subset");
  }
}
