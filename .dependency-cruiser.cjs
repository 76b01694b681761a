// The direction of the house (engine/docs/adr). Each rule says why it exists: that is what a failing test prints.

/** Imports that a folder may use; everything else in the repository is forbidden to it. */
const only = (name, from, allowed, comment) => ({
  name,
  severity: 'error',
  comment,
  from: { path: from, pathNot: '/main\\.ts$' },
  to: { path: '^(engine|workflows|activities|connectors|designer|test)/', pathNot: [from, ...allowed] },
});

const never = (name, from, to, comment, fromNot) => ({
  name,
  severity: 'error',
  comment,
  from: { path: from, ...(fromNot ? { pathNot: fromNot } : {}) },
  to,
});

const contracts = '^engine/contracts/';
const wording = '^engine/wording/';
const expression = '^engine/expression/';
const decision = '^engine/decision/';
const model = '^engine/model/';
const kernel = '^engine/kernel/';
/** Contract and front door; what of it is a function stays closed to rows and requests, see `types-of-the-kernel-only`. */
const kernelTypes = '^engine/kernel/(contract/|index\\.ts$)';
/** What folders say, in both languages, without what says it. */
const translation = '^engine/translation/';
const config = '^engine/config/';
const store = '^engine/store/';
const form = '^engine/form/';
const pure = '^engine/(kernel|expression|decision|simulation|wording)/';

/** Programs for the developer's machine that lie beside what they generate; they never run with the product. */
const generators = '/generate-[^/]+\\.ts$';

module.exports = {
  forbidden: [
    {
      name: 'no-cycle',
      severity: 'error',
      // Judged on a graph without `import type`: types may name each other.
      comment: 'Modules of a cycle can only be understood, tested and moved together.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-import-of-main',
      severity: 'error',
      comment: 'A main file wires the sides together; whoever imports it gets all of them, and starts them.',
      from: {},
      to: { path: '^(engine|activities|designer|workflows|connectors)/.*main\\.tsx?$' },
    },
    {
      name: 'resolvable',
      severity: 'error',
      comment: 'The imported file is not there.',
      from: {},
      to: { couldNotResolve: true, path: '^[.#]' },
    },
    only(
      'contracts-know-nobody',
      contracts,
      [],
      'Contracts are what two sides exchange: knowing a side would tie the other to it.',
    ),
    only(
      'wording-below-all',
      wording,
      [contracts],
      'Whoever says something to people says it through here, FEEL and kernel included: it may know none of them.',
    ),
    only(
      'translation-of-words',
      translation,
      [contracts, wording, '^engine/(expression|decision|form|kernel|model|store)/words/'],
      'Pages and server load it to show a text in another language: the words alone, not the engine that says them.',
    ),
    only(
      'expression-stands-alone',
      expression,
      [contracts, wording],
      'FEEL runs in the workflow sandbox, the browser and the server alike: it may know JSON and nothing else.',
    ),
    only(
      'decision-on-expression',
      decision,
      [contracts, wording, expression],
      'A decision is pure: it needs FEEL, and no engine.',
    ),
    only(
      'model-on-expression',
      model,
      [contracts, wording, expression, decision],
      'A definition is compiled before anything runs, in the browser too: it may know expressions and decisions, not who executes it.',
    ),
    only(
      'kernel-on-model',
      kernel,
      [contracts, wording, expression, decision, model],
      'One pure kernel serves workflow, simulation, test kit and replay: what it imports, all four must carry.',
    ),
    only(
      'form-on-contracts',
      form,
      [contracts, wording, expression],
      'Forms are checked by the server and shown by the browser.',
    ),
    only(
      'simulation-on-kernel',
      '^engine/simulation/',
      [contracts, expression, decision, model, kernel],
      'A simulation plays the kernel, in the browser: no host behind it.',
    ),
    only(
      'store-below',
      store,
      [contracts, wording, config, kernelTypes, model],
      "The store keeps rows. Knowing server, activities or the kernel's inside would make it depend on who asks.",
    ),
    only(
      'workflows-on-kernel',
      '^workflows/',
      [contracts, expression, decision, model, kernel],
      'Workflow code is replayed for ever: server, store and activities change too often to be part of it.',
    ),
    only(
      'server-never-inside-the-kernel',
      '^engine/server/',
      [
        contracts,
        wording,
        translation,
        config,
        expression,
        decision,
        model,
        form,
        store,
        kernelTypes,
        '^engine/simulation/',
        '^connectors/',
      ],
      'The server asks instances by request and reads rows; a server that steps a kernel would be a second host.',
    ),
    only('config-on-contracts', config, [contracts], 'Everybody reads the configuration, so it may know nobody.'),
    only(
      'embedded-below-the-product',
      '^engine/embedded/',
      [contracts, config, store],
      'What finds and starts processes must run while the product itself is broken.',
    ),
    only(
      'designer-in-the-browser',
      '^designer/',
      [
        contracts,
        wording,
        translation,
        expression,
        decision,
        model,
        form,
        kernel,
        '^engine/simulation/',
        '^engine/testing/',
        '^connectors/',
      ],
      'The pages run in a browser and speak to the server over HTTP alone.',
    ),
    // Judged on a graph without `import type`.
    never(
      'types-of-the-kernel-only',
      '^engine/(server|store)/',
      { path: kernel },
      'Whoever steps a kernel hosts instances; server and store speak its types and leave the stepping to workflows.',
    ),
    never(
      'engine-without-commerce',
      '^engine/',
      { path: '^activities/commerce/' },
      'The engine is sold without the shop: commerce stands on it, never the reverse.',
      '(/main\\.ts$|^engine/cli/commands/)',
    ),
    never(
      'commerce-without-server',
      '^activities/commerce/',
      { path: '^engine/(server|kernel|embedded|cli)/' },
      'Commerce is an ordinary user of the engine: activities in, HTTP API out.',
      '/main\\.ts$',
    ),
    never(
      'connectors-wired-by-the-worker',
      '^connectors/',
      { path: '^(engine/(server|store|kernel|embedded|cli)|activities|workflows|designer)/' },
      'A connector is written by people outside: it may know its kit and the contracts.',
    ),
    never(
      'pure-without-node',
      pure,
      { dependencyTypes: ['core'] },
      'A pure function has no file, socket, clock or process: it must give the same on replay, in a browser and in a test.',
      generators,
    ),
    never(
      'sandbox-without-node',
      '^workflows/process-instance/',
      { dependencyTypes: ['core'] },
      'The workflow sandbox has no Node modules; the bundle would fail in the worker instead of here.',
    ),
    never(
      'sandbox-without-zod',
      '^(workflows/process-instance|engine/(kernel|expression|contracts/wire))/',
      { path: 'node_modules/zod/' },
      'zod fails in a preloaded, frozen module of the workflow sandbox.',
      generators,
    ),
    never(
      'pure-without-temporal',
      pure,
      { path: 'node_modules/@temporalio/' },
      'The kernel is hosted by Temporal and by others; it may know none of its hosts.',
    ),
    never(
      'pages-without-node',
      '^designer/',
      { dependencyTypes: ['core'] },
      'A browser has no Node modules.',
      '(vite\\.config|\\.config)\\.(ts|mjs)$',
    ),
    never(
      'product-without-tests',
      '^(engine|workflows|activities|connectors|designer)/',
      { path: '^test/' },
      'Images and packages carry no tests.',
    ),
  ],
  options: {
    // TypeScript 7 has no JavaScript API, so the files are read by swc, which comes with the Temporal bundler.
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|node_modules/\\.)' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.mts', '.mjs', '.js', '.json'],
    },
  },
};
