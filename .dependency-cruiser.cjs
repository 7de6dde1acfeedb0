/** The directions of ARCHITECTURE: main → compose → app → features → { domain, ports, http, shared }. */
const not = (name, from, to, comment) => ({ name, severity: 'error', comment, from: { path: from }, to })
const server = (...rooms) => `^server/src/(${rooms.join('|')})`

module.exports = {
  forbidden: [
    not(
      'no-circles',
      '.*',
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
      'two files that need each other are one file or three',
    ),
    not(
      'domain-is-pure',
      server('domain/'),
      { path: '.*', pathNot: [server('domain/'), '^shared/src/'] },
      'domain imports nothing but domain and types from shared',
    ),
    {
      name: 'domain-takes-types',
      severity: 'error',
      from: { path: server('domain/') },
      to: { path: '^shared/src/', pathNot: '^shared/src/phone\\.ts$', dependencyTypesNot: ['type-only'] },
      comment: 'but for what a phone number is, which pages and server must not tell apart',
    },
    not('ports-are-types', server('ports/'), { path: server('(?!domain/|ports/)') }, 'ports know the domain and each other'),
    not(
      'storage-knows-ports',
      server('storage/'),
      { path: server('(features|http|formats|projector)/', 'app\\.ts', 'compose\\.ts', 'main\\.ts') },
      'storage → ports, domain',
    ),
    {
      name: 'only-compose-opens-storage',
      severity: 'error',
      from: { path: '^server/src/', pathNot: [server('storage/', 'compose\\.ts', '\\w+-worker\\.ts')] },
      to: { path: server('storage/') },
    },
    not(
      'features-know-no-adapter',
      server('features/'),
      { path: server('(storage|compose|main|app|config|clock|ids|passwords|exports)') },
      'features → domain, ports, http, formats, shared',
    ),
    not(
      'formats-and-projector',
      server('formats/', 'projector/'),
      { path: server('(features|http|storage)/') },
      'formats, projector → domain, ports, shared',
    ),
    not('http-knows-no-feature', server('http/'), { path: server('(features|storage|formats)/') }, 'http is below the features'),
    not(
      'answers-know-no-campaign',
      server('features/attempts/', 'domain/attempt\\.ts', 'storage/\\w+/(attempts|answer-path|saves|saved-responses)\\.ts'),
      {
        path: server(
          'features/(campaign|initiatives|works|commendation)',
          'domain/(campaign|initiative|commendation|work-|work\\.)',
          'ports/(campaign|initiatives|works|commendations|merits)',
          'storage/\\w+/(campaign|initiative|works|commendations)',
        ),
      },
      'the answer path does not know that a campaign exists',
    ),
    not('shared-knows-nobody', '^shared/', { path: '^(server|web)/' }, 'shared is the ground'),
    not('web-knows-no-server', '^web/', { path: '^server/' }, 'the pages talk HTTP'),
    not('play-knows-no-desk', '^web/src/play/', { path: '^web/src/desk/' }, 'the phone app stays small'),
    not('desk-knows-no-play', '^web/src/desk/', { path: '^web/src/play/' }, 'two apps, one lib'),
    not('lib-knows-no-app', '^web/src/lib/', { path: '^web/src/(play|desk)/' }, 'lib is below the apps'),
    {
      name: 'pages-take-contract-types',
      severity: 'error',
      from: { path: '^web/src/' },
      to: { path: '(^shared/src/contracts/|node_modules/zod/)', dependencyTypesNot: ['type-only'] },
      comment: 'zod never reaches a phone',
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'default'], extensions: ['.ts', '.js', '.svelte'] },
  },
}
