import { createHash } from 'node:crypto'
import { MAX_PICTURE_BYTES, pictureMark, pictureType } from '../domain/pictures.ts'
import type { Picture } from './read-questions.ts'

export type KeptPicture = { ok: true; mark: string } | { ok: false; code: 'picture-type' | 'picture-too-large'; message: string }

/** Gathers the pictures of one file, each once; a picture that cannot be kept is refused with the reason. */
export function pictureCollector() {
  const kept = new Map<string, Picture>()
  return {
    /** Keep a picture and get the mark that stands for it in a text. */
    keep(bytes: Uint8Array, alt: string): KeptPicture {
      const type = pictureType(bytes)
      if (type === null)
        return {
          ok: false,
          code: 'picture-type',
          message:
            'Hình phải là PNG, JPEG, GIF hoặc WebP nên hình này chưa lấy được. Câu hỏi được nạp thành bản nháp: hãy thêm hình rồi đưa vào dùng.',
        }
      if (bytes.length > MAX_PICTURE_BYTES) {
        return {
          ok: false,
          code: 'picture-too-large',
          message:
            'Hình lớn quá 1 MiB, điện thoại yếu không tải nổi, nên chưa lấy. Câu hỏi được nạp thành bản nháp: hãy thêm hình nhỏ hơn rồi đưa vào dùng.',
        }
      }
      const hash = createHash('sha256').update(bytes).digest('hex')
      kept.set(hash, { hash, type, bytes })
      return { ok: true, mark: pictureMark(hash, alt) }
    },
    pictures: (): Picture[] => [...kept.values()],
  }
}
