package kalem.server.workflow;

import java.nio.ByteBuffer;
import kalem.server.kernel.Secrets;

/**
 * Chance that a replay repeats: a number that depends on the task, its visit, the stage and the
 * place of the rule, and on nothing else.
 */
record Draw(String taskId, int visit, String stageId) {
  private static final double RANGE = 0x1p53;

  /**
   * @param place tells several draws of one visit apart
   * @return from 0, inclusive, to 1, exclusive
   */
  double share(String place) {
    byte[] hash = Secrets.sha256(taskId + "\n" + visit + "\n" + stageId + "\n" + place);
    return (ByteBuffer.wrap(hash).getLong() >>> 11) / RANGE;
  }
}
