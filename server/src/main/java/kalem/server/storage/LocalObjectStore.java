package kalem.server.storage;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryNotEmptyException;
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
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Keeps objects as files of one directory tree. Uploads are written beside the objects and moved in
 * place when they are complete and on disk. Symbolic links are never followed out of the tree:
 * directories are resolved before use, and files are opened without following.
 */
final class LocalObjectStore implements ObjectStore {
  /** Longer than any upload lasts; what is older was left by a crash. */
  private static final Duration ABANDONED = Duration.ofDays(1);

  private final Path objects;
  private final Path incoming;

  LocalObjectStore(Path directory) throws IOException {
    this.objects = Files.createDirectories(directory.resolve("objects")).toRealPath();
    this.incoming = Files.createDirectories(directory.resolve("incoming")).toRealPath();
    removeAbandoned();
  }

  private void removeAbandoned() throws IOException {
    Instant limit = Instant.now().minus(ABANDONED);
    try (Stream<Path> files = Files.list(incoming)) {
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
    Path file = incoming.resolve(UUID.randomUUID().toString());
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    return new LocalUpload(key, file, channel);
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
      Path target = objects.resolve(key.value());
      Path directory = within(createDirectories(parent(target)));
      Files.move(
          file,
          directory.resolve(target.getFileName()),
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
    return new Limited(Channels.newInputStream(channel), length);
  }

  @Override
  public boolean delete(ObjectKey key) throws IOException {
    if (head(key).isEmpty()) {
      return false;
    }
    Path file = path(key);
    boolean deleted = Files.deleteIfExists(file);
    removeEmpty(parent(file));
    return deleted;
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

  private static final class Limited extends FilterInputStream {
    private long left;

    Limited(InputStream in, long length) {
      super(in);
      this.left = length;
    }

    @Override
    public int read() throws IOException {
      if (left <= 0) {
        return -1;
      }
      int value = in.read();
      left--;
      return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (left <= 0) {
        return length == 0 ? 0 : -1;
      }
      int count = in.read(buffer, offset, (int) Math.min(length, left));
      left -= Math.max(count, 0);
      return count;
    }

    @Override
    public long skip(long count) throws IOException {
      long skipped = in.skip(Math.min(count, left));
      left -= skipped;
      return skipped;
    }

    @Override
    public int available() throws IOException {
      return (int) Math.min(in.available(), left);
    }

    @Override
    public boolean markSupported() {
      return false;
    }
  }
}
