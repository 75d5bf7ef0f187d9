package kalem.formats.cvat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import kalem.annotation.answer.Answer;
import kalem.annotation.answer.ToolObject;
import kalem.annotation.json.JsonText;
import kalem.annotation.ontology.CategorySchema;
import kalem.annotation.video.Tracks;
import kalem.formats.BadImportException;
import kalem.formats.FaultyItem;
import kalem.formats.FormatReport;
import kalem.formats.FoundClass;
import kalem.formats.ImportItem;
import kalem.formats.LabelWriter;
import kalem.formats.LabeledRow;
import kalem.formats.SchemaDraft;
import kalem.formats.testing.FolderSink;
import kalem.formats.testing.Items;
import kalem.formats.testing.Labels;
import kalem.formats.testing.Rows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class CvatTest {
  private static final CvatFormat CVAT = new CvatFormat();

  private static final CategorySchema SCHEMA =
      Rows.schema(
          """
          {'tools':[
            {'tool':'bounding-box','title':'Car','schemaId':'c','color':'#FF0000','classifications':[
              {'tool':'radio','title':'Load','schemaId':'l','options':[{'value':'Full'},{'value':'Empty'}]}]},
            {'tool':'segmentation','title':'Road','schemaId':'r'},
            {'tool':'brush','title':'Paint','schemaId':'p','color':'#00FF00'}],
           'classifications':[{'tool':'checkbox','title':'Weather','schemaId':'w','options':[{'value':'Rain'}]}]}
          """);

  @TempDir private Path folder;

  private Items read(String xml) throws IOException {
    Files.writeString(folder.resolve("annotations.xml"), xml);
    return Items.of(CVAT, folder);
  }

  private FormatReport write(String config, LabeledRow... rows) throws IOException {
    JsonNode options = JsonText.parse(config);
    LabelWriter writer = CVAT.write(new FolderSink(folder), SCHEMA, options);
    for (LabeledRow row : rows) {
      writer.write(row);
    }
    return writer.finish();
  }

  private static final String META =
      """
      <?xml version="1.0" encoding="utf-8"?>
      <annotations><version>1.1</version><meta><task><id>7</id><name>road signs</name><size>3</size>
        <owner><username>ana</username></owner>
        <labels><label><name>Car</name><color>#f00</color><type>any</type><attributes>
            <attribute><name>Load</name><mutable>True</mutable><input_type>select</input_type>
              <default_value>Empty</default_value><values>Empty
      Half
      Full</values></attribute>
            <attribute><name>Parked</name><mutable>False</mutable><input_type>checkbox</input_type><values>false</values></attribute>
            <attribute><name>Plate</name><mutable>False</mutable><input_type>text</input_type><values></values></attribute>
          </attributes></label></labels>
        <original_size><width>1920</width><height>1080</height></original_size></task></meta>
      """;

  @Test
  void everyShapeOfAPictureHasItsCounterpart() throws IOException {
    Items items =
        read(
            META
                + """
                <image id="0" name="cam3/1.jpg" width="20" height="10">
                  <polygon label="Car" source="manual" occluded="0" points="1,1;5,1;5,4.5" z_order="2"></polygon>
                  <box label="Car" source="auto" occluded="1" xtl="1.00" ytl="2.50" xbr="5.00" ybr="4.50" z_order="0">
                    <attribute name="Load">Half</attribute><attribute name="Parked">false</attribute>
                    <attribute name="Plate">true</attribute></box>
                  <box label="Car" occluded="0" xtl="0" ytl="0" xbr="4" ybr="2" rotation="270.0" z_order="0"/>
                  <polyline label="Lane" points="0,0;3,3" z_order="0"/>
                  <points label="Nose" points="3,3" z_order="0"/>
                  <ellipse label="Wheel" cx="5" cy="5" rx="2" ry="2" z_order="0"/>
                  <mask label="Road" rle="1, 2, 1" left="3" top="4" width="2" height="2" z_order="0"/>
                  <tag label="Wet"><attribute name="answer">very</attribute></tag><tag label="Dark"/>
                </image></annotations>
                """);
    assertThat(items.only())
        .isEqualTo(
            "{'objects':["
                + "{'title':'Car','bounding-box':{'x':1,'y':2.5,'width':4,'height':2},'classifications':["
                + "{'title':'Load','answer':'Half'},{'title':'Plate','answer':true},"
                + "{'title':'Parked','answer':false},{'title':'occluded','answer':true}]},"
                + "{'title':'Car','rotated-bounding-box':{'x':1,'y':3,'width':4,'height':2,'rotation':-90,"
                + "'corners':[[1,3],[3,3],[3,-1],[1,-1]]}},"
                + "{'title':'Lane','polyline':[[0,0],[3,3]]},{'title':'Nose','point':[3,3]},"
                + "{'title':'Wheel','circle':{'x':5,'y':5,'radius':2}},"
                + "{'title':'Road','segmentation':{'zones':[{'region':[[4,4],[5,4],[5,5],[4,5]],'holes':[]},"
                + "{'region':[[3,5],[4,5],[4,6],[3,6]],'holes':[]}]}},"
                + "{'title':'Car','polygon':[[1,1],[5,1],[5,4.5]]}],"
                + "'classifications':[{'title':'Wet','answer':'very'},{'title':'Dark','answer':true}],"
                + "'relations':[],'metadata':{'width':20,'height':10},'externalId':'cam3/1.jpg'}");
    assertThat(items.left()).isEmpty();
    FoundClass car = items.classes().getFirst();
    assertThat(car.questions())
        .extracting(question -> question.title() + question.kind() + question.options())
        .containsExactlyInAnyOrder(
            "LoadRADIO[Empty, Half, Full]",
            "ParkedBOOLEAN[]",
            "PlateBOOLEAN[]",
            "occludedBOOLEAN[]");
  }

  @Test
  void whatChangesOrStaysBehindIsReported() throws IOException {
    Items items =
        read(
            META
                + """
                <image id="0" name="a.jpg" width="20" height="10">
                  <cuboid label="Car" xtl1="1" ytl1="2"/><box label="Car" xtl="1" ytl="2" xbr="x" ybr="4"/>
                  <box xtl="1" ytl="2" xbr="3" ybr="4"/><ellipse label="Egg" cx="5" cy="5" rx="2" ry="1"/>
                  <mask label="Road" rle="1, 9" left="3" top="4" width="2" height="2"/>
                  <polygon label="Car" points="1,1;2"/><box label="Car" group_id="4" xtl="1" ytl="2" xbr="3" ybr="4"/>
                </image></annotations>
                """);
    assertThat(items.left())
        .containsExactly(
            "1 A cuboid has no counterpart.",
            "1 A shape whose numbers are missing or none.",
            "1 A shape without a label.",
            "1 An ellipse became a polygon.",
            "1 A mask whose runs do not fit its size.",
            "1 A shape with a point that is no pair of numbers.",
            "1 A group of one shape.");
  }

  @Test
  void groupsSeveralPointsAndSkeletonsBecomeRelations() throws IOException {
    String labels =
        read(META
                + """
                <image id="0" name="a.jpg">
                  <box label="Car" group_id="2" xtl="1" ytl="2" xbr="3" ybr="4"/><points label="Face" points="1,1;2,2"/>
                  <box label="Car" group_id="2" xtl="5" ytl="2" xbr="7" ybr="4"/>
                  <skeleton label="Person" occluded="0"><points label="head" outside="0" points="7,7"/>
                    <points label="foot" outside="0" points="7,9"/><points label="hand" outside="1" points="0,0"/></skeleton>
                </image></annotations>
                """)
            .only();
    assertThat(labels.substring(labels.indexOf("'relations'"), labels.indexOf(",'externalId'")))
        .isEqualTo(
            "'relations':[{'title':'Face','group':['shape-2','shape-3']},"
                + "{'title':'Person','group':['shape-5','shape-6']},{'title':'group','group':['shape-1','shape-4']}]");
    assertThat(labels).contains("{'title':'head','point':[7,7],'objectId':'shape-5'}");
  }

  @Test
  void aTrackIsReadAsItsKeyFrames() throws IOException {
    Items items =
        read(
            META
                + """
                <track id="0" label="Car" source="manual">
                  <box frame="0" keyframe="1" outside="0" occluded="0" xtl="0" ytl="0" xbr="2" ybr="2" z_order="0">
                    <attribute name="Load">Full</attribute></box>
                  <box frame="1" keyframe="0" outside="0" occluded="0" xtl="1" ytl="0" xbr="3" ybr="2" z_order="0"/>
                  <box frame="2" keyframe="1" outside="1" occluded="0" xtl="2" ytl="0" xbr="4" ybr="2" z_order="0"/>
                  <box frame="3" keyframe="1" outside="1" occluded="0" xtl="2" ytl="0" xbr="4" ybr="2" z_order="0"/>
                </track></annotations>
                """);
    assertThat(items.only())
        .isEqualTo(
            "{'objects':[{'title':'Car','bounding-box':{'x':0,'y':0,'width':2,'height':2},'objectId':'track-0',"
                + "'page':0,'keyFrame':true,'classifications':[{'title':'Load','answer':'Full'}]},"
                + "{'title':'Car','bounding-box':{'x':2,'y':0,'width':2,'height':2},'objectId':'track-0',"
                + "'page':2,'interpolationStopped':true}],'classifications':[],'relations':[],'externalId':'road"
                + " signs','metadata':{'width':1920,'height':1080,'frameTotal':3}}");
  }

  @Test
  void picturesAreWrittenTheWayCvatDoes() throws IOException {
    FormatReport report =
        write(
            "{}",
            Rows.of(
                "a&b.jpg",
                "u",
                "{'width':20,'height':10}",
                Rows.answer(
                    """
                    {'tools':[{'objectId':'1','schemaId':'c','title':'Old','bounding-box':{'x':1,'y':2.5,'width':4,'height':2},
                      'classifications':[{'schemaId':'l','tool':'radio','title':'Load','answer':'Full'}]},
                     {'objectId':'2','schemaId':'r','title':'Road','segmentation':{'zones':[{'region':[[3,4],[5,4],[5,6]],'holes':[]}]}}],
                     'classifications':[{'schemaId':'w','tool':'checkbox','title':'Weather','answer':['Rain']}]}
                    """)));
    assertThat(report.left()).isEmpty();
    assertThat(report.labels()).isEqualTo(3);
    assertThat(Files.readString(folder.resolve("annotations.xml")))
        .isEqualTo(
            """
            <?xml version="1.0" encoding="utf-8"?>
            <annotations>
              <version>1.1</version>
              <meta>
                <task>
                  <name>kalem</name>
                  <mode>annotation</mode>
                  <labels>
                    <label>
                      <name>Car</name>
                      <color>#FF0000</color>
                      <type>rectangle</type>
                      <attributes>
                        <attribute>
                          <name>Load</name>
                          <mutable>True</mutable>
                          <input_type>select</input_type>
                          <default_value></default_value>
                          <values>Full&#10;Empty</values>
                        </attribute>
                      </attributes>
                    </label>
                    <label>
                      <name>Road</name>
                      <type>mask</type>
                      <attributes/>
                    </label>
                    <label>
                      <name>Paint</name>
                      <color>#00FF00</color>
                      <type>mask</type>
                      <attributes/>
                    </label>
                    <label>
                      <name>Weather</name>
                      <type>tag</type>
                      <attributes>
                        <attribute>
                          <name>answer</name>
                          <mutable>True</mutable>
                          <input_type>text</input_type>
                          <default_value></default_value>
                          <values></values>
                        </attribute>
                      </attributes>
                    </label>
                  </labels>
                </task>
              </meta>
              <image id="0" name="a&amp;b.jpg" width="20" height="10">
                <box label="Car" source="manual" occluded="0" xtl="1" ytl="2.5" xbr="5" ybr="4.5" z_order="0">
                  <attribute name="Load">Full</attribute>
                </box>
                <mask label="Road" source="manual" occluded="0" rle="0, 2, 1, 1" left="3" top="4" width="2" height="2" z_order="0"/>
                <tag label="Weather" source="manual">
                  <attribute name="answer">[&quot;Rain&quot;]</attribute>
                </tag>
              </image>
            </annotations>
            """);
  }

  private static LabeledRow video(String tools) {
    return Rows.of(
        "clip.mp4",
        "u",
        "{'width':20,'height':10,'frameTotal':7,'frameRate':25}",
        Rows.answer("{'tools':[" + tools + "]}"));
  }

  private static final String TRACK =
      """
      {'objectId':'1','schemaId':'c','title':'Car','page':0,'bounding-box':{'x':0,'y':2,'width':4,'height':2}},
      {'objectId':'1','schemaId':'c','title':'Car','page':2,'bounding-box':{'x':4,'y':2,'width':4,'height':2}},
      {'objectId':'1','schemaId':'c','title':'Car','page':3,'interpolationStopped':true,
       'bounding-box':{'x':4,'y':2,'width':4,'height':2}},
      {'objectId':'1','schemaId':'c','title':'Car','page':5,'bounding-box':{'x':0,'y':2,'width':4,'height':2}}
      """;

  @Test
  void aVideoIsAFileOfTracksWithEveryFrame() throws IOException {
    assertThat(write("{}", video(TRACK)).left()).isEmpty();
    String xml = Files.readString(folder.resolve("clip.xml"));
    assertThat(xml.substring(xml.indexOf("  <track")))
        .isEqualTo(
            """
              <track id="0" label="Car" source="manual">
                <box frame="0" keyframe="1" outside="0" occluded="0" xtl="0" ytl="2" xbr="4" ybr="4" z_order="0"/>
                <box frame="1" keyframe="0" outside="0" occluded="0" xtl="2" ytl="2" xbr="6" ybr="4" z_order="0"/>
                <box frame="2" keyframe="1" outside="0" occluded="0" xtl="4" ytl="2" xbr="8" ybr="4" z_order="0"/>
                <box frame="3" keyframe="1" outside="1" occluded="0" xtl="4" ytl="2" xbr="8" ybr="4" z_order="0"/>
                <box frame="5" keyframe="1" outside="0" occluded="0" xtl="0" ytl="2" xbr="4" ybr="4" z_order="0"/>
                <box frame="6" keyframe="0" outside="0" occluded="0" xtl="0" ytl="2" xbr="4" ybr="4" z_order="0"/>
              </track>
            </annotations>
            """);
    assertThat(xml)
        .contains(
            "<stop_frame>6</stop_frame>",
            "<mode>interpolation</mode>",
            "<width>20</width>",
            "<source>clip.mp4</source>");
  }

  @Test
  void aVideoWrittenAndReadAgainShowsTheSameOnEveryFrame() throws IOException {
    for (String config : List.of("{}", "{\"include_key_frames_only\":true}")) {
      LabeledRow row = video(TRACK);
      Path target = folder.resolve(config.length() + "");
      LabelWriter writer = CVAT.write(new FolderSink(target), SCHEMA, JsonText.parse(config));
      writer.write(row);
      writer.finish();
      Items items = Items.of(CVAT, target);
      Answer read =
          Labels.read(
                  SchemaDraft.of(items.classes()).schema(), (ImportItem) items.entries().getFirst())
              .answer();
      for (int frame = 0; frame < 7; frame++) {
        assertThat(shapes(read, frame)).isEqualTo(shapes(row.answer(), frame));
      }
    }
  }

  private static List<String> shapes(Answer answer, int frame) {
    List<ToolObject> visible = Tracks.of(answer.tools()).at(frame);
    return Labels.of(new Answer(visible, List.of(), List.of()));
  }

  @Test
  void videosBetweenPicturesGetTheirOwnFiles() throws IOException {
    LabeledRow picture = Rows.of("a.jpg", "u", "{'width':9,'height':9}", Rows.answer("{}"));
    write(
        "{}", picture, video(TRACK), Rows.of("b.jpg", "u", "{}", Rows.answer("{}")), video(TRACK));
    assertThat(new FolderSink(folder).texts().keySet())
        .containsExactly("annotations.xml", "clip-task-clip.mp4.xml", "clip.xml");
    assertThat(Items.of(CVAT, folder).entries()).hasSize(4);
  }

  @Test
  void brushTracesBecomeMasks() throws IOException {
    BufferedImage picture = new BufferedImage(20, 10, BufferedImage.TYPE_INT_ARGB);
    picture.setRGB(3, 4, 0xFF00FF00);
    picture.setRGB(4, 4, 0xFF00FF00);
    picture.setRGB(9, 9, 0xFF123456);
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(picture, "png", png);
    LabeledRow plain = Rows.of("a.jpg", "u", "{'width':20,'height':10}", Rows.answer("{}"));
    LabeledRow row =
        new LabeledRow(
            plain.externalId(),
            plain.assetId(),
            plain.taskId(),
            plain.url(),
            List.of(),
            plain.metadata(),
            List.of(),
            "",
            plain.updatedAt(),
            plain.answer(),
            Optional.of(() -> new ByteArrayInputStream(png.toByteArray())),
            Optional.empty(),
            List.of());
    FormatReport report = write("{}", row);
    assertThat(report.labels()).isEqualTo(1);
    assertThat(report.left().getFirst().reason()).contains("color that no class has");
    assertThat(Files.readString(folder.resolve("annotations.xml")))
        .contains(
            "<mask label=\"Paint\" source=\"manual\" occluded=\"0\" rle=\"0, 2\" left=\"3\""
                + " top=\"4\"");
  }

  @Test
  void nothingOutsideTheFileIsEverRead() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret.txt"), "do not tell");
    for (String reference :
        List.of("<!ENTITY s SYSTEM \"" + secret.toUri() + "\">", "<!ENTITY s \"ha\">")) {
      Items items =
          read(
              "<?xml version=\"1.0\"?><!DOCTYPE a ["
                  + reference
                  + "]><annotations><image id=\"0\" name=\"a\"><tag label=\"x\"><attribute"
                  + " name=\"y\">&s;</attribute></tag></image></annotations>");
      assertThat(items.entries()).hasSize(1);
      assertThat(items.entries().getFirst().toString()).doesNotContain("do not tell", "haha");
    }
  }

  @Test
  void aFileThatBreaksOffKeepsThePicturesBefore() throws IOException {
    Items items =
        read(META + "<image id=\"0\" name=\"a.jpg\"></image><image id=\"1\" name=\"b.jpg\"><box");
    assertThat(items.entries()).hasSize(2);
    assertThat(items.entries().getFirst()).isInstanceOf(ImportItem.class);
    assertThat(((FaultyItem) items.entries().getLast()).problem().message())
        .startsWith("annotations.xml is no sound XML at line");
  }

  @Test
  void aFolderWithoutAnnotationsIsRefused() {
    assertThatThrownBy(() -> Items.of(CVAT, folder)).isInstanceOf(BadImportException.class);
  }
}
