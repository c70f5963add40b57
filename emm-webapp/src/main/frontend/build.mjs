// Bundles style sheets, scripts, fonts and icons into the folder given as first argument, every file named by its
// content, with a manifest (plain name -> real name) that the server reads. Does nothing while the sources are unchanged.
import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';

const out = process.argv[2];
if (!out) {
    console.error('usage: node build.mjs OUTPUT-FOLDER');
    process.exit(2);
}

const hash = (data) => createHash('sha256').update(data).digest('hex');
const filesBelow = (folder) =>
    readdirSync(folder, { withFileTypes: true })
        .flatMap((entry) => (entry.isDirectory() ? filesBelow(join(folder, entry.name)) : [join(folder, entry.name)]))
        .sort();

const sources = ['build.mjs', 'package.json', 'package-lock.json', 'icons.txt', ...filesBelow('src')];
const state = hash(sources.map((file) => file + hash(readFileSync(file))).join('\n'));
const stamp = join(out, '.stamp');
if (existsSync(stamp) && readFileSync(stamp, 'utf8') === state) {
    process.exit(0);
}

installPackages();
const { build } = await import('esbuild');
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const manifest = {};
await bundle();
icons();
statics();
compress();
writeFileSync(join(out, 'manifest.properties'), Object.entries(manifest).map(([k, v]) => `${k}=${v}`).sort().join('\n') + '\n');
writeFileSync(stamp, state);

/** npm ci once per lock file. */
function installPackages() {
    const lock = hash(readFileSync('package-lock.json'));
    const installed = join('node_modules', '.installed-lock');
    if (!existsSync(installed) || readFileSync(installed, 'utf8') !== lock) {
        execFileSync('npm', ['ci', '--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'], {
            stdio: ['ignore', 'ignore', 'inherit'],
        });
        writeFileSync(installed, lock);
    }
}

async function bundle() {
    const result = await build({
        entryPoints: { app: 'src/js/app.js', style: 'src/css/style.css' },
        outdir: out,
        bundle: true,
        splitting: true,
        minify: true,
        format: 'esm',
        target: ['es2021', 'chrome109', 'firefox115', 'safari16'],
        entryNames: '[name]-[hash]',
        chunkNames: 'chunk-[name]-[hash]',
        assetNames: '[name]-[hash]',
        loader: { '.woff2': 'file' },
        legalComments: 'none',
        metafile: true,
        logLevel: 'warning',
    });
    for (const [file, info] of Object.entries(result.metafile.outputs)) {
        if (info.entryPoint) {
            const name = basename(file);
            manifest[name.replace(/-[A-Z0-9]{8}(\.\w+)$/, '$1')] = name;
        }
    }
}

/** One sprite of the icons named in icons.txt, each a symbol with the icon's name. */
function icons() {
    const names = readFileSync('icons.txt', 'utf8').split(/\s+/).filter(Boolean);
    const symbols = names.map((name) => {
        const svg = readFileSync(join('node_modules/lucide-static/icons', `${name}.svg`), 'utf8');
        const body = svg.replace(/<!--.*?-->/gs, '').match(/<svg[^>]*>(.*)<\/svg>/s)[1].replace(/\s+/g, ' ').trim();
        return `<symbol id="${name}" viewBox="0 0 24 24">${body}</symbol>`;
    });
    const sprite = `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('')}</svg>`;
    const name = `icons-${hash(sprite).slice(0, 8)}.svg`;
    writeFileSync(join(out, name), sprite);
    manifest['icons.svg'] = name;
}

/** Single files, named by content. */
function statics() {
    for (const file of filesBelow('src/static')) {
        const data = readFileSync(file);
        const name = basename(file).replace(/(\.\w+)$/, `-${hash(data).slice(0, 8)}$1`);
        writeFileSync(join(out, name), data);
        manifest[basename(file)] = name;
    }
}

/** A .gz beside each text file, so that no request waits for compression. */
function compress() {
    for (const file of filesBelow(out)) {
        if (/\.(js|css|svg)$/.test(file)) {
            writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: 9 }));
        }
    }
}
