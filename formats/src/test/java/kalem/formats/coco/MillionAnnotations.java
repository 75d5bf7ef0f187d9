package kalem.formats.coco;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import kalem.annotation.json.JsonText;
import kalem.formats.FileText;
import kalem.formats.ImportItem;
import kalem.formats.LabelReader;

/**
 * Writes a COCO file of a million annotations, none beside the others of its image, and reads it.
 * Prints how many images and objects it found, and the milliseconds of processor time it took.
 */
final class MillionAnnotations {
  private static final int IMAGES = 50_000;
  private static final int ANNOTATIONS = 1_000_000;

  private MillionAnnotations() {}

  public static void main(String[] arguments) throws IOException {
    Path file = Path.of(arguments[0]);
    write(file);
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    long images = 0;
    long objects = 0;
    try (LabelReader reader = new CocoFormat().read(file, JsonText.parse("{}"))) {
      while (reader.hasNext()) {
        ImportItem item = (ImportItem) reader.next();
        images++;
        objects += item.labels().path("objects").size();
      }
    }
    long millis = (threads.getCurrentThreadCpuTime() - start) / 1_000_000;
    System.out.println(images + " images, " + objects + " objects, " + millis + " ms");
  }

  private static void write(Path file) throws IOException {
    try (FileText text = new FileText(Files.newOutputStream(file))) {
      text.append("{\"annotations\":[");
      for (int i = 0; i < ANNOTATIONS; i++) {
        text.append(i == 0 ? "{\"id\":" : ",{\"id\":").whole(i + 1);
        text.append(",\"image_id\":").whole((long) i * 7919 % IMAGES + 1);
        text.append(",\"category_id\":").whole(1 + i % 10);
        text.append(",\"bbox\":[").number(i % 1000 + 0.25).append(",20.5,33.75,41],");
        text.append("\"segmentation\":[],\"area\":1383.75,\"iscrowd\":0}");
      }
      text.append("],\"categories\":[");
      for (int i = 1; i <= 10; i++) {
        text.append(i == 1 ? "" : ",").append("{\"id\":").whole(i);
        text.append(",\"name\":\"class ").whole(i).append("\"}");
      }
      text.append("],\"images\":[");
      for (int i = 1; i <= IMAGES; i++) {
        text.append(i == 1 ? "" : ",").append("{\"id\":").whole(i);
        text.append(",\"file_name\":\"images/").whole(i);
        text.append(".jpg\",\"width\":1920,\"height\":1080}");
      }
      text.append("]}");
    }
  }
}
