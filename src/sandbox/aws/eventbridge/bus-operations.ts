import { isJsonObject, parseJson, type JsonObject, type JsonValue } from '../../../platform/index.ts';
import { AwsError, validationError } from '../aws-error.ts';
import type { Operations } from '../operation.ts';
import { optionalText, text } from '../page.ts';
import { busArn, defaultBus, type Bus, type Buses } from './bus.ts';
import { broken, busNamePattern, checkName, limited } from './constraint.ts';
import { putTags } from './tags.ts';

export function busOperations(needs: { buses: Buses; now: () => number }): Operations {
  const { buses, now } = needs;
  return {
    CreateEventBus(params, caller) {
      const name = checkName(busName(params), 'name', 256, busNamePattern);
      if (buses.find(caller, busArn(caller, name))) {
        throw new AwsError('ResourceAlreadyExistsException', `Event bus ${name} already exists.`);
      }
      if (name.includes('/')) throw validationError("Event bus name must not contain '/'.");
      const bus = buses.create(caller, name);
      const description = optionalText(params, 'Description');
      if (description !== undefined) bus.description = description;
      putTags(bus.tags, params);
      return { EventBusArn: bus.arn, ...(description !== undefined && { Description: description }) };
    },
    DeleteEventBus(params, caller) {
      const bus = buses.get(caller, busName(params));
      if (bus.name === defaultBus) throw validationError('Cannot delete event bus default.');
      if (bus.rules.size > 0)
        throw validationError(`Event bus ${bus.name} can't be deleted since it has rules.`);
      buses.delete(bus);
      return {};
    },
    DescribeEventBus: (params, caller) => onTheWire(buses.get(caller, optionalText(params, 'Name'))),
    ListEventBuses(params, caller) {
      const prefix = optionalText(params, 'NamePrefix') ?? '';
      const found = buses.in(caller).filter(({ name }) => name.startsWith(prefix));
      const page = limited(found, params, ({ arn }) => arn);
      return { EventBuses: page.items.map(onTheWire), ...page.next };
    },
    PutPermission(params, caller) {
      const bus = buses.get(caller, optionalText(params, 'EventBusName'));
      const policy = optionalText(params, 'Policy');
      const statements = policy === undefined ? [statementOf(params, bus)] : statementsOf(policy);
      if (policy !== undefined) bus.statements.length = 0;
      for (const statement of statements) {
        removeStatement(bus, statement['Sid']);
        bus.statements.push(statement);
      }
      bus.modifiedAt = now();
      return {};
    },
    RemovePermission(params, caller) {
      const bus = buses.get(caller, optionalText(params, 'EventBusName'));
      if (params['RemoveAllPermissions'] === true) bus.statements.length = 0;
      else if (!removeStatement(bus, text(params, 'StatementId'))) {
        throw new AwsError('ResourceNotFoundException', 'Statement with the provided id does not exist.');
      }
      bus.modifiedAt = now();
      return {};
    },
  };
}

function busName(params: JsonObject): string {
  if (params['Name'] === undefined) throw broken(null, 'name', 'not be null');
  return text(params, 'Name');
}

function onTheWire(bus: Bus): JsonObject {
  return {
    Name: bus.name,
    Arn: bus.arn,
    ...(bus.description !== undefined && { Description: bus.description }),
    ...(bus.statements.length > 0 && {
      Policy: JSON.stringify({ Version: '2012-10-17', Statement: bus.statements }),
    }),
    CreationTime: bus.createdAt / 1000,
    LastModifiedTime: bus.modifiedAt / 1000,
  };
}

function statementOf(params: JsonObject, bus: Bus): JsonObject {
  const principal = text(params, 'Principal');
  const condition = params['Condition'];
  return {
    Sid: text(params, 'StatementId'),
    Effect: 'Allow',
    Principal: principal === '*' ? '*' : { AWS: `arn:aws:iam::${principal}:root` },
    Action: optionalText(params, 'Action') ?? 'events:PutEvents',
    Resource: bus.arn,
    ...(isJsonObject(condition) && {
      Condition: { [text(condition, 'Type')]: { [text(condition, 'Key')]: text(condition, 'Value') } },
    }),
  };
}

function statementsOf(policy: string): readonly JsonObject[] {
  const parsed = parseJson(policy);
  const statement = isJsonObject(parsed) ? parsed['Statement'] : undefined;
  const list: readonly (JsonValue | undefined)[] = Array.isArray(statement)
    ? (statement as readonly JsonValue[])
    : [statement];
  if (list.every((item): item is JsonObject => isJsonObject(item))) return list;
  throw validationError('Parameter Policy is not valid. Reason: The policy is not a policy document.');
}

function removeStatement(bus: Bus, sid: JsonValue | undefined): boolean {
  const at = bus.statements.findIndex((statement) => statement['Sid'] === sid);
  if (at < 0 || sid === undefined) return false;
  bus.statements.splice(at, 1);
  return true;
}
