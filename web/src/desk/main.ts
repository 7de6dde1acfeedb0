import { mount } from 'svelte'
import Desk from './Desk.svelte'
import './desk.css'

const target = document.getElementById('app')
if (target === null) throw new Error('no #app')
export default mount(Desk, { target })
