import { marked } from 'marked'
import sanitize from 'sanitize-html'

const cache = new Map<string, string>()

/** The organisers' markdown as HTML that is safe to show: text, lists, tables, links; no scripts, styles or pictures. */
export function markdownToHtml(markdown: string): string {
  const known = cache.get(markdown)
  if (known !== undefined) return known
  const html = sanitize(marked.parse(markdown, { async: false }), {
    allowedTags: [
      'h2',
      'h3',
      'h4',
      'p',
      'ul',
      'ol',
      'li',
      'strong',
      'em',
      'a',
      'blockquote',
      'table',
      'thead',
      'tbody',
      'tr',
      'th',
      'td',
      'hr',
      'br',
    ],
    allowedAttributes: { a: ['href', 'target', 'rel'] },
    // In another tab: a link that is followed in an attempt must not take the paper away.
    transformTags: { a: sanitize.simpleTransform('a', { target: '_blank', rel: 'noopener' }) },
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  })
  if (cache.size > 100) cache.clear()
  cache.set(markdown, html)
  return html
}
