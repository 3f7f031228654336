// What became of every execution, from outside: its history against the record, the audit and the cards. Pure.

const tokenEnds = /^(?:Task|Activity)(?:Succeeded|Failed)$/;
const decisionOf = { approved: 'approve', rejected: 'reject' };

/**
 * @param executions `{ executionArn, events }`: each with its whole history
 * @param approvals the records of the store
 * @param audit all lines of the audit
 * @param cards `{ approvalId, buttons, text }`: every card in Slack
 */
export function judge({ executions, approvals, audit, cards }) {
  const byExecution = grouped(
    approvals,
    ({ ask, provenance }) => provenance.executionArn ?? ask.claimed?.executionArn,
  );
  const linesOf = grouped(audit, ({ approvalId }) => approvalId);
  const cardsOf = grouped(cards, ({ approvalId }) => approvalId);
  const lost = [];
  const double = [];
  for (const { executionArn, events } of executions) {
    const records = byExecution.get(executionArn) ?? [];
    const fault = (list, because) => list.push({ executionArn, because, ids: records.map(({ id }) => id) });
    const ends = events.filter(({ type }) => tokenEnds.test(type));
    const last = events.at(-1)?.type;
    if (ends.length === 0 || !/^Execution(?:Succeeded|Failed)$/.test(last)) {
      fault(
        lost,
        `it stands at ${last}, its records at ${records.map(({ status }) => status).join(', ') || 'none'}`,
      );
      continue;
    }
    if (ends.length > 1) fault(double, `${ends.length} tokens of it were taken`);
    // A decision that came after its task was over is recorded, and told as too late: the task's next ask is decided anew.
    const decided = records.filter(({ status, token }) => status in decisionOf && token.kind !== 'too-late');
    if (decided.length !== 1) {
      fault(decided.length === 0 ? lost : double, `${decided.length} of its records are decided`);
      continue;
    }
    const [record] = decided;
    const because = contradiction(record, ends[0], linesOf.get(record.id) ?? []);
    if (because !== undefined) fault(double, because);
  }
  const open = cards.filter(({ buttons }) => buttons);
  return {
    decided: executions.length - new Set([...lost, ...double].map(({ executionArn }) => executionArn)).size,
    lost,
    double,
    cards_left_open: open,
    cards_twice: [...cardsOf.values()]
      .filter((list) => list.length > 1)
      .map(([{ approvalId }]) => approvalId),
    records_without_card: approvals.filter(({ id }) => !cardsOf.has(id)).map(({ id }) => id),
    work_left: approvals.filter(({ due }) => due.length > 0).map(({ id, due }) => ({ id, due })),
  };
}

/** Where the record, its audit and what the workflow heard say different things. */
function contradiction(record, end, lines) {
  const heard = heardIn(end);
  const { status, decisionId } = record;
  if (heard.decision !== status) return `the workflow heard ${heard.decision}, the record says ${status}`;
  if (heard.decisionId !== decisionId)
    return `the workflow heard decision ${heard.decisionId}, the record has ${decisionId}`;
  if (record.token.kind !== 'returned') return `its token was taken, the record says ${record.token.kind}`;
  const decisions = lines.filter(({ what }) => what === 'decided');
  if (decisions.length !== 1) return `its audit has ${decisions.length} decisions`;
  const [{ who, detail }] = decisions;
  const [by] = record.decisions;
  if (record.decisions.length !== 1 || who !== by.approver)
    return `its audit says ${who} decided, the record says ${record.decisions.map(({ approver }) => approver).join(', ')}`;
  if (detail.verdict !== decisionOf[status]) return `its audit says ${detail.verdict}, the record ${status}`;
  const returned = lines.filter(({ what }) => what === 'token-returned').length;
  return returned === 1 ? undefined : `its audit has ${returned} returns of the token`;
}

function heardIn({ type, output, error, cause }) {
  if (/Succeeded$/.test(type)) {
    const { decision, decisionId } = JSON.parse(output);
    return { decision, decisionId };
  }
  const [, decisionId] = /\(decision (\S+)\)\.$/.exec(cause ?? '') ?? [];
  return { decision: error === 'Rejected' ? 'rejected' : error, decisionId };
}

function grouped(list, keyOf) {
  const groups = new Map();
  for (const item of list) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
