package kalem.server.storage;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.function.Predicate;
import kalem.server.kernel.PrivateHosts;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * Finds no host that lies in a private network. Clients connect to the very addresses found here,
 * so a name can not change its meaning between the check and the connection.
 */
final class PublicHosts implements DnsResolver {
  private final DnsResolver lookup;
  private final Predicate<InetAddress> isPrivate;

  PublicHosts() {
    this(SystemDefaultDnsResolver.INSTANCE, PrivateHosts::isPrivate);
  }

  PublicHosts(DnsResolver lookup, Predicate<InetAddress> isPrivate) {
    this.lookup = lookup;
    this.isPrivate = isPrivate;
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    InetAddress[] addresses = lookup.resolve(host);
    for (InetAddress address : addresses) {
      if (isPrivate.test(address)) {
        throw new PrivateHostException(host);
      }
    }
    return addresses;
  }

  @Override
  public String resolveCanonicalHostname(String host) throws UnknownHostException {
    return lookup.resolveCanonicalHostname(host);
  }

  /** A host was refused. */
  static final class PrivateHostException extends UnknownHostException {
    private static final long serialVersionUID = 1L;

    PrivateHostException(String host) {
      super(host + " lies in a private network, which the operator of this hub does not allow");
    }
  }
}
