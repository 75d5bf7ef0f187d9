package kalem.server.storage;

import java.util.List;

/** What would break without a storage. Declared here, implemented by those who use storages. */
public interface StorageUsers {
  /** Sentences such as {@code project Road Signs exports into it}; empty when nobody uses it. */
  List<String> of(String organizationId, String storageId);
}
