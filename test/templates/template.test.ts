import { describe, expect, it } from '@jest/globals';
import { readTemplate, stackOf } from '../../src/templates/index.ts';

const settings = { name: 'demo', region: 'eu-west-1', account: '111111111111', parameters: {} };
const resources = (text: string, more: Partial<typeof settings> = {}) =>
  stackOf(readTemplate(text), { ...settings, ...more }).resources;

describe('a template', () => {
  it.each([
    ['!Ref Topic', 'arn:aws:sns:eu-west-1:111111111111:news'],
    ['!Ref Queue', 'https://sqs.eu-west-1.amazonaws.com/111111111111/demo-Queue'],
    ['!GetAtt Queue.Arn', 'arn:aws:sqs:eu-west-1:111111111111:demo-Queue'],
    ['{ "Fn::GetAtt": [Bucket, Arn] }', 'arn:aws:s3:::files-111111111111'],
    ['!Ref Bucket', 'files-111111111111'],
    ['!GetAtt Role.Arn', 'arn:aws:iam::111111111111:role/demo-Role'],
    ['!Ref Machine', 'arn:aws:states:eu-west-1:111111111111:stateMachine:m'],
    ['!Ref Retained', '5'],
    [
      '!Sub "${AWS::Region}/${Topic}/${Queue.QueueName}/${!Kept}"',
      'eu-west-1/arn:aws:sns:eu-west-1:111111111111:news/demo-Queue/${Kept}',
    ],
    ['!Sub ["${A}-b", { A: !Ref Bucket }]', 'files-111111111111-b'],
    ['!Join ["/", [a, !Ref Retained]]', 'a/5'],
    ['!Select [1, !Split [",", "a,b"]]', 'b'],
    ['!If [IsEurope, yes, no]', 'yes'],
    ['[a, !If [IsEurope, !Ref AWS::NoValue, b]]', ['a']],
  ])('gives for %s what CloudFormation would', (written, wanted) => {
    const [first] = resources(`
Parameters: { Retained: { Type: Number, Default: 5 } }
Conditions: { IsEurope: !And [!Equals [!Ref AWS::Region, eu-west-1], !Not [!Equals [a, b]]] }
Resources:
  Asked: { Type: X::Y::Z, Properties: { Value: ${written} } }
  Topic: { Type: AWS::SNS::Topic, Properties: { TopicName: news } }
  Queue: { Type: AWS::SQS::Queue }
  Bucket: { Type: AWS::S3::Bucket, Properties: { BucketName: !Sub 'files-\${AWS::AccountId}' } }
  Role: { Type: AWS::IAM::Role }
  Machine: { Type: AWS::StepFunctions::StateMachine, Properties: { StateMachineName: m } }
`);
    expect(first?.properties).toEqual({ Value: wanted });
  });

  it('takes the parameters of its stack, and leaves out what a condition leaves out', () => {
    const text = `
Parameters: { Part: { Type: String, Default: primary } }
Conditions: { IsPrimary: !Equals [!Ref Part, primary] }
Resources:
  Rule: { Type: AWS::Events::Rule, Condition: IsPrimary, Properties: { Name: made } }
  Topic: { Type: AWS::SNS::Topic, Properties: { TopicName: !Ref Part } }
`;
    expect(resources(text).map(({ name }) => name)).toEqual(['made', 'primary']);
    expect(resources(text, { parameters: { Part: 'dr' } }).map(({ name }) => name)).toEqual(['dr']);
  });

  it('that uses what is not read here says so', () => {
    const text = "Resources: { A: { Type: X::Y::Z, Properties: { V: { 'Fn::ImportValue': x } } } }";
    expect(() => resources(text)).toThrow('Fn::ImportValue is not read here');
    expect(() => resources('Resources: { A: { Type: X::Y::Z, Properties: { V: !Ref None } } }')).toThrow(
      'The template has no resource None.',
    );
  });
});
