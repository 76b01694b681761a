/** Line icons on a 16 grid, drawn for this product. */
const paths = {
  today: 'M2.5 13.5h11M4 11V8M7 11V4.500M10 11V6.500M13 11V3',
  cockpit: 'M2 8h3l1.5-4 3 8L11 8h3',
  tasks: 'M2.5 4l1.2 1.200L6 3M8.5 4H14M2.5 8.500l1.2 1.200L6 7.500M8.5 8.500H14M3 13h2M8.5 13H14',
  design: 'M2.5 4.500h4v3h-4zM10 8.500h3.500v3H10zM6.5 6h3c1 0 2 .5 2 1.500v1',
  search: 'M7 11.500a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM10.5 10.5 14 14',
  sun: 'M8 10.800a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.600zM8 1.500v1M8 13.500v1M1.5 8h1M13.5 8h1M3.4 3.400l.7.7M11.9 11.900l.7.7M3.4 12.600l.7-.7M11.9 4.100l.7-.7',
  moon: 'M13 9.800A5.5 5.5 0 0 1 6.2 3a5.5 5.5 0 1 0 6.8 6.800z',
  help: 'M6 6.200c0-1.1.9-2 2-2s2 .8 2 1.900c0 1.4-2 1.7-2 3.200M8 11.800v.1',
  close: 'M4 4l8 8M12 4l-8 8',
  check: 'M3 8.5 6.5 12 13 4.5',
  left: 'M10 3 5 8l5 5',
  right: 'M6 3l5 5-5 5',
  retry: 'M13 8a5 5 0 1 1-1.5-3.600L13 6M13 2.500V6H9.5',
  alert: 'M8 2 14.5 13.500h-13zM8 6.500V9.500M8 11.500v.1',
  external: 'M6 3H3v10h10v-3M9 3h4v4M13 3 7.5 8.5',
  copy: 'M5.5 5.500h8v8h-8zM10.5 5.500v-3h-8v8h3',
  edit: 'M3 13l.6-2.700L10.8 3l2.2 2.2-7.3 7.200z',
  more: 'M3.5 8v.01M8 8v.01M12.5 8v.01',
  play: 'M5 3l8 5-8 5z',
  stop: 'M4 4h8v8H4z',
  pause: 'M5.5 3.500v9M10.5 3.500v9',
  migrate: 'M2.5 4.500h6v7h5M11 9l2.5 2.500L11 14',
  upload: 'M8 10.500V3M5 5.5 8 2.500l3 3M2.5 10.500v3h11v-3',
  download: 'M8 2.500V10M5 7.500l3 3 3-3M2.5 10.500v3h11v-3',
  undo: 'M6 3 3 6l3 3M3 6h6.500a3.5 3.5 0 0 1 0 7H6',
  redo: 'M10 3l3 3-3 3M13 6H6.500a3.5 3.5 0 0 0 0 7H10',
  plus: 'M8 3v10M3 8h10',
  minus: 'M3 8h10',
  target: 'M8 12.500a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9zM8 1.500v3M8 11.500v3M1.5 8h3M11.5 8h3',
  file: 'M4 1.500h5.500L12.5 5v9.500H4zM9.5 1.500V5h3',
  user: 'M8 7.500a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM3 13.500c.4-2.5 2.3-4 5-4s4.6 1.5 5 4',
  timer: 'M8 14a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11zM8 5.500v3l2 1.500M6.5 1.500h3',
  message: 'M2 4h12v8.500H2zM2 4.500l6 4.5 6-4.5',
  gear: 'M8 10a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM8 1.800v2M8 12.200v2M1.8 8h2M12.2 8h2M3.6 3.6 5 5M11 11l1.4 1.400M3.6 12.4 5 11M11 5l1.4-1.4',
  child: 'M3 2.500v8h7M7.5 8l2.5 2.500L7.5 13',
  fit: 'M2.5 6V2.500H6M10 2.500h3.500V6M13.5 10v3.500H10M6 13.500H2.500V10',
  language: 'M2 4h7M5.5 2.500V4M3 10c2.5-1 4-3 4.5-6M3.8 6c.7 1.8 2 3 3.7 3.700M8 13.500l2.8-7 2.8 7M9 11.500h3.7',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name, size = 16 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path
        d={paths[name]}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
