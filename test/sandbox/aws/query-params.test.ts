import { describe, expect, it } from '@jest/globals';
import { queryParams } from '../../../src/sandbox/aws/query-params.ts';

const read = (text: string) => queryParams(new URLSearchParams(text));

describe('parameters of the Query protocol', () => {
  it('stay flat where they are flat', () => {
    expect(read('Action=X&Name=a%20b')).toEqual({ Action: 'X', Name: 'a b' });
  });

  it('make lists of members, in the order of their numbers', () => {
    expect(read('TagKeys.member.2=b&TagKeys.member.1=a&TagKeys.member.10=c')).toEqual({
      TagKeys: ['a', 'b', 'c'],
    });
    expect(read('Tags.member=')).toEqual({ Tags: [] });
    expect(read('Tags.member.1.Key=k&Tags.member.1.Value=v')).toEqual({ Tags: [{ Key: 'k', Value: 'v' }] });
  });

  it('make maps of entries, however their halves are spelt', () => {
    expect(read('Attributes.entry.1.key=a&Attributes.entry.1.value=1')).toEqual({ Attributes: { a: '1' } });
    expect(
      read('M.entry.1.Name=a&M.entry.1.Value.DataType=String&M.entry.1.Value.StringValue=x&M.entry.2.Name=b'),
    ).toEqual({ M: { a: { DataType: 'String', StringValue: 'x' }, b: '' } });
  });

  it('make lists of flattened parameters', () => {
    expect(read('Attribute.1.Name=a&Attribute.1.Value=b&Attribute.2.Name=c')).toEqual({
      Attribute: [{ Name: 'a', Value: 'b' }, { Name: 'c' }],
    });
  });

  it('nest maps within members', () => {
    expect(
      read('E.member.1.Id=1&E.member.1.A.entry.1.Name=n&E.member.1.A.entry.1.Value.DataType=Number'),
    ).toEqual({
      E: [{ Id: '1', A: { n: { DataType: 'Number' } } }],
    });
  });

  it('make objects of other dots, and leave names such as member alone there', () => {
    expect(read('P.Name=n&P.member=m')).toEqual({ P: { Name: 'n', member: 'm' } });
    expect(read('P.member.Name=n')).toEqual({ P: { member: { Name: 'n' } } });
  });

  it('let a later value win over an earlier one, and ignore what is nested without end', () => {
    expect(read('A=1&A.b=2')).toEqual({ A: { b: '2' } });
    expect(read(`${'a.'.repeat(50)}a=1&B=2`)).toEqual({ B: '2' });
  });

  it('do not reach prototypes', () => {
    read('__proto__.polluted=1&constructor.prototype.polluted=1');
    expect({}).not.toHaveProperty('polluted');
  });
});
