/** The app under test. */
export const app = {
  id: 'A0SIGNALBOX',
  botId: 'B0SIGNALBOX',
  userId: 'U0SIGNALBOX',
  name: 'signalbox',
  realName: 'Signalbox',
};

/** Slack's own bot, in every workspace. */
export const slackbot = 'USLACKBOT';
