/** The bare peer of `ywq deploy`: `terraform init` and `terraform apply` in one folder. `node terraform-apply.js TERRAFORM FOLDER PARALLELISM` */
import { spawnSync } from 'node:child_process'

const [terraform = 'terraform', folder = '.', parallelism = '10'] = process.argv.slice(2)
for (const args of [['init', '-input=false', '-no-color'], ['apply', '-auto-approve', '-input=false', '-no-color', `-parallelism=${parallelism}`]]) {
  const { status } = spawnSync(terraform, args, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] })
  if (status !== 0) process.exit(status ?? 1)
}
