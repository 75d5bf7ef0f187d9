package kalem.server.kernel;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Tells addresses inside the operator's network from public ones, so that nobody can have the
 * server look there. Looks every host up once; made anew for each use.
 */
public final class PrivateHosts {
  private final Map<String, Boolean> known = new HashMap<>();

  /** Whether the URL leads, or may lead, into a private network. */
  public boolean holds(String url) {
    try {
      String host = URI.create(url).getHost();
      return host == null || known.computeIfAbsent(host, PrivateHosts::isPrivate);
    } catch (IllegalArgumentException e) {
      // What we can not read, others may read differently.
      return true;
    }
  }

  /** A name that leads nowhere leads to nothing private. */
  private static boolean isPrivate(String host) {
    try {
      for (InetAddress address : InetAddress.getAllByName(host)) {
        if (isPrivate(address)) {
          return true;
        }
      }
      return false;
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** Whether an address is none of the public internet. */
  public static boolean isPrivate(InetAddress address) {
    byte[] bytes = address.getAddress();
    return address.isLoopbackAddress()
        || address.isAnyLocalAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()
        || (address instanceof Inet6Address
            ? isUniqueLocal(bytes) || embedsPrivate(bytes)
            : isShared(bytes));
  }

  /**
   * Routers may turn these into the address of version 4 they hold: 64:ff9b::/96 (RFC 6052),
   * 2002::/16 (RFC 3056) and ::/96 (RFC 4291, 2.5.5.1).
   */
  private static boolean embedsPrivate(byte[] bytes) {
    if (startsWith(bytes, 0x20, 0x02)) {
      return isPrivateV4(bytes, 2);
    }
    boolean isTranslated =
        startsWith(bytes, 0x00, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0)
            || startsWith(bytes, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    return isTranslated && isPrivateV4(bytes, 12);
  }

  private static boolean startsWith(byte[] bytes, int... prefix) {
    for (int i = 0; i < prefix.length; i++) {
      if ((bytes[i] & 0xff) != prefix[i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPrivateV4(byte[] bytes, int offset) {
    try {
      return isPrivate(InetAddress.getByAddress(Arrays.copyOfRange(bytes, offset, offset + 4)));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("Four bytes are an address", e);
    }
  }

  /** fc00::/7. */
  private static boolean isUniqueLocal(byte[] bytes) {
    return (bytes[0] & 0xfe) == 0xfc;
  }

  /** 0.0.0.0/8, 100.64.0.0/10, 192.0.0.0/24, 198.18.0.0/15 and everything from 240.0.0.0 on. */
  private static boolean isShared(byte[] bytes) {
    int first = bytes[0] & 0xff;
    int second = bytes[1] & 0xff;
    return first == 0
        || (first == 100 && (second & 0xc0) == 64)
        || (first == 192 && second == 0 && bytes[2] == 0)
        || (first == 198 && (second & 0xfe) == 18)
        || first >= 240;
  }
}
