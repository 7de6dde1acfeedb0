import { mount } from 'svelte'
import { locale } from '../lib/locale.svelte.ts'
import Play from './Play.svelte'
import './play.css'

locale.mark()
const target = document.getElementById('app')
if (target === null) throw new Error('no #app')
target.textContent = ''
export default mount(Play, { target })
