import { describe, expect, it } from 'vitest';
import { parseCloudList } from './cloud';

describe('parseCloudList', () => {
  it('reads one address per line, with an optional name', () => {
    expect(
      parseCloudList(
        'https://a.test/1.jpg\n\n s3://bucket/2.png, second \nhttps://a.test/x,y/3.png',
      ),
    ).toEqual({
      assets: [
        { data: 'https://a.test/1.jpg' },
        { data: 's3://bucket/2.png', externalId: 'second' },
        { data: 'https://a.test/x,y/3.png' },
      ],
      faults: [],
    });
  });

  it('names the lines that are not addresses', () => {
    expect(parseCloudList('https://a.test/1.jpg\nfoo.png').faults).toEqual([
      'Line 2 is not an address: foo.png',
    ]);
  });

  it('reads JSON lists of addresses and of assets, keeping unknown keys', () => {
    const asset = { data: 'https://a.test/2.jpg', externalId: 'b', extra: 1 };
    expect(parseCloudList(JSON.stringify(['https://a.test/1.jpg', asset])).assets).toEqual([
      { data: 'https://a.test/1.jpg' },
      asset,
    ]);
  });

  it('reports broken JSON and items without data', () => {
    expect(parseCloudList('[{]').faults).toHaveLength(1);
    expect(parseCloudList('[{"x":1}]').faults).toEqual(['Item 1 has no "data" with an address']);
  });
});
