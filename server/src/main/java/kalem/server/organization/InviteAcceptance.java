package kalem.server.organization;

import kalem.server.kernel.KalemException;
import org.springframework.stereotype.Service;

/** Accepting an invitation: first who it is, outside any transaction, then joining within one. */
@Service
class InviteAcceptance {
  private final Organizations organizations;
  private final SignIn signIn;
  private final Passwords passwords;

  InviteAcceptance(Organizations organizations, SignIn signIn, Passwords passwords) {
    this.organizations = organizations;
    this.signIn = signIn;
    this.passwords = passwords;
  }

  /**
   * Makes the account, or checks the password of an existing one, and joins.
   *
   * @param address where the call comes from
   * @return a session token
   */
  String accept(String token, String name, String password, String address) {
    Organizations.Offer offer = organizations.offer(token);
    if (offer.accountExists()) {
      Account known = signIn.verify(new SignIn.Attempt(offer.email(), password, address));
      return organizations.join(token, known.id());
    }
    if (name.isBlank()) {
      throw KalemException.invalid("name must not be empty.");
    }
    return organizations.joinAsNew(token, name.trim(), passwords.hash(password));
  }
}
