import type { playMessagesVi } from './play-messages-vi.ts'

/** English texts of announcements and of questions to the organisers on the phone. */
export const playMessagesEn: Record<keyof typeof playMessagesVi, string> = {
  'news.title': 'Announcements',
  'news.new': 'New announcements ({count})',
  'news.read': 'I have read this',
  'news.close': 'Close',
  'news.all': 'See all announcements',
  'news.none': 'No announcements yet.',
  'news.loading': 'Loading announcements…',
  'news.mark': 'New',
  'news.bell': 'Announcements of the organisers',
  'news.bellNew': 'Announcements of the organisers: {count} unread',
  'news.arrived': 'The organisers have just announced: {titles}',

  'inquiries.newAnswer': 'The organisers have answered you. Tap to see.',
  'inquiries.what': 'Ask here if something is unclear about signing up, taking an attempt or the results. The answer appears on this page.',
  'inquiries.logIn': 'Log in to ask a question and to see the organisers’ answers.',
  'inquiries.contestantsOnly': 'This page is for contestants. Their questions are on the desk, under Questions and answers.',
  'inquiries.body': 'Your question',
  'inquiries.hint': 'Say what you need to know, in at most 1,000 characters. Do not ask for answers to the paper.',
  'inquiries.short': 'Write your question, at least 5 characters.',
  'inquiries.left': '{count} characters left.',
  'inquiries.send': 'Send the question',
  'inquiries.sent': 'Sent. The organisers will answer on this page.',
  'inquiries.full': 'Five of your questions wait for an answer. You can ask again once the organisers have answered.',
  'inquiries.mine': 'Questions you have sent',
  'inquiries.askedAt': 'Asked at {at}',
  'inquiries.wanted': 'Asks to move to: {union}',
  'inquiries.waiting': 'Waiting for an answer',
  'inquiries.answeredAt': 'Answered by the organisers at {at}',
  'inquiries.correctedAt': 'Answer corrected by the organisers at {at}',
}
