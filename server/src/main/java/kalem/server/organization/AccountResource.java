package kalem.server.organization;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import kalem.server.access.Action;
import kalem.server.access.Caller;
import kalem.server.http.OpenToAll;
import kalem.server.http.Requires;
import kalem.server.http.SessionCookie;
import kalem.server.http.Success;
import kalem.server.kernel.KalemException;
import kalem.server.kernel.Settings;
import kalem.server.kernel.Timestamps;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Signing in and out, first-run set-up, one's own account, accepting invitations. */
@RestController
@RequestMapping("/v2")
class AccountResource {
  private final SignIn signIn;
  private final FirstRun firstRun;
  private final Organizations organizations;
  private final InviteAcceptance acceptance;
  private final AccountStore accounts;
  private final Settings settings;
  private final CsrfTokenRepository csrfTokens;

  AccountResource(
      SignIn signIn,
      FirstRun firstRun,
      Organizations organizations,
      InviteAcceptance acceptance,
      AccountStore accounts,
      Settings settings,
      CsrfTokenRepository csrfTokens) {
    this.signIn = signIn;
    this.firstRun = firstRun;
    this.organizations = organizations;
    this.acceptance = acceptance;
    this.accounts = accounts;
    this.settings = settings;
    this.csrfTokens = csrfTokens;
  }

  record SetupState(boolean needed) {}

  record SetupRequest(
      @Nullable String token,
      @Nullable String email,
      @Nullable String name,
      @Nullable String password,
      @Nullable String organization) {}

  record SignInRequest(@Nullable String email, @Nullable String password) {}

  record UserData(UserView user) {}

  record SignedOut(boolean signedOut) {}

  record NameRequest(@Nullable String name) {}

  record PasswordRequest(@Nullable String currentPassword, @Nullable String newPassword) {}

  record NewKey(String apiKey) {}

  record KeyView(String prefix, String createdAt, @Nullable String lastUsedAt) {}

  record KeyData(@Nullable KeyView apiKey) {}

  record OfferView(String email, String organization, boolean accountExists, String expiresAt) {}

  record OfferData(OfferView invite) {}

  record AcceptRequest(@Nullable String name, @Nullable String password) {}

  @GetMapping("/setup")
  @OpenToAll("Nobody can be signed in before the first account exists")
  Success<SetupState> setupState() {
    return Success.of(new SetupState(firstRun.isNeeded()));
  }

  @PostMapping("/setup")
  @OpenToAll("The one-time token is the proof")
  Success<UserData> setUp(
      @RequestBody SetupRequest request, HttpServletRequest call, HttpServletResponse answer) {
    return signedIn(
        call,
        answer,
        firstRun.setUp(
            new FirstRun.Request(
                required("token", request.token()),
                required("email", request.email()),
                required("name", request.name()),
                required("password", request.password()),
                required("organization", request.organization()))));
  }

  @PostMapping("/session")
  @OpenToAll("This is how one signs in")
  Success<UserData> signIn(
      @RequestBody SignInRequest request, HttpServletRequest call, HttpServletResponse answer) {
    return signedIn(
        call,
        answer,
        signIn.signIn(
            new SignIn.Attempt(
                required("email", request.email()),
                required("password", request.password()),
                call.getRemoteAddr())));
  }

  @DeleteMapping("/session")
  @Requires(Action.USE_ACCOUNT)
  Success<SignedOut> signOut(Caller caller, HttpServletRequest call, HttpServletResponse answer) {
    signIn.signOut(caller);
    csrfTokens.saveToken(null, call, answer);
    answer.addHeader(HttpHeaders.SET_COOKIE, SessionCookie.cleared().toString());
    return Success.of(new SignedOut(true));
  }

  @GetMapping("/me")
  @Requires(Action.USE_ACCOUNT)
  Success<UserData> me(Caller caller) {
    return Success.of(user(caller));
  }

  @PostMapping("/me")
  @Requires(Action.USE_ACCOUNT)
  Success<UserData> rename(Caller caller, @RequestBody NameRequest request) {
    accounts.rename(caller.accountId(), required("name", request.name()).trim());
    return Success.of(user(caller));
  }

  @PostMapping("/me/password")
  @Requires(Action.USE_ACCOUNT)
  Success<UserData> changePassword(
      Caller caller, @RequestBody PasswordRequest request, HttpServletRequest call) {
    signIn.changePassword(
        caller,
        required("currentPassword", request.currentPassword()),
        required("newPassword", request.newPassword()),
        call.getRemoteAddr());
    return Success.of(user(caller));
  }

  @GetMapping("/me/apiKey")
  @Requires(Action.USE_ACCOUNT)
  Success<KeyData> apiKey(Caller caller) {
    return Success.of(
        new KeyData(
            signIn
                .key(caller)
                .map(
                    key ->
                        new KeyView(
                            key.prefix(),
                            Timestamps.format(key.createdAt()),
                            key.lastUsedAt().map(Timestamps::format).orElse(null)))
                .orElse(null)));
  }

  @PostMapping("/me/apiKey")
  @Requires(Action.USE_ACCOUNT)
  Success<NewKey> newApiKey(Caller caller) {
    return Success.of(new NewKey(signIn.newKey(caller)));
  }

  @GetMapping("/invites/{token}")
  @OpenToAll("The link's token is the proof")
  Success<OfferData> offer(@PathVariable String token) {
    Organizations.Offer offer = organizations.offer(token);
    return Success.of(
        new OfferData(
            new OfferView(
                offer.email(),
                offer.organization(),
                offer.accountExists(),
                Timestamps.format(offer.expiresAt()))));
  }

  @PostMapping("/invites/{token}/accept")
  @OpenToAll("The link's token is the proof")
  Success<UserData> accept(
      @PathVariable String token,
      @RequestBody AcceptRequest request,
      HttpServletRequest call,
      HttpServletResponse answer) {
    return signedIn(
        call,
        answer,
        acceptance.accept(
            token,
            Optional.ofNullable(request.name()).orElse(""),
            required("password", request.password()),
            call.getRemoteAddr()));
  }

  /** With a CSRF token of its own: whoever knew the one from before can not use it. */
  private Success<UserData> signedIn(
      HttpServletRequest call, HttpServletResponse answer, String sessionToken) {
    Caller caller = signIn.bySession(sessionToken).orElseThrow();
    csrfTokens.saveToken(csrfTokens.generateToken(call), call, answer);
    answer.addHeader(
        HttpHeaders.SET_COOKIE,
        SessionCookie.of(sessionToken, SignIn.SESSION_LIFE, settings.reachedByHttps()).toString());
    return Success.of(user(caller));
  }

  private UserData user(Caller caller) {
    return new UserData(
        UserView.of(
            accounts.account(caller.accountId()).orElseThrow(),
            caller.organizationId(),
            accounts.memberships(caller.accountId())));
  }

  private static String required(String name, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw KalemException.invalid(name + " must be given.");
    }
    return value;
  }
}
