import { assertNever } from '../platform/index.ts';
import type { RefusalCode } from './press.ts';

/**
 * What a person is told who may not decide: what happened, why, and who can.
 * @param about.who who can decide now, in words
 * @param about.channel where the approval's card stands
 * @param about.because why the execution could not be proven, or whose look-up failed
 */
export function refusalSentence(
  code: RefusalCode,
  about: { who: string; channel: string; standing?: string; because?: string },
): string {
  const { who, channel, because } = about;
  switch (code) {
    case 'unknown-approval':
      return 'Nothing was decided: Signalbox has no record of this approval. If the card is real, tell whoever runs Signalbox.';
    case 'foreign-card':
      return `Nothing was decided: this button does not belong to the approval's own card. Use the card in #${channel}.`;
    case 'not-a-member':
      return `Nothing was decided: only full members of this workspace may decide, and you are here as ${about.standing ?? 'something else'}. Who can: ${who}.`;
    case 'lookup-failed':
      return `Nothing was decided: ${because ?? 'your rights could not be looked up; try again in a minute.'}`;
    case 'not-an-approver':
      return `Nothing was decided: this gate does not name you. Who can: ${who}.`;
    case 'not-among':
      return `Nothing was decided: the ask names you, but you are not in the group this gate allows. Who can: ${who}.`;
    case 'own-request':
      return `Nothing was decided: you asked for this yourself, so somebody else must approve it. Who can: ${who}.`;
    case 'decided-earlier':
      return `Nothing was decided: you decided at an earlier level, and this one wants somebody else. Who can: ${who}.`;
    case 'agreed-already':
      return 'You have approved this already; others must agree too before it counts. Your press changed nothing.';
    case 'requester-unknown':
      return 'Nothing was decided: this gate must know who asked, and this execution does not say. Start it with `/workflow start`.';
    case 'policy-changed':
      return 'Nothing was decided: signalbox.yaml no longer has this gate in the form it was asked under. Ask again by starting a new execution.';
    case 'being-verified':
      return 'Nothing was decided yet: the execution behind this card is being verified. Press again in a moment.';
    case 'unverified':
      return `Nothing was decided: the execution behind this card could not be proven (${because ?? 'no reason was recorded'}).`;
    case 'reason-missing':
      return 'Say why: this gate asks for a reason.';
    case 'form-wrong':
      return `Nothing was decided: the form of this gate is not filled in as it asks (${because ?? ''}).`;
    case 'not-confirmed':
      return 'Nothing was decided: this is your own request. Press Approve on its card again, and confirm there that you approve it alone.';
    case 'not-requester':
      return 'Nothing was withdrawn: only the person who asked for this can withdraw it.';
    case 'not-in-slack':
      return 'Nothing was decided: this gate is critical and is decided on the command line, with the line on its card.';
    default:
      return assertNever(code);
  }
}
