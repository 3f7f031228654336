import { AwsError } from '../aws-error.ts';

/** An error of S3, with what its XML and headers say beyond code and message. */
export class S3Error extends AwsError {
  readonly elements: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  constructor(
    code: string,
    message: string,
    status: number,
    more: {
      elements?: Readonly<Record<string, string>>;
      headers?: Readonly<Record<string, string>>;
    } = {},
  ) {
    super(code, message, status);
    this.elements = more.elements ?? {};
    this.headers = more.headers ?? {};
  }
}

export function noSuchBucket(BucketName: string): S3Error {
  return new S3Error('NoSuchBucket', 'The specified bucket does not exist', 404, {
    elements: { BucketName },
  });
}

export function noSuchKey(Key: string): S3Error {
  return new S3Error('NoSuchKey', 'The specified key does not exist.', 404, { elements: { Key } });
}

export function invalidArgument(message: string, ArgumentName: string, ArgumentValue: string): S3Error {
  return new S3Error('InvalidArgument', message, 400, { elements: { ArgumentName, ArgumentValue } });
}

export function malformedXml(): S3Error {
  return new S3Error(
    'MalformedXML',
    'The XML you provided was not well-formed or did not validate against our published schema',
    400,
  );
}
