// Who may import whom: the walls between the rooms of src/. docs/decisions/rooms.md says why.
const core = ['access', 'approvals', 'executions', 'incidents', 'delivery', 'events'];
const adapters = ['slack', 'aws', 'stores', 'pictures', 'http'];
const room = (names) => `^src/(${names.join('|')})/`;

const only = (from, allowed, comment) => ({
  name: `${from}-imports-only`,
  severity: 'error',
  comment,
  from: { path: `^src/${from}/` },
  to: { path: '^src/', pathNot: [`^src/${from}/`, ...allowed.map((name) => `^src/${name}/`)] },
});

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    only('platform', [], 'platform stands on nothing'),
    only('states-language', ['platform'], 'the language is pure'),
    only('event-patterns', ['platform'], 'the pattern language is pure'),
    only('forms', ['platform'], 'forms are pure'),
    only(
      'sandbox',
      ['platform', 'states-language', 'event-patterns'],
      'a stand-in that knows our core proves nothing',
    ),
    only('templates', [], 'templates are read, pure'),
    only('workflows', ['templates'], 'what ships is found by its own files'),
    {
      name: 'functions-import-nothing-of-us',
      severity: 'error',
      comment: 'a shipped function runs alone in Lambda',
      from: { path: '^src/workflows/([^/]+)/functions/' },
      to: { path: '^src/', pathNot: '^src/workflows/$1/functions/' },
    },
    ...core.map((name) => ({
      name: `${name}-values`,
      severity: 'error',
      comment: 'core rooms share types; values travel through ports joined in app.ts',
      from: { path: `^src/${name}/` },
      to: {
        path: '^src/',
        pathNot: [
          `^src/${name}/`,
          '^src/platform/',
          '^src/states-language/',
          '^src/event-patterns/',
          '^src/forms/',
        ],
        dependencyTypesNot: ['type-only'],
      },
    })),
    {
      name: 'core-knows-no-adapter',
      severity: 'error',
      from: { path: room(core) },
      to: {
        path: '^src/',
        pathNot: [
          room(core),
          '^src/platform/',
          '^src/states-language/',
          '^src/event-patterns/',
          '^src/forms/',
        ],
      },
    },
    ...adapters.map((name) => ({
      name: `${name}-imports-only`,
      severity: 'error',
      comment: 'adapters know the core, never each other',
      from: { path: `^src/${name}/` },
      to: {
        path: '^src/',
        pathNot: [
          `^src/${name}/`,
          room(core),
          '^src/platform/',
          '^src/states-language/',
          '^src/event-patterns/',
          '^src/forms/',
          '^src/config/',
        ],
      },
    })),
    {
      name: 'config-types-of-core',
      severity: 'error',
      from: { path: '^src/config/' },
      to: {
        path: '^src/',
        pathNot: [
          '^src/config/',
          '^src/platform/',
          '^src/states-language/',
          '^src/event-patterns/',
          '^src/forms/',
        ],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'enter-by-the-door',
      severity: 'error',
      comment: "another room's files are reached through its index.ts",
      from: { path: '^src/([^/]+)/' },
      to: {
        path: '^src/[^/]+/.+',
        pathNot: ['^src/$1/', '^src/[^/]+/index\\.ts$', '^src/stores/[^/]+/index\\.ts$'],
      },
    },
    {
      name: 'bolt-only-in-slack',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/slack/' },
      to: { path: 'node_modules/@slack/(bolt|web-api|socket-mode)' },
    },
    {
      name: 'aws-sdk-only-in-aws',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(aws|stores/dynamodb|workflows)/' },
      to: { path: 'node_modules/@aws-sdk' },
    },
    {
      name: 'cron-only-in-platform',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/platform/' },
      to: { path: 'node_modules/node-cron' },
    },
    {
      name: 'no-dev-dependencies-in-the-bot',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/sandbox/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-unlisted-packages',
      severity: 'error',
      from: { path: '^(src|test)/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    { name: 'not-to-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'no-orphans',
      severity: 'error',
      from: {
        orphan: true,
        path: '^src/',
        pathNot: ['^src/sandbox/page/app/', '^src/workflows/[^/]+/(functions|jobs)/', '[.]d[.]ts$'],
      },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|src/sandbox/page/app)' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
