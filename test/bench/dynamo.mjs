// DynamoDB's double, a process of its own: dynalite, and faults before and after its work. It listens for faults on its
// parent's channel: `{ operation, kind }` breaks the next call of that operation.
import { createServer, request as forward } from 'node:http';
import dynalite from 'dynalite';

const endings = {
  throttled: [
    400,
    'com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException',
    'The level of configured provisioned throughput for the table was exceeded.',
  ],
  failed: [500, 'com.amazonaws.dynamodb.v20120810#InternalServerError', 'Internal server error'],
};
const waiting = [];
const counts = {};
let met = 0;
process.on('message', (message) => {
  if (message.fault) waiting.push(message.fault);
  if (message.count) process.send({ counts, met });
});
process.on('disconnect', () => process.exit(0));

const listen = (server, host) =>
  new Promise((resolve) => server.listen(0, host, () => resolve(server.address().port)));
const inner = await listen(dynalite({ createTableMs: 0 }), '127.0.0.1');

const front = createServer((request, response) => {
  const operation = String(request.headers['x-amz-target']).split('.')[1];
  counts[operation] = (counts[operation] ?? 0) + 1;
  const at = waiting.findIndex((fault) => fault.operation === operation);
  const [fault] = at < 0 ? [] : waiting.splice(at, 1);
  if (fault) met += 1;
  const ending = fault && endings[fault.kind];
  if (ending) {
    const [status, type, message] = ending;
    request.resume();
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' });
    response.end(JSON.stringify({ __type: type, message }));
    return;
  }
  const { method, url, headers } = request;
  const through = forward({ host: '127.0.0.1', port: inner, method, path: url, headers }, (answer) => {
    // The work is done; whoever asked never hears of it.
    if (fault?.kind === 'answer lost') {
      answer.resume();
      response.destroy();
      return;
    }
    response.writeHead(answer.statusCode, answer.headers);
    answer.pipe(response);
  });
  through.on('error', () => response.destroy());
  request.pipe(through);
});
front.keepAliveTimeout = 60_000;
process.send({ endpoint: `http://127.0.0.1:${await listen(front, '127.0.0.1')}` });
