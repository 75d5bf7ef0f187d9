package kalem.annotation.agreement;

import static kalem.annotation.agreement.Fixtures.agreement;
import static kalem.annotation.agreement.Fixtures.answer;
import static kalem.annotation.agreement.Fixtures.owner;
import static kalem.annotation.agreement.Fixtures.rectangle;
import static kalem.annotation.agreement.Fixtures.schema;
import static kalem.annotation.agreement.Fixtures.similarity;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;
import kalem.annotation.geometry.ImageSize;
import kalem.annotation.ontology.CategorySchema;
import kalem.annotation.raster.Mask;
import kalem.annotation.raster.Rle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One pair of objects for every tool (workflow section 11.3), small enough to check by hand. */
class ToolSimilarityTest {
  private static Arguments pair(
      String why, String kind, String one, String other, double expected) {
    return Arguments.of(why, kind, one, other, expected);
  }

  /** The image is 600 x 800, so its diagonal is 1000, T of points 20 and T of lines 50. */
  static Stream<Arguments> pairs() {
    return Stream.of(
        pair(
            "5x10 shared = 50; 100 + 100 - 50 = 150; 50 / 150",
            "bounding-box",
            rectangle(0, 0, 10, 10),
            rectangle(5, 0, 10, 10),
            1.0 / 3),
        pair(
            "boxes that only touch share nothing",
            "bounding-box",
            rectangle(0, 0, 10, 10),
            rectangle(10, 0, 10, 10),
            0),
        pair(
            "a quarter turn of 20x10 around its middle: 10x10 = 100 shared; 200 + 200 - 100",
            "rotated-bounding-box",
            "{'x':0,'y':0,'width':20,'height':10,'rotation':0}",
            "{'x':0,'y':0,'width':20,'height':10,'rotation':90}",
            1.0 / 3),
        pair(
            "a triangle of 50 in a square of 100: 50 / 100",
            "polygon",
            "[[0,0],[10,0],[10,10],[0,10]]",
            "[[0,0],[10,0],[0,10]]",
            0.5),
        pair(
            "a square of 100 with a hole of 25, and without: 75 / 100",
            "segmentation",
            "{'zones':[{'region':[[0,0],[10,0],[10,10],[0,10]],"
                + "'holes':[[[2,2],[7,2],[7,7],[2,7]]]}]}",
            "{'zones':[{'region':[[0,0],[10,0],[10,10],[0,10]],'holes':[]}]}",
            0.75),
        pair(
            "each place 10 from the other line: 1 - 10 / 50",
            "polyline",
            "[[0,0],[100,0]]",
            "[[0,10],[100,10]]",
            0.8),
        pair("further than 50 everywhere", "polyline", "[[0,0],[100,0]]", "[[0,60],[100,60]]", 0),
        pair(
            "straight splines are lines: 1 - 25 / 50",
            "spline",
            "[[0,0],[50,0],[100,0]]",
            "[[0,25],[50,25],[100,25]]",
            0.5),
        pair("5 apart: 1 - 5 / 20", "point", "[10,10]", "[13,14]", 0.75),
        pair("20 apart is far", "point", "[10,10]", "[30,10]", 0),
        pair(
            "radius 5 inside radius 10 with the same middle: 25 pi / 100 pi",
            "circle",
            "{'x':50,'y':50,'radius':10}",
            "{'x':50,'y':50,'radius':5}",
            0.25),
        pair(
            "characters 5 to 10 of 0 to 15: 5 / 15",
            "ner",
            "{'start':0,'end':10,'selection':'0123456789'}",
            "{'start':5,'end':15,'selection':'5678901234'}",
            1.0 / 3),
        pair(
            "seconds 2.5 to 4 shared = 1.5; of 1 to 5 = 4",
            "ner",
            "{'start':1,'end':4}",
            "{'start':2.5,'end':5}",
            0.375),
        pair(
            "half of the area on the same page: 0.5 / 1",
            "pdf",
            pdf(1, 0, 0, 100, 100),
            pdf(1, 0, 0, 100, 50),
            0.5),
        pair("the same area on another page", "pdf", pdf(1, 0, 0, 9, 9), pdf(2, 0, 0, 9, 9), 0),
        pair("the same message", "message", "{'id':'m1'}", "{'id':'m1'}", 1),
        pair("another message", "message", "{'id':'m1'}", "{'id':'m2'}", 0),
        pair(
            "both arms moved by 10: 1 - 10 / 50; which arm was drawn first does not count",
            "angle",
            "{'vertex':[0,0,0],'p1':[100,0,0],'p2':[0,100,0],'angle':90}",
            "{'vertex':[0,0,10],'p1':[0,100,10],'p2':[100,0,10],'angle':90}",
            0.8),
        pair(
            "a tape measure in a volume, 20 slices off: 1 - 20 / 50",
            "polyline",
            "{'x1':0,'y1':0,'z1':0,'x2':100,'y2':0,'z2':0}",
            "{'x1':0,'y1':0,'z1':20,'x2':100,'y2':0,'z2':20}",
            0.6),
        pair(
            "a box in a volume: 10x10x5 = 500 of 1000",
            "bounding-box",
            "{'x1':0,'y1':0,'z1':0,'x2':10,'y2':10,'z2':10}",
            "{'x1':0,'y1':0,'z1':0,'x2':10,'y2':10,'z2':5}",
            0.5),
        pair(
            "a box of 4x2x2 turned by a quarter: 2x2x2 = 8; 16 + 16 - 8",
            "pct",
            cuboid(0),
            cuboid(Math.PI / 2),
            1.0 / 3),
        pair(
            "lines in a point cloud are the same or not",
            "pct",
            "{'shape':'polyline','points':[[0,0,0],[1,1,1]]}",
            "{'shape':'polyline','points':[[0,0,0],[1,1,1]]}",
            1));
  }

  private static String pdf(int page, int left, int top, int right, int bottom) {
    return ("{'position':{'boundingRect':{'x1':%d,'y1':%d,'x2':%d,'y2':%d,'width':100,'height':100},"
                + "'rects':[],'pageNumber':%d}}")
        .formatted(left, top, right, bottom, page);
  }

  private static String cuboid(double yaw) {
    return ("{'shape':'cuboid','center':{'x':0,'y':0,'z':0},'size':{'x':4,'y':2,'z':2},"
            + "'rotation':{'x':0,'y':0,'z':%s}}")
        .formatted(yaw);
  }

  @ParameterizedTest(name = "{1}: {0}")
  @MethodSource("pairs")
  void objectsAreAlike(String why, String kind, String one, String other, double expected) {
    Agreement agreement = agreement(schema(owner(kind, "t"), "", ""));
    Judgment first = answer().tool("a", "t", kind, one, "").judgment();
    Judgment second = answer().tool("b", "t", kind, other, "").judgment();

    assertThat(similarity(agreement, first, second)).isCloseTo(expected, within(1e-4));
    assertThat(similarity(agreement, second, first)).isCloseTo(expected, within(1e-4));
    assertThat(similarity(agreement, first, first)).isEqualTo(1);
  }

  @Test
  void objectsOfDifferentClassesAreNeverAlike() {
    Agreement agreement = agreement(schema(owner("ner", "s") + "," + owner("ner", "t"), "", ""));
    Judgment one = answer().tool("a", "s", "ner", "{'start':0,'end':3}", "").judgment();
    Judgment other = answer().tool("a", "t", "ner", "{'start':0,'end':3}", "").judgment();
    assertThat(similarity(agreement, one, other)).isZero();
  }

  @Test
  void objectsOfDifferentPagesAreNeverAlike() {
    Agreement agreement = agreement(schema(owner("point", "p"), "", ""));
    Judgment first = answer().tool("a", "p", "point", "[1,1]", ",'page':0").judgment();
    Judgment second = answer().tool("a", "p", "point", "[1,1]", ",'page':1").judgment();
    assertThat(similarity(agreement, first, second)).isZero();
  }

  /** Rows of 10 pixels: 0 to 6 and 3 to 9 share 3 of 9. */
  @Test
  void brushesShareTheirPixels() {
    Agreement agreement = agreement(schema(owner("brush", "b"), "", ""));
    assertThat(similarity(agreement, painted("b", row(10, 0, 6)), painted("b", row(10, 3, 9))))
        .isCloseTo(1.0 / 3, within(1e-9));
  }

  private static Judgment painted(String schemaId, PaintedMask mask) {
    return new Judgment(answer().build(), Map.of(new PaintedPlace(schemaId, 0), mask));
  }

  private static PaintedMask row(int width, int from, int to) {
    return PaintedMask.of(pixels(width, from, to));
  }

  private static Rle pixels(int width, int from, int to) {
    Mask mask = new Mask(width, 1);
    mask.fillRow(0, from, to);
    return Rle.of(mask);
  }

  /** Two slices of 5 voxels: the first slice is in both, the second in one only: 5 / 10. */
  @Test
  void voxelsAreSharedInVolumesOfOneSizeOnly() {
    Agreement agreement = agreement(schema(owner("medical-brush", "1"), "", ""));
    Judgment whole = painted("1", new PaintedMask(2, pixels(10, 0, 10)));
    Judgment half = painted("1", new PaintedMask(2, pixels(10, 0, 5)));
    Judgment otherSize = painted("1", new PaintedMask(5, pixels(10, 0, 10)));
    assertThat(similarity(agreement, whole, half)).isCloseTo(0.5, within(1e-9));
    assertThat(similarity(agreement, whole, otherSize)).isZero();
  }

  /**
   * The first box is there on frames 0 to 4, the second, shifted by half, on 3 to 9. Both: frames 3
   * and 4 with a third each, of the 10 frames on which either is: 2/3 / 10.
   */
  @Test
  void tracksAreComparedOnEveryFrameOfEither() {
    CategorySchema schema = schema(owner("bounding-box", "box"), "", "");
    AssetExtent video = AssetExtent.video(new ImageSize(600, 800), 20);
    Agreement agreement = new Agreement(schema, AgreementRules.STRICT, video);
    assertThat(similarity(agreement, track(0, 0, 5), track(5, 3, 10)))
        .isCloseTo(2.0 / 3 / 10, within(1e-9));
    assertThat(similarity(agreement, track(0, 0, 5), track(0, 0, 5))).isEqualTo(1);
    assertThat(similarity(agreement, track(0, 0, 5), track(0, 5, 10))).isZero();
  }

  private static Judgment track(int x, int from, int until) {
    String box = rectangle(x, 0, 10, 10);
    return answer()
        .tool("t" + x, "box", "bounding-box", box, ",'page':" + from)
        .tool(
            "t" + x,
            "box",
            "bounding-box",
            box,
            ",'page':%d,'interpolationStopped':true".formatted(until))
        .judgment();
  }

  /**
   * Without a size the labels tell one: the furthest place is (300, 400), 500 from the origin, so T
   * is 10 and points 5 apart are half alike.
   */
  @Test
  void anUnknownSizeIsThatOfTheLabels() {
    Agreement agreement =
        new Agreement(
            schema(owner("point", "p"), "", ""),
            AgreementRules.STRICT,
            new AssetExtent(OptionalDouble.empty(), OptionalInt.empty()));
    Judgment one = answer().tool("a", "p", "point", "[300,400]", "").judgment();
    Judgment other = answer().tool("b", "p", "point", "[295,400]", "").judgment();
    assertThat(similarity(agreement, one, other)).isCloseTo(0.5, within(1e-9));
  }

  /** Both ends matched is 1; a bidirectional relation has no first end. */
  @Test
  void singleRelationsNeedBothEndsAndTheDirection() {
    Agreement agreement = agreement(schema(owner("point", "p"), "", owner("one-to-one", "r")));
    Judgment forward = tied("a1", "a2", "'from':'a1','to':'a2','direction':'straight'");
    Judgment same = tied("b1", "b2", "'from':'b1','to':'b2','direction':'straight'");
    Judgment back = tied("c1", "c2", "'from':'c2','to':'c1','direction':'straight'");
    Judgment both = tied("d1", "d2", "'from':'d1','to':'d2','direction':'bidirectional'");
    Judgment bothTurned = tied("e1", "e2", "'from':'e2','to':'e1','direction':'bidirectional'");
    assertThat(relationShare(agreement, forward, same)).isEqualTo(1);
    assertThat(relationShare(agreement, forward, back)).isZero();
    assertThat(relationShare(agreement, forward, both)).isZero();
    assertThat(relationShare(agreement, both, bothTurned)).isEqualTo(1);
  }

  private static Judgment tied(String first, String second, String link) {
    return answer()
        .tool(first, "p", "point", "[10,10]", "")
        .tool(second, "p", "point", "[100,100]", "")
        .relation("r" + first, "r", link)
        .judgment();
  }

  /** The score of a class of two judgments is (1 + similarity) / 2. */
  private static double relationShare(Agreement agreement, Judgment one, Judgment other) {
    return agreement.consensus(List.of(one, other)).judgments().getFirst().classes().stream()
                .filter(each -> each.schemaId().equals("r"))
                .findFirst()
                .orElseThrow()
                .share()
            * 2
        - 1;
  }

  /**
   * 11 apart is 0.45 alike, below the half that an end needs: the points match, the ends do not.
   */
  @Test
  void endsMatchFromHalfOn() {
    Agreement agreement = agreement(schema(owner("point", "p"), "", owner("one-to-one", "r")));
    Judgment one = tied("a1", "a2", "'from':'a1','to':'a2','direction':'straight'");
    Judgment near =
        answer()
            .tool("b1", "p", "point", "[21,10]", "")
            .tool("b2", "p", "point", "[100,100]", "")
            .relation("rb", "r", "'from':'b1','to':'b2','direction':'straight'")
            .judgment();
    assertThat(relationShare(agreement, one, near)).isZero();
  }

  /** {1, 2, 3} and {1, 2}: 2 of 3. */
  @Test
  void groupsShareTheirMembers() {
    Agreement agreement = agreement(schema(owner("point", "p"), "", owner("group", "r")));
    assertThat(relationShare(agreement, group("a", "'a1','a2','a3'"), group("b", "'b1','b2'")))
        .isCloseTo(2.0 / 3, within(1e-9));
  }

  private static Judgment group(String name, String members) {
    return answer()
        .tool(name + 1, "p", "point", "[10,10]", "")
        .tool(name + 2, "p", "point", "[100,100]", "")
        .tool(name + 3, "p", "point", "[200,100]", "")
        .relation("r" + name, "r", "'group':[" + members + "]")
        .judgment();
  }

  /** From the same one to {2, 3} and to {2}: 1 of 2. */
  @Test
  void oneToManySharesItsMembersWhenItBeginsInTheSame() {
    Agreement agreement = agreement(schema(owner("point", "p"), "", owner("one-to-many", "r")));
    String wide = "'from':'a1','to':['a2','a3'],'direction':'straight'";
    String narrow = "'from':'b1','to':['b2'],'direction':'straight'";
    String turned = "'from':'b2','to':['b1'],'direction':'straight'";
    assertThat(relationShare(agreement, many("a", wide), many("b", narrow)))
        .isCloseTo(0.5, within(1e-9));
    assertThat(relationShare(agreement, many("a", wide), many("b", turned))).isZero();
  }

  private static Judgment many(String name, String link) {
    return answer()
        .tool(name + 1, "p", "point", "[10,10]", "")
        .tool(name + 2, "p", "point", "[100,100]", "")
        .tool(name + 3, "p", "point", "[200,100]", "")
        .relation("r" + name, "r", link)
        .judgment();
  }

  @Test
  void relationsBetweenRelationsFollowThem() {
    Agreement agreement = agreement(schema(owner("point", "p"), "", owner("one-to-one", "r")));
    assertThat(similarity(agreement, chain("a"), chain("b"))).isEqualTo(1);
  }

  private static Judgment chain(String name) {
    return answer()
        .relation(
            name + "-2", "r", "'from':'%1$s-1','to':'%1$s3','direction':'straight'".formatted(name))
        .tool(name + 1, "p", "point", "[10,10]", "")
        .tool(name + 2, "p", "point", "[100,100]", "")
        .tool(name + 3, "p", "point", "[200,100]", "")
        .relation(
            name + "-1", "r", "'from':'%1$s1','to':'%1$s2','direction':'straight'".formatted(name))
        .judgment();
  }
}
