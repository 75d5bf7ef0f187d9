package kalem.server.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import kalem.server.kernel.Secrets;

/**
 * Keeps objects as files of one directory tree. Uploads are written to files of their own and moved
 * in place when they are complete and on disk. Symbolic links are never followed out of the tree:
 * directories are resolved before use, and files are opened without following.
 */
final class LocalObjectStore implements ObjectStore {
  /** Begins the names of unfinished uploads in directories that others look into as well. */
  private static final String UNFINISHED = ".kalem-";

  private final Path objects;

  /** Where uploads are written; empty: each beside its place. */
  private final Optional<Path> incoming;

  private LocalObjectStore(Path objects, Optional<Path> incoming) {
    this.objects = objects;
    this.incoming = incoming;
  }

  /** A directory that belongs to the hub alone. */
  static LocalObjectStore own(Path directory) throws IOException {
    Path incoming = Files.createDirectories(directory.resolve("incoming")).toRealPath();
    return new LocalObjectStore(
        Files.createDirectories(directory.resolve("objects")).toRealPath(), Optional.of(incoming));
  }

  /** A directory of other people, in which nothing but the objects is to be seen. */
  static LocalObjectStore inFolder(Path directory) throws IOException {
    return new LocalObjectStore(Files.createDirectories(directory).toRealPath(), Optional.empty());
  }

  /** Only in directories that belong to the hub alone: those of others are not searched. */
  @Override
  public void discardUnfinished(Duration age) throws IOException {
    if (incoming.isEmpty()) {
      return;
    }
    Instant limit = Instant.now().minus(age);
    try (Stream<Path> files = Files.list(incoming.get())) {
      for (Path file : files.toList()) {
        if (lastWritten(file).isBefore(limit)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  /** Another node may move an upload in place between our listing and our look. */
  private static Instant lastWritten(Path file) throws IOException {
    try {
      return Files.getLastModifiedTime(file).toInstant();
    } catch (NoSuchFileException e) {
      return Instant.MAX;
    }
  }

  @Override
  public Upload begin(ObjectKey key) throws IOException {
    String name = UUID.randomUUID().toString();
    Path file =
        incoming.isPresent()
            ? incoming.get().resolve(name)
            : directory(key).resolve(unfinished(key) + name);
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    return new LocalUpload(key, file, channel);
  }

  /** Where an object lies or will lie; made when it is missing. */
  private Path directory(ObjectKey key) throws IOException {
    return within(createDirectories(parent(objects.resolve(key.value()))));
  }

  /** Says for which key, as names may be as long as they can be already. */
  private static String unfinished(ObjectKey key) {
    byte[] hash = Secrets.sha256(key.value());
    return UNFINISHED + HexFormat.of().formatHex(hash, 0, 8) + "-";
  }

  @Override
  public void discardUnfinished(ObjectKey key) throws IOException {
    Path directory = parent(objects.resolve(key.value()));
    if (incoming.isPresent() || !Files.isDirectory(directory)) {
      return;
    }
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(within(directory), unfinished(key) + "*")) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
  }

  private final class LocalUpload implements Upload {
    private final ObjectKey key;
    private final Path file;
    private final FileChannel channel;
    private final OutputStream content;

    LocalUpload(ObjectKey key, Path file, FileChannel channel) {
      this.key = key;
      this.file = file;
      this.channel = channel;
      this.content = Channels.newOutputStream(channel);
    }

    @Override
    public OutputStream content() {
      return content;
    }

    @Override
    public StoredObject complete() throws IOException {
      if (channel.isOpen()) {
        channel.force(true);
        channel.close();
      }
      moveInPlace();
      return head(key).orElseThrow(() -> new NoSuchFileException(key.value()));
    }

    private void moveInPlace() throws IOException {
      try {
        moveOnce();
      } catch (NoSuchFileException e) {
        // A delete may have just cleared away the directory that was empty a moment ago.
        moveOnce();
      }
    }

    private void moveOnce() throws IOException {
      Path directory = directory(key);
      Files.move(
          file,
          directory.resolve(key.fileName()),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
      flush(directory);
    }

    @Override
    public void close() throws IOException {
      channel.close();
      Files.deleteIfExists(file);
    }
  }

  /** Looks before it makes anything: a link on the way would have it made elsewhere. */
  private Path createDirectories(Path directory) throws IOException {
    Path existing = directory;
    while (!Files.exists(existing, LinkOption.NOFOLLOW_LINKS)) {
      existing = parent(existing);
    }
    within(existing);
    return Files.createDirectories(directory);
  }

  /** The new name is safe from a power cut only after its directory is on disk as well. */
  private static void flush(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public Optional<StoredObject> head(ObjectKey key) throws IOException {
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(path(key), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return attributes.isRegularFile() ? Optional.of(object(key, attributes)) : Optional.empty();
    } catch (NoSuchFileException | NotDirectoryException e) {
      return Optional.empty();
    }
  }

  private static StoredObject object(ObjectKey key, BasicFileAttributes attributes) {
    Instant modified = attributes.lastModifiedTime().toInstant();
    String tag =
        "%x-%x%09d-%x"
            .formatted(
                attributes.size(),
                modified.getEpochSecond(),
                modified.getNano(),
                String.valueOf(attributes.fileKey()).hashCode());
    return new StoredObject(key, attributes.size(), modified, tag);
  }

  @Override
  public InputStream open(ObjectKey key, long offset, long length) throws IOException {
    if (head(key).isEmpty()) {
      throw new NoSuchFileException(key.value());
    }
    SeekableByteChannel channel =
        Files.newByteChannel(path(key), Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
    channel.position(offset);
    return new LimitedInputStream(Channels.newInputStream(channel), length);
  }

  @Override
  public boolean delete(ObjectKey key) throws IOException {
    if (head(key).isEmpty()) {
      return false;
    }
    Path file = path(key);
    boolean deleted = Files.deleteIfExists(file);
    if (incoming.isPresent()) {
      removeEmpty(parent(file));
    }
    return deleted;
  }

  /** As {@link StorageBucket#list}; the end of a page is the name of its last entry. */
  StorageBucket.Listing list(String folder, Optional<String> after, int most) throws IOException {
    Path directory = objects.resolve(folder);
    if (!Files.isDirectory(directory)) {
      return new StorageBucket.Listing(List.of(), List.of(), Optional.empty());
    }
    List<Path> entries;
    try (Stream<Path> all = Files.list(within(directory))) {
      entries =
          all.filter(path -> !name(path).startsWith(UNFINISHED))
              .filter(path -> name(path).compareTo(after.orElse("")) > 0)
              .sorted(Comparator.comparing(LocalObjectStore::name))
              .limit(most + 1L)
              .toList();
    }
    List<StoredObject> files = new ArrayList<>();
    List<String> folders = new ArrayList<>();
    for (Path entry : entries.subList(0, Math.min(most, entries.size()))) {
      if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
        folders.add(folder + name(entry) + "/");
      } else {
        head(new ObjectKey(folder + name(entry))).ifPresent(files::add);
      }
    }
    boolean hasMore = entries.size() > most;
    return new StorageBucket.Listing(
        files, folders, hasMore ? Optional.of(name(entries.get(most - 1))) : Optional.empty());
  }

  private static String name(Path path) {
    return path.getFileName().toString();
  }

  private void removeEmpty(Path directory) throws IOException {
    for (Path empty = directory; !empty.equals(objects); empty = parent(empty)) {
      try {
        Files.delete(empty);
      } catch (DirectoryNotEmptyException | NoSuchFileException e) {
        return;
      }
    }
  }

  /** Where the object lies. Its directories are resolved, the file itself is not. */
  private Path path(ObjectKey key) throws IOException {
    Path path = objects.resolve(key.value());
    return within(parent(path)).resolve(path.getFileName());
  }

  /** Everything we touch lies below the store's directory, so it has one. */
  private static Path parent(Path path) {
    return Objects.requireNonNull(path.getParent());
  }

  private Path within(Path directory) throws IOException {
    Path real = directory.toRealPath();
    if (!real.startsWith(objects)) {
      throw new IOException("The store refuses a path outside its directory: " + directory);
    }
    return real;
  }
}
