import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cached } from './cache.mjs';
import { freePort, startServer } from './server.mjs';
import { runTool } from './tool.mjs';

const version = '1.7.1';

const pom = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>signalbox</groupId>
  <artifactId>peers</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>org.elasticmq</groupId>
      <artifactId>elasticmq-server_2.13</artifactId>
      <version>${version}</version>
    </dependency>
  </dependencies>
</project>
`;

const settings = (port) => `include classpath("application.conf")
node-address { protocol = http, host = "127.0.0.1", port = ${port}, context-path = "" }
rest-sqs { enabled = true, bind-port = ${port}, bind-hostname = "127.0.0.1", sqs-limits = strict }
rest-stats { enabled = false }
`;

/** ElasticMQ, from Maven Central. */
export async function startElasticMq() {
  await runTool('java', ['-version']);
  const jars = await cached(`elasticmq-${version}`, (folder) =>
    inScratch(async (scratch) => {
      writeFileSync(join(scratch, 'pom.xml'), pom);
      const copy = ['dependency:copy-dependencies', `-DoutputDirectory=${folder}`];
      await runTool('mvn', ['-q', '-B', ...copy], { cwd: scratch });
    }),
  );
  const port = await freePort();
  return inScratch(async (scratch) => {
    const file = join(scratch, 'elasticmq.conf');
    writeFileSync(file, settings(port));
    return startServer({
      name: 'ElasticMQ',
      command: 'java',
      args: [`-Dconfig.file=${file}`, '-cp', join(jars, '*'), 'org.elasticmq.server.Main'],
      origin: `http://127.0.0.1:${port}`,
    });
  });
}

async function inScratch(work) {
  const scratch = mkdtempSync(join(tmpdir(), 'signalbox-elasticmq-'));
  try {
    return await work(scratch);
  } finally {
    rmSync(scratch, { recursive: true });
  }
}
