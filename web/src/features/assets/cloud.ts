import type { CloudAsset } from '@/api/assets';

export interface CloudList {
  assets: CloudAsset[];
  faults: string[];
}

function isAddress(text: string): boolean {
  return /^(https?|s3|gs|azure):\/\/\S+$/i.test(text);
}

/**
 * Reads what the user pasted: one address per line, optionally with a tab or comma and a name, or
 * a JSON list of addresses or of objects with `data`.
 */
export function parseCloudList(text: string): CloudList {
  const trimmed = text.trim();
  if (trimmed === '') {
    return { assets: [], faults: [] };
  }
  return trimmed.startsWith('[') || trimmed.startsWith('{')
    ? parseJson(trimmed)
    : parseLines(trimmed);
}

function parseLines(text: string): CloudList {
  const assets: CloudAsset[] = [];
  const faults: string[] = [];
  text.split(/\r?\n/).forEach((line, index) => {
    const content = line.trim();
    if (content === '') {
      return;
    }
    const [address = '', ...rest] = content.split(/\t|,(?=[^/]*$)/);
    if (isAddress(address.trim())) {
      const externalId = rest.join(',').trim();
      assets.push({ data: address.trim(), ...(externalId ? { externalId } : {}) });
    } else {
      faults.push(`Line ${index + 1} is not an address: ${content.slice(0, 60)}`);
    }
  });
  return { assets, faults };
}

function parseJson(text: string): CloudList {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { assets: [], faults: [error instanceof Error ? error.message : 'Not JSON'] };
  }
  const list = Array.isArray(value)
    ? (value as unknown[])
    : ((value as { assets?: unknown }).assets ?? [value]);
  if (!Array.isArray(list)) {
    return { assets: [], faults: ['Expected a list of assets'] };
  }
  const assets: CloudAsset[] = [];
  const faults: string[] = [];
  list.forEach((item: unknown, index) => {
    if (typeof item === 'string' && isAddress(item)) {
      assets.push({ data: item });
    } else if (typeof item === 'object' && item !== null && 'data' in item) {
      assets.push(item as CloudAsset);
    } else {
      faults.push(`Item ${index + 1} has no "data" with an address`);
    }
  });
  return { assets, faults };
}
