import { call } from '../../lib/api.ts'

/** Whether a contest has a campaign that is switched on; asked again when the contest changes. Call it while a component starts. */
export function campaignOn(slugOf: () => string | undefined): { readonly current: boolean } {
  let on = $state(false)
  const slug = $derived(slugOf())
  $effect(() => {
    const asked = slug
    on = false
    if (asked === undefined) return
    call('getCampaign', { params: { slug: asked } }).then(
      () => (on = asked === slug),
      () => undefined,
    )
  })
  return {
    get current() {
      return on
    },
  }
}
