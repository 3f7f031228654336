import { describe, expect, it } from '@jest/globals';
import { machineArn, pass, twoVersions, withMachine } from './account.ts';

describe('tags', () => {
  it('are set, changed and taken from machines and activities', async () => {
    const opened = await withMachine(pass, { tags: [{ key: 'a', value: '1' }] });
    const resourceArn = machineArn;
    await opened.call('TagResource', { resourceArn, tags: [{ key: 'a', value: '2' }, { key: 'b' }] });
    expect(await opened.call('ListTagsForResource', { resourceArn })).toEqual({
      tags: [
        { key: 'a', value: '2' },
        { key: 'b', value: '' },
      ],
    });
    await opened.call('UntagResource', { resourceArn, tagKeys: ['a', 'none'] });
    expect(await opened.call('ListTagsForResource', { resourceArn })).toEqual({
      tags: [{ key: 'b', value: '' }],
    });
    const { activityArn = '' } = await opened.call('CreateActivity', {
      name: 'A',
      tags: [{ key: 'x', value: 'y' }],
    });
    expect(await opened.call('ListTagsForResource', { resourceArn: activityArn })).toEqual({
      tags: [{ key: 'x', value: 'y' }],
    });
  });

  it('belong to no version and to nothing that does not exist', async () => {
    const opened = await twoVersions();
    for (const resourceArn of [`${machineArn}:1`, `${machineArn}x`]) {
      await expect(opened.call('TagResource', { resourceArn, tags: [] })).rejects.toMatchObject({
        code: 'ResourceNotFound',
        message: `Resource not found: '${resourceArn}'`,
      });
    }
    await expect(
      opened.call('TagResource', { resourceArn: machineArn, tags: [{ key: '', value: '' }] }),
    ).rejects.toMatchObject({ code: 'ValidationException' });
    const tags = Array.from({ length: 51 }, (_, at) => ({ key: String(at), value: '' }));
    await expect(opened.call('TagResource', { resourceArn: machineArn, tags })).rejects.toMatchObject({
      code: 'TooManyTags',
    });
  });
});
