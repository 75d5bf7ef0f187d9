package kalem.server.storage;

import java.io.IOException;
import java.util.Optional;
import kalem.server.storage.PublicHosts.PrivateHostException;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** Says in the storage's own words what went wrong, and whether it can pass. */
final class S3Failures {
  private static final int TIMEOUT = 408;
  private static final int TOO_MANY = 429;
  private static final int CALLER = 400;
  private static final int SERVER = 500;

  private S3Failures() {}

  /** Answers to HEAD have no body: there, a missing bucket looks the same. */
  static boolean isNotFound(SdkException failure) {
    return failure instanceof NoSuchKeyException;
  }

  static IOException of(SdkException failure) {
    return failure instanceof AwsServiceException answer ? answered(answer) : unreached(failure);
  }

  private static IOException answered(AwsServiceException answer) {
    int status = answer.statusCode();
    String text =
        Optional.ofNullable(answer.awsErrorDetails())
            .map(AwsErrorDetails::errorMessage)
            .filter(message -> !message.isBlank())
            .map(message -> code(answer) + ": " + message)
            .orElseGet(() -> code(answer) + " (status " + status + ")");
    boolean mayPass =
        status < CALLER || status >= SERVER || status == TIMEOUT || status == TOO_MANY;
    return mayPass ? new IOException(text, answer) : new StorageRefusedException(text, answer);
  }

  /** Answers to HEAD have no body, so no code either. */
  private static String code(AwsServiceException answer) {
    return Optional.ofNullable(answer.awsErrorDetails())
        .map(AwsErrorDetails::errorCode)
        .filter(code -> !code.isBlank())
        .orElse("The storage refused");
  }

  private static IOException unreached(SdkException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof PrivateHostException refused) {
        return new StorageRefusedException(
            Optional.ofNullable(refused.getMessage()).orElse(""), failure);
      }
    }
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return new IOException(
        "The storage could not be reached: "
            + Optional.ofNullable(cause.getMessage()).orElse(cause.getClass().getSimpleName()),
        failure);
  }
}
