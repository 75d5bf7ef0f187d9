package kalem.server.job;

import com.github.kagkarlsson.scheduler.serializer.Serializer;
import kalem.server.kernel.Json;

/** Keeps the arguments of jobs as JSON. */
final class JsonArguments implements Serializer {
  @Override
  public byte[] serialize(Object argument) {
    return Json.MAPPER.writeValueAsBytes(argument);
  }

  @Override
  public <T> T deserialize(Class<T> type, byte[] json) {
    return Json.MAPPER.readValue(json, type);
  }
}
