/** What `exposed_keys:` of signalbox.yaml says. */
export interface ExposedKeyPolicy {
  /** `at_once`: made inactive when the incident opens; `ask`: when somebody presses. */
  readonly contain: 'at_once' | 'ask';
  /** Globs of user names that are never touched. */
  readonly protect: readonly string[];
  /** Whether AWS's quarantine policy may be attached to the user. */
  readonly quarantine: boolean;
  /** Whether a key may be deleted once a second person agrees. */
  readonly delete: 'second_person' | 'never';
  /** ARN of the SNS topic that security hears by. */
  readonly notify?: string;
  /** Says what would be done, and changes nothing. */
  readonly dryRun: boolean;
  /** Regions whose CloudTrail is read beside the own and those of IAM and of the last use. */
  readonly regions: readonly string[];
}
