package kalem.server.storage;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import kalem.server.kernel.KalemException;
import kalem.server.storage.Storage.Place;
import org.springframework.stereotype.Component;

/** Tries out what a storage allows (data.md 16, "Validate"). */
@Component
class StorageCheck {
  private final Storages storages;
  private final StorageWriting writing;

  StorageCheck(Storages storages, StorageWriting writing) {
    this.storages = storages;
    this.writing = writing;
  }

  /** How one thing went. */
  enum State {
    PASS,
    FAIL,
    SKIPPED
  }

  /**
   * One thing that was tried.
   *
   * @param message the storage's own words when it failed
   * @param permission what to allow in the storage's policy for it
   */
  record Step(String name, State state, String message, String permission) {}

  /** Whether the storage can be reached with its key; empty when it can. */
  Optional<String> fault(Storage storage) {
    try {
      switch (storage.place()) {
        case Place.Folder folder -> storages.open(storage, "").list("", Optional.empty(), 1);
        case Place.S3Account account -> reach(account);
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(message(e));
    }
  }

  /** A key may be good and still not be allowed to list all buckets. */
  private void reach(Place.S3Account account) throws IOException {
    try {
      if (account.bucket().isPresent()) {
        storages.s3(account, "").list("", Optional.empty(), 1);
      } else {
        storages.s3(account, "any-bucket").buckets();
      }
    } catch (StorageRefusedException e) {
      if (!isForbidden(e)) {
        throw e;
      }
    }
  }

  private static boolean isForbidden(StorageRefusedException e) {
    return message(e).startsWith("AccessDenied");
  }

  /** Tries everything, one after the other; what can not be tried after a failure is skipped. */
  List<Step> all(Storage storage, String bucketName, String folder) {
    List<Step> steps = new ArrayList<>();
    steps.add(
        fault(storage)
            .map(fault -> new Step("credentials", State.FAIL, fault, ""))
            .orElseGet(() -> new Step("credentials", State.PASS, "", "")));
    Attempts attempts = new Attempts(steps, steps.getFirst().state() == State.PASS);
    if (storage.place() instanceof Place.S3Account account) {
      attempts.optional(
          "listBuckets", "s3:ListAllMyBuckets", () -> storages.s3(account, "any-bucket").buckets());
    }
    ObjectKey probe = writing.probe(folder);
    attempts.needed(
        "listObjects",
        "s3:ListBucket",
        () ->
            storages
                .open(storage, bucketName)
                .list(folder.isEmpty() ? "" : folder + "/", Optional.empty(), 1));
    attempts.needed(
        "write",
        "s3:PutObject, s3:AbortMultipartUpload",
        () -> storages.open(storage, bucketName).objects().put(probe, StorageWriting.content()));
    attempts.needed("read", "s3:GetObject", () -> read(storages.open(storage, bucketName), probe));
    attempts.needed(
        "delete",
        "s3:DeleteObject",
        () -> storages.open(storage, bucketName).objects().delete(probe));
    return List.copyOf(steps);
  }

  private static int read(StorageBucket bucket, ObjectKey key) throws IOException {
    try (InputStream content = bucket.objects().open(key)) {
      return content.readAllBytes().length;
    }
  }

  private static String message(Exception e) {
    return e instanceof IOException failure
        ? StorageFaults.words(failure)
        : Objects.requireNonNullElse(e.getMessage(), "");
  }

  private interface Attempt {
    Object run() throws IOException;
  }

  private static final class Attempts {
    private final List<Step> steps;
    private boolean goesOn;

    Attempts(List<Step> steps, boolean goesOn) {
      this.steps = steps;
      this.goesOn = goesOn;
    }

    void needed(String name, String permission, Attempt attempt) {
      goesOn &= run(name, permission, attempt);
    }

    void optional(String name, String permission, Attempt attempt) {
      run(name, permission, attempt);
    }

    private boolean run(String name, String permission, Attempt attempt) {
      if (!goesOn) {
        steps.add(new Step(name, State.SKIPPED, "", permission));
        return true;
      }
      try {
        attempt.run();
        steps.add(new Step(name, State.PASS, "", permission));
        return true;
      } catch (IOException | KalemException e) {
        steps.add(new Step(name, State.FAIL, message(e), permission));
        return false;
      }
    }
  }
}
