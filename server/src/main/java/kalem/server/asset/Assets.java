package kalem.server.asset;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import kalem.server.access.ProjectAccess;
import kalem.server.access.ProjectRole;
import kalem.server.asset.AssetContent.Inline;
import kalem.server.asset.AssetContent.Link;
import kalem.server.asset.AssetContent.Stored;
import kalem.server.kernel.Ids;
import kalem.server.kernel.KalemException;
import kalem.server.kernel.Page;
import kalem.server.kernel.PageRequest;
import kalem.server.kernel.Timestamps;
import kalem.server.project.Batches;
import kalem.server.project.BatchesRemoved;
import kalem.server.storage.SignedLinks;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Adding, finding and changing assets. The feature's public door. */
@Service
public class Assets {
  private final AssetStore assets;
  private final Batches batches;
  private final SignedLinks links;
  private final Ids ids;
  private final InstantSource clock;
  private final ApplicationEventPublisher events;

  Assets(
      AssetStore assets,
      Batches batches,
      SignedLinks links,
      Ids ids,
      InstantSource clock,
      ApplicationEventPublisher events) {
    this.assets = assets;
    this.batches = batches;
    this.links = links;
    this.ids = ids;
    this.clock = clock;
    this.events = events;
  }

  /** Adds assets in the order given, which is also the order of their ids. */
  @Transactional
  public List<Asset> add(ProjectAccess access, List<NewAsset> added) {
    Instant now = Timestamps.now(clock);
    List<Asset> made = added.stream().map(asset -> made(access, asset, now)).toList();
    assets.add(made);
    return made;
  }

  private Asset made(ProjectAccess access, NewAsset asset, Instant now) {
    return new Asset(
        access.projectKey(),
        ids.next(access.projectKey()),
        asset.externalId(),
        asset.content(),
        asset.metadata(),
        asset.contextData(),
        asset.attachments(),
        asset.batchIds(),
        false,
        asset.priority(),
        now,
        access.email(),
        now);
  }

  /** One page of the assets that the caller may see: labelers see what they work on. */
  Page<Asset> list(ProjectAccess access, AssetFilter filter, String orderBy, PageRequest page) {
    AssetFilter visible =
        access.role().includes(ProjectRole.REVIEWER) ? filter : filter.onlyOf(access.email());
    return new Page<>(
        assets.list(access.projectKey(), visible, orderBy, page),
        assets.count(access.projectKey(), visible));
  }

  /** An asset that was not deleted. */
  public Optional<Asset> find(int projectKey, String assetId) {
    return find(projectKey, List.of(assetId)).stream().findFirst();
  }

  /** Of some ids, the assets that exist and were not deleted, by id. */
  public List<Asset> find(int projectKey, Collection<String> assetIds) {
    return assets.find(projectKey, assetIds);
  }

  /**
   * Marks assets deleted: all or none.
   *
   * @return how many
   * @throws KalemException naming ids that are no assets of the project
   */
  @Transactional
  public int delete(ProjectAccess access, List<String> assetIds) {
    Set<String> distinct = existing(access, assetIds);
    int deleted = assets.markDeleted(access.projectKey(), distinct, Timestamps.now(clock));
    events.publishEvent(
        new AssetsDeleted(access.projectKey(), List.copyOf(distinct), access.email()));
    return deleted;
  }

  /**
   * Puts assets into more batches; those they are in stay.
   *
   * @param idsOrNames batches; nulls are dropped
   * @return how many assets
   */
  @Transactional
  public int assignBatches(
      ProjectAccess access, List<String> assetIds, List<@Nullable String> idsOrNames) {
    List<String> batchIds = batches.resolve(access.projectKey(), idsOrNames);
    Set<String> distinct = existing(access, assetIds);
    assets.addBatches(access.projectKey(), distinct, batchIds, Timestamps.now(clock));
    events.publishEvent(new AssetBatchesChanged(access.projectKey(), List.copyOf(distinct)));
    return distinct.size();
  }

  @Transactional
  Asset update(ProjectAccess access, String assetId, AssetChange change) {
    Asset before =
        assets
            .findForUpdate(access.projectKey(), assetId)
            .orElseThrow(() -> KalemException.notFound("Asset", assetId));
    Asset after = change.applyTo(before, Timestamps.now(clock));
    assets.update(after);
    events.publishEvent(new AssetUpdated(before, after));
    if (!after.batchIds().equals(before.batchIds())) {
      events.publishEvent(new AssetBatchesChanged(access.projectKey(), List.of(assetId)));
    }
    return after;
  }

  /** What the API shows as {@code data}: a URL that works for an hour, or the text itself. */
  public String contentUrl(Asset asset) {
    return switch (asset.content()) {
      case Stored stored -> links.read(stored.key(), SignedLinks.READ_LIFE);
      case Link link -> link.url();
      case Inline inline -> inline.text();
    };
  }

  /** A link to a stored asset's file; empty for links elsewhere and inline text. */
  public Optional<String> signedUrl(Asset asset, Duration life) {
    return asset.content() instanceof Stored stored
        ? Optional.of(links.read(stored.key(), life))
        : Optional.empty();
  }

  /** The permanent form of {@code data}, as exports write it: no link in it expires. */
  public String stableContent(Asset asset) {
    return switch (asset.content()) {
      case Stored stored -> links.stableUrl(stored.key());
      case Link link -> link.url();
      case Inline inline -> inline.text();
    };
  }

  @EventListener
  void batchesRemoved(BatchesRemoved event) {
    assets.removeBatches(event.projectKey(), event.batchIds());
  }

  private Set<String> existing(ProjectAccess access, List<String> assetIds) {
    Set<String> distinct = new LinkedHashSet<>(assetIds);
    Set<String> unknown = new LinkedHashSet<>(distinct);
    unknown.removeAll(
        new HashSet<>(
            assets.existing(access.projectKey(), distinct.stream().filter(Ids::isId).toList())));
    if (!unknown.isEmpty()) {
      throw KalemException.invalid(
          "Not in this project, so nothing was changed: " + String.join(", ", unknown) + ".");
    }
    return distinct;
  }
}
