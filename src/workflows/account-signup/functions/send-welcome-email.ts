import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';

const sns = new SNSClient({});
const TopicArn = process.env['WELCOME_TOPIC'] ?? '';

/** Says that the account is there. Who is subscribed to the topic sends the mail. */
export async function handler(account: {
  readonly name: string;
  readonly email: string;
}): Promise<{ messageId: string }> {
  const { name, email } = account;
  const { MessageId } = await sns.send(
    new PublishCommand({
      TopicArn,
      Subject: 'Welcome',
      Message: `Your account ${name} is ready.`,
      MessageAttributes: { email: { DataType: 'String', StringValue: email } },
    }),
  );
  return { messageId: MessageId ?? '' };
}
