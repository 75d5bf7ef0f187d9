package kalem.server.project;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StageGraphTest {
  @Test
  void stagesComeInTheOrderOfTheWorkWhateverTheDefinitionSays() {
    StageGraph graph =
        StageGraph.of(
            """
            [{"id":"Complete","type":"Complete","name":"Complete","next":[]},
            {"id":"aside","type":"Label","name":"Nothing leads here","next":["Complete"]},
            {"id":"qa","type":"Review","name":"Check","next":["Complete","Label"]},
            {"id":"Label","type":"Label","name":"Label","next":["qa"]},
            {"id":"Start","type":"Start","name":"Start","next":["Label"]}]
            """);
    assertThat(graph.inOrder())
        .extracting(Stage::id)
        .containsExactly("Start", "Label", "qa", "aside", "Complete");
    assertThat(graph.stages()).extracting(Stage::id).first().isEqualTo("Complete");
  }
}
