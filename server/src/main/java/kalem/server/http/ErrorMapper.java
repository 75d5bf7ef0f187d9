package kalem.server.http;

import jakarta.servlet.http.HttpServletResponse;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import kalem.server.kernel.ErrorCode;
import kalem.server.kernel.KalemException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DatabindException;

/** The one place where a failure becomes a status and a body. */
@RestControllerAdvice
class ErrorMapper {
  private static final Logger LOG = LoggerFactory.getLogger(ErrorMapper.class);

  private static final String NO_NUL =
      "Texts must not hold the character NUL (\\u0000) or bytes that are no UTF-8.";

  /** SQLSTATEs that mean the caller sent what can not be stored or searched. */
  private static final Map<String, String> BAD_DATA =
      Map.of(
          "22021", NO_NUL,
          "22P05", NO_NUL,
          "2201B", "The pattern is not a valid regular expression.");

  @ExceptionHandler
  ResponseEntity<Failure> known(KalemException exception) {
    if (exception.code().kind() == ErrorCode.Kind.INTERNAL) {
      LOG.error("Request {} failed", RequestIds.current(), exception);
    }
    Failure failure = Failure.of(exception, RequestIds.current());
    int status = exception.code().status();
    return exception
        .retryAfter()
        .map(seconds -> later(failure, status, seconds))
        .orElseGet(() -> answer(failure, status));
  }

  @ExceptionHandler
  ResponseEntity<Failure> unreadable(HttpMessageNotReadableException exception) {
    for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
      if (cause instanceof BodyTooLargeException) {
        return caller(ErrorCode.PAYLOAD_TOO_LARGE, cause.getMessage());
      }
      if (cause instanceof KalemException known) {
        return known(known);
      }
    }
    return caller(
        ErrorCode.INVALID_REQUEST,
        exception.getCause() instanceof JacksonException json
            ? describe(json)
            : "A JSON body is needed.");
  }

  /** Bodies that endpoints read themselves, as streams. */
  @ExceptionHandler
  ResponseEntity<Failure> json(JacksonException exception) {
    for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
      if (cause instanceof BodyTooLargeException) {
        return caller(ErrorCode.PAYLOAD_TOO_LARGE, cause.getMessage());
      }
    }
    return caller(ErrorCode.INVALID_REQUEST, describe(exception));
  }

  @ExceptionHandler
  ResponseEntity<Failure> tooLarge(BodyTooLargeException exception) {
    return caller(ErrorCode.PAYLOAD_TOO_LARGE, exception.getMessage());
  }

  @ExceptionHandler
  ResponseEntity<Failure> wrongType(MethodArgumentTypeMismatchException exception) {
    return caller(
        ErrorCode.INVALID_REQUEST,
        exception.getName() + " can not be read: " + exception.getValue() + ".");
  }

  @ExceptionHandler
  ResponseEntity<Failure> databaseAway(DataAccessResourceFailureException exception) {
    return unavailable(exception);
  }

  @ExceptionHandler
  ResponseEntity<Failure> databaseAway(CannotCreateTransactionException exception) {
    return unavailable(exception);
  }

  /** A deadlock, or two changes of the same thing: one of them was undone and may be repeated. */
  @ExceptionHandler
  ResponseEntity<Failure> inTheWay(ConcurrencyFailureException exception) {
    LOG.warn("Request {} was in another's way", RequestIds.current(), exception);
    return unavailable("Somebody else changed the same thing just now. Try again.", 1);
  }

  @ExceptionHandler({DataAccessException.class, SQLException.class})
  @Nullable ResponseEntity<Failure> refusedByDatabase(
      Exception exception, HttpServletResponse response) {
    return sqlState(exception)
        .map(BAD_DATA::get)
        .map(sentence -> caller(ErrorCode.INVALID_REQUEST, sentence))
        .orElseGet(() -> anythingElse(exception, response));
  }

  private static Optional<String> sqlState(Exception exception) {
    for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return Optional.ofNullable(sql.getSQLState());
      }
    }
    return Optional.empty();
  }

  /** The other side hung up: nobody is left to answer. */
  @ExceptionHandler
  void gone(AsyncRequestNotUsableException exception) {
    LOG.debug("Client went away", exception);
  }

  @ExceptionHandler
  @Nullable ResponseEntity<Failure> anythingElse(
      Exception exception, HttpServletResponse response) {
    if (exception instanceof ErrorResponse framework) {
      return framework(framework.getStatusCode(), exception);
    }
    LOG.error("Request {} failed", RequestIds.current(), exception);
    if (response.isCommitted()) {
      return null;
    }
    return caller(
        ErrorCode.INTERNAL,
        "Something went wrong on the server. Try again; if it happens again, report request "
            + RequestIds.current()
            + ".");
  }

  private static ResponseEntity<Failure> framework(HttpStatusCode status, Exception exception) {
    String message = exception.getMessage() == null ? "" : exception.getMessage();
    ErrorCode code =
        switch (status.value()) {
          case 404 -> ErrorCode.NOT_FOUND;
          case 405 -> ErrorCode.METHOD_NOT_ALLOWED;
          case 406 -> ErrorCode.NOT_ACCEPTABLE;
          case 413 -> ErrorCode.PAYLOAD_TOO_LARGE;
          case 415 -> ErrorCode.UNSUPPORTED_MEDIA_TYPE;
          case 500, 503 -> ErrorCode.INTERNAL;
          default -> ErrorCode.INVALID_REQUEST;
        };
    return caller(code, message);
  }

  private static ResponseEntity<Failure> unavailable(Exception exception) {
    LOG.warn("Request {}: the database can not be reached", RequestIds.current(), exception);
    return unavailable("The database can not be reached right now. Try again in a moment.", 2);
  }

  private static ResponseEntity<Failure> unavailable(String message, long seconds) {
    return later(
        Failure.of(ErrorCode.UNAVAILABLE, message, RequestIds.current()),
        ErrorCode.UNAVAILABLE.status(),
        seconds);
  }

  private static ResponseEntity<Failure> later(Failure failure, int status, long seconds) {
    return ResponseEntity.status(status)
        .header("Retry-After", String.valueOf(seconds))
        .contentType(MediaType.APPLICATION_JSON)
        .body(failure);
  }

  private static ResponseEntity<Failure> caller(ErrorCode code, @Nullable String message) {
    return answer(
        Failure.of(code, message == null ? "" : message, RequestIds.current()), code.status());
  }

  private static ResponseEntity<Failure> answer(Failure failure, int status) {
    return ResponseEntity.status(status).contentType(MediaType.APPLICATION_JSON).body(failure);
  }

  private static String describe(JacksonException exception) {
    String path =
        exception instanceof DatabindException databind
            ? databind.getPath().stream()
                .map(
                    step ->
                        step.getPropertyName() == null
                            ? "[" + step.getIndex() + "]"
                            : "." + step.getPropertyName())
                .collect(Collectors.joining())
                .replaceFirst("^\\.", "")
            : "";
    TokenStreamLocation at = exception.getLocation();
    String where =
        at == null || at.getLineNr() < 1
            ? ""
            : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
    return path.isEmpty()
        ? "The body is not valid JSON" + where + ": " + exception.getOriginalMessage()
        : path + " has the wrong type" + where + ".";
  }
}
