import type { ManagedPolicy } from './entities.ts';

/** Policies that AWS keeps in every account, as far as anything here attaches them. https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html */
const statements: Readonly<Record<string, object>> = {
  AdministratorAccess: { Effect: 'Allow', Action: '*', Resource: '*' },
  // The costly and the lasting ones of what it denies.
  AWSCompromisedKeyQuarantineV3: {
    Effect: 'Deny',
    Action: [
      'cloudtrail:LookupEvents',
      'ec2:RunInstances',
      'ec2:StartInstances',
      'iam:AttachUserPolicy',
      'iam:CreateAccessKey',
      'iam:CreateRole',
      'iam:CreateUser',
      'iam:DeleteAccessKey',
      'iam:ListUsers',
      'iam:PassRole',
      'iam:PutUserPolicy',
      'iam:UpdateAccessKey',
      'lambda:CreateFunction',
      'lambda:UpdateFunctionCode',
      's3:GetObject',
      's3:ListAllMyBuckets',
      'sts:GetSessionToken',
    ],
    Resource: ['*'],
  },
  AWSDenyAll: { Sid: 'DenyAll', Effect: 'Deny', Action: ['*'], Resource: '*' },
  'service-role/AWSLambdaBasicExecutionRole': {
    Effect: 'Allow',
    Action: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
    Resource: '*',
  },
};

const policies: ReadonlyMap<string, ManagedPolicy> = new Map(
  Object.entries(statements).map(([path, statement], index) => {
    const arn = `arn:aws:iam::aws:policy/${path}`;
    const name = path.split('/').at(-1) ?? path;
    const id = `ANPA${'A'.repeat(16)}${String(index)}`;
    const document = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
    return [arn, { arn, name, id, document }];
  }),
);

export function awsManaged(arn: string): ManagedPolicy | undefined {
  return policies.get(arn);
}
