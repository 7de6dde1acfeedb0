import type { DeskPostersKey } from './desk-posters-vi.ts'

export const deskPostersEn: Record<DeskPostersKey, string> = {
  'menu.posters': 'Posters, QR codes',
  'posters.title': 'Posters, QR codes',
  'posters.help':
    'Each union has an A4 poster to put up at the workplace. Whoever scans its QR code or types its address comes straight to the registration form with that union already chosen.',
  'posters.pick': 'Choose a union',
  'posters.top': 'Back to the top of the list',
  'posters.lowest': 'There are no unions below this one.',
  'posters.none': 'There are no unions to make posters for. Import the list of unions first.',
  'posters.localOnly':
    'The address {origin} opens on the server itself only; phones cannot reach it. Do not print yet: ask whoever runs the server to set PUBLIC_URL to the address that contestants will type.',
  'posters.qrOf': 'QR code of {union}',
  'posters.link': 'Link',
  'posters.qr': 'QR code',
  'posters.png': 'Download PNG picture',
  'posters.svg': 'Download SVG file',
  'posters.one': 'Download this union’s poster (PDF)',
  'posters.below': 'Download all {count} posters from this union down (PDF)',
  'posters.all': 'Download all {count} posters of the contest (PDF)',
  'posters.starting': 'Getting ready…',
  'posters.progress': '{done} of {total} posters made',
}
