package kalem.server.http;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import kalem.server.kernel.ErrorCode;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The envelope for failures outside our endpoints: refused by filters or by the security layer. */
@RestController
class ErrorEnvelope implements ErrorController {

  @RequestMapping("${server.error.path:/error}")
  @OpenToAll("Failures are told to everybody")
  ResponseEntity<Failure> answer(HttpServletRequest request) {
    int status =
        request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
            ? code
            : ErrorCode.NOT_FOUND.status();
    ErrorCode code = ofStatus(status);
    return ResponseEntity.status(code.status())
        .contentType(MediaType.APPLICATION_JSON)
        .body(Failure.of(code, message(code), RequestIds.current()));
  }

  static ErrorCode ofStatus(int status) {
    return switch (status) {
      case 401 -> ErrorCode.SIGNED_OUT;
      case 403 -> ErrorCode.FORBIDDEN;
      case 404 -> ErrorCode.NOT_FOUND;
      case 405 -> ErrorCode.METHOD_NOT_ALLOWED;
      case 406 -> ErrorCode.NOT_ACCEPTABLE;
      case 413 -> ErrorCode.PAYLOAD_TOO_LARGE;
      case 415 -> ErrorCode.UNSUPPORTED_MEDIA_TYPE;
      case 429 -> ErrorCode.TOO_MANY_REQUESTS;
      case 503 -> ErrorCode.UNAVAILABLE;
      default -> status < 500 ? ErrorCode.INVALID_REQUEST : ErrorCode.INTERNAL;
    };
  }

  static String message(ErrorCode code) {
    return switch (code) {
      case NOT_FOUND -> "There is nothing at this address.";
      case INVALID_REQUEST -> "The address or the headers of the request can not be read.";
      case INTERNAL -> "Something went wrong on the server. Try again in a moment.";
      default -> "The request was refused: " + code.slug() + ".";
    };
  }
}
