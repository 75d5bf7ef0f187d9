import { Checkbox, UnstyledButton } from '@mantine/core';
import { IconFile } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import type { Asset } from '@/api/types';
import classes from './Assets.module.css';

/** The picture of an asset, or a file sign where there is none. */
export function Thumbnail({ asset, small = false }: { asset: Asset; small?: boolean }) {
  const [broken, setBroken] = useState(false);
  const isAddress = /^(https?:\/\/|\/)/.test(asset.data);
  return (
    <span className={classes.thumbnail} data-small={small || undefined}>
      {isAddress && !broken ? (
        <img
          src={asset.data}
          alt=""
          loading="lazy"
          decoding="async"
          onError={() => setBroken(true)}
        />
      ) : (
        <IconFile size={small ? 14 : 24} stroke={1.5} aria-hidden />
      )}
    </span>
  );
}

/** The end of an external id that is a path: what tells neighbours apart. */
const fileName = (externalId: string) => externalId.slice(externalId.lastIndexOf('/') + 1);

const folder = (externalId: string) =>
  externalId.slice(0, Math.max(0, externalId.lastIndexOf('/')));

export interface AssetGridProps {
  assets: Asset[];
  selected: ReadonlySet<string>;
  onSelect?: (selected: ReadonlySet<string>) => void;
  onOpen: (asset: Asset) => void;
  stale?: boolean;
}

/** Assets as tiles; Shift with a click on a box selects the range. */
export function AssetGrid({ assets, selected, onSelect, onOpen, stale }: AssetGridProps) {
  const anchor = useRef(0);
  const toggle = (index: number, range: boolean) => {
    const next = new Set(selected);
    const asset = assets[index];
    if (!asset) {
      return;
    }
    if (range) {
      const from = Math.min(anchor.current, index);
      assets.slice(from, Math.max(anchor.current, index) + 1).forEach((each) => next.add(each._id));
    } else if (!next.delete(asset._id)) {
      next.add(asset._id);
    }
    anchor.current = index;
    onSelect?.(next);
  };
  return (
    <ul
      className={classes.grid}
      data-stale={stale === true || undefined}
      data-selecting={selected.size > 0 || undefined}
      aria-label="Assets"
    >
      {assets.map((asset, index) => (
        <li
          key={asset._id}
          className={classes.tile}
          data-selected={selected.has(asset._id) || undefined}
        >
          <UnstyledButton className={classes.open} onClick={() => onOpen(asset)}>
            <Thumbnail asset={asset} />
            <span className={classes.caption}>
              <span className={`truncate ${classes.captionName ?? ''}`} title={asset.externalId}>
                {fileName(asset.externalId)}
              </span>
              <span className={`truncate ${classes.captionMore ?? ''}`}>
                {[folder(asset.externalId), ...(asset.batches ?? [])].filter(Boolean).join(' · ')}
              </span>
            </span>
          </UnstyledButton>
          {onSelect && (
            <Checkbox
              className={classes.check}
              size="xs"
              aria-label={`Select ${asset.externalId}`}
              checked={selected.has(asset._id)}
              onChange={() => undefined}
              onClick={(event) => toggle(index, event.shiftKey)}
            />
          )}
        </li>
      ))}
    </ul>
  );
}
