import { DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';

/** Reads the table as anybody with the right to could: without a line of the bot. */
export function createRecords({ env }) {
  const client = new DynamoDBClient({
    region: env.AWS_REGION,
    endpoint: env.AWS_ENDPOINT_URL_DYNAMODB,
    credentials: { accessKeyId: env.AWS_ACCESS_KEY_ID, secretAccessKey: env.AWS_SECRET_ACCESS_KEY },
  });
  const scan = async (prefix, attribute) => {
    const found = [];
    const query = {
      TableName: env.SIGNALBOX_TABLE,
      ConsistentRead: true,
      FilterExpression: 'begins_with(pk, :prefix)',
      ExpressionAttributeValues: { ':prefix': { S: prefix } },
    };
    for await (const { Items: items = [] } of paginateScan({ client }, query))
      for (const item of items) if (item[attribute]) found.push(JSON.parse(item[attribute].S));
    return found;
  };
  return {
    approvals: () => scan('APPROVAL#', 'record'),
    close: () => client.destroy(),
  };
}
