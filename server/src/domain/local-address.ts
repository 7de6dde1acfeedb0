/** Whether an address reaches this machine only. */
export const isLocal = ({ hostname }: Pick<URL, 'hostname'>): boolean => ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
