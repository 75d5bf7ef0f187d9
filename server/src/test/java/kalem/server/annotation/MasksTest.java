package kalem.server.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import kalem.annotation.ProblemCode;
import kalem.annotation.answer.AssetFacts;
import kalem.annotation.ontology.CategorySchema;
import kalem.formats.image.PngWriter;
import kalem.server.app.TestHub;
import kalem.server.kernel.Json;
import kalem.server.storage.FileKeys;
import kalem.server.storage.ObjectKey;
import kalem.server.storage.ObjectStore;
import kalem.server.storage.PublicFiles;
import kalem.server.storage.SignedLinks;
import kalem.server.storage.StoredObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is a fault of a mask, and what is one of ours. */
class MasksTest {
  private static IOException full() {
    return new FileSystemException("/srv/kalem/objects/1.part", null, "No space left on device");
  }

  private final TestHub hub = TestHub.shared();

  /** Where a full disk is noticed. */
  enum Moment {
    BEGIN,
    WRITE,
    COMPLETE,
    NEVER;

    void fail(Moment now) throws IOException {
      if (this == now) {
        throw full();
      }
    }
  }

  /** A store whose disk is full. */
  private record FullStore(Moment moment) implements ObjectStore {
    @Override
    public Upload begin(ObjectKey key) throws IOException {
      moment.fail(Moment.BEGIN);
      return new Upload() {
        @Override
        public OutputStream content() {
          return new OutputStream() {
            @Override
            public void write(int value) throws IOException {
              moment.fail(Moment.WRITE);
            }
          };
        }

        @Override
        public StoredObject complete() throws IOException {
          moment.fail(Moment.COMPLETE);
          throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
      };
    }

    @Override
    public Optional<StoredObject> head(ObjectKey key) {
      return Optional.empty();
    }

    @Override
    public InputStream open(ObjectKey key, long offset, long length) throws IOException {
      throw full();
    }

    @Override
    public boolean delete(ObjectKey key) {
      return false;
    }
  }

  private Masks.Taken taken(Moment moment, String address, Masks.Nearby nearby) {
    Masks masks =
        new Masks(
            new FullStore(moment),
            hub.bean(FileKeys.class),
            hub.bean(SignedLinks.class),
            hub.bean(PublicFiles.class),
            hub.bean(MaskStore.class));
    return masks.take(
        new Masks.Place(
            "012345670000000101234567",
            CategorySchema.of(Json.object()),
            AssetFacts.NONE,
            MaskKeys.NONE,
            "[0]"),
        new Masks.Given(Optional.of(address), Optional.empty(), Map.of()),
        nearby,
        true);
  }

  private static String picture() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PngWriter png = new PngWriter(bytes, 1, 1, PngWriter.Pixels.RGBA)) {
      png.row(new byte[4]);
    }
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NEVER")
  void aFailingStoreIsNoFaultOfTheMask(Moment moment) {
    assertThatThrownBy(() -> taken(moment, picture(), Masks.Nearby.NOTHING))
        .isInstanceOf(UncheckedIOException.class)
        .hasCauseInstanceOf(FileSystemException.class);
  }

  @Test
  void aSourceThatBreaksOffIsOneAndTellsNothingOfThisMachine() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw full();
          }

          @Override
          public int read(byte[] buffer, int offset, int length) throws IOException {
            throw full();
          }
        };
    Masks.Taken taken = taken(Moment.NEVER, "mask.png", address -> Optional.of(broken));
    assertThat(taken.faults())
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.code()).isEqualTo(ProblemCode.MASK_UNREADABLE);
              assertThat(fault.message())
                  .isEqualTo("The mask can not be read: it breaks off, or is larger than allowed.");
            });
  }
}
