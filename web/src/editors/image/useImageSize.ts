import { useEffect, useState } from 'react';
import type { ImageSize } from '@/engine/geometry/point';

/** How the image stands. */
export type ImageState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready'; readonly size: ImageSize }
  | { readonly kind: 'failed' };

/** Loads an image and tells its size as displayed, that is with its EXIF rotation applied. */
export function useImageSize(url: string, attempt: number): ImageState {
  const [state, setState] = useState<ImageState>({ kind: 'loading' });
  useEffect(() => {
    let gone = false;
    const image = new Image();
    image.decoding = 'async';
    image.onload = () => {
      if (gone) return;
      // A vector image without a size of its own is drawn on a plane of this size.
      const width = image.naturalWidth || 1000;
      const height = image.naturalHeight || 1000;
      setState({ kind: 'ready', size: { width, height } });
    };
    image.onerror = () => {
      if (!gone) setState({ kind: 'failed' });
    };
    image.src = url;
    return () => {
      gone = true;
    };
  }, [url, attempt]);
  return state;
}
