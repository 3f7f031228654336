/** Codes of AWS Health that say that somebody else may act in this account; and what they say of a key. */
const risks: ReadonlyMap<string, string> = new Map([
  ['AWS_RISK_CREDENTIALS_EXPOSED', 'is exposed'],
  ['AWS_RISK_CREDENTIALS_EXPOSURE_SUSPECTED', 'may be exposed'],
  ['AWS_RISK_CREDENTIALS_COMPROMISED', 'is compromised'],
  ['AWS_RISK_CREDENTIALS_COMPROMISE_SUSPECTED', 'may be compromised'],
  ['AWS_RISK_IAM_QUARANTINE', 'was put in quarantine by AWS'],
  ['AWS_RISK_ACCOUNT_CONSOLE_COMPROMISE', 'belongs to an account whose console may be in other hands'],
]);

export function isRisk(code: string): boolean {
  return risks.has(code);
}

/** Behind "Access key AKIA… of somebody"; undefined for any other code. */
export function riskInWords(code: string): string | undefined {
  return risks.get(code);
}
